"""The plan as it stands today, also where no command has yet told it what the days left out."""

import datetime as dt
import sqlite3

from retroplan.core.codec import encode
from retroplan.core.model.vocabulary import Standing
from retroplan.environment import Environment
from retroplan.store.database import reading
from retroplan.usecases.planning import CurrentPlan, dates_of, needed, plan_in


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
    if not is_behind(current, today):
        return current
    # Only here: the rules and the catalogue cost more than a daily command may take.
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.adapting import adapted_in

    found = adapted_in(connection, current, evidence=load_evidence(), today=today)
    return current._replace(document=encode(found.after)) if found.is_changed else current


def is_behind(current: CurrentPlan, today: dt.date) -> bool:
    """Whether days alone may have changed what comes: one was left out, or the plan stands still.

    A session that was left out before the last record has had its say when that was kept.
    """
    if current.document.get("standing", Standing.ACTIVE) != Standing.ACTIVE:
        return True
    dates = dates_of(current)
    last = max((row.log.date for row in current.rows), default=dt.date.min)
    has_missed = any(
        last <= day < today and name not in current.outcomes for name, day in dates.items()
    )
    return has_missed and any(day >= today for day in dates.values())
