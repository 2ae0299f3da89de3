"""What became of a plan, week by week. Facts only; what they may mean is in `trends`.

How a week is counted: the weeks are the plan's own. A planned session belongs to its week on
whatever day it was done; an extra walk belongs to the week of its date; after the plan the weeks
go on, and before it they go back, in sevens.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from retroplan.core.agenda import best_records
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session, Span, Week
from retroplan.core.model.progress import Counts, Note, WeekProgress
from retroplan.core.model.vocabulary import Outcome

ENERGY_STEP_KCAL = 5
"""As invariant I39 says, which a report cannot afford to read; a test holds it to the catalogue."""
WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)


def weeks_of(
    plan: Plan, logs: Sequence[SessionLog], *, today: dt.date, since: dt.date = dt.date.min
) -> tuple[WeekProgress, ...]:
    """The weeks from the first with a record, or the plan's first, to that of today, in order.

    Of these, the ones that end on `since` or after it.
    """
    sessions = {session.session_id: session for session in plan.sessions}
    starts = {session.session_id: week.starts for week in plan.weeks for session in week.sessions}
    by_week: dict[dt.date, list[SessionLog]] = {}
    for log in sorted(logs, key=lambda log: log.date):
        own = _planned(log, plan, sessions)
        starts_on = starts[own.session_id] if own else _week_of(plan, log.date)
        by_week.setdefault(starts_on, []).append(log)
    shown = set(by_week) | {week.starts for week in plan.weeks if week.starts <= today}
    if today > plan.start:
        shown.add(_week_of(plan, today))
    planned = {week.starts: week for week in plan.weeks}
    weeks = _filled(shown)
    after = [*weeks[1:], *(starts_on + WEEK for starts_on in weeks[-1:])]
    ends = [following - DAY for following in after]
    return tuple(
        _summary(
            plan, planned.get(starts_on), starts_on, by_week.get(starts_on, ()), sessions, today,
            ends=end,
        )
        for starts_on, end in zip(weeks, ends, strict=True)
        if end >= since
    )  # fmt: skip


def total(weeks: Iterable[WeekProgress]) -> Counts:
    """The counts of all weeks together."""
    return Counts(*map(sum, zip(*(week.counts for week in weeks), strict=True)))


def _planned(log: SessionLog, plan: Plan, sessions: Mapping[str, Session]) -> Session | None:
    """The session of this plan that a record is about; None for extras and for older plans."""
    if log.session_id is None or log.outcome is Outcome.EXTRA or log.date < plan.start:
        return None
    return sessions.get(log.session_id)


def _week_of(plan: Plan, date: dt.date) -> dt.date:
    """The first day of the week that a date falls in: one of the plan's, or sevens before, between or after them."""
    begun = [week.starts for week in plan.weeks if week.starts <= date]
    anchor = max(begun, default=plan.weeks[0].starts if plan.weeks else plan.start)
    return anchor + WEEK * ((date - anchor).days // 7)


def _filled(starts: set[dt.date]) -> list[dt.date]:
    """Every week from the first to the last, so that an empty week shows as one.

    Where days off have moved a week of the plan, the one before it may be shorter than seven days.
    """
    found: list[dt.date] = []
    for start in sorted(starts):
        while found and found[-1] + WEEK < start:
            found.append(found[-1] + WEEK)
        found.append(start)
    return found


def _number(plan: Plan, starts: dt.date) -> int | None:
    """Of a week in the plan, counted on after its end; None before it, and for weeks without sessions in it."""
    known = {week.starts: week.number for week in plan.weeks}
    if starts in known:
        return known[starts]
    last = max(known, default=plan.start)
    after = (starts - last).days // 7
    return known.get(last, 1) + after if starts >= last else None


def _summary(
    plan: Plan, week: Week | None, starts: dt.date, logs: Sequence[SessionLog],
    sessions: Mapping[str, Session], today: dt.date, *, ends: dt.date,
) -> WeekProgress:  # fmt: skip
    walks = [log for log in logs if log.is_walk]
    first = plan.weeks[0].starts if plan.weeks else plan.start
    counts, past = _counts(week, logs, today, is_before=starts < first)
    pains = tuple(log.nprs_during for log in walks if log.nprs_during is not None)
    return WeekProgress(
        number=_number(plan, starts),
        starts=starts,
        ends=ends,
        is_deload=week is not None and week.is_deload,
        counts=counts,
        planned_backward_s=sum(session.backward_s for session in past),
        backward_s=sum(log.backward_s or 0 for log in walks),
        total_s=sum(log.total_s or 0 for log in walks),
        distance_m=round(sum(_distance_m(log) for log in walks), 1),
        load=_week_load(walks),
        monotony=_monotony(walks, starts),
        effort=_mean([log.rpe for log in walks if log.rpe is not None]),
        pain_before=_mean([log.nprs_before for log in walks if log.nprs_before is not None]),
        pain_during=_mean(pains),
        pains=pains,
        near_falls=_sum([log.near_falls for log in walks if log.near_falls is not None]),
        falls=sum(log.falls or 0 for log in walks),
        speed_mps=_speed_mps(walks),
        grade_pct=max((log.grade_pct for log in walks if log.grade_pct is not None), default=None),
        energy_kcal=_energy(walks, sessions),
        notes=tuple(
            Note(date=log.date, text=text)
            for log in logs
            for text in (log.reason, log.note)
            if text
        ),
    )


def _counts(
    week: Week | None, logs: Sequence[SessionLog], today: dt.date, *, is_before: bool
) -> tuple[Counts, list[Session]]:
    """The counts of a week, and its planned sessions that are past.

    A session with several records counts once, by the best of them. Before the plan nothing is
    known of what was planned but what was recorded, so nothing there is missed.
    """
    planned = {session.session_id: session for session in week.sessions} if week else {}
    best = best_records(log for log in logs if is_before or log.session_id in planned)
    extra = sum(
        log.is_walk and (log.outcome is Outcome.EXTRA or log.session_id not in best)
        for log in logs
    )
    past = [
        session for key, session in planned.items() if key in best or session.date < today
    ]  # fmt: skip
    outcomes = [log.outcome for log in best.values()]
    return Counts(
        planned=len(best) if is_before else len(planned),
        past=len(best) if is_before else len(past),
        done=outcomes.count(Outcome.DONE),
        partial=outcomes.count(Outcome.PARTIAL),
        skipped=outcomes.count(Outcome.SKIPPED),
        missed=0 if is_before else len(past) - len(best),
        extra=extra,
        moved=sum(
            log.date != planned[key].date and log.is_walk
            for key, log in best.items()
            if key in planned
        ),
    ), past


def _week_load(walks: Sequence[SessionLog]) -> int | None:
    """The loads of a week together; None where no walk says how hard and how long it was."""
    if all(log.rpe is None or log.total_s is None for log in walks):
        return None
    return round(sum(map(_load, walks)))


def _load(log: SessionLog) -> float:
    """Effort × minutes (Foster 1998); nothing where either is unknown."""
    return log.rpe * log.total_s / 60 if log.rpe is not None and log.total_s is not None else 0.0


def _monotony(walks: Sequence[SessionLog], starts: dt.date) -> float | None:
    """Mean daily load over its standard deviation, days without a walk as zero (Foster 1998)."""
    daily = [0.0] * 7
    for log in walks:
        day = (log.date - starts).days
        if 0 <= day < 7:
            daily[day] += _load(log)
    mean = sum(daily) / 7
    spread = (sum((load - mean) ** 2 for load in daily) / 7) ** 0.5
    return round(mean / spread, 2) if spread > 0 else None


def _distance_m(log: SessionLog) -> float:
    if log.distance_m is not None:
        return log.distance_m
    return (log.speed_mps or 0.0) * (log.backward_s or 0)


def _speed_mps(walks: Sequence[SessionLog]) -> float | None:
    timed = [
        (log.speed_mps, log.backward_s) for log in walks
        if log.speed_mps is not None and log.backward_s
    ]  # fmt: skip
    seconds = sum(weight for _, weight in timed)
    return round(sum(speed * weight for speed, weight in timed) / seconds, 3) if seconds else None


def _energy(walks: Sequence[SessionLog], sessions: Mapping[str, Session]) -> Span | None:
    low = high = 0.0
    for log in walks:
        prescribed = log.prescribed or sessions.get(log.session_id or "")
        if prescribed is None or prescribed.energy_kcal is None or log.total_s is None:
            continue
        share = log.total_s / prescribed.total_s if prescribed.total_s else 0.0
        low += prescribed.energy_kcal.low * share
        high += prescribed.energy_kcal.high * share
    if not high:
        return None
    return Span(low=_rounded(low), high=_rounded(high))


def _rounded(kcal: float) -> int:
    return ENERGY_STEP_KCAL * round(kcal / ENERGY_STEP_KCAL)


def _sum(values: Sequence[int]) -> int | None:
    return sum(values) if values else None


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None
