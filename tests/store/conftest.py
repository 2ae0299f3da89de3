import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

import retroplan
from retroplan.store.database import create_store, writing
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
from retroplan.store.logs import add_log
from retroplan.store.sql import transaction
from tests.builders import make_log, make_session
path = Path(sys.argv[1])
at = dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
def add(connection, note):
    log = make_log(make_session(), note=note)
    return add_log(connection, log, plan_id="plan-1", revision=1, at=at)
"""


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
