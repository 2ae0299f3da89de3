"""Which tests have a result, for commands that cannot afford to load all that facts may be."""

import datetime as dt
import json
import sqlite3

from retroplan.store.rows import is_whole
from retroplan.store.sql import path_of, run
from retroplan.store.trouble import damaged

_SELECT = "SELECT * FROM fact WHERE kind = 'assessment' AND date >= ?"


def assessed_since(
    connection: sqlite3.Connection, first: dt.date
) -> tuple[tuple[str, dt.date], ...]:
    """Name and day of every result from a day on.

    Raises:
        StoreProblem: one of them is damaged.
    """
    found = []
    for row in run(connection, _SELECT, (first.isoformat(),)):
        if not is_whole(row):
            raise damaged(path_of(connection), f"assessment of {row[8]}")
        found.append((str(json.loads(row[-3])["assessment"]), dt.date.fromisoformat(row[8])))
    return tuple(found)
