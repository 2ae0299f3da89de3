"""Two plans side by side: the sessions that differ, and what differs in each."""

from retroplan.core.model.comparison import PlanDiff, SessionChange, SessionGlance
from retroplan.core.model.plan import Plan, Session


def compared(before: Plan, after: Plan) -> PlanDiff:
    """The later plan against the earlier one. Segments are not looked at, so an outline will do."""
    old, new = _glances(before), _glances(after)
    return PlanDiff(
        before_revision=before.revision,
        after_revision=after.revision,
        changed=tuple(
            SessionChange(before=old[name], after=now)
            for name, now in new.items() if name in old and not old[name].is_as(now)
        ),
        added=tuple(now for name, now in new.items() if name not in old),
        removed=tuple(was for name, was in old.items() if name not in new),
        backward_before_s=sum(session.backward_s for session in before.sessions),
        backward_after_s=sum(session.backward_s for session in after.sessions),
        end_before=before.last_day,
        end_after=after.last_day,
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
