"""What a day asks for, from the dates of a plan and what has been recorded."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Units


class DayStatus(StrEnum):
    """How a day stands. The first four are days that hold a session."""

    DUE = "due"
    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    REST = "rest"
    BEFORE_START = "before-start"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A session and the day it is planned for."""

    session_id: str
    date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The answer to "what now?". Ids are None where there is nothing of the kind."""

    status: DayStatus
    today_id: str | None
    """The session planned for today, recorded or not."""
    next_id: str | None
    """The first session after today that has no record yet."""
    open_id: str | None
    """The latest session of the six days before that has no record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with the session it is about: today's, else the next."""

    today: dt.date
    agenda: Agenda
    session: Session | None
    """None when nothing is left of the plan."""
    next_date: dt.date | None
    open_date: dt.date | None
    """Of a recent session that has no record."""
    week: int
    """Of the session; the last week where there is none."""
    weeks: int
    sessions: int
    """In the whole plan."""
    starts: dt.date
    units: Units


_STATUS_OF = {
    Outcome.DONE: DayStatus.DONE,
    Outcome.PARTIAL: DayStatus.PARTIAL,
    Outcome.SKIPPED: DayStatus.SKIPPED,
}


def outcomes_of(logs: Iterable[SessionLog]) -> dict[str, Outcome]:
    """What became of each session that has a record, by its id; the best where there are several."""
    return {key: log.outcome for key, log in best_records(logs).items()}


def agenda(
    appointments: Sequence[Appointment],
    outcomes: Mapping[str, Outcome],
    *,
    start: dt.date,
    today: dt.date,
) -> Agenda:
    """How `today` stands. `outcomes` holds the record of each session that has one."""
    in_order = sorted(appointments, key=lambda item: item.date)
    unrecorded = [item for item in in_order if item.session_id not in outcomes]
    today_id = next((item.session_id for item in in_order if item.date == today), None)
    next_id = next((item.session_id for item in unrecorded if item.date > today), None)
    oldest = today - dt.timedelta(days=6)  # a weekday's name still says which day is meant
    open_ids = [item.session_id for item in unrecorded if oldest <= item.date < today]
    return Agenda(
        status=_status(today_id, next_id, outcomes, is_before=today < start),
        today_id=today_id,
        next_id=next_id,
        open_id=open_ids[-1] if open_ids else None,
    )


def _status(
    today_id: str | None, next_id: str | None, outcomes: Mapping[str, Outcome], *, is_before: bool
) -> DayStatus:
    if today_id is not None:
        recorded = outcomes.get(today_id)
        return DayStatus.DUE if recorded is None else _STATUS_OF.get(recorded, DayStatus.DONE)
    if next_id is None:
        return DayStatus.FINISHED
    return DayStatus.BEFORE_START if is_before else DayStatus.REST


_STRENGTH = {Outcome.DONE: 2, Outcome.PARTIAL: 1, Outcome.SKIPPED: 0}


def best_records(logs: Iterable[SessionLog]) -> dict[str, SessionLog]:
    """The record that counts for each planned session; extras are about none."""
    best: dict[str, SessionLog] = {}
    for log in logs:
        key = log.session_id
        if key is None or log.outcome is Outcome.EXTRA:
            continue
        if key not in best or _STRENGTH[log.outcome] > _STRENGTH[best[key].outcome]:
            best[key] = log
    return best
