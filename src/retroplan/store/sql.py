"""Running SQL: statements with their troubles told, and the one transaction of a command."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from retroplan.errors import StoreProblem
from retroplan.store.trouble import told


def run(
    connection: sqlite3.Connection, statement: str, values: Sequence[object] = ()
) -> list[tuple[Any, ...]]:
    """All rows of one statement.

    Raises:
        StoreProblem: whatever SQLite has to complain about.
    """
    try:
        return connection.execute(statement, values).fetchall()
    except Exception:
        with told(path_of(connection)):  # the path is wanted only now
            raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One change, whole or not at all, on disk when this ends without an error and never before.

    The write lock is taken at the beginning, so that what the change was decided on cannot move.

    Raises:
        StoreProblem: not saved; a commit that fails is never tried again.
    """
    try:
        run(connection, "BEGIN IMMEDIATE")
        yield
        _commit(connection)
    except StoreProblem as problem:
        _roll_back(connection)
        raise StoreProblem(f"not saved: {problem.message}", hint=problem.hint) from problem
    except BaseException:
        _roll_back(connection)
        raise


def path_of(connection: sqlite3.Connection) -> Path | None:
    """The file behind a connection; None for one in memory. Reads nothing of the file itself."""
    with suppress(sqlite3.Error, UnicodeDecodeError):
        name = connection.execute("PRAGMA database_list").fetchone()[2]
        return Path(name) if name else None
    return None


def _commit(connection: sqlite3.Connection) -> None:
    try:
        run(connection, "COMMIT")
    except KeyboardInterrupt:
        if connection.in_transaction:
            raise
        # Ctrl-C while the disk was syncing: it is saved, and saying otherwise would be untrue.


def _roll_back(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # the first error is the one to tell; closing rolls back as well
        if connection.in_transaction:
            connection.execute("ROLLBACK")
