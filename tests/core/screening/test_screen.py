"""What a recorded yes lifts, what it never lifts, and what a person is told."""

import datetime as dt
from typing import Any

import pytest

from retroplan.core.model.clearance import Clearance
from retroplan.core.model.profile import ClinicianYes
from retroplan.core.model.vocabulary import GoalKind, Severity, Sex, Tier, Verdict
from retroplan.core.screening.questions import QUESTIONS
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from tests.conftest import TODAY
from tests.core.screening.test_rules import YES, changed
from tests.people import sixty_with_knees

EVIDENCE = load_evidence()


def screened(**changes: Any) -> Clearance:
    return screen(changed(sixty_with_knees(), **changes), EVIDENCE, TODAY)


def test_a_yes_turns_a_referral_into_a_plan_with_support() -> None:
    before = screened(conditions=("stroke",))
    after = screened(conditions=("stroke",), clearance=YES)

    assert before.verdict is Verdict.REFER
    assert before.withholds
    assert after.verdict is Verdict.MODIFY
    assert not after.withholds
    assert after.limits.tier is Tier.C
    lifted = next(found for found in after.findings if found.rule == "stroke")
    assert lifted.lifted
    assert lifted.severity is Severity.SUPPORT


def test_the_stroke_goal_needs_a_yes_even_if_the_stroke_is_not_named() -> None:
    assert screened(kind=GoalKind.STROKE_GAIT).verdict is Verdict.REFER
    agreed = screened(kind=GoalKind.STROKE_GAIT, clearance=YES)
    assert agreed.verdict is Verdict.MODIFY
    assert agreed.limits.tier is Tier.C


@pytest.mark.parametrize(
    "answers",
    [
        {"pregnancy_week": 28},
        {"birth_date": dt.date(2012, 1, 1)},
        {"resting_systolic_mmhg": 185},
        {"resting_diastolic_mmhg": 104},
        {"resting_hr_bpm": 110},
        {"usual_pain": 7},
        {"symptoms": ("chest-pain",)},
        {"symptoms": ("fever",)},
        {"conditions": ("stroke-under-3-months",)},
        {"conditions": ("foot-ulcer",)},
        {"conditions": None},
        {"symptoms": None},
        {"usual_pain": None},
    ],
)
def test_a_yes_never_lifts_what_stops(answers: dict[str, Any]) -> None:
    assert screened(**answers).verdict is Verdict.STOP
    assert screened(**answers, clearance=YES).verdict is Verdict.STOP


@pytest.mark.parametrize(
    ("agreement", "why"),
    [
        (ClinicianYes(given=True, on=dt.date(2026, 11, 1)), "who gave it"),
        (ClinicianYes(given=True, by="  ", on=dt.date(2026, 11, 1)), "who gave it"),
        (ClinicianYes(given=True, by="GP"), "no date"),
        (ClinicianYes(given=True, by="GP", on=dt.date(2026, 11, 26)), "future"),
    ],
)
def test_a_yes_that_is_not_whole_does_not_count_and_says_why(
    agreement: ClinicianYes, why: str
) -> None:
    clearance = screened(conditions=("diabetes",), clearance=agreement)

    assert clearance.verdict is Verdict.REFER
    assert why in clearance.why_not_agreed
    told = refusal(clearance)
    assert told is not None
    assert why in told.hint


def test_a_yes_of_today_counts() -> None:
    agreement = ClinicianYes(given=True, by="GP", on=TODAY)

    assert screened(conditions=("diabetes",), clearance=agreement).verdict is Verdict.MODIFY


def test_a_yes_that_was_not_given_is_none() -> None:
    agreement = ClinicianYes(given=False, by="GP", on=dt.date(2026, 11, 1))
    clearance = screened(conditions=("diabetes",), clearance=agreement)

    assert clearance.verdict is Verdict.REFER
    assert not clearance.why_not_agreed


def test_positional_vertigo_stops_until_a_clinician_has_said_yes_and_then_asks_for_support() -> (
    None
):
    assert screened(conditions=("bppv",)).verdict is Verdict.STOP
    agreed = screened(conditions=("bppv",), clearance=YES)
    assert agreed.verdict is Verdict.MODIFY
    assert agreed.limits.tier is Tier.C
    assert not agreed.limits.hands_free


def test_pregnancy_asks_for_a_yes_then_for_support() -> None:
    early = screened(pregnancy_week=12, clearance=YES)
    late = screened(pregnancy_week=20, clearance=YES)

    assert early.limits.tier is Tier.B
    assert late.limits.tier is Tier.C


def test_findings_come_from_the_strictest_to_the_mildest() -> None:
    found = screened(
        conditions=("stroke", "knee-osteoarthritis"), symptoms=("fever",), falls_last_12_months=1
    )
    ranks = [finding.severity.rank for finding in found.findings]

    assert ranks == sorted(ranks, reverse=True)
    assert set(ranks) == {0, 1, 2, 3}


def test_a_name_written_twice_is_told_once() -> None:
    found = screened(conditions=("asthma", "asthma"))

    assert [finding.rule for finding in found.findings].count("asthma") == 1


def test_screening_is_the_same_every_time() -> None:
    assert screened(conditions=("stroke", "diabetes")) == screened(
        conditions=("stroke", "diabetes")
    )


def test_who_may_start_is_not_refused() -> None:
    assert refusal(screened()) is None


@pytest.mark.parametrize(
    ("answers", "hinted"),
    [
        ({"conditions": ("stroke",)}, "--for-clinician"),
        ({"symptoms": ("chest-pain",)}, "emergency number"),
        ({"symptoms": None}, "profile file"),
        ({"usual_pain": 8}, "bring the pain down"),
    ],
)
def test_a_refusal_says_what_to_do_next(answers: dict[str, Any], hinted: str) -> None:
    told = refusal(screened(**answers))

    assert told is not None
    assert told.exit_code is ExitCode.UNSAFE
    assert hinted in told.hint


def test_a_refusal_with_several_causes_says_how_many_more() -> None:
    told = refusal(screened(symptoms=("chest-pain", "fever")))

    assert told is not None
    assert "1 more answer" in told.message


def test_a_person_of_unknown_sex_is_asked_about_pregnancy_only_while_it_can_be() -> None:
    young = {"sex": Sex.OTHER, "pregnancy_week": None, "birth_date": dt.date(1990, 1, 1)}
    assert screened(**young).limits.tier is Tier.C
    assert screened(sex=Sex.OTHER, pregnancy_week=None).limits.tier is Tier.B


def test_the_questions_cover_the_lists_and_offer_only_known_names() -> None:
    fields = {question.field for question in QUESTIONS}

    assert {
        "health.conditions",
        "health.symptoms",
        "health.medications",
        "health.usual_pain",
    } <= fields
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert set(question.names) <= set(EVIDENCE.conditions), question.id
        assert set(question.cites) <= set(EVIDENCE.citations), question.id
        assert question.text.endswith("?")
        assert question.why
