"""The world outside: who says what it is, and how it should not be: no home, no folder, no such day."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.environment import Environment, Wishes, from_os
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


def in_process(monkeypatch: pytest.MonkeyPatch, wishes: Wishes, **variables: str) -> Environment:
    """The environment that flags and variables make."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return from_os(wishes)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home folder of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_flag_goes_before_a_variable(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    variables = {
        "RETROPLAN_TODAY": "2026-01-01",
        "RETROPLAN_DATA_DIR": str(home / "variable"),
        "RETROPLAN_CONFIG": str(home / "variable.toml"),
        "RETROPLAN_PROFILE": "bo",
    }
    flags = Wishes(
        today="2026-02-02",
        data_dir=str(home / "flag"),
        config=str(home / "flag.toml"),
        person="al",
    )
    by_flag = in_process(monkeypatch, flags, **variables)
    by_variable = from_os(Wishes())

    assert by_flag.today.isoformat() == "2026-02-02"
    assert by_flag.data_dir == home / "flag" / "al"
    assert by_flag.profile_file == home / "flag.toml"
    assert by_variable.today.isoformat() == "2026-01-01"
    assert by_variable.data_dir == home / "variable" / "bo"
    assert by_variable.profile_file == home / "variable.toml"


@pytest.mark.skipif(
    sys.platform != "linux", reason="the folders of other systems have other names"
)
def test_without_either_the_folders_are_those_of_the_system(home: Path) -> None:
    found = from_os(Wishes())

    assert found.data_dir == home / ".local/share/retroplan"
    assert found.profile_file == home / ".config/retroplan/profile.toml"
    assert from_os(Wishes(person="bo")).data_dir == home / ".local/share/retroplan/bo"


def test_a_data_folder_of_ones_own_holds_the_profile_too(home: Path) -> None:
    found = from_os(Wishes(data_dir="~/here"))

    assert found.profile_file == home / "here" / "profile.toml"
    assert found.store_file == home / "here" / "retroplan.db"


def test_today_is_the_day_of_the_clock_unless_it_is_said(home: Path) -> None:
    before = dt.datetime.now().astimezone().date()  # noqa: TID251  # what it is held against
    found = from_os(Wishes(data_dir=str(home)))
    after = dt.datetime.now().astimezone().date()  # noqa: TID251

    assert before <= found.today <= after
    assert found.now().utcoffset() is not None


@pytest.mark.parametrize(("variable", "is_plain"), [({}, False), ({"RETROPLAN_PLAIN": "1"}, True)])
def test_plain_can_be_a_variable(
    monkeypatch: pytest.MonkeyPatch, home: Path, variable: dict[str, str], is_plain: bool
) -> None:
    found = in_process(monkeypatch, Wishes(data_dir=str(home)), **variable)
    assert found.is_plain is is_plain


def test_colour_is_forced_or_forbidden_by_the_usual_variables(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    wishes = Wishes(data_dir=str(home))
    monkeypatch.delenv("NO_COLOR")
    assert in_process(monkeypatch, wishes, FORCE_COLOR="1").has_colour
    assert not from_os(wishes._replace(no_colour=True)).has_colour
    assert not from_os(wishes._replace(plain=True)).has_colour
    assert not in_process(monkeypatch, wishes, NO_COLOR="1").has_colour


@pytest.mark.parametrize(
    ("columns", "width"), [("60", 60), ("5", 20), ("999", 200), ("0", 80), ("wide", 80)]
)
def test_the_width_is_that_of_the_variable_within_reason(
    monkeypatch: pytest.MonkeyPatch, home: Path, columns: str, width: int
) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    found = in_process(monkeypatch, Wishes(data_dir=str(home)), COLUMNS=columns)
    assert found.width == width


INIT = ("init", "--no-input", "--birth-year", "1966", "--condition", "none", "--symptom", "none")


def test_two_people_on_one_machine_do_not_see_each_other(
    real_run: RealRun, tmp_path: Path
) -> None:
    anna, bert = ("--profile", "anna"), ("--profile", "bert")
    assert real_run(*anna, *INIT, "--goal", "balance", "--name", "Anna").code == ExitCode.OK
    assert real_run(*bert, "plan").code == ExitCode.NOT_FOUND
    assert real_run(*bert, *INIT, "--goal", "variety", "--name", "Bert").code == ExitCode.OK

    assert '"balance"' in real_run(*anna, "plan", "--json").out
    assert '"variety"' in real_run(*bert, "plan", "--json").out
    assert "Bert" not in (tmp_path / "data" / "anna" / "profile.toml").read_text()


def test_a_profile_file_elsewhere_is_written_and_read_there(
    real_run: RealRun, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere" / "me.toml"
    assert real_run("--config", str(file), *INIT, "--goal", "balance").code == ExitCode.OK
    assert 'kind = "balance"' in file.read_text()
    assert not (tmp_path / "data" / "profile.toml").exists()
    assert real_run("screen").code == ExitCode.NOT_FOUND
    assert real_run("--config", str(file), "screen").code == ExitCode.OK
