"""What is known of a person: answers, and what is on record beside them."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.falls import known_falls
from retroplan.core.adaptation.person import known_profile
from retroplan.core.model.events import AssessmentResult, Declared, Event, News
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import KnownTests
from retroplan.core.model.vocabulary import NewsKind, Outcome
from tests.people import sixty_with_knees

TODAY = dt.date(2026, 11, 25)


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def declared(
    days: int, *, falls: int | None = 0, tug: float | None = None, pain: int | None = 4
) -> Declared:
    profile = sixty_with_knees(tests=KnownTests(tug_s=tug))
    health = replace(profile.health, falls_last_12_months=falls, usual_pain=pain)
    return Declared(date=days_ago(days), profile=replace(profile, health=health))


def fall(days: int) -> News:
    return News(date=days_ago(days), kind=NewsKind.FALL)


def walk(days: int, falls: int) -> SessionLog:
    return SessionLog(session_id=None, date=days_ago(days), outcome=Outcome.EXTRA, falls=falls)


def tug(days: int, seconds: float) -> AssessmentResult:
    return AssessmentResult(date=days_ago(days), assessment="tug", value=seconds)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((declared(0, falls=None),), None),
        ((declared(0, falls=2),), 2),
        ((declared(90), fall(60), declared(0)), 1),  # the answer was not brought up to date
        ((declared(90), fall(60), declared(0, falls=1)), 1),  # it was: not counted twice
        ((declared(90), fall(60), declared(0, falls=None)), 1),
        ((declared(90, falls=1), fall(60), declared(0, falls=1)), 2),
        ((declared(90, falls=1), fall(60), declared(0, falls=2)), 2),
        ((declared(90, falls=1), declared(0)), 0),  # put right, and nothing on record
        ((declared(90), declared(30, falls=1), fall(10)), 2),  # told after the newest answer
        ((declared(500), fall(400), declared(0)), 0),  # more than a year ago
        ((declared(500, falls=3), fall(60), declared(0)), 1),  # an answer of more than a year ago
        ((declared(90), walk(60, 2), fall(50), declared(0)), 3),
        ((declared(90), walk(60, 0), News(date=days_ago(5), kind=NewsKind.SURGERY)), 0),
    ],
)
def test_falls_on_record_count_however_the_answer_was_typed(
    told: tuple[Event, ...], expected: int | None
) -> None:
    assert known_falls(told, TODAY) == expected


@given(
    st.lists(
        st.one_of(
            st.builds(declared, st.integers(0, 364), falls=st.none() | st.integers(0, 3)),
            st.builds(fall, st.integers(0, 364)),
            st.builds(walk, st.integers(0, 364), st.integers(0, 2)),
        ),
        max_size=6,
    ),
    st.none() | st.integers(0, 3),
)
def test_no_later_answer_counts_fewer_falls_than_are_on_record(
    earlier: list[Event], answer: int | None
) -> None:
    recorded = sum((each.falls or 0) if isinstance(each, SessionLog) else isinstance(each, News)
                   for each in earlier)  # fmt: skip
    counted = known_falls((*earlier, declared(0, falls=answer)), TODAY)
    assert (counted or 0) >= max(recorded, answer or 0)
    assert (counted is None) == (answer is None and not recorded)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((tug(30, 13.8), declared(0)), 13.8),  # the profile does not say
        ((tug(30, 13.8), declared(0, tug=9.0)), 9.0),  # told later
        ((declared(40, tug=9.0), tug(30, 13.8), declared(0, tug=9.0)), 13.8),  # as it was: no news
        ((declared(40, tug=9.0), tug(30, 13.8), declared(0, tug=10.0)), 10.0),
        ((declared(40, tug=9.0), tug(30, 13.8), declared(0)), 13.8),
        ((declared(40, tug=9.0), tug(30, 13.8), tug(50, 8.0)), 13.8),  # of results the newest test
        ((declared(40, tug=9.0), declared(0)), None),
    ],
)
def test_of_an_answer_and_a_result_the_later_word_counts(
    told: tuple[Event, ...], expected: float | None
) -> None:
    assert known_profile(told, TODAY).tests.tug_s == expected


def test_pain_of_an_ordinary_day_follows_as_tests_do() -> None:
    result = AssessmentResult(date=days_ago(3), assessment="nprs", value=6)
    assert known_profile((declared(9), result, declared(0)), TODAY).health.usual_pain == 6
    assert known_profile((declared(9), result, declared(0, pain=2)), TODAY).health.usual_pain == 2


def test_a_year_before_a_leap_day_is_whole() -> None:
    leap_day = dt.date(2028, 2, 29)
    told = (declared(0), News(date=dt.date(2027, 3, 1), kind=NewsKind.FALL))
    assert known_falls(told, leap_day) == 1
