"""The stopwatch as a value: keys and moments in, times out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.assessments.stopwatch import BOUNCE_S, Stage, Watch


def after(watch: Watch, *presses: tuple[str, float]) -> Watch:
    for key, at in presses:
        watch = watch.pressed(key, at)
    return watch


TUG = Watch(practice=1, trials=1)
WALK = Watch(practice=1, trials=2)
LEG = Watch(practice=0, trials=3, longest_s=45)
BALANCE = Watch(practice=0, trials=4, longest_s=10, ends_when_short=True)


def test_a_practice_trial_then_the_one_that_counts() -> None:
    watch = after(TUG, (" ", 0), (" ", 12.0), (" ", 20), (" ", 29.83))

    assert watch.stage is Stage.CHECKING
    assert watch.counted == (9.83,)
    assert watch.pressed("\n", 31).stage is Stage.DONE


@pytest.mark.parametrize("key", [" ", "\r", "\n"])
def test_space_and_enter_start_and_stop(key: str) -> None:
    assert after(TUG, (key, 0), (key, 3)).times == (3.0,)


def test_the_practice_trial_does_not_count() -> None:
    watch = after(WALK, *((" ", at) for at in (0, 5, 10, 14, 20, 23)))

    assert watch.times == (5, 4, 3)
    assert watch.counted == (4, 3)


def test_r_does_the_last_trial_once_more() -> None:
    checking = after(TUG, (" ", 0), (" ", 12), (" ", 20), (" ", 21))
    again = after(checking, ("r", 25), (" ", 30), (" ", 40), (" ", 45))

    assert again.counted == (10,)
    assert again.stage is Stage.DONE


def test_r_while_it_runs_starts_the_same_trial_anew() -> None:
    watch = after(WALK, (" ", 0), (" ", 5), (" ", 10), ("r", 12))

    assert (watch.stage, watch.times) == (Stage.WAITING, (5,))


@pytest.mark.parametrize("presses", [(), ((" ", 0),), ((" ", 0), (" ", 5)),
                                     tuple((" ", at) for at in (0, 5, 10, 15))])  # fmt: skip
def test_q_leaves_at_any_moment(presses: tuple[tuple[str, float], ...]) -> None:
    left = after(TUG, *presses, ("Q", 99))

    assert left.stage is Stage.LEFT
    assert left.pressed(" ", 100) is left


def test_it_stops_by_itself_and_a_late_key_keeps_nothing_unasked() -> None:
    watch = after(LEG, (" ", 0)).ticked(44.9)
    assert watch.stage is Stage.RUNNING
    watch = watch.ticked(45.02)
    assert (watch.stage, watch.times) == (Stage.WAITING, (45,))
    assert watch.pressed(" ", 45.1).stage is Stage.WAITING

    last = Watch(practice=0, trials=1, longest_s=30, stage=Stage.RUNNING)
    assert last.pressed(" ", 30.4).stage is Stage.CHECKING


def test_a_position_that_does_not_last_ends_the_balance_test() -> None:
    held = after(BALANCE, (" ", 0)).ticked(10)
    fallen = after(held, (" ", 20), (" ", 26.5))

    assert fallen.stage is Stage.CHECKING
    assert fallen.counted == (10, 6.5)


def test_a_key_that_bounces_is_no_second_press() -> None:
    watch = after(TUG, (" ", 0), (" ", BOUNCE_S / 2))

    assert watch.stage is Stage.RUNNING
    assert watch.pressed(" ", 9).times == (9,)


@pytest.mark.parametrize("key", ["x", "", "1", "é", "\x1b"])
def test_other_keys_change_nothing(key: str) -> None:
    running = after(TUG, (" ", 0))

    assert TUG.pressed(key, 5) == TUG
    assert running.pressed(key, 5) == running


KEYS = st.lists(st.tuples(st.sampled_from([" ", "\r", "r", "q", "x", ""]), st.floats(0, 60)))


@given(KEYS, st.sampled_from([TUG, WALK, LEG, BALANCE]))
def test_whatever_is_pressed_no_time_is_impossible(
    presses: list[tuple[str, float]], start: Watch
) -> None:
    watch, now = start, 0.0
    for key, later in presses:
        now += later
        watch = watch.pressed(key, now)

    assert all(0 <= time <= now + 0.005 for time in watch.times), "told to the hundredth"
    assert start.longest_s is None or all(time <= start.longest_s for time in watch.times)
    assert len(watch.times) <= start.practice + start.trials
    if watch.stage in {Stage.CHECKING, Stage.DONE}:
        assert watch.counted
