"""A session that was walked, and that the plan no longer holds: its record is kept as what it was."""

import datetime as dt
import json
from typing import Any

import pytest

from retroplan.errors import ExitCode
from tests.cli.courses import MONDAY, begin, dates, sessions
from tests.conftest import Run

WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")
WEDNESDAY = MONDAY + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    begin(run)
    assert run("log", *WELL, today=MONDAY).code == 0


def record(run: Run, number: str = "-1") -> Any:
    shown = json.loads(run("sessions", "show", number, "--json", today=WEDNESDAY).out)["data"]
    return shown["record"]["log"]


@pytest.mark.parametrize(
    "since",
    [("checkin", "--dizzy"), ("checkin", "--fever"), ("plan", "pause"), ("news", "medicine"),
     ("plan", "pause", "--until", "2026-12-14"), ("checkin", "--swelling")],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("which", [(), ("--session", "1.2")], ids=["by day", "by id"])
def test_what_was_walked_before_the_plan_changed_is_kept_with_its_session(
    run: Run, since: tuple[str, ...], which: tuple[str, ...]
) -> None:
    planned = sessions(run, today=WEDNESDAY)["1.2"]
    assert run(*since, today=WEDNESDAY).code == 0

    answer = run("log", *which, *WELL, today=WEDNESDAY)

    assert answer.code == 0, answer.err
    assert "session 2" in answer.out
    kept = record(run)
    assert (kept["session_id"], kept["outcome"]) == ("1.2", "done")
    assert kept["prescribed"]["backward_s"] == kept["backward_s"] == planned["backward_s"]
    assert sessions(run, today=WEDNESDAY)["1.2"]
    assert run("log", *which, *WELL, today=WEDNESDAY).code == ExitCode.USAGE  # has one now


def test_it_comes_back_with_the_plan_and_is_not_asked_for_again(run: Run) -> None:
    run("plan", "pause", today=WEDNESDAY)
    run("log", *WELL, today=WEDNESDAY)
    friday = WEDNESDAY + dt.timedelta(days=2)

    assert run("plan", "resume", today=friday).code == 0

    days = dates(run, today=friday)
    assert days["1.2"] == WEDNESDAY
    assert sum(day == WEDNESDAY for day in days.values()) == 1
    assert min(day for name, day in days.items() if name not in {"1.1", "1.2"}) >= friday
    assert json.loads(run("report", "--json", today=friday).out)["data"]


def test_undo_takes_the_record_and_its_place_back_as_one_step(run: Run) -> None:
    run("checkin", "--dizzy", today=WEDNESDAY)
    before = run("plan", "--json", today=WEDNESDAY).out
    run("log", *WELL, today=WEDNESDAY)
    assert "the record of session 2" in run("undo", today=WEDNESDAY).out
    assert run("plan", "--json", today=WEDNESDAY).out == before


@pytest.mark.parametrize(
    "since",
    [("plan", "pause"), ("plan", "pause", "--until", "2026-12-14"), ("checkin", "--dizzy")],
)
def test_a_walk_of_a_day_that_offered_none_is_a_walk_outside_the_plan(
    run: Run, since: tuple[str, ...]
) -> None:
    run(*since, today=MONDAY + dt.timedelta(days=1))

    answer = run("log", *WELL, today=WEDNESDAY)

    assert answer.code == 0
    assert "a walk outside the plan" in answer.out
    assert (record(run)["outcome"], record(run)["session_id"]) == ("extra", None)
    assert record(run)["backward_s"] == 240  # as the day would have held
    assert run("log", *WELL, today=WEDNESDAY).code == ExitCode.USAGE  # it has one now


def test_a_day_gone_by_in_a_week_that_was_moved_since_has_the_session_of_that_day(
    run: Run,
) -> None:
    planned = sessions(run, today=WEDNESDAY)["2.2"]
    later = dt.date(2026, 12, 9)
    assert run("log", *WELL, today=later).code == 0  # the days off have moved week 2
    moved = dates(run, today=later)
    assert moved["2.1"] == later

    answer = run("log", planned["date"], *WELL, today=later)

    assert answer.code == 0, answer.err
    assert record(run)["date"] == record(run)["prescribed"]["date"] == planned["date"]
    names = [record(run, number)["session_id"] for number in ("-1", "-2")]
    assert names[0] == "2.2" != names[1]
    assert (
        record(run)["backward_s"]
        == record(run)["prescribed"]["backward_s"]
        < planned["backward_s"]
    )


def test_of_a_day_that_never_held_one_nothing_is_taken_unasked(run: Run) -> None:
    answer = run("log", "yesterday", *WELL, today=WEDNESDAY)
    assert (answer.code, answer.out) == (ExitCode.NOT_FOUND, "")
    unknown = run("log", "--session", "9.9", *WELL, today=WEDNESDAY)
    assert (unknown.code, unknown.out) == (ExitCode.NOT_FOUND, "")
