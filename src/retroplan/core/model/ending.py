"""The end of a plan: what was done, what came of it, and what may come next."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from retroplan.core.model.progress import Counts, Trend
from retroplan.core.model.vocabulary import GoalKind, Tier, Units


class Worth(StrEnum):
    """What a difference between the first and the last value of a test may be called."""

    BETTER = "better"
    """By more than the measurement error or, where nobody knows that, by as much as people notice."""
    WORSE = "worse"
    """Likewise."""
    WITHIN_ERROR = "within-error"
    SAME = "same"
    UNCERTAIN = "uncertain"
    """Nobody knows the measurement error for people like this one."""


class TestOutcome(NamedTuple):
    """One test, first value of the plan against the last."""

    name: str
    title: str
    unit: str
    is_lower_better: bool
    first_date: dt.date
    first: float
    last_date: dt.date
    last: float
    worth: Worth
    threshold: float | None
    """The change that counts, in the unit of the test; None where none is known."""
    sentence: str
    """The same in words, with the source of the threshold."""


class Reached(NamedTuple):
    """The most of each that went well in at least two sessions."""

    backward_s: int
    bout_s: int
    speed_mps: float
    grade_pct: float


class Ending(NamedTuple):
    """What was done and what came of it."""

    plan_id: str
    goal: GoalKind
    tier: Tier
    units: Units
    weeks: int
    starts: dt.date
    ends: dt.date
    """The day of the last session."""
    counts: Counts
    adherence: float
    """Sessions walked, wholly or in part, over those planned; 0-1."""
    backward_s: int
    planned_backward_s: int
    first_backward_s: int
    """Of the plan as it was first made."""
    total_s: int
    near_falls: int | None
    """None where no walk says."""
    falls: int
    tests: tuple[TestOutcome, ...]
    """Those with a first and a last value."""
    missing: tuple[str, ...]
    """Tests that the plan asked for and that have no value to compare, by name."""
    pain: Trend
    """While walking."""
    pain_source: str
    """Where its threshold comes from."""
    effort: Trend
    speed_first_mps: float | None
    """Of the backward walking in the first week that was walked."""
    speed_last_mps: float | None
    """In the last week that was no lighter one."""
    reached: Reached | None
    """None where too few sessions tell."""


class CleanWeeks(NamedTuple):
    """Weeks in a row that went without pain, stumble or too much effort, the last ones first."""

    weeks: int
    needed: int
    last_walk: dt.date | None
    is_recent: bool
    """The last of them ended not long ago."""
    broken_on: dt.date | None
    """The first day of the week before them, which was none."""
    broken_by: str
    """Why it was none, in a few words."""

    @property
    def is_enough(self) -> bool:
        return self.is_recent and self.weeks >= self.needed


class NextKind(StrEnum):
    """What may come after a plan."""

    CONTINUE = "continue"
    """The same plan, on to its longest."""
    MAINTENANCE = "maintenance"
    """A plan that holds what was reached."""
    NEW = "new"
    """A plan for a goal, from its first week."""
    JOG = "jog"
    """The same with the backward jog in it."""


class Option(NamedTuple):
    """One thing that may come next, as long as `missing` is empty."""

    kind: NextKind
    sentence: str
    missing: tuple[str, ...] = ()
    """The conditions that do not hold, each in a sentence."""
    command: str = ""
    """What to type for it."""
