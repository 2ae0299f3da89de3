"""With `--today` every day that is kept or shown is the day that was pretended, not the machine's."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest

from retroplan.environment import Environment
from tests.conftest import TODAY, Run

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
LATER = TODAY + dt.timedelta(days=40)

COMMANDS = (
    ("init", "--from", str(EXAMPLE)),
    (
        "log",
        "--extra",
        "--rpe",
        "2",
        "--pain",
        "0",
        "--near-falls",
        "0",
        "--backward-minutes",
        "2",
    ),
    ("checkin", "--pain", "1"),
    ("assess", "tug", "8.8"),
    ("plan", "pause", "--reason", "travel"),
)


@pytest.fixture
def pretended(run: Run) -> Run:
    for command in COMMANDS:
        ran = run(*command, today=LATER)
        assert ran.code == 0, (command, ran.err)
    return run


@pytest.mark.usefixtures("pretended")
def test_everything_that_is_kept_is_of_the_pretended_day(
    environment: Environment,
) -> None:
    with sqlite3.connect(environment.store_file) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
        ]
        moments = [
            row[0]
            for table in tables
            if "at" in [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
            for row in connection.execute(f"SELECT at FROM {table}")  # noqa: S608  # our own names
        ]

    assert len(moments) >= len(COMMANDS)
    assert {dt.datetime.fromisoformat(moment).date() for moment in moments} == {LATER}


def test_history_tests_and_records_show_it(pretended: Run) -> None:
    history = json.loads(pretended("plan", "history", "--json", today=LATER).out)["data"]
    pain = json.loads(pretended("assess", "nprs", "--json", today=LATER).out)["data"]
    walks = json.loads(pretended("sessions", "--json", today=LATER).out)["data"]

    assert {each["at"][:10] for each in history["revisions"]} == {LATER.isoformat()}
    assert [entry["date"] for entry in pain["entries"]] == [LATER.isoformat()]
    assert {each["entered"][:10] for each in walks["records"]} == {LATER.isoformat()}
