"""Whether a plan was made by the rules of this program, without a look at the rules themselves."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retroplan.usecases.planning import CurrentPlan, whole

if TYPE_CHECKING:
    from retroplan.core.model.events import Event, NewRules

RULES_VERSION = "2026.12.1"
"""As the package data have it: the daily commands do not open those. A test holds the two together."""


def is_by_other_rules(current: CurrentPlan) -> bool:
    """Whether another version of the rules has made the plan; an own protocol's name stands behind a +."""
    return current.stored.rules_version.partition("+")[0] != RULES_VERSION


def rules_to_tell(
    current: CurrentPlan, events: "Sequence[Event]", day: dt.date
) -> "tuple[NewRules, ...]":
    """The fact that the rules of now count from a day on, where the plan does not know it yet."""
    if not is_by_other_rules(current):
        return ()
    from retroplan.core.adaptation.new_rules import new_rules  # once in the life of a plan

    return (new_rules(whole(current), events, rules_version=RULES_VERSION, day=day),)
