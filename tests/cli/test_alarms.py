"""Alarming words are heard at whatever prompt they are typed, as the sign that they are."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from retroplan.cli.checkin_values import signs
from retroplan.cli.main import register_all
from retroplan.cli.root import app
from retroplan.cli.wizard_health import FALLS
from retroplan.cli.wizard_walk import Walk, answered
from retroplan.cli.wizard_walk import begun as begun_at
from retroplan.core.alarms import FALL, falls_told, heard
from retroplan.core.model.events import CheckIn, News
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_alarms, load_conditions
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from tests.builders import make_log
from tests.cli.courses import EXAMPLE
from tests.cli.doors import QUESTIONS
from tests.conftest import TODAY, Run
from tests.kept import keep_logs, keep_plan
from tests.plans import built

ALARMS = load_alarms()


def begun_walk() -> Walk:
    return begun_at(QUESTIONS, given={}, known={})


SAID = [(alarm.name, phrase) for alarm in ALARMS for phrase in (*alarm.words, *alarm.alone)]
TYPED = [
    ("I fell", FALL),
    ("blackout", "syncope"),
    ("fainted", "syncope"),
    ("chest", "chest-pain"),
    ("Chest pain!", "chest-pain"),
    ("stroke", "new-weakness"),
    ("I can’t breathe", "breathlessness-at-rest"),
    ("dizzy", "dizziness"),
]


def facts(environment: Environment, kind: str) -> list[Any]:
    with reading(environment.store_file) as connection:
        return [row.event for row in facts_of_kind(connection, kind)]


def is_kept(environment: Environment, name: str) -> bool:
    """Whether the sign is a fact of today."""
    if name == FALL:
        return any(
            isinstance(each, News) and each.date == TODAY for each in facts(environment, "news")
        )
    said = facts(environment, "check-in")
    return any(
        isinstance(each, CheckIn)
        and each.date == TODAY
        and (name in each.symptoms or (name == "dizziness" and each.dizziness))
        for each in said
    )


@pytest.fixture
def begun(environment: Environment) -> Environment:
    """Wednesday of a plan for sore knees; Monday's walk hurt 4, so its morning is asked for."""
    plan = keep_plan(environment, built())
    keep_logs(environment, plan, make_log(plan.sessions[0], nprs_during=4))
    return environment


# -- the words ---------------------------------------------------------------------------------


def test_every_sign_is_one_that_a_day_may_show_or_a_fall() -> None:
    assert {alarm.name for alarm in ALARMS} <= {FALL, *signs(load_conditions())}


@pytest.mark.parametrize(("name", "phrase"), SAID)
def test_a_word_is_heard_however_it_is_written(name: str, phrase: str) -> None:
    written = (
        phrase,
        phrase.upper(),
        f"{phrase}!",
        phrase.replace("'", "’"),
        phrase.replace(" ", "-"),
    )

    assert all(name in {each.name for each in heard(text, ALARMS)} for text in written)


@given(st.sampled_from(SAID), st.sampled_from(["no", "not a", "never", "almost", "without"]))
def test_what_was_not_so_is_not_heard(said: tuple[str, str], denial: str) -> None:
    assert said[0] not in {each.name for each in heard(f"{denial} {said[1]}", ALARMS)}


@given(st.sampled_from(SAID))
def test_a_denial_before_something_else_hides_nothing(said: tuple[str, str]) -> None:
    name, phrase = said

    assert name in {each.name for each in heard(f"no knee pain, but {phrase}", ALARMS)}


@pytest.mark.parametrize(
    "text",
    ["", "3", "12 min", "y", "no", "stumbled twice", "knee was stiff", "chestnut", "<", "?"],
)
def test_other_words_are_no_alarm(text: str) -> None:
    assert heard(text, ALARMS) == ()


@pytest.mark.parametrize(
    ("text", "falls"), [("I fell", 1), ("2 falls", 2), ("fell 0 times", 1), ("fell 99 times", 1)]
)
def test_who_tells_of_falls_tells_of_one_at_least(text: str, falls: int) -> None:
    assert falls_told(text) == falls


# -- log ---------------------------------------------------------------------------------------

BEFORE = {
    "the morning": (),
    "effort": ("",),
    "pain": ("", ""),
    "the place": ("", "", "4"),
    "painkiller": ("", "", "2", "0"),
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize(("line", "name"), TYPED)
def test_at_any_question_of_log_the_sign_is_kept_with_the_walk(
    run: Run, begun: Environment, line: str, name: str, before: tuple[str, ...]
) -> None:
    typed = "".join(f"{each}\n" for each in (*before, line))
    answer = run("log", "--json", typed=typed, is_interactive=True)
    log = json.loads(answer.out)["data"]["log"]

    assert answer.code == ExitCode.OK
    assert "number from" not in answer.err
    assert log["falls"] == (1 if name == FALL else None)
    assert name == FALL or is_kept(begun, name)
    assert run("today", "--due").code == ExitCode.OK, "nothing is due: the plan waits"
    run("undo")
    assert not is_kept(begun, name)


@pytest.mark.parametrize(
    ("line", "falls"), [("fell", 1), ("fall", 1), ("2 falls", 2), ("I fell", 1)]
)
def test_a_fall_typed_at_stumbles_is_told_and_the_log_goes_on(
    run: Run, begun: Environment, line: str, falls: int
) -> None:
    answer = run("log", "--json", typed=f"\n3\n2\n{line}\ny\n", is_interactive=True)
    log = json.loads(answer.out)["data"]["log"]

    assert (log["rpe"], log["nprs_during"], log["near_falls"], log["falls"]) == (3, 2, None, falls)
    assert [each.painkiller for each in facts(begun, "check-in")] == [True]


def test_before_a_second_record_a_sign_is_kept_and_no_record(run: Run, begun: Environment) -> None:
    answer = run("log", "mon", typed="chest pain\n", is_interactive=True)

    assert answer.code == ExitCode.UNSAFE
    assert is_kept(begun, "chest-pain")
    assert run("today", "--due").code == ExitCode.OK, "nothing is due: the plan waits"


# -- checkin -----------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [(), ("y",), ("n",), ("n", "5")])
@pytest.mark.parametrize(("line", "name"), TYPED)
def test_at_any_question_of_checkin_the_sign_is_kept(
    run: Run, begun: Environment, line: str, name: str, before: tuple[str, ...]
) -> None:
    typed = "".join(f"{each}\n" for each in (*before, line))
    if before == ("y",) and name == "new-weakness":  # there "stroke" is a row of the list itself
        name = "stroke-under-3-months"
    answer = run("checkin", "--json", typed=typed, is_interactive=True)
    data = json.loads(answer.out)["data"]

    assert answer.code == ExitCode.OK
    assert is_kept(begun, name)
    assert data["colour"] == "red"


# -- the plan and the records ------------------------------------------------------------------


@pytest.mark.parametrize(("line", "name"), TYPED)
@pytest.mark.parametrize("told", [("fall",), ("medicine",)], ids=" ".join)
def test_at_a_question_of_plan_resume_the_sign_is_kept(
    run: Run, environment: Environment, told: tuple[str, ...], line: str, name: str
) -> None:
    run("init", "--from", str(EXAMPLE))
    run("news", *told)
    answer = run("plan", "resume", typed=f"{line}\n", is_interactive=True)

    assert answer.code == ExitCode.UNSAFE
    assert is_kept(environment, name)


@pytest.mark.parametrize(("line", "name"), TYPED)
def test_before_a_record_is_deleted_the_sign_is_kept_and_the_record_stays(
    run: Run, begun: Environment, line: str, name: str
) -> None:
    answer = run("sessions", "delete", "-1", typed=f"{line}\n", is_interactive=True)

    assert answer.code == ExitCode.UNSAFE
    assert is_kept(begun, name)
    assert run("sessions", "show", "-1").code == ExitCode.OK


# -- assess ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "name"), TYPED)
def test_at_a_question_of_assess_the_sign_is_kept_and_the_test_ends(
    run: Run, begun: Environment, line: str, name: str
) -> None:
    answer = run("assess", "nprs", typed=f"{line}\n", is_interactive=True)

    assert answer.code == ExitCode.UNSAFE
    assert is_kept(begun, name)
    assert facts(begun, "assessment") == []


# -- init --------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [0, 2, 3, 8])
@pytest.mark.parametrize(("line", "name"), TYPED)
def test_at_a_question_of_init_the_sign_is_an_answer_and_the_questions_end(
    run: Run, environment: Environment, line: str, name: str, answers: int
) -> None:
    before = ["", "Ada", "1966-04-02", *[""] * 6][:answers]
    answer = run(
        "init", typed="".join(f"{each}\n" for each in (*before, line)), is_interactive=True
    )
    draft = environment.profile_file.with_name("profile.draft.toml").read_text("utf-8")

    assert answer.code == ExitCode.UNSAFE
    assert not environment.profile_file.exists()
    assert ("falls_last_12_months" if name == FALL else name) in draft


@pytest.mark.parametrize(("line", "name"), TYPED[1:])
def test_at_a_list_of_illnesses_it_is_an_answer_from_the_list_or_ends_the_questions(
    line: str, name: str
) -> None:
    after, said = answered(replace(begun_walk(), at="area.heart"), line)
    named = after.given if after.sign else {"area.heart": after.given["area.heart"]}

    assert said or after.sign
    assert any({name, line} & {*value} for value in named.values() if isinstance(value, tuple))


def test_a_fall_typed_at_the_question_of_falls_is_its_answer() -> None:
    after, said = answered(replace(begun_walk(), at=FALLS), "I fell")

    assert (after.given[FALLS], after.end) == (1, None)
    assert "get help now" in said


@pytest.mark.parametrize("line", ["a stroke in 2019", "had stroke"])
def test_words_near_a_name_of_the_list_are_asked_about_and_no_alarm(line: str) -> None:
    after, said = answered(replace(begun_walk(), at="area.nerves"), line)

    assert after.end is None
    assert "stroke" in said


def test_while_there_is_a_plan_it_is_a_fact_of_that_plan_too(run: Run, begun: Environment) -> None:
    answer = run("init", "--new-plan", typed="chest pain\n", is_interactive=True)

    assert answer.code == ExitCode.UNSAFE
    assert is_kept(begun, "chest-pain")


def test_a_rehearsal_keeps_nothing(run: Run, begun: Environment) -> None:
    answer = run("init", "--new-plan", "--dry-run", typed="chest pain\n", is_interactive=True)

    assert answer.code == ExitCode.UNSAFE
    assert not is_kept(begun, "chest-pain")


# -- notes -------------------------------------------------------------------------------------


def own_words(group: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """Every option of every command that takes words of one's own, by the command's path."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from own_words(command, *path, name)
        else:
            yield from ((*path, name, each.opts[0]) for each in command.params
                        if {"--note", "--reason", "--goal-note"} & {*each.opts})  # fmt: skip


register_all()
FREE = list(own_words(typer.main.get_group(app)))
NEEDED = {
    "log": ("--rpe", "3"),
    "checkin": ("--pain", "4"),
    "assess": ("tug", "9"),
    "news": ("medicine",),
    "sessions": ("-1",),
}
"""What a command needs besides."""


@pytest.mark.parametrize("found", FREE, ids=" ".join)
def test_a_note_with_such_a_word_is_kept_as_a_note_and_answered(
    run: Run, begun: Environment, found: tuple[str, ...]
) -> None:
    *path, flag = found
    answer = run(*path, *NEEDED.get(path[0], ()), flag, "some chest pain", is_quiet=True)

    assert answer.code == ExitCode.OK or path == ["init"]
    assert "emergency number" in answer.err
    assert not is_kept(begun, "chest-pain")


@pytest.mark.usefixtures("begun")
def test_any_other_note_is_not(run: Run) -> None:
    assert run("log", "--note", "no falls, knee stiff").err == ""
