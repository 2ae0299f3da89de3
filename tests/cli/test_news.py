"""`retroplan news`: what asks for the safety questions again."""

import datetime as dt
import json

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from tests.cli.courses import begin, plan
from tests.conftest import Run


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    begin(run)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("diagnosis", "a new diagnosis"),
        ("surgery", "an operation"),
        ("medicine", "a change of medicine"),
    ],
)
def test_after_news_the_plan_waits_for_the_safety_questions(
    run: Run, kind: str, said: str
) -> None:
    answer = run("news", kind, "--on", "yesterday", "--note", "it was icy")

    assert answer.code == 0
    assert answer.out.splitlines()[:2] == [
        f"Saved: {said}, told on Tuesday 24 November.",
        "Note: it was icy",
    ]
    assert "safety questions" in answer.out
    assert "retroplan plan resume" in answer.out
    assert plan(run)["standing"] == "suspended"


def test_it_is_kept_with_its_day_and_its_words(run: Run, environment: Environment) -> None:
    run("news", "medicine", "--on", "2026-11-20", "--note", "a new sleeping pill")

    with reading(environment.store_file) as connection:
        (row,) = facts_of_kind(connection, "news")
    assert (row.event.date, row.event.note) == (dt.date(2026, 11, 20), "a new sleeping pill")  # type: ignore[union-attr]  # it is news


def test_as_json_it_holds_the_news_and_the_rule(run: Run) -> None:
    answer = json.loads(run("news", "fall", "--json").out)

    assert answer["command"] == "news"
    data = answer["data"]
    assert (data["kind"], data["date"]) == ("fall", "2026-11-25")
    assert data["changes"]["standing_after"] == "suspended"
    assert "fall" in [reason["rule"] for reason in data["reasons"]]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("fall", "--on", "tomorrow"), "still to come"),
        (("fall", "--on", "some day"), "no day that I understand"),
        (("wedding",), "fall"),
        ((), "KIND"),
        (("surgery", "--note", "x" * 2_001), "2,000"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_kept(
    run: Run, argv: tuple[str, ...], told: str
) -> None:
    answer = run("news", *argv)

    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert told in answer.err
    assert plan(run)["standing"] == "active"


def test_without_a_plan_the_way_to_one_is_told(run: Run, environment: Environment) -> None:
    elsewhere = environment.data_dir / "other"

    answer = run("news", "fall", data_dir=elsewhere, profile_file=elsewhere / "profile.toml")

    assert answer.code == ExitCode.NOT_FOUND
    assert "retroplan init" in answer.err


def test_a_hostile_note_is_shown_harmless(run: Run) -> None:
    assert "Note: \\u001b[2J x" in run("news", "fall", "--note", "\x1b[2J\nx").out
