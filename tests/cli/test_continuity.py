"""What is told of a person follows them: into the next plan, a restart, a screening."""

import datetime as dt
import json
from typing import Any

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import MONDAY, WELL, begin_and_walk, dates, day, edit, plan
from tests.conftest import Run

NEW = ("init", "--new-plan", "--weeks", "6")
UNHURT = ("--hurt", "no", "--seen", "no")


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    """Mondays, Wednesdays and Fridays from 23 November; the first is walked, today is the Wednesday."""
    begin_and_walk(run)


def screened(run: Run, on: dt.date) -> list[str]:
    found = json.loads(run("screen", "--json", today=on).out)["findings"]
    return [each["answer"] for each in found]


def new_plan(run: Run, on: dt.date, *more: str) -> Any:
    answer = run(*NEW, *more, "--json", today=on)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["data"]


def test_a_fall_of_an_earlier_plan_counts_in_every_later_screening(
    run: Run, environment: Environment
) -> None:
    run("log", "--falls", "1", today=day(2))
    edit(environment, "\nfalls_last_12_months = 0", "\nfalls_last_12_months = 1")
    assert run("plan", "resume", *UNHURT, today=day(3)).code == 0
    edit(environment, "\nfalls_last_12_months = 1", "\nfalls_last_12_months = 0")

    made = new_plan(run, day(4))

    said = "your profile says 0, with those that you told of 1 fall counts"
    assert any(said in remark for remark in made["remarks"])
    assert "falls_last_12_months = 0" in environment.profile_file.read_text("utf-8")
    assert "health.falls_last_12_months = 1" in screened(run, day(4))
    assert said in " ".join(run("screen", today=day(4)).out.split())
    assert made["plan"]["tier"] == "C"
    year = MONDAY.replace(year=2027)
    assert "health.falls_last_12_months = 1" in screened(run, year)
    assert "health.falls_last_12_months = 1" not in screened(run, year + dt.timedelta(days=2))


def test_rebuilding_a_later_plan_does_not_forget_the_fall(
    run: Run, environment: Environment
) -> None:
    run("log", "--falls", "1", today=day(2))
    assert run("plan", "resume", *UNHURT, today=day(3)).code == 0
    new_plan(run, day(4))
    edit(environment, "height_cm = 160", "height_cm = 161")

    answer = run("plan", "rebuild", "--json", today=day(5))

    data = json.loads(answer.out)["data"]
    assert [each["field"] for each in data["answers"]] == ["profile.height_cm"]
    assert any(each["answer"] == "health.falls_last_12_months = 1"
               for each in json.loads(answer.out)["findings"])  # fmt: skip
    assert plan(run, today=day(5))["tier"] == "C"


def test_results_of_tests_fill_what_the_profile_does_not_give(
    run: Run, environment: Environment
) -> None:
    edit(environment, "tug_s = 8.5\n", "")
    run("assess", "tug", "13.8", today=day(2))

    made = new_plan(run, day(2))

    assert any("Timed Up and Go" in remark and "13.8 s" in remark for remark in made["remarks"])
    assert "tug_s" not in environment.profile_file.read_text("utf-8").replace("# tug_s", "")
    assert any("tests.tug_s = 13.8" in answer for answer in screened(run, day(2)))


def test_a_newer_answer_than_the_result_stands(run: Run) -> None:
    run("assess", "tug", "13.8", today=day(2))
    made = new_plan(run, day(2), "--tug", "9.5")
    assert made["remarks"] == [] or not any("Up and Go" in each for each in made["remarks"])


def test_a_result_from_before_the_first_plan_counts(run: Run, environment: Environment) -> None:
    while run("undo").code == 0:
        pass
    edit(environment, "tug_s = 8.5\n", "")
    run("assess", "tug", "13.8", today=day(0))
    answer = run("init", "--json", today=day(0))
    assert any("13.8 s" in each for each in json.loads(answer.out)["data"]["remarks"])


@pytest.mark.parametrize(
    "symptom", [("--dizzy",), ("--symptom", "chest-pain"), ("--bp", "165/90")]
)
@pytest.mark.parametrize("again", [("init",), ("init", "--new-plan"), NEW, (*NEW, "--dry-run")])
def test_a_plan_that_waits_for_a_clinician_is_not_got_out_of_by_another(
    run: Run, again: tuple[str, ...], symptom: tuple[str, ...]
) -> None:
    run("checkin", *symptom, today=day(2))
    before = plan(run, today=day(2))

    answer = run(*again, today=day(3))

    assert answer.code == ExitCode.UNSAFE
    assert "no new plan yet: the one you have waits for a clinician." in answer.err
    assert "plan resume --clearance" in answer.err
    assert plan(run, today=day(3)) == before
    assert run("today", "--due", today=day(4)).code == 0


def test_the_clinician_reads_what_the_plan_waits_for(run: Run) -> None:
    assert "waits" not in run("screen", today=day(3)).out
    run("checkin", "--dizzy", today=day(2))
    for page in (("screen",), ("screen", "--for-clinician")):
        said = " ".join(run(*page, today=day(3)).out.split())
        assert "The plan there is waits. Dizziness on Wednesday 25 November" in said


def test_once_the_clinician_has_agreed_another_plan_may_begin(run: Run) -> None:
    run("checkin", "--dizzy", today=day(2))
    agreed = ("--cleared-by", "GP", "--cleared-on")

    assert run(*NEW, *agreed, day(1).isoformat(), today=day(3)).code == ExitCode.UNSAFE
    assert run(*NEW, *agreed, day(3).isoformat(), today=day(3)).code == 0


def test_a_plan_that_was_resumed_with_a_yes_is_settled(run: Run) -> None:
    run("checkin", "--dizzy", today=day(2))
    assert run("plan", "resume", "--clearance", "GP", today=day(3)).code == 0
    assert run(*NEW, today=day(3)).code == 0


def test_a_fever_is_over_before_another_plan_begins(run: Run) -> None:
    run("checkin", "--fever", today=day(2))

    answer = run(*NEW, today=day(4))

    assert answer.code == ExitCode.UNSAFE
    assert "checkin --no-fever" in answer.err
    run("checkin", "--no-fever", today=day(4))
    assert run(*NEW, today=day(5)).code == 0


def test_news_that_the_answers_know_nothing_of_hold_the_next_plan(
    run: Run, environment: Environment
) -> None:
    run("news", "surgery", today=day(2))

    answer = run(*NEW, today=day(3))

    assert answer.code == ExitCode.UNSAFE
    assert "there was an operation on Wednesday 25 November" in answer.err
    edit(environment, "resting_systolic_mmhg = 128", "resting_systolic_mmhg = 134")
    assert run(*NEW, today=day(3)).code == 0


def test_the_next_plan_leaves_a_day_of_rest_after_the_last_walk(run: Run) -> None:
    run("log", *WELL, today=day(2))
    made = new_plan(run, day(2))
    assert made["plan"]["start"] == day(4).isoformat()
    said = "You walked on Wednesday 25 November, and a day of rest follows, so the plan begins on"
    assert any(said in remark for remark in made["remarks"])


def test_days_off_that_were_asked_for_hold_in_the_next_plan(run: Run) -> None:
    run("checkin", "--swelling", today=day(4))
    made = new_plan(run, day(4))
    assert made["plan"]["start"] >= day(6).isoformat()


def test_the_same_again_is_no_new_plan_whatever_was_told_since(run: Run) -> None:
    run("assess", "tug", "13.8", today=MONDAY)
    answer = run("init", "--json", today=MONDAY)
    assert (answer.code, json.loads(answer.out)["data"]["was_there"]) == (0, True)


def test_a_restart_after_four_weeks_keeps_the_answers_as_they_are(run: Run) -> None:
    run("assess", "tug", "13.8", today=day(2))
    run("plan", "pause", today=day(2))

    answer = run("plan", "resume", "--json", today=day(40))

    data = json.loads(answer.out)["data"]
    assert data["is_new_plan"] is True
    assert any("13.8 s" in remark for remark in data["remarks"])
    assert run("plan", "rebuild", today=day(40)).code in {0, ExitCode.NOT_FOUND}
    assert json.loads(run("plan", "rebuild", "--json", today=day(40)).out)["data"]["answers"] == []
    assert any("tests.tug_s = 13.8" in each for each in screened(run, day(40)))
    assert min(dates(run, today=day(40)).values()) >= day(40)
