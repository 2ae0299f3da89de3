"""`--session`: whatever is named on whatever day, no session still to come is lost by it."""

import datetime as dt
import json

import pytest

from tests.cli.courses import MONDAY, begin
from tests.conftest import Run

WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")
DAYS = [MONDAY + dt.timedelta(days=days) for days in (0, 1, 2, 6, 9, 23, 40, 54, 60)]


def coming(run: Run, day: dt.date) -> dict[str, str]:
    plan = json.loads(run("plan", "--json", today=day).out)["data"]
    return {
        session["session_id"]: session["date"]
        for week in plan["weeks"]
        for session in week["sessions"]
        if session["date"] >= day.isoformat()
    }


@pytest.mark.parametrize("command", [("log", *WELL), ("skip",)], ids=["log", "skip"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_name_on_no_day_loses_a_session_or_breaks(
    run: Run, command: tuple[str, ...], day: dt.date
) -> None:
    """But for one that would have followed a walk without a day of rest (I07)."""
    begin(run)
    names = coming(run, MONDAY)
    before = coming(run, day)
    rest = {day.isoformat(), (day + dt.timedelta(days=1)).isoformat()}
    for name in sorted({*names, "0.1", "9.9", "x"}):
        answer = run(*command, "--session", name, today=day)
        assert answer.code in {0, 2, 3}, (name, answer.err)
        if answer.code == 0:
            lost = before.keys() - coming(run, day).keys() - {name}
            assert {before[each] for each in lost} <= (rest if command[0] == "log" else set())
            assert run("undo", today=day).code == 0


def test_a_session_far_ahead_is_refused_with_the_nearer_ones_named(run: Run) -> None:
    begin(run)
    answer = run("log", *WELL, "--session", "4.1", today=MONDAY)
    assert answer.code == 2
    assert all(f"--session {name}" in answer.err for name in ("1.1", "1.2", "1.3"))
