"""Which tests have a result, for commands that cannot afford to load all that facts may be."""

import datetime as dt
import json
import sqlite3

from retroplan.store.facts import documents_since


def assessed_since(
    connection: sqlite3.Connection, first: dt.date
) -> tuple[tuple[str, dt.date], ...]:
    """Name and day of every result from a day on.

    Raises:
        StoreProblem: one of them is damaged.
    """
    found = documents_since(connection, "assessment", first)
    return tuple((str(json.loads(text)["assessment"]), day) for text, day in found)
