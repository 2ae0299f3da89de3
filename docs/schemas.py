"""JSON Schemas (2020-12) of the JSON output, from the dataclasses that the commands encode."""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from retroplan.core.agenda import DayStatus
from retroplan.core.answers.assessments import AssessmentAnswer, AssessmentOverview, KeptResult
from retroplan.core.answers.changes import Difference, History, Preview
from retroplan.core.answers.check_in import CheckedIn
from retroplan.core.answers.course import (
    AnswerChange,
    Granted,
    Heard,
    Moved,
    Paused,
    Rebuilt,
    Resumed,
)
from retroplan.core.answers.explanation import Why
from retroplan.core.answers.plan_files import AppliedFile, Exported
from retroplan.core.answers.protocols import OwnProtocol, Shelf
from retroplan.core.answers.records import Changed, Listing, RecordInFull
from retroplan.core.answers.saved import Saved
from retroplan.core.codec import kinds_of
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.clearance import Clearance, Finding
from retroplan.core.model.ending import CleanWeeks, Ending, NextKind, Option
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.progress import Progress
from retroplan.reports.bounds import BoundUse
from retroplan.usecases.energy import Estimate
from retroplan.usecases.evidence import EvidenceAnswer
from retroplan.usecases.screening import ScreeningDocument
from retroplan.usecases.undoing import Reversal

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Shape:
    """An object that a command puts together itself."""

    required: Mapping[str, Any]
    perhaps: Mapping[str, Any] = field(default_factory=dict)
    may_be_null: bool = False


def fields_of(kind: Any) -> dict[str, Any]:
    """The fields of a record, with their types."""
    hints = get_type_hints(kind)
    return {name: hints[name] for name in kinds_of(kind) or ()}


INIT = Shape(
    {"profile_file": str, "is_kept": bool, "clearance": Clearance, "plan": Plan | None},
    perhaps={"old_profile_file": str | None, "was_there": bool, "remarks": tuple[str, ...]},
)
NEXT = Shape(
    {
        "kind": NextKind,
        "is_kept": bool,
        "plan": Plan,
        "clearance": Clearance,
        "answers": tuple[AnswerChange, ...],
        "remarks": tuple[str, ...],
        "profile_file": str,
        "old_profile_file": str | None,
    },
    may_be_null=True,
)
PLAN_NEXT = Shape(
    {
        "ending": Ending,
        "clean_weeks": CleanWeeks,
        "options": tuple[Option, ...],
        "next": NEXT,
    }
)
BOUNDS = Shape({"plan_id": str, "revision": int, "bounds": tuple[BoundUse, ...]})
TODAY = Shape(
    {
        "status": DayStatus,
        "today": dt.date,
        "week": int,
        "weeks": int,
        "sessions": int,
        "next_date": dt.date | None,
        "unrecorded_date": dt.date | None,
        "withheld_by": tuple[Adjustment, ...],
        "standing_reason": str,
    },
    perhaps={"from_last_time": tuple[str, ...], "tests_due": tuple[str, ...]} | fields_of(Session),
)
REPORT = Shape(
    fields_of(Progress) | {"tests": tuple[AssessmentAnswer, ...], "tests_due": tuple[str, ...]},
    may_be_null=True,
)
RESULTS: dict[str, tuple[str, Any]] = {
    "assess": ("assess", AssessmentOverview),
    "assess-result": ("assess", KeptResult),
    "assess-test": ("assess", AssessmentAnswer),
    "checkin": ("checkin", CheckedIn),
    "easier": ("easier", Granted),
    "energy": ("energy", Estimate),
    "evidence": ("evidence", EvidenceAnswer),
    "init": ("init", INIT),
    "log": ("log", Saved),
    "news": ("news", Heard),
    "plan": ("plan", Plan),
    "plan-apply": ("plan apply", AppliedFile | None),
    "plan-bounds": ("plan bounds", BOUNDS),
    "plan-diff": ("plan diff", Difference),
    "plan-export": ("plan export", Exported),
    "plan-history": ("plan history", History),
    "plan-move": ("plan move", Moved),
    "plan-next": ("plan next", PLAN_NEXT),
    "plan-pause": ("plan pause", Paused),
    "plan-preview": ("plan preview", Preview),
    "plan-rebuild": ("plan rebuild", Rebuilt),
    "plan-resume": ("plan resume", Resumed | None),
    "plan-session": ("plan", Session),
    "plan-week": ("plan", Week),
    "plan-why": ("plan why", Why),
    "protocols": ("protocols", Shelf),
    "protocols-check": ("protocols check", OwnProtocol),
    "redo": ("redo", Reversal),
    "report": ("report", REPORT),
    "screen": ("screen", ScreeningDocument),
    "sessions": ("sessions", Listing),
    "sessions-delete": ("sessions delete", Changed),
    "sessions-edit": ("sessions edit", Changed),
    "sessions-show": ("sessions show", RecordInFull),
    "skip": ("skip", Saved),
    "today": ("today", TODAY),
    "undo": ("undo", Reversal),
}
"""By the name of the schema's file: the command that answers so, and the type of `data`."""


def envelopes() -> dict[str, dict[str, Any]]:
    """Every schema, by the name of its file."""
    found = {name: envelope(name, command, kind) for name, (command, kind) in RESULTS.items()}
    return found | {"error": error_envelope()}


def error_envelope() -> dict[str, Any]:
    """The envelope of an error that has nothing else to show."""
    found = envelope("error", "", type(None))
    text = {"type": "string"}
    told = {
        "kind": text,
        "message": text,
        "hint": text,
        "problems": {"type": "array", "items": text},
    }
    error = {"type": "object", "properties": told, "required": list(told)}
    found["properties"] |= {
        "command": text,
        "errors": {"type": "array", "items": error, "minItems": 1},
    }
    return found | {"title": "an error of a command with --json"}


def envelope(name: str, command: str, kind: Any) -> dict[str, Any]:
    """The envelope around `data` of a kind, with the definitions that it needs."""
    definitions = Definitions()
    parts = {
        "retroplan": {"const": 1},
        "command": {"const": command},
        "view": {"const": name.replace("-", ".")},
        "data": definitions.schema_of(kind),
        "findings": definitions.schema_of(tuple[Finding, ...]),
        "errors": {"type": "array"},
    }
    return {
        "$schema": DIALECT,
        "title": f"retroplan {command} --json",
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "$defs": dict(sorted(definitions.found.items())),
    }


PLAIN: dict[Any, dict[str, Any]] = {
    Any: {},
    object: {},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
    types.NoneType: {"type": "null"},
}


def is_record(kind: type) -> bool:
    """A dataclass, or a named tuple: both are objects in JSON."""
    return kinds_of(kind) is not None


class Definitions:
    """The dataclasses and enums that a schema refers to, each spelt out once."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}
        self._names: dict[str, type] = {}

    def schema_of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type; what has a name is referred to."""
        if isinstance(kind, Shape):
            shape = self._shape(kind)
            return {"anyOf": [shape, {"type": "null"}]} if kind.may_be_null else shape
        if kind in PLAIN:
            return PLAIN[kind]
        if isinstance(kind, type) and (is_record(kind) or issubclass(kind, Enum)):
            return {"$ref": f"#/$defs/{self._name(kind)}"}
        origin, arms = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.schema_of(arm) for arm in arms]}
        if origin is Literal:
            return {"enum": list(arms)}
        if origin is tuple and arms[-1] is not Ellipsis:
            items = [self.schema_of(arm) for arm in arms]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
        if origin in (tuple, list):
            return {"type": "array", "items": self.schema_of(arms[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.schema_of(arms[1])}
        raise TypeError(f"no schema for {kind!r}")

    def _name(self, kind: type) -> str:
        name = kind.__name__
        if self._names.get(name, kind) is not kind:  # another class of that name is there already
            name = f"{kind.__module__.rpartition('.')[2].title()}{name}"
        if name not in self._names:
            self._names[name] = kind
            self.found[name] = {}  # holds the place: a type may contain itself
            self.found[name] = (
                {"enum": [member.value for member in kind]}
                if issubclass(kind, Enum)
                else self._shape(Shape(fields_of(kind)))
            )
        return name

    def _shape(self, shape: Shape) -> dict[str, Any]:
        parts = {
            name: self.schema_of(kind)
            for name, kind in {**shape.required, **shape.perhaps}.items()
        }
        return {"type": "object", "properties": parts, "required": list(shape.required)}
