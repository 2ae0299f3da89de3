"""What a person asked of the course of a plan, and what came of it."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.vocabulary import NewsKind, Standing, Tier, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What the wish for less made of the plan."""

    date: dt.date
    reason: str
    """The person's own."""
    reasons: tuple[Adjustment, ...]
    """The rules that fired on it, and any that the days brought with them."""
    diff: PlanDiff
    standing: Standing
    standing_reason: str
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A pause that is on disk, and what it does to the plan."""

    date: dt.date
    until: dt.date | None
    """The first day that may hold a session again; None = until told."""
    reason: str
    was_paused: bool
    """The plan was paused already; another end was chosen."""
    end_before: dt.date | None
    """The last day of the plan, had it gone on."""
    end_after: dt.date | None
    """The last day with sessions again from `until`; None where it does not go on by itself."""
    coming_back: tuple[Adjustment, ...]
    """What the days off ask for, as far as that can be told."""
    changes: PlanDiff
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session on its new day."""

    session_id: str
    number: int
    date_before: dt.date
    date: dt.date
    changes: PlanDiff
    """Against the plan of before; holds this session at least."""
    units: Units
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """One answer, before and now. None is "not said"."""

    field: str
    """By its dotted key, as in the profile file."""
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What the profile says now, and what became of the plan."""

    answers: tuple[AnswerChange, ...]
    """Empty where nothing was changed; then nothing was kept either."""
    clearance: Clearance
    reasons: tuple[Adjustment, ...]
    """The rules that the plan did not know before."""
    changes: PlanDiff
    units: Units
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """A plan that goes on, and how."""

    date: dt.date
    cleared_by: str
    last_walk: dt.date | None
    days_off: int | None
    """Since the last walk; None before the first."""
    clearance: Clearance | None
    """Of the screening of today; None where none was due."""
    answers: tuple[AnswerChange, ...]
    """What the profile says anew."""
    reasons: tuple[Adjustment, ...]
    """The rules that the plan did not know before: how it comes back."""
    plan_id: str
    is_new_plan: bool
    """It begins again with its first week."""
    tests: tuple[str, ...]
    """To repeat first, by name; only for a new plan."""
    tier: Tier
    next_date: dt.date | None
    """Of the next session."""
    standing: Standing
    standing_reason: str
    changes: PlanDiff | None
    """Against the plan of before; None for a new plan."""
    units: Units
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """News that is on disk, and what it changes."""

    kind: NewsKind
    date: dt.date
    note: str
    reasons: tuple[Adjustment, ...]
    """The rules that the plan did not know before."""
    changes: PlanDiff
