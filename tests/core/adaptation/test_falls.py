"""Falls: what leaves one open, and what answers it."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.falls import answering, known_injuries, open_fall, told_falls
from retroplan.core.model.events import Declared, Event, FallAnswer, News, Resume
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import ClinicianYes
from retroplan.core.model.vocabulary import NewsKind, Outcome
from tests.people import sixty_with_knees

TODAY = dt.date(2026, 11, 25)


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def declared(
    days: int, falls: int | None = 0, hurt: int | None = 0, yes: int | None = None
) -> Declared:
    profile = sixty_with_knees()
    agreed = ClinicianYes(given=yes is not None, by="GP", on=days_ago(yes or 0))
    health = replace(
        profile.health, falls_last_12_months=falls, injurious_falls_last_12_months=hurt,
        clearance=agreed,
    )  # fmt: skip
    return Declared(date=days_ago(days), profile=replace(profile, health=health))


def news(days: int) -> News:
    return News(date=days_ago(days), kind=NewsKind.FALL)


def walk(days: int, falls: int = 1) -> SessionLog:
    return SessionLog(session_id=None, date=days_ago(days), outcome=Outcome.EXTRA, falls=falls)


def said(hurt: bool, seen: bool, falls: int = 1) -> FallAnswer:
    return FallAnswer(date=TODAY, hurt=hurt, seen=seen, falls=falls)


@pytest.mark.parametrize(
    ("told", "is_open", "injuries"),
    [
        ((declared(9),), False, 0),
        ((declared(9, 1, 0),), False, 0),  # told with the fall
        ((declared(9, 1, None),), True, None),
        ((declared(9, 1, 1),), True, 1),  # it hurt, and no clinician has agreed
        ((declared(9, 1, 1, yes=30),), False, 1),
        ((declared(9), news(3)), True, 0),
        ((declared(9), walk(3)), True, 0),
        ((declared(9), declared(3, 1)), True, 0),  # the stored 0 is of before the fall
        ((declared(9), walk(3), declared(2, 1)), True, 0),
        ((declared(9, 0, None), walk(3), declared(2, 1, 0)), False, 0),
        ((declared(9), walk(3), declared(2, 1, 1)), True, 1),
        ((declared(9), walk(3), declared(2, 1, 1, yes=5)), True, 1),  # agreed before the fall
        ((declared(9), walk(3), declared(2, 1, 1, yes=2)), False, 1),
        ((declared(9), walk(3), said(False, False)), False, 0),
        ((declared(9), walk(3), said(True, False)), True, 1),
        ((declared(9), walk(3), said(True, False), said(True, True)), False, 1),
        ((declared(9), walk(3), said(True, True), declared(0, 1)), False, 1),  # never talked away
        ((declared(9), walk(3), said(False, False), news(1)), True, 0),
        ((declared(9), walk(3, 2), said(False, False)), True, 0),  # another was written in since
        ((declared(9), walk(3), Resume(date=TODAY, cleared_by="GP")), True, 0),
        ((declared(500), walk(400)), False, 0),
    ],
)
def test_what_leaves_a_fall_open(
    told: tuple[Event, ...], is_open: bool, injuries: int | None
) -> None:
    assert (open_fall(told, TODAY) is not None) is is_open
    assert known_injuries(told, TODAY) == injuries


@given(
    st.lists(
        st.one_of(
            st.builds(declared, st.integers(0, 300), st.none() | st.integers(0, 3), st.integers(0, 1)),
            st.builds(news, st.integers(0, 300)),
            st.builds(walk, st.integers(0, 300), st.integers(0, 2)),
            st.builds(said, st.booleans(), st.booleans(), st.integers(0, 5)),
        ),
        max_size=6,
    ),
    st.booleans(),
    st.booleans(),
)  # fmt: skip
def test_after_a_fall_only_an_answer_of_then_lets_go(
    earlier: list[Event], hurt: bool, seen: bool
) -> None:
    told: tuple[Event, ...] = (declared(300), *earlier, news(0))
    assert open_fall(told, TODAY) is not None, "whatever was said before"
    resumed = (*told, Resume(date=TODAY, cleared_by="GP"))
    assert open_fall(resumed, TODAY) is not None
    answered = (*told, answering(told, TODAY, hurt=hurt, seen=seen))
    assert (open_fall(answered, TODAY) is None) == (seen or not hurt)
    assert told_falls(answered)[-1].hurt is hurt
