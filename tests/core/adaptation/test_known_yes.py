"""Which yes is in force, what it was given for, and what has ended it since."""

from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.adaptation.person import known_profile
from retroplan.core.model.events import Declared, Event, FallAnswer, News, Resume
from retroplan.core.model.profile import ClinicianYes, KnownYes, YesEnd
from retroplan.core.model.vocabulary import NewsKind, Verdict
from retroplan.core.screening.screen import scope, screen
from retroplan.evidence.load import load_evidence
from tests.core.adaptation.test_person import TODAY, days_ago, fall, walk
from tests.core.screening.test_rules import changed
from tests.people import sixty_with_knees

EVIDENCE = load_evidence()


def yes(days: int, **keys: Any) -> ClinicianYes:
    return ClinicianYes(given=True, by="GP", on=days_ago(days), **keys)


def declared(
    days: int, given: ClinicianYes | None = None, *names: str, **changes: Any
) -> Declared:
    health = {"conditions": names or ("knee-replacement",), **changes}
    profile = changed(sixty_with_knees(), clearance=given or ClinicianYes(), **health)
    return Declared(date=days_ago(days), profile=profile)


def news(days: int, kind: NewsKind) -> News:
    return News(date=days_ago(days), kind=kind)


def resumed(days: int, **keys: Any) -> Resume:
    return Resume(date=days_ago(days), cleared_by="GP", clearance=yes(days, **keys))


def answered(days: int, *, hurt: bool) -> FallAnswer:
    return FallAnswer(date=days_ago(days), hurt=hurt, seen=True, falls=1)


def known(*events: Event) -> KnownYes:
    found = known_profile(events, TODAY).health.clearance
    assert isinstance(found, KnownYes)
    return found


HURT = {"falls_last_12_months": 1, "injurious_falls_last_12_months": 1}
UNHURT = {"falls_last_12_months": 1, "injurious_falls_last_12_months": 0}
THIRTY = yes(30)


@pytest.mark.parametrize(
    ("told", "ended"),
    [
        # docs/decisions/0010, in its order
        ((declared(20, THIRTY),), None),
        ((declared(20, THIRTY, "knee-replacement", "stroke"),), None),
        ((declared(20, THIRTY), declared(0, THIRTY, "knee-replacement", "stroke")),
         YesEnd.CONDITION),
        ((declared(20), declared(0, THIRTY, "knee-replacement", "stroke")), YesEnd.CONDITION),
        ((declared(40), declared(0, THIRTY, "knee-replacement", "stroke")), None),
        ((declared(20, THIRTY), declared(0, yes(0), "knee-replacement", "stroke")), None),
        ((declared(20, THIRTY), declared(10, THIRTY, "knee-replacement", "stroke"),
          declared(0, THIRTY)), None),  # put right
        ((declared(20, THIRTY), news(10, NewsKind.DIAGNOSIS)), YesEnd.CONDITION),
        ((declared(20, THIRTY), news(10, NewsKind.SURGERY)), YesEnd.OPERATION),
        ((declared(20, THIRTY), news(10, NewsKind.MEDICINE)), None),
        ((declared(20, THIRTY), news(31, NewsKind.SURGERY)), None),  # told late, was before
        ((declared(40), news(30, NewsKind.SURGERY), declared(0, THIRTY)), None),  # that day, then
        ((declared(30, THIRTY), news(30, NewsKind.SURGERY)), YesEnd.OPERATION),
        ((declared(20, THIRTY), fall(10)), YesEnd.FALL),  # nobody said whether it hurt
        ((declared(20, THIRTY), walk(10, 1)), YesEnd.FALL),
        ((declared(20, THIRTY), fall(10), declared(0, THIRTY)), YesEnd.FALL),  # an old answer
        ((declared(20, THIRTY), fall(10), declared(0, THIRTY, **UNHURT)), YesEnd.FALL),  # as well
        ((declared(20, THIRTY), fall(10), answered(5, hurt=False)), None),
        ((declared(20, THIRTY), fall(10), answered(5, hurt=True)), YesEnd.FALL),
        ((declared(20, THIRTY), fall(10), declared(0, THIRTY, **HURT)), YesEnd.FALL),
        ((declared(20, THIRTY), declared(0, THIRTY, **HURT)), YesEnd.FALL),
        ((declared(20, THIRTY, **HURT), declared(0, THIRTY, **HURT)), None),
        ((declared(20, THIRTY), fall(10), declared(0, yes(5))), None),
        ((declared(20, THIRTY), fall(10), resumed(5, covers=("knee-replacement",))), None),
        ((declared(20, resumed(5).clearance), resumed(5), fall(2)), YesEnd.FALL),
    ],
)  # fmt: skip
def test_what_came_since_ends_a_yes(told: tuple[Event, ...], ended: YesEnd | None) -> None:
    found = known(*told)

    assert found.ended_by is ended
    assert (found.ended_on is None) is (ended is None)


def test_without_names_it_is_for_what_was_declared_when_it_was_given() -> None:
    told = (declared(20, THIRTY), declared(0, THIRTY, medications=("nitrate",)))
    profile = known_profile(told, TODAY)

    assert known(*told).ended_by is None
    assert "knee-replacement" in scope(profile, EVIDENCE, TODAY)
    assert "nitrate" not in scope(profile, EVIDENCE, TODAY)


def test_a_reading_that_was_not_raised_then_is_not_covered_now() -> None:
    low, high = {"resting_systolic_mmhg": 128}, {"resting_systolic_mmhg": 165}
    later = known_profile((declared(20, THIRTY, **low), declared(0, THIRTY, **high)), TODAY)
    both = known_profile((declared(20, THIRTY, **high), declared(0, THIRTY, **high)), TODAY)

    assert screen(later, EVIDENCE, TODAY).verdict is Verdict.REFER
    assert screen(both, EVIDENCE, TODAY).verdict is Verdict.MODIFY


def test_the_newest_yes_counts_whichever_door_it_came_through() -> None:
    rails = {"covers": ("knee-replacement",), "treadmill": True}
    newer, older = resumed(5, **rails), declared(20, THIRTY)

    assert known(older, newer).treadmill
    assert not known(declared(20, yes(30, **rails)), resumed(5, covers=())).treadmill
    assert known(older, newer, declared(0, yes(1))).on == days_ago(1)


def test_of_two_words_the_lower_ceiling_holds() -> None:
    found = known(declared(20, yes(30, pain_ceiling=3, max_grade_pct=1.0)),
                  resumed(5, covers=(), pain_ceiling=4, max_grade_pct=3.0))  # fmt: skip

    assert (found.pain_ceiling, found.max_grade_pct) == (3, 1.0)


def test_a_resumption_that_only_names_the_clinician_is_no_yes_for_conditions() -> None:
    told = (declared(20), Resume(date=days_ago(5), cleared_by="GP"))

    assert known_profile(told, TODAY).health.clearance == ClinicianYes()


def test_a_yes_without_a_date_stays_as_it_was_said() -> None:
    undated = replace(THIRTY, on=None)

    assert known_profile((declared(20, undated),), TODAY).health.clearance == undated
