"""Commands start at once because of what they do not load; and looking changes nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retroplan.cli.root import COMMANDS
from retroplan.errors import ExitCode
from tests.conftest import SOURCE, RealRun, Run

ROOT = Path(__file__).parents[1]

HEAVY_AT_IMPORT = (
    "importlib.metadata",
    "platformdirs",
    "pydantic",
    "rich",
    "sqlite3",
    "tomlkit",
    "tomllib",
    "tzlocal",
    "xml",
)
HEAVY_DAILY = ("importlib.metadata", "pydantic", "rich", "tomlkit", "tzlocal")

PROGRAM = """
import json, sys
from retroplan.cli.main import main
code = main({argv!r})
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded_by(code: str, **variables: str) -> tuple[str, Any]:
    """Standard output of a fresh process, and the last line of its standard error as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **variables},
        timeout=60,
    )
    return done.stdout, json.loads(done.stderr.splitlines()[-1])


def heavy(modules: list[str], names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name in modules]


def test_importing_the_command_line_loads_only_the_standard_library_and_typer() -> None:
    tell = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    _, bare = loaded_by(tell)
    _, modules = loaded_by(f"import retroplan.cli.main as m; m.register_all(); {tell}")
    added = {name.partition(".")[0] for name in set(modules) - set(bare)}
    typer_and_its_own = {"annotated_doc", "shellingham", "typer"}

    assert added - sys.stdlib_module_names - typer_and_its_own == {"retroplan"}
    assert heavy(modules, HEAVY_AT_IMPORT) == []


@pytest.fixture
def begun(tmp_path: Path, real_run: RealRun) -> dict[str, str]:
    """Variables that point at a folder with a plan in it, on the plan's first day."""
    variables = {"RETROPLAN_DATA_DIR": str(tmp_path / "data"), "RETROPLAN_TODAY": "2026-11-23"}
    began = real_run("init", "--from", str(ROOT / "config.example.toml"), variables=variables)
    assert began.code == 0, began.err
    return variables


@pytest.mark.parametrize(
    "argv",
    [
        ("log", "--rpe", "3", "--pain", "1", "--near-falls", "0"),
        ("log", "--as-planned"),
        ("today",),
        ("skip", "--reason", "travel"),
        ("checkin", "--pain", "5", "--bp", "128/80", "--hr", "66"),
        ("log", "--morning-pain", "5", "--symptom", "fever"),
        ("plan", "--plain"),
        ("report", "--plain"),
        ("report",),
    ],
    ids=" ".join,
)
def test_daily_commands_never_load_pydantic_or_rich(
    begun: dict[str, str], argv: tuple[str, ...]
) -> None:
    out, (code, modules) = loaded_by(PROGRAM.format(argv=argv), **begun)

    assert (code, heavy(modules, HEAVY_DAILY)) == (0, [])
    assert out


HEAVY_QUIETLY = (*HEAVY_DAILY, "tomllib", "retroplan.core.adaptation.adapt")


@pytest.mark.parametrize(
    ("day", "unwanted"),
    [("2026-11-23", HEAVY_QUIETLY), ("2026-11-27", HEAVY_DAILY)],
    ids=["a quiet day", "a day after some that went by"],
)
def test_today_loads_the_rules_only_where_days_went_by_without_a_record(
    begun: dict[str, str], day: str, unwanted: tuple[str, ...]
) -> None:
    variables = {**begun, "RETROPLAN_TODAY": day}
    _, (code, modules) = loaded_by(PROGRAM.format(argv=("today",)), **variables)

    assert (code, heavy(modules, unwanted)) == (0, [])


NOUNS_OF_RULES = (
    "retroplan.core.answers.course",
    "retroplan.core.model.events",
    "retroplan.core.model.profile",
    "retroplan.evidence.load",
)


def test_a_log_of_what_was_foreseen_loads_neither_rules_nor_their_nouns(
    begun: dict[str, str],
) -> None:
    argv = ("log", "--rpe", "2", "--pain", "0", "--near-falls", "0")
    _, (code, modules) = loaded_by(PROGRAM.format(argv=argv), **begun)

    assert (code, heavy(modules, (*HEAVY_QUIETLY, *NOUNS_OF_RULES))) == (0, [])


COMPLETION = {
    "_RETROPLAN_COMPLETE": "complete_bash",
    "COMP_WORDS": "retroplan i",
    "COMP_CWORD": "1",
}


@pytest.mark.parametrize(
    ("argv", "variables", "said"),
    [
        (("--help",), {}, "Exit codes"),
        (("log", "--help"), {}, "--pain"),
        (("--version",), {}, "retroplan "),
        ((), COMPLETION, "init"),
    ],
    ids=["help", "help of a command", "version", "completion"],
)
def test_looking_creates_nothing(
    tmp_path: Path,
    real_run: RealRun,
    argv: tuple[str, ...],
    variables: dict[str, str],
    said: str,
) -> None:
    answer = real_run(*argv, variables={**variables, "RETROPLAN_DATA_DIR": ""})

    assert answer.code == 0
    assert said in answer.out
    assert list((tmp_path / "home").rglob("*")) == []
    assert not (tmp_path / "data").exists()


def test_retroplan_alone_shows_what_there_is(run: Run) -> None:
    answer = run()

    assert answer.code == ExitCode.USAGE
    assert answer.out.startswith("Usage: retroplan")
    assert all(name in answer.out for name in COMMANDS)
    assert answer.err == ""


def test_the_name_of_a_person_may_be_the_name_of_a_command(real_run: RealRun) -> None:
    answer = real_run("--profile", "log", "report")

    assert answer.code == 0
    assert "nothing to report" in answer.out


def test_the_help_of_all_lists_all_even_with_a_command_behind_it(run: Run) -> None:
    answer = run("--help", "log")

    assert all(name in answer.out for name in COMMANDS)


def test_leaving_early_loses_no_word_and_no_exit_code(real_run: RealRun) -> None:
    long = real_run("evidence", "list", "--json")
    refused = real_run("today")

    assert len(json.loads(long.out)["data"]["sources"]) > 10
    assert (refused.code, refused.out) == (3, "")
    assert "hint: " in refused.err
