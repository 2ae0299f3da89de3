"""Session logs: what a person reported, one row each, with the session as it was prescribed."""

import datetime as dt
import sqlite3
from typing import Any, NamedTuple

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Stage
from retroplan.errors import Defect, UsageProblem
from retroplan.store.rows import (
    checked_text,
    document_text,
    document_value,
    is_whole,
    moments,
    packed,
    seal,
    unpacked,
)
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

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

_COLUMNS = """
    id, plan_id, revision, session_id, date, outcome, total_s, backward_s, speed_mps, grade_pct,
    distance_m, stage, rpe, nprs_before, nprs_during, near_falls, falls, heart_rate_bpm, reason, note,
    at, at_utc, has_prescribed, is_deleted, crc32
"""
_PLACES = ", ".join("?" * 25)
_SELECT = f"SELECT {_COLUMNS} FROM session_log"  # noqa: S608  # our own names, here and below
_INSERT = f"INSERT INTO session_log VALUES ({_PLACES})"  # noqa: S608
_UPDATE = f"UPDATE session_log SET ({_COLUMNS}) = ({_PLACES}) WHERE id = ?"  # noqa: S608


class LogRow(NamedTuple):
    """A log as it is kept. `log.prescribed` is left out here; `prescribed_of` reads it."""

    log_id: int
    plan_id: str | None
    revision: int | None
    at: str
    """When it was entered: ISO, by the person's own clock, with its offset."""
    has_prescribed: bool
    log: SessionLog


def check_log(log: SessionLog) -> None:
    """See that a log can be kept, before anything is opened.

    Raises:
        UsageProblem: a number or a text that cannot be kept; the limit is named.
    """
    _values(log)


def add_log(
    connection: sqlite3.Connection,
    log: SessionLog,
    *,
    plan_id: str | None,
    revision: int | None,
    at: dt.datetime,
) -> int:
    """Keep a log, and the session that was prescribed with it; within the caller's transaction.

    Args:
        connection: in a transaction, which makes the new number safe.
        log: what was reported.
        plan_id: the plan it belongs to, None where there was none.
        revision: of that plan, on that day.
        at: now, with its offset.

    Returns:
        The log's number; later logs have higher ones.

    Raises:
        UsageProblem: as `check_log`.
        StoreProblem: not saved.
    """
    values = _values(log)
    document = None if log.prescribed is None else document_text("session", log.prescribed)
    log_id: int = run(connection, "SELECT coalesce(max(id), 0) + 1 FROM session_log")[0][0]
    row = (log_id, plan_id, revision, *values, *moments(at), int(document is not None), 0)
    run(connection, _INSERT, (*row, seal(row)))
    if document is not None:
        kept = (log_id, packed(document), seal((log_id, document)))
        run(connection, "INSERT INTO prescribed_session VALUES (?, ?, ?)", kept)
    return log_id


def change_log(connection: sqlite3.Connection, log_id: int, log: SessionLog) -> None:
    """Put other values into a log, within a step that `undo` can take back.

    Which session it is of, and how that was prescribed, stays as it is; so does when it was entered.

    Raises:
        UsageProblem: as `check_log`.
        StoreProblem: not saved.
    """
    _rewrite(connection, log_id, values=_values(log))


def delete_log(connection: sqlite3.Connection, log_id: int) -> None:
    """Have a log seen no more, within a step that `undo` can take back."""
    _rewrite(connection, log_id, is_deleted=1)


def log_numbered(connection: sqlite3.Connection, log_id: int) -> LogRow | None:
    """One log; None where there is none of that number, or it was deleted."""
    rows = _whole_rows(connection, "WHERE id = ?", (log_id,))
    return _log_row(rows[0]) if rows else None


def log_from_the_end(connection: sqlite3.Connection, place: int) -> LogRow | None:
    """The log that was entered last (1), the one before it (2), and so on; None past the first."""
    where = "WHERE is_deleted = 0 ORDER BY id DESC LIMIT 1 OFFSET ?"
    rows = _whole_rows(connection, where, (min(max(place, 1), 2**62) - 1,))
    return _log_row(rows[0]) if rows else None


def logs_between(
    connection: sqlite3.Connection, since: dt.date, until: dt.date
) -> tuple[LogRow, ...]:
    """The logs of the days from `since` to `until`, both included, by day and then as entered."""
    where = "WHERE date BETWEEN ? AND ? ORDER BY date, id"
    rows = _whole_rows(connection, where, (since.isoformat(), until.isoformat()))
    return tuple(_log_row(row) for row in rows)


def is_told_of(connection: sqlite3.Connection, plan_id: str, day: dt.date) -> bool:
    """Whether the facts of a plan say more of a day than its logs do."""
    query = "SELECT 1 FROM event WHERE plan_id = ? AND date = ? AND NOT is_deleted LIMIT 1"
    return bool(run(connection, query, (plan_id, day.isoformat())))


def logs_of_session(
    connection: sqlite3.Connection, plan_id: str, session_id: str
) -> tuple[LogRow, ...]:
    """The logs of one planned session, as entered; more than one where it was done again."""
    where = "WHERE plan_id = ? AND session_id = ? ORDER BY id"
    rows = _whole_rows(connection, where, (plan_id, session_id))
    return tuple(_log_row(row) for row in rows)


def logs_of_plan(connection: sqlite3.Connection, plan_id: str) -> tuple[LogRow, ...]:
    """The logs of all planned sessions of one plan, as entered; extra walks are not among them."""
    rows = _whole_rows(connection, "WHERE plan_id = ? AND session_id > '' ORDER BY id", (plan_id,))
    return tuple(_log_row(row) for row in rows)


def prescribed_of(connection: sqlite3.Connection, log_id: int) -> Session | None:
    """The session as it was prescribed when this log was made; None where there was none.

    Raises:
        StoreProblem: it is damaged, or not one this program can read.
    """
    expected = run(connection, "SELECT has_prescribed FROM session_log WHERE id = ?", (log_id,))
    rows = run(connection, "SELECT * FROM prescribed_session WHERE session_log = ?", (log_id,))
    if not rows and expected in ([], [(0,)]):
        return None
    name = f"prescribed session of log {log_id}"
    text = unpacked(rows[0][1]) if rows else None
    if text is None or not is_whole((log_id, text, rows[0][2])):
        raise damaged(path_of(connection), name)
    return document_value(name, Session, text)


def _rewrite(
    connection: sqlite3.Connection,
    log_id: int,
    *,
    values: tuple[object, ...] | None = None,
    is_deleted: int = 0,
) -> None:
    """A row with other values from `session_id` to `note`, or deleted, sealed anew."""
    from retroplan.store.journal import keep_row  # only here: who just looks needs no journal

    rows = _whole_rows(connection, "WHERE id = ?", (log_id,))
    if not rows:
        raise Defect(f"log {log_id} was to be changed, and is not there")
    number, plan_id, revision, *old, at, at_utc, has_prescribed, _, _ = rows[0]
    kept = old if values is None else (old[0], *values[1:])
    row = (number, plan_id, revision, *kept, at, at_utc, has_prescribed, is_deleted)
    keep_row(connection, "session_log", log_id)
    run(connection, _UPDATE, (*row, seal(row), log_id))


def _values(log: SessionLog) -> tuple[object, ...]:
    """The columns from `session_id` to `note`, checked, in the store's own kinds of number."""
    numbers = {name: _number(name, getattr(log, name)) for name in RANGES}
    return (
        log.session_id, log.date.isoformat(), log.outcome.value,
        numbers["total_s"], numbers["backward_s"], numbers["speed_mps"], numbers["grade_pct"],
        numbers["distance_m"], None if log.stage is None else log.stage.value, numbers["rpe"],
        numbers["nprs_before"], numbers["nprs_during"], numbers["near_falls"], numbers["falls"],
        numbers["heart_rate_bpm"], checked_text("reason", log.reason),
        checked_text("note", log.note),
    )  # fmt: skip


def _number(name: str, value: float | None) -> float | None:
    if value is None:
        return None
    low, high = RANGES[name]
    if not low <= value <= high:  # NaN fails this as well
        raise UsageProblem(f"{name} can be kept from {low:g} to {high:g}, not {value}")
    if name in _MEASURED:
        return float(value) + 0.0  # -0.0 becomes 0.0, which is how it would come back
    if value != int(value):
        raise UsageProblem(f"{name} is a whole number, not {value}")
    return int(value)


def _whole_rows(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> list[tuple[Any, ...]]:
    """Rows whose seal holds, the deleted ones left out after that was seen."""
    rows = run(connection, f"{_SELECT} {where}", values)
    for row in rows:
        if not is_whole(row):
            raise damaged(path_of(connection), f"log {row[0]} of {row[4]}")
    return [row for row in rows if not row[-2]]  # is_deleted


def _log_row(row: tuple[Any, ...]) -> LogRow:
    (log_id, plan_id, revision, session_id, day, outcome, total_s, backward_s, speed_mps,
     grade_pct, distance_m, stage, rpe, nprs_before, nprs_during, near_falls, falls,
     heart_rate_bpm, reason, note, at, _, has_prescribed, _, _) = row  # fmt: skip
    log = SessionLog(
        session_id=session_id, date=dt.date.fromisoformat(day), outcome=Outcome(outcome),
        total_s=total_s, backward_s=backward_s, speed_mps=speed_mps, grade_pct=grade_pct,
        distance_m=distance_m, stage=None if stage is None else Stage(stage), rpe=rpe,
        nprs_before=nprs_before, nprs_during=nprs_during, near_falls=near_falls, falls=falls,
        heart_rate_bpm=heart_rate_bpm, reason=reason, note=note,
    )  # fmt: skip
    return LogRow(
        log_id=log_id, plan_id=plan_id, revision=revision, at=at,
        has_prescribed=bool(has_prescribed), log=log,
    )  # fmt: skip
