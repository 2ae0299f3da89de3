"""Progress as values: the weeks of a report, and what may be said of them.

Named tuples, because eight more dataclasses would cost a report 5 ms before it begins.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from retroplan.core.model.plan import Span
from retroplan.core.model.protocol import Trial
from retroplan.core.model.vocabulary import GoalKind, Standing, Tier, Units


class Verdict(StrEnum):
    TOO_EARLY = "too-early"
    STEADY = "steady"
    UNCERTAIN = "uncertain"
    """A difference that is too small to be felt or told from chance, or whose limit nobody knows."""
    FELL = "fell"
    ROSE = "rose"


class Trend(NamedTuple):
    """The first answers against the latest."""

    verdict: Verdict
    sessions: int
    needed: int
    early: float | None = None
    late: float | None = None
    smallest: float | None = None
    """The smallest change that counts, from the evidence; None where none is known."""


class Counts(NamedTuple):
    """Sessions by what became of them: done + partial + skipped + missed = past, always."""

    planned: int = 0
    past: int = 0
    """Planned sessions that have a record or whose day is over."""
    done: int = 0
    partial: int = 0
    skipped: int = 0
    missed: int = 0
    extra: int = 0
    """Walks that no plan asked for; not part of `past`."""
    moved: int = 0
    """Of done and partial: walked on another day than planned."""

    @property
    def walked(self) -> int:
        """Planned sessions that were walked, wholly or in part."""
        return self.done + self.partial


class Note(NamedTuple):
    """What a person wrote about a day; their words, to be neutralised where they are shown."""

    date: dt.date
    text: str


class WeekProgress(NamedTuple):
    """One week's facts. Means are over the sessions that say; None where none does."""

    number: int | None
    """Of the plan; it goes on after the last week. None before the plan."""
    starts: dt.date
    ends: dt.date
    is_deload: bool
    counts: Counts
    planned_backward_s: int
    """Of the sessions that are past."""
    backward_s: int
    total_s: int
    distance_m: float
    load: int | None
    """Sum of effort × minutes (session RPE), in no unit; None where no walk says how hard it was."""
    monotony: float | None
    """Mean daily load over its standard deviation in the seven days."""
    effort: float | None
    pain_before: float | None
    pain_during: float | None
    pains: tuple[int, ...]
    """Pain while walking, session by session."""
    near_falls: int | None
    """None where no walk of the week says."""
    falls: int
    speed_mps: float | None
    """Of the backward walking, weighted by its time."""
    grade_pct: float | None
    """The steepest."""
    energy_kcal: Span | None
    """Of the sessions whose prescription has an energy range, scaled by the time walked."""
    notes: tuple[Note, ...]


class Slack(NamedTuple):
    """Room in the week of today."""

    days: int
    """That remain when the sessions left follow one another at the plan's own distance."""
    sessions_left: int


class NextTests(NamedTuple):
    """When the next tests are due, and which."""

    date: dt.date
    names: tuple[str, ...]


class Aim(NamedTuple):
    """The person's own target, and where they stand, as far as the logs can tell."""

    measure: str
    value: float
    by: dt.date | None
    latest: float | None
    """Mean of the last three answers, for pain; None for what only a test can tell."""


class Whole(NamedTuple):
    """The whole plan, whatever weeks are shown: as it was first made, as it stands, and what was walked of it."""

    first_sessions: int
    first_backward_s: int
    sessions: int
    backward_s: int
    walked_backward_s: int


class Progress(NamedTuple):
    """What a report is made of."""

    plan_id: str
    revision: int
    goal: GoalKind
    units: Units
    today: dt.date
    weeks_in_plan: int
    weeks: tuple[WeekProgress, ...]
    counts: Counts
    """Of the weeks shown."""
    trends: Mapping[str, Trend]
    """By what they are of: pain_during, pain_before, effort."""
    slack: Slack | None
    next_tests: NextTests | None
    aim: Aim | None
    tier: Tier
    whole: Whole
    trial: Trial | None = None
    """What the trial that its protocol follows most closely gave."""
    standing: Standing = Standing.ACTIVE
    standing_reason: str = ""
    """Why the plan offers no session for now; empty where it does."""
