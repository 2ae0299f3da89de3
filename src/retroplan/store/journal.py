"""What each command changed, so that it can be taken back: one step a command, in the same transaction.

Rows are only ever added at the end of a table. So the highest ids before and after a command, its
marks, say which rows it added, whatever module added them; no row is ever changed, on which the
schema insists. `reversal.py` takes steps back.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from retroplan.core.text import clean
from retroplan.store.database import BUSY_S, writing
from retroplan.store.rows import is_whole, moments, packed, seal
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

TABLES = ("screening", "plan_revision", "fact", "prescribed")
"""All that holds facts; what is referred to before what refers to it. Later ones go to the end."""

Marks = Mapping[str, int]
"""The highest id of each table; 0 for an empty one."""

LONGEST_SENTENCE = 300
"""Characters of what a step says of itself; a file's name in it may be longer."""

_NAMELESS = "changes that no command has named"
_SELECT = (
    "SELECT id, command, sentence, at, at_utc, state, marks_before, marks_after, crc32"
    " FROM operation"
)
_HIGHEST = (
    f"SELECT {', '.join(f'(SELECT coalesce(max(rowid), 0) FROM {name})' for name in TABLES)}"  # noqa: S608  # our own names
)


class Operation(NamedTuple):
    """One step: what a command changed, as a whole. The columns of its row, but for the seal."""

    operation_id: int
    command: str
    """Empty for what was changed outside of every command."""
    sentence: str
    """What it did: "the record of session 2 on Wednesday 25 November"."""
    at: str
    """When: ISO, by the person's own clock, with its offset. The order of steps is that of ids."""
    at_utc: str
    state: str
    """`done`; `undone` once it is taken back; `open` only inside a transaction."""
    before: Marks
    after: Marks


class Change:
    """One command's change, while it is being made. No dataclass: `log` must start at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.sentence = ""
        """What it does, as `undo` will say it: "the record of session 2 on Wednesday 25 November"."""
        self.profile: tuple[bytes | None, bytes] | None = None
        """The profile file before and after, where the command writes it; None before = leave it."""


@contextmanager
def changing(
    path: Path, *, command: str, at: dt.datetime, busy_s: float = BUSY_S
) -> Iterator[Change]:
    """The store in one transaction, whose changes `undo` can take back as one step.

    The caller sets `sentence` before it ends; without one, the command's name is said. Where
    nothing was changed there is no step; else what was undone before can no longer be redone.
    """
    with writing(path, busy_s=busy_s) as connection:
        before = settle(connection, at)
        number = 1 + int(run(connection, "SELECT coalesce(max(id), 0) FROM operation")[0][0])
        said = f"what `retroplan {command}` did"
        opened = Operation(number, command, said, *moments(at), "open", before, before)
        _insert(connection, opened)
        change = Change(connection)
        yield change
        _close(connection, opened, change)


def marks_of(connection: sqlite3.Connection) -> Marks:
    """The marks of the store as it is."""
    return dict(zip(TABLES, run(connection, _HIGHEST)[0], strict=True))


def settle(connection: sqlite3.Connection, at: dt.datetime) -> Marks:
    """See that the steps account for every row, and give the marks.

    Rows that were added outside of every step become a step of their own, so that the order of
    taking back holds. What was there before the first step is before the beginning of undo.

    Raises:
        StoreProblem: rows are missing that the steps have added.
    """
    now, newest = marks_of(connection), newest_operation(connection, "1")
    if newest is None:
        return now
    done = newest if newest.state == "done" else newest_operation(connection, "state = 'done'")
    if done is None:
        done = oldest_undone(connection)
        expected = done.before if done else now
    else:
        expected = done.after
    if any(now[name] < expected.get(name, 0) for name in TABLES) or newest.state == "open":
        raise damaged(path_of(connection), "rows are missing that the steps for undo know")
    if any(now[name] > expected.get(name, 0) for name in TABLES):
        _account_for(connection, newest.operation_id + 1, expected, now, at)
    return now


def newest_operation(connection: sqlite3.Connection, where: str) -> Operation | None:
    """The newest step of those that a condition of ours picks; None where there is none."""
    rows = run(connection, f"{_SELECT} WHERE {where} ORDER BY id DESC LIMIT 1")
    return _operation(connection, rows[0]) if rows else None


def oldest_undone(connection: sqlite3.Connection) -> Operation | None:
    """The step that was taken back last."""
    rows = run(connection, f"{_SELECT} WHERE state = 'undone' ORDER BY id LIMIT 1")
    return _operation(connection, rows[0]) if rows else None


def write_operation(connection: sqlite3.Connection, operation: Operation) -> None:
    """Put a step that is there already into another state."""
    row = _row(operation)
    run(
        connection,
        "UPDATE operation SET command = ?, sentence = ?, at = ?, at_utc = ?, state = ?,"
        " marks_before = ?, marks_after = ?, crc32 = ? WHERE id = ?",
        (*row[1:], seal(row), row[0]),
    )


def add_row_change(
    connection: sqlite3.Connection,
    number: int,
    table: str,
    row_id: int,
    row: Sequence[object],
) -> None:
    """Keep a row that a step had added with it."""
    values = (number, table, row_id, "added", row_text(row))
    run(
        connection,
        "INSERT INTO row_change (operation, table_name, row_id, kind, document, crc32)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (*values[:-1], packed(values[-1]), seal(values)),
    )


def row_text(row: Sequence[object]) -> str:
    """A row's values as JSON; numbers to the last digit, bytes as `{"hex": …}`."""
    return json.dumps(
        [{"hex": value.hex()} if isinstance(value, bytes) else value for value in row]
    )


def profile_seal(number: int, before: bytes | None, after: bytes) -> int:
    """The seal of a row of profile_change."""
    return seal((number, None if before is None else before.hex(), after.hex()))


def _insert(connection: sqlite3.Connection, operation: Operation) -> None:
    row = _row(operation)
    run(connection, "INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, seal(row)))


def _close(connection: sqlite3.Connection, opened: Operation, change: Change) -> None:
    """The step as it came to be, and the end of what was undone before; nothing where nothing changed."""
    number, after = opened.operation_id, marks_of(connection)
    if change.profile is not None:
        _keep_profile(connection, number, *change.profile)
    elif after == opened.before:
        run(connection, "DELETE FROM operation WHERE id = ?", (number,))
        return
    _forget_undone(connection)
    sentence = clean(change.sentence, longest=LONGEST_SENTENCE) or opened.sentence
    closed = opened._replace(sentence=sentence, state="done", after=after)
    write_operation(connection, closed)


def _keep_profile(
    connection: sqlite3.Connection, number: int, before: bytes | None, after: bytes
) -> None:
    from zlib import compress

    kept = None if before is None else compress(before)
    row = (number, kept, compress(after), profile_seal(number, before, after))
    run(connection, "INSERT INTO profile_change VALUES (?, ?, ?, ?)", row)


def _account_for(
    connection: sqlite3.Connection, number: int, before: Marks, after: Marks, at: dt.datetime
) -> None:
    _forget_undone(connection)
    nameless = Operation(number, "", _NAMELESS, *moments(at), "done", before, after)
    _insert(connection, nameless)


def _forget_undone(connection: sqlite3.Connection) -> None:
    """What was undone is no longer to be had: something else was done since."""
    newest = "SELECT state FROM operation WHERE state <> 'open' ORDER BY id DESC LIMIT 1"
    if run(connection, newest) == [("undone",)]:  # they are always the last; nothing else is read
        undone = "(SELECT id FROM operation WHERE state = 'undone')"
        for table in ("row_change", "profile_change"):
            run(connection, f"DELETE FROM {table} WHERE operation IN {undone}")  # noqa: S608  # ours
        run(connection, "DELETE FROM operation WHERE state = 'undone'")


def _row(operation: Operation) -> tuple[object, ...]:
    *columns, before, after = operation
    return (*columns, _marks_text(before), _marks_text(after))


def _marks_text(marks: Marks) -> str:
    return json.dumps(marks, separators=(",", ":"))


def _operation(connection: sqlite3.Connection, row: tuple[Any, ...]) -> Operation:
    if not is_whole(row):
        raise damaged(path_of(connection), f"step {row[0]}")
    *columns, before, after, _ = row
    return Operation._make((*columns, json.loads(before), json.loads(after)))
