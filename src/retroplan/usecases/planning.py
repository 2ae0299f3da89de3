"""The current plan as the store keeps it, and what became of its sessions so far."""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from retroplan.core.agenda import (
    outcomes_of,
)
from retroplan.core.codec import decode
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.vocabulary import Outcome, Units
from retroplan.environment import Environment
from retroplan.errors import NotFound
from retroplan.store.database import reading
from retroplan.store.logs import LogRow, logs_between, logs_of_plan
from retroplan.store.plans import StoredPlan, current_document, list_plans
from retroplan.store.rows import document_value
from retroplan.store.trouble import Unreadable
from retroplan.usecases.reminders import tests_due

T = TypeVar("T")

_KNOWS_SUITABLE_TESTS = "2026.12"
"""The first version of the rules whose plans hold no test against a contraindication."""

Document = dict[str, Any]
"""JSON of a plan, or of a part of it, as the store keeps it."""


class CurrentPlan(NamedTuple):
    """The current plan, undecoded, and what became of its sessions."""

    stored: StoredPlan
    document: Document
    rows: tuple[LogRow, ...]
    """The records that were read: of this plan's sessions, or of the days asked for."""
    outcomes: Mapping[str, Outcome]
    """By session id, of this plan."""
    tests_due: tuple[str, ...] = ()
    """Assessments that this week asks for and that have no result, by name."""


def current_plan(*, environment: Environment) -> CurrentPlan | None:
    """The current plan as it is kept, with the records of its sessions; None before the first plan."""
    with reading(environment.store_file) as connection:
        return plan_in(connection, today=environment.today)


def plan_in(
    connection: sqlite3.Connection, *, today: dt.date, since: dt.date | None = None
) -> CurrentPlan | None:
    """As `current_plan`, in a store that is open already.

    With `since`, the records of all days from then to today instead, whatever they are of.
    """
    stored = current_document(connection)
    if stored is None:
        return None
    rows = (
        logs_of_plan(connection, stored.plan_id)
        if since is None
        else logs_between(connection, since, today)
    )
    own = [row.event for row in rows if row.plan_id == stored.plan_id]
    document = _parsed(stored)
    due = tests_due(connection, document, profile_text=stored.profile_text, today=today)
    return CurrentPlan(
        stored=stored, document=document, rows=rows, outcomes=outcomes_of(own), tests_due=due
    )


def plan_of_day(connection: sqlite3.Connection, current: CurrentPlan, day: dt.date) -> CurrentPlan:
    """The plan that a day belongs to, as it was in the end: an earlier one where the current had not begun.

    The current plan where there was none yet.
    """
    if day >= start_of(current):
        return current
    for stored in reversed(list_plans(connection)):
        document = _parsed(stored)
        if dt.date.fromisoformat(document["start"]) <= day:
            rows = logs_of_plan(connection, stored.plan_id)
            outcomes = outcomes_of([row.event for row in rows])
            return CurrentPlan(stored=stored, document=document, rows=rows, outcomes=outcomes)
    return current


def needed_in(connection: sqlite3.Connection, environment: Environment) -> CurrentPlan:
    """The current plan, in a store that is open already.

    Raises:
        NotFound: there is none yet.
    """
    return needed(plan_in(connection, today=environment.today), environment=environment)


def needed(found: CurrentPlan | None, *, environment: Environment) -> CurrentPlan:
    """The plan that was looked for.

    Raises:
        NotFound: there is none yet.
    """
    if found is None:
        has_answered = environment.profile_file.exists()
        waits = "`retroplan screen` says what it waits for; then run `retroplan init` again"
        hint = waits if has_answered else "begin with `retroplan init`"
        raise NotFound("there is no plan yet", hint=hint)
    return found


def units_of(current: CurrentPlan) -> Units:
    """The units that the person likes to read."""
    return Units(current.document["units"])


def conditions_of(current: CurrentPlan) -> frozenset[str]:
    """What the person has, by name, as the plan knows it."""
    return frozenset(
        json.loads(current.stored.profile_text).get("health", {}).get("conditions") or ()
    )


def start_of(current: CurrentPlan) -> dt.date:
    """The first day of the plan."""
    return dt.date.fromisoformat(current.document["start"])


def dates_of(current: CurrentPlan) -> dict[str, dt.date]:
    """The day of each session, by its id."""
    return {name: date_of(session) for name, session in sessions_in(current).items()}


def ids_ahead(current: CurrentPlan, today: dt.date) -> list[str]:
    """The sessions of today and later that have no record, by id, in the order of their days."""
    dates = dates_of(current)
    coming = [name for name, day in dates.items() if day >= today and name not in current.outcomes]
    return sorted(coming, key=lambda name: dates[name])


def whole(current: CurrentPlan) -> Plan:
    """The plan with all that it holds.

    Raises:
        Unreadable: another version of this program made it.
    """
    return decoded(Plan, current.document, current)


def outline(current: CurrentPlan) -> Plan:
    """The plan without the segments of its sessions: all that an overview needs, and cheap."""
    weeks = [
        week | {"sessions": [session | {"segments": ()} for session in week["sessions"]]}
        for week in current.document["weeks"]
    ]
    return decoded(Plan, current.document | {"weeks": weeks}, current)


def outline_of(stored: StoredPlan) -> Plan:
    """As `outline`, of any revision."""
    return outline(CurrentPlan(stored=stored, document=_parsed(stored), rows=(), outcomes={}))


def amount_of(stored: StoredPlan) -> tuple[int, int]:
    """Sessions of a revision, and their backward seconds, undecoded."""
    weeks = _parsed(stored)["weeks"]
    seconds = [session["backward_s"] for week in weeks for session in week["sessions"]]
    return len(seconds), sum(seconds)


def week_of(current: CurrentPlan, number: int) -> tuple[Document, Week]:
    """A week, as document and as value, the latter without segments.

    Raises:
        NotFound: the plan has no such week.
    """
    weeks = outline(current).weeks
    for document, week in zip(current.document["weeks"], weeks, strict=True):
        if week.number == number:
            return document, week
    raise NotFound(
        f"this plan has no week {number}",
        hint=f"its weeks are 1 to {len(weeks)}: `retroplan plan`",
    )


def session_of(current: CurrentPlan, session_id: str) -> tuple[Document, Session]:
    """A session, as document and as value.

    Raises:
        NotFound: the plan has no such session.
    """
    documents = sessions_in(current)
    found = documents.get(session_id.strip())
    if found is None:
        ids = list(documents)
        raise NotFound(
            f"this plan has no session {session_id[:20]!r}",
            hint=f"sessions are named week.session, from {ids[0]} to {ids[-1]}" if ids else "",
        )
    return found, decoded(Session, found, current)


def sessions_in(current: CurrentPlan) -> dict[str, Document]:
    """Its sessions as documents, by id, in order."""
    return {
        session["session_id"]: session
        for week in current.document["weeks"]
        for session in week["sessions"]
    }


def date_of(session: Document) -> dt.date:
    """The day of a session that is still a document."""
    return dt.date.fromisoformat(session["date"])


def _parsed(stored: StoredPlan) -> Document:
    """The document, after a look at what every command takes from it undecoded."""
    try:
        document: Document = json.loads(stored.text)
        dt.date.fromisoformat(document["start"])
        Units(document["units"])
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(stored) from error
    return _suited(document, stored)


def _suited(document: Document, stored: StoredPlan) -> Document:
    """The document without tests that the person must not do (I47), where it was made before that rule."""
    if document["rules_version"] >= _KNOWS_SUITABLE_TESTS:
        return document
    # Only here: no plan of today needs the catalogue for it.
    from retroplan.core.assessments.suitability import suitable
    from retroplan.core.model.profile import Profile
    from retroplan.evidence.load import load_evidence

    profile = document_value("profile", Profile, stored.profile_text)
    on, evidence = dt.date.fromisoformat(document["start"]), load_evidence()
    weeks = [
        week | {"tests": list(suitable(week["tests"], profile, evidence, on))}
        for week in document["weeks"]
    ]
    return document | {"weeks": weeks}


def decoded(kind: type[T], document: Document, current: CurrentPlan) -> T:
    """A part of the plan as a value.

    Raises:
        StoreProblem: this program cannot read it.
    """
    try:
        return decode(kind, document)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(current.stored) from error


def _unreadable(stored: StoredPlan) -> Unreadable:
    return Unreadable(
        f"the plan {stored.plan_id}, revision {stored.revision}, is not one that this program can read",
        hint="nothing was changed; `retroplan init` can make a new plan, and keeps this one",
    )
