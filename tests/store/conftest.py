import datetime as dt
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import pytest

import retroplan
from retroplan.store.database import create_store, reading, writing
from retroplan.store.journal import TABLES
from retroplan.store.logs import add_log
from retroplan.store.plans import save_plan
from retroplan.store.screenings import add_screening
from tests.builders import make_log, make_plan

_ROOT = Path(__file__).parents[2]
_PRELUDE = """
import datetime as dt, os, signal, sys
from pathlib import Path
from retroplan.errors import RetroplanError
from retroplan.store.database import create_store, open_store, reading, writing
from retroplan.store.journal import changing
from retroplan.store.logs import add_log
from retroplan.store.reversal import redoing, undoing
from retroplan.store.sql import transaction
from tests.builders import make_log, make_session
path = Path(sys.argv[1])
at = dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
def add(connection, note):
    log = make_log(make_session(), note=note)
    return add_log(connection, log, plan_id="plan-1", revision=1, at=at)
"""


def tamper(path: Path, statement: str) -> None:
    """Change a store behind the back of its own guards, and leave no other trace."""
    with closing(sqlite3.connect(path)) as other:
        guards = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        found = guards.fetchall()
        other.executescript("".join(f"DROP TRIGGER {name};" for name, _ in found))
        other.executescript(f"PRAGMA foreign_keys = OFF; {statement}")
        other.executescript(";".join(sql for _, sql in found))


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of facts, as it lies there."""
    with reading(path) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608  # ours
            for table in TABLES
        }


class Child(Protocol):
    """Start a Python process that has the store's functions at hand; `sys.argv[1]` is the store."""

    def __call__(self, script: str, *argv: str) -> subprocess.Popen[str]: ...


@pytest.fixture
def at() -> dt.datetime:
    """A Wednesday evening in Berlin."""
    return dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


@pytest.fixture
def store(tmp_path: Path, at: dt.datetime) -> Path:
    """A store with one plan and nothing done yet."""
    path = tmp_path / "data" / "retroplan.db"
    create_store(path)
    with writing(path) as connection:
        save_plan(connection, make_plan(), cause="the first plan", at=at, profile_document={})
    return path


@pytest.fixture
def full_store(store: Path, at: dt.datetime) -> Path:
    """A store with something in every table."""
    from retroplan.core.model.clearance import Clearance, Limits
    from retroplan.core.model.vocabulary import Verdict

    plan = make_plan()
    with writing(store) as connection:
        cleared = Clearance(verdict=Verdict.CLEAR, limits=Limits())
        add_screening(connection, cleared, at=at, profile_document={"name": "Ada"})
        for session in plan.sessions[:12]:
            log = make_log(session, note=f"session {session.session_id}")
            add_log(connection, log, plan_id=plan.plan_id, revision=1, at=at)
    return store


@pytest.fixture
def child(store: Path) -> Child:
    variables = {
        **os.environ,
        "PYTHONPATH": f"{Path(retroplan.__file__ or '').parents[1]}:{_ROOT}",
    }

    def start(script: str, *argv: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", _PRELUDE + script, str(store), *argv],
            env=variables,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start
