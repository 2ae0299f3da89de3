"""`retroplan plan pause`: no sessions for a while."""

import datetime as dt
import json

import pytest

from retroplan.errors import ExitCode
from tests.cli.courses import MONDAY, begin, dates, plan
from tests.conftest import Run

FORTNIGHT = dt.date(2026, 12, 9)


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    """Mondays, Wednesdays and Fridays from 23 November; today is the Wednesday after."""
    begin(run)


def test_a_pause_until_told_says_how_to_come_back(run: Run) -> None:
    answer = run("plan", "pause", "--reason", "travel")

    assert answer.code == 0
    assert answer.out.splitlines()[:2] == [
        "The plan is paused from Wednesday 25 November.",
        "Your reason: travel",
    ]
    assert "retroplan plan resume" in answer.out
    assert "retroplan undo" in answer.out


def test_a_paused_plan_holds_no_session_to_come(run: Run) -> None:
    run("plan", "pause")

    found = plan(run)
    assert found["standing"] == "paused"
    assert list(dates(run).values()) == [MONDAY]


def test_the_past_stays_as_it_was(run: Run) -> None:
    run("log", today=MONDAY)
    before = plan(run)["weeks"][0]["sessions"][0]

    run("plan", "pause")

    assert plan(run)["weeks"][0]["sessions"] == [before]


def test_a_pause_until_a_day_says_how_the_end_moves(run: Run) -> None:
    before = max(dates(run).values())

    answer = run("plan", "pause", "--until", "2026-12-09", "--json")

    data = json.loads(answer.out)["data"]
    assert (data["date"], data["until"]) == ("2026-11-25", "2026-12-09")
    assert data["end_before"] == before.isoformat()
    assert dt.date.fromisoformat(data["end_after"]) > before


def test_the_end_that_was_foretold_is_the_end_that_comes(run: Run) -> None:
    run("log", today=MONDAY)
    foretold = json.loads(run("plan", "pause", "--until", "+2w", "--json").out)["data"]

    run("plan", "resume", today=FORTNIGHT)

    assert max(dates(run).values()).isoformat() == foretold["end_after"]
    assert min(day for day in dates(run).values() if day != MONDAY) >= FORTNIGHT


def test_what_holds_afterwards_is_told(run: Run) -> None:
    run("log", today=MONDAY)

    told = " ".join(run("plan", "pause", "--until", "+10d").out.split())

    assert "a smaller dose, a little slower, level, with one step more support" in told
    assert "On Saturday 5 December it goes on by itself." in told


def test_a_pause_of_more_than_four_weeks_ends_in_a_new_beginning(run: Run) -> None:
    run("log", today=MONDAY)

    told = run("plan", "pause", "--until", "+40d").out

    assert "then a plan from its first week" in " ".join(told.split())
    assert "The plan's end moves" not in told
    assert "goes on by itself" not in told


def test_paused_twice_is_told_and_changes_nothing(run: Run) -> None:
    run("plan", "pause", "--until", "2026-12-09")
    before = run("plan", "--json").out

    for argv in (("plan", "pause"), ("plan", "pause", "--until", "+2w")):
        answer = run(*argv)
        assert answer.code == ExitCode.NOT_FOUND
        assert (
            "paused already, from Wednesday 25 November until Wednesday 9 December" in answer.err
        )
    assert run("plan", "--json").out == before


def test_a_pause_may_be_given_another_end(run: Run) -> None:
    run("plan", "pause", "--until", "2026-12-09", "--reason", "travel")

    answer = run("plan", "pause", "--until", "2026-12-12")

    assert answer.code == 0
    assert "still paused from Wednesday 25 November until Saturday 12 December" in answer.out
    assert "Your reason: travel" in answer.out


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("yesterday", "Tuesday 24 November 2026 has gone by"),
        ("2026-11-01", "Sunday 1 November 2026 has gone by"),
        ("today", "Wednesday 25 November 2026 is today"),
        ("2028-01-01", "more than a year ahead"),
        ("5", "could be"),
        ("when it is warm", "no day that I understand"),
    ],
)
def test_an_end_that_cannot_be_is_told_and_nothing_kept(run: Run, until: str, told: str) -> None:
    answer = run("plan", "pause", "--until", until)

    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert told in answer.err
    assert plan(run)["standing"] == "active"


def test_a_reason_that_is_too_long_is_told(run: Run) -> None:
    answer = run("plan", "pause", "--reason", "x" * 2_001)
    assert answer.code == ExitCode.USAGE
    assert "2,000" in answer.err


def test_a_hostile_reason_is_shown_harmless(run: Run) -> None:
    assert "reason: \\u001b[2J[bold] x" in run("plan", "pause", "--reason", "\x1b[2J[bold]\nx").out


def test_a_suspended_plan_has_nothing_to_pause(run: Run) -> None:
    run("news", "fall")

    answer = run("plan", "pause")

    assert answer.code == ExitCode.NOT_FOUND
    assert "nothing to pause" in answer.err


def test_a_plan_that_is_over_has_nothing_to_pause(run: Run) -> None:
    last = max(dates(run).values())

    answer = run("plan", "pause", today=last + dt.timedelta(days=1))

    assert answer.code == ExitCode.NOT_FOUND
    assert "nothing to pause" in answer.err


def test_read_aloud_it_is_one_fact_a_line(run: Run) -> None:
    said = run("plan", "pause", "--until", "2026-12-09", is_plain=True).out.splitlines()
    assert "Sooner: retroplan plan resume" in said
    assert not any(" · " in line for line in said)


def test_a_clock_that_went_backwards_is_told(run: Run) -> None:
    run("log")

    answer = run("plan", "pause", today=dt.date(2026, 11, 24))

    assert answer.code == 0
    assert "Your latest entry is of Wednesday 25 November 2026" in answer.out
    assert "paused from Tuesday 24 November" in answer.out
