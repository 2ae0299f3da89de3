"""What a yes opens or lowers in a plan; the checks read the same caps (I05, I16, I17)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.engine.allowed import tier_caps
from retroplan.core.engine.build import build
from retroplan.core.engine.caps import personal_caps
from retroplan.core.engine.checks import breaches
from retroplan.core.model.clearance import Agreed, Clearance
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import ClinicianYes, Goal, PlanWishes, Profile
from retroplan.core.model.vocabulary import GoalKind, Place, Stage, Tier
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.conftest import TODAY
from tests.people import sixty_with_knees, young_athlete

EVIDENCE = load_evidence()
YES = ClinicianYes(
    given=True, by="GP", on=TODAY - dt.timedelta(days=2), covers=("stroke", "heart-disease")
)
OPENED: dict[str, Any] = {"treadmill": True, "max_grade_pct": 2.0, "no_lighter_weeks": True}


def person(goal: GoalKind, weeks: int = 8, who: Profile | None = None, **keys: Any) -> Profile:
    base = who or sixty_with_knees()
    return replace(
        base,
        goal=Goal(kind=goal),
        health=replace(base.health, clearance=replace(YES, **keys)),
        plan=PlanWishes(weeks=weeks),
    )


def at_the_treadmill(profile: Profile, *conditions: str) -> Profile:
    return replace(
        profile,
        health=replace(profile.health, conditions=conditions),
        equipment=replace(profile.equipment, places=(Place.TREADMILL,)),
    )


def cleared(profile: Profile) -> Clearance:
    return screen(profile, EVIDENCE, TODAY)


def plan_for(profile: Profile) -> Plan:
    return build(profile, profile.goal, cleared(profile), EVIDENCE, TODAY)


@pytest.mark.parametrize("goal", GoalKind)
@pytest.mark.parametrize("weeks", [4, 8, 12])
@pytest.mark.parametrize("keys", [
    OPENED, {"start_minutes": 6.0}, {"start_minutes": 2.0}, {**OPENED, "start_minutes": 4.0},
    {"max_grade_pct": 0.0}, {"no_lighter_weeks": True},
])  # fmt: skip
def test_every_key_leads_to_a_plan_that_keeps_every_invariant(
    goal: GoalKind, weeks: int, keys: dict[str, Any]
) -> None:
    for who in (sixty_with_knees(), young_athlete()):
        profile = person(goal, weeks, who, **keys)
        assert breaches(plan_for(profile), profile, cleared(profile), EVIDENCE) == ()


@pytest.mark.parametrize(
    ("tier", "agreed", "expected_s"),
    [
        (Tier.C, Agreed(), 120),
        (Tier.C, Agreed(opens=True, start_minutes=3), 180),
        (Tier.C, Agreed(opens=True, start_minutes=15), 240),
        (Tier.B, Agreed(opens=True, start_minutes=15), 300),
        (Tier.A, Agreed(opens=True, start_minutes=15), 360),
        (Tier.A_PLUS, Agreed(opens=True, start_minutes=15), 360),
        (Tier.C, Agreed(start_minutes=4), 120),
        (Tier.B, Agreed(start_minutes=3), 180),
        (Tier.B, Agreed(start_minutes=0.5), 120),
    ],
)
def test_the_first_week_is_raised_by_a_tier_at_most_and_lowered_to_the_smallest_session(
    tier: Tier, agreed: Agreed, expected_s: int
) -> None:
    assert tier_caps(tier, agreed, EVIDENCE).week_1_backward_s == expected_s


@pytest.mark.parametrize(
    ("tier", "agreed", "expected_pct"),
    [
        (Tier.C, Agreed(opens=True, max_grade_pct=2), 0),
        (Tier.B, Agreed(opens=True, max_grade_pct=9), 3),
        (Tier.A, Agreed(max_grade_pct=1), 1),
        (Tier.A_PLUS, Agreed(opens=True, max_grade_pct=0), 0),
    ],
)
def test_the_incline_is_lowered_and_never_raised(
    tier: Tier, agreed: Agreed, expected_pct: float
) -> None:
    assert tier_caps(tier, agreed, EVIDENCE).grade_cap_pct == expected_pct


def test_the_first_sessions_hold_what_was_agreed_and_no_later_one_less() -> None:
    raised = plan_for(person(GoalKind.BALANCE, start_minutes=4.0))
    lowered = plan_for(person(GoalKind.VARIETY, covers=None, start_minutes=2.0))

    assert {session.backward_s for session in raised.weeks[0].sessions} == {240}
    assert all(s.backward_s >= 240 for w in raised.weeks if not w.is_deload for s in w.sessions)
    assert {session.backward_s for session in lowered.weeks[0].sessions} == {120}


def test_without_lighter_weeks_none_is_lighter() -> None:
    assert not any(w.is_deload for w in plan_for(person(GoalKind.VARIETY, no_lighter_weeks=True)).weeks)  # fmt: skip
    assert any(
        week.is_deload
        for week in plan_for(person(GoalKind.VARIETY, covers=None, no_lighter_weeks=True)).weeks
    )


def test_the_treadmill_opens_at_once_for_a_plan_under_way_that_began_before_the_yes() -> None:
    profile = at_the_treadmill(person(GoalKind.BALANCE, covers=(), treadmill=True))
    began = TODAY - dt.timedelta(days=30)
    caps = personal_caps(profile, profile.goal.kind, cleared(profile), EVIDENCE, began)

    assert caps.highest_stage is Stage.TREADMILL_RAILS
    assert any(s.place is Place.TREADMILL for s in plan_for(profile).sessions)
