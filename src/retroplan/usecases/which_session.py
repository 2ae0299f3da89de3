"""Which session a record is of: by its day, by its name, or none."""

import datetime as dt
import sqlite3
from typing import NamedTuple

from retroplan.core.agenda import agenda
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import NamedBy
from retroplan.core.text import counted, day_words, full_day_words, listed
from retroplan.errors import NotFound, UsageProblem
from retroplan.store.logs import LogRow, logs_between, logs_of_session
from retroplan.usecases.planning import CurrentPlan, dates_of, ids_ahead, session_of, start_of

_NEAR = 3
"""Sessions that are named where one far ahead was meant."""


class Which(NamedTuple):
    """What a record is about: a day, and which walk of it."""

    day: dt.date
    session_id: str = ""
    """A planned session of another day, done on this one. Empty = the one planned for the day."""
    is_extra: bool = False
    """A walk outside the plan."""
    is_again: bool = False
    """Keep it although the session has a record already."""

    @property
    def named_by(self) -> NamedBy:
        """How the person says which session it is."""
        if self.is_extra:
            return NamedBy.NOTHING
        return NamedBy.SESSION if self.session_id else NamedBy.DAY


def chosen(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    which: Which,
    today: dt.date,
    *,
    is_walk: bool = True,
) -> Session | None:
    """The session that a record is about; None for a walk outside the plan.

    Raises:
        NotFound: the day never held one, or there is none of that name.
        UsageProblem: the day is still to come, or before the plan; or the session is far ahead.
    """
    _check_day(which.day, start_of(current), today)
    if which.is_extra:
        if which.session_id:
            raise UsageProblem("--extra is a walk outside the plan, --session one of its sessions")
        return None
    session_id = which.session_id.strip()
    if session_id:
        _refuse_far_ahead(current, session_id, today, is_walk=is_walk)
    if session_id in dates_of(current):
        return session_of(current, session_id)[1]
    if not session_id and which.day == today:
        found = [name for name, day in dates_of(current).items() if day == which.day]
        if found:
            return session_of(current, found[0])[1]
    session = _held_on(connection, current, which.day, session_id, today)
    if session is not None:
        return session
    if session_id:
        return session_of(current, session_id)[1]
    raise (_nothing_planned if is_walk else _nothing_to_skip)(current, which.day)


def _refuse_far_ahead(
    current: CurrentPlan, session_id: str, today: dt.date, *, is_walk: bool
) -> None:
    """A walk is of the next session that is still to come; of a week that has not begun nothing is left out."""
    coming = ids_ahead(current, today)
    if session_id not in coming:
        return
    first = coming[: coming.index(session_id)]
    if not is_walk:
        first = [name for name in first if _week_of(name) < _week_of(session_id)]
    if not first:
        return
    dates = dates_of(current)
    named = [f"--session {name} ({day_words(dates[name])})" for name in first[:_NEAR]]
    raise UsageProblem(
        f"before session {session_id} {counted(len(first), 'session')} would be gone",
        hint=f"what comes next: {listed(named, joint='or')}"
        + ("; a walk outside the plan is kept with --extra" if is_walk else ""),
    )


def _week_of(session_id: str) -> int:
    week = session_id.partition(".")[0]
    return int(week) if week.isdecimal() else 0


def _check_day(day: dt.date, start: dt.date, today: dt.date) -> None:
    if day > today:
        raise UsageProblem(
            f"{full_day_words(day)} is still to come", hint="record it once it has gone by"
        )
    if day < start:
        raise UsageProblem(
            f"{full_day_words(day)} is before the plan, which begins on {day_words(start)}"
        )


def _held_on(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    day: dt.date,
    session_id: str,
    today: dt.date,
) -> Session | None:
    """The session of a day gone by, knowing what was told of the days before it; or that of a name."""
    from retroplan.core.adaptation.replay import asked_on  # rules and catalogue with it
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.adapting import told_of

    story = told_of(connection, current, today=today).story
    return asked_on(story, load_evidence(), day, session_id)


def _nothing_to_skip(current: CurrentPlan, day: dt.date) -> NotFound:
    """Nothing is planned, so nothing is left out; what may have been meant is named."""
    dates = dates_of(current)
    now = agenda(dates, current.outcomes, start=start_of(current), today=day)
    near = [name for name in (now.open_id, now.next_id) if name is not None]
    named = listed([f"--session {name} ({day_words(dates[name])})" for name in near], joint="or")
    hint = f"there is nothing to leave out; of another day: {named}" if named else ""
    return NotFound(f"no session is planned for {day_words(day)}", hint=hint)


def _nothing_planned(current: CurrentPlan, day: dt.date) -> NotFound:
    """Nothing is planned; an open session of the days before is named, never taken unasked."""
    dates = dates_of(current)
    now = agenda(dates, current.outcomes, start=start_of(current), today=day)
    hint = "a walk outside the plan is kept with --extra"
    if now.open_id is not None:
        open_day = day_words(dates[now.open_id])
        hint = f"if it was the session of {open_day}, add --session {now.open_id}; {hint}"
    return NotFound(f"no session is planned for {day_words(day)}", hint=hint)


def latest_record(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    which: Which,
    session: Session | None,
) -> SessionLog | None:
    """The record that stands in the way of another: of that session, or one named by the same day."""
    if session is None:
        return None
    rows = logs_of_session(connection, current.stored.plan_id, session.session_id)
    if not which.session_id:  # another that was named by its day is of that day alone
        same_day = logs_between(connection, which.day, which.day)
        ahead = (row for row in rows if row.event.date < which.day)
        rows = (
            *(row for row in ahead if row.event.named_by is NamedBy.SESSION),
            *(row for row in same_day if _is_by_day(row, current)),
        )
    return rows[-1].event if rows else None


def _is_by_day(row: LogRow, current: CurrentPlan) -> bool:
    return row.plan_id == current.stored.plan_id and row.event.named_by is not NamedBy.NOTHING
