"""A check-in that was kept: the colour of its day, why, and what became of the plan."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import PlanDiff, SessionGlance
from retroplan.core.model.events import CheckIn
from retroplan.core.model.vocabulary import Colour, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn:
    """What a person reads, and programs get, once it is on disk."""

    check_in: CheckIn
    today: dt.date
    """When it was told; `check_in.date` may be an earlier day."""
    colour: Colour
    """Of the day, over all that was said of it."""
    reasons: tuple[Adjustment, ...]
    """The rules that fire over the day's check-ins, most careful first; none on a green day."""
    held: tuple[Adjustment, ...]
    """What happened on earlier days and still lets no session come on this one."""
    also: tuple[Adjustment, ...]
    """What else the rules found because of it, such as the second red day in two weeks."""
    earlier: int
    """How many check-ins of the day were kept before this one. All of them count."""
    not_before: dt.date | None
    """The first day that may hold a session again; None where no day off was asked for."""
    planned: SessionGlance | None
    """The session that came next, today's included, before this was told."""
    becomes: SessionGlance | None
    """The same session now; None where it no longer stands."""
    is_done: bool
    """Today's session was walked or skipped already."""
    next_session: SessionGlance | None
    """The first that is to come, today's included."""
    changes: PlanDiff
    remarks: tuple[str, ...]
    units: Units
