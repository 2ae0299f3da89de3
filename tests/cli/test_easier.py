"""`retroplan easier`: the wish for less."""

import json
from pathlib import Path

import pytest

from retroplan.core.model.events import Easier
from retroplan.environment import Environment
from retroplan.store.database import reading
from retroplan.store.events import events_of_kind
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
        kept = [row.event for row in events_of_kind(connection, "easier")]

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
