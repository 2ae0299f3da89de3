"""The plan that would follow, by its kind. Nothing is written."""

import datetime as dt
from dataclasses import replace

from retroplan.core.engine.build import build
from retroplan.core.engine.jog import with_jogs
from retroplan.core.engine.own import with_own
from retroplan.core.finishing.reached import holding
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.ending import NextKind, Reached
from retroplan.core.model.events import Declared
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.environment import Environment
from retroplan.errors import Infeasible
from retroplan.store.database import reading
from retroplan.usecases.adapting import adapted_in
from retroplan.usecases.course.settling import REST
from retroplan.usecases.new_plans import first_day
from retroplan.usecases.planning import needed_in


def first_possible(profile: Profile, last_walk: dt.date | None, today: dt.date) -> dt.date:
    """The first of the person's days with a day of rest after the last walk."""
    earliest = today if last_walk is None else max(today, last_walk + REST)
    free = replace(profile, plan=replace(profile.plan, start=None))
    return first_day(free, earliest)[0]


def new_plan(
    profile: Profile,
    clearance: Clearance,
    evidence: Evidence,
    *,
    kind: NextKind,
    reached: Reached | None,
    start: dt.date,
) -> Plan:
    """A plan from its first week: for a goal, to hold what was reached, or with jogs.

    Raises:
        Infeasible: the wishes cannot be met together, or leave no session for a jog.
    """
    protocol = evidence.protocols[profile.goal.kind]
    if kind is NextKind.MAINTENANCE and reached is not None:
        wished = profile.plan.sessions_per_week
        evidence = with_own(evidence, holding(protocol, reached, evidence, sessions_wished=wished))
    if kind is NextKind.JOG:
        evidence = with_own(evidence, with_jogs(protocol, evidence))
    plan = build(profile, profile.goal, clearance, evidence, start)
    if kind is NextKind.JOG and not _holds_jogs(plan, evidence):
        raise Infeasible(
            "with your places, days and limits the plan has no session for a backward jog",
            hint="it stands on the track, after two sessions of six minutes there; `retroplan plan "
            "next` shows what else can come",
        )
    return plan


def _holds_jogs(plan: Plan, evidence: Evidence) -> bool:
    task = evidence.guidance.jog
    return any(part.task == task for session in plan.sessions for part in session.segments)


def continued(environment: Environment, evidence: Evidence, profile: Profile) -> Plan:
    """The same plan to its longest, by the rules that adapt it: every limit holds over the seam.

    Raises:
        Infeasible: the rules leave no session to come.
    """
    today = environment.today
    with reading(environment.store_file) as connection:
        current = needed_in(connection, environment)
        event = Declared(date=today, profile=profile)
        found = adapted_in(connection, current, evidence=evidence, today=today, pretended=(event,))
    if not any(session.date >= today for session in found.after.sessions):
        said = found.after.standing_reason or "the rules leave no session to come."
        raise Infeasible(
            f"this plan cannot go on: {said}",
            hint="`retroplan plan next` shows what else can come",
        )
    return found.after
