"""A record that was kept, with what it means and what it makes of the plan."""

import datetime as dt
from typing import NamedTuple

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import PlanDiff, SessionChange
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Units


class Told(NamedTuple):
    """What a record makes of the rest of the plan."""

    adjustments: tuple[Adjustment, ...] = ()
    """The rules that fired for it, most decisive first; none where all went as it should."""
    diff: PlanDiff | None = None
    """What changes; None where nothing does."""
    standing_reason: str = ""
    """Why the plan offers nothing for now, and what ends that."""
    rise: SessionChange | None = None
    """From the session that went well to the next, where that holds more of anything."""


class NextSession(NamedTuple):
    session_id: str
    date: dt.date


class Saved(NamedTuple):
    """A record that is on disk, what it means, and what comes next."""

    log_id: int
    log: SessionLog
    session_number: int | None
    """In the plan; None for a walk outside it."""
    advice: tuple[str, ...]
    """What a person should read about it, most urgent first. Empty when all went as it should."""
    next_session: NextSession | None
    """The next one without a record; None when none is left."""
    units: Units
    told: Told
    """What it makes of the plan."""
