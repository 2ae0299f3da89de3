"""Clean weeks, counted from the records: what the backward jog asks for (invariant I45).

What nobody told counts as not clean: a doubt goes towards less.
"""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.model.ending import CleanWeeks
from retroplan.core.model.events import CheckIn, News
from retroplan.core.model.evidence import Bounds
from retroplan.core.model.log import QUIET_SHARE, SessionLog
from retroplan.core.model.vocabulary import Outcome

DAYS_A_WEEK = 7


def clean_weeks(
    logs: Sequence[SessionLog],
    days: Sequence[CheckIn | News],
    *,
    start: dt.date,
    today: dt.date,
    usual_pain: int | None,
    bounds: Bounds,
) -> CleanWeeks:
    """The clean weeks in a row up to the last walk, of this plan and of those before it.

    Weeks begin on the weekday of `start`. A week is clean when at least two sessions were done
    whole, and every walk and every check-in of it says that nothing was wrong. Weeks after the
    last walks, with too few of them, neither count nor break, as long as nothing in them is wrong.

    Args:
        logs: of every plan, each with the session as it was prescribed.
        days: check-ins and news.
        start: the first day of the last plan.
        today: what comes later does not count.
        usual_pain: NPRS 0-10 of an ordinary morning; None counts as 0.
        bounds: the numbers of the invariants.
    """
    walks = [log for log in logs if log.is_walk and log.date <= today]
    last = max((log.date for log in walks), default=None)
    count, broken_on, broken_by = 0, None, ""
    week = _week_of(today, start)
    first = min((_week_of(log.date, start) for log in walks), default=week)
    while week >= first:
        mine = [log for log in walks if _week_of(log.date, start) == week]
        told = [day for day in days if _week_of(day.date, start) == week and day.date <= today]
        wrongs = (*(_wrong(log, bounds) for log in mine), *(_ill(day, usual_pain) for day in told))
        why = next(filter(None, wrongs), "")
        whole = sum(log.outcome is Outcome.DONE for log in mine)
        if not why and whole < bounds.jog_clean_walks and count:
            why = f"fewer than {bounds.jog_clean_walks} whole sessions"
        if why:
            broken_on, broken_by = start + dt.timedelta(days=DAYS_A_WEEK * week), why
            break
        count += whole >= bounds.jog_clean_walks
        week -= 1
    return CleanWeeks(
        weeks=count,
        needed=bounds.jog_clean_weeks,
        last_walk=last,
        is_recent=last is not None and (today - last).days <= bounds.jog_clean_gap_days,
        broken_on=broken_on,
        broken_by=broken_by,
    )


def _week_of(day: dt.date, start: dt.date) -> int:
    return (day - start).days // DAYS_A_WEEK


def _wrong(log: SessionLog, bounds: Bounds) -> str:
    """What keeps a walk from being clean, in a few words; empty when nothing does."""
    if log.falls:
        return "a fall"
    if log.near_falls:
        return "a stumble"
    if log.nprs_during is not None and log.nprs_during > bounds.jog_clean_pain:
        return f"pain of {log.nprs_during} of 10"
    if log.prescribed and log.rpe is not None and log.rpe > log.prescribed.rpe.high:
        return "a session that was harder than meant"
    if _is_overdone(log):
        return "a session that was more than planned"
    if log.outcome is Outcome.PARTIAL:
        return "a session that was not done to its end"
    if log.nprs_during is None or log.near_falls is None or log.rpe is None:
        return "a session whose effort, pain or stumbles were not told"
    return ""


def _is_overdone(log: SessionLog) -> bool:
    """More than was planned, on any line: it shows nothing of the plan (I46)."""
    planned = log.prescribed
    if planned is None:
        return False
    return (
        (log.backward_s or 0) > planned.backward_s * QUIET_SHARE
        or (log.speed_mps or 0.0) > planned.speed_mps * QUIET_SHARE + 1e-3
        or (log.grade_pct or 0.0) > planned.grade_pct + 1e-6
    )


def _ill(day: CheckIn | News, usual_pain: int | None) -> str:
    """What keeps a check-in or news from a clean week, in a few words; empty when nothing does."""
    if isinstance(day, News):
        return f"news: {day.kind.value}"
    usual = (usual_pain or 0) if day.usual_pain is None else day.usual_pain
    if day.morning_pain is not None and day.morning_pain > usual:
        return "a morning with more pain than usual"
    signs = (
        (day.swelling, "swelling"),
        (day.giving_way, "a knee that gave way"),
        (day.locking, "a joint that locked"),
        (day.hot_joint, "a hot joint"),
        (day.night_pain, "pain at night"),
        (day.no_weight, "a leg that bore no weight"),
        (day.leg_signs, "new pain or numbness in a leg"),
        (day.painkiller, "more taken against pain"),
        (day.fever, "fever"),
        (day.dizziness, "dizziness"),
        (bool(day.symptoms), "a sign that asks for a clinician"),
    )
    return next((word for is_there, word in signs if is_there), "")
