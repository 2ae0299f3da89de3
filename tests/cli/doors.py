"""The three ways in which a person says who they are: questions, flags, a file."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

from retroplan.cli.init_wizard import surroundings
from retroplan.cli.wizard_areas import AREAS, area_id
from retroplan.cli.wizard_health import list_questions
from retroplan.cli.wizard_profile import lists_of
from retroplan.cli.wizard_questions import questions
from retroplan.cli.wizard_walk import answered, begun
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence
from tests.conftest import TODAY

EVIDENCE = load_evidence()
AROUND = replace(
    surroundings(
        Environment(
            clock=lambda: dt.datetime(2026, 11, 25, tzinfo=dt.UTC), today=TODAY,
            profile_file=Path("profile.toml"), data_dir=Path(), is_interactive=True,
            is_plain=False, has_colour=False, is_quiet=False, width=80,
        ),
        EVIDENCE,
    ),
    zone="Europe/Berlin",
)  # fmt: skip
QUESTIONS = questions(AROUND)


Said = dict[str, object]
"""What somebody says, by the keys of a profile, in metric units; what is left out is not known."""
LISTS = ("health.conditions", "health.symptoms", "health.medications")
UPPER, LOWER = "health.resting_systolic_mmhg", "health.resting_diastolic_mmhg"
GIVEN, BY, ON = "health.clearance.given", "health.clearance.by", "health.clearance.on"


def by_questions(said: Said) -> str:
    """The lines that somebody types in the wizard, from its first question to the confirmation."""
    current = begun(QUESTIONS, given={}, known={})
    lines: list[str] = []
    while current.end is None:
        line = "" if current.question is None else _line(current.at, said)
        before = current
        current, reply = answered(current, line)
        assert current is not before, f"{before.at}: {line!r}: {reply}"
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def by_flags(said: Said) -> list[str]:
    """The same as flags of `init`."""
    argv: list[str] = []
    for question in (*QUESTIONS, *list_questions(AROUND.catalogue)):
        if not question.flag or question.id not in said:
            continue
        value = said[question.id]
        if isinstance(value, bool):
            argv += [question.flag if value else f"--no-{question.flag[2:]}"]
        elif question.id in LISTS and isinstance(value, tuple):
            argv += [word for name in value or ("none",) for word in (question.flag, str(name))]
        elif question.id == "equipment.places" and isinstance(value, tuple):
            argv += [word for name in value for word in (question.flag, str(name))]
        else:
            argv += [question.flag, _typed(question.id, value, said)]
    return argv


def by_file(said: Said) -> str:
    """The same as a profile file."""
    tables: dict[str, list[str]] = {}
    for key, value in said.items():
        is_year = key == "profile.birth_date" and isinstance(value, int)
        table, _, name = ("profile.birth_year" if is_year else key).rpartition(".")
        tables.setdefault(table, []).append(f"{name} = {_toml(value)}")
    return "\n".join(f"[{table}]\n" + "\n".join(rows) for table, rows in tables.items()) + "\n"


def _line(question: str, said: Said) -> str:
    if question == "tests":
        return "y" if any(key.startswith("tests.") for key in said) else "n"
    for area in AREAS:
        if area_id(area) == question:
            lists = [said.get(each) for each in lists_of(area, AROUND.catalogue)]
            if not all(isinstance(named, tuple) for named in lists):
                return ""
            named = [name for each in lists if isinstance(each, tuple) for name in each]
            return ", ".join(name for name in area.names if name in named) or "n"
    return _typed(question, said[question], said) if question in said else ""


def _typed(question: str, value: object, said: Said) -> str:
    if isinstance(value, bool):
        return "y" if value else "n"
    if question == UPPER:
        return f"{value}/{said[LOWER]}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value} m/s" if question.endswith("_mps") else str(value)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return json.dumps(list(value))
    return json.dumps(value) if isinstance(value, str) else str(value)
