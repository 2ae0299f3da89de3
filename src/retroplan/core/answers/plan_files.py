"""A plan that was written as a file, and one that came back edited."""

from dataclasses import dataclass

from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.vocabulary import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A plan that was written as a file."""

    file: str
    plan_id: str
    revision: int
    sessions: int
    editable: int
    """Those still to come: the rows that `plan apply` lets differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedFile:
    """What became of a file that was edited by hand."""

    file: str
    is_kept: bool
    """It is on disk; False for a rehearsal, and where nothing differs."""
    edited: tuple[str, ...]
    """The ids of the sessions that the file changes."""
    changes: PlanDiff
    units: Units
    remarks: tuple[str, ...] = ()
