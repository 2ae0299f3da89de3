"""`retroplan today`."""

import datetime as dt
import json
import re

import pytest

from retroplan.core.model.vocabulary import Outcome, Units
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_guidance
from retroplan.reports.words import in_units
from tests.builders import START, make_log, make_plan
from tests.conftest import Run
from tests.kept import keep_logs, keep_plan
from tests.plans import built
from tests.reports.golden import assert_golden

DAY = dt.timedelta(days=1)
LAST = make_plan().sessions[-1].date
WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")


def test_a_session_day_in_full(run: Run, environment: Environment) -> None:
    keep_plan(environment)
    ran = run("today", today=START, width=80)

    assert ran.code == 0
    assert_golden("today", ran.out)
    assert_golden("today-40-columns", run("today", today=START, width=40).out)
    assert_golden("today-plain", run("today", today=START, is_plain=True).out)


def test_speeds_are_in_the_units_of_the_person(run: Run, environment: Environment) -> None:
    keep_plan(environment, make_plan(units=Units.IMPERIAL))

    assert "1.0 mph  5 m (16 ft) in 11 s" in run("today", today=START).out


def test_what_the_guidance_says_both_ways_is_said_in_the_units_of_the_person() -> None:
    guidance = load_guidance()
    said = " ".join(
        (*guidance.checklist_treadmill, *guidance.checklist_overground, *guidance.cues)
    )

    imperial, metric = in_units(said, Units.IMPERIAL), in_units(said, Units.METRIC)
    assert "clear for 20 ft beyond the end" in imperial
    assert "the belt at 0.5 to 1.0 mph" in imperial
    assert not re.search(r"\d (m|km/h)\b", imperial)
    assert not re.search(r"\d (ft|mph)\b", metric)


def test_all_that_keeps_a_session_safe_is_said(run: Run, environment: Environment) -> None:
    session = keep_plan(environment).sessions[0]
    out = " ".join(run("today", today=START, width=40, is_plain=True).out.split())

    for text in (*session.cues, *session.checklist, *session.stop_signs, session.talk_test):
        assert text in out


@pytest.mark.parametrize(
    ("today", "status", "words"),
    [
        (START - DAY, "before-start", "begins on Monday 23 November"),
        (START, "due", "Done?"),
        (START + DAY, "rest", "A rest day."),
        (LAST + DAY, "suspended", "No session for now: the plan waits."),
    ],
)
def test_every_kind_of_day_says_what_it_is(
    run: Run, environment: Environment, today: dt.date, status: str, words: str
) -> None:
    keep_plan(environment)

    assert words in run("today", today=today).out
    assert json.loads(run("today", "--json", today=today).out)["data"]["status"] == status


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.PARTIAL, Outcome.SKIPPED])
def test_a_recorded_session_is_said_to_be_so_and_the_next_is_named(
    run: Run, environment: Environment, outcome: Outcome
) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0], outcome=outcome))
    ran = run("today", today=START)

    assert "Done?" not in ran.out
    assert "Next: Wednesday 25 November" in ran.out
    assert json.loads(run("today", "--json", today=START).out)["data"]["status"] == outcome.value


def test_the_last_session_done_ends_the_plan_kindly(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, *map(make_log, plan.sessions))

    assert "It was the last one of the plan." in run("today", today=LAST).out


def test_a_rest_day_shows_the_next_session(run: Run, environment: Environment) -> None:
    keep_plan(environment)
    ran = run("today", today=START + DAY)

    assert "Next: Wednesday 25 November" in ran.out
    assert "retroplan plan --session 1.2" in ran.out
    assert json.loads(run("today", "--json", today=START + DAY).out)["data"]["session_id"] == "1.2"


def test_a_day_without_a_record_is_asked_for_without_blame(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment)
    out = run("today", today=START + DAY).out

    assert "Monday 23 November has no record yet" in out
    assert "`retroplan log mon`" in out
    assert "missed" not in out


@pytest.mark.parametrize(
    ("report", "asked", "dose"),
    [
        (("--pain", "7"), "48 hours off, then a smaller dose", "2 of them backward"),
        (("--near-falls", "1"), "one step more support and a little slower", "both hands on it"),
        (("--rpe", "5"), "15 to 20 %", "3.3 of them backward"),
        (("--partial", "--backward-minutes", "2"), "2:00 of 4:00", "2 of them backward"),
    ],
)
def test_what_the_last_walk_asks_of_this_session_stands_first_and_is_in_its_steps(
    run: Run, environment: Environment, report: tuple[str, ...], asked: str, dose: str
) -> None:
    plan = keep_plan(environment, built())
    assert run("log", *WELL, *report, today=START).code == 0
    day = plan.sessions[1].date

    above, _, _ = run("today", is_plain=True, today=day).out.partition("Step 1")
    assert asked in above
    assert dose in above
    told = json.loads(run("today", "--json", today=day).out)["data"]["from_last_time"]
    assert len(told) == 1
    assert asked in told[0]


def test_after_acceptable_pain_the_morning_is_asked_about(
    run: Run, environment: Environment
) -> None:
    plan = keep_plan(environment, built())
    assert run("log", *WELL, "--pain", "4", today=START).code == 0
    day = plan.sessions[1].date

    (told,) = json.loads(run("today", "--json", today=day).out)["data"]["from_last_time"]
    assert "4 of 10" in told
    assert "morning after" in told
    assert "`retroplan checkin`" in told
    assert "same again" not in told


def test_after_a_fall_there_is_no_session_and_the_clinician_is_named(
    run: Run, environment: Environment
) -> None:
    plan = keep_plan(environment, built())
    assert run("log", *WELL, "--falls", "1", today=START).code == 0
    day = plan.sessions[1].date

    out = run("today", is_plain=True, today=day).out
    assert "No session for now: the plan waits." in out
    assert "did it hurt, and has a doctor or physiotherapist looked at it?" in out
    assert "retroplan plan resume" in out
    assert "Step 1" not in out
    assert run("today", "--due", today=day) == (0, "", "")


def test_after_a_walk_that_went_well_nothing_is_carried_over(
    run: Run, environment: Environment
) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0], nprs_during=2, near_falls=0))

    answer = run("today", "--json", today=plan.sessions[1].date)
    assert json.loads(answer.out)["data"]["from_last_time"] == []


def test_whoever_has_answered_but_has_no_plan_is_told_where_it_says_why(
    run: Run, environment: Environment
) -> None:
    assert "begin with `retroplan init`" in run("today").err
    environment.profile_file.parent.mkdir(parents=True, exist_ok=True)
    environment.profile_file.write_text("")

    assert "`retroplan screen` says what it waits for" in run("today").err


def test_on_a_rest_day_the_week_is_that_of_the_session_it_stands_beside(
    run: Run, environment: Environment
) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, *(make_log(session) for session in plan.weeks[0].sessions))
    title, *rest = run("today", today=START + 5 * DAY).out.splitlines()

    assert "week" not in title
    assert any("Next: Monday 30 November · week 2 of 8" in line for line in rest)


def test_json_is_the_session_of_the_plan_with_its_status(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment)
    answer = json.loads(run("today", "--json", today=START).out)
    planned = json.loads(run("plan", "--session", "1.1", "--json").out)["data"]

    assert answer["command"] == "today"
    assert planned.items() <= answer["data"].items()
    assert (answer["data"]["week"], answer["data"]["weeks"]) == (1, 8)


class TestDue:
    def test_a_due_session_exits_10_without_a_word(
        self, run: Run, environment: Environment
    ) -> None:
        keep_plan(environment)

        assert run("today", "--due", today=START) == (10, "", "")

    @pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.PARTIAL, Outcome.SKIPPED])
    def test_a_recorded_session_is_not_due(
        self, run: Run, environment: Environment, outcome: Outcome
    ) -> None:
        plan = keep_plan(environment)
        keep_logs(environment, plan, make_log(plan.sessions[0], outcome=outcome))

        assert run("today", "--due", today=START) == (0, "", "")

    def test_an_extra_walk_does_not_settle_the_session(
        self, run: Run, environment: Environment
    ) -> None:
        plan = keep_plan(environment)
        keep_logs(environment, plan, make_log(date=START))

        assert run("today", "--due", today=START).code == 10

    @pytest.mark.parametrize("days", [-1, 1, 100])
    def test_nothing_is_due_on_other_days(
        self, run: Run, environment: Environment, days: int
    ) -> None:
        keep_plan(environment)

        assert run("today", "--due", today=START + days * DAY) == (0, "", "")

    def test_nothing_is_due_without_a_plan(self, run: Run) -> None:
        assert run("today", "--due") == (0, "", "")


def test_without_a_plan_the_way_to_one_is_named(run: Run, environment: Environment) -> None:
    ran = run("today")

    assert (ran.code, ran.out) == (3, "")
    assert "there is no plan yet" in ran.err
    assert "retroplan init" in ran.err
    assert not environment.store_file.exists()


@pytest.mark.parametrize(
    "argv",
    [
        ("log", "--as-planned"),
        ("skip",),
        ("today",),
        ("plan",),
        ("report",),
        ("log", "--speed", "1"),
    ],
)
def test_a_plan_of_another_program_is_store_trouble_and_no_defect(
    run: Run, environment: Environment, argv: tuple[str, ...]
) -> None:
    keep_plan(environment, make_plan(units="furlongs"))
    ran = run(*argv)

    assert ran.code == ExitCode.STORE
    assert "is not one that this program can read" in ran.err
