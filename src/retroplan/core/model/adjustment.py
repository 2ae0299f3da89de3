"""What the rules say of the facts: which way the plan goes, why, and what would have changed it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from retroplan.core.model.vocabulary import Step

RISING = "two-clean"
"""The rule by which a plan rises at all."""
ONCE = "days-off-repeat"
"""The rule that speaks of one session, and of none after it."""
TOO_SOON = "too-soon"
"""The rule by which a week holds what the last full one held."""
WISH = "easier"
"""The rule of the person's own wish for less."""
PAUSED = "paused"
"""The rule of the person's own wish for days without a session."""
BY_HAND = "Changed by hand"
"""How the reason begins that an edited session gives."""
NEW_RULES = "new-rules"
"""The rule that tells of other rules than those the plan was made by."""
HELD_BACK = "held-back"
"""The rule of a plan that could not take a fact in; a program that can ends it."""
FALL = "fall"
"""The rule of a fall, whichever way it was told: no session until it is known whether it hurt."""
RESTART = "days-off-restart"
"""The rule after which a plan begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One fact that a rule looked at."""

    date: dt.date
    name: str
    """As it is said: "pain while walking"."""
    value: str
    """With its unit: "6 of 10"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One rule that fired."""

    rule: str
    step: Step
    date: dt.date
    """Of the facts that it was about."""
    session_id: str = ""
    """Of the session it was about; empty for what concerns a day."""
    sentence: str
    """What happened and what follows, in words a person can read."""
    otherwise: str = ""
    """What would have come instead, and on which condition."""
    inputs: tuple[Input, ...] = ()
    cites: tuple[str, ...] = ()
    judgement: str = ""
    """The reason, where no study stands behind the rule."""
    until: dt.date | None = None
    """The first day that may hold a session again, where the rule asks for days off."""

    values: Mapping[str, float | str] = field(default_factory=dict)
    """What the rule looked at and decided on, by name: SI units in the names. With `rule`, all that a
    sentence is made of."""

    number: int = 1
    """Of its rule on its day, where it fired more than once."""

    @property
    def key(self) -> str:
        """`2026-11-25:red-pain`, the same on every replay; a second one that day ends in `:2`."""
        first = f"{self.date.isoformat()}:{self.rule}"
        return first if self.number == 1 else f"{first}:{self.number}"
