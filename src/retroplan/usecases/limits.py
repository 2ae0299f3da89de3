"""The limits that the current plan keeps, and how close it comes to each."""

import json

from retroplan.core.engine.checks import closest
from retroplan.core.engine.own import evidence_of
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.environment import Environment
from retroplan.errors import NotFound
from retroplan.evidence.load import load_evidence
from retroplan.reports.bounds import BoundUse, bound_use
from retroplan.store.database import reading
from retroplan.store.screenings import latest_screening
from retroplan.usecases.planning import decoded, whole
from retroplan.usecases.todays_plan import needed_plan_of_today


def bounds(*, environment: Environment) -> tuple[Plan, tuple[BoundUse, ...]]:
    """The current plan, and each limit with the plan's closest approach to it.

    Raises:
        NotFound: there is no plan yet.
    """
    current = needed_plan_of_today(environment=environment)
    with reading(environment.store_file) as connection:
        clearance = latest_screening(connection)
    if clearance is None:
        raise NotFound("no screening is kept for this plan", hint="run `retroplan screen` first")
    plan = whole(current)
    profile = decoded(Profile, json.loads(current.stored.profile_text), current)
    evidence = evidence_of(plan, load_evidence())
    return plan, tuple(
        bound_use(name, evidence.invariants[name].sentence, found, plan.units)
        for name, found in closest(plan, profile, clearance, evidence)
    )
