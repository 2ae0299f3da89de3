"""What the rules said of a plan that was lived as planned, but for the days that a test is about."""

import datetime as dt
from functools import cache
from typing import Any

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.events import CheckIn, Event
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.evidence.load import load_evidence
from tests.histories import DAY, declared, done
from tests.people import sixty_with_knees
from tests.plans import START, built

EVIDENCE = load_evidence()
RUTH = sixty_with_knees()


@cache
def plan_of(person: Profile) -> Plan:
    return built(person)


def on(number: int) -> dt.date:
    """The day so many after the first, which holds the first session: Monday, Wednesday, Friday."""
    return START + number * DAY


def walks(number: int, told: dict[int, dict[str, Any]], person: Profile = RUTH) -> list[Event]:
    """The first sessions walked as planned; `told` is what differs, by the number of the session.

    Of pain before a walk nothing is said: it would stand in for the morning after the one before.
    """
    sessions = plan_of(person).sessions[:number]
    return [done(each, **{"nprs_before": None, **told.get(each.number, {})}) for each in sessions]


def woke(number: int, **said: Any) -> CheckIn:
    """A check-in so many days after the first."""
    return CheckIn(date=on(number), **said)


def ruled(*facts: Event, person: Profile = RUTH) -> tuple[Adjustment, ...]:
    """Every rule that fired over facts, in the order of their days."""
    told = sorted(facts, key=lambda each: each.date)
    events = [declared(person, START), *told]
    today = max((each.date for each in told), default=START)
    return adapt(plan_of(person), events, EVIDENCE, today)[1]


def days_of(rule: str, fired: tuple[Adjustment, ...]) -> list[int]:
    """The days on which a rule fired, counted from the first."""
    return [(each.date - START).days for each in fired if each.rule == rule]
