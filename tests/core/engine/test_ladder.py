"""The ladder: which rung a lighter week stands on after steps up and down."""

from retroplan.core.engine.caps import personal_caps
from retroplan.core.engine.ladder import Climb
from retroplan.core.model.vocabulary import Stage
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.people import sixty_with_knees
from tests.plans import START

EVIDENCE = load_evidence()
SLOW_MPS = 0.447


def climb(*stages: Stage) -> Climb:
    """Somebody who has walked on these rungs, long enough each time to leave them behind."""
    ruth = sixty_with_knees()
    caps = personal_caps(ruth, ruth.goal.kind, screen(ruth, EVIDENCE, START), EVIDENCE, START)
    made = Climb(EVIDENCE.ladder, caps)
    for stage in stages:
        made.record(stage, 600)
    return made


def lighter(made: Climb) -> Stage:
    return made.known((Stage.CORRIDOR,), week=4, speed_mps=SLOW_MPS, grade_pct=0.0)


def test_a_lighter_week_stays_on_the_last_rung() -> None:
    assert lighter(climb(Stage.WALL, Stage.WALL, Stage.CORRIDOR)) is Stage.CORRIDOR


def test_a_lighter_week_opens_no_rung() -> None:
    assert lighter(climb(Stage.WALL, Stage.WALL)) is Stage.WALL


def test_a_lighter_week_climbs_no_rung_that_was_left_for_a_lower_one() -> None:
    assert lighter(climb(Stage.WALL, Stage.WALL, Stage.CORRIDOR, Stage.COUNTER)) is Stage.COUNTER
