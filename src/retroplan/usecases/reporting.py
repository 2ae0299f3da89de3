"""What became of the plan so far."""

import datetime as dt
import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from retroplan.core.model.log import SessionLog
from retroplan.core.model.progress import Aim, Progress, Whole
from retroplan.core.model.protocol import Trial
from retroplan.core.model.vocabulary import GoalKind
from retroplan.core.progress import progress_of
from retroplan.environment import Environment
from retroplan.store.assessed import assessed_since
from retroplan.store.database import reading
from retroplan.store.logs import LogRow, logs_of_plan
from retroplan.store.plans import first_of
from retroplan.usecases.period import WEEKS_SHOWN, check_period, days_before
from retroplan.usecases.planning import (
    CurrentPlan,
    amount_of,
    outline,
    plan_in,
    sessions_in,
    start_of,
)
from retroplan.usecases.todays_plan import brought_up

if TYPE_CHECKING:  # the catalogue of tests is loaded only where there are results
    from retroplan.core.answers.assessments import AssessmentAnswer


class Report(NamedTuple):
    """All that a report is made of."""

    progress: Progress
    tests: "tuple[AssessmentAnswer, ...]"
    """Those with a result since the plan began, each with what its newest value says."""
    tests_due: tuple[str, ...]
    """Those that this week asks for and that have no result, by name."""


def report(
    *, environment: Environment, since: dt.date | None = None, weeks: int | None = None
) -> Report | None:
    """The weeks up to today's: the plan's so far, or those asked for; and the plan's tests.

    None before the first plan.

    Raises:
        UsageProblem: a day to come, no week, or both ways of asking at once.
    """
    today = environment.today
    check_period(since, weeks, today)
    wanted = since or days_before(today, 7 * ((weeks or WEEKS_SHOWN) - 1))
    with reading(environment.store_file) as connection:
        # the week that holds the day asked for begins at most six days before it
        current = plan_in(connection, today=today, since=days_before(wanted, 6))
        if current is None:
            return None
        current = brought_up(connection, current, today)
        tests = _tests(connection, current, environment)
        whole = _whole(connection, current)
    found = _progress(current, today=today, since=since, wanted=wanted, whole=whole)
    return Report(progress=found, tests=tests, tests_due=current.tests_due)


def document_of(found: Report) -> dict[str, object]:
    """What programs get: the progress, with the tests beside it."""
    return found.progress._asdict() | {"tests": found.tests, "tests_due": found.tests_due}


def _tests(
    connection: sqlite3.Connection, current: CurrentPlan, environment: Environment
) -> "tuple[AssessmentAnswer, ...]":
    done = assessed_since(connection, days_before(start_of(current), 7))
    if not done:
        return ()
    from retroplan.usecases.assessments.answering import answers_in

    return answers_in(connection, environment=environment, names={name for name, _ in done})


def _whole(connection: sqlite3.Connection, current: CurrentPlan) -> Whole:
    """The plan as it was first made beside what is left of it, and what was walked."""
    plan_id = current.stored.plan_id
    sessions, backward_s = amount_of(first_of(connection, plan_id))
    return Whole(
        first_sessions=sessions,
        first_backward_s=backward_s,
        sessions=len(sessions_in(current)),
        backward_s=sum(session["backward_s"] for session in sessions_in(current).values()),
        walked_backward_s=sum(
            row.event.backward_s or 0 for row in logs_of_plan(connection, plan_id)
        ),
    )


def _trial(current: CurrentPlan) -> Trial | None:
    """None where a plan follows a clinician's own protocol, or no trial gave all of its dose."""
    if current.document.get("own_protocol"):
        return None
    from retroplan.evidence.load import load_protocol

    return load_protocol(GoalKind(current.document["protocol"])).trial


def _progress(
    current: CurrentPlan,
    *,
    today: dt.date,
    since: dt.date | None,
    wanted: dt.date,
    whole: Whole,
) -> Progress:
    plan = outline(current)
    first = wanted if since else max(wanted, plan.start)
    logs = [_told_apart(row, plan.plan_id) for row in current.rows]
    return progress_of(
        plan,
        logs,
        today=today,
        since=first,
        pain_that_counts=_pain_that_counts(logs),
        aim=_aim(current.stored.profile_text),
        whole=whole,
        trial=_trial(current),
    )


def _told_apart(row: LogRow, plan_id: str) -> SessionLog:
    """The log; with the name of its plan before the session's, where that is another plan."""
    if row.plan_id == plan_id or row.event.session_id is None:
        return row.event
    return replace(row.event, session_id=f"{row.plan_id} {row.event.session_id}")


def _pain_that_counts(logs: list[SessionLog]) -> float | None:
    """Read only where there is pain to compare: the file costs more than the report."""
    if all(log.nprs_during is None and log.nprs_before is None for log in logs):
        return None
    from retroplan.evidence.real_change import smallest_felt_change

    return smallest_felt_change("nprs", "points")


def _aim(profile_text: str) -> Aim | None:
    """The target in the profile that the plan was made from, if there is one."""
    target = (json.loads(profile_text).get("goal") or {}).get("target")
    if not target:
        return None
    by = target.get("by")
    return Aim(
        measure=str(target["measure"]),
        value=float(target["value"]),
        by=dt.date.fromisoformat(by) if by else None,
        latest=None,
    )
