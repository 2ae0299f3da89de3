"""What a plan file holds, whatever its format: which plan it is of, and a row a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from retroplan.core.model.plan_row import PlanRow
from retroplan.core.model.vocabulary import Stage
from retroplan.files.fields import Choice, Day, Field, Number, Whole, Words

LONGEST_NOTE = 200
"""Characters."""

BY_NUMBER = "#"
"""Stands for the id of a session that only its number tells."""

_HOUR_S = 3600

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "session_id": Words(longest=10),
        "date": Day(),
        "stage": Choice(words=tuple(Stage)),
        "warm_up_s": Whole(low=0, high=_HOUR_S, unit=" s"),
        "reps": Whole(low=1, high=100),
        "bout_s": Whole(low=1, high=_HOUR_S, unit=" s"),
        "recovery_s": Whole(low=0, high=_HOUR_S, unit=" s"),
        "cool_down_s": Whole(low=0, high=_HOUR_S, unit=" s"),
        "speed_kmh": Number(low=0.1, high=20, unit=" km/h"),
        "grade_pct": Number(low=0, high=30, unit=" %"),
        "note": Words(longest=LONGEST_NOTE, needed=False),
        "backward_s": Whole(low=0, high=_HOUR_S, unit=" s", needed=False),
        "total_s": Whole(low=0, high=_HOUR_S, unit=" s", needed=False),
    }
)
"""What a row may say. What is beyond these ranges is a slip of the keyboard; the limits come later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """A row as it is written, with what is only for reading."""

    row: PlanRow
    state: str
    """`done`, `skipped`, `past` or `to come`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row as it was read, with its line."""

    row: PlanRow
    line: int
    number: int | None = None
    """Of the session in the plan, from 1; for rows that are known `BY_NUMBER`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A whole file as it was read."""

    rows: tuple[ReadRow, ...]
    plan_id: str
    """Empty where the file does not say it."""
    revision: int | None
    remarks: tuple[str, ...] = ()
    """How the file was taken, where that is not plain."""


def row_of(values: Mapping[str, Any]) -> PlanRow:
    """The row of values that `FIELDS` let pass."""
    return PlanRow(
        session_id=values["session_id"],
        date=values["date"],
        stage=Stage(values["stage"]),
        warm_up_s=values["warm_up_s"],
        reps=values["reps"],
        bout_s=values["bout_s"],
        recovery_s=values["recovery_s"],
        cool_down_s=values["cool_down_s"],
        speed_kmh=round(float(values["speed_kmh"]), 2),
        grade_pct=round(float(values["grade_pct"]), 1),
        note=values.get("note", "").strip(),
        backward_s=values.get("backward_s"),
        total_s=values.get("total_s"),
    )
