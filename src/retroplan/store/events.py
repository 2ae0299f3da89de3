"""Facts beside the session logs: check-ins, pauses, wishes, tests, news. One row each, as a document."""

import datetime as dt
import sqlite3
from typing import NamedTuple

from retroplan.core.model.events import (
    Applied,
    AssessmentResult,
    CheckIn,
    Declared,
    Easier,
    Event,
    FallAnswer,
    Move,
    NewRules,
    News,
    Pause,
    Resume,
)
from retroplan.core.text import clean, full_day_words
from retroplan.store.rows import document_text, document_value, is_whole, moments, seal
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import Unreadable, damaged

Kept = (
    Applied
    | AssessmentResult
    | CheckIn
    | Declared
    | Easier
    | FallAnswer
    | Move
    | News
    | NewRules
    | Pause
    | Resume
)
KINDS: dict[str, type[Kept]] = {
    "applied": Applied,
    "assessment": AssessmentResult,
    "check-in": CheckIn,
    "declared": Declared,
    "easier": Easier,
    "fall-answer": FallAnswer,
    "move": Move,
    "new-rules": NewRules,
    "news": News,
    "pause": Pause,
    "resume": Resume,
}
"""The name of each kind of fact, as the store keeps it."""

_SELECT = (
    "SELECT id, plan_id, kind, date, at, at_utc, after_log, document, is_deleted, crc32 FROM event"
)


class EventRow(NamedTuple):
    """A fact as it is kept."""

    event_id: int
    plan_id: str | None
    at: str
    """When it was entered: ISO, by the person's own clock, with its offset. Says nothing of the order."""
    after_log: int
    """The newest record of a session as it was entered; 0 where there was none."""
    event: Event


def add_event(
    connection: sqlite3.Connection, event: Kept, *, plan_id: str | None, at: dt.datetime
) -> int:
    """Keep a fact; within the caller's transaction. Returns its number; later ones are higher.

    Raises:
        UsageProblem: a text or a number that cannot be kept.
        StoreProblem: not saved.
    """
    number, after_log = run(
        connection,
        "SELECT (SELECT coalesce(max(id), 0) + 1 FROM event),"
        " (SELECT coalesce(max(id), 0) FROM session_log)",
    )[0]
    kind = next(name for name, kind in KINDS.items() if type(event) is kind)
    row = (
        number, plan_id, kind, event.date.isoformat(), *moments(at), after_log,
        document_text(kind, event), 0,
    )  # fmt: skip
    run(connection, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, seal(row)))
    return int(number)


def events_of(connection: sqlite3.Connection, plan_id: str) -> tuple[EventRow, ...]:
    """The facts of one plan, as entered."""
    return _rows(connection, "WHERE plan_id = ? ORDER BY id", (plan_id,))


def events_of_kind(connection: sqlite3.Connection, kind: str) -> tuple[EventRow, ...]:
    """The facts of one kind, of every plan and of none, as entered."""
    return _rows(connection, "WHERE kind = ? ORDER BY id", (kind,))


def _rows(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> tuple[EventRow, ...]:
    found = []
    for row in run(connection, f"{_SELECT} {where}", values):
        event_id, plan_id, kind, day, at, _, after_log, text, is_deleted, _ = row
        if not is_whole(row):
            raise damaged(path_of(connection), f"{kind} of {day}")
        if kind not in KINDS:
            of = full_day_words(dt.date.fromisoformat(day))
            raise Unreadable(
                f"the store holds a fact that this retroplan does not know: {clean(kind)} of {of}",
                hint="nothing was changed; a newer retroplan wrote it: install that again",
            )
        if not is_deleted:
            event = document_value(f"{kind} of {day}", KINDS[kind], text)
            found.append(
                EventRow(
                    event_id=event_id, plan_id=plan_id, at=at, after_log=after_log, event=event
                )
            )
    return tuple(found)
