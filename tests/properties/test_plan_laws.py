"""Laws of every plan that can be built. Each invariant is checked on every example."""

from dataclasses import replace

import pytest
from hypothesis import assume, event, given

from retroplan.core.codec import decode, encode
from retroplan.core.energetics import backward_vo2, mets
from retroplan.core.engine.build import build
from retroplan.core.engine.checks import CHECKS, breaches
from retroplan.core.model.clearance import Clearance, Limits
from retroplan.core.model.plan import Plan, Week
from retroplan.core.model.profile import PlanWishes, Profile
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.conftest import plan_laws
from tests.strategies import START, limits, people

EVIDENCE = load_evidence()


def clearance_of(profile: Profile) -> Clearance:
    return screen(profile, EVIDENCE, START)


def plan_or_none(profile: Profile, clearance: Clearance) -> Plan | None:
    """The plan, or None where it is refused in words that say what to do."""
    try:
        return build(profile, profile.goal, clearance, EVIDENCE, START)
    except (Infeasible, Unsafe) as refusal:
        assert refusal.message
        assert refusal.hint
        return None


@plan_laws
@given(profile=people)
def test_every_plan_keeps_every_invariant(profile: Profile) -> None:
    clearance = clearance_of(profile)
    plan = plan_or_none(profile, clearance)
    event("built" if plan else "refused")
    if plan is None:
        return
    event(f"tier {plan.tier}")
    assert breaches(plan, profile, clearance, EVIDENCE) == ()
    assert len(plan.weeks) == profile.plan.weeks


@plan_laws
@given(profile=people, restriction=limits)
def test_a_stricter_clearance_never_gives_more(profile: Profile, restriction: Limits) -> None:
    clearance = clearance_of(profile)
    stricter = replace(clearance, limits=clearance.limits.tighter(restriction))
    plan, less = plan_or_none(profile, clearance), plan_or_none(profile, stricter)
    if plan is None:
        assert less is None
        return
    assume(less is not None)
    assert less is not None
    for week, smaller in zip(plan.weeks, less.weeks, strict=True):
        assert smaller.backward_s <= week.backward_s
        assert len(smaller.sessions) <= len(week.sessions)
        assert most_backward(smaller) <= most_backward(week)
        assert effort(smaller) <= effort(week) + 1e-6
        assert steepest(smaller) <= steepest(week)
        assert fastest(smaller) <= fastest(week) + 1e-9


@plan_laws
@given(profile=people)
def test_the_same_person_gets_the_same_plan_and_it_survives_the_store(profile: Profile) -> None:
    clearance = clearance_of(profile)
    plan = plan_or_none(profile, clearance)
    assert plan == plan_or_none(profile, clearance)
    if plan is not None:
        assert decode(Plan, encode(plan)) == plan


@plan_laws
@given(profile=people)
def test_a_longer_plan_begins_like_a_shorter_one(profile: Profile) -> None:
    assume(profile.plan.weeks < 12)
    longer = replace(profile, plan=replace(profile.plan, weeks=profile.plan.weeks + 1))
    clearance = clearance_of(profile)
    plan, more = plan_or_none(profile, clearance), plan_or_none(longer, clearance)
    if plan is None or more is None:
        return
    for week, same in zip(plan.weeks, more.weeks, strict=False):
        assert week.sessions == same.sessions


def test_the_named_checks_are_those_that_the_data_explains() -> None:
    names = {name for name, _ in CHECKS}
    wanted = {f"I{number:02d}" for number in (*range(1, 27), *range(34, 46), 47)}
    assert names == wanted
    assert wanted <= set(EVIDENCE.invariants)


@pytest.mark.parametrize("weeks", range(4, 13))
def test_every_length_from_4_to_12_weeks_can_be_had(weeks: int) -> None:
    from tests.people import sixty_with_knees

    profile = sixty_with_knees(plan=PlanWishes(weeks=weeks))
    plan = build(profile, profile.goal, clearance_of(profile), EVIDENCE, START)
    assert len(plan.weeks) == weeks
    assert [week.number for week in plan.weeks if week.is_deload] == list(range(4, weeks + 1, 4))


def most_backward(week: Week) -> int:
    return max(session.backward_s for session in week.sessions)


def fastest(week: Week) -> float:
    return max(session.speed_mps for session in week.sessions)


def steepest(week: Week) -> float:
    return max(session.grade_pct for session in week.sessions)


def effort(week: Week) -> float:
    """Backward MET-minutes of a week."""
    constants = EVIDENCE.energetics
    return sum(
        session.backward_s
        / 60
        * mets(backward_vo2(session.speed_mps, session.grade_pct, constants), constants)
        for session in week.sessions
    )
