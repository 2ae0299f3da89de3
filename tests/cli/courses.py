"""A plan that has begun, for tests of what takes its course elsewhere."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from retroplan.environment import Environment
from tests.conftest import Run

MONDAY = dt.date(2026, 11, 23)
WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")
"""A walk that went as planned, in the words of `log`."""
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def begin(run: Run, profile: Path = EXAMPLE) -> None:
    """The plan of a profile, the example's unless told: sore knees, eight weeks from Monday 23 November."""
    answer = run("init", "--from", str(profile), today=MONDAY)
    assert answer.code == 0, answer.err


def begin_and_walk(run: Run) -> None:
    """The same: Mondays, Wednesdays and Fridays; the first is walked."""
    begin(run)
    assert run("log", *WELL, today=MONDAY).code == 0


def day(ahead: int) -> dt.date:
    """So many days after the first session."""
    return MONDAY + dt.timedelta(days=ahead)


def plan(run: Run, **changes: Any) -> Any:
    """The current plan, as JSON."""
    return json.loads(run("plan", "--json", **changes).out)["data"]


def sessions(run: Run, **changes: Any) -> dict[str, Any]:
    """The sessions of the current plan by id, as JSON."""
    weeks = plan(run, **changes)["weeks"]
    return {each["session_id"]: each for week in weeks for each in week["sessions"]}


def dates(run: Run, **changes: Any) -> dict[str, dt.date]:
    """The day of each session of the current plan."""
    found = sessions(run, **changes)
    return {name: dt.date.fromisoformat(each["date"]) for name, each in found.items()}


def edit(environment: Environment, old: str, new: str) -> None:
    """Change the profile file by hand."""
    text = environment.profile_file.read_text("utf-8")
    assert old in text
    environment.profile_file.write_text(text.replace(old, new), "utf-8")
