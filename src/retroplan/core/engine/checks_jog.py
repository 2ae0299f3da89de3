"""The invariant of the backward jog: short, few, on the track, for trained people who asked."""

from itertools import pairwise

from retroplan.core.engine.readings import (
    Case,
    Readings,
    Unit,
    at_least,
    at_most,
    in_session,
    in_week,
    kept,
)
from retroplan.core.model.plan import Segment, Session
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Direction, Place, SegmentKind, Stage, Tier


def jogs_are_few_and_asked_for(case: Case) -> Readings:
    """I45: up to four jogs of 20 s in one session a week, on track or grass, in tier A+, only if asked for."""
    bounds, limit_mps = case.evidence.bounds, case.caps.speed_cap_mph * MPS_PER_MPH
    for week in case.plan.weeks:
        found = [session for session in week.sessions if _jogs(session, case)]
        if not found:
            continue
        yield kept(_is_asked_for(case) and case.plan.tier is Tier.A_PLUS, in_week(week))
        yield kept(not week.is_deload, in_week(week))
        yield at_least(week.number, bounds.jog_first_week, in_week(week), Unit.WEEKS)
        yield at_most(len(found), 1, in_week(week), Unit.SESSIONS)
        for session in found:
            jogs, where = _jogs(session, case), in_session(session)
            yield at_most(len(jogs), bounds.jog_bouts_max, where, Unit.COUNT)
            yield at_most(max(j.duration_s for j in jogs), bounds.jog_bout_s, where, Unit.SECONDS)
            fastest_mps = max(jog.speed_mps for jog in jogs)
            yield at_most(fastest_mps, min(limit_mps, session.speed_mps), where, Unit.SPEED)
            yield kept(
                session.stage in (Stage.TRACK, Stage.GRASS)
                and session.place in (Place.TRACK, Place.GRASS)
                and all(jog.grade_pct == 0 for jog in jogs)
                and _has_left_the_track(session, case)
                and _is_within_walking(session, case),
                where,
            )


def _jogs(session: Session, case: Case) -> list[Segment]:
    return [part for part in session.segments if part.task == case.evidence.guidance.jog]


def _is_asked_for(case: Case) -> bool:
    return case.evidence.protocols[case.plan.goal].jogs


def _has_left_the_track(session: Session, case: Case) -> bool:
    """The sessions before hold enough of them in a row on the track, each long enough to leave it."""
    rung, run = case.evidence.ladder[Stage.TRACK], 0
    for before in case.plan.sessions:
        if before.number >= session.number:
            return False
        is_one = before.stage is Stage.TRACK and before.backward_s >= rung.leave_backward_s
        run = run + 1 if is_one else 0
        if run >= rung.leave_sessions:
            return True
    return False


def _is_within_walking(session: Session, case: Case) -> bool:
    """Every jog comes out of backward walking that has lasted a minute, and ends in it."""
    jogs = _jogs(session, case)
    neighbours = [
        walk
        for before, after in pairwise(session.segments)
        for walk, jog in ((before, after), (after, before))
        if jog in jogs
    ]
    leads = [before for before, after in pairwise(session.segments) if after in jogs]
    return (
        all(
            walk.kind is SegmentKind.WORK and walk.direction is Direction.BACKWARD and walk not in jogs
            for walk in neighbours
        )
        and all(before.duration_s >= case.evidence.bounds.jog_lead_s for before in leads)
    )  # fmt: skip
