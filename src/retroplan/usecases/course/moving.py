"""One session on another day, as the person asks, within the rules that keep a plan safe."""

import datetime as dt
import sqlite3
from collections.abc import Iterable

from retroplan.core.answers.course import Moved
from retroplan.core.model.events import Event, Move
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.vocabulary import Standing
from retroplan.core.moving import Timetable, detour, obstacle, open_days, why_it_stays
from retroplan.core.plan_diff import compared
from retroplan.core.text import day_words, listed
from retroplan.environment import Environment
from retroplan.errors import Defect, Infeasible, NotFound, UsageProblem
from retroplan.store.journal import changing
from retroplan.store.logs import logs_between
from retroplan.usecases.adapting import adapted_in, facts, keep_event_in
from retroplan.usecases.clock import clock_remarks
from retroplan.usecases.course.pausing import open_pause
from retroplan.usecases.planning import CurrentPlan, needed_in, units_of

_MOST_OFFERED = 3


def move_session(
    *, environment: Environment, evidence: Evidence, session_id: str, to: dt.date
) -> Moved:
    """Keep that a session is to be on another day; on disk when this returns.

    Raises:
        NotFound: there is no plan, no such session, or it is on that day already.
        UsageProblem: the session or the day has gone by.
        Infeasible: a rule speaks against the day; the hint names days that work.
        StoreProblem: not saved.
    """
    at, today = environment.now(), environment.today
    with changing(environment.store_file, command="plan move", at=at) as change:
        connection = change.connection
        current = needed_in(connection, environment)
        now = adapted_in(connection, current, evidence=evidence, today=today)
        session = _chosen(now.after, session_id.strip())
        events = facts(connection, now.after.plan_id)
        table = timetable(connection, current, now.after, events, evidence=evidence, today=today)
        _refuse(session, to, table)
        change.sentence = (
            f"the move of session {session.number} from {day_words(session.date)} "
            f"to {day_words(to)}"
        )
        event = Move(date=today, session_id=session.session_id, to=to)
        kept = keep_event_in(connection, current, event, evidence=evidence, today=today, at=at)
        if _chosen(kept.after, session.session_id).date != to:
            raise Defect(f"session {session.number} could not be put on {day_words(to)}",
                         hint="nothing was changed; please report this")  # fmt: skip
    return Moved(
        session_id=session.session_id,
        number=session.number,
        date_before=session.date,
        date=to,
        changes=compared(kept.before, kept.after),
        units=units_of(current),
        remarks=clock_remarks(events[1:], today),
    )


def timetable(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    plan: Plan,
    events: Iterable[Event],
    *,
    evidence: Evidence,
    today: dt.date,
) -> Timetable:
    """What a session of a plan has to fit into that moves."""
    pause = open_pause(events, today)
    return Timetable(
        plan=plan,
        recorded=current.outcomes.keys(),
        walked=_walked(connection, today),
        today=today,
        first_free=pause.until if pause is not None and pause.until is not None else today,
        rest_day_up_to=evidence.bounds.rest_day_up_to,
    )


def _chosen(plan: Plan, session_id: str) -> Session:
    found = plan.session(session_id)
    if found is not None:
        return found
    waits = plan.standing is not Standing.ACTIVE
    ids = [session.session_id for session in plan.sessions]
    span = f"sessions are named week.session, from {ids[0]} to {ids[-1]}" if ids else ""
    raise NotFound(
        f"this plan has no session {session_id[:20]!r}"
        + (f" while it is {plan.standing}" if waits else ""),
        hint=plan.standing_reason if waits else span,
    )


def _walked(connection: sqlite3.Connection, today: dt.date) -> frozenset[dt.date]:
    """The days of the last week with a walk."""
    rows = logs_between(connection, today - dt.timedelta(days=7), today)
    return frozenset(row.event.date for row in rows if row.event.is_walk)


def _refuse(session: Session, to: dt.date, table: Timetable) -> None:
    """Ends here where the session cannot move, or not to that day."""
    named = f"session {session.number} ({session.session_id})"
    if why := why_it_stays(session, table):
        raise UsageProblem(f"{named} {why}", hint=_next_hint(table))
    if to == session.date:
        raise NotFound(f"{named} is on {day_words(to)} already", hint="there is nothing to move")
    if to < table.today:
        raise UsageProblem(f"{day_words(to)} has gone by", hint=_offer(session, to, table))
    if why := obstacle(session, to, table):
        raise Infeasible(
            f"{named} cannot be on {day_words(to)}: {why}", hint=_offer(session, to, table)
        )


def _next_hint(table: Timetable) -> str:
    coming = (each for each in table.plan.sessions if not why_it_stays(each, table))
    following = next(coming, None)
    if following is None:
        return "no session is still to come"
    return f"the next session is {following.session_id}, on {day_words(following.date)}"


def _offer(session: Session, to: dt.date, table: Timetable) -> str:
    """The nearest days that work; a way round where a neighbour has to make room."""
    near = sorted(open_days(session, table), key=lambda day: abs((day - to).days))[:_MOST_OFFERED]
    days = listed([f"{day_words(day)} ({day.isoformat()})" for day in sorted(near)], joint="or")
    way = detour(session, to, table)
    if way is not None:
        first = f"`retroplan plan move {way.session.session_id} {way.to.isoformat()}`"
        also = f"; or {days} without that" if days else ""
        return f"it works after {first}, which makes room{also}"
    if days:
        return f"it can be on {days}"
    return "no other day of its week works; a session that you leave out is no miss"
