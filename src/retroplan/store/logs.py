"""Records of sessions: facts of one kind, each with a number, and the session as it was prescribed."""

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.errors import UsageProblem
from retroplan.store.facts import (
    DERIVED,
    SESSION,
    FactRow,
    add_fact,
    correct,
    facts_where,
)
from retroplan.store.rows import (
    checked_text,
    document_text,
    document_value,
    is_whole,
    packed,
    seal,
    unpacked,
)
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

if TYPE_CHECKING:
    from retroplan.store.kinds import Kept

RANGES: dict[str, tuple[float, float]] = {
    "total_s": (0, 86_400),
    "backward_s": (0, 86_400),
    "speed_mps": (0, 12),
    "grade_pct": (-45, 45),
    "distance_m": (0, 200_000),
    "rpe": (0, 10),
    "nprs_before": (0, 10),
    "nprs_during": (0, 10),
    "near_falls": (0, 1000),
    "falls": (0, 1000),
    "heart_rate_bpm": (20, 260),
}
"""What the store takes, both ends included; the schema's CHECKs say the same."""

_MEASURED = frozenset({"speed_mps", "grade_pct", "distance_m"})

F = TypeVar("F")

LogRow = FactRow[SessionLog]
"""A record as it is kept. `event.prescribed` is left out here; `prescribed_of` reads it."""


def check_log(log: SessionLog) -> None:
    """See that a record can be kept, before anything is opened.

    Raises:
        UsageProblem: a number or a text that cannot be kept; the limit is named.
    """
    _checked(log)


def add_log(
    connection: sqlite3.Connection,
    log: SessionLog,
    *,
    plan_id: str | None,
    revision: int | None,
    at: dt.datetime,
) -> int:
    """Keep a record, and the session that was prescribed with it; within the caller's transaction.

    Args:
        connection: in a transaction, which makes the new number safe.
        log: what was reported.
        plan_id: the plan it belongs to, None where there was none.
        revision: of that plan, on that day.
        at: now, with its offset.

    Returns:
        The record's number; later ones have higher ones.

    Raises:
        UsageProblem: as `check_log`.
        StoreProblem: not saved.
    """
    fact_id = add_fact(
        connection, _checked(log), plan_id=plan_id, revision=revision, at=at,
        has_prescribed=log.prescribed is not None,
    )  # fmt: skip
    _keep_prescribed(connection, fact_id, log)
    count: int = run(connection, "SELECT count(*) FROM fact WHERE kind = ?", (SESSION,))[0][0]
    return count


def change_log(
    connection: sqlite3.Connection, row: LogRow, log: SessionLog, *, at: dt.datetime
) -> None:
    """Put other values into a record.

    Which session it is of, and how that was prescribed, stays as it is; so does when it was entered.

    Raises:
        UsageProblem: as `check_log`.
        StoreProblem: not saved.
    """
    correct(connection, row, replace(_checked(log), session_id=row.event.session_id), at=at)


def derive_log(
    connection: sqlite3.Connection, row: "FactRow[Kept]", log: SessionLog, *, at: dt.datetime
) -> None:
    """Put into a record what follows from others: the session that it was of, and what that leaves to the plan."""
    fact_id = correct(
        connection, row, _checked(log), at=at, origin=DERIVED, has_prescribed=log.prescribed is not None
    )  # fmt: skip
    _keep_prescribed(connection, fact_id, log)


def numbers_of(connection: sqlite3.Connection) -> dict[int, int]:
    """The number of each record by its place in the order of entry; a deleted one keeps its own."""
    rows = run(connection, "SELECT id FROM fact WHERE kind = ? ORDER BY id", (SESSION,))
    return {fact_id: number for number, (fact_id,) in enumerate(rows, 1)}


def log_numbered(connection: sqlite3.Connection, number: int) -> LogRow | None:
    """One record; None where there is none of that number, or it was deleted."""
    if number < 1:
        return None
    place = "SELECT id FROM fact WHERE kind = ? ORDER BY id LIMIT 1 OFFSET ?"
    return _at(connection, place, (SESSION, min(number, 2**62) - 1))


def log_from_the_end(connection: sqlite3.Connection, place: int) -> LogRow | None:
    """The record that was entered last (1), the one before it (2), and so on; None past the first."""
    there = (
        "SELECT id FROM fact WHERE kind = ? AND uid NOT IN (SELECT about FROM fact WHERE kind ="
        " 'deletion') ORDER BY id DESC LIMIT 1 OFFSET ?"
    )
    return _at(connection, there, (SESSION, min(max(place, 1), 2**62) - 1))


def logs_between(
    connection: sqlite3.Connection, since: dt.date, until: dt.date
) -> tuple[LogRow, ...]:
    """The records of the days from `since` to `until`, both included, by day and then as entered."""
    days = (since.isoformat(), until.isoformat())
    where = (
        "id IN (SELECT id FROM fact WHERE kind = ? AND date BETWEEN ? AND ? UNION"
        " SELECT first.id FROM fact AS word JOIN fact AS first ON first.uid = word.about"
        " WHERE word.kind = 'correction' AND word.date BETWEEN ? AND ?)"
    )
    rows: tuple[LogRow, ...] = facts_where(connection, where, (SESSION, *days, *days))
    within = (row for row in rows if since <= row.event.date <= until)
    return tuple(sorted(within, key=lambda row: row.event.date))


def logs_of_session(
    connection: sqlite3.Connection, plan_id: str, session_id: str
) -> tuple[LogRow, ...]:
    """The records of one planned session, as entered; more than one where it was done again."""
    rows = logs_of_plan(connection, plan_id)
    return tuple(row for row in rows if row.event.session_id == session_id)


def logs_of_plan(connection: sqlite3.Connection, plan_id: str) -> tuple[LogRow, ...]:
    """The records of all planned sessions of one plan, as entered; extra walks are not among them."""
    where = "kind = 'session' AND plan_id = ? AND session_id > ''"
    rows: tuple[LogRow, ...] = facts_where(connection, where, (plan_id,))
    return tuple(row for row in rows if row.event.session_id is not None)


def prescribed_of(connection: sqlite3.Connection, row: FactRow[Any]) -> Session | None:
    """The session as it was prescribed when a record was made; None where there was none.

    Raises:
        StoreProblem: it is damaged, or not one this program can read.
    """
    if row.prescribed_with is None:
        return None
    place = row.prescribed_with
    rows = run(connection, "SELECT document, crc32 FROM prescribed WHERE fact = ?", (place,))
    name = f"the session prescribed for the record of {row.event.date}"
    text = unpacked(rows[0][0]) if rows else None
    if text is None or not is_whole((place, text, rows[0][1])):
        raise damaged(path_of(connection), name)
    return document_value(name, Session, text)


def in_full(connection: sqlite3.Connection, row: FactRow[F]) -> F:
    """A fact; a record with the session as it was prescribed.

    Raises:
        StoreProblem: as `prescribed_of`.
    """
    if row.prescribed_with is None:
        return row.event
    return replace(row.event, prescribed=prescribed_of(connection, row))  # type: ignore[type-var]


def _keep_prescribed(connection: sqlite3.Connection, fact_id: int, log: SessionLog) -> None:
    if log.prescribed is None:
        return
    document = document_text(SESSION, log.prescribed)
    kept = (fact_id, packed(document), seal((fact_id, document)))
    run(connection, "INSERT INTO prescribed VALUES (?, ?, ?)", kept)


def _at(connection: sqlite3.Connection, place: str, values: tuple[object, ...]) -> LogRow | None:
    """The record whose id a query of ours finds."""
    rows: tuple[LogRow, ...] = facts_where(connection, f"id = ({place})", values)
    return rows[0] if rows else None


def _checked(log: SessionLog) -> SessionLog:
    """The record as it is kept: within its ranges, in the store's own kinds of number."""
    numbers = {name: _number(name, getattr(log, name)) for name in RANGES}
    texts = {name: checked_text(name, getattr(log, name)) for name in ("reason", "note")}
    return replace(log, prescribed=None, **numbers, **texts)  # type: ignore[arg-type]


def _number(name: str, value: float | None) -> float | None:
    if value is None:
        return None
    low, high = RANGES[name]
    if not low <= value <= high:  # NaN fails this as well
        raise UsageProblem(f"{name} can be kept from {low:g} to {high:g}, not {value}")
    if name in _MEASURED:
        return float(value) + 0.0  # -0.0 becomes 0.0
    if value != int(value):
        raise UsageProblem(f"{name} is a whole number, not {value}")
    return int(value)
