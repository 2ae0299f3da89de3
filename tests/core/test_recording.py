"""What a person says of a session, and the log that is kept of it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.vocabulary import Outcome, Stage
from retroplan.core.recording import Report, backward_until, recorded, skipped
from retroplan.errors import UsageProblem
from tests.builders import make_session

DAY = dt.date(2026, 11, 25)
SESSION = make_session()  # 3 min forward, 8 x (30 s backward, 30 s forward), 2 min forward


def log_of(**said: Any) -> Any:
    return recorded(SESSION, Report(**said), date=DAY)


def test_what_was_not_said_is_as_planned_and_how_it_felt_stays_unknown() -> None:
    log = log_of()
    assert log.outcome is Outcome.DONE
    assert (log.total_s, log.backward_s) == (SESSION.total_s, SESSION.backward_s)
    assert (log.speed_mps, log.grade_pct) == (SESSION.speed_mps, SESSION.grade_pct)
    assert (log.distance_m, log.stage) == (SESSION.distance_m, SESSION.stage)
    assert (log.rpe, log.nprs_during, log.near_falls, log.falls) == (None, None, None, None)
    assert (log.date, log.session_id, log.prescribed) == (DAY, "1.1", SESSION)


def test_a_session_that_ended_early_holds_the_backward_minutes_up_to_then() -> None:
    log = log_of(is_partial=True, total_s=180 + 60 + 60 + 20)
    assert (log.outcome, log.backward_s) == (Outcome.PARTIAL, 80)
    assert log.distance_m == pytest.approx(80 * SESSION.speed_mps, abs=0.06)


def test_fewer_minutes_than_planned_are_a_part_even_if_nobody_calls_it_so() -> None:
    assert log_of(total_s=400).outcome is Outcome.PARTIAL
    assert log_of(backward_s=200).outcome is Outcome.PARTIAL


def test_leaving_out_the_last_of_the_cool_down_leaves_the_session_done() -> None:
    log = log_of(total_s=SESSION.total_s - 60)
    assert (log.outcome, log.backward_s) == (Outcome.DONE, SESSION.backward_s)


def test_more_minutes_than_planned_say_nothing_of_more_backward_minutes() -> None:
    log = log_of(total_s=SESSION.total_s + 300)
    assert (log.outcome, log.backward_s) == (Outcome.DONE, SESSION.backward_s)


def test_other_backward_minutes_leave_the_whole_length_unknown() -> None:
    assert log_of(backward_s=300).total_s is None
    assert log_of(backward_s=SESSION.backward_s).total_s == SESSION.total_s


def test_a_part_needs_a_length() -> None:
    with pytest.raises(UsageProblem, match="how far you went"):
        log_of(is_partial=True)


def test_a_part_as_long_as_the_whole_has_unknown_backward_minutes() -> None:
    log = log_of(is_partial=True, total_s=SESSION.total_s)
    assert (log.outcome, log.backward_s, log.distance_m) == (Outcome.PARTIAL, None, None)


def test_more_backward_than_in_all_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"5:00 backward is more than 4:00 in all"):
        log_of(total_s=240, backward_s=300)


def test_distance_is_speed_times_backward_time_unless_it_was_said() -> None:
    assert log_of(speed_mps=0.5).distance_m == pytest.approx(0.5 * SESSION.backward_s)
    assert log_of(speed_mps=0.5, distance_m=90).distance_m == 90


def test_a_distance_alone_gives_the_speed() -> None:
    assert log_of(distance_m=120).speed_mps == pytest.approx(120 / SESSION.backward_s)


def test_a_distance_that_nobody_walks_backward_is_refused() -> None:
    with pytest.raises(UsageProblem, match="3000 m in 4:00 backward would be 45 km/h"):
        log_of(distance_m=3_000)


def test_another_stage_and_incline_are_kept() -> None:
    log = log_of(stage=Stage.WALL, grade_pct=2)
    assert (log.stage, log.grade_pct) == (Stage.WALL, 2)


def test_a_walk_outside_the_plan_holds_only_what_was_said() -> None:
    log = recorded(None, Report(total_s=600, rpe=4), date=DAY)
    assert (log.outcome, log.session_id, log.prescribed) == (Outcome.EXTRA, None, None)
    assert (log.total_s, log.backward_s, log.speed_mps, log.distance_m) == (600, None, None, None)


def test_a_skip_holds_its_reason_and_no_dose() -> None:
    log = skipped(SESSION, date=DAY, reason="travel")
    assert (log.outcome, log.reason, log.prescribed) == (Outcome.SKIPPED, "travel", SESSION)
    assert (log.total_s, log.backward_s) == (None, None)


@given(st.integers(0, 2_000), st.integers(0, 2_000))
def test_backward_time_only_grows_and_never_past_the_clock_or_the_plan(
    one: int, other: int
) -> None:
    early, late = sorted((one, other))
    before, after = (backward_until(SESSION.segments, moment) for moment in (early, late))
    assert before <= after <= min(late, SESSION.backward_s)
    assert after - before <= late - early


@given(st.booleans(), st.none() | st.integers(0, 2_000), st.none() | st.integers(0, 2_000))
def test_any_times_give_a_sound_log_or_a_usage_problem(
    is_partial: bool, total: int | None, backward: int | None
) -> None:
    try:
        log = log_of(is_partial=is_partial, total_s=total, backward_s=backward)
    except UsageProblem:
        return
    if log.total_s is not None and log.backward_s is not None:
        assert 0 <= log.backward_s <= log.total_s
    if log.outcome is Outcome.DONE:
        assert log.backward_s >= SESSION.backward_s
