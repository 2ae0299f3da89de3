"""The planned tree: plan, week, session, segment. SI units; durations in whole seconds."""

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.vocabulary import (
    Direction,
    GoalKind,
    Phase,
    Place,
    SegmentKind,
    Spotter,
    Stage,
    Standing,
    Tier,
    Units,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range a person should expect or aim for, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    kind: SegmentKind
    direction: Direction
    duration_s: int
    speed_mps: float
    grade_pct: float = 0.0
    task: str = ""
    """A thinking task while walking (the focus goal), or how to spend a recovery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    session_id: str
    """`week.session`, such as `3.2`; kept when the session moves to another day."""
    number: int
    """1 for the first session of the plan."""
    date: dt.date
    stage: Stage
    place: Place
    spotter: Spotter
    total_s: int
    backward_s: int
    speed_mps: float
    """Of the backward bouts."""
    grade_pct: float
    distance_m: float
    """Backward metres: speed × backward time."""
    energy_kcal: Span | None
    """Of the whole session, gross; None when the body mass is not known."""
    rpe: Span
    heart_rate_bpm: Span | None
    segments: tuple[Segment, ...]
    cues: tuple[str, ...]
    stop_signs: tuple[str, ...]
    checklist: tuple[str, ...]
    muscles: tuple[str, ...]
    talk_test: str
    questions: tuple[str, ...]
    """What to note down: pain before, during, next morning."""
    reasons: tuple[str, ...]
    citations: tuple[str, ...]
    where: str = ""
    """Place and support as they are said: "corridor, fingertips on the wall"."""
    is_moved: bool = False
    """To a day that the person asked for."""
    adjusted_by: tuple[str, ...] = ()
    """Keys of the adjustments that made it what it is."""
    note: str = ""
    """What whoever edited the plan by hand wrote for it."""

    @property
    def stretches_s(self) -> tuple[int, ...]:
        """How long each stretch backward lasts; parts that follow one another without a rest are one."""
        found: list[int] = []
        is_on = False
        for part in self.segments:
            is_work = part.kind is SegmentKind.WORK
            if is_work and is_on:
                found[-1] += part.duration_s
            elif is_work:
                found.append(part.duration_s)
            is_on = is_work
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    number: int
    starts: dt.date
    phase: Phase
    is_deload: bool
    tests: tuple[str, ...]
    """Assessments due this week, by name."""
    sessions: tuple[Session, ...]
    left_out: int = 0
    """Sessions that it was meant to hold, and that found no day."""
    counts_as_lighter: bool = False
    """After a break or a step down: it stands for a lighter week, and the count begins anew there."""

    @property
    def backward_s(self) -> int:
        return sum(session.backward_s for session in self.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    plan_id: str
    revision: int
    rules_version: str
    tier: Tier
    goal: GoalKind
    protocol: GoalKind
    """The protocol that leads; another than the goal's own where the tier asks for a lower one."""
    start: dt.date
    units: Units
    weeks: tuple[Week, ...]
    notices: tuple[str, ...]
    citations: tuple[str, ...]
    standing: Standing = Standing.ACTIVE
    """A plan that is not active holds no session that is still to come."""
    standing_reason: str = ""
    """Why it is not active, and what ends that; empty for an active one."""
    adjustments: tuple[Adjustment, ...] = ()
    """What the rules found in the facts so far, oldest first."""
    own_protocol: Mapping[str, object] | None = None
    """The clinician's own protocol that it follows, as a document; None for the catalogue's."""

    @property
    def sessions(self) -> tuple[Session, ...]:
        """All sessions in order."""
        return tuple(session for week in self.weeks for session in week.sessions)

    @property
    def last_day(self) -> dt.date | None:
        """The day of the last session; None where it holds none."""
        return max((session.date for session in self.sessions), default=None)

    def session(self, session_id: str) -> Session | None:
        """The session of an id; None where it holds none of it."""
        return next((each for each in self.sessions if each.session_id == session_id), None)

    def still_to_come(self, today: dt.date, recorded: Container[str]) -> tuple[Session, ...]:
        """The sessions of today and later without a record, by day. `recorded` are the ids of those with one."""
        coming = (
            each for each in self.sessions
            if each.date >= today and each.session_id not in recorded
        )  # fmt: skip
        return tuple(sorted(coming, key=lambda each: each.date))
