"""The plan as it stands today, also where no command has told it what the days left out; and what a day asks for."""

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

from retroplan.core.agenda import Agenda, Day, DayStatus, agenda, holding, standing_of
from retroplan.core.codec import encode
from retroplan.core.model.adjustment import NEW_RULES, Adjustment
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Standing, Tier
from retroplan.environment import Environment
from retroplan.store.database import reading
from retroplan.usecases.advice import advice_from
from retroplan.usecases.planning import (
    CurrentPlan,
    Document,
    date_of,
    dates_of,
    decoded,
    needed,
    plan_in,
    sessions_in,
    start_of,
    units_of,
)
from retroplan.usecases.reminders import tests_due
from retroplan.usecases.rules_in_force import is_by_other_rules

if TYPE_CHECKING:
    from retroplan.usecases.adapting import Adapted

_DAYS_OFF = "days-off"
"""How the names of the rules over days off begin; each is dated with the session that it was for."""

_CARRIED = 2
"""Sentences above today's session; `plan why` has them all."""


def needed_plan_of_today(*, environment: Environment) -> CurrentPlan:
    """The current plan, taken through the facts up to today where it may have fallen behind.

    Nothing is written: the next command that keeps something keeps the revision too.

    Raises:
        NotFound: there is none yet.
    """
    return needed(plan_of_today(environment=environment), environment=environment)


def plan_of_today(*, environment: Environment) -> CurrentPlan | None:
    """As `needed_plan_of_today`; None before the first plan."""
    with reading(environment.store_file) as connection:
        current = plan_in(connection, today=environment.today)
        return None if current is None else brought_up(connection, current, environment.today)


def brought_up(
    connection: sqlite3.Connection, current: CurrentPlan, today: dt.date
) -> CurrentPlan:
    """The plan taken through the facts up to today where it may have fallen behind; in memory only."""
    found = overtaken(connection, current, today)
    if found is None:
        return current
    document = encode(found.after)
    profile = current.stored.profile_text
    due = tests_due(connection, document, profile_text=profile, today=today)
    return current._replace(document=document, tests_due=due)


def overtaken(
    connection: sqlite3.Connection, current: CurrentPlan, today: dt.date
) -> "Adapted | None":
    """What the days up to today have made of the plan; None where nothing. Writes nothing."""
    if not is_behind(current, today):
        return None
    # Only here: the rules and the catalogue cost more than a daily command may take.
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.adapting import adapted_in

    found = adapted_in(connection, current, evidence=load_evidence(), today=today)
    return found if found.is_changed else None


def is_behind(current: CurrentPlan, today: dt.date) -> bool:
    """Whether days or new rules alone may have changed what comes: one was left out, or it stands still.

    So may a plan that an earlier program made, which took no fact to it. A session that was left out
    before the last record has had its say when that was kept.
    """
    if current.document.get("standing") != Standing.ACTIVE:
        return True
    dates = dates_of(current)
    last = max((row.event.date for row in current.rows), default=dt.date.min)
    has_missed = any(
        last <= day < today and name not in current.outcomes for name, day in dates.items()
    )
    return (has_missed or is_by_other_rules(current)) and not is_over(current, today)


def is_over(current: CurrentPlan, today: dt.date) -> bool:
    """Whether a plan's last day is past, and its last week was begun: a week that nobody began moves on."""
    dates = dates_of(current)
    if any(day >= today for day in dates.values()):
        return False
    last = current.document["weeks"][-1]["sessions"] if current.document["weeks"] else ()
    return any(session["session_id"] in current.outcomes for session in last)


def is_due(current: CurrentPlan | None, today: dt.date) -> bool:
    """Whether a session is planned for today and has no record; False where there is no plan."""
    return current is not None and _agenda(current, today).status is DayStatus.DUE


def day_of(current: CurrentPlan, today: dt.date) -> Day:
    """What a day asks for. Only the session that it is about is decoded."""
    now = _agenda(current, today)
    shown = _shown(now)
    found = sessions_in(current)
    weeks = current.document["weeks"]
    return Day(
        today=today,
        agenda=now,
        session=decoded(Session, found[shown], current) if shown else None,
        next_date=date_of(found[now.next_id]) if now.next_id else None,
        open_date=date_of(found[now.open_id]) if now.open_id else None,
        week=_week_number(weeks, shown) if shown else len(weeks),
        weeks=len(weeks),
        sessions=len(found),
        starts=start_of(current),
        units=units_of(current),
        tier=Tier(current.document["tier"]),
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
    return holding((decoded(Adjustment, each, current) for each in resting), day)


def _carried(current: CurrentPlan, session: Document, today: dt.date) -> tuple[str, ...]:
    """What has changed today's session since the last walk; else what that walk asks of the day."""
    walks = [
        row.event for row in current.rows
        if row.event.date < today and row.event.is_walk
    ]  # fmt: skip
    last = max(walks, key=lambda log: log.date, default=None)
    return (*_of_new_rules(current, last), *_since(current, session, last))


def _of_new_rules(current: CurrentPlan, last: SessionLog | None) -> tuple[str, ...]:
    """That the rules are others, until the next walk."""
    since = "" if last is None else last.date.isoformat()
    return tuple(
        each["sentence"] for each in current.document.get("adjustments", ())
        if each["rule"] == NEW_RULES and each["date"] >= since
    )  # fmt: skip


def _since(current: CurrentPlan, session: Document, last: SessionLog | None) -> tuple[str, ...]:
    """What the last walk and the days after it have made of a session."""
    if last is None:
        return ()
    keys = session.get("adjusted_by", ())
    fired = current.document.get("adjustments", ()) if keys else ()
    known = (decoded(Adjustment, each, current) for each in fired)
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
        **(sessions_in(current)[shown] if shown else {}),
    }


def _agenda(current: CurrentPlan, today: dt.date) -> Agenda:
    now = agenda(dates_of(current), current.outcomes, start=start_of(current), today=today)
    standing = Standing(current.document.get("standing", Standing.ACTIVE))
    held = held_on(current, today)
    return now._replace(status=standing_of(now.status, standing, held))


def _week_number(weeks: list[Document], session_id: str) -> int:
    number: int = next(
        week["number"] for week in weeks
        if any(session["session_id"] == session_id for session in week["sessions"])
    )  # fmt: skip
    return number
