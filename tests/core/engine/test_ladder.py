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


# -- after a step down ------------------------------------------------------------------------


def up_to_the_rails() -> Climb:
    """Somebody who may let go of the rails, as soon as the ladder says so."""
    return climb(Stage.WALL, Stage.WALL, *[Stage.CORRIDOR] * 3, *[Stage.TREADMILL_RAILS] * 6)


def higher(made: Climb) -> Stage:
    return made.choose((Stage.TREADMILL_FREE,), week=6, speed_mps=SLOW_MPS, grade_pct=0.0)


def test_without_a_step_down_the_next_rung_is_open_once_its_gate_is_passed() -> None:
    assert higher(up_to_the_rails()) is Stage.TREADMILL_FREE


def test_after_a_step_down_no_new_rung_before_the_one_below_was_walked_clean() -> None:
    made = up_to_the_rails()
    made.stepped_down()
    assert higher(made) is Stage.TREADMILL_RAILS

    for stage in (Stage.COUNTER, Stage.WALL, Stage.CORRIDOR):
        made.record(stage, 600)
        assert higher(made) is Stage.TREADMILL_RAILS, "from the counter straight to hands-free"
    made.record(Stage.TREADMILL_RAILS, 0)  # walked, and not clean
    assert higher(made) is Stage.TREADMILL_RAILS
    made.record(Stage.TREADMILL_RAILS, 600)
    assert higher(made) is Stage.TREADMILL_FREE


def test_a_rung_that_was_walked_before_stays_known_after_a_step_down() -> None:
    made = up_to_the_rails()
    made.record(Stage.TREADMILL_FREE, 600)
    made.stepped_down()

    assert higher(made) is Stage.TREADMILL_FREE


def test_each_step_down_begins_the_count_of_clean_rungs_anew() -> None:
    made = up_to_the_rails()
    made.stepped_down()
    made.record(Stage.TREADMILL_RAILS, 600)
    made.stepped_down()

    assert higher(made) is Stage.TREADMILL_RAILS


def test_a_week_that_is_tried_leaves_the_climb_as_it_was() -> None:
    made = up_to_the_rails()
    made.stepped_down()
    tried = made.copy()
    tried.record(Stage.TREADMILL_RAILS, 600)

    assert higher(tried) is Stage.TREADMILL_FREE
    assert higher(made) is Stage.TREADMILL_RAILS


def test_a_held_rung_opens_again_after_so_many_clean_sessions_in_a_row() -> None:
    made = up_to_the_rails()
    made.hold_at(Stage.CORRIDOR, clean_needed=2)
    assert higher(made) is Stage.CORRIDOR
    made.count_clean()
    assert higher(made) is Stage.CORRIDOR
    made.count_clean()
    assert higher(made) is Stage.TREADMILL_FREE
