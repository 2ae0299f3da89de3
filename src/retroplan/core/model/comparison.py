"""Plans side by side: what differs between two, the revisions of one, and what would come if."""

import datetime as dt
from dataclasses import dataclass, field, fields

from retroplan.core.model.vocabulary import Stage, Standing


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
