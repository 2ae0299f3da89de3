"""What is written, and what happens when it cannot be."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.cli.output import put_question, tell_everybody
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


class Terminal(io.StringIO):
    """What a person sees; no more of a line than fits."""

    def isatty(self) -> bool:
        return True


def test_words_on_a_terminal_keep_to_its_width_and_a_question_leaves_room_for_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")

    put_question("  Does it say all that is so now, and nothing else? y/n  [n]  ")
    tell_everybody("\nhint: `redo` brings again what `undo` has just taken back.")

    lines = terminal.getvalue().split("\n")
    assert all(len(line) <= 40 for line in lines)
    assert lines[:2] == ["  Does it say all that is so now, and", "  nothing else? y/n  [n]  "]
    assert "hint: `redo` brings again what `undo`" in lines


def test_where_nobody_looks_on_a_line_stays_whole(capsys: pytest.CaptureFixture[str]) -> None:
    tell_everybody("word " * 60)

    assert capsys.readouterr().err == "word " * 60 + "\n"
