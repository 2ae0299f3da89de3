"""Records looked up, put right, deleted; and the plan taken to what then stands."""

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from retroplan.core.answers.records import Changed, Listing, Record, RecordInFull
from retroplan.core.correction import corrected
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Units
from retroplan.core.plan_diff import compared
from retroplan.core.recording import Report, record_name
from retroplan.core.text import day_words, full_day_words
from retroplan.environment import Environment
from retroplan.errors import NotFound, UsageProblem
from retroplan.store.database import reading
from retroplan.store.facts import delete
from retroplan.store.journal import changing
from retroplan.store.logs import (
    LogRow,
    change_log,
    in_full,
    log_from_the_end,
    log_numbered,
    logs_between,
    numbers_of,
)
from retroplan.store.plans import StoredPlan, current_document, revisions_of
from retroplan.store.rows import checked_text
from retroplan.usecases.adapting import Adapted, adapted_in, keep_revision, under_new_rules
from retroplan.usecases.advice import advice_on
from retroplan.usecases.period import WEEKS_SHOWN, check_period, days_before
from retroplan.usecases.planning import plan_in, units_of


class Edit(NamedTuple):
    """What is said anew. None is "as it was"."""

    report: Report
    date: dt.date | None = None
    reason: str | None = None
    note: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Edit(Report())


def list_sessions(
    *, environment: Environment, since: dt.date | None = None, weeks: int | None = None
) -> Listing:
    """The records of the days from `since`, or of the last weeks. Reads only.

    Raises:
        UsageProblem: a day to come, no week, or both ways of asking at once.
    """
    check_period(since, weeks, environment.today)
    first = since or days_before(environment.today, 7 * (weeks or WEEKS_SHOWN) - 1)
    with reading(environment.store_file) as connection:
        current = current_document(connection)
        rows = logs_between(connection, dt.date.min, dt.date.max)
        units = _units(connection, environment)
        numbers = numbers_of(connection)
    shown = sorted((row for row in rows if row.event.date >= first), key=lambda row: row.fact_id)
    return Listing(
        records=tuple(_record(row, row.event, numbers, current) for row in shown),
        since=first,
        older=len(rows) - len(shown),
        units=units,
    )


def show_session(*, environment: Environment, number: int) -> RecordInFull:
    """Everything about one record; -1 is the one that was entered last. Reads only.

    Raises:
        NotFound: there is no such record.
    """
    with reading(environment.store_file) as connection:
        row = _row(connection, number)
        plan = _plan_of(connection, row)
        return RecordInFull(
            record=_in_full(connection, row),
            cause="" if plan is None else plan.cause,
            units=_units(connection, environment),
        )


def edit_session(
    *, environment: Environment, number: int, edit: Edit, evidence: Evidence
) -> Changed:
    """Put a record right, and take the plan to it; one step for `undo`, on disk when this returns.

    Raises:
        NotFound: there is no such record.
        UsageProblem: nothing is said anew, or what is said cannot be.
        StoreProblem: not saved.
    """
    if edit.is_empty:
        raise UsageProblem("say what to change", hint="such as --rpe 4, --pain 2, --note TEXT")
    checked_text("note", edit.note or "")
    checked_text("reason", edit.reason or "")
    at = environment.now()
    with changing(environment.store_file, command="sessions edit", at=at) as change:
        connection = change.connection
        _see_to_new_rules(connection, environment, at)
        row = _row(connection, number)
        before = _in_full(connection, row)
        new = corrected(
            before.log, edit.report, date=edit.date, reason=edit.reason, note=edit.note
        )
        if new.date != before.log.date:
            _check_day(connection, row, new.date, environment.today)
        change.sentence = f"the change of {record_name(before.log)}"
        adapted = None
        if new != before.log:
            change_log(connection, row, new, at=at)
            cause = f"{record_name(new)} was put right"
            adapted = _taken_to_the_plan(connection, environment, evidence, before, cause, at)
        units = _units(connection, environment)
    known = advice_on(before.log, is_second=False)
    advice = tuple(each for each in advice_on(new, is_second=False) if each not in known)
    return _changed(before, replace(before, log=new), adapted, units, advice=advice)


def delete_session(*, environment: Environment, number: int, evidence: Evidence) -> Changed:
    """Delete a record, and take the plan to what stands; one step for `undo`, on disk when this returns.

    Raises:
        NotFound: there is no such record.
        StoreProblem: not saved.
    """
    at = environment.now()
    with changing(environment.store_file, command="sessions delete", at=at) as change:
        connection = change.connection
        _see_to_new_rules(connection, environment, at)
        row = _row(connection, number)
        before = _in_full(connection, row)
        change.sentence = f"the deletion of {record_name(before.log)}"
        delete(connection, row, at=at)
        cause = f"{record_name(before.log)} was deleted"
        adapted = _taken_to_the_plan(connection, environment, evidence, before, cause, at)
        units = _units(connection, environment)
    return _changed(before, None, adapted, units, advice=())


def _see_to_new_rules(
    connection: sqlite3.Connection, environment: Environment, at: dt.datetime
) -> None:
    """What new rules make of the plan comes first, from the records as they were."""
    current = plan_in(connection, today=environment.today)
    if current is not None:
        under_new_rules(connection, current, today=environment.today, at=at)


def _taken_to_the_plan(
    connection: sqlite3.Connection,
    environment: Environment,
    evidence: Evidence,
    record: Record,
    cause: str,
    at: dt.datetime,
) -> Adapted | None:
    """The plan as the facts now ask for it; None for a record that is not of the present plan."""
    current = plan_in(connection, today=environment.today)
    if current is None or not record.is_of_current_plan:
        return None
    adapted = adapted_in(connection, current, evidence=evidence, today=environment.today)
    keep_revision(
        connection, adapted, stored=current.stored, at=at, cause="" if adapted.new else cause
    )
    return adapted


def _changed(
    before: Record,
    after: Record | None,
    adapted: Adapted | None,
    units: Units,
    *,
    advice: tuple[str, ...],
) -> Changed:
    return Changed(
        before=before,
        after=after,
        advice=advice,
        is_plan_changed=adapted is not None
        and not compared(adapted.before, adapted.after).is_same,
        reasons=() if adapted is None else adapted.new,
        units=units,
    )


def _row(connection: sqlite3.Connection, number: int) -> LogRow:
    """The record of a number; negative ones count from the end, in order of entry.

    Raises:
        NotFound: there is none.
    """
    found = (
        log_numbered(connection, number) if number > 0 else log_from_the_end(connection, -number)
    )
    if found is None:
        if log_from_the_end(connection, 1) is None:
            raise NotFound("there are no records yet", hint="`retroplan log` keeps a session")
        raise NotFound(f"there is no record {number}", hint="`retroplan sessions` lists them")
    return found


def _in_full(connection: sqlite3.Connection, row: LogRow) -> Record:
    numbers, current = numbers_of(connection), current_document(connection)
    return _record(row, in_full(connection, row), numbers, current)


def _record(
    row: LogRow, log: SessionLog, numbers: Mapping[int, int], current: StoredPlan | None
) -> Record:
    return Record(
        number=numbers[row.fact_id],
        plan_id=row.plan_id,
        revision=row.revision,
        is_of_current_plan=current is not None and current.plan_id == row.plan_id,
        entered=row.at,
        log=log,
    )


def _plan_of(connection: sqlite3.Connection, row: LogRow) -> StoredPlan | None:
    """The revision of the plan that a record belongs to."""
    revisions = () if row.plan_id is None else revisions_of(connection, row.plan_id)
    return next((each for each in revisions if each.revision == row.revision), None)


def _check_day(connection: sqlite3.Connection, row: LogRow, day: dt.date, today: dt.date) -> None:
    if day > today:
        raise UsageProblem(
            f"{full_day_words(day)} is still to come", hint="a record is of a day gone by"
        )
    plan = _plan_of(connection, row)
    start = None if plan is None else dt.date.fromisoformat(json.loads(plan.text)["start"])
    if start is not None and day < start:
        raise UsageProblem(
            f"{full_day_words(day)} is before its plan, which begins on {day_words(start)}"
        )


def _units(connection: sqlite3.Connection, environment: Environment) -> Units:
    current = plan_in(connection, today=environment.today)
    return Units.METRIC if current is None else units_of(current)
