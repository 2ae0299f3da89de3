"""Records looked up, put right, deleted."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a person said of a session, as it is kept."""

    number: int
    """By which it is asked for; later entries have higher ones."""
    plan_id: str | None
    revision: int | None
    """Of the plan, when it was entered."""
    is_of_current_plan: bool
    entered: str
    """ISO, by the person's own clock, with its offset."""
    log: SessionLog

    @property
    def earlier_plan(self) -> str:
        """The name of its plan; empty where it belongs to the present one, or to none."""
        return "" if self.is_of_current_plan else self.plan_id or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Records in the order in which they were entered, the newest last."""

    records: tuple[Record, ...]
    """`log.prescribed` is left out here."""
    since: dt.date
    older: int
    """How many more there are, of the days before."""
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInFull:
    """One record, with the session as it was prescribed."""

    record: Record
    cause: str
    """Why there was that revision of the plan; empty where it belongs to none."""
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A record that was changed or deleted, and what that means for the plan; on disk."""

    before: Record
    after: Record | None
    """None for one that was deleted."""
    advice: tuple[str, ...]
    """What a person should read about the new values and not yet about the old, most urgent first."""
    is_plan_changed: bool
    reasons: tuple[Adjustment, ...]
    """The rules that the plan did not know before."""
    units: Units
