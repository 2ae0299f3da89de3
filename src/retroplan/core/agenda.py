"""What a day asks for, from the dates of a plan and what has been recorded."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from retroplan.core.model.adjustment import PAUSED, Adjustment
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Standing, Tier, Units


class DayStatus(StrEnum):
    """How a day stands. The first four are days that hold a session; the last four hold one back."""

    DUE = "due"
    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    REST = "rest"
    BEFORE_START = "before-start"
    FINISHED = "finished"
    WITHHELD = "withheld"
    """No session on this day, for what a check-in or the last session said."""
    PAUSED = "paused"
    RESTING = "resting"
    SUSPENDED = "suspended"


class Agenda(NamedTuple):
    """The answer to "what now?". Ids are None where there is nothing of the kind."""

    status: DayStatus
    today_id: str | None
    """The session planned for today, recorded or not."""
    next_id: str | None
    """The first session after today that has no record yet."""
    open_id: str | None
    """The latest session of the six days before that has no record."""


class Day(NamedTuple):
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
    tier: Tier
    carried: tuple[str, ...] = ()
    """What the last walk asks of this session, in sentences."""
    tests_due: tuple[str, ...] = ()
    """Assessments that this week asks for and that have no result, by name."""
    held: tuple[Adjustment, ...] = ()
    """What lets no session come on this day."""
    standing_reason: str = ""
    """Why the plan is not active, and what ends that."""


_STATUS_OF = {
    Outcome.DONE: DayStatus.DONE,
    Outcome.PARTIAL: DayStatus.PARTIAL,
    Outcome.SKIPPED: DayStatus.SKIPPED,
}


def outcomes_of(logs: Iterable[SessionLog]) -> dict[str, Outcome]:
    """What became of each session that has a record, by its id; the best where there are several."""
    return {key: log.outcome for key, log in best_records(logs).items()}


def agenda(
    dates: Mapping[str, dt.date],
    outcomes: Mapping[str, Outcome],
    *,
    start: dt.date,
    today: dt.date,
) -> Agenda:
    """How `today` stands.

    `dates` are the days of the plan's sessions by id, `outcomes` the record of each that has one.
    """
    in_order = sorted(dates, key=lambda session_id: dates[session_id])
    unrecorded = [session_id for session_id in in_order if session_id not in outcomes]
    today_id = next((name for name in in_order if dates[name] == today), None)
    next_id = next((name for name in unrecorded if dates[name] > today), None)
    oldest = today - dt.timedelta(days=6)  # a weekday's name still says which day is meant
    open_ids = [name for name in unrecorded if oldest <= dates[name] < today]
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


def holding(adjustments: Iterable[Adjustment], day: dt.date) -> tuple[Adjustment, ...]:
    """Those that let no session come on a day."""
    return tuple(
        each for each in adjustments if each.until is not None and each.date <= day < each.until
    )


def standing_of(status: DayStatus, standing: Standing, held: Sequence[Adjustment]) -> DayStatus:
    """How a day stands in a plan that may wait: what is recorded stays so, what is planned does not.

    `held` is what lets no session come on that day.
    """
    if status in _STATUS_OF.values():
        return status
    if standing is not Standing.ACTIVE:
        return DayStatus(standing.value)
    if not held or status not in {DayStatus.DUE, DayStatus.REST}:
        return status
    is_wish = all(each.rule == PAUSED for each in held)
    return DayStatus.PAUSED if is_wish else DayStatus.WITHHELD


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
