"""Whether a session may be on another day: its week, its place in the order and the rest days stay."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.text import day_words

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """What a session that moves has to fit into."""

    plan: Plan
    recorded: Collection[str]
    """Ids of the sessions that have a record."""
    walked: Collection[dt.date]
    """Days with a walk, of the plan or beside it."""
    today: dt.date
    first_free: dt.date
    """The first day that may hold a session: today, or the day on which a pause ends."""
    rest_day_up_to: int
    """Sessions a week up to which a rest day lies between them (invariant I07)."""


class Detour(NamedTuple):
    """Another session that has to move first, and to which day."""

    session: Session
    to: dt.date


def why_it_stays(session: Session, table: Timetable) -> str:
    """Why a session cannot move at all, as the end of a sentence about it; empty when it can."""
    if session.session_id in table.recorded:
        return "has a record, so it stays on its day"
    if session.date < table.today:
        return f"was on {day_words(session.date)}, and that day has gone by"
    return ""


def obstacle(session: Session, to: dt.date, table: Timetable) -> str:
    """The rule that speaks against a day for a session that may move, as a sentence; empty when none does."""
    return next(_obstacles(session, to, table), "")


def open_days(session: Session, table: Timetable) -> tuple[dt.date, ...]:
    """Every other day that the session may move to, in order; none for one that stays."""
    if why_it_stays(session, table):
        return ()
    starts = _week_of(session, table.plan).starts
    days = (starts + dt.timedelta(days=ahead) for ahead in range(_DAYS_A_WEEK))
    return tuple(day for day in days if day != session.date and not obstacle(session, day, table))


def detour(session: Session, to: dt.date, table: Timetable) -> Detour | None:
    """A neighbour that could make room for the session by moving first; None where none can."""
    before, after = _neighbours(session, table.plan)
    for other in filter(None, (after, before)):
        for day in open_days(other, table):
            room = replace(table, plan=moved(table.plan, other.session_id, day))
            if not obstacle(session, to, room):
                return Detour(other, day)
    return None


def moved(plan: Plan, session_id: str, to: dt.date) -> Plan:
    """The plan with one session on another day, all else as it was."""
    weeks = tuple(
        replace(
            week,
            sessions=tuple(
                replace(session, date=to) if session.session_id == session_id else session
                for session in week.sessions
            ),
        )
        for week in plan.weeks
    )
    return replace(plan, weeks=weeks)


def _obstacles(session: Session, to: dt.date, table: Timetable) -> Iterator[str]:
    """In the order in which they are best told."""
    week = _week_of(session, table.plan)
    last = week.starts + dt.timedelta(days=_DAYS_A_WEEK - 1)
    if to < table.today:
        yield f"{day_words(to)} has gone by"
    if to < table.first_free:
        yield f"{day_words(to)} lies in a pause, which ends on {day_words(table.first_free)}"
    if not week.starts <= to <= last:
        yield (
            f"a session stays in its week, and week {week.number} is from "
            f"{day_words(week.starts)} to {day_words(last)}"
        )
    if to in table.walked:
        yield f"on {day_words(to)} there was a walk already, and one a day is enough"
    yield from _neighbour_obstacles(session, to, table)
    if any(0 < (to - day).days < _rest(len(week.sessions), table) for day in table.walked):
        yield f"{day_words(to)} comes right after a walk, and a rest day lies between"


def _neighbour_obstacles(session: Session, to: dt.date, table: Timetable) -> Iterator[str]:
    before, after = _neighbours(session, table.plan)
    for other, sign in ((before, 1), (after, -1)):
        if other is None:
            continue
        apart = (to - other.date).days * sign
        where = f"session {other.number} is on {day_words(other.date)}"
        sizes = [len(_week_of(each, table.plan).sessions) for each in (session, other)]
        if apart == 0:
            yield f"{where}, and never two on one day"
        elif apart < 0:
            yield f"{where}, and the sessions keep their order"
        elif apart < _rest(min(sizes), table):
            yield f"{where}, and a rest day lies between two sessions"


def _neighbours(session: Session, plan: Plan) -> tuple[Session | None, Session | None]:
    """The sessions before and after it in the plan."""
    sessions = plan.sessions
    at = next(i for i, each in enumerate(sessions) if each.session_id == session.session_id)
    before = sessions[at - 1] if at else None
    return before, sessions[at + 1] if at + 1 < len(sessions) else None


def _week_of(session: Session, plan: Plan) -> Week:
    return next(
        week for week in plan.weeks
        if any(each.session_id == session.session_id for each in week.sessions)
    )  # fmt: skip


def _rest(sessions_a_week: int, table: Timetable) -> int:
    """Days from one session to the next, at the least."""
    return 2 if sessions_a_week <= table.rest_day_up_to else 1
