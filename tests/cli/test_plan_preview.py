"""`retroplan plan preview`: what would happen if, and nothing of it is written."""

import datetime as dt
import json
from pathlib import Path

import pytest

from retroplan.environment import Environment
from tests.builders import START
from tests.conftest import Run

EXAMPLE = str(Path(__file__).parents[2] / "config.example.toml")

PRETENCES = (
    ("--pain", "6"),
    ("--pain", "2", "--morning", "5"),
    ("--morning", "6"),
    ("--rpe", "8"),
    ("--near-falls", "1"),
    ("--fall",),
    ("--minutes", "5"),
    ("--as-planned", "2"),
    ("--miss", "10d"),
    ("--miss", "2w", "--pain", "6"),
    ("--fever",),
    ("--easier",),
    ("--pause", "7d"),
)


@pytest.fixture
def made(run: Run) -> None:
    """A plan that the engine made, on its first day."""
    assert run("init", "--from", EXAMPLE, today=START).code == 0


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("words", PRETENCES, ids=" ".join)
def test_whatever_is_pretended_nothing_is_written(
    run: Run, environment: Environment, words: tuple[str, ...]
) -> None:
    before = {
        file: file.read_bytes() for file in environment.data_dir.rglob("*") if file.is_file()
    }
    ran = run("plan", "preview", *words, today=START)
    after = {file: file.read_bytes() for file in environment.data_dir.rglob("*") if file.is_file()}

    assert ran.code == 0, ran.err
    assert "nothing of this is kept" in ran.out
    assert after == before


@pytest.mark.usefixtures("made")
def test_what_is_pretended_is_said_with_its_session_and_day(run: Run) -> None:
    text = run("plan", "preview", "--pain", "6", "--near-falls", "1", today=START).out

    assert "Session 1.1 on Monday 23 November: pain 6 of 10 and 1 stumble; the rest as" in text


@pytest.mark.usefixtures("made")
def test_the_morning_after_is_the_next_day(run: Run) -> None:
    found = json.loads(run("plan", "preview", "--morning", "6", "--json", today=START).out)["data"]

    assert found["pretended"] == [
        "session 1.1 on Monday 23 November: as planned, and well",
        "pain 6 of 10 on the morning of Tuesday 24 November",
    ]
    assert found["today"] == "2026-11-24"


@pytest.mark.usefixtures("made")
def test_sessions_as_planned_come_first_and_one_after_another(run: Run) -> None:
    words = ("plan", "preview", "--as-planned", "2", "--pain", "6", "--json")
    found = json.loads(run(*words, today=START).out)["data"]

    assert [sentence.split(" on ")[0] for sentence in found["pretended"]] == [
        "session 1.1", "session 1.2", "session 1.3",
    ]  # fmt: skip


@pytest.mark.usefixtures("made")
def test_days_without_a_session_go_by_before_the_next_one(run: Run) -> None:
    words = ("plan", "preview", "--miss", "1w", "--json")
    found = json.loads(run(*words, today=START).out)["data"]

    assert found["today"] == (START + dt.timedelta(days=7)).isoformat()
    assert found["pretended"] == ["7 days without a session: it is Monday 30 November"]


@pytest.mark.usefixtures("made")
def test_a_session_that_has_a_record_is_not_the_next_one(run: Run) -> None:
    assert run("log", "--rpe", "3", "--pain", "1", "--near-falls", "0", today=START).code == 0

    assert "Session 1.2 on Wednesday" in run("plan", "preview", "--pain", "6", today=START).out


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say what to pretend"),
        (("--pain", "11"), "--pain is a number from 0 to 10"),
        (("--morning", "-1"), "--morning"),
        (("--miss", "ten"), "--miss is a number of days or weeks"),
        (("--miss", "10"), "--miss is a number of days or weeks"),
        (("--pause", "0d"), "--pause is a number of days or weeks"),
        (("--as-planned", "0"), "--as-planned"),
        (("--harder",), "--harder"),
    ],
)
def test_what_cannot_be_pretended_is_refused_by_name(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run("plan", "preview", *words, today=START)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_without_a_plan_the_way_to_one_is_named(run: Run) -> None:
    ran = run("plan", "preview", "--pain", "6")

    assert ran.code == 3
    assert "retroplan init" in ran.err


@pytest.mark.usefixtures("made")
def test_after_the_last_session_there_is_nothing_to_pretend_about(run: Run) -> None:
    ran = run("plan", "preview", "--pain", "6", today=dt.date(2027, 12, 1))

    assert ran.code == 3
    assert ran.err.count("\n") == 2


@pytest.mark.usefixtures("made")
def test_too_much_pain_fires_its_rule_and_no_session_holds_more_for_it(run: Run) -> None:
    words = ("plan", "preview", "--pain", "6", "--json")
    found = json.loads(run(*words, today=START).out)["data"]
    changes = found["diff"]["changed"]

    assert "red-pain" in [each["rule"] for each in found["fired"]]
    assert changes
    assert all(each["after"]["backward_s"] <= each["before"]["backward_s"] for each in changes)


@pytest.mark.usefixtures("made")
def test_what_is_previewed_is_what_comes_of_the_wish(run: Run) -> None:
    asked = json.loads(run("plan", "preview", "--easier", "--json", today=START).out)["data"]
    granted = json.loads(run("easier", "--json", today=START).out)["data"]

    assert asked["diff"] == granted["diff"]
    assert [each["rule"] for each in asked["fired"]] == [e["rule"] for e in granted["reasons"]]


@pytest.mark.usefixtures("made")
def test_a_pause_leaves_nothing_to_pretend_about_until_it_is_over(run: Run) -> None:
    ended = run("plan", "preview", "--pause", "7d", "--json", today=START)

    assert json.loads(ended.out)["data"]["pretended"] == ["a pause until Monday 30 November"]
