"""Homes of the released program, put where the program of now looks."""

import datetime as dt
import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from retroplan.environment import Environment
from tests.upgrade.make import HOMES, KINDS

NAMES = tuple(kind.__name__ for kind in KINDS)
WAITING = {
    "two_reds": "suspended", "rising_pain": "suspended", "fallen": "suspended", "paused": "paused",
    "fever": "resting",
}  # fmt: skip
"""How a plan stands that offers no session; the others are active."""


def restored(name: str, folder: Path) -> dt.date:
    """A home as it was left, in a folder of now; the day on which it was left."""
    source = HOMES / name
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("store.sql.gz", "day"))
    with closing(sqlite3.connect(folder / "retroplan.db")) as connection:
        connection.executescript(gzip.decompress((source / "store.sql.gz").read_bytes()).decode())
    return dt.date.fromisoformat((source / "day").read_text("utf-8").strip())


def opened(name: str, environment: Environment) -> dt.date:
    """The same in the folder of an environment; the day after the one on which it was left."""
    return restored(name, environment.data_dir) + dt.timedelta(days=1)
