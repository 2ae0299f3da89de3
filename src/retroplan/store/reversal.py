"""Taking a step back, and bringing it again: rows go into the journal and come out as they were."""

import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from retroplan.errors import NotFound
from retroplan.store.database import BUSY_S, writing
from retroplan.store.journal import (
    TABLES,
    Operation,
    add_row_change,
    marks_of,
    newest_operation,
    oldest_undone,
    profile_seal,
    settle,
    write_operation,
)
from retroplan.store.rows import is_whole
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

_LARGEST = 32 * 1024 * 1024  # bytes of one row as JSON; whatever says more is no row of ours


class ProfileChange(NamedTuple):
    """What the profile file held before a step and after it."""

    before: bytes | None
    """None = the step left it as it was, or there was none."""
    after: bytes


class Reversed(NamedTuple):
    """A step that is being taken back or brought again, inside its transaction."""

    operation: Operation
    profile: ProfileChange | None
    steps_to_undo: int
    """That are left after this one."""
    steps_to_redo: int


class _Kept(NamedTuple):
    """A row that lies in the journal."""

    change_id: int
    table: str
    row_id: int
    row: tuple[Any, ...]


@contextmanager
def undoing(path: Path, *, at: dt.datetime, busy_s: float = BUSY_S) -> Iterator[Reversed]:
    """Take the newest step back, in one transaction that ends with the caller's part.

    Raises:
        NotFound: there is nothing to take back, or no store.
        StoreProblem: not taken back; all is as it was.
    """
    with writing(path, busy_s=busy_s) as connection:
        settle(connection, at)
        operation = newest_operation(connection, "state = 'done'")
        if operation is None:
            raise _nothing_to_undo(connection)
        write_operation(connection, operation._replace(state="open"))
        for table in reversed(TABLES):
            _take_out(connection, operation, table)
        write_operation(connection, operation._replace(state="undone"))
        yield _reversed(connection, operation)


@contextmanager
def redoing(path: Path, *, at: dt.datetime, busy_s: float = BUSY_S) -> Iterator[Reversed]:
    """Bring the step again that was taken back last; as `undoing`.

    Raises:
        NotFound: nothing was taken back, or something else was changed since; or no store.
        StoreProblem: not brought again; all is as it was.
    """
    with writing(path, busy_s=busy_s) as connection:
        settle(connection, at)
        operation = oldest_undone(connection)
        if operation is None:
            raise NotFound(
                "there is nothing to bring again",
                hint="`redo` brings again what `undo` has just taken back, until something new is entered",
            )
        write_operation(connection, operation._replace(state="open"))
        _put_in(connection, operation)
        if any(marks_of(connection)[name] != mark for name, mark in operation.after.items()):
            raise damaged(path_of(connection), f"rows of step {operation.operation_id}")
        write_operation(connection, operation._replace(state="done"))
        yield _reversed(connection, operation)


def _reversed(connection: sqlite3.Connection, operation: Operation) -> Reversed:
    counts = dict(run(connection, "SELECT state, count(*) FROM operation GROUP BY state"))
    return Reversed(
        operation=operation,
        profile=_profile(connection, operation),
        steps_to_undo=counts.get("done", 0),
        steps_to_redo=counts.get("undone", 0),
    )


def _nothing_to_undo(connection: sqlite3.Connection) -> NotFound:
    if oldest_undone(connection) is not None:
        hint = "all of it is taken back; `retroplan redo` brings it again, step by step"
    elif any(marks_of(connection).values()):
        hint = (
            "what is there is older than undo, or than a record that was put right before an upgrade; "
            "`retroplan sessions` can still change records"
        )
    else:
        hint = "begin with `retroplan init`"
    return NotFound("there is nothing to take back", hint=hint)


def _take_out(connection: sqlite3.Connection, operation: Operation, table: str) -> None:
    """The rows that a step has added to a table go into the journal."""
    added = (operation.before.get(table, 0), operation.after.get(table, 0))
    where = "WHERE rowid > ? AND rowid <= ?"
    for row_id, *row in run(connection, f"SELECT rowid, * FROM {table} {where}", added):  # noqa: S608  # ours
        add_row_change(connection, operation.operation_id, table, row_id, row)
    run(connection, f"DELETE FROM {table} {where}", added)  # noqa: S608  # ours


def _put_in(connection: sqlite3.Connection, operation: Operation) -> None:
    """The rows that were taken out come back, each to its place."""
    found = _kept(connection, operation)
    for kept in sorted(found, key=lambda kept: TABLES.index(kept.table)):
        places = ", ".join("?" * len(kept.row))
        run(connection, f"INSERT INTO {kept.table} VALUES ({places})", kept.row)  # noqa: S608  # ours
        run(connection, "DELETE FROM row_change WHERE id = ?", (kept.change_id,))


def _kept(connection: sqlite3.Connection, operation: Operation) -> list[_Kept]:
    """What the journal holds of a step, by the ids of the rows."""
    rows = run(
        connection,
        "SELECT id, operation, table_name, row_id, kind, document, crc32 FROM row_change"
        " WHERE operation = ? ORDER BY row_id",
        (operation.operation_id,),
    )
    return [_whole(connection, row) for row in rows]


def _whole(connection: sqlite3.Connection, row: tuple[Any, ...]) -> _Kept:
    change_id, number, table, row_id, kind, document, sealed = row
    text = _opened(document).decode("utf-8", "replace")
    if table not in TABLES or not is_whole((number, table, row_id, kind, text, sealed)):
        raise damaged(path_of(connection), f"what step {number} keeps of {table} {row_id}")
    values = (bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
              for value in json.loads(text))  # fmt: skip
    return _Kept(change_id, table, row_id, tuple(values))


def _profile(connection: sqlite3.Connection, operation: Operation) -> ProfileChange | None:
    number = operation.operation_id
    rows = run(connection, "SELECT * FROM profile_change WHERE operation = ?", (number,))
    if not rows:
        return None
    _, before, after, sealed = rows[0]
    found = ProfileChange(None if before is None else _opened(before), _opened(after))
    if profile_seal(number, *found) != sealed:
        raise damaged(path_of(connection), f"the profile that step {number} keeps")
    return found


def _opened(document: bytes) -> bytes:
    """What was compressed; nothing where it is damaged, which its seal will tell."""
    try:
        return zlib.decompressobj().decompress(document, _LARGEST)
    except zlib.error:
        return b""
