"""What became of a plan, and what would: its revisions, the difference between two, a preview."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.vocabulary import Standing, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision in a few words. What it changed is told against the revision before."""

    revision: int
    at: dt.datetime
    """When it was made, by the person's own clock."""
    cause: str
    sessions: int
    """In the plan."""
    changed: int
    added: int
    removed: int
    backward_before_s: int | None
    """Of all sessions of the revision before; None for the first."""
    backward_s: int
    ends_before: dt.date | None
    ends: dt.date | None
    """The day of its last session."""
    standing_before: Standing | None
    standing: Standing
    is_kept: bool
    """False for what days without a walk ask for, as long as no command has kept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The revisions of a plan, oldest first; the last is the one that is walked by."""

    plan_id: str
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two revisions side by side."""

    diff: PlanDiff
    causes: tuple[str, ...]
    """Of every revision after the first up to the second; none where the second is the older."""
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would come of it."""

    pretended: tuple[str, ...]
    """In sentences."""
    today: dt.date
    """The day on which the plan would look like this."""
    fired: tuple[Adjustment, ...]
    """The rules that would fire and do not yet; oldest first."""
    diff: PlanDiff
    units: Units
