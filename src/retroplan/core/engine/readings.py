"""What the invariant checks look at, and what each of them reads off a plan."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from retroplan.core.engine.allowed import tier_caps
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.profile import Profile
from retroplan.core.model.protocol import TierCaps

TOLERANCE = 1e-6


class Unit(StrEnum):
    """How a reading is spelt for people."""

    SECONDS = "seconds"
    SPEED = "speed"
    GRADE = "grade"
    SHARE = "share"
    COUNT = "count"
    SESSIONS = "sessions"
    DAYS = "days"
    WEEKS = "weeks"
    MET_MINUTES = "MET-minutes"
    BREACHES = "breaches"
    """A yes-or-no rule: 0 = kept."""


class Reading(NamedTuple):
    """One value against its limit, and where in the plan it was read."""

    value: float
    limit: float
    where: str
    unit: Unit
    is_floor: bool = False

    @property
    def holds(self) -> bool:
        if self.is_floor:
            return self.value >= self.limit - TOLERANCE
        return self.value <= self.limit + TOLERANCE

    @property
    def closeness(self) -> float:
        """1 at the limit, less with room to spare."""
        small, large = (self.limit, self.value) if self.is_floor else (self.value, self.limit)
        if large == 0:
            return 1.0 if small else 0.0
        return small / large


Readings = Iterator[Reading]


class Case(NamedTuple):
    """A plan with all that it was made from."""

    plan: Plan
    profile: Profile
    clearance: Clearance
    evidence: Evidence

    @property
    def caps(self) -> TierCaps:
        """What the plan's tier allows, as a clinician's yes leaves it."""
        return tier_caps(self.plan.tier, self.clearance.agreed, self.evidence)


def at_most(value: float, limit: float, where: str, unit: Unit) -> Reading:
    return Reading(value, limit, where, unit)


def at_least(value: float, limit: float, where: str, unit: Unit) -> Reading:
    return Reading(value, limit, where, unit, is_floor=True)


def kept(holds: bool, where: str) -> Reading:
    """A rule without a number."""
    return Reading(0 if holds else 1, 0, where, Unit.BREACHES)


def in_session(session: Session) -> str:
    return f"session {session.session_id}"


def in_week(week: Week) -> str:
    return f"week {week.number}"


def most_backward_s(week: Week) -> int:
    return max(session.backward_s for session in week.sessions)


def top_speed(week: Week) -> float:
    return max(session.speed_mps for session in week.sessions)


def top_grade(week: Week) -> float:
    return max(session.grade_pct for session in week.sessions)
