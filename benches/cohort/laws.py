"""The simulator as a tester: what must hold of every revision, whatever walkers tell."""

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from benches.cohort.policies import Retroplan
from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.vocabulary import Standing, Tier

REPLAYED_EVERY = 10
"""Calls of `adapt` between two that are made twice."""
RED_ABOVE = 5
DAYS_OFF = 2


@dataclass(slots=True)
class Lawful(Retroplan):
    """Retroplan, watched."""

    broken: list[str] = field(default_factory=list)

    def _adapt(self, day: dt.date) -> None:
        before = self.plan
        Retroplan._adapt(self, day)  # noqa: SLF001 - slots and super() do not go together here
        found = [*revisions(before, self.plan), *past(before, self.plan, day, self._recorded())]
        found += coming(self.plan, day, self.evidence)
        found += after_red(self.plan, self._last_red(), day)
        if self.calls % REPLAYED_EVERY == 0:
            again, _ = adapt(self.plan, self.events, self.evidence, day)
            if again is not self.plan:
                found.append("the same facts a second time made another revision")
        self.broken += [f"{day}: {law}" for law in found]

    def _recorded(self) -> set[str]:
        logs = (event for event in self.events if isinstance(event, SessionLog))
        return {log.session_id for log in logs if log.session_id is not None}

    def _last_red(self) -> SessionLog | None:
        logs = [event for event in self.events if isinstance(event, SessionLog)]
        if not logs or (logs[-1].nprs_during or 0) <= RED_ABOVE:
            return None
        return logs[-1]


def revisions(before: Plan, after: Plan) -> list[str]:
    """No change keeps the very plan; a change is the next revision."""
    if after is before or after.revision == before.revision + 1:
        return []
    return [f"revision {after.revision} came after {before.revision}"]


def past(before: Plan, after: Plan, day: dt.date, recorded: AbstractSet[str]) -> list[str]:
    """What lies behind is never rewritten; only a week in which nothing was walked may move on."""
    kept = {session.session_id: session for session in after.sessions}
    return [
        f"session {session.session_id} of {session.date} was rewritten"
        for week in before.weeks
        if any(session.session_id in recorded for session in week.sessions)
        for session in week.sessions
        if session.date < day and kept.get(session.session_id) != session
    ]


def coming(plan: Plan, day: dt.date, evidence: Evidence) -> list[str]:
    """Every session still to come lies within the frame, and only an active plan has any."""
    ahead = [session for session in plan.sessions if session.date > day]
    if plan.standing is not Standing.ACTIVE:
        return ["a plan that is not active holds sessions"] if ahead else []
    bounds = evidence.bounds
    found = [
        f"session {session.session_id} of {session.date} is out of frame"
        for session in ahead
        if not _in_frame(session, plan.tier, evidence)
    ]
    found += [
        f"{one.session_id} and {two.session_id} share {one.date}"
        for one, two in pairwise(sorted(ahead, key=lambda session: session.date))
        if one.date == two.date
    ]
    per_week = [sum(s.date > day for s in week.sessions) for week in plan.weeks]
    if max(per_week, default=0) > bounds.sessions_max:
        found.append("a week holds too many sessions")
    return found


def _in_frame(session: Session, tier: Tier, evidence: Evidence) -> bool:
    bounds, caps = evidence.bounds, evidence.tiers[tier]
    parts = sum(segment.duration_s for segment in session.segments)
    return (
        bounds.total_min_s <= session.total_s <= bounds.total_max_s
        and abs(parts - session.total_s) <= bounds.sum_tolerance_s
        and bounds.backward_min_s <= session.backward_s <= bounds.backward_max_s
        and session.backward_s <= bounds.backward_share_max * session.total_s
        and session.speed_mps <= caps.speed_cap_mps + 1e-6
        and 0 <= session.grade_pct <= caps.grade_cap_pct
    )


def after_red(plan: Plan, red: SessionLog | None, day: dt.date) -> list[str]:
    """After a red session that was told: 48 hours off, at most half the minutes, no higher rung (I29)."""
    if red is None or red.date != day or red.prescribed is None or red.backward_s is None:
        return []
    following = next((s for s in plan.sessions if s.date > day), None)
    if following is None:
        return []
    found = []
    if (following.date - red.date).days < DAYS_OFF:
        found.append(f"{following.session_id} comes {following.date}, within 48 hours of red")
    if following.backward_s > max(120, red.backward_s * 0.5) + 1:
        found.append(
            f"{following.session_id} holds {following.backward_s} s after red {red.backward_s} s"
        )
    if following.speed_mps > red.prescribed.speed_mps + 1e-6:
        found.append(f"{following.session_id} is faster than the red one")
    if following.stage.rank > red.prescribed.stage.rank:
        found.append(f"{following.session_id} stands on a higher rung than the red one")
    return found
