"""A world to test in: a fixed day, a folder of its own, no terminal.

The variables are set before the app is imported, because typer reads some of them at import.
"""

import os

for _name in [
    *(
        name
        for name in os.environ
        if name.startswith("RETROPLAN_") and name != "RETROPLAN_REWRITE_GOLDEN"
    ),
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "PY_COLORS",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
]:
    os.environ.pop(_name, None)
os.environ |= {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}

import datetime as dt
import io
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

import retroplan
from retroplan.environment import Environment

# A gate in the background is started with Ctrl-C ignored, and its children would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

TODAY = dt.date(2026, 11, 25)
"""A Wednesday; every test lives on it unless it says otherwise."""

SOURCE = Path(retroplan.__file__ or "").parents[1]
"""The folder that holds the package under test."""

settings.register_profile("dev", max_examples=30, deadline=None, print_blob=True)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine is no defect
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

if "_get_local_constants" in vars(providers):
    # Derandomized examples still depend on the constants of the modules loaded so far, and so on the
    # order of the tests: the gate has to see the same people in every run.
    vars(providers)["_get_local_constants"] = lambda: vars(providers)["_local_constants"]

plan_laws = settings(
    max_examples=3_000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""Laws of the planner see thousands of people in CI: of 3,000 more than 2,000 get a plan."""


adaptation_laws = settings(
    max_examples=400 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""Laws of lives with a plan."""


dose_laws = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""Laws of the dose walk a whole life through for each example."""


protocol_laws = settings(
    max_examples=1_500 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""Laws of plans from somebody's own protocol."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The laws first: the longest tests, and those that wait for nothing else."""
    items.sort(key=lambda item: "/properties/" not in item.nodeid)


class Ran(NamedTuple):
    """What came of one command."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """`run("log", "yesterday", typed="3\\n")`; `today=…` and other changes of the environment by keyword."""

    def __call__(self, *argv: str, typed: str = "", **changes: Any) -> Ran: ...


class RealRun(Protocol):
    """The same as a process of its own: `real_run("plan", variables={"COLUMNS": "40"})`."""

    def __call__(
        self, *argv: str, typed: str = "", variables: dict[str, str] | None = None
    ) -> Ran: ...


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A Wednesday evening in Berlin, an empty folder, nobody at the terminal."""
    zone = dt.timezone(dt.timedelta(hours=1))
    folder = tmp_path / "data"
    return Environment(
        clock=lambda: dt.datetime.combine(TODAY, dt.time(18, 30), zone),
        today=TODAY,
        profile_file=folder / "profile.toml",
        data_dir=folder,
        is_interactive=False,
        is_plain=False,
        has_colour=False,
        is_quiet=False,
        width=100,
    )


@pytest.fixture
def run(
    environment: Environment,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Call the program in this process, in the environment of the test."""
    from retroplan.cli.main import main

    def call(*argv: str, typed: str = "", **changes: Any) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        code = main(argv, environment._replace(**changes))
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def real_run(tmp_path: Path) -> RealRun:
    """Start the program as a process, with a home and a data folder of its own."""
    home = tmp_path / "home"
    home.mkdir()
    given = {
        **os.environ,
        "HOME": str(home),
        "PYTHONPATH": str(SOURCE),
        "RETROPLAN_DATA_DIR": str(tmp_path / "data"),
        "RETROPLAN_TODAY": TODAY.isoformat(),
    }

    def call(*argv: str, typed: str = "", variables: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "retroplan", *argv],
            check=False,
            capture_output=True,
            cwd=tmp_path,
            encoding="utf-8",
            env=given | (variables or {}),
            input=typed,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return call
