"""A course: what one person tells of their walks, day by day, and what a plan makes of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.engine.build import build
from retroplan.core.model.events import CheckIn, Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Stage, Standing
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.histories import DAY, Walker, done

EVIDENCE: Evidence = load_evidence()
START = dt.date(2026, 11, 23)
"""A Monday."""


class Told(NamedTuple):
    """What is told of a planned walk, and of the morning after it; the rest went as meant."""

    pain: int | None = 1
    morning: int | None = None
    """By a check-in of the next day; None = nobody asked."""
    effort: int | None = None
    """None = the top of what was meant."""
    share: float = 1.0
    """Of the backward minutes that were planned, as walked and as admitted."""


MISSED = None
"""A planned walk that was not walked, and not spoken of."""

Tell = Callable[[int, int], Told | None]
"""By the week since the beginning, and the number of the session in its week of the plan, both from 1."""


@dataclass(frozen=True)
class Course:
    """What was walked in the end, and what the plan said."""

    first: Plan
    plan: Plan
    walked: dict[int, list[SessionLog]]
    """By the week since the beginning."""
    rules: frozenset[str]
    """Of every rule that fired on the way."""

    @property
    def minutes(self) -> list[float]:
        """Backward minutes of each week, up to the last that has a walk."""
        weeks = range(1, max(self.walked) + 1)
        seconds = (sum(log.backward_s or 0 for log in self.walked.get(week, ())) for week in weeks)
        return [round(each / 60, 1) for each in seconds]

    @property
    def stages(self) -> list[Stage | None]:
        """Where the last walk of each week was."""
        return [logs[-1].stage for _, logs in sorted(self.walked.items())]

    @property
    def standing(self) -> Standing:
        return self.plan.standing


def first_plan(profile: Profile) -> Plan:
    clearance = screen(profile, EVIDENCE, START)
    return build(profile, profile.goal, clearance, EVIDENCE, START)


def course(
    profile: Profile, tell: Tell | Told, *, weeks: int = 16, also: tuple[Event, ...] = ()
) -> Course:
    """Somebody who looks at the plan every day, walks what it holds, and tells of it.

    Args:
        profile: who they are.
        tell: what they say of each walk; one answer for all of them, or by week and session.
        weeks: after which nobody looks any more.
        also: told on its own day, before that day's walk.
    """
    first = first_plan(profile)
    walker = Walker(first, profile, EVIDENCE)
    walked: dict[int, list[SessionLog]] = {}
    morning: CheckIn | None = None
    for days in range(weeks * 7):
        week, walker.today = days // 7 + 1, START + days * DAY
        walker.adapt()
        for event in (*(each for each in also if each.date == walker.today), morning):
            if event is not None:
                walker.tell(event)
        morning = None
        session = walker.next_session()
        if session is not None and session.date == walker.today:
            told = tell if isinstance(tell, Told) else tell(week, _position(session))
            if told is not MISSED:
                log = _log(session, told)
                walked.setdefault(week, []).append(log)
                walker.tell(log)
                morning = _morning(told, walker.today + DAY)
    plan, fired = adapt(walker.plan, walker.events, EVIDENCE, walker.today)
    rules = frozenset(adjustment.rule for adjustment in fired)
    return Course(first=first, plan=plan, walked=walked, rules=rules)


def _position(session: Session) -> int:
    return int(session.session_id.partition(".")[2])


def _log(session: Session, told: Told) -> SessionLog:
    return done(
        session,
        nprs_before=None,
        nprs_during=told.pain,
        rpe=session.rpe.high if told.effort is None else told.effort,
        backward_s=round(session.backward_s * told.share),
    )


def _morning(told: Told, day: dt.date) -> CheckIn | None:
    return None if told.morning is None else CheckIn(date=day, morning_pain=told.morning)
