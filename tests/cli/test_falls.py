"""A fall: one fact, one rule, whichever door it comes through."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from retroplan.core.adaptation.falls import open_fall
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.store.database import reading
from retroplan.usecases.adapting import facts
from tests.cli.courses import MONDAY, WELL, begin_and_walk, day, edit, plan, sessions
from tests.conftest import Run

Door = Callable[[Run, Environment], Any]


def by_log(run: Run, _: Environment) -> None:
    assert run("log", *WELL, "--falls", "1", today=day(2)).code == 0


def by_edited_record(run: Run, _: Environment) -> None:
    assert run("log", *WELL, today=day(2)).code == 0
    assert run("sessions", "edit", "-1", "--falls", "1", today=day(2)).code == 0


def by_a_record_that_says_it_late(run: Run, _: Environment) -> None:
    assert run("log", *WELL, today=day(2)).code == 0
    assert run("plan", "pause", today=day(2)).code == 0
    assert run("plan", "resume", today=day(2)).code == 0
    assert run("sessions", "edit", "-1", "--falls", "1", today=day(2)).code == 0


def by_news(run: Run, _: Environment) -> None:
    assert run("log", *WELL, today=day(2)).code == 0
    assert run("news", "fall", today=day(2)).code == 0


def by_profile(run: Run, environment: Environment) -> None:
    assert run("log", *WELL, today=day(2)).code == 0
    edit(environment, "\nfalls_last_12_months = 0", "\nfalls_last_12_months = 1")
    assert run("plan", "rebuild", today=day(2)).code == ExitCode.UNSAFE


DOORS: list[Door] = [
    by_log, by_edited_record, by_a_record_that_says_it_late, by_news, by_profile,
]  # fmt: skip
ANSWERS = {
    (hurt, seen): ("--hurt", hurt, "--seen", seen)
    for hurt in ("yes", "no")
    for seen in ("yes", "no")
}
doors = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    begin_and_walk(run)


def reason(run: Run) -> str:
    """The code of what holds the plan."""
    found = plan(run, today=day(3))
    assert found["standing"] == "suspended"
    said = {each["sentence"]: each["rule"] for each in found["adjustments"]}
    return str(said[found["standing_reason"]])


def ahead(run: Run) -> list[tuple[Any, ...]]:
    """What a plan holds from day 3 on."""
    names = ("date", "backward_s", "speed_mps", "stage", "spotter")
    return [tuple(each[name] for name in names) for each in sessions(run, today=day(3)).values()
            if each["date"] >= day(3).isoformat()]  # fmt: skip


def is_open(environment: Environment, run: Run) -> bool:
    with reading(environment.store_file) as connection:
        events = facts(connection, plan(run, today=day(3))["plan_id"])
    return open_fall(events, day(3)) is not None


@doors
def test_through_every_door_the_plan_waits_for_the_same_two_answers(
    run: Run, environment: Environment, door: Door
) -> None:
    door(run, environment)

    assert reason(run) == "fall"
    assert ahead(run) == []
    values = [each["values"] for each in plan(run, today=day(3))["adjustments"]
              if each["rule"] == "fall"]  # fmt: skip
    assert values == [{"falls": 1, "hurt": "not answered", "seen": "not answered"}]


@doors
@pytest.mark.parametrize(
    "said", [(), ("--hurt", "no"), ("--seen", "yes"), ("--clearance", "Dr Adams")]
)
def test_without_both_answers_there_is_no_way_back_and_no_file_is_named(
    run: Run, environment: Environment, door: Door, said: tuple[str, ...]
) -> None:
    door(run, environment)
    before = environment.store_file.read_bytes()

    answer = run("plan", "resume", *said, today=day(3))

    assert (answer.code, answer.out) == (ExitCode.UNSAFE, "")
    assert "retroplan plan resume --hurt yes --seen no" in answer.err
    assert ".toml" not in answer.err
    assert environment.store_file.read_bytes() == before
    assert reason(run) == "fall"


@pytest.mark.parametrize("said", ANSWERS)
def test_the_same_answers_leave_the_same_plan_through_every_door(
    run: Run, environment: Environment, said: tuple[str, str]
) -> None:
    found = []
    for door in DOORS:
        door(run, environment)
        answer = run("plan", "resume", *ANSWERS[said], today=day(3))
        now = plan(run, today=day(3))
        standing = now["standing"] if said[0] == "no" else reason(run)
        found.append((answer.code, standing, now["tier"], tuple(ahead(run))))
        while run("undo", today=day(3)).code == 0:
            pass
        begin_and_walk(run)

    assert len(set(found)) == 1
    code, standing, tier, coming = found[0]
    if said[0] == "no":
        assert (code, standing, tier) == (0, "active", "C")
        assert {each[-1] for each in coming} == {"required"}
    else:
        expected = "screening" if said[1] == "yes" else "fall"
        assert (code, standing, coming) == (ExitCode.UNSAFE, expected, ())


def test_hurt_and_not_looked_at_waits_for_that_first(run: Run, environment: Environment) -> None:
    by_log(run, environment)
    refused = run("plan", "resume", *ANSWERS["yes", "no"], today=day(3))

    assert "have it looked at first" in refused.err
    assert "--hurt yes --seen yes" in refused.err
    assert "have it looked at first" in plan(run, today=day(3))["standing_reason"]
    later = run("plan", "resume", *ANSWERS["yes", "yes"], today=day(4))
    assert "a clinician agrees first" in later.err


def test_a_fall_that_hurt_goes_on_with_support_once_a_clinician_agrees(
    run: Run, environment: Environment
) -> None:
    by_log(run, environment)
    run("plan", "resume", *ANSWERS["yes", "yes"], today=day(3))
    edit(
        environment,
        "clearance = { given = false }",
        f'clearance = {{ given = true, by = "GP", on = {day(3)} }}',
    )

    answer = run("plan", "resume", *ANSWERS["yes", "yes"], today=day(3))

    assert answer.code == 0, answer.err
    assert plan(run, today=day(3))["tier"] == "C"


@doors
def test_undo_takes_the_answers_back(run: Run, environment: Environment, door: Door) -> None:
    door(run, environment)
    before = plan(run, today=day(3))
    for said in ANSWERS.values():
        run("plan", "resume", *said, today=day(3))
        assert run("undo", today=day(3)).code == 0
        assert plan(run, today=day(3)) == before
        assert is_open(environment, run)


@doors
def test_no_other_plan_is_a_way_round(run: Run, environment: Environment, door: Door) -> None:
    door(run, environment)

    for more in ((), ("--injurious-falls", "0"), ("--falls", "0", "--injurious-falls", "0")):
        answer = run("init", "--new-plan", "--weeks", "6", *more, today=day(3))
        assert answer.code == ExitCode.UNSAFE
        assert "plan resume --hurt" in answer.err
        assert ".toml" not in answer.err


def test_on_a_terminal_both_are_asked_and_enter_is_no_answer(
    run: Run, environment: Environment
) -> None:
    by_log(run, environment)

    answer = run("plan", "resume", typed="\nn\n\nn\n", is_interactive=True, today=day(3))

    assert answer.code == 0, answer.err
    assert answer.err.count("Did it hurt?") == 2
    assert plan(run, today=day(3))["standing"] == "active"


def test_another_fall_is_asked_about_anew_even_in_an_older_record(
    run: Run, environment: Environment
) -> None:
    by_log(run, environment)
    assert run("plan", "resume", *ANSWERS["no", "no"], today=day(3)).code == 0

    assert run("sessions", "edit", "1", "--falls", "1", today=day(3)).code == 0

    assert reason(run) == "fall"
    again = run("plan", "resume", *ANSWERS["no", "no"], today=day(3))
    assert "more than one fall" in again.err, "two falls: a clinician agrees first"


def test_answers_without_a_fall_are_not_kept(run: Run) -> None:
    run("plan", "pause", today=day(2))
    assert run("plan", "resume", *ANSWERS["no", "no"], today=day(3)).code == ExitCode.USAGE
    assert run("plan", "resume", "--hurt", "maybe", today=day(3)).code == ExitCode.USAGE


def test_an_answer_given_with_the_fall_needs_no_question(
    run: Run, environment: Environment
) -> None:
    edit(environment, "\ninjurious_falls_last_12_months = 0", "")
    run("plan", "rebuild", today=day(2))
    edit(environment, "\nfalls_last_12_months = 0",
         "\nfalls_last_12_months = 1\ninjurious_falls_last_12_months = 0")  # fmt: skip

    answer = run("plan", "rebuild", today=day(3))

    assert answer.code == 0, answer.err
    found = plan(run, today=day(3))
    assert (found["standing"], found["tier"]) == ("active", "C")


def test_a_new_plan_after_a_fall_that_was_told_with_its_answer(run: Run) -> None:
    asked = run("init", "--new-plan", "--falls", "1", today=day(3))
    made = run("init", "--new-plan", "--falls", "1", "--injurious-falls", "0", today=day(3))

    assert asked.code == ExitCode.UNSAFE
    assert "--injurious-falls 0" in asked.err
    assert made.code == 0, made.err
    found = plan(run, today=day(3))
    assert (found["standing"], found["tier"]) == ("active", "C")
    assert run("today", today=day(3)).code == 0


def test_news_and_records_say_what_is_asked_next(run: Run) -> None:
    for argv in (("news", "fall"), ("log", "--falls", "1")):
        answer = run(*argv, today=day(2))
        assert "retroplan plan resume --hurt yes --seen no" in " ".join(answer.out.split())
        assert ".toml" not in answer.out
    data = json.loads(run("news", "fall", "--json", today=day(2)).out)["data"]
    assert data["changes"]["standing_after"] == "suspended"
    assert day(2) > MONDAY
