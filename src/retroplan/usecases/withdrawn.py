"""A session that the plan no longer holds on its day, and that was walked all the same."""

import datetime as dt
import json
import sqlite3
from dataclasses import replace
from typing import NamedTuple

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.events import Before, Declared
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.vocabulary import Standing
from retroplan.errors import Defect
from retroplan.evidence.load import load_evidence
from retroplan.store.plans import StoredPlan, revisions_of, save_plan
from retroplan.store.rows import document_value
from retroplan.usecases.adapting import facts
from retroplan.usecases.course.pausing import open_pause
from retroplan.usecases.planning import CurrentPlan, dates_of, whole


class Withdrawn(NamedTuple):
    """A session as it was planned last, and the week that held it then."""

    session: Session
    week: Week


def withdrawn(
    connection: sqlite3.Connection, current: CurrentPlan, day: dt.date, session_id: str = ""
) -> Withdrawn | None:
    """The session that an earlier revision held: of that id, else on that day; None where there is none.

    Of a day on which the plan was paused, or waited, by what had been told before it, there is none: a
    walk of such a day is a walk outside the plan. What has a record already is none either.
    """
    for stored in reversed(revisions_of(connection, current.stored.plan_id)):
        found = _held(stored, day, session_id)
        if found is not None and found.session.session_id not in current.outcomes:
            return found if session_id or _stood(connection, current, day) else None
    return None


def put_back(
    connection: sqlite3.Connection, current: CurrentPlan, found: Withdrawn, at: dt.datetime
) -> None:
    """See that the plan holds a session again, so that its record has a place; a revision of its own."""
    session = found.session
    if session.session_id in dates_of(current):
        return
    plan = whole(current)
    weeks = {week.number: week for week in plan.weeks}
    week = weeks.get(found.week.number, replace(found.week, sessions=()))
    sessions = sorted((*week.sessions, session), key=lambda each: each.date)
    weeks[week.number] = replace(week, sessions=tuple(sessions))
    save_plan(
        connection,
        replace(
            plan,
            revision=plan.revision + 1,
            weeks=tuple(weeks[number] for number in sorted(weeks)),
        ),
        cause=f"Session {session.session_id} was walked all the same.",
        at=at,
        profile_document=json.loads(current.stored.profile_text),
    )


def _held(stored: StoredPlan, day: dt.date, session_id: str) -> Withdrawn | None:
    for week in document_value(f"plan {stored.plan_id}", Plan, stored.text).weeks:
        for session in week.sessions:
            if session.session_id == session_id or (not session_id and session.date == day):
                return Withdrawn(session, week)
    return None


def _stood(connection: sqlite3.Connection, current: CurrentPlan, day: dt.date) -> bool:
    """Whether the plan offered sessions on a day, by all that had been told before it."""
    told = facts(connection, current.stored.plan_id)
    before = [each for each in told if each.date < day or isinstance(each, Before | Declared)]
    if open_pause(before, day) is not None:
        return False
    try:
        plan, _ = adapt(whole(current), before, load_evidence(), day)
    except Defect:
        return False
    return plan.standing is Standing.ACTIVE
