"""What the commands answer with `--json` is what `docs/schema` promises, and nothing else."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docs.schemas import RESULTS
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from tests.cli.courses import MONDAY
from tests.conftest import Ran, Run
from tests.own_protocol import OWN

ROOT = Path(__file__).parents[1]
EXAMPLE = str(ROOT / "config.example.toml")

TUTORIAL: tuple[tuple[Any, ...], ...] = (
    ("init", ("init", "--from", EXAMPLE, "--json")),
    ("plan", ("plan", "--json")),
    ("plan-week", ("plan", "--week", "2", "--json")),
    ("plan-session", ("plan", "--session", "1.2", "--json")),
    ("plan-bounds", ("plan", "bounds", "--json")),
    ("plan-next", ("plan", "next", "--json"), dt.date(2027, 3, 1)),
    ("plan-next", ("plan", "next", "--goal", "variety", "--json"), dt.date(2027, 3, 1)),
    ("plan-export", ("plan", "export", "plan.csv", "--json")),
    ("plan-apply", ("plan", "apply", "plan.csv", "--json")),
    ("protocols", ("protocols", "--json")),
    ("protocols-check", ("protocols", "check", "own.toml", "--json")),
    ("today", ("today", "--json")),
    (
        "log",
        ("log", "--rpe", "3", "--pain", "4", "--near-falls", "1", "--note", "[red]", "--json"),
    ),
    ("log", ("log", "--extra", "--minutes", "5", "--json")),
    ("today", ("today", "--json")),
    ("checkin", ("checkin", "--bp", "140/104", "--pain", "2", "--note", "[red]", "--json")),
    ("today", ("today", "--json")),
    ("today", ("today", "--json"), dt.date(2026, 11, 26)),
    ("skip", ("skip", "--reason", "travel", "--json"), dt.date(2026, 11, 27)),
    ("sessions", ("sessions", "--json")),
    ("sessions-show", ("sessions", "show", "1", "--json")),
    ("sessions-edit", ("sessions", "edit", "1", "--pain", "2", "--note", "", "--json")),
    ("sessions-delete", ("sessions", "delete", "-1", "--json")),
    ("undo", ("undo", "--json")),
    ("redo", ("redo", "--json")),
    ("undo", ("undo", "--json")),
    ("assess", ("assess", "--json")),
    ("assess-result", ("assess", "tug", "9.8", "--trials", "9.9 9.7", "--aid", "stick", "--json")),
    ("assess-result", ("assess", "chair-stand", "11", "--json")),
    ("assess-test", ("assess", "tug", "--json")),
    ("assess-test", ("assess", "koos-ps", "--json")),
    ("report", ("report", "--json")),
    ("plan-preview", ("plan", "preview", "--pain", "6", "--json")),
    ("plan-why", ("plan", "why", "--json")),
    ("easier", ("easier", "--reason", "tired", "--json")),
    ("plan-why", ("plan", "why", "1.3", "--json")),
    ("plan-history", ("plan", "history", "--json")),
    ("plan-diff", ("plan", "diff", "--json")),
    ("plan-move", ("plan", "move", "8.3", "2027-01-21", "--json")),
    ("plan-rebuild", ("plan", "rebuild", "--json")),
    ("plan-pause", ("plan", "pause", "--until", "+2w", "--reason", "travel", "--json")),
    ("plan-resume", ("plan", "resume", "--json"), dt.date(2026, 11, 30)),
    ("news", ("news", "fall", "--json"), dt.date(2026, 11, 30)),
    (
        "plan-resume",
        ("plan", "resume", "--hurt", "no", "--seen", "no", "--json"),
        dt.date(2026, 11, 30),
    ),
    ("checkin", ("checkin", "--symptom", "chest-pain", "--json"), dt.date(2026, 11, 30)),
    ("today", ("today", "--json"), dt.date(2026, 11, 30)),
    ("screen", ("screen", "--json")),
    ("evidence", ("evidence", "--json")),
    ("evidence", ("evidence", "list", "--json")),
    ("evidence", ("evidence", "conditions", "--json")),
    ("energy", ("energy", "--speed", "3mph", "--grade", "5", "--mass", "70", "--json")),
    ("energy", ("energy", "--speed", "1m/s", "--json")),
)
"""One person's days: the schema of the answer, the command, and the day where it is a later one."""


def published(name: str) -> Any:
    return json.loads((ROOT / "docs/schema" / f"{name}.json").read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The schema with every object closed: a key that it does not name is a breach."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema:
        inside["additionalProperties"] = False
    return inside


def checked(name: str, answer: Ran) -> Any:
    """The `data` of an answer that keeps to its schema to the letter."""
    schema = closed(published(name))
    document = json.loads(answer.out)
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(document)
    return document["data"]


def test_real_answers_keep_to_their_schemas(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.toml").write_text(OWN, "utf-8")
    for name, argv, *days in TUTORIAL:
        answer = run(*argv, **({"today": days[0]} if days else {}))
        assert answer.code == 0, f"{argv}: {answer.err}"
        assert checked(name, answer) is not None


def test_every_published_schema_is_met_by_a_real_answer() -> None:
    published_names = {file.stem for file in (ROOT / "docs/schema").glob("*.json")}

    assert published_names - {"error"} == set(RESULTS) == {name for name, *_ in TUTORIAL}


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(published(name))


ERRORS: tuple[tuple[tuple[str, ...], str, int], ...] = (
    (("log", "--rpe", "99"), "log", 2),
    (("log", "--no-such-option"), "log", 2),
    (("nonsense",), "", 2),
    (("plan", "--week", "99"), "plan", 3),
    (("plan", "why", "99.1"), "plan why", 3),
    (("sessions", "show", "99"), "sessions show", 3),
    (("plan", "apply", "nothing.csv"), "plan apply", 3),
    (("plan", "apply", "wrong.csv"), "plan apply", 4),
    (("plan", "resume"), "plan resume", 5),
    (("plan", "move", "1.2", "2026-11-24"), "plan move", 6),
)
"""Words that cannot be, the command that they are of, and how it ends."""


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize(("argv", "command", "code"), ERRORS, ids=str)
def test_every_error_is_told_to_programs_as_well(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...], command: str, code: int, place: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run("init", "--from", EXAMPLE, today=MONDAY).code == 0
    Path("wrong.csv").write_text("nothing of a plan\n", "utf-8")
    if code == ExitCode.UNSAFE:
        assert run("news", "fall", today=MONDAY).code == 0
    words = ("--json", *argv) if place == "before" else (*argv, "--json")

    answer = run(*words, today=MONDAY)

    assert answer.code == code
    assert "error[" in answer.err
    document = json.loads(answer.out)
    jsonschema.validate(document, published("error"))
    assert (document["command"], document["view"]) == (command, "error")
    (told,) = document["errors"]
    assert f"error[{told['kind']}]" in answer.err


@pytest.mark.parametrize("code", [ExitCode.STORE, ExitCode.DEFECT, ExitCode.INTERRUPTED])
def test_so_are_a_store_that_cannot_be_read_a_fault_of_ours_and_ctrl_c(
    run: Run, environment: Environment, monkeypatch: pytest.MonkeyPatch, code: ExitCode
) -> None:
    assert run("init", "--from", EXAMPLE, today=MONDAY).code == 0
    raised = {ExitCode.DEFECT: RuntimeError("no"), ExitCode.INTERRUPTED: KeyboardInterrupt()}

    def broken(**_: object) -> None:
        raise raised[code]

    if code == ExitCode.STORE:
        environment.store_file.write_bytes(b"no store at all" * 100)
    else:
        monkeypatch.setattr("retroplan.usecases.todays_plan.needed_plan_of_today", broken)
    answer = run("today", "--json", today=MONDAY)

    assert answer.code == code
    document = json.loads(answer.out)
    jsonschema.validate(document, published("error"))
    kinds = {
        ExitCode.STORE: "store",
        ExitCode.DEFECT: "defect",
        ExitCode.INTERRUPTED: "interrupted",
    }
    assert document["errors"][0]["kind"] == kinds[code]


def test_a_report_before_the_first_plan_is_null(run: Run) -> None:
    assert checked("report", run("report", "--json")) is None


def test_a_screening_that_withholds_a_plan_keeps_to_its_schema(run: Run, tmp_path: Path) -> None:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    assert '"knee-osteoarthritis"' in text
    profile = tmp_path / "stroke.toml"
    profile.write_text(text.replace('"knee-osteoarthritis"', '"stroke"'), "utf-8")
    answer = run("screen", "--json", profile_file=profile)

    assert answer.code == 5
    assert checked("screen", answer)["withholds"] is True
