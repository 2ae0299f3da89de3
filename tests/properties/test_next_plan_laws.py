"""Laws of the plans that come after a plan, over random lives."""

from hypothesis import assume, given
from hypothesis import strategies as st

from retroplan.core.engine.build import build
from retroplan.core.engine.checks_jog import jogs_are_few_and_asked_for
from retroplan.core.engine.jog import with_jogs
from retroplan.core.engine.own import with_own
from retroplan.core.engine.readings import Case
from retroplan.core.finishing.reached import holding
from retroplan.core.model.ending import Reached
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import PlanWishes, Profile
from retroplan.core.model.vocabulary import GoalKind
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.histories import Life, Walker, lives
from tests.people import young_athlete
from tests.strategies import START, people

EVIDENCE = load_evidence()
JOGGING = with_own(EVIDENCE, with_jogs(EVIDENCE.protocols[GoalKind.ATHLETE], EVIDENCE))


def walker_of(profile: Profile, catalogue: Evidence) -> Walker:
    clearance = screen(profile, EVIDENCE, START)
    try:
        plan = build(profile, profile.goal, clearance, catalogue, START)
    except (Infeasible, Unsafe):
        assume(False)
        raise
    return Walker(plan, profile, EVIDENCE)


@given(weeks=st.integers(5, 12), life=lives)
def test_whatever_happens_a_jog_stays_what_it_may_be(weeks: int, life: Life) -> None:
    athlete = young_athlete(plan=PlanWishes(weeks=weeks))
    clearance = screen(athlete, EVIDENCE, START)
    walker = walker_of(athlete, JOGGING)
    walker.live(life)
    for plan in walker.revisions:
        case = Case(plan, athlete, clearance, JOGGING)
        assert all(reading.holds for reading in jogs_are_few_and_asked_for(case))


@given(profile=people, life=lives, backward_s=st.integers(150, 900), speed=st.floats(0.2, 1.4))
def test_whatever_happens_a_held_plan_never_rises_above_its_level(
    profile: Profile, life: Life, backward_s: int, speed: float
) -> None:
    level = Reached(backward_s=backward_s, bout_s=120, speed_mps=speed, grade_pct=0.0)
    protocol = holding(
        EVIDENCE.protocols[profile.goal.kind], level, EVIDENCE, sessions_wished=None
    )
    walker = walker_of(profile, with_own(EVIDENCE, protocol))
    walker.live(life)
    for plan in walker.revisions:
        for session in plan.sessions:
            assert session.backward_s <= backward_s
            assert session.speed_mps <= speed + 1e-6
            assert session.grade_pct == 0
