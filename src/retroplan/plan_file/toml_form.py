"""A plan as TOML, and back."""

from collections.abc import Sequence
from typing import Any

from retroplan.core.model.plan_row import PlanRow
from retroplan.core.text import clock, full_day_words
from retroplan.files.document import mistakes, read_document
from retroplan.files.fields import Field, Whole, Words, check_fields
from retroplan.files.problems import Problem
from retroplan.files.toml_text import toml
from retroplan.plan_file.content import FIELDS, PlanText, ReadRow, WrittenRow, row_of

_HEAD = """\
# A plan to edit by hand, then to check and keep with `retroplan plan apply`. Only sessions still to come may
# change: to less, or to another day of their week. docs/plan-file.md explains every key.
"""
_ROW_KEYS = (
    "session_id", "date", "stage", "warm_up_s", "reps", "bout_s", "recovery_s", "cool_down_s",
    "speed_kmh", "grade_pct", "note",
)  # fmt: skip
_HINT = "mend it and run this again; docs/plan-file.md explains every key"


def as_toml(rows: Sequence[WrittenRow], *, plan_id: str, revision: int) -> str:
    """One table a session; what follows from it stands above it as a comment."""
    head = f"{_HEAD}\nplan_id = {toml(plan_id)}\nrevision = {revision}\n"
    return "\n".join([head, *(_table(written) for written in rows)])


def _table(written: WrittenRow) -> str:
    row = written.row
    keys = [f"{name} = {toml(getattr(row, name))}" for name in _ROW_KEYS]
    return "\n".join([f"# {_said(row)} · {written.state}", "[[sessions]]", *keys, ""])


def _said(row: PlanRow) -> str:
    backward, total = clock(row.backward_s or 0), clock(row.total_s or 0)
    return f"{full_day_words(row.date)} · {backward} backward, {total} in all"


def read_toml(text: str, *, name: str) -> PlanText:
    """The rows of a TOML file.

    Raises:
        BadFile: it is no plan; `problems` are all that is wrong with it, each with its line.
    """
    document = read_document(text, name, what="plan")
    values = document.values
    sessions = values.get("sessions")
    top = {key: value for key, value in values.items() if key != "sessions"}
    fields: dict[str, Field] = {"plan_id": Words(longest=80, needed=False),
              "revision": Whole(low=1, high=1_000_000, needed=False)}  # fmt: skip
    problems = [*check_fields(top, fields), *_row_problems(sessions)]
    if problems:
        raise mistakes(name, document, problems, hint=_HINT)
    return PlanText(
        rows=tuple(
            ReadRow(row=row_of(row), line=document.line(("sessions", at)) or 1)
            for at, row in enumerate(sessions or ())
        ),
        plan_id=values.get("plan_id", ""),
        revision=values.get("revision"),
    )


def _row_problems(sessions: Any) -> list[Problem]:
    if not isinstance(sessions, list) or not sessions:
        return [
            Problem(("sessions",), "are missing: each stands under [[sessions]]", place="sessions")
        ]
    found = []
    for at, row in enumerate(sessions):
        path = ("sessions", at)
        if not isinstance(row, dict):
            found.append(Problem(path, "must stand under [[sessions]]", place=f"session {at + 1}"))
            continue
        said = {key: value for key, value in row.items() if (key, value) != ("note", "")}
        place = f"session {row.get('session_id', at + 1)}"
        found += check_fields(said, FIELDS, path=path, place=place)
    return found
