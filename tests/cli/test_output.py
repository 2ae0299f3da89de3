"""What is written, and what happens when it cannot be."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.cli.root import COMMANDS
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.reports.screen import Screen
from tests.conftest import SOURCE, RealRun, Run
from tests.kept import keep_plan

needs_a_full_device = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs a device that is always full"
)
NOTE = "grüße \u202eRTL\u202c \x9b31m \U000e0041 –"


def started(
    folder: Path, *argv: str, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    """The program as a process, its streams given as descriptors."""
    return subprocess.run(
        [sys.executable, "-m", "retroplan", "--data-dir", str(folder), *argv],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
        check=False,
    )


@needs_a_full_device
@pytest.mark.parametrize("argv", [("report",), ("--help",), ("log", "--help"), ()])
def test_an_answer_that_cannot_be_written_is_told_in_words(
    tmp_path: Path, argv: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = started(tmp_path, *argv, stdout=full.fileno())

    assert done.returncode == ExitCode.BAD_FILE
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


@needs_a_full_device
def test_an_error_that_cannot_be_told_keeps_its_code(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = started(tmp_path, "plan", stderr=full.fileno())

    assert done.returncode == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    ("argv", "code"), [(("report",), 0), (("--help",), 0), (("today", "--json"), 3)]
)
def test_a_reader_who_has_gone_is_no_trouble(
    tmp_path: Path, argv: tuple[str, ...], code: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = started(tmp_path, *argv, stdout=writing)
    finally:
        os.close(writing)

    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_json_keeps_every_character_and_shows_none_that_a_terminal_obeys(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment)
    run("log", "--extra", "--note", NOTE)
    ran = run("report", "--json")

    assert json.loads(ran.out)["data"]["weeks"][0]["notes"][0]["text"] == NOTE
    assert not set(ran.out) & {"\u202e", "\u202c", "\x9b", "\U000e0041"}
    assert "grüße" in ran.out


def test_json_is_json_where_the_locale_spells_little(real_run: RealRun) -> None:
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    wide = real_run("evidence", "list", "--json", variables={"PYTHONUTF8": "1"})
    ran = real_run("evidence", "list", "--json", variables=narrow)

    assert ran.out.isascii()
    assert json.loads(ran.out) == json.loads(wide.out)


def test_a_path_to_copy_is_never_broken() -> None:
    path = "/home/somebody/with a very long name/and/many/folders/profile.toml"
    narrow = Screen().point_at("Your profile:", path).render(width=40, plain=False, colour=False)
    wide = Screen().point_at("Your profile:", path).render(width=120, plain=False, colour=False)

    assert narrow.splitlines() == ["Your profile:", path]
    assert wide.splitlines() == [f"Your profile: {path}"]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_examples_of_a_help_can_be_typed_as_they_stand(
    run: Run, environment: Environment, name: str
) -> None:
    keep_plan(environment)
    _, _, after = run(name, "--help").out.partition("Examples:\n")
    lines = [line.strip() for line in after.splitlines()]

    assert lines
    for line in lines:
        program, *argv = shlex.split(line)
        assert program == "retroplan"
        assert argv[0] == name
        assert run(*argv, is_interactive=True).code != ExitCode.USAGE, line
