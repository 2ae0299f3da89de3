"""Plans side by side: what differs between two, the revisions of one, and what would come if."""

import datetime as dt
from typing import NamedTuple

from retroplan.core.model.vocabulary import Stage, Standing


class SessionGlance(NamedTuple):
    """Of a session, what people compare."""

    session_id: str
    number: int
    date: dt.date
    backward_s: int
    total_s: int
    speed_mps: float
    grade_pct: float
    stage: Stage
    where: str

    def is_as(self, other: "SessionGlance | None") -> bool:
        """Whether it is the same, although another one may come before it now."""
        return other is not None and not SessionChange(before=self, after=other).differs


class SessionChange(NamedTuple):
    """A session that both plans hold, and that is not the same in both."""

    before: SessionGlance
    after: SessionGlance

    @property
    def differs(self) -> tuple[str, ...]:
        """The names of the fields in which it differs, its number aside."""
        pairs = zip(SessionGlance._fields, self.before, self.after, strict=True)
        return tuple(name for name, was, now in pairs if was != now and name != "number")


class PlanDiff(NamedTuple):
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
