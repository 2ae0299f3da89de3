"""`retroplan easier`: the wish for less."""

import json
from pathlib import Path

import pytest

from retroplan.core.model.events import Easier
from retroplan.environment import Environment
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from tests.builders import START
from tests.conftest import Run

EXAMPLE = str(Path(__file__).parents[2] / "config.example.toml")


@pytest.fixture
def made(run: Run) -> None:
    """A plan that the engine made, on its first day."""
    assert run("init", "--from", EXAMPLE, today=START).code == 0


@pytest.mark.usefixtures("made")
def test_the_wish_is_kept_with_its_reason(run: Run, environment: Environment) -> None:
    ran = run("easier", "--reason", "a hard week", today=START)
    with reading(environment.store_file) as connection:
        kept = [row.event for row in facts_of_kind(connection, "easier")]

    assert ran.code == 0
    assert kept == [Easier(date=START, reason="a hard week")]
    assert "Saved: you asked for less on Monday 23 November." in ran.out
    assert "Your reason: a hard week" in ran.out
    assert "retroplan undo" in ran.out


@pytest.mark.usefixtures("made")
def test_the_answer_as_json_tells_what_it_made_of_the_plan(run: Run) -> None:
    found = json.loads(run("easier", "--json", today=START).out)["data"]

    assert found["date"] == START.isoformat()
    assert found["reason"] == ""
    assert {"reasons", "diff", "standing", "units"} <= found.keys()


@pytest.mark.usefixtures("made")
def test_a_reason_of_any_length_or_kind_is_refused_or_kept_but_never_obeyed(run: Run) -> None:
    long = run("easier", "--reason", "x" * 100_000, today=START)
    strange = run("easier", "--reason", "\x1b[31mred", today=START)

    assert (long.code, long.out) == (2, "")
    assert "\x1b" not in strange.out + strange.err


def test_without_a_plan_the_way_to_one_is_named(run: Run) -> None:
    ran = run("easier")

    assert (ran.code, ran.out) == (3, "")
    assert "retroplan init" in ran.err


@pytest.mark.usefixtures("made")
def test_less_is_less_and_can_be_taken_back(run: Run) -> None:
    weeks = json.loads(run("plan", "--json", today=START).out)["data"]["weeks"]
    lighter = {
        each["session_id"] for week in weeks if week["is_deload"] for each in week["sessions"]
    }
    found = json.loads(run("easier", "--json", today=START).out)["data"]["diff"]
    changes = found["changed"]
    revisions = json.loads(run("plan", "history", "--json", today=START).out)["data"]["revisions"]
    taken_back = run("undo", today=START)
    left = json.loads(run("plan", "history", "--json", today=START).out)["data"]["revisions"]

    assert changes
    whole = {each["after"]["session_id"]: each for each in changes
             if each["after"]["session_id"] not in lighter}  # fmt: skip
    assert all(
        each["after"]["backward_s"] <= each["before"]["backward_s"] for each in whole.values()
    )
    assert sum(each["after"]["backward_s"] - each["before"]["backward_s"] for each in changes) < 0
    most = max(each["backward_s"] for week in weeks[:4] for each in week["sessions"])
    assert all(each["after"]["backward_s"] <= most for each in changes), (
        "the lighter week moves on"
    )
    assert [each["revision"] for each in revisions] == [1, 2]
    assert "the wish for less on Monday 23 November" in taken_back.out
    assert [each["revision"] for each in left] == [1]


@pytest.mark.usefixtures("made")
def test_a_paused_plan_keeps_the_wish_and_says_that_nothing_comes(run: Run) -> None:
    assert run("plan", "pause", today=START).code == 0
    ran = run("easier", today=START, width=200)

    assert ran.code == 0
    assert "The plan is paused: there is no session to make easier." in ran.out


@pytest.mark.usefixtures("made")
def test_asked_for_again_and_again_it_says_when_nothing_follows(run: Run) -> None:
    answers = [run("easier", today=START, width=200).out for _ in range(10)]
    lowest = ["The plan is as easy as the rules make it already" in each for each in answers]

    assert all("Saved: you asked for less" in each for each in answers)
    assert lowest == sorted(lowest), "once there is nothing to give, there stays nothing to give"
    assert not lowest[0]
    assert lowest[-1]
