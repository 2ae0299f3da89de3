"""`retroplan plan rebuild`: the rest of the plan anew, after the profile was edited."""

import datetime as dt
import json

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from retroplan.store.plans import current_document
from retroplan.store.screenings import latest_screening
from tests.cli.courses import MONDAY, begin, dates, edit, plan
from tests.conftest import Run


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    begin(run)
    assert run("log", "--rpe", "3", "--pain", "0", "--near-falls", "0", today=MONDAY).code == 0


def declarations(environment: Environment) -> int:
    with reading(environment.store_file) as connection:
        return len(facts_of_kind(connection, "declared"))


def test_nothing_changed_is_told_and_nothing_kept(run: Run, environment: Environment) -> None:
    before = run("plan", "--json").out

    answer = run("plan", "rebuild")

    assert answer.code == 0
    assert "nothing was changed" in answer.out
    assert run("plan", "--json").out == before
    assert declarations(environment) == 0


def test_other_days_take_the_sessions_to_come_with_them(
    run: Run, environment: Environment
) -> None:
    edit(environment, 'days = ["mon", "wed", "fri"]', 'days = ["tue", "thu", "sat"]')

    answer = run("plan", "rebuild")

    assert answer.code == 0
    assert "availability.days  mon, wed and fri  tue, thu and sat" in answer.out
    weekdays = {day.weekday() for name, day in dates(run).items() if name != "1.1"}
    assert weekdays == {1, 3, 5}
    assert dates(run)["1.1"] == MONDAY


def test_fewer_days_leave_fewer_sessions_a_week(run: Run, environment: Environment) -> None:
    edit(environment, 'days = ["mon", "wed", "fri"]', 'days = ["mon", "thu"]')

    answer = run("plan", "rebuild")

    assert answer.code == 0, answer.err
    weeks = plan(run)["weeks"][1:]
    assert {len(week["sessions"]) for week in weeks} == {2}


def test_the_new_profile_is_the_new_revisions_own(run: Run, environment: Environment) -> None:
    edit(environment, 'days = ["mon", "wed", "fri"]', 'days = ["tue", "thu", "sat"]')

    run("plan", "rebuild")

    with reading(environment.store_file) as connection:
        stored = current_document(connection)
    assert stored is not None
    assert stored.revision == 2
    assert json.loads(stored.profile_text)["availability"]["days"] == ["tue", "thu", "sat"]
    assert declarations(environment) == 1


def test_an_answer_that_no_dose_rests_on_is_kept_all_the_same(
    run: Run, environment: Environment
) -> None:
    edit(environment, 'name = ""', 'name = "Ruth"')

    answer = run("plan", "rebuild")

    assert "The sessions stay as they are." in answer.out
    assert plan(run)["revision"] == 1
    assert declarations(environment) == 1
    assert "nothing was changed" in run("plan", "rebuild").out


def test_as_json_it_holds_every_answer_before_and_now(run: Run, environment: Environment) -> None:
    edit(environment, "usual_pain = 4", "usual_pain = 5")
    edit(environment, "resting_hr_bpm = 68\n", "")

    answer = json.loads(run("plan", "rebuild", "--json").out)

    assert answer["command"] == "plan rebuild"
    assert answer["data"]["answers"] == [
        {"field": "health.usual_pain", "before": 4, "after": 5},
        {"field": "health.resting_hr_bpm", "before": 68, "after": None},
    ]
    assert answer["findings"] == answer["data"]["clearance"]["findings"]


def test_a_profile_that_withholds_a_plan_suspends_it(run: Run, environment: Environment) -> None:
    edit(environment, '"knee-osteoarthritis"', '"stroke"')

    answer = run("plan", "rebuild")

    assert (answer.code, answer.out) == (ExitCode.UNSAFE, "")
    assert "the plan waits. A plan after a stroke needs a clinician's yes first" in answer.err
    assert "Your answers are kept." in answer.err
    assert plan(run)["standing"] == "suspended"
    assert declarations(environment) == 1
    with reading(environment.store_file) as connection:
        clearance = latest_screening(connection)
    assert clearance is not None
    assert clearance.withholds


def test_with_a_clinicians_yes_it_goes_on(run: Run, environment: Environment) -> None:
    edit(environment, '"knee-osteoarthritis"', '"knee-osteoarthritis", "stroke"')
    run("plan", "rebuild")
    edit(
        environment,
        "clearance = { given = false }",
        'clearance = { given = true, by = "GP", on = 2026-11-25 }',
    )

    answer = run("plan", "rebuild")

    assert answer.code == 0, answer.err
    assert plan(run)["standing"] == "active"
    assert plan(run)["tier"] == "C"


def test_a_withheld_plan_as_json_names_its_findings(run: Run, environment: Environment) -> None:
    edit(environment, '"knee-osteoarthritis"', '"stroke"')

    answer = run("plan", "rebuild", "--json")

    document = json.loads(answer.out)
    assert answer.code == ExitCode.UNSAFE
    assert document["errors"][0]["kind"] == "safety"
    assert document["findings"][0]["severity"] == "clear"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('kind = "knee-pain"', 'kind = "balance"', "goal.kind from knee-pain to balance"),
        ("weeks = 8", "weeks = 10", "plan.weeks from 8 to 10"),
        ("# start = 2026-11-23", "start = 2026-12-07", "to Monday 7 December 2026"),
    ],
)
def test_what_asks_for_a_new_plan_is_told_and_changes_nothing(
    run: Run, environment: Environment, old: str, new: str, told: str
) -> None:
    before = environment.store_file.read_bytes()
    edit(environment, old, new)

    answer = run("plan", "rebuild")

    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert told in answer.err
    assert "retroplan init --new-plan" in answer.err
    assert environment.store_file.read_bytes() == before


def test_a_broken_profile_is_told_line_by_line(run: Run, environment: Environment) -> None:
    edit(environment, "usual_pain = 4", "usual_pain = 40")

    answer = run("plan", "rebuild")

    assert answer.code == ExitCode.BAD_FILE
    assert "usual_pain" in answer.err


def test_without_a_profile_file_the_way_to_one_is_told(run: Run, environment: Environment) -> None:
    environment.profile_file.unlink()
    assert run("plan", "rebuild").code == ExitCode.NOT_FOUND


def test_hostile_answers_are_shown_harmless(run: Run, environment: Environment) -> None:
    edit(environment, 'note = "stairs without holding on"', 'note = "\\u001b[2J stairs"')

    answer = run("plan", "rebuild")

    assert "\x1b" not in answer.out
    assert "stairs" in answer.out


def test_a_clock_that_went_backwards_is_told(run: Run, environment: Environment) -> None:
    run("log")
    edit(environment, "usual_pain = 4", "usual_pain = 5")

    answer = run("plan", "rebuild", today=dt.date(2026, 11, 24))

    assert answer.code == 0
    assert "Your latest entry is of Wednesday 25 November 2026" in answer.out
