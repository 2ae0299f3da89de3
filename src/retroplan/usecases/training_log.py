"""Recording: a session done, in part or not at all, and a walk outside the plan.

Facts are facts: what happened is kept, even where the plan would have advised against it. What
it means for the person comes back as sentences.
"""

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

from retroplan.core.agenda import DayStatus, agenda
from retroplan.core.answers.saved import NextSession, Saved, Told
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Units
from retroplan.core.recording import Report, record_name, recorded, skipped
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.errors import UsageProblem
from retroplan.store.database import reading
from retroplan.store.journal import changing
from retroplan.store.logs import LogRow, add_log, check_log, logs_between
from retroplan.store.rows import checked_text
from retroplan.usecases.advice import advice_on
from retroplan.usecases.planning import (
    CurrentPlan,
    current_plan,
    dates_of,
    needed_in,
    plan_of_day,
    session_of,
    start_of,
    units_of,
)
from retroplan.usecases.taking_in import Consequence, is_nothing_new, plan_for, rise_to, taken_in
from retroplan.usecases.todays_plan import brought_up
from retroplan.usecases.which_session import Which, chosen, latest_record

if TYPE_CHECKING:
    from retroplan.core.model.events import CheckIn
    from retroplan.usecases.beside import Asks


class Prospect(NamedTuple):
    """What a record would be about, before anything is asked or written."""

    day: dt.date
    session: Session | None
    """None for a walk outside the plan."""
    earlier: SessionLog | None
    """The latest record that the session has already."""
    units: Units
    asks: "Asks"


def prospect(*, environment: Environment, which: Which) -> Prospect:
    """What `log_session` would keep a record of. Reads only.

    Raises:
        NotFound: there is no plan, or nothing is planned for that day.
        UsageProblem: the day is still to come, or before the plan.
    """
    from retroplan.usecases.beside import asks_of  # what no record of options alone needs

    with reading(environment.store_file) as connection:
        current = needed_in(connection, environment)
        if which.day == environment.today:
            current = brought_up(connection, current, environment.today)
        owner = plan_of_day(connection, current, which.day)
        session = chosen(connection, owner, which, environment.today)
        return Prospect(
            day=which.day,
            session=session,
            earlier=latest_record(connection, owner, which, session),
            units=units_of(current),
            asks=asks_of(connection, current, which.day),
        )


def as_planned(report: Report, found: Prospect) -> Report:
    """The report with a person's word that all went as planned: effort as meant, and no stumble.

    Whoever is close to a fall tells of stumbles; where something hurts, of pain: those stay open.
    """
    word: dict[str, Any] = {
        "rpe": found.session.rpe.high if found.session else None,
        "near_falls": None if found.asks.types_stumbles or report.falls else 0,
        "nprs_during": None if found.asks.hurts else 0,
    }
    return report._replace(
        is_effort_as_planned=found.session is not None and report.rpe is None,
        **{name: value for name, value in word.items() if getattr(report, name) is None},
    )


def units_in_use(*, environment: Environment) -> Units | None:
    """The units of the current plan, for numbers that were typed without; None before the first."""
    current = current_plan(environment=environment)
    return None if current is None else units_of(current)


def log_session(
    *,
    environment: Environment,
    which: Which,
    report: Report,
    check_in: "CheckIn | None" = None,
    morning_after: int | None = None,
) -> Saved:
    """Keep what a person reports of a session; on disk when this returns.

    In the same step, before it: `check_in`, what was said of its day beside it, and `morning_after`,
    how much it hurt (NPRS) on the morning after the last walk before it.

    Raises:
        NotFound: as `prospect`.
        UsageProblem: as `prospect`; the session has a record already; a value cannot be kept.
        StoreProblem: not saved.
    """
    _check_texts(report.note, report.reason)
    at = environment.now()
    with changing(environment.store_file, command="log", at=at) as change:
        connection = change.connection
        current = plan_for(connection, environment, which.day, at)
        owner = plan_of_day(connection, current, which.day)
        session = chosen(connection, owner, which, environment.today)
        if session is not None and not which.is_again:
            _refuse_second(latest_record(connection, owner, which, session), session)
        log = recorded(session, report, date=which.day, named_by=which.named_by)
        check_log(log)
        same_day = logs_between(connection, which.day, which.day)
        advice = advice_on(log, is_second=_holds_another(same_day, log))
        change.sentence = record_name(log)
        is_beside = check_in is not None or morning_after is not None
        if is_beside:
            from retroplan.usecases.beside import keep_beside  # only where something is told

            told = (check_in,) if check_in is not None else ()
            keep_beside(connection, current, which.day, *told, morning_after=morning_after, at=at)
        log_id = _keep(connection, log, owner, at)
        is_of_today = owner is current and which.day == environment.today
        is_usual = is_of_today and not is_beside and is_nothing_new(connection, log, current)
        consequence = Consequence() if is_usual else taken_in(connection, log, environment, at)
    return _saved(log_id, log, current, environment, advice=advice, consequence=consequence)


def skip_session(*, environment: Environment, which: Which, reason: str = "") -> Saved:
    """Keep that a session was not done, on purpose; on disk when this returns.

    Raises:
        NotFound: as `prospect`.
        UsageProblem: as `prospect`; the session has a record already; the reason is too long.
        StoreProblem: not saved.
    """
    _check_texts("", reason)
    at = environment.now()
    with changing(environment.store_file, command="skip", at=at) as change:
        connection = change.connection
        current = plan_for(connection, environment, which.day, at)
        owner = plan_of_day(connection, current, which.day)
        session = chosen(connection, owner, which, environment.today, is_walk=False)
        if session is None:
            raise UsageProblem("only a planned session can be skipped")
        earlier = latest_record(connection, owner, which, session)
        if earlier is not None:
            raise UsageProblem(_told(earlier, session), hint="there is nothing to skip")
        log = skipped(session, date=which.day, reason=reason, named_by=which.named_by)
        change.sentence = record_name(log)
        log_id = _keep(connection, log, owner, at)
        consequence = taken_in(connection, log, environment, at)
    return _saved(log_id, log, current, environment, advice=(), consequence=consequence)


def _check_texts(note: str, reason: str) -> None:
    """Refuse texts that cannot be kept before the store is even opened."""
    checked_text("note", note)
    checked_text("reason", reason)


def _refuse_second(earlier: SessionLog | None, session: Session) -> None:
    if earlier is not None:
        raise UsageProblem(
            _told(earlier, session), hint="to keep this beside it, give it again with --again"
        )


def _told(earlier: SessionLog, session: Session) -> str:
    """`session 2 (1.2) has a record already: done, on Wednesday 25 November`."""
    outcome = "done in part" if earlier.outcome is Outcome.PARTIAL else earlier.outcome.value
    return (
        f"session {session.number} ({session.session_id}) has a record already: "
        f"{outcome}, on {day_words(earlier.date)}"
    )


def _keep(
    connection: sqlite3.Connection, log: SessionLog, current: CurrentPlan, at: dt.datetime
) -> int:
    stored = current.stored
    return add_log(connection, log, plan_id=stored.plan_id, revision=stored.revision, at=at)


def _holds_another(rows: tuple[LogRow, ...], log: SessionLog) -> bool:
    """Whether another walk is recorded; a second record of the same session may just mend it."""
    return any(
        row.event.is_walk
        and (row.event.session_id is None or row.event.session_id != log.session_id)
        for row in rows
    )


def _saved(
    log_id: int,
    log: SessionLog,
    current: CurrentPlan,
    environment: Environment,
    *,
    advice: tuple[str, ...],
    consequence: Consequence,
) -> Saved:
    """What to tell of a record that is on disk."""
    current, log = consequence.current or current, consequence.log or log
    told, following = consequence.told, _next(current, log, environment.today)
    if following is not None and told == Told():
        told = told._replace(rise=rise_to(session_of(current, following.session_id)[1], log))
    return Saved(
        log_id=log_id,
        log=log,
        session_number=log.prescribed.number if log.prescribed else None,
        advice=advice,
        next_session=following,
        units=units_of(current),
        told=told,
    )


def _next(current: CurrentPlan, log: SessionLog, today: dt.date) -> NextSession | None:
    """The next session without a record, today's included."""
    dates = dates_of(current)
    known = {log.session_id: log.outcome} if log.session_id else {}
    outcomes = {**current.outcomes, **known}
    now = agenda(dates, outcomes, start=start_of(current), today=today)
    wanted = now.today_id if now.status is DayStatus.DUE else now.next_id
    return None if wanted is None else NextSession(wanted, dates[wanted])
