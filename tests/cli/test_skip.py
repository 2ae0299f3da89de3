"""`retroplan skip`: a session left out on purpose."""

import datetime as dt
import json

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.builders import make_log
from tests.conftest import Run
from tests.kept import keep_logs, keep_plan
from tests.plans import built


@pytest.fixture(autouse=True)
def begun(environment: Environment) -> Environment:
    """The first Wednesday of the everyday plan: Monday, Wednesday, Friday."""
    keep_plan(environment)
    return environment


@pytest.fixture
def made(environment: Environment) -> None:
    """The same Wednesday of a plan that the engine made; Monday's session went well."""
    plan = keep_plan(environment, built())
    keep_logs(environment, plan, make_log(plan.sessions[0]))


@pytest.mark.usefixtures("made")
def test_a_skip_is_kept_with_its_reason_and_no_blame_and_nothing_rises_on_it(run: Run) -> None:
    answer = run("skip", "--reason", "travel", width=400)
    assert answer.out.splitlines() == [
        "Saved: Wednesday 25 November, session 2, skipped (travel). A skip is not a miss.",
        "You left out the session: nothing rises on it, and it is never made up.",
        "Next: Friday 27 November, along the wall instead of on the treadmill with rails.",
        "Why: retroplan plan why · Take it back: retroplan undo",
    ]


def test_a_skip_that_changes_nothing_says_so(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment, built())
    third = plan.weeks[2].sessions
    keep_logs(environment, plan, *map(make_log, plan.sessions[:6]), make_log(third[0]))
    answer = run("skip", today=third[1].date)
    assert answer.out.splitlines() == [
        "Saved: Wednesday 9 December, session 8, skipped. A skip is not a miss.",
        "The plan stays as it is.",
        "Next: Friday 11 December.",
        "Take it back: retroplan undo",
    ]


@pytest.mark.usefixtures("made")
def test_a_skip_that_makes_days_off_says_what_they_ask(run: Run) -> None:
    assert run("log", "--rpe", "3", "--pain", "0", "--near-falls", "0").code == 0
    told, following = run("skip", today=dt.date(2026, 11, 27), width=400).out.splitlines()[1:3]
    assert told.startswith("5 days from the last walk, on Wednesday 25 November, to the next")
    assert "once more" in told
    assert following.startswith("Next: Monday 30 November, 4 minutes backward instead of 6")


def test_a_past_day_and_a_named_session_can_be_skipped(run: Run) -> None:
    assert "Monday 23 November, session 1, skipped." in run("skip", "mon").out
    assert "session 3 (of Friday 27 November), skipped." in run("skip", "--session", "1.3").out


def test_as_json_it_holds_the_log_and_what_comes_next(run: Run) -> None:
    answer = json.loads(run("skip", "--reason", "ill", "--json").out)
    assert answer["command"] == "skip"
    assert answer["data"]["log"]["outcome"] == "skipped"
    assert answer["data"]["log"]["reason"] == "ill"
    assert answer["data"]["log"]["prescribed"]["session_id"] == "1.2"
    assert answer["data"]["next_session"] == {"session_id": "1.3", "date": "2026-11-27"}


def test_on_a_rest_day_a_skip_is_told_which_sessions_it_may_mean(run: Run) -> None:
    answer = run("skip", "--reason", "tired", today=dt.date(2026, 11, 24))
    assert "--session 1.1 (Monday 23 November) or --session 1.2" in answer.err
    assert "--extra" not in answer.err


def test_a_hostile_reason_is_shown_harmless(run: Run) -> None:
    answer = run("skip", "--reason", "\x1b[2J[bold]\nx")
    assert "skipped (\\u001b[2J[bold] x)." in answer.out


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (("tomorrow",), ExitCode.USAGE, "still to come"),
        (("2026-11-20",), ExitCode.USAGE, "before the plan"),
        (("tue",), ExitCode.NOT_FOUND, "no session is planned for Tuesday 24 November"),
        (("5",), ExitCode.USAGE, "could be"),
        (("--session", "7.9"), ExitCode.NOT_FOUND, "7.9"),
        (("--reason", "x" * 2_001), ExitCode.USAGE, "2,000"),
    ],
)
def test_what_cannot_be_skipped_is_told(
    run: Run, argv: tuple[str, ...], code: ExitCode, named: str
) -> None:
    answer = run("skip", *argv)
    assert answer.code == code
    assert named in answer.err
    assert answer.out == ""


def test_what_has_a_record_is_not_skipped(run: Run) -> None:
    run("log")
    answer = run("skip")
    assert answer.code == ExitCode.USAGE
    assert "has a record already: done, on Wednesday 25 November" in answer.err


def test_it_never_asks(run: Run) -> None:
    answer = run("skip", is_interactive=True)
    assert (answer.code, answer.err) == (0, "")
