"""More trouble, or less agreement, never loosens anything."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.clearance import Clearance, Limits
from retroplan.core.model.profile import ClinicianYes, Goal, Health, KnownTests, Person, Profile
from retroplan.core.model.vocabulary import GoalKind, Sex, Stage, Tier
from retroplan.core.screening.case import Case
from retroplan.core.screening.limits import light, moderate, strictest, support
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.conftest import TODAY

EVIDENCE = load_evidence()
NAMES = {
    field: sorted(row.name for row in EVIDENCE.conditions.values() if row.group == group)
    for field, group in (
        ("conditions", "condition"), ("symptoms", "symptom"), ("medications", "medication"),
    )
}  # fmt: skip
BLAND = sorted(row.name for row in EVIDENCE.conditions.values() if row.severity.value == "cap")

maybe_some = st.none() | st.integers(0, 3)
agreements = st.builds(
    ClinicianYes,
    given=st.booleans(),
    by=st.sampled_from(["", "GP"]),
    on=st.sampled_from([None, TODAY, TODAY - dt.timedelta(days=30), TODAY + dt.timedelta(days=1)]),
)
people = st.builds(
    Profile,
    profile=st.builds(
        Person,
        birth_year=st.integers(1926, 2010),
        sex=st.none() | st.sampled_from(Sex),
        height_cm=st.none() | st.sampled_from([150.0, 180.0]),
        mass_kg=st.none() | st.sampled_from([60.0, 95.0, 140.0]),
        active=st.booleans(),
        athlete=st.booleans(),
        comfortable_speed_mps=st.none() | st.floats(0.4, 1.8),
    ),
    goal=st.builds(Goal, kind=st.sampled_from(GoalKind)),
    health=st.builds(
        Health,
        conditions=st.none() | st.lists(st.sampled_from(BLAND), max_size=2).map(tuple),
        symptoms=st.sampled_from([None, (), ()]),
        medications=st.none() | st.lists(st.sampled_from(BLAND), max_size=2).map(tuple),
        usual_pain=st.none() | st.integers(0, 7),
        falls_last_12_months=maybe_some,
        injurious_falls_last_12_months=maybe_some,
        pregnancy_week=st.sampled_from([None, 0, 0, 10, 21, 30]),
        resting_systolic_mmhg=st.none() | st.integers(100, 185),
        resting_diastolic_mmhg=st.none() | st.integers(60, 105),
        resting_hr_bpm=st.none() | st.integers(50, 110),
        clearance=agreements,
    ),
    tests=st.builds(
        KnownTests,
        backward_walk_3m_s=st.none() | st.floats(2, 9),
        tug_s=st.none() | st.floats(6, 15),
        chair_stands_30s=st.none() | st.integers(4, 18),
        tandem_s=st.none() | st.floats(0, 12),
        single_leg_s=st.none() | st.floats(0, 30),
        gait_speed_10m_mps=st.none() | st.floats(0.4, 1.8),
    ),
)


def screened(profile: Profile) -> Clearance:
    return screen(profile, EVIDENCE, TODAY)


def with_health(profile: Profile, field: str, value: Any) -> Profile:
    return replace(profile, health=replace(profile.health, **{field: value}))


def assert_no_looser(before: Clearance, after: Clearance) -> None:
    """Every line of the limits, and the verdict, is at least as strict as it was."""
    combined = before.limits.tighter(after.limits)
    assert {
        field.name
        for field in fields(Limits)
        if getattr(combined, field.name) != getattr(after.limits, field.name)
    } == set()
    assert after.verdict.rank >= before.verdict.rank


@given(people, st.sampled_from([(field, name) for field in NAMES for name in NAMES[field]]))
def test_another_condition_symptom_or_medicine_never_loosens(
    profile: Profile, added: tuple[str, str]
) -> None:
    field, name = added
    there = getattr(profile.health, field) or ()
    empty = with_health(profile, field, there)
    more = with_health(profile, field, (*there, name))

    assert_no_looser(screened(empty), screened(more))


@given(people, st.sampled_from(["falls_last_12_months", "injurious_falls_last_12_months"]))
def test_another_fall_never_loosens(profile: Profile, field: str) -> None:
    there = getattr(profile.health, field) or 0
    one = with_health(profile, field, there)
    more = with_health(profile, field, there + 1)

    assert_no_looser(screened(one), screened(more))


@given(people, st.floats(0, 10))
def test_worse_test_values_never_loosen(profile: Profile, by: float) -> None:
    tests = profile.tests
    worse = KnownTests(
        backward_walk_3m_s=None
        if tests.backward_walk_3m_s is None
        else tests.backward_walk_3m_s + by,
        tug_s=None if tests.tug_s is None else tests.tug_s + by,
        chair_stands_30s=None
        if tests.chair_stands_30s is None
        else tests.chair_stands_30s - int(by),
        tandem_s=None if tests.tandem_s is None else tests.tandem_s - by,
        single_leg_s=None if tests.single_leg_s is None else tests.single_leg_s - by,
        gait_speed_10m_mps=None
        if tests.gait_speed_10m_mps is None
        else tests.gait_speed_10m_mps - by,
    )

    assert_no_looser(screened(profile), screened(replace(profile, tests=worse)))


@given(people, st.integers(0, 60))
def test_worse_readings_never_loosen(profile: Profile, by: int) -> None:
    health = profile.health
    worse = replace(
        health,
        resting_systolic_mmhg=None if health.resting_systolic_mmhg is None else health.resting_systolic_mmhg + by,
        resting_diastolic_mmhg=None if health.resting_diastolic_mmhg is None else health.resting_diastolic_mmhg + by,
        resting_hr_bpm=None if health.resting_hr_bpm is None else health.resting_hr_bpm + by,
        usual_pain=None if health.usual_pain is None else min(10, health.usual_pain + by),
        pregnancy_week=health.pregnancy_week and min(42, health.pregnancy_week + by),
    )  # fmt: skip

    assert_no_looser(screened(profile), screened(replace(profile, health=worse)))


@given(people)
def test_taking_a_yes_away_never_loosens(profile: Profile) -> None:
    without = replace(profile, health=replace(profile.health, clearance=ClinicianYes()))

    assert_no_looser(screened(profile), screened(without))


@given(people)
def test_a_withheld_plan_has_a_cause_and_a_plan_has_none(profile: Profile) -> None:
    clearance = screened(profile)
    severities = {finding.severity.value for finding in clearance.findings}

    assert clearance.withholds is bool(severities & {"block", "clear"})


@given(profile=people)
def test_what_stops_everything_is_as_strict_as_anything_else_a_rule_can_set(
    profile: Profile,
) -> None:
    case = Case(profile, EVIDENCE, TODAY)
    stopped = strictest(case)
    assert stopped == Limits(
        tier=Tier.C,
        highest_stage=Stage.COUNTER,
        spotter_required=True,
        hands_free=False,
        outdoors=False,
        level_only=True,
        overground_first=True,
        heart_rate_target=False,
        highest_vo2_reserve=stopped.highest_vo2_reserve,
        highest_rpe=stopped.highest_rpe,
    )
    for limits in (support(case), light(case), moderate(case)):
        assert stopped.tighter(limits) == stopped


@given(profile=people)
def test_support_means_a_hold_and_company_indoors_and_on_the_level(profile: Profile) -> None:
    held = support(Case(profile, EVIDENCE, TODAY))
    assert held.tier is Tier.C
    assert held.spotter_required
    assert held.level_only
    assert not held.hands_free
    assert not held.outdoors
