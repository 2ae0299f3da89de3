"""A store that already holds a plan, for tests of what comes after; and what was entered last."""

import datetime as dt
import sqlite3

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.environment import Environment
from retroplan.store.database import create_store, writing
from retroplan.store.logs import LogRow, add_log, log_numbered, logs_between
from retroplan.store.plans import save_plan
from tests.builders import make_plan
from tests.people import sixty_with_knees


def keep_plan(
    environment: Environment, plan: Plan | None = None, *, profile: object = None
) -> Plan:
    """Keep a plan, the everyday one unless another is given, as the current one."""
    kept = plan or make_plan()
    create_store(environment.store_file)
    with writing(environment.store_file) as connection:
        save_plan(
            connection,
            kept,
            cause="a test",
            at=environment.now(),
            profile_document=profile or sixty_with_knees(),
        )
    return kept


def keep_logs(environment: Environment, plan: Plan, *logs: SessionLog) -> None:
    """Keep records, each with the plan that was current."""
    with writing(environment.store_file) as connection:
        for log in logs:
            add_log(
                connection,
                log,
                plan_id=plan.plan_id,
                revision=plan.revision,
                at=environment.now(),
            )


def latest_log(connection: sqlite3.Connection) -> LogRow | None:
    """The log that was entered last, whatever day it is of."""
    rows = logs_between(connection, dt.date.min, dt.date.max)
    return max(rows, key=lambda row: row.fact_id, default=None)


def numbered(connection: sqlite3.Connection, number: int) -> LogRow:
    """The record of a number."""
    row = log_numbered(connection, number)
    assert row is not None
    return row
