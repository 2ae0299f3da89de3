"""`retroplan sessions`: records listed, shown, put right, deleted."""

import datetime as dt
import json
from typing import Any

import pytest

from retroplan.cli.main import reordered
from retroplan.errors import ExitCode
from tests.cli.courses import MONDAY, begin, plan
from tests.conftest import Run

WEDNESDAY = MONDAY + dt.timedelta(days=2)
FRIDAY = MONDAY + dt.timedelta(days=4)


@pytest.fixture
def week(run: Run) -> None:
    """Three sessions of the first week: done, painful, skipped; then a walk outside the plan."""
    begin(run)
    well = ("--rpe", "3", "--near-falls", "0")
    assert run("log", *well, "--pain", "1", "--note", "[red]fine", today=MONDAY).code == 0
    assert run("log", *well, "--pain", "6", today=WEDNESDAY).code == 0
    assert run("skip", "--reason", "travel", today=FRIDAY).code == 0
    assert run("log", "--extra", "--minutes", "10", today=FRIDAY).code == 0


def data(run: Run, *argv: str) -> Any:
    answer = run("sessions", *argv, "--json", today=FRIDAY)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["data"]


def numbers(run: Run, *argv: str) -> list[int]:
    return [record["number"] for record in data(run, *argv)["records"]]


@pytest.mark.usefixtures("week")
def test_records_are_listed_with_the_newest_last(run: Run) -> None:
    lines = run("sessions", today=FRIDAY).out.splitlines()

    assert lines[2].split() == ["no.", "day", "session", "pain", "how", "hard", "what"]
    assert lines[3].split()[:7] == ["1", "Mon", "23", "Nov", "1.1", "1", "3"]
    assert lines[5].endswith("skipped, travel")
    assert lines[6].split()[:6] == ["4", "Fri", "27", "Nov", "extra", "done,"]


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("width", [30, 40, 60, 100])
def test_every_width_says_the_same(run: Run, width: int) -> None:
    text = run("sessions", today=FRIDAY, width=width).out

    assert max(map(len, text.splitlines())) <= width
    for word in ("skipped", "travel", "6", "10 min"):
        assert word in text


@pytest.mark.usefixtures("week")
def test_read_aloud_each_record_is_a_few_sentences(run: Run) -> None:
    lines = run("sessions", is_plain=True, today=FRIDAY).out.splitlines()

    assert "Record 2, Wednesday 25 November 2026" in lines
    assert "Pain while walking: 6 of 10" in lines
    assert "What: skipped, travel" in lines


@pytest.mark.usefixtures("week")
def test_the_order_is_that_of_entry_and_the_range_that_of_days(run: Run) -> None:
    run("log", "mon", "--extra", "--minutes", "5", today=FRIDAY)

    assert numbers(run) == [1, 2, 3, 4, 5]
    assert numbers(run, "--since", "2026-11-25") == [2, 3, 4]
    assert numbers(run, "--since", "fri") == [3, 4]
    found = data(run, "--since", "2026-11-25")
    assert (found["since"], found["older"]) == ("2026-11-25", 2)
    assert data(run, "--weeks", "1")["older"] == 0
    later = run("sessions", today=FRIDAY + dt.timedelta(days=200)).out
    assert "Nothing is recorded of these days." in later
    assert "5 older records" in later


def test_without_records_it_says_so(run: Run) -> None:
    assert "Nothing is recorded" in run("sessions").out
    answer = run("sessions", "show", "-1")
    assert answer.code == ExitCode.NOT_FOUND
    assert "there are no records yet" in answer.err


@pytest.mark.parametrize(
    "argv",
    [
        ("--weeks", "0"),
        ("--weeks", "1001"),
        ("--weeks", "2", "--since", "mon"),
        ("show", "x"),
        ("show", "0"),
        ("show", "-0"),
        ("show", "1.2"),
        ("show", "99999999999999999999999"),
        ("show", "٣"),
        ("edit", "1"),
        ("edit", "1", "--pain", "11"),
        ("edit", "1", "--note", "x" * 2001),
        ("edit", "1", "--date", "tomorrow"),
        ("edit", "1", "--date", "2026-11-22"),
        ("edit", "3", "--rpe", "3"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("week")
def test_what_cannot_be_is_refused_and_changes_nothing(run: Run, argv: tuple[str, ...]) -> None:
    before = data(run)
    answer = run("sessions", *argv, today=FRIDAY)

    assert answer.code == ExitCode.USAGE
    assert answer.err.startswith("retroplan: error[usage]: ")
    assert data(run) == before


@pytest.mark.parametrize("command", ["show", "edit", "delete"])
@pytest.mark.usefixtures("week")
def test_a_record_that_is_not_there_is_not_found(run: Run, command: str) -> None:
    said = ("--pain", "1") if command == "edit" else ()
    for number in ("9", "-9"):
        answer = run("sessions", command, number, *said, today=FRIDAY)
        assert answer.code == ExitCode.NOT_FOUND
        assert f"there is no record {number}" in answer.err


@pytest.mark.usefixtures("week")
def test_a_record_is_shown_with_its_note_its_plan_and_its_session(run: Run) -> None:
    text = run("sessions", "show", "1", today=FRIDAY, width=200).out

    for words in (
        "session 1 (1.1), done",
        "3 of 10",
        "while walking 1 of 10",
        "[red]fine",
        f"{plan(run)['plan_id']}, revision 1 · a new plan",
        "Monday 23 November 2026, 18:30",
        "As it was planned",
        "walk forward, easy",
        "retroplan sessions edit 1",
    ):
        assert words in text
    assert data(run, "show", "1")["record"]["log"]["prescribed"]["session_id"] == "1.1"


@pytest.mark.usefixtures("week")
def test_minus_one_is_the_record_that_was_entered_last(run: Run) -> None:
    run("log", "mon", "--extra", "--minutes", "5", today=FRIDAY)
    for asked, number in (("-1", 5), ("-2", 4), ("-5", 1)):
        assert data(run, "show", asked)["record"]["number"] == number
    assert run("sessions", "edit", "--note", "x", "-1", today=FRIDAY).code == 0
    assert data(run, "show", "-1")["record"]["log"]["note"] == "x"
    assert "Record 5" in run("sessions", "show", "--", "-1", today=FRIDAY).out


def test_only_the_numbers_of_records_are_spelt_anew() -> None:
    assert reordered(["sessions", "show", "-1", "--plain"]) == [
        "--plain", "sessions", "show", "1-last",
    ]  # fmt: skip
    untouched = ["sessions", "edit", "3", "--pain", "-1"]
    assert reordered(untouched) == untouched
    assert reordered(["log", "-1"]) == ["log", "-1"]
    assert reordered(["sessions", "show", "--", "-1"]) == ["sessions", "show", "--", "-1"]


@pytest.mark.usefixtures("week")
def test_a_record_is_put_right_and_the_plan_taken_to_it(run: Run) -> None:
    assert plan(run, today=FRIDAY)["revision"] >= 1
    answer = run("sessions", "edit", "1", "--pain", "2", "--note", "left knee", today=FRIDAY)

    assert answer.code == 0
    assert "Changed: the record of session 1 on Monday 23 November." in answer.out
    rows = [line.split() for line in answer.out.splitlines()]
    assert ["pain", "while", "walking", "1", "of", "10", "2", "of", "10"] in rows
    assert ["note", "[red]fine", "left", "knee"] in rows
    assert "Take it back:  retroplan undo" in answer.out
    log = data(run, "show", "1")["record"]["log"]
    assert (log["nprs_during"], log["note"], log["rpe"]) == (2, "left knee", 3)


@pytest.mark.usefixtures("week")
def test_the_same_again_changes_nothing_and_is_no_step(run: Run) -> None:
    answer = run("sessions", "edit", "1", "--pain", "1", today=FRIDAY)

    assert answer.out == "Record 1 says so already; nothing was changed.\n"
    assert "the record of a walk outside the plan" in run("undo").out


@pytest.mark.usefixtures("week")
def test_new_values_are_met_with_what_a_log_of_them_would_have_said(run: Run) -> None:
    eased = run("sessions", "edit", "1", "--rpe", "2", width=300).out
    assert "clinician" not in eased
    assert "too much" not in eased
    painful = run("sessions", "edit", "1", "--pain", "8", width=300).out
    assert "Pain was 8 of 10 on Monday 23 November, which is too much" in painful
    assert "on Monday 23 November and Wednesday 25 November: that looks like a flare" in painful
    assert "retroplan screen --for-clinician" in painful


@pytest.mark.usefixtures("week")
def test_new_values_that_ask_for_a_clinician_make_the_plan_wait(run: Run) -> None:
    assert run("checkin", "wed", "--elsewhere", "--pain", "2", today=FRIDAY).code == 0
    worse = run("sessions", "edit", "1", "--pain", "8", width=300, today=FRIDAY).out
    assert "on Monday 23 November and Wednesday 25 November" in worse
    assert "the plan waits until a clinician has had a look" in worse


@pytest.mark.usefixtures("week")
def test_what_a_rule_says_of_new_values_is_told(run: Run) -> None:
    found = run("sessions", "edit", "1", "--pain", "8", "--json", today=FRIDAY)
    data = json.loads(found.out)["data"]

    assert {"red-pain", "flare"} <= {each["rule"] for each in data["reasons"]}


@pytest.mark.usefixtures("week")
def test_a_deleted_record_is_gone_and_can_be_had_back(run: Run) -> None:
    answer = run("sessions", "delete", "2", today=FRIDAY)

    assert answer.out.startswith("Deleted: the record of session 2 on Wednesday 25 November.")
    assert numbers(run) == [1, 3, 4]
    assert run("sessions", "show", "2", today=FRIDAY).code == ExitCode.NOT_FOUND
    assert "the deletion of the record of session 2" in run("undo", width=200).out
    assert numbers(run) == [1, 2, 3, 4]


@pytest.mark.usefixtures("week")
def test_a_session_whose_record_was_deleted_can_be_recorded_anew(run: Run) -> None:
    assert run("sessions", "delete", "2", today=FRIDAY).code == 0
    assert run("log", "wed", "--as-planned", today=FRIDAY).code == 0
    assert numbers(run) == [1, 3, 4, 5]


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(("typed", "left"), [("y\n", 3), ("n\n", 4), ("\n", 4), ("<\n", 4)])
def test_a_terminal_asks_before_it_deletes(run: Run, typed: str, left: int) -> None:
    answer = run("sessions", "delete", "-1", typed=typed, is_interactive=True, today=FRIDAY)

    assert answer.code == 0
    assert "Record 4: a walk outside the plan on Friday 27 November" in answer.err
    assert "Delete it?" in answer.err
    assert len(numbers(run)) == left


@pytest.mark.usefixtures("week")
def test_with_yes_nothing_is_asked(run: Run) -> None:
    answer = run("sessions", "delete", "-1", "--yes", is_interactive=True, today=FRIDAY)
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.usefixtures("week")
def test_a_record_of_an_earlier_plan_stays_with_it(run: Run) -> None:
    old = plan(run, today=FRIDAY)["plan_id"]
    assert run("init", "--goal", "variety", "--new-plan", today=FRIDAY).code == 0
    new = plan(run, today=FRIDAY)

    assert "1.2 of an earlier plan" in run("sessions", today=FRIDAY, width=200).out
    answer = run("sessions", "edit", "2", "--pain", "0", today=FRIDAY)
    assert "It belongs to an earlier plan; the one you have now stays as it is." in answer.out
    assert data(run, "show", "2")["record"]["plan_id"] == old
    assert plan(run, today=FRIDAY) == new


def test_the_first_of_ten_records_can_be_put_right(run: Run) -> None:
    begin(run)
    for number in range(10):
        day = MONDAY + dt.timedelta(days=number * 7 // 3 + (number % 3 == 2))
        said = ("log", "--extra", "--minutes", "5", "--pain", "1")
        assert run(*said, today=day).code == 0
    answer = run("sessions", "edit", "1", "--pain", "7", today=MONDAY + dt.timedelta(days=30))
    assert answer.code == 0
    assert run("undo").out.startswith("Taken back: the change of the record")
