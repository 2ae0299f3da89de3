"""The world outside as it should not be: no home, no folder, days that no calendar has."""

import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.errors import ExitCode
from tests.conftest import SOURCE, RealRun

NOBODYS_HOME = "~nobody-of-that-name/x"


@pytest.mark.parametrize(
    "argv",
    [
        ("--data-dir", NOBODYS_HOME, "today"),
        ("--config", NOBODYS_HOME, "screen"),
        ("init", "--dry-run", "--from", NOBODYS_HOME),
    ],
)
def test_the_home_of_nobody_is_told_in_words(real_run: RealRun, argv: tuple[str, ...]) -> None:
    ran = real_run(*argv)

    assert ran.code == ExitCode.USAGE
    assert "there is no such home folder" in ran.err
    assert NOBODYS_HOME in ran.err


def test_a_folder_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = (
        "import os, sys; os.rmdir(os.getcwd()); from retroplan.cli.main import main;"
        "sys.exit(main(['--data-dir', 'here', 'today']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        cwd=gone,
        encoding="utf-8",
        env={"PYTHONPATH": str(SOURCE)},
        timeout=60,
    )

    assert done.returncode == ExitCode.USAGE
    assert "the folder you are in is gone" in done.stderr


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2500-01-01"])
def test_a_today_beyond_all_plans_is_refused(real_run: RealRun, day: str) -> None:
    ran = real_run("--today", day, "report")

    assert ran.code == ExitCode.USAGE
    assert "--today takes a date" in ran.err
    assert "1900" in ran.err


def test_a_variable_that_cannot_be_taken_is_named(real_run: RealRun) -> None:
    day = real_run("today", variables={"RETROPLAN_TODAY": "garbage"})
    person = real_run("today", variables={"RETROPLAN_PROFILE": "../../x"})

    assert (day.code, person.code) == (ExitCode.USAGE, ExitCode.USAGE)
    assert "RETROPLAN_TODAY takes a date" in day.err
    assert "RETROPLAN_PROFILE takes a short name" in person.err
