"""What each command changed, so that it can be taken back: one step a command, in the same transaction."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retroplan.store.database import BUSY_S, writing


@dataclass(slots=True)
class Change:
    """One command's change, while it is being made."""

    connection: sqlite3.Connection
    sentence: str
    """What it does, as `undo` will say it: "the record of session 2 on Wed 25 November"."""


@contextmanager
def changing(
    path: Path, *, command: str, at: dt.datetime, busy_s: float = BUSY_S
) -> Iterator[Change]:
    """The store in one transaction, whose changes `undo` can take back as one step.

    The caller sets `sentence` before it ends; without one, the command's name is said.
    """
    with writing(path, busy_s=busy_s) as connection:
        yield Change(connection=connection, sentence="")
