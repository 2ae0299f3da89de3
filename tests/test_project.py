"""What holds for the project as a whole: sizes, documents that are true, a wheel that is complete."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from retroplan.cli.main import main, register_all
from retroplan.cli.root import app
from retroplan.errors import ExitCode, RetroplanError
from tests.conftest import SOURCE

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 350


def commands() -> list[tuple[str, Any]]:
    """Every command with its full name, groups included."""
    register_all()
    return sorted(_below("", typer.main.get_command(app)), key=lambda pair: pair[0])


def _below(prefix: str, group: Any) -> Iterator[tuple[str, Any]]:
    for name, command in getattr(group, "commands", {}).items():
        full = f"{prefix} {name}".strip()
        yield full, command
        yield from _below(full, command)


def families() -> list[type[RetroplanError]]:
    """The families of errors; what derives from one of them ends as it does."""
    return RetroplanError.__subclasses__()


def test_no_source_file_is_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines())
        for file in (ROOT / "src").rglob("*.py")
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_package_imports_anything_by_being_imported() -> None:
    for file in (ROOT / "src").rglob("__init__.py"):
        assert not re.search(r"^\s*(from|import)\s", file.read_text("utf-8"), re.MULTILINE), file


def test_every_command_and_option_has_help() -> None:
    bare = [name for name, command in commands() if not (command.help or "").strip()]
    bare += [
        f"{name} {parameter.name}"
        for name, command in commands()
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]

    assert bare == []


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs/cli.md").read_text("utf-8")

    assert [name for name, _ in commands() if f"## retroplan {name}\n" not in reference] == []


def test_the_table_of_exit_codes_is_the_programs_own() -> None:
    table = (ROOT / "docs/exit-codes.md").read_text("utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}

    assert documented == set(ExitCode)
    for kind in families():
        assert f"| {kind.exit_code.value} | `{kind.kind}` |" in table


def test_every_family_of_errors_has_a_code_of_its_own() -> None:
    codes = [family.exit_code for family in families()]

    assert len(set(codes)) == len(codes)
    assert 1 not in codes


def test_help_tells_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    told = capsys.readouterr().out.partition("Exit codes:")[2]

    assert {int(number) for number in re.findall(r"(?:^|[\s,])(\d+) ", told)} == set(ExitCode)


def tour() -> list[str]:
    """The commands of the README's tour, in order."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## Five minutes")[2]
    section = text.partition("\n## ")[0]
    blocks = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_every_command_of_the_tour_succeeds(tmp_path: Path) -> None:
    steps = tour()
    (tmp_path / "config.example.toml").write_bytes((ROOT / "config.example.toml").read_bytes())
    program = f'retroplan() {{ "{sys.executable}" -m retroplan "$@"; }}\nset -e\n'
    script = program + "".join(f"{step}\necho DONE-{n}\n" for n, step in enumerate(steps))
    done = subprocess.run(
        ["sh", "-c", script],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        encoding="utf-8",
        env={**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    finished = re.findall(r"^DONE-(\d+)$", done.stdout, re.MULTILINE)

    assert len(steps) > 8
    assert len(finished) == len(steps), f"{steps[len(finished)]}\n{done.stderr}"


def test_the_wheel_carries_its_data_and_its_licence(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(tmp_path)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    (wheel,) = tmp_path.glob("*.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("retroplan/")}
    source = ROOT / "src"
    wanted = {
        file.relative_to(source).as_posix()
        for file in source.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert inside == wanted
    assert {Path(name).suffix for name in inside} >= {".py", ".toml", ".sql", ".typed"}
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_readme_says_what_it_is_for_in_the_words_of_init() -> None:
    from retroplan.reports.words import INTENDED_USE

    assert INTENDED_USE in " ".join((ROOT / "README.md").read_text("utf-8").split())
