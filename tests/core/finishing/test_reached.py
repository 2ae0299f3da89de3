"""What was reached, and the plan that holds it: never above, whoever it is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.engine.build import build
from retroplan.core.engine.own import with_own
from retroplan.core.finishing.reached import can_be_held, holding, reached_in
from retroplan.core.model.ending import Reached
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import PlanWishes, Profile
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence, load_scales
from tests.builders import make_log, make_plan
from tests.conftest import plan_laws
from tests.people import sixty_with_knees, young_athlete
from tests.strategies import START, people

EVIDENCE = load_evidence()
MOST_PAIN = EVIDENCE.rulebook["red-pain"].numbers["pain_above"]
PLAN = make_plan(weeks=8)
LOGS = [make_log(session) for session in PLAN.sessions]


def reached(logs: list[SessionLog]) -> Reached | None:
    return reached_in(logs, most_pain=MOST_PAIN, times=2)


def test_a_level_is_what_went_well_twice() -> None:
    assert reached(LOGS) == Reached(
        backward_s=720, bout_s=120, speed_mps=LOGS[-1].speed_mps or 0.0, grade_pct=0.0
    )
    once = [*LOGS[:9], LOGS[-1]]
    assert reached(once) == reached(LOGS[:9])


@pytest.mark.parametrize(
    "trouble",
    [
        {"nprs_during": 6},
        {"nprs_during": None},
        {"near_falls": 1},
        {"near_falls": None},
        {"falls": 1},
        {"outcome": Outcome.PARTIAL},
        {"prescribed": None},
    ],
)
def test_what_went_badly_or_was_not_told_is_no_level(trouble: dict[str, Any]) -> None:
    last_week = [replace(log, **trouble) for log in LOGS[-3:]]
    assert reached([*LOGS[:-3], *last_week]) == reached(LOGS[:-3])
    assert reached([replace(log, **trouble) for log in LOGS]) is None


@pytest.mark.parametrize("over", [{"backward_s": 1.3}, {"speed_mps": 1.3}, {"backward_s": 2.0}])
def test_what_was_overdone_is_no_level(over: dict[str, float]) -> None:
    """Never clean (I46): what was not planned is not what the next plan holds to."""
    ((name, share),) = over.items()
    last_week = [replace(log, **{name: type(getattr(log, name))(getattr(log, name) * share)})
                 for log in LOGS[-3:]]  # fmt: skip
    found = reached([*LOGS[:-3], *last_week])

    assert found is not None
    assert getattr(found, name) <= getattr(reached(LOGS), name)


def test_too_few_sessions_tell_nothing() -> None:
    assert reached([]) is None
    assert reached(LOGS[:1]) is None


def test_the_most_pain_of_a_level_is_that_of_the_acceptable_zone() -> None:
    amber = next(zone for zone in load_scales().zones if zone.name == "amber")
    assert amber.high == MOST_PAIN


def held(profile: Profile, level: Reached) -> Any:
    protocol = holding(
        EVIDENCE.protocols[profile.goal.kind], level, EVIDENCE,
        sessions_wished=profile.plan.sessions_per_week,
    )  # fmt: skip
    catalogue = with_own(EVIDENCE, protocol)
    return build(profile, profile.goal, screen(profile, EVIDENCE, START), catalogue, START)


@pytest.mark.parametrize("weeks", [4, 8, 12])
def test_a_held_plan_climbs_to_the_level_and_no_further(weeks: int) -> None:
    level = Reached(backward_s=600, bout_s=120, speed_mps=0.55, grade_pct=0.0)
    plan = held(sixty_with_knees(plan=PlanWishes(weeks=weeks)), level)

    assert max(session.backward_s for session in plan.sessions) == (480 if weeks == 4 else 600)
    assert max(session.speed_mps for session in plan.sessions) <= 0.55
    assert max(max(session.stretches_s) for session in plan.sessions) <= 120
    assert {len(week.sessions) for week in plan.weeks} == {2}
    assert set(EVIDENCE.guidance.maintenance_notices) <= set(plan.notices)


def test_more_sessions_a_week_where_they_are_wished_for() -> None:
    level = Reached(backward_s=600, bout_s=120, speed_mps=0.55, grade_pct=0.0)
    plan = held(sixty_with_knees(plan=PlanWishes(sessions_per_week=3)), level)

    assert {len(week.sessions) for week in plan.weeks} == {3}


def test_a_low_level_is_held_as_well() -> None:
    level = Reached(backward_s=150, bout_s=30, speed_mps=0.3, grade_pct=0.0)
    plan = held(sixty_with_knees(), level)

    assert max(session.backward_s for session in plan.sessions) <= 150


def test_less_than_a_lighter_week_needs_is_not_held() -> None:
    level = Reached(backward_s=150, bout_s=30, speed_mps=0.3, grade_pct=0.0)

    assert can_be_held(level, EVIDENCE.bounds)
    assert not can_be_held(level._replace(backward_s=149), EVIDENCE.bounds)
    assert not can_be_held(level._replace(bout_s=25), EVIDENCE.bounds)


def test_one_long_stretch_becomes_several_with_rest_between() -> None:
    level = Reached(backward_s=900, bout_s=300, speed_mps=0.9, grade_pct=4.0)
    plan = held(young_athlete(plan=PlanWishes(weeks=12)), level)

    assert max(max(session.stretches_s) for session in plan.sessions) <= 300
    assert max(session.grade_pct for session in plan.sessions) <= 4.0


levels = st.builds(
    Reached,
    backward_s=st.integers(150, 900),
    bout_s=st.integers(6, 180).map(lambda steps: 5 * steps),
    speed_mps=st.floats(0.18, 1.5),
    grade_pct=st.sampled_from([0.0, 1.0, 3.0, 6.0, 10.0]),
)


@plan_laws
@given(people, levels)
def test_nobody_is_held_above_what_they_reached(profile: Profile, level: Reached) -> None:
    try:
        plan = held(profile, level)
    except (Infeasible, Unsafe):
        return
    for session in plan.sessions:
        assert session.backward_s <= level.backward_s
        assert session.speed_mps <= level.speed_mps + 1e-6
        assert session.grade_pct <= level.grade_pct
        if plan.protocol is plan.goal:  # else the gentler rows of a lower tier say how long
            assert max(session.stretches_s) <= level.bout_s
