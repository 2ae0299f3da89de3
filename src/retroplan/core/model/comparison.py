"""Plans side by side: what differs between two, the revisions of one, and what would come if."""

import datetime as dt
from dataclasses import dataclass, field, fields

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.vocabulary import Stage, Standing, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionGlance:
    """Of a session, what people compare."""

    session_id: str
    number: int = field(compare=False)
    """A session is the same although another one came before it."""
    date: dt.date
    backward_s: int
    total_s: int
    speed_mps: float
    grade_pct: float
    stage: Stage
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """A session that both plans hold, and that is not the same in both."""

    before: SessionGlance
    after: SessionGlance

    @property
    def differs(self) -> tuple[str, ...]:
        """The names of the fields in which it differs."""
        names = (each.name for each in fields(SessionGlance) if each.compare)
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDiff:
    """What became of one plan in another. Sessions are told apart by their ids, in the order of days."""

    before_revision: int
    after_revision: int
    changed: tuple[SessionChange, ...]
    added: tuple[SessionGlance, ...]
    removed: tuple[SessionGlance, ...]
    backward_before_s: int
    """Of all sessions."""
    backward_after_s: int
    end_before: dt.date | None
    """The day of the last session; None where there is none."""
    end_after: dt.date | None
    standing_before: Standing
    standing_after: Standing
    standing_reason: str
    """Why the later plan is not active, and what ends that."""

    @property
    def is_same(self) -> bool:
        """Whether whoever follows either plan does the same, as far as people compare it."""
        is_told_the_same = self.standing_before is self.standing_after
        return is_told_the_same and not (self.changed or self.added or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision in a few words. What it changed is told against the revision before."""

    revision: int
    at: dt.datetime
    """When it was made, by the person's own clock."""
    cause: str
    sessions: int
    """In the plan."""
    changed: int
    added: int
    removed: int
    backward_before_s: int | None
    """Of all sessions of the revision before; None for the first."""
    backward_s: int
    ends_before: dt.date | None
    ends: dt.date | None
    """The day of its last session."""
    standing_before: Standing | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The revisions of a plan, oldest first; the last is the current one."""

    plan_id: str
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two revisions side by side."""

    diff: PlanDiff
    causes: tuple[str, ...]
    """Of every revision after the first up to the second; none where the second is the older."""
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would come of it."""

    pretended: tuple[str, ...]
    """In sentences."""
    today: dt.date
    """The day on which the plan would look like this."""
    fired: tuple[Adjustment, ...]
    """The rules that would fire and do not yet; oldest first."""
    diff: PlanDiff
    units: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What the wish for less made of the plan."""

    date: dt.date
    reason: str
    """The person's own."""
    reasons: tuple[Adjustment, ...]
    """The rules that fired on it, and any that the days brought with them."""
    diff: PlanDiff
    standing: Standing
    standing_reason: str
    units: Units
