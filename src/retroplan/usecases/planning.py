"""The plan and its days: what is planned, what became of it so far, and what today asks for."""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from retroplan.core.agenda import (
    Agenda,
    Day,
    DayStatus,
    agenda,
    holding,
    outcomes_of,
    standing_of,
)
from retroplan.core.codec import decode, encode
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.vocabulary import Outcome, Standing, Units
from retroplan.environment import Environment
from retroplan.errors import NotFound, StoreProblem
from retroplan.store.database import reading
from retroplan.store.logs import LogRow, logs_between, logs_of_plan
from retroplan.store.plans import StoredPlan, current_document
from retroplan.usecases.advice import advice_from
from retroplan.usecases.reminders import tests_due

if TYPE_CHECKING:
    from retroplan.reports.bounds import (
        BoundUse,
    )  # its module loads the engine, which today never needs

T = TypeVar("T")

_DAYS_OFF = "days-off"
"""How the names of the rules over days off begin; each is dated with the session that it was for."""

_CARRIED = 2
"""Sentences above today's session; `plan why` has them all."""

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


def current_plan(*, environment: Environment, since: dt.date | None = None) -> CurrentPlan | None:
    """The current plan with the records of its sessions; None before the first plan.

    With `since`, the records of all days from then to today instead, whatever they are of.
    """
    with reading(environment.store_file) as connection:
        return plan_in(connection, today=environment.today, since=since)


def plan_in(
    connection: sqlite3.Connection, *, today: dt.date, since: dt.date | None = None
) -> CurrentPlan | None:
    """As `current_plan`, in a store that is open already."""
    stored = current_document(connection)
    if stored is None:
        return None
    rows = (
        logs_of_plan(connection, stored.plan_id)
        if since is None
        else logs_between(connection, since, today)
    )
    own = [row.log for row in rows if row.plan_id == stored.plan_id]
    document = _parsed(stored)
    due = tests_due(connection, document, profile_text=stored.profile_text, today=today)
    return CurrentPlan(
        stored=stored, document=document, rows=rows, outcomes=outcomes_of(own), tests_due=due
    )


def needed_plan(*, environment: Environment) -> CurrentPlan:
    """The current plan.

    Raises:
        NotFound: there is none yet.
    """
    return needed(current_plan(environment=environment), environment=environment)


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


def start_of(current: CurrentPlan) -> dt.date:
    """The first day of the plan."""
    return dt.date.fromisoformat(current.document["start"])


def dates_of(current: CurrentPlan) -> dict[str, dt.date]:
    """The day of each session, by its id."""
    return {name: _date(session) for name, session in _sessions(current).items()}


def whole(current: CurrentPlan) -> Plan:
    """The plan with all that it holds.

    Raises:
        StoreProblem: this program cannot read it.
    """
    return _decoded(Plan, current.document, current)


def outline(current: CurrentPlan) -> Plan:
    """The plan without the segments of its sessions: all that an overview needs, and cheap."""
    weeks = [
        week | {"sessions": [session | {"segments": ()} for session in week["sessions"]]}
        for week in current.document["weeks"]
    ]
    return _decoded(Plan, current.document | {"weeks": weeks}, current)


def outline_of(stored: StoredPlan) -> Plan:
    """As `outline`, of any revision."""
    return outline(CurrentPlan(stored=stored, document=_parsed(stored), rows=(), outcomes={}))


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
    documents = _sessions(current)
    found = documents.get(session_id.strip())
    if found is None:
        ids = list(documents)
        raise NotFound(
            f"this plan has no session {session_id[:20]!r}",
            hint=f"sessions are named week.session, from {ids[0]} to {ids[-1]}" if ids else "",
        )
    return found, _decoded(Session, found, current)


def bounds(*, environment: Environment) -> tuple[Plan, tuple["BoundUse", ...]]:
    """The current plan, and each limit with the plan's closest approach to it.

    Raises:
        NotFound: there is no plan yet.
    """
    from retroplan.core.engine.checks import closest
    from retroplan.core.engine.own import evidence_of
    from retroplan.core.model.profile import Profile
    from retroplan.evidence.load import load_evidence
    from retroplan.reports.bounds import bound_use
    from retroplan.store.screenings import latest_screening

    current = needed_plan(environment=environment)
    with reading(environment.store_file) as connection:
        clearance = latest_screening(connection)
    if clearance is None:
        raise NotFound("no screening is kept for this plan", hint="run `retroplan screen` first")
    plan = whole(current)
    profile = _decoded(Profile, json.loads(current.stored.profile_text), current)
    evidence = evidence_of(plan, load_evidence())
    return plan, tuple(
        bound_use(name, evidence.invariants[name].sentence, found, plan.units)
        for name, found in closest(plan, profile, clearance, evidence)
    )


def is_due(current: CurrentPlan | None, today: dt.date) -> bool:
    """Whether a session is planned for today and has no record; False where there is no plan."""
    return current is not None and _agenda(current, today).status is DayStatus.DUE


def day_of(current: CurrentPlan, today: dt.date) -> Day:
    """What a day asks for. Only the session that it is about is decoded."""
    now = _agenda(current, today)
    shown = _shown(now)
    found = _sessions(current)
    weeks = current.document["weeks"]
    return Day(
        today=today,
        agenda=now,
        session=_decoded(Session, found[shown], current) if shown else None,
        next_date=_date(found[now.next_id]) if now.next_id else None,
        open_date=_date(found[now.open_id]) if now.open_id else None,
        week=_week_number(weeks, shown) if shown else len(weeks),
        weeks=len(weeks),
        sessions=len(found),
        starts=start_of(current),
        units=units_of(current),
        carried=_carried(current, found[shown], today)
        if shown and now.status is DayStatus.DUE
        else (),
        tests_due=current.tests_due,
        held=held_on(current, today),
        standing_reason=current.document.get("standing_reason", ""),
    )


def _shown(now: Agenda) -> str | None:
    """The session that a day is about; what is withheld is not shown as if it stood."""
    is_held = now.status in {DayStatus.WITHHELD, DayStatus.PAUSED}
    return now.next_id if is_held else now.today_id or now.next_id


def held_on(current: CurrentPlan, day: dt.date) -> tuple[Adjustment, ...]:
    """What lets no session come on a day, of the plan's adjustments."""
    resting = [each for each in current.document.get("adjustments", ()) if each.get("until")]
    return holding((_decoded(Adjustment, each, current) for each in resting), day)


def _carried(current: CurrentPlan, session: Document, today: dt.date) -> tuple[str, ...]:
    """What has changed today's session since the last walk; else what that walk asks of the day."""
    walks = [
        row.log for row in current.rows
        if row.log.date < today and row.log.outcome is not Outcome.SKIPPED
    ]  # fmt: skip
    if not walks:
        return ()
    last = max(walks, key=lambda log: log.date)
    keys = session.get("adjusted_by", ())
    fired = current.document.get("adjustments", ()) if keys else ()
    known = (_decoded(Adjustment, each, current) for each in fired)
    new = [each for each in known if each.key in keys and _is_since(each, last)]
    decisive = sorted(new, key=lambda each: -each.step.rank)[:_CARRIED]
    return tuple(each.sentence for each in decisive) or advice_from(last)


def _is_since(adjustment: Adjustment, last: SessionLog) -> bool:
    """Whether a rule fired with the last walk or after it; days off before that walk are over."""
    is_before = adjustment.date == last.date and adjustment.rule.startswith(_DAYS_OFF)
    return adjustment.date >= last.date and not is_before


def day_document(current: CurrentPlan, day: Day) -> Document:
    """The day as JSON: the session that it is about, as in the plan, with how the day stands."""
    shown = _shown(day.agenda)
    return {
        "status": day.agenda.status.value,
        "today": day.today.isoformat(),
        "week": day.week,
        "weeks": day.weeks,
        "sessions": day.sessions,
        "next_date": day.next_date.isoformat() if day.next_date else None,
        "unrecorded_date": day.open_date.isoformat() if day.open_date else None,
        "from_last_time": list(day.carried),
        "tests_due": list(day.tests_due),
        "withheld_by": encode(day.held),
        "standing_reason": day.standing_reason,
        **(_sessions(current)[shown] if shown else {}),
    }


def _agenda(current: CurrentPlan, today: dt.date) -> Agenda:
    now = agenda(dates_of(current), current.outcomes, start=start_of(current), today=today)
    standing = Standing(current.document.get("standing", Standing.ACTIVE))
    held = held_on(current, today)
    return now._replace(status=standing_of(now.status, standing, held))


def _sessions(current: CurrentPlan) -> dict[str, Document]:
    return {
        session["session_id"]: session
        for week in current.document["weeks"]
        for session in week["sessions"]
    }


def _week_number(weeks: list[Document], session_id: str) -> int:
    number: int = next(
        week["number"] for week in weeks
        if any(session["session_id"] == session_id for session in week["sessions"])
    )  # fmt: skip
    return number


def _date(session: Document) -> dt.date:
    return dt.date.fromisoformat(session["date"])


def _parsed(stored: StoredPlan) -> Document:
    """The document, after a look at what every command takes from it undecoded."""
    try:
        document: Document = json.loads(stored.text)
        dt.date.fromisoformat(document["start"])
        Units(document["units"])
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(stored) from error
    return document


def _decoded(kind: type[T], document: Document, current: CurrentPlan) -> T:
    try:
        return decode(kind, document)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(current.stored) from error


def _unreadable(stored: StoredPlan) -> StoreProblem:
    return StoreProblem(
        f"the plan {stored.plan_id}, revision {stored.revision}, is not one that this program can read",
        hint="nothing was changed; `retroplan init` can make a new plan, and keeps this one",
    )
