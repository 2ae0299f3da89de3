"""Progress: the weeks of a report, and what may be said of them."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from retroplan.core.agenda import best_records
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.progress import Aim, NextTests, Progress, Slack, Whole
from retroplan.core.model.protocol import Trial
from retroplan.core.trends import SESSIONS_COMPARED, trend
from retroplan.core.weekly import WEEK, total, weeks_of


def progress_of(
    plan: Plan,
    logs: Sequence[SessionLog],
    *,
    today: dt.date,
    since: dt.date,
    pain_that_counts: float | None,
    aim: Aim | None,
    whole: Whole,
    trial: Trial | None,
) -> Progress:
    """The weeks from the one that holds `since`, with what may be said of them.

    `pain_that_counts` is the smallest change of pain that people can feel, in points.
    """
    shown = weeks_of(plan, logs, today=today, since=since)
    walks = sorted(
        (log for log in logs if log.is_walk and log.date >= since),
        key=lambda log: log.date,
    )
    during = [log.nprs_during for log in walks if log.nprs_during is not None]
    before = [log.nprs_before for log in walks if log.nprs_before is not None]
    effort = [log.rpe for log in walks if log.rpe is not None]
    return Progress(
        plan_id=plan.plan_id,
        revision=plan.revision,
        goal=plan.goal,
        units=plan.units,
        today=today,
        weeks_in_plan=len(plan.weeks),
        weeks=shown,
        counts=total(shown),
        trends={
            "pain_during": trend(during, smallest=pain_that_counts),
            "pain_before": trend(before, smallest=pain_that_counts),
            "effort": trend(effort, smallest=None),
        },
        slack=slack(plan, frozenset(best_records(logs)), today=today),
        next_tests=next_tests(plan, today=today),
        tier=plan.tier,
        whole=whole,
        trial=trial,
        standing=plan.standing,
        standing_reason=plan.standing_reason,
        aim=aim and aim._replace(latest=_latest(during) if aim.measure in PAIN_MEASURES else None),
    )


PAIN_MEASURES = frozenset({"nprs", "pain"})


def _latest(values: Sequence[int]) -> float | None:
    last = values[-SESSIONS_COMPARED:]
    return round(sum(last) / len(last), 1) if len(last) == SESSIONS_COMPARED else None


def slack(plan: Plan, recorded: frozenset[str], *, today: dt.date) -> Slack | None:
    """Days to spare in the week of today, and the sessions still to do in it; None outside the plan."""
    week = next((week for week in plan.weeks if week.starts <= today < week.starts + WEEK), None)
    if week is None:
        return None
    dates = [session.date for session in week.sessions]
    gaps = [(later - earlier).days for earlier, later in pairwise(dates)]
    gap = max(1, min(gaps, default=1))
    left = sum(
        session.session_id not in recorded and session.date >= today for session in week.sessions
    )
    days = (week.starts + WEEK - today).days
    needed = 1 + gap * (left - 1) if left else 0
    return Slack(days=max(0, days - needed), sessions_left=left)


def next_tests(plan: Plan, *, today: dt.date) -> NextTests | None:
    """The tests of the next week that has some, due by its last session."""
    for week in plan.weeks:
        if week.tests and week.sessions and week.sessions[-1].date >= today:
            return NextTests(date=week.sessions[-1].date, names=week.tests)
    return None
