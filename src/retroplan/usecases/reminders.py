"""Which tests the week asks for that have no result yet, from documents: cheap enough for every day."""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from retroplan.core.assessments.schedule import WeekOfTests, declared, still_due, week_of
from retroplan.store.assessed import assessed_since

ACTIVE = "active"


def weeks_of_tests(document: Mapping[str, Any]) -> tuple[WeekOfTests, ...]:
    """The weeks of a plan that ask for tests, from the plan as a document."""
    return tuple(
        WeekOfTests(week["number"], dt.date.fromisoformat(week["starts"]), tuple(week["tests"]))
        for week in document["weeks"]
        if week["tests"]
    )


def tests_due(
    connection: sqlite3.Connection,
    document: Mapping[str, Any],
    *,
    profile_text: str,
    today: dt.date,
) -> tuple[str, ...]:
    """The tests of this week that have no result; none while the plan waits for something.

    What the profile declares counts in the first week.
    """
    if document.get("standing", ACTIVE) != ACTIVE:
        return ()
    weeks = weeks_of_tests(document)
    week = week_of(weeks, today)
    if week is None:
        return ()
    due = still_due(week, assessed_since(connection, week.counts_from))
    if week != weeks[0] or not due:
        return due
    profile = json.loads(profile_text)
    pain = (profile.get("health") or {}).get("usual_pain")
    known = declared(profile.get("tests") or {}, pain)
    return tuple(name for name in due if name not in known)
