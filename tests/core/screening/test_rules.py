"""Every rule, both ways: the answer that makes it speak, and the one next to it that does not."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.model.clearance import Clearance
from retroplan.core.model.profile import ClinicianYes, Profile
from retroplan.core.model.vocabulary import GoalKind, Severity, Sex, Stage, Tier, Verdict
from retroplan.core.screening.case import Case
from retroplan.core.screening.rules import RULES
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_assessments, load_evidence
from tests.conftest import TODAY
from tests.people import sixty_with_knees, young_athlete

EVIDENCE = load_evidence()
YES = ClinicianYes(given=True, by="GP", on=dt.date(2026, 11, 1))
ON_THE_RAILS = replace(YES, covers=("falls",), treadmill=True)
WITHHELD = {Verdict.REFER, Verdict.STOP}


def changed(profile: Profile, **changes: Any) -> Profile:
    """`changed(p, usual_pain=7, tug_s=13)`: each key finds its section."""
    for name, value in changes.items():
        for section in ("profile", "goal", "health", "tests"):
            part = getattr(profile, section)
            if hasattr(part, name):
                profile = replace(profile, **{section: replace(part, **{name: value})})
                break
        else:
            raise AssertionError(name)
    return profile


def screened(profile: Profile | None = None, **changes: Any) -> Clearance:
    return screen(changed(profile or young_athlete(), **changes), EVIDENCE, TODAY)


def severity(clearance: Clearance, rule: str) -> Any:
    """What a rule asks for; None when it is silent."""
    return next((found.severity for found in clearance.findings if found.rule == rule), None)


def test_a_healthy_athlete_is_clear_and_keeps_the_highest_tier() -> None:
    clearance = screened()

    assert clearance.verdict is Verdict.CLEAR
    assert clearance.limits.tier is Tier.A_PLUS
    assert clearance.findings == ()


def test_a_woman_of_sixty_with_sore_knees_may_start_at_the_general_pace() -> None:
    clearance = screened(sixty_with_knees())

    assert clearance.verdict is Verdict.MODIFY
    assert clearance.limits.tier is Tier.B
    assert clearance.limits.hands_free
    assert not clearance.limits.spotter_required


# the answers that make a rule speak, its name, how strict it is; then the nearest answers that do not
BOTH_WAYS: tuple[tuple[dict[str, Any], str, Severity, dict[str, Any]], ...] = (
    ({"conditions": None}, "unanswered", Severity.BLOCK, {"conditions": ()}),
    ({"symptoms": None}, "unanswered", Severity.BLOCK, {"symptoms": ()}),
    ({"usual_pain": None, "kind": GoalKind.KNEE_PAIN}, "unanswered", Severity.BLOCK, {"usual_pain": None}),
    ({"usual_pain": None, "kind": GoalKind.BACK_PAIN}, "unanswered", Severity.BLOCK,
     {"usual_pain": 0, "kind": GoalKind.BACK_PAIN}),
    ({"birth_date": None}, "unanswered", Severity.BLOCK, {"birth_date": None, "birth_year": 2003}),
    ({"medications": None}, "unanswered-medicines", Severity.CAP, {"medications": ()}),
    ({"birth_date": dt.date(2008, 11, 26)}, "under-age", Severity.BLOCK, {"birth_date": dt.date(2008, 11, 25)}),
    ({"birth_date": None, "birth_year": 2008}, "under-age", Severity.BLOCK,
     {"birth_date": None, "birth_year": 2007}),
    ({"birth_date": dt.date(2018, 1, 1)}, "under-age", Severity.BLOCK, {}),
    ({"kind": GoalKind.STROKE_GAIT}, "stroke-goal", Severity.CLEAR, {"kind": GoalKind.CARDIO}),
    ({"resting_systolic_mmhg": 180}, "blood-pressure", Severity.BLOCK, {"resting_systolic_mmhg": 159}),
    ({"resting_diastolic_mmhg": 100}, "blood-pressure", Severity.BLOCK, {"resting_diastolic_mmhg": 99}),
    ({"resting_systolic_mmhg": 160}, "blood-pressure", Severity.CLEAR, {"resting_systolic_mmhg": 159}),
    ({"resting_systolic_mmhg": 179, "resting_diastolic_mmhg": 99}, "blood-pressure", Severity.CLEAR, {}),
    ({"conditions": ("hypertension",)}, "unmeasured-pressure", Severity.CLEAR,
     {"conditions": ("hypertension",), "resting_systolic_mmhg": 128, "resting_diastolic_mmhg": 80}),
    ({"medications": ("blood-pressure-medicine",), "resting_systolic_mmhg": 128}, "unmeasured-pressure",
     Severity.CLEAR, {"resting_systolic_mmhg": 128}),
    ({"resting_hr_bpm": 101}, "resting-heart-rate", Severity.BLOCK, {"resting_hr_bpm": 100}),
    ({"usual_pain": 6}, "usual-pain", Severity.BLOCK, {"usual_pain": 5}),
    ({"sex": Sex.FEMALE, "pregnancy_week": 28}, "pregnancy", Severity.BLOCK, {"pregnancy_week": 0}),
    ({"sex": Sex.FEMALE, "pregnancy_week": 27}, "pregnancy", Severity.CLEAR, {"pregnancy_week": 0}),
    ({"sex": Sex.FEMALE, "pregnancy_week": 1}, "pregnancy", Severity.CLEAR, {"pregnancy_week": 0}),
    ({"sex": Sex.FEMALE, "pregnancy_week": None}, "unanswered-pregnancy", Severity.SUPPORT,
     {"sex": Sex.MALE, "pregnancy_week": None}),
    ({"sex": None, "pregnancy_week": None}, "unanswered-pregnancy", Severity.SUPPORT,
     {"sex": Sex.FEMALE, "pregnancy_week": None, "birth_date": dt.date(1966, 4, 2)}),
    ({"mass_kg": 131.1}, "body-mass", Severity.CAP, {"mass_kg": 131.0}),
    ({"injurious_falls_last_12_months": 1, "falls_last_12_months": 1}, "falls", Severity.CLEAR, {}),
    ({"falls_last_12_months": 2}, "falls", Severity.CLEAR, {"falls_last_12_months": 0}),
    ({"falls_last_12_months": 1}, "falls", Severity.SUPPORT, {"falls_last_12_months": 0}),
    ({"falls_last_12_months": 1, "injurious_falls_last_12_months": None}, "fall", Severity.BLOCK,
     {"falls_last_12_months": 0, "injurious_falls_last_12_months": None}),
    ({"falls_last_12_months": None}, "unanswered-falls", Severity.SUPPORT, {"falls_last_12_months": 0}),
    ({"backward_walk_3m_s": 4.51}, "backward-walk", Severity.SUPPORT, {"backward_walk_3m_s": 4.5}),
    ({"backward_walk_3m_s": 5.01}, "backward-walk", Severity.SUPPORT, {}),
    ({"backward_walk_3m_s": 8}, "backward-walk", Severity.CLEAR, {}),
    ({"tug_s": 12}, "tug", Severity.SUPPORT, {"tug_s": 11.9}),
    ({"tandem_s": 9.9}, "tandem", Severity.SUPPORT, {"tandem_s": 10}),
    ({"single_leg_s": 4.9}, "single-leg", Severity.SUPPORT, {"single_leg_s": 5}),
    ({"gait_speed_10m_mps": 0.75}, "walking-speed", Severity.SUPPORT, {"gait_speed_10m_mps": 0.76}),
    ({"comfortable_speed_mps": 0.75}, "walking-speed", Severity.SUPPORT, {"comfortable_speed_mps": 0.76}),
    ({"birth_date": dt.date(1964, 1, 1), "chair_stands_30s": 13}, "chair-stand", Severity.SUPPORT,
     {"birth_date": dt.date(1964, 1, 1), "chair_stands_30s": 14}),
    ({"birth_date": dt.date(1951, 11, 25), "tug_s": None}, "untested", Severity.SUPPORT,
     {"birth_date": dt.date(1951, 11, 26), "tug_s": None}),
    ({"birth_date": dt.date(1951, 11, 25), "backward_walk_3m_s": None}, "untested", Severity.SUPPORT,
     {"birth_date": dt.date(1951, 11, 25)}),
    ({"birth_date": dt.date(1961, 11, 25), "backward_walk_3m_s": None}, "hands-free", Severity.CAP,
     {"birth_date": dt.date(1961, 11, 26), "backward_walk_3m_s": None}),
    ({"birth_date": dt.date(1961, 11, 25)}, "tier-age", Severity.CAP, {"birth_date": dt.date(1961, 11, 26)}),
    ({"birth_date": None, "birth_year": 1961}, "tier-age", Severity.CAP,
     {"birth_date": None, "birth_year": 1962}),
    ({"mass_kg": 99}, "tier-mass", Severity.CAP, {"mass_kg": 98}),
    ({"height_cm": None}, "tier-mass", Severity.CAP, {}),
    ({"active": False, "athlete": False}, "tier-activity", Severity.CAP, {}),
    ({"kind": GoalKind.KNEE_PAIN}, "tier-goal", Severity.CAP, {"kind": GoalKind.CARDIO}),
    ({"backward_walk_3m_s": None}, "tier-tests", Severity.CAP, {"backward_walk_3m_s": 3.5}),
    ({"tug_s": None}, "tier-tests", Severity.CAP, {"tug_s": 9.9}),
    ({"backward_walk_3m_s": 3.6}, "tier-tests", Severity.CAP, {"backward_walk_3m_s": 3.5}),
    ({"tug_s": 10}, "tier-tests", Severity.CAP, {"tug_s": 9.9}),
    ({"athlete": False}, "tier-athlete", Severity.CAP, {}),
    ({"usual_pain": 1}, "tier-athlete-pain", Severity.CAP, {"usual_pain": 0}),
    ({"usual_pain": 5}, "tier-athlete-pain", Severity.CAP, {"usual_pain": 0}),
    ({"usual_pain": None}, "tier-athlete", Severity.CAP, {"usual_pain": 0}),
    ({"conditions": ("dragon-pox",)}, "unlisted", Severity.CLEAR, {"conditions": ("asthma",)}),
)  # fmt: skip


@pytest.mark.parametrize(("answers", "rule", "strict", "near"), BOTH_WAYS)
def test_a_rule_speaks_for_its_answer_and_is_silent_for_the_next(
    answers: dict[str, Any], rule: str, strict: Severity, near: dict[str, Any]
) -> None:
    assert severity(screened(**answers), rule) is strict
    assert severity(screened(**near), rule) is None


def test_every_rule_of_the_list_is_in_the_table_above() -> None:
    silent = set(RULES)
    for answers, _, _, _ in BOTH_WAYS:
        case = Case(changed(young_athlete(), **answers), EVIDENCE, TODAY)
        silent -= {rule for rule in silent if rule(case)}

    assert {rule.__name__ for rule in silent} == set()


def test_every_rule_says_in_a_sentence_where_it_comes_from() -> None:
    known = {*EVIDENCE.citations, "judgement", *EVIDENCE.invariants, "the row's own source"}
    for rule in RULES:
        sentence, _, source = (rule.__doc__ or "").rpartition(" (")
        assert sentence, rule.__name__
        words = source.rstrip(".").rstrip(")").replace(";", ",").split(", ")
        assert set(words) <= known, rule.__name__


@pytest.mark.parametrize("answers", [answers for answers, _, _, _ in BOTH_WAYS])
def test_every_finding_names_its_answer_and_its_source(answers: dict[str, Any]) -> None:
    for finding in screened(**answers).findings:
        assert finding.answer
        assert finding.sentence.endswith((".", "?"))
        assert finding.cites or finding.judgement
        assert set(finding.cites) <= set(EVIDENCE.citations)
        if finding.severity is Severity.CLEAR:
            assert finding.ask


@pytest.mark.parametrize("row", EVIDENCE.conditions.values(), ids=lambda row: str(row.name))
def test_every_row_of_the_table_does_what_it_says_with_and_without_a_yes(row: Any) -> None:
    field = {"condition": "conditions", "symptom": "symptoms", "medication": "medications"}[
        row.group
    ]
    fit: dict[str, Any] = {"active": False, "athlete": False, field: (row.name,)}

    without = screened(**fit, resting_systolic_mmhg=120, resting_diastolic_mmhg=80)
    agreed = screened(**fit, clearance=YES, resting_systolic_mmhg=120, resting_diastolic_mmhg=80)

    assert severity(without, row.name) is row.severity
    if row.severity is Severity.BLOCK:
        assert without.verdict is Verdict.STOP
    elif row.severity is Severity.CLEAR:
        assert without.verdict is Verdict.REFER
    else:
        assert without.verdict is Verdict.MODIFY
    if row.severity.rank >= Severity.CLEAR.rank:
        assert severity(agreed, row.name) is row.after_clearance
        assert (agreed.verdict in WITHHELD) is (row.after_clearance.rank >= Severity.CLEAR.rank)
        assert row.ask
    if row.tier_c or row.severity is Severity.SUPPORT:
        assert agreed.limits.tier is Tier.C
        assert agreed.limits.spotter_required
        assert not agreed.limits.hands_free
    assert row.sentence.endswith(".")


def test_no_symptom_is_lifted_by_a_yes() -> None:
    for row in EVIDENCE.conditions.values():
        if row.group == "symptom":
            assert screened(symptoms=(row.name,), clearance=YES).verdict is Verdict.STOP, row.name


def test_every_symptom_of_the_acsm_rules_is_there() -> None:
    names = {"chest-pain", "breathlessness-at-rest", "dizziness", "syncope", "orthopnoea", "ankle-swelling",
             "palpitations", "claudication", "heart-murmur", "unusual-fatigue"}  # fmt: skip
    assert {
        name for name in names if EVIDENCE.conditions[name].severity is not Severity.BLOCK
    } == set()


@pytest.mark.parametrize("name", ["heart-disease", "diabetes", "kidney-disease"])
def test_known_disease_needs_a_yes_from_the_inactive_and_only_moderation_from_the_active(
    name: str,
) -> None:
    inactive = screened(conditions=(name,), active=False, athlete=False)
    active = screened(conditions=(name,))
    agreed = screened(conditions=(name,), clearance=YES)

    assert inactive.verdict is Verdict.REFER
    assert active.verdict is Verdict.MODIFY
    assert active.limits.highest_vo2_reserve == pytest.approx(0.59)
    assert active.limits.highest_rpe == 4
    assert agreed.limits.highest_vo2_reserve == pytest.approx(1.0)


def test_a_beta_blocker_takes_the_heart_rate_target_away() -> None:
    assert not screened(medications=("beta-blocker",)).limits.heart_rate_target
    assert not screened(medications=None).limits.heart_rate_target
    assert screened(medications=("statin",)).limits.heart_rate_target


def test_raised_pressure_keeps_effort_light_even_after_a_yes() -> None:
    agreed = screened(resting_systolic_mmhg=165, clearance=YES)

    assert agreed.verdict is Verdict.MODIFY
    assert agreed.limits.highest_vo2_reserve == pytest.approx(0.39)
    assert agreed.limits.highest_rpe == 2


def test_support_stays_off_the_treadmill_until_a_clinician_agrees() -> None:
    assert screened(falls_last_12_months=1).limits.highest_stage is Stage.CORRIDOR
    assert (
        screened(falls_last_12_months=1, clearance=ON_THE_RAILS).limits.highest_stage
        is Stage.TREADMILL_RAILS
    )


def test_a_very_slow_backward_walk_stays_off_the_treadmill_whoever_agrees() -> None:
    slow = screened(backward_walk_3m_s=5.1, clearance=ON_THE_RAILS)
    assert slow.limits.highest_stage is Stage.CORRIDOR
    assert (
        screened(backward_walk_3m_s=5.0, clearance=ON_THE_RAILS).limits.highest_stage
        is Stage.TREADMILL_RAILS
    )


@pytest.mark.parametrize(
    ("sex", "birth_year", "stands", "supported"),
    [
        (Sex.MALE, 1964, 13, True),
        (Sex.MALE, 1964, 14, False),
        (Sex.FEMALE, 1964, 11, True),
        (Sex.FEMALE, 1964, 12, False),
        (Sex.FEMALE, 1958, 11, False),
        (Sex.FEMALE, 1953, 9, True),
        (Sex.MALE, 1948, 10, True),
        (Sex.FEMALE, 1943, 8, True),
        (Sex.MALE, 1938, 8, False),
        (Sex.FEMALE, 1933, 4, False),
        (Sex.FEMALE, 1928, 3, True),
        (None, 1964, 13, True),
        (Sex.OTHER, 1964, 14, False),
        (Sex.MALE, 1990, 1, False),
    ],
)
def test_chair_stands_are_held_against_age_and_sex(
    sex: Sex | None, birth_year: int, stands: int, supported: bool
) -> None:
    found = screened(sex=sex, birth_date=dt.date(birth_year, 1, 1), chair_stands_30s=stands)

    assert (severity(found, "chair-stand") is Severity.SUPPORT) is supported


def test_an_age_between_two_bands_is_held_against_the_stricter() -> None:
    # turns 65 some time this year: 11 stands are enough at 65, not at 64
    found = screened(sex=Sex.FEMALE, birth_date=None, birth_year=1961, chair_stands_30s=11)

    assert severity(found, "chair-stand") is Severity.SUPPORT


def test_an_untested_person_with_a_warning_sign_keeps_a_hand_on_something() -> None:
    assert screened(backward_walk_3m_s=None).limits.hands_free
    flagged = screened(backward_walk_3m_s=None, conditions=("heart-murmur-assessed",), clearance=YES,
                       active=False, athlete=False)  # fmt: skip
    assert flagged.verdict is Verdict.MODIFY
    assert not flagged.limits.hands_free


def test_the_tests_are_asked_for_only_where_they_would_raise_the_tier() -> None:
    assert severity(screened(tug_s=None), "tier-tests") is Severity.CAP
    assert severity(screened(tug_s=None, active=False, athlete=False), "tier-tests") is None


def test_an_active_person_without_the_athletes_training_gets_the_active_tier() -> None:
    assert screened(athlete=False).limits.tier is Tier.A


def test_a_very_heavy_person_starts_off_the_treadmill() -> None:
    assert screened(mass_kg=140).limits.overground_first


def test_the_numbers_of_screening_and_of_the_tests_do_not_drift_apart() -> None:
    numbers = EVIDENCE.screening

    assert numbers["walk_3m_support_s"] == EVIDENCE.bounds.hands_free_3m_walk_s
    assert numbers["systolic_refer_mmhg"] < EVIDENCE.bounds.bp_systolic_stop_mmhg
    assert numbers["pregnancy_support_week"] < EVIDENCE.bounds.pregnancy_stop_week


def test_chair_stands_are_counted_as_the_tests_own_table_counts_them() -> None:
    table = {
        f"chair_stands_{cut_off.sex.value}_{cut_off.age_from}": cut_off.value
        for cut_off in load_assessments()["chair-stand"].cut_offs
        if cut_off.sex is not None
    }
    own = {
        name: value
        for name, value in EVIDENCE.screening.items()
        if name.startswith("chair_stands")
    }

    assert own == table


@pytest.mark.parametrize("unknown", ["backward_walk_3m_s", "tug_s", "tandem_s"])
def test_the_ageing_goal_waits_for_its_three_tests_from_65_on(unknown: str) -> None:
    measured = {"backward_walk_3m_s": 3.5, "tug_s": 9.0, "tandem_s": 10.0}
    older: dict[str, Any] = {
        "birth_date": dt.date(1958, 1, 1),
        "kind": GoalKind.HEALTHY_AGEING,
        **measured,
    }
    younger = older | {"birth_date": dt.date(1966, 1, 1)}

    assert severity(screened(**older | {unknown: None}), "untested") is Severity.SUPPORT
    assert severity(screened(**older), "untested") is None
    assert severity(screened(**younger | {unknown: None}), "untested") is None
