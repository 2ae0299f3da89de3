"""`retroplan log`, from the words and keys typed to what is said and kept."""

import json
import os
import sys
from typing import Any

import pytest

from retroplan.core.model.vocabulary import Units
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.builders import make_log, make_plan
from tests.conftest import SOURCE, TODAY, Run
from tests.kept import keep_logs, keep_plan
from tests.people import free_of_pain
from tests.plans import built


@pytest.fixture(autouse=True)
def begun(environment: Environment) -> Environment:
    """The first Wednesday of the everyday plan, Monday, Wednesday, Friday, of somebody free of pain."""
    keep_plan(environment, profile=free_of_pain())
    return environment


@pytest.fixture
def made(environment: Environment) -> None:
    """The same Wednesday of a plan that the engine made; Monday's session went well."""
    plan = keep_plan(environment, built())
    keep_logs(environment, plan, make_log(plan.sessions[0]))


WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")


def kept(run: Run, *argv: str, **changes: Any) -> dict[str, Any]:
    """The log that was kept, as JSON tells it."""
    answer = run("log", *argv, "--json", **changes)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)["data"]["log"]
    return found


@pytest.mark.usefixtures("made")
def test_what_went_well_is_kept_and_said_to_change_nothing(run: Run) -> None:
    answer = run("log", *WELL, width=400)
    assert answer.out.splitlines() == [
        "Saved: Wednesday 25 November, session 2: 13 min, 4 backward, 1.6 km/h.",
        "It went as it should, and the plan goes on as it is.",
        (
            "Next: Friday 27 November, one step up: on the treadmill with rails instead of along "
            "the wall."
        ),
        "Why: retroplan plan why · Take it back: retroplan undo",
    ]
    assert answer.err == ""


@pytest.mark.usefixtures("made")
def test_without_a_word_the_session_is_kept_as_planned_and_nothing_rises_on_it(run: Run) -> None:
    answer = run("log", width=400)
    saved, told, say_it, following, back = answer.out.splitlines()
    assert saved == "Saved: Wednesday 25 November, session 2: 13 min, 4 backward, 1.6 km/h."
    assert told == "Nothing was said of effort, pain or stumbles: nothing rises on that session."
    assert say_it == "Say it: retroplan sessions edit -1 --rpe 3 --pain 0 --near-falls 0"
    assert following == (
        "Next: Friday 27 November, along the wall instead of on the treadmill with rails."
    )
    assert back == "Why: retroplan plan why · Take it back: retroplan undo"
    assert answer.err == ""


def test_without_a_terminal_what_is_not_said_stays_unknown(run: Run) -> None:
    log = kept(run)
    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (None, None, None)
    assert (log["outcome"], log["backward_s"]) == ("done", 240)


def test_every_option_lands_in_its_place(run: Run) -> None:
    log = kept(
        run, "--rpe", "4", "--pain", "3", "--pain-before", "2", "--near-falls", "1", "--falls", "0",
        "--minutes", "13:30", "--backward-minutes", "4", "--speed", "1,8km/h", "--incline", "1.5",
        "--hr", "101", "--stage", "wall", "--note", "felt good", "--distance", "110m",
    )  # fmt: skip
    assert log["speed_mps"] == pytest.approx(0.5)
    assert {key: log[key] for key in log if key not in {"prescribed", "speed_mps"}} == {
        "session_id": "1.2", "date": "2026-11-25", "outcome": "done", "total_s": 810,
        "backward_s": 240, "grade_pct": 1.5, "distance_m": 110.0, "stage": "wall", "rpe": 4,
        "nprs_before": 2, "nprs_during": 3, "near_falls": 1, "falls": 0, "heart_rate_bpm": 101,
        "reason": "", "note": "felt good", "named_by": "day", "as_planned": ["outcome"],
    }  # fmt: skip


@pytest.mark.usefixtures("made")
def test_the_envelope_holds_what_comes_next_and_what_it_means(run: Run) -> None:
    answer = run("log", *WELL[:2], *WELL[4:], "--pain", "6", "--json")
    data = json.loads(answer.out)["data"]
    assert data["next_session"] == {"session_id": "1.3", "date": "2026-11-27"}
    assert data["session_number"] == 2
    assert data["advice"] == []
    told = data["told"]
    (found,) = told["adjustments"]
    assert (found["rule"], found["step"]) == ("red-pain", "regress")
    assert found["values"] == {"pain": 6, "usual_pain": 4}
    assert found["inputs"] == [
        {"date": "2026-11-25", "name": "pain while walking", "value": "6 of 10"}
    ]
    assert told["standing_reason"] == ""
    assert [each["after"]["session_id"] for each in told["diff"]["changed"]][:1] == ["1.3"]


def test_a_past_day_is_echoed_as_it_was_understood(run: Run) -> None:
    assert "Saved: Monday 23 November, session 1:" in run("log", "-2d").out
    assert "Monday 23 November" in run("log", "mon", "--again").out
    assert "Monday 23 November" in run("log", "last", "mon", "--again").out
    assert "Monday 23 November" in run("log", "2", "days", "ago", "--again").out


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (("tomorrow",), ExitCode.USAGE, "still to come"),
        (("2026-11-22",), ExitCode.USAGE, "before the plan"),
        (("12.3.",), ExitCode.USAGE, "Thursday 12 March 2026"),
        (("yesturday",), ExitCode.USAGE, "yesterday"),
        (("tue",), ExitCode.NOT_FOUND, "--session 1.1"),
        (("--session", "9.9"), ExitCode.NOT_FOUND, "9.9"),
        (("--rpe", "11"), ExitCode.USAGE, "0 to 10"),
        (("--rpe", "3.5"), ExitCode.USAGE, "whole number"),
        (("--rpe", "nan"), ExitCode.USAGE, "0 to 10"),
        (("--pain", "-1"), ExitCode.USAGE, "0 to 10"),
        (("--pain-before", "ten"), ExitCode.USAGE, "0 to 10"),
        (("--near-falls", "51"), ExitCode.USAGE, "0 to 50"),
        (("--falls", "21"), ExitCode.USAGE, "0 to 20"),
        (("--minutes", "-5"), ExitCode.USAGE, "0 to 180 minutes"),
        (("--minutes", "1e3"), ExitCode.USAGE, "0 to 180 minutes"),
        (("--backward-minutes", "inf"), ExitCode.USAGE, "0 to 180 minutes"),
        (("--backward-minutes", "20", "--minutes", "10"), ExitCode.USAGE, "more than 10:00"),
        (("--speed", "40km/h"), ExitCode.USAGE, "up to 10.8 km/h"),
        (("--speed", "0mph"), ExitCode.USAGE, "above 0"),
        (("--distance", "9km"), ExitCode.USAGE, "up to 5000 m"),
        (("--incline", "16"), ExitCode.USAGE, "0 to 15 %"),
        (("--incline", "-1"), ExitCode.USAGE, "0 to 15 %"),
        (("--hr", "300"), ExitCode.USAGE, "25 to 250"),
        (("--stage", "moon"), ExitCode.USAGE, "moon"),
        (("--partial",), ExitCode.USAGE, "--minutes"),
        (("--as-planned", "--partial"), ExitCode.USAGE, "--partial"),
        (("--as-planned", "--speed", "2km/h"), ExitCode.USAGE, "--speed"),
        (("--extra", "--session", "1.1"), ExitCode.USAGE, "--extra"),
        (("--note", "x" * 2_001), ExitCode.USAGE, "2,000"),
        (("--note", "x" * 10_000_000), ExitCode.USAGE, "2,000"),
        (("--note", "\udcff"), ExitCode.USAGE, "no character"),
        (("--note", "a\0b"), ExitCode.USAGE, "no character"),
        (("--note", "x" * 2_001, "--rpe", "11"), ExitCode.USAGE, "0 to 10"),
    ],
)
def test_what_cannot_be_is_refused_with_its_range_and_nothing_is_kept(
    run: Run, argv: tuple[str, ...], code: ExitCode, named: str
) -> None:
    answer = run("log", *argv)
    assert answer.code == code
    assert named in answer.err
    assert answer.out == ""
    assert len(answer.err) < 600
    assert run("log").code == 0, "nothing was kept, so the session is still open"


def test_a_second_record_is_refused_until_it_is_meant(run: Run) -> None:
    run("log", "--rpe", "3")
    second = run("log")
    assert second.code == ExitCode.USAGE
    assert "--again" in second.err
    assert run("log", "--again").code == 0


def test_a_part_is_said_to_be_one(run: Run) -> None:
    answer = run("log", "--partial", "--minutes", "8", "--reason", "rain")
    assert "session 2, in part: 8 min, 2.5 backward, 1.6 km/h." in answer.out
    assert kept(run, "mon", "--partial", "--minutes", "8", "--reason", "rain")["reason"] == "rain"


def test_a_walk_outside_the_plan_needs_nothing_else(run: Run) -> None:
    answer = run("log", "tue", "--extra")
    assert "Saved: Tuesday 24 November, a walk outside the plan." in answer.out
    assert kept(run, "tue", "--extra", "--minutes", "10")["outcome"] == "extra"


def test_bare_numbers_are_in_the_units_of_the_plan(run: Run, environment: Environment) -> None:
    assert kept(run, "--speed", "1.8")["speed_mps"] == pytest.approx(0.5)
    keep_plan(environment, make_plan(plan_id="plan-2", units=Units.IMPERIAL))
    log = kept(run, "--speed", "1", "--distance", "300")
    assert log["speed_mps"] == pytest.approx(0.44704)
    assert log["distance_m"] == pytest.approx(91.44)


def test_a_person_who_counts_in_miles_reads_miles(run: Run, environment: Environment) -> None:
    keep_plan(environment, make_plan(plan_id="plan-2", units=Units.IMPERIAL))
    assert "1.0 mph" in run("log").out


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("[red]hot[/red]", "Note: [red]hot[/red]"),
        ("a\x1b[31mb", "Note: a\\u001b[31mb"),
        ("one\ntwo", "Note: one two"),
        ("\u202eabc", "Note: \\u202eabc"),
    ],
)
def test_a_hostile_note_is_kept_as_typed_and_shown_harmless(
    run: Run, note: str, shown: str
) -> None:
    assert shown in run("log", "mon", "--note", note).out.splitlines()
    assert kept(run, "--note", note)["note"] == note


@pytest.mark.parametrize(
    ("said", "why", "change"),
    [
        (("--pain", "6"), "48 hours off, then a smaller dose", "2 minutes backward instead of 4"),
        (
            ("--rpe", "4"),
            "meant to be 3 at most: it does not count towards the next step up",
            "along the wall instead",
        ),
        (
            ("--backward-minutes", "6"),
            "6:00 minutes backward instead of 4:00",
            "along the wall instead",
        ),
        (("--backward-minutes", "9"), "much more than your plan allows", "along the wall instead"),
        (("--speed", "3km/h"), "1.9 times the speed", "along the wall instead"),
        (("--rpe", "5"), "15 to 20 %", "3.3 minutes backward instead of 4,"),
        (
            ("--near-falls", "1"),
            "one step more support",
            "1.2 km/h instead of 1.6, at the counter",
        ),
        (("--partial", "--backward-minutes", "2"), "2:00 of 4:00", "2 minutes backward"),
    ],
)
@pytest.mark.usefixtures("made")
def test_what_a_record_changes_is_said_with_its_reason(
    run: Run, said: tuple[str, ...], why: str, change: str
) -> None:
    saved, told, following, back = run("log", *WELL, *said, width=400).out.splitlines()
    assert saved.startswith("Saved: Wednesday 25 November, session 2")
    assert why in told
    assert "Wednesday" not in told, "the first line says the day"
    assert following.startswith(f"Next: Friday 27 November, {change}")
    assert back == "Why: retroplan plan why · Take it back: retroplan undo"


@pytest.mark.usefixtures("made")
def test_after_acceptable_pain_it_is_said_that_the_morning_lets_it_count(run: Run) -> None:
    saved, counts, asked, *_ = run("log", *WELL, "--pain", "4", width=400).out.splitlines()
    assert saved.startswith("Saved: Wednesday 25 November, session 2")
    assert "acceptable" in counts
    assert asked.endswith("retroplan checkin")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("more", [("--backward-minutes", "6"), ("--speed", "2.2km/h")])
def test_more_than_planned_is_never_called_as_it_should(run: Run, more: tuple[str, ...]) -> None:
    assert "as it should" not in run("log", *WELL, *more).out


@pytest.mark.usefixtures("made")
def test_after_a_fall_help_comes_first_and_no_session_is_named(run: Run) -> None:
    answer = run("log", *WELL, "--falls", "1", width=400)
    saved, help_first, fall, until, back = answer.out.splitlines()
    assert saved == "Saved: Wednesday 25 November, session 2: 13 min, 4 backward, 1.6 km/h."
    assert help_first.startswith("It is good that you wrote the fall down. Tell somebody today.")
    assert "get help now" in help_first
    assert "did it hurt, and has a doctor or physiotherapist looked at it?" in fall
    assert until == "Answer both, yes or no: retroplan plan resume --hurt yes --seen no"
    assert back == "Why: retroplan plan why · Take it back: retroplan undo"


@pytest.mark.usefixtures("made")
def test_read_aloud_it_is_one_fact_a_line(run: Run) -> None:
    lines = run("log", *WELL, "--pain", "4", is_plain=True).out.splitlines()
    assert len(lines) == 6
    assert all(line == line.strip() for line in lines)


# -- in a terminal ---------------------------------------------------------------------------


def test_three_times_enter_takes_the_usual_answers(run: Run) -> None:
    log = kept(run, typed="\n\n\n", is_interactive=True)
    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (3, 0, 0)


def test_the_day_and_the_dose_are_echoed_before_it_asks(run: Run) -> None:
    answer = run("log", typed="\n\n\n", is_interactive=True)
    assert answer.err.startswith(
        "Wednesday 25 November, session 2, as planned: 13 min, 4 backward, 1.6 km/h\n"
    )
    assert "How hard was it, 0–10?  [3, moderate]" in answer.err
    assert answer.err.count("?") == 3


def test_in_a_narrow_terminal_no_word_is_broken(run: Run) -> None:
    run("log", "--as-planned")
    answer = run("log", typed="y\n\n\n\n", is_interactive=True, width=40)
    lines = answer.err.splitlines()
    assert "done, on\nWednesday 25 November." in answer.err
    assert max(len(line) for line in lines if "?" not in line) <= 40


def test_typed_answers_are_kept(run: Run) -> None:
    log = kept(run, typed="4\n2\n1\n", is_interactive=True)
    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (4, 2, 1)


def test_a_dash_is_not_known(run: Run) -> None:
    log = kept(run, typed="-\n-\n-\n", is_interactive=True)
    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (None, None, None)


def test_what_an_option_said_is_not_asked(run: Run) -> None:
    answer = run("log", "--rpe", "3", "--near-falls", "0", typed="2\n", is_interactive=True)
    assert answer.code == 0
    assert "Pain while walking" in answer.err
    assert "How hard" not in answer.err
    assert "Stumbles" not in answer.err


def test_a_wrong_answer_is_asked_again_and_loses_nothing(run: Run) -> None:
    answer = run("log", "--json", typed="4\n11\nabc\n2\n\n", is_interactive=True)
    log = json.loads(answer.out)["data"]["log"]
    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (4, 2, 0)
    assert "number from 0 to 10, not 11" in answer.err
    assert answer.err.count("How hard") == 1


def test_a_step_back_offers_what_was_answered_before(run: Run) -> None:
    answer = run("log", "--json", typed="4\n<\n\n1\n\n", is_interactive=True)
    log = json.loads(answer.out)["data"]["log"]
    assert (log["rpe"], log["nprs_during"]) == (4, 1)
    assert "[4, somewhat hard]" in answer.err


def test_a_step_back_from_the_first_question_stays_there(run: Run) -> None:
    assert kept(run, typed="<\n5\n\n\n", is_interactive=True)["rpe"] == 5


def test_a_question_mark_explains(run: Run) -> None:
    answer = run("log", typed="?\n\n?\n\n?\n\n", is_interactive=True)
    assert answer.code == 0
    assert "0 rest" in answer.err
    assert "whether the next session may be more" in answer.err
    assert "--falls" in answer.err


def test_as_planned_asks_nothing(run: Run) -> None:
    answer = run("log", "--as-planned", is_interactive=True)
    assert (answer.code, answer.err) == (0, "")


def test_a_part_asks_how_long(run: Run) -> None:
    log = kept(run, "--partial", typed="8\n\n\n\n", is_interactive=True)
    assert (log["outcome"], log["total_s"], log["backward_s"]) == ("partial", 480, 150)


def test_a_second_record_is_asked_about(run: Run) -> None:
    run("log")
    no = run("log", typed="\n", is_interactive=True)
    assert (no.code, no.out) == (0, "")
    assert "has a record already: done, on Wednesday 25 November" in no.err
    assert "Nothing was changed" in no.err

    yes = run("log", typed="y\n\n\n\n", is_interactive=True)
    assert yes.code == 0
    assert "Saved" in yes.out


@pytest.mark.parametrize("typed", ["", "4\n", "4\n2\n"])
def test_an_input_that_ends_midway_keeps_nothing(run: Run, typed: str) -> None:
    answer = run("log", typed=typed, is_interactive=True)
    assert answer.code == ExitCode.INTERRUPTED
    assert "Nothing was saved" in answer.err
    assert answer.out == ""
    assert run("log").code == 0


def test_a_day_without_a_session_is_told_before_anything_is_asked(run: Run) -> None:
    answer = run("log", "tue", is_interactive=True)
    assert answer.code == ExitCode.NOT_FOUND
    assert "?" not in answer.err


@pytest.fixture
def terminal(environment: Environment) -> Any:
    """`retroplan log` in a terminal of its own."""
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "retroplan", "log"],
        env={
            **os.environ,
            "PYTHONPATH": str(SOURCE),
            "RETROPLAN_DATA_DIR": str(environment.data_dir),
            "RETROPLAN_TODAY": TODAY.isoformat(),
        },
        encoding="utf-8",
        timeout=30,
        dimensions=(24, 100),
    )
    yield child
    child.close(force=True)


def test_three_keys_in_a_real_terminal_log_the_session(terminal: Any) -> None:
    for question in ("How hard", "Pain", "Stumbles"):
        terminal.expect(question)
        terminal.send("\r")
    terminal.expect("Saved: Wednesday 25 November, session 2")
    terminal.wait()
    assert terminal.exitstatus == 0


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_ctrl_c_at_any_question_keeps_nothing(terminal: Any, run: Run, answered: int) -> None:
    for question in ("How hard", "Pain", "Stumbles")[: answered + 1]:
        terminal.expect(f"{question}.*\\[")
        if question != ("How hard", "Pain", "Stumbles")[answered]:
            terminal.send("\r")
    terminal.sendintr()
    terminal.expect("Stopped. Nothing was saved.")
    terminal.wait()
    assert terminal.exitstatus == ExitCode.INTERRUPTED
    assert run("log").code == 0, "nothing was kept, so the session is still open"
