"""Doses before they are spelt out: a session's, and a week's with what the limits look back on."""

import datetime as dt
from typing import NamedTuple

from retroplan.core.engine.bouts import Shape
from retroplan.core.engine.curve import Target
from retroplan.core.model.vocabulary import Place, Stage


class SessionDose(NamedTuple):
    """One session before it is spelt out: when, where, how fast, how long."""

    number: int
    date: dt.date
    stage: Stage
    place: Place
    speed_mps: float
    grade_pct: float
    shape: Shape
    is_new_rung: bool
    """The first session on this rung of the ladder."""
    is_sure: bool
    """The rung was left behind earlier, and the speed on it is not new: room for a thinking task."""


class WeekOfDoses(NamedTuple):
    target: Target
    starts: dt.date
    sessions: tuple[SessionDose, ...]
    met_minutes: float
    left_out: int = 0
    """Sessions that the week was meant to hold and did not."""

    @property
    def planned(self) -> int:
        """Sessions that the week was meant to hold."""
        return len(self.sessions) + self.left_out

    @property
    def backward_s(self) -> int:
        """Backward seconds of the longest session."""
        return max(session.shape.backward_s for session in self.sessions)

    @property
    def weekly_s(self) -> int:
        return sum(session.shape.backward_s for session in self.sessions)

    @property
    def bout_s(self) -> int:
        return max(session.shape.bout_s for session in self.sessions)

    @property
    def speed_mps(self) -> float:
        return max(session.speed_mps for session in self.sessions)

    @property
    def grade_pct(self) -> float:
        return max(session.grade_pct for session in self.sessions)


class Level(NamedTuple):
    """The most of a session, without its place."""

    backward_s: float
    bout_s: float
    speed_mps: float
    grade_pct: float

    def lower(self, other: "Level | None") -> "Level":
        """The lower of the two on every line; None limits nothing."""
        if other is None:
            return self
        return Level(
            backward_s=min(self.backward_s, other.backward_s),
            bout_s=min(self.bout_s, other.bout_s),
            speed_mps=min(self.speed_mps, other.speed_mps),
            grade_pct=min(self.grade_pct, other.grade_pct),
        )

    def higher(self, other: "Level | None") -> "Level":
        """The higher of the two on every line; None adds nothing."""
        if other is None:
            return self
        return Level(*map(max, self, other))


_NO_END = float("inf")
UNLIMITED = Level(backward_s=_NO_END, bout_s=_NO_END, speed_mps=_NO_END, grade_pct=_NO_END)
