"""A record taken to the plan: in the transaction that keeps it, with what it changes."""

import datetime as dt
import sqlite3
from dataclasses import replace
from typing import NamedTuple

from retroplan.core.adaptation.usual import is_as_foreseen
from retroplan.core.answers.saved import Told
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import SessionChange, SessionGlance
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Step
from retroplan.core.recording import record_name
from retroplan.environment import Environment
from retroplan.store.facts import is_told_since
from retroplan.usecases.planning import CurrentPlan, conditions_of, dates_of, needed_in
from retroplan.usecases.rules_in_force import is_by_other_rules
from retroplan.usecases.todays_plan import is_behind, overtaken


class Consequence(NamedTuple):
    """What became of the plan, within the transaction."""

    told: Told = Told()
    current: CurrentPlan | None = None
    """The plan as it is now; None where it is what it was."""
    log: SessionLog | None = None
    """The record as it turned out; None where it is as it was kept."""


def plan_for(
    connection: sqlite3.Connection, environment: Environment, day: dt.date, at: dt.datetime
) -> CurrentPlan:
    """The plan that a record is of: today's as the days off have left it; of a day gone by, as it was."""
    current = needed_in(connection, environment)
    if is_by_other_rules(current):
        from retroplan.usecases.adapting import under_new_rules

        current = under_new_rules(connection, current, today=environment.today, at=at)
    found = overtaken(connection, current, day) if day == environment.today else None
    if found is None:
        return current
    from retroplan.usecases.adapting import keep_revision

    keep_revision(connection, found, stored=current.stored, at=at)
    return needed_in(connection, environment)


def is_nothing_new(connection: sqlite3.Connection, log: SessionLog, current: CurrentPlan) -> bool:
    """Whether a record leaves the plan as it stands, so that no rule has to be asked."""
    is_foreseen = is_as_foreseen(
        log,
        (row.event for row in current.rows),
        conditions=conditions_of(current),
        is_day_told_of=is_told_since(connection, current.stored.plan_id, log.date),
    )
    is_in_its_place = dates_of(current).get(log.session_id or "") == log.date
    return is_foreseen and is_in_its_place and not is_behind(current, log.date)


def taken_in(
    connection: sqlite3.Connection, log: SessionLog, environment: Environment, at: dt.datetime
) -> Consequence:
    """A record taken to the plan, in the same step; the record stands whatever comes of that."""
    from retroplan.core.plan_diff import compared
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.adapting import adapted_in, keep_revision

    current = needed_in(connection, environment)
    found = adapted_in(connection, current, evidence=load_evidence(), today=environment.today)
    is_late = log.date < environment.today and not found.new
    cause = f"{record_name(log)} counts on its day" if is_late else ""
    keep_revision(connection, found, stored=current.stored, at=at, cause=cause)
    diff = compared(found.before, found.after)
    is_quiet = log.outcome is Outcome.SKIPPED and not found.is_changed  # nothing to explain
    told = Told(
        adjustments=() if is_quiet else _about(found.fired, found.new, log),
        diff=None if diff.is_same else diff,
        standing_reason=found.after.standing_reason,
    )
    kept = replace(log, prescribed=None)
    turned_out = [new for row, new in found.found if row.event == kept]  # the newest of twins
    return Consequence(
        told,
        needed_in(connection, environment) if found.is_changed or found.found else None,
        turned_out[-1] if turned_out else None,
    )


def rise_to(following: Session, log: SessionLog) -> SessionChange | None:
    """From a session that was done to the next, where that holds more of anything; else None."""
    from retroplan.core.plan_diff import glance

    if log.outcome is not Outcome.DONE or log.prescribed is None or following.date <= log.date:
        return None
    before, after = glance(log.prescribed), glance(following)
    pairs = zip(_extent(after), _extent(before), strict=True)
    rises = any(new > old for new, old in pairs)
    return SessionChange(before=before, after=after) if rises else None


def _extent(session: SessionGlance) -> tuple[float, ...]:
    """What a step up adds to: time, speed, incline, place."""
    speed = round(session.speed_mps, 4)
    return (session.backward_s, speed, session.grade_pct, session.stage.rank)


def _about(
    fired: tuple[Adjustment, ...], new: tuple[Adjustment, ...], log: SessionLog
) -> tuple[Adjustment, ...]:
    """What fired for a record, or came with it; most decisive first."""
    own = [each for each in fired if each.date == log.date and each.step is not Step.PROGRESS]
    others = [each for each in new if each not in own and each.step.rank >= Step.REPEAT.rank]
    ranked = sorted((*own, *others), key=lambda each: -each.step.rank)
    return tuple(ranked)
