"""Fill a store that holds a plan with years of sessions before it.

Usage: python -m benches.seed FOLDER SESSIONS
"""

import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.vocabulary import Outcome
from retroplan.environment import STORE_FILE
from retroplan.store.database import writing
from retroplan.store.logs import add_log
from retroplan.store.plans import current_document, current_plan, save_plan

AT = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)


def fill(store: Path, sessions: int) -> None:
    """Earlier plans, all done, one after the other up to the present one, which stays current."""
    with writing(store) as connection:
        plan, stored = current_plan(connection), current_document(connection)
        if plan is None or stored is None:
            raise SystemExit("the store holds no plan: run `retroplan init` first")
        profile = json.loads(stored.profile_text)
        logs = 0
        for number in range(1, sessions // len(plan.sessions) + 2):
            earlier = shifted(plan, number)
            save_plan(connection, earlier, cause="a bench", at=AT, profile_document=profile)
            for session in earlier.sessions[: sessions - logs]:
                add_log(
                    connection, done(session, logs), plan_id=earlier.plan_id, revision=1, at=AT
                )
                logs += 1
        again = replace(plan, revision=plan.revision + 1)
        save_plan(connection, again, cause="a bench", at=AT, profile_document=profile)


def shifted(plan: Plan, number: int) -> Plan:
    """The same plan so many plans earlier."""
    back = dt.timedelta(weeks=number * len(plan.weeks))
    weeks = tuple(
        replace(
            week,
            starts=week.starts - back,
            sessions=tuple(replace(each, date=each.date - back) for each in week.sessions),
        )
        for week in plan.weeks
    )
    return replace(
        plan, plan_id=f"{plan.plan_id}-{number}", revision=1, start=plan.start - back, weeks=weeks
    )


def done(session: Session, number: int) -> SessionLog:
    """As planned; effort and pain go up and down a little."""
    return SessionLog(
        session_id=session.session_id, date=session.date, outcome=Outcome.DONE,
        total_s=session.total_s, backward_s=session.backward_s, speed_mps=session.speed_mps,
        grade_pct=session.grade_pct, distance_m=session.distance_m, stage=session.stage,
        rpe=2 + number % 3, nprs_before=number % 4, nprs_during=number % 5,
        near_falls=int(number % 9 == 0), falls=0, prescribed=session,
    )  # fmt: skip


if __name__ == "__main__":
    fill(Path(sys.argv[1]) / STORE_FILE, int(sys.argv[2]))
