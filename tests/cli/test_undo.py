"""`retroplan undo` and `retroplan redo`: any change, one step each, in words."""

import datetime as dt
import json

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import EXAMPLE, MONDAY, begin, edit, plan
from tests.conftest import TODAY, RealRun, Run
from tests.store.conftest import content

DAYS = {("plan", "move"): TODAY, ("plan", "next"): MONDAY + dt.timedelta(weeks=8)}
WELL = ("log", "--rpe", "3", "--pain", "1", "--near-falls", "0")
CHANGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "log": (WELL,),
    "skip": (("skip", "--reason", "travel"),),
    "checkin": (("checkin", "--pain", "4"),),
    "easier": (("easier",),),
    "news": (("news", "fall"),),
    "assess": (("assess", "tug", "9.8"),),
    "plan pause": (("plan", "pause"),),
    "plan resume": (("plan", "pause"), ("plan", "resume")),
    "plan move": (("plan", "move", "1.3", "sat"),),
    "plan rebuild": (("edit the profile",), ("plan", "rebuild")),
    "plan next": (("plan", "next", "--goal", "balance", "--yes"),),
    "sessions edit": (WELL, ("sessions", "edit", "-1", "--pain", "6")),
    "sessions delete": (WELL, ("sessions", "delete", "-1")),
    "init": (("init", "--goal", "variety", "--new-plan"),),
}
"""A command of each kind that changes something, and what goes before it."""


@pytest.mark.parametrize("commands", CHANGES.values(), ids=CHANGES)
def test_every_command_that_changes_something_is_one_step(
    run: Run, environment: Environment, commands: tuple[tuple[str, ...], ...]
) -> None:
    begin(run)
    for argv in commands:
        before = content(environment.store_file)
        if argv == ("edit the profile",):
            edit(environment, "usual_pain = 4", "usual_pain = 3")
        else:
            answer = run(
                *argv, today=DAYS.get((argv[0], argv[1]) if len(argv) > 1 else ("", ""), MONDAY)
            )
            assert answer.code == 0, answer.err
    after = content(environment.store_file)
    assert after != before

    taken = run("undo", width=300)
    assert (taken.code, taken.err) == (0, "")
    assert taken.out.startswith("Taken back: ")
    assert "what `retroplan" not in taken.out
    assert content(environment.store_file) == before
    again = run("redo")
    assert again.out.startswith("Brought again: ")
    assert content(environment.store_file) == after


@pytest.mark.parametrize(
    "argv",
    [("today",), ("plan",), ("report",), ("sessions",), ("sessions", "show", "-1"), ("screen",)],
    ids=" ".join,
)
def test_what_only_looks_is_no_step(run: Run, argv: tuple[str, ...]) -> None:
    begin(run)
    run("log", "--as-planned", today=MONDAY)
    run("undo")
    assert run(*argv).code in (0, 3)
    assert run("redo").out.startswith("Brought again: the record of session 1")


def test_a_line_says_what_is_taken_back_and_how_to_have_it_again(run: Run) -> None:
    begin(run)
    run("log", "--as-planned", today=MONDAY)

    assert run("undo").out == (
        "Taken back: the record of session 1 on Monday 23 November. `retroplan redo` brings it "
        "again.\n"
    )
    assert run("redo", is_plain=True).out == (
        "Brought again: the record of session 1 on Monday 23 November. `retroplan undo` takes it "
        "back.\n"
    )


def test_before_the_beginning_there_is_nothing(run: Run) -> None:
    for command in ("undo", "redo"):
        answer = run(command)
        assert (answer.code, answer.out) == (ExitCode.NOT_FOUND, "")
        assert "nothing here yet" in answer.err
    begin(run)
    assert run("redo").code == ExitCode.NOT_FOUND
    assert run("undo").code == 0
    answer = run("undo")
    assert answer.code == ExitCode.NOT_FOUND
    assert "nothing to take back" in answer.err
    assert "retroplan redo" in answer.err


def test_as_json_it_says_how_far_one_can_go(run: Run) -> None:
    begin(run)
    run("log", "--as-planned", "--note", "fine", today=MONDAY)
    answer = json.loads(run("undo", "--json").out)

    assert answer["command"] == "undo"
    assert answer["data"] == {
        "command": "log",
        "sentence": "the record of session 1 on Monday 23 November",
        "entered": "2026-11-23T18:30:00+01:00",
        "remarks": [],
        "steps_to_undo": 1,
        "steps_to_redo": 1,
    }


def test_a_new_plan_that_is_taken_back_leaves_the_old_one_and_its_profile(
    run: Run, environment: Environment
) -> None:
    begin(run)
    old, text = plan(run), environment.profile_file.read_bytes()
    assert run("init", "--goal", "variety", "--new-plan").code == 0
    assert plan(run)["plan_id"] != old["plan_id"]

    answer = run("undo", width=300)

    assert "Your profile file goes with it:" in answer.out
    assert plan(run) == old
    assert environment.profile_file.read_bytes() == text


def test_steps_last_from_one_run_of_the_program_to_the_next(real_run: RealRun) -> None:
    monday = {"RETROPLAN_TODAY": MONDAY.isoformat()}
    for argv in (("init", "--from", str(EXAMPLE)), ("log", "--as-planned"), ("undo",), ("undo",)):
        answer = real_run(*argv, variables=monday)
        assert answer.code == 0, answer.err
    assert real_run("undo").code == ExitCode.NOT_FOUND
    assert "the plan that begins" in real_run("redo").out
    assert "the record of session 1" in real_run("redo").out
    assert real_run("redo").code == ExitCode.NOT_FOUND
