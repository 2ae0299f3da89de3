"""What the scripts of the schema ask of Python while rows move: seals, and names for facts."""

import hashlib
import json
import sqlite3

from retroplan.store.rows import is_whole, new_uid, seal, unpacked
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

_MOVED = {"session_log": "log {0} of {4}", "event": "{2} of {3}"}
"""The tables whose rows move, and how a row of each is called."""


def lend_functions(connection: sqlite3.Connection) -> None:
    """Let the scripts call ours."""
    for name, function in (
        ("seal_of", lambda *values: seal(values)),
        ("uid_of", _uid_of),
        ("new_uid", new_uid),
        ("text_of", unpacked),
    ):
        connection.create_function(name, -1, function)


def see_that_rows_are_whole(connection: sqlite3.Connection) -> None:
    """Before rows are moved and sealed anew, see that none is damaged.

    Raises:
        StoreProblem: one is; the store stays as it was.
    """
    for table, name in _MOVED.items():
        if not run(connection, "SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)):
            continue
        for row in run(connection, f"SELECT * FROM {table}"):  # noqa: S608  # our own names
            if not is_whole(row):
                raise damaged(path_of(connection), name.format(*row))


def _uid_of(*values: object) -> str:
    text = json.dumps(values)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
