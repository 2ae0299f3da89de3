"""What is told of tests: the list of all, one in full, and what follows from a new result."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from retroplan.core.assessments.change import Change
from retroplan.core.assessments.history import Entry
from retroplan.core.assessments.interpretation import Reading
from retroplan.core.assessments.schedule import Due
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.events import AssessmentResult


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRow:
    """One test in the list of all."""

    name: str
    title: str
    unit: str
    aliases: tuple[str, ...]
    in_plan: bool
    last: Entry | None
    due: Due | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentOverview:
    """Every test: those of the plan first, then those with a value, then the others."""

    today: dt.date
    has_plan: bool
    tests: tuple[AssessmentRow, ...]
    """Of those that are not for this person (I47) only the ones with a value."""
    not_for_you: tuple[str, ...] = ()
    """Those, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentAnswer:
    """One test: its values, and what the newest says."""

    name: str
    title: str
    unit: str
    better: str
    """lower or higher."""
    entries: tuple[Entry, ...]
    """By day, what the profile declares included."""
    reading: Reading | None
    """Of the newest value; None without one."""
    changes: tuple[Change, ...]
    due: Due | None
    sources: Mapping[str, str]
    """The short name of every source that is cited here, by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """A result that is on disk, and what follows."""

    result: AssessmentResult
    is_beside: bool
    """Another result of that day is kept as well; this one counts."""
    is_newest: bool
    """False where a later day has a result already; that one counts."""
    answer: AssessmentAnswer
    has_plan: bool
    adjustments: tuple[Adjustment, ...]
    """What the rules found in it."""
    revision: int | None
    """Of the plan, where it changed."""
    profile_key: str
    """What the profile calls this value; empty where it has no place for it."""
