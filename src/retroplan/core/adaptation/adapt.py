"""The rest of a plan, after what happened. Pure: the same facts give the same plan."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.events import Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan


def adapt(
    plan: Plan, events: Sequence[Event], evidence: Evidence, today: dt.date
) -> tuple[Plan, tuple[Adjustment, ...]]:
    """The plan as the facts ask for it from `today` on, and every rule that fired.

    Args:
        plan: the current revision; its past is kept as it is.
        events: all facts since it began, `Declared` first.
        evidence: the catalogue.
        today: sessions before it, or with a record, are past.

    Returns:
        The same plan where nothing asks for a change, else the next revision.
    """
    return plan, ()
