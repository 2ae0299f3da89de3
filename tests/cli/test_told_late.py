"""People log the week on Sunday evening: any order, any day, is normal."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.courses import EXAMPLE, MONDAY, begin
from tests.conftest import Run

WELL = ("--rpe", "3", "--pain", "1", "--near-falls", "0")
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    begin(run)


def data(run: Run, *argv: str, today: dt.date) -> Any:
    answer = run(*argv, "--json", today=today)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["data"]


def sessions(run: Run, today: dt.date) -> dict[str, tuple[str, int, str]]:
    return {
        session["session_id"]: (session["date"], session["backward_s"], session["stage"])
        for week in data(run, "plan", today=today)["weeks"]
        for session in week["sessions"]
    }


def records(run: Run, today: dt.date) -> list[tuple[str, str]]:
    found = data(run, "sessions", today=today)["records"]
    return sorted((each["log"]["date"], each["log"]["session_id"]) for each in found)


def test_a_good_session_told_late_suspends_nothing(run: Run) -> None:
    today = MONDAY + 7 * DAY
    for words in ((), ("fri",)):
        assert run("log", *words, *WELL, today=today).code == 0
    assert data(run, "plan", today=today)["standing"] == "active"
    assert records(run, today) == [("2026-11-27", "1.3"), ("2026-11-30", "2.1")]


@pytest.mark.parametrize(
    "first",
    [("checkin", "--pain", "4"), ("assess", "tug", "9.8"), ("plan", "move", "1.3", "sat")],
    ids=" ".join,
)
def test_what_was_told_before_a_record_of_the_day_before_takes_nothing_from_it(
    run: Run, first: tuple[str, ...]
) -> None:
    tuesday = MONDAY + DAY
    assert run(*first, today=tuesday).code == 0
    assert run("log", "mon", *WELL, today=tuesday).code == 0
    late = sessions(run, tuesday)

    assert run("undo", today=tuesday).code == run("undo", today=tuesday).code == 0
    assert run("log", *WELL, today=MONDAY).code == 0
    assert run(*first, today=tuesday).code == 0
    assert late == sessions(run, tuesday)
    assert late["1.3"][2] == "treadmill-rails"


@pytest.mark.parametrize(
    "mend",
    [
        (("sessions", "delete", "-1", "--yes"), ("log", "mon", *WELL)),
        (("sessions", "edit", "-1", "--pain", "1", "--near-falls", "0"),),
    ],
    ids=["deleted", "edited"],
)
def test_a_correction_leaves_nothing_behind(run: Run, mend: tuple[tuple[str, ...], ...]) -> None:
    tuesday = MONDAY + DAY
    assert run("log", "mon", *WELL, today=tuesday).code == 0
    wanted = sessions(run, tuesday)
    assert run("undo", today=tuesday).code == 0

    wrong = ("--rpe", "3", "--pain", "8", "--near-falls", "2")
    assert run("log", "mon", *wrong, today=tuesday).code == 0
    assert sessions(run, tuesday) != wanted
    for words in mend:
        assert run(*words, today=tuesday).code == 0
    assert sessions(run, tuesday) == wanted
    assert data(run, "plan", today=tuesday)["standing"] == "active"


def test_a_record_on_another_day_is_of_the_session_of_that_day(run: Run) -> None:
    friday = MONDAY + 4 * DAY
    assert run("log", "wed", *WELL, today=friday).code == 0
    assert run("sessions", "edit", "-1", "--date", "mon", today=friday).code == 0
    assert records(run, friday) == [("2026-11-23", "1.1")]


@pytest.mark.parametrize("told", [(), ("checkin", "--pain", "1")], ids=["nothing", "a check-in"])
def test_a_plan_that_nobody_began_waits_whatever_else_was_told(
    run: Run, told: tuple[str, ...]
) -> None:
    if told:
        assert run(*told, today=dt.date(2026, 12, 5)).code == 0
    found = data(run, "today", today=dt.date(2027, 1, 16))
    assert found["status"] == "suspended"
    assert "plan resume" in run("today", today=dt.date(2027, 1, 16)).out


def test_a_walk_of_before_the_plan_is_kept_in_the_plan_that_it_belonged_to(
    run: Run, tmp_path: Path
) -> None:
    short = tmp_path / "short.toml"
    short.write_text(EXAMPLE.read_text("utf-8").replace("weeks = 8", "weeks = 4"), "utf-8")
    assert run("init", "--new-plan", "--from", str(short), today=MONDAY).code == 0
    today = MONDAY
    for week in range(4):
        for day in (0, 2, 4):
            today = MONDAY + (7 * week + day) * DAY
            if (week, day) != (3, 4):
                assert run("log", *WELL, today=today).code == 0
    today += DAY
    assert run("plan", "next", "--maintenance", "--yes", today=today).code == 0

    answer = run("log", "yesterday", *WELL, today=today)

    assert answer.code == 0, answer.err
    assert ("2026-12-18", "4.3") in records(run, today)


def test_a_reason_follows_its_record(run: Run) -> None:
    told = ("--rpe", "3", "--near-falls", "0")
    assert run("log", *told, "--pain", "6", today=MONDAY).code == 0
    before = sessions(run, MONDAY)
    assert run("sessions", "edit", "-1", "--pain", "8", today=MONDAY).code == 0

    assert sessions(run, MONDAY) == before
    why = data(run, "plan", "why", today=MONDAY)
    inputs = [each for found in why["adjusted"] for each in found["adjustment"]["inputs"]]
    assert "8 of 10" in {each["value"] for each in inputs}
    assert "6 of 10" not in {each["value"] for each in inputs}


def test_a_move_is_told_as_the_move_that_it_was(run: Run) -> None:
    assert run("plan", "move", "1.3", "sat", today=MONDAY).code == 0

    rules = {each["rule"] for each in data(run, "plan", today=MONDAY)["adjustments"]}
    why = data(run, "plan", "why", "1.3", today=MONDAY)
    assert "moved" in rules
    assert [each["adjustment"]["rule"] for each in why["adjusted"]] == ["moved"]


def test_a_session_that_was_moved_moves_on_with_its_week(run: Run) -> None:
    """A day outside of its week is no day for it any more (I07)."""
    assert run("plan", "move", "2.3", "2026-12-05", today=MONDAY).code == 0
    assert run("plan", "pause", "--until", "2026-12-14", today=MONDAY).code == 0
    assert data(run, "plan", today=MONDAY)["standing"] == "active"
    assert sessions(run, MONDAY)["2.3"][0] > "2026-12-14"
