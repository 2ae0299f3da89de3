"""`retroplan plan move`: one session on another day."""

import datetime as dt
import json
from pathlib import Path

import pytest

from retroplan.core.model.vocabulary import Weekday
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import EXAMPLE, MONDAY, begin, dates, edit
from tests.conftest import Run

SATURDAY = dt.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def begun(run: Run, tmp_path: Path) -> None:
    """Free every day; Mondays, Wednesdays and Fridays from 23 November; today is the Wednesday after."""
    text = EXAMPLE.read_text("utf-8")
    days = 'days = ["mon", "wed", "fri"]'
    assert days in text
    free = tmp_path / "free.toml"
    every = '", "'.join(Weekday)
    free.write_text(text.replace(days, f'days = ["{every}"]'), "utf-8")
    begin(run, free)
    walked = run("log", "--rpe", "3", "--pain", "0", "--near-falls", "0", today=MONDAY)
    assert walked.code == 0


def test_a_session_moves_and_all_others_stay(run: Run) -> None:
    before = dates(run)

    answer = run("plan", "move", "1.3", "sat")

    assert answer.out.splitlines()[0] == (
        "Session 3 (1.3) moves from Friday 27 November to Saturday 28 November 2026."
    )
    assert answer.code == 0
    assert dates(run) == before | {"1.3": SATURDAY}


def test_a_day_outside_the_usual_ones_may_be_asked_for(run: Run, environment: Environment) -> None:
    edit(environment, '"fri", "sat", "sun"', '"fri"')
    assert run("plan", "rebuild").code == 0

    for session, day in (("1.3", "2026-11-28"), ("2.3", "2026-12-05")):
        answer = run("plan", "move", session, day)

        assert answer.code == 0, answer.err
        assert dates(run)[session].isoformat() == day


def test_what_has_gone_by_stays(run: Run) -> None:
    answer = run("plan", "move", "1.2", "sat", today=dt.date(2026, 11, 26))

    assert answer.code == ExitCode.USAGE
    assert "session 2 (1.2) was on Wednesday 25 November" in answer.err


def test_it_is_the_session_of_its_new_day(run: Run) -> None:
    run("plan", "move", "1.3", "sat")

    due = json.loads(run("today", "--json", today=SATURDAY).out)["data"]
    rest = json.loads(run("today", "--json", today=dt.date(2026, 11, 27)).out)["data"]
    assert (due["status"], due["session_id"]) == ("due", "1.3")
    assert rest["status"] == "rest"


def test_a_move_is_taken_back_by_another(run: Run) -> None:
    before = dates(run)
    run("plan", "move", "1.3", "sat")

    assert run("plan", "move", "1.3", "fri").code == 0
    assert dates(run) == before


def test_neighbours_move_one_after_the_other(run: Run) -> None:
    refused = run("plan", "move", "1.2", "thu")
    assert refused.code == ExitCode.INFEASIBLE
    assert "it works after `retroplan plan move 1.3 2026-11-28`" in refused.err

    assert run("plan", "move", "1.3", "2026-11-28").code == 0
    assert run("plan", "move", "1.2", "thu").code == 0


def test_as_json_it_holds_the_days_and_what_changed(run: Run) -> None:
    answer = json.loads(run("plan", "move", "1.3", "sat", "--json").out)

    assert answer["command"] == "plan move"
    data = answer["data"]
    assert (data["session_id"], data["date_before"], data["date"]) == (
        "1.3", "2026-11-27", "2026-11-28",
    )  # fmt: skip
    assert [change["after"]["session_id"] for change in data["changes"]["changed"]] == ["1.3"]


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("1.1", "sat"), ExitCode.USAGE, "session 1 (1.1) has a record, so it stays on its day"),
        (("1.3", "yesterday"), ExitCode.USAGE, "Tuesday 24 November has gone by"),
        (("1.3", "-2d"), ExitCode.USAGE, "Monday 23 November has gone by"),
        (("1.3", "fri"), ExitCode.NOT_FOUND, "is on Friday 27 November already"),
        (("1.3", "wed"), ExitCode.INFEASIBLE, "never two on one day"),
        (("1.3", "thu"), ExitCode.INFEASIBLE, "a rest day lies between"),
        (("1.3", "2026-12-01"), ExitCode.INFEASIBLE, "a session stays in its week"),
        (("9.9", "sat"), ExitCode.NOT_FOUND, "no session '9.9'"),
        (("1.3", "someday"), ExitCode.USAGE, "no day that I understand"),
        (("1.3",), ExitCode.USAGE, "WHEN"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    run: Run, argv: tuple[str, ...], code: ExitCode, told: str
) -> None:
    before = run("plan", "--json").out

    answer = run("plan", "move", *argv)

    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
    assert run("plan", "--json").out == before


def test_a_refusal_offers_the_nearest_days(run: Run) -> None:
    assert (
        "it can be on Saturday 28 November (2026-11-28)" in run("plan", "move", "1.3", "thu").err
    )


def test_what_has_a_record_stays(run: Run) -> None:
    run("log")

    answer = run("plan", "move", "1.2", "thu")

    assert answer.code == ExitCode.USAGE
    assert "session 2 (1.2) has a record, so it stays on its day" in answer.err


def test_after_a_walk_beside_the_plan_its_day_holds_no_session_that_could_move(run: Run) -> None:
    run("log", "--extra", "--minutes", "5", today=dt.date(2026, 11, 27))

    answer = run("plan", "move", "1.3", "sat", today=dt.date(2026, 11, 27))

    assert answer.code == ExitCode.NOT_FOUND


def test_while_a_plan_is_paused_nothing_moves(run: Run) -> None:
    run("plan", "pause")

    answer = run("plan", "move", "1.3", "sat")

    assert answer.code == ExitCode.NOT_FOUND
    assert "while it is paused" in answer.err


def test_before_there_is_a_plan_the_way_to_one_is_told(run: Run, environment: Environment) -> None:
    answer = run("plan", "move", "1.1", "sat", data_dir=environment.data_dir / "other",
                 profile_file=environment.data_dir / "other" / "profile.toml")  # fmt: skip
    assert answer.code == ExitCode.NOT_FOUND
    assert "retroplan init" in answer.err


def test_a_clock_that_went_backwards_is_told(run: Run) -> None:
    run("plan", "move", "1.3", "sat")

    answer = run("plan", "move", "2.3", "2026-12-05", today=MONDAY)

    assert answer.code == 0
    assert "Your latest entry is of Wednesday 25 November 2026, which is after today" in answer.out
