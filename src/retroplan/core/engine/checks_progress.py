"""Invariants of the way from week to week: nothing jumps, one thing rises at a time."""

import datetime as dt
from itertools import pairwise
from typing import NamedTuple

from retroplan.core.engine.checks_session import met_minutes
from retroplan.core.engine.readings import (
    Case,
    Readings,
    Unit,
    at_least,
    at_most,
    in_session,
    in_week,
    kept,
    most_backward_s,
    top_grade,
    top_speed,
)
from retroplan.core.model.plan import Session, Week
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import SegmentKind, Step


def first_week_is_short(case: Case) -> Readings:
    """I05: week 1 holds at most 2, 4, 5 or 6 backward minutes a session, by tier."""
    for session in case.plan.weeks[0].sessions:
        yield at_most(
            session.backward_s, case.caps.week_1_backward_s, in_session(session), Unit.SECONDS
        )


def stretches_grow_slowly(case: Case) -> Readings:
    """I06: first stretches 30 or 60 s; later at most 2.5 times the longest of the two weeks before."""
    weeks = case.plan.weeks
    yield at_most(
        _longest_stretch(weeks[0]), case.caps.week_1_bout_s, in_week(weeks[0]), Unit.SECONDS
    )
    for week, recent in _looking_back(weeks):
        limit = max(map(_longest_stretch, recent)) * case.evidence.bounds.bout_growth
        yield at_most(_longest_stretch(week), limit, in_week(week), Unit.SECONDS)


def sessions_are_spaced(case: Case) -> Readings:
    """I07: 2 to 5 sessions a week (3 early, 3 in tier C), on the person's days, with rest days between."""
    bounds, plan = case.evidence.bounds, case.plan
    days = {day.rank for day in case.profile.availability.days}
    for week in plan.weeks:
        most = min(bounds.sessions_max, case.caps.sessions_per_week)
        if week.number <= bounds.early_weeks:
            most = min(most, bounds.sessions_max_early)
        yield at_least(len(week.sessions), bounds.sessions_min, in_week(week), Unit.SESSIONS)
        yield at_most(len(week.sessions), most, in_week(week), Unit.SESSIONS)
        yield kept(
            all(
                (session.is_moved or session.date.weekday() in days)
                and 0 <= (session.date - week.starts).days < 7
                for session in week.sessions
            ),
            in_week(week),
        )
    size = {s.session_id: len(week.sessions) for week in plan.weeks for s in week.sessions}
    for before, after in pairwise(plan.sessions):
        fewest = min(size[before.session_id], size[after.session_id])
        rest = 2 if fewest <= bounds.rest_day_up_to else 1
        yield at_least((after.date - before.date).days, rest, in_session(after), Unit.DAYS)


def speed_rises_slowly(case: Case) -> Readings:
    """I09: at most 0.15, 0.2 or 0.3 mph a week, by tier."""
    for before, week in pairwise(case.plan.weeks):
        rise = top_speed(week) - top_speed(before)
        yield at_most(rise, case.caps.speed_rise_mph * MPS_PER_MPH, in_week(week), Unit.SPEED)


def speed_stays_capped(case: Case) -> Readings:
    """I10: the tier's cap; under 0.6 m/s after a fall; shares of the 3 m walk and the forward pace."""
    bounds, health, tests = case.evidence.bounds, case.profile.health, case.profile.tests
    limits = [case.caps.speed_cap_mph * MPS_PER_MPH]
    if health.falls_last_12_months or health.injurious_falls_last_12_months:
        limits.append(bounds.faller_speed_mps)
    if tests.backward_walk_3m_s is not None:
        limits.append(3 / tests.backward_walk_3m_s * bounds.share_of_3m_walk)
    comfortable = case.profile.profile.comfortable_speed_mps or tests.gait_speed_10m_mps
    if comfortable is not None:
        limits.append(comfortable * bounds.comfortable_share_later)
    for session in case.plan.sessions:
        yield at_most(session.speed_mps, min(limits), in_session(session), Unit.SPEED)


def session_minutes_rise_slowly(case: Case) -> Readings:
    """I11: at most 2 minutes or 25 % over the larger of the two weeks before."""
    bounds = case.evidence.bounds
    for week, recent in _looking_back(case.plan.weeks):
        before = max(map(most_backward_s, recent))
        limit = before + max(bounds.backward_rise_s, before * bounds.backward_rise_share)
        if back := _before_a_step_down(week, case):
            limit = max(limit, back.backward_s)
        yield at_most(most_backward_s(week), limit, in_week(week), Unit.SECONDS)


def weekly_minutes_rise_slowly(case: Case) -> Readings:
    """I12: at most 8 minutes or 34 % over the larger of the two weeks before."""
    bounds = case.evidence.bounds
    for week, recent in _looking_back(case.plan.weeks):
        before = max(each.backward_s for each in recent)
        limit = before + max(bounds.weekly_rise_s, before * bounds.weekly_rise_share)
        if back := _before_a_step_down(week, case):
            limit = max(limit, back.weekly_s)
        yield at_most(week.backward_s, limit, in_week(week), Unit.SECONDS)


def weekly_effort_rises_slowly(case: Case) -> Readings:
    """I13: backward MET-minutes of a week rise by at most 40 or 35 %."""
    bounds = case.evidence.bounds
    effort = {
        week.number: sum(met_minutes(session, case) for session in week.sessions)
        for week in case.plan.weeks
    }
    for week, recent in _looking_back(case.plan.weeks):
        before = max(effort[each.number] for each in recent)
        limit = before + max(bounds.met_rise, before * bounds.met_rise_share)
        if back := _before_a_step_down(week, case):
            limit = max(limit, back.met_minutes)
        yield at_most(effort[week.number], limit, in_week(week), Unit.MET_MINUTES)


def one_more_session_alone(case: Case) -> Readings:
    """I14: in a week that adds a session, minutes, speed and incline do not rise."""
    for before, week in pairwise(case.plan.weeks):
        if len(week.sessions) <= len(before.sessions):
            continue
        where = in_week(week)
        yield at_most(most_backward_s(week), most_backward_s(before), where, Unit.SECONDS)
        yield at_most(top_speed(week), top_speed(before), where, Unit.SPEED)
        yield at_most(top_grade(week), top_grade(before), where, Unit.GRADE)


def speed_or_incline_not_both(case: Case) -> Readings:
    """I15: speed and incline never rise in the same week."""
    for before, week in pairwise(case.plan.weeks):
        faster = top_speed(week) > top_speed(before) + 1e-6
        steeper = top_grade(week) > top_grade(before) + 1e-6
        yield kept(not (faster and steeper), in_week(week))


def incline_stays_gentle(case: Case) -> Readings:
    """I16: none in tier C, a first week, a cap and a step a week by tier, never downhill."""
    caps, before = case.caps, 0.0
    for week in case.plan.weeks:
        where, grade = in_week(week), top_grade(week)
        is_open = bool(caps.grade_first_week) and week.number >= caps.grade_first_week
        yield at_most(grade, caps.grade_cap_pct if is_open else 0.0, where, Unit.GRADE)
        yield at_most(grade - before, caps.grade_step_pct, where, Unit.GRADE)
        yield at_least(min(s.grade_pct for s in week.sessions), 0.0, where, Unit.GRADE)
        before = grade


def every_fourth_week_is_lighter(case: Case) -> Readings:
    """I17: week 4 and then every 4th to 6th, 20 to 40 % fewer minutes, as many sessions, nothing rising.

    A break, or the week after a step down, counts as a lighter week: the count begins anew there.
    """
    if not case.clearance.agreed.lighter_weeks:
        return
    bounds, weeks = case.evidence.bounds, case.plan.weeks
    lighter = [week for week in weeks if week.is_deload or week.counts_as_lighter]
    first = lighter[0] if lighter else weeks[-1]
    is_early = first.counts_as_lighter and first.number <= bounds.deload_gap_max
    yield kept(first.number == bounds.deload_first_week or is_early, "week 4")
    for number, following in pairwise([*(week.number for week in lighter), len(weeks) + 1]):
        gap_is_kept = following - number <= bounds.deload_gap_max
        is_early = following - number < bounds.deload_gap_min and any(
            week.is_deload for week in weeks if week.number == following
        )
        yield kept(gap_is_kept and not is_early, f"week {number}")
    for week in weeks:
        if week.counts_as_lighter:
            yield kept(bool(_steps_down(week, case)), in_week(week))
    for before, week in pairwise(weeks):
        if not week.is_deload:
            continue
        where, meant = in_week(week), len(before.sessions) + before.left_out
        share = week.backward_s * len(before.sessions) / (before.backward_s * meant)
        yield at_least(share, bounds.deload_share_min, where, Unit.SHARE)
        if most_backward_s(week) > bounds.backward_min_s:  # a smaller session there is not (I04)
            yield at_most(share, bounds.deload_share_max, where, Unit.SHARE)
        yield at_least(len(week.sessions) + week.left_out, meant, where, Unit.SESSIONS)
        yield at_most(len(week.sessions), meant, where, Unit.SESSIONS)
        yield at_most(top_speed(week), top_speed(before), where, Unit.SPEED)
        yield at_most(top_grade(week), top_grade(before), where, Unit.GRADE)


def length_is_said(case: Case) -> Readings:
    """I19: 4 to 12 weeks; under 6 the plan says that most trials were longer."""
    bounds, plan = case.evidence.bounds, case.plan
    yield at_least(len(plan.weeks), bounds.weeks_min, "the plan", Unit.WEEKS)
    yield at_most(len(plan.weeks), bounds.weeks_max, "the plan", Unit.WEEKS)
    is_said = any("shorter than most trials" in notice for notice in plan.notices)
    yield kept(is_said or len(plan.weeks) >= bounds.weeks_short, "notices")


def tests_are_scheduled(case: Case) -> Readings:
    """I35: tests at the start, in week 4 and in the last week."""
    weeks = case.plan.weeks
    tested = {week.number for week in weeks if week.tests}
    for number in (1, case.evidence.bounds.deload_first_week, weeks[-1].number):
        yield kept(number in tested, f"week {number}")


def sum_fits_the_protocol(case: Case) -> Readings:
    """I37: over eight weeks the backward minutes stay within the protocol's range.

    The range is that of the protocol's own number of sessions; the floor shrinks with the sessions
    that the person's days, wishes and tier leave (docs/decisions/0005).
    """
    plan, bounds = case.plan, case.evidence.bounds
    if len(plan.weeks) != bounds.weeks_default:
        return
    own, leading = case.evidence.protocols[plan.goal], case.evidence.protocols[plan.protocol]
    asked = sum(row.sessions for row in leading.weeks[: bounds.weeks_default])
    room = min(1.0, len(plan.sessions) / asked)
    total_s = sum(week.backward_s for week in plan.weeks)
    highest = min(own.total_backward_min_high, leading.total_backward_min_high)
    yield at_most(total_s, highest * 60, "the plan", Unit.SECONDS)
    if case.clearance.agreed.start_minutes is not None:
        return  # a clinician may begin with less than the protocol does
    lowest = min(own.total_backward_min_low, leading.total_backward_min_low)
    yield at_least(total_s, lowest * 60 * room, "the plan", Unit.SECONDS)


def _looking_back(weeks: tuple[Week, ...]) -> list[tuple[Week, tuple[Week, ...]]]:
    """Each week after the first with the one or two before it."""
    return [(week, weeks[max(0, index - 2) : index]) for index, week in enumerate(weeks) if index]


class _Back(NamedTuple):
    """A week before a step down: a return to it within four weeks is no rise (I33)."""

    backward_s: float
    weekly_s: float
    met_minutes: float


def _steps_down(week: Week, case: Case) -> list[dt.date]:
    """The days of the steps down and breaks in the four weeks before a week, and in it."""
    since = week.starts - dt.timedelta(days=case.evidence.bounds.return_days)
    until = week.starts + dt.timedelta(days=7)
    return [
        each.date
        for each in case.plan.adjustments
        if each.step in _DOWN and since <= each.date < until
    ]


def _returns(week: Week, case: Case) -> list[dt.date]:
    """Those of them whose dose comes back as a whole; after a long break it rises by small steps."""
    slow = {each.date for each in case.plan.adjustments if _is_slow(each.rule, case)}
    return [day for day in _steps_down(week, case) if day not in slow]


def _is_slow(name: str, case: Case) -> bool:
    rule = case.evidence.rulebook.get(name)
    return rule is not None and rule.slow_return


_DOWN = (Step.REGRESS, Step.SUSPEND)


def _before_a_step_down(week: Week, case: Case) -> _Back | None:
    """The most that the weeks before the last steps down held, value by value; None where there were none."""
    found = [
        back
        for day in _returns(week, case)
        if (back := _before(day, week.number, case)) is not None
    ]
    return _Back(*map(max, zip(*found, strict=True))) if found else None


def _before(day: dt.date, number: int, case: Case) -> _Back | None:
    """The most that the four weeks up to a step down held, as whole weeks; a lighter one may be the last of them."""
    since = day - dt.timedelta(days=case.evidence.bounds.return_days)
    weeks = [
        each
        for each in case.plan.weeks
        if each.number < number
        and since < each.starts + dt.timedelta(days=7)
        and each.starts <= day
    ]
    walked = [each for week in weeks for each in week.sessions if each.date <= day]
    if not walked:
        return None
    count = max(len(week.sessions) + week.left_out for week in weeks)
    return _Back(
        backward_s=max(each.backward_s for each in walked),
        weekly_s=max(each.backward_s for each in walked) * count,
        met_minutes=max(met_minutes(each, case) for each in walked) * count,
    )


def _longest_stretch(week: Week) -> int:
    return max(_session_stretch(session) for session in week.sessions)


def _session_stretch(session: Session) -> int:
    return max(s.duration_s for s in session.segments if s.kind is SegmentKind.WORK)
