"""The end of a plan: all that the store knows of it, and what came of it."""

import datetime as dt
import sqlite3
from typing import NamedTuple

from retroplan.core.assessments.change import Since
from retroplan.core.finishing.ending import ending_of, is_over, outcome_of
from retroplan.core.model.adjustment import RISING
from retroplan.core.model.ending import Ending, TestOutcome
from retroplan.core.model.events import CheckIn, Event, News
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Standing
from retroplan.core.text import counted, full_day_words
from retroplan.environment import Environment
from retroplan.errors import NotFound, Unsafe
from retroplan.evidence.load import load_assessments
from retroplan.evidence.real_change import smallest_felt_change
from retroplan.reports.readings import change_sentence
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from retroplan.store.logs import in_full, logs_between
from retroplan.store.plans import first_of
from retroplan.usecases.adapting import FIRST_DAY, facts
from retroplan.usecases.assessments.answering import answer
from retroplan.usecases.planning import CurrentPlan, amount_of, needed_in, outline

_PAIN = "nprs"


class Known(NamedTuple):
    """What the store holds of a plan that is over, and of those before it."""

    current: CurrentPlan
    plan: Plan
    """Without the segments of its sessions."""
    first_backward_s: int
    """Of the plan as it was first made."""
    events: tuple[Event, ...]
    """All facts of this plan, `Declared` first."""
    logs: tuple[SessionLog, ...]
    """Of this plan, and extra walks since it began; each with its prescription."""
    earlier: tuple[SessionLog, ...]
    """All the others."""
    days: tuple[CheckIn | News, ...]
    """Check-ins and news of every plan."""

    @property
    def last_walk(self) -> dt.date | None:
        walked = (log.date for log in self.logs if log.is_walk)
        return max(walked, default=None)


def finished(*, environment: Environment) -> Known:
    """The current plan, all of whose sessions lie behind.

    Raises:
        NotFound: there is none, or it is not over.
        Unsafe: it waits for a clinician, or for a screening.
    """
    with reading(environment.store_file) as connection:
        known = gathered(connection, environment)
    refuse_unfinished(known, environment.today)
    return known


def gathered(connection: sqlite3.Connection, environment: Environment) -> Known:
    """Everything about the current plan.

    Raises:
        NotFound: there is none.
    """
    current = needed_in(connection, environment)
    plan_id, plan = current.stored.plan_id, outline(current)
    own: list[SessionLog] = []
    others: list[SessionLog] = []
    for row in logs_between(connection, FIRST_DAY, dt.date.max):
        log = in_full(connection, row)
        is_own = row.plan_id == plan_id or (log.session_id is None and log.date >= plan.start)
        (own if is_own else others).append(log)
    return Known(
        current=current,
        plan=plan,
        first_backward_s=amount_of(first_of(connection, plan_id))[1],
        events=facts(connection, plan_id),
        logs=tuple(own),
        earlier=tuple(others),
        days=tuple(
            row.event
            for row in facts_of_kind(connection, "check-in", "news")
            if isinstance(row.event, (CheckIn, News))
        ),
    )


def refuse_unfinished(known: Known, today: dt.date) -> None:
    """Only a plan that is over has a next one."""
    plan = known.plan
    if plan.standing is Standing.SUSPENDED:
        raise Unsafe(
            f"this plan waits, and a next one waits with it. {plan.standing_reason}".strip(),
            hint="`retroplan plan why` says why; `retroplan plan resume` ends the wait",
        )
    if plan.standing is not Standing.ACTIVE:
        raise NotFound(
            f"this plan is not over. {plan.standing_reason}".strip(),
            hint="`retroplan plan resume` goes on with it",
        )
    if is_over(plan, known.logs, today):
        return
    last = plan.sessions[-1].date
    left = sum(session.date >= today for session in plan.sessions)
    raise NotFound(
        f"this plan goes on until {full_day_words(last)}, with {counted(left, 'session')} to come",
        hint="the next plan is for its end; `retroplan init --new-plan` begins another at any time",
    )


def ending(*, environment: Environment, evidence: Evidence, known: Known) -> Ending:
    """What came of a plan."""
    tests, missing = _tests(environment, known.plan)
    catalogue = load_assessments()
    felt = [change for change in catalogue[_PAIN].changes if change.kind == "mcid"]
    named = [evidence.citations[key].short_name for change in felt[:1] for key in change.cites]
    return ending_of(
        known.plan,
        known.logs,
        today=environment.today,
        first_backward_s=known.first_backward_s,
        tests=tests,
        missing=missing,
        pain_that_counts=smallest_felt_change(_PAIN, "points"),
        pain_source="; ".join(named),
        most_pain=evidence.rulebook["red-pain"].numbers["pain_above"],
        times=int(evidence.rulebook[RISING].numbers["sessions"]),
    )


def _tests(environment: Environment, plan: Plan) -> tuple[list[TestOutcome], list[str]]:
    """What the tests of the plan say, and those that say nothing yet."""
    catalogue = load_assessments()
    names = dict.fromkeys(name for week in plan.weeks for name in week.tests)
    found, missing = [], []
    for name in names:
        known = answer(environment=environment, test=catalogue[name])
        since = [change for change in known.changes if change.since is Since.BASELINE]
        if not since:
            missing.append(name)
            continue
        found.append(outcome_of(since[0], known, change_sentence(since[0], known)))
    return found, missing
