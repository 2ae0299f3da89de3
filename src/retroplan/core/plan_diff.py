"""Two plans side by side: the sessions that differ, and what differs in each."""

import datetime as dt
from dataclasses import dataclass, fields

from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.vocabulary import Stage, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionGlance:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """A session that both plans hold, and that is not the same in both."""

    before: SessionGlance
    after: SessionGlance

    @property
    def differs(self) -> tuple[str, ...]:
        """The names of the fields in which it differs."""
        names = (field.name for field in fields(SessionGlance))
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


def compared(before: Plan, after: Plan) -> PlanDiff:
    """The later plan against the earlier one. Segments are not looked at, so an outline will do."""
    old, new = _glances(before), _glances(after)
    return PlanDiff(
        before_revision=before.revision,
        after_revision=after.revision,
        changed=tuple(
            SessionChange(before=old[name], after=now)
            for name, now in new.items() if name in old and old[name] != now
        ),
        added=tuple(now for name, now in new.items() if name not in old),
        removed=tuple(was for name, was in old.items() if name not in new),
        backward_before_s=sum(session.backward_s for session in before.sessions),
        backward_after_s=sum(session.backward_s for session in after.sessions),
        end_before=_end(before),
        end_after=_end(after),
        standing_before=before.standing,
        standing_after=after.standing,
        standing_reason=after.standing_reason,
    )  # fmt: skip


def glance(session: Session) -> SessionGlance:
    """What people compare of a session."""
    return SessionGlance(
        session_id=session.session_id, number=session.number, date=session.date,
        backward_s=session.backward_s, total_s=session.total_s, speed_mps=session.speed_mps,
        grade_pct=session.grade_pct, stage=session.stage, where=session.where,
    )  # fmt: skip


def _glances(plan: Plan) -> dict[str, SessionGlance]:
    in_order = sorted(plan.sessions, key=lambda session: (session.date, session.number))
    return {session.session_id: glance(session) for session in in_order}


def _end(plan: Plan) -> dt.date | None:
    return max((session.date for session in plan.sessions), default=None)
