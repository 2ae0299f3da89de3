"""Beside a walk: what its record asks of this person, and what is kept of the days around it."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from retroplan.core.adaptation.falls import year_before
from retroplan.core.adaptation.usual import NUMB
from retroplan.core.model.events import CheckIn, News
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import GoalKind, NewsKind, Tier
from retroplan.core.screening.answers import PAIN_GOALS
from retroplan.errors import UsageProblem
from retroplan.evidence.load import load_conditions, load_scales
from retroplan.store.facts import add_fact, facts_of, facts_of_kind
from retroplan.store.logs import logs_between
from retroplan.usecases.planning import CurrentPlan, conditions_of, start_of

DAY = dt.timedelta(days=1)


class Asks(NamedTuple):
    """Which answers matter for this person, and which may not be taken for granted."""

    hurts: bool = False
    """Pain is a goal, a condition, or there on an ordinary day: left out it is not known."""
    types_stumbles: bool = False
    """Close to a fall: that there was no stumble is told, never taken for granted."""
    leg_signs: bool = False
    limbs: bool = False
    """Feeling is lost, so feet and joints are looked at instead."""
    morning_after: dt.date | None = None
    """The morning that decides about the last walk, and that nobody told of yet."""


def asks_of(connection: sqlite3.Connection, current: CurrentPlan, day: dt.date) -> Asks:
    """What to ask of a walk on a day. Reads only."""
    profile = json.loads(current.stored.profile_text)
    health, goal = profile.get("health", {}), GoalKind(profile["goal"]["kind"])
    names = conditions_of(current)
    return Asks(
        hurts=goal in PAIN_GOALS or bool(health.get("usual_pain")) or _any_hurts(names),
        types_stumbles=current.document["tier"] == Tier.C.value
        or _may_fall(connection, health, day),
        leg_signs=is_of_the_back(goal, names),
        limbs=not NUMB.isdisjoint(names),
        morning_after=_morning_needed(connection, current, day),
    )


def is_of_the_back(goal: GoalKind, names: Iterable[str]) -> bool:
    """Whether signs in the legs may come from the back."""
    return goal is GoalKind.BACK_PAIN or "back-pain" in names


def keep_beside(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    day: dt.date,
    *told: CheckIn,
    morning_after: int | None,
    at: dt.datetime,
) -> None:
    """Keep what was told of the days around a walk; `morning_after` is of the last one before it (NPRS).

    Raises:
        UsageProblem: there was no walk before it.
    """
    morning = _morning_after_last_walk(connection, current, day)
    if morning_after is not None and morning is None:
        raise UsageProblem(
            "there is no walk before this one whose morning you could tell of",
            hint="of this morning: --morning-pain",
        )
    if morning_after is not None and morning is not None:
        told = (CheckIn(date=morning, morning_pain=morning_after), *told)
    for each in told:
        add_fact(connection, each, plan_id=current.stored.plan_id, at=at)


def _any_hurts(names: Iterable[str]) -> bool:
    conditions = load_conditions()
    return any(name in conditions and conditions[name].hurts for name in names)


def _may_fall(connection: sqlite3.Connection, health: dict[str, Any], day: dt.date) -> bool:
    """A fall in the 12 months before a day, or nobody knows of none."""
    if health.get("falls_last_12_months") != 0 or health.get("injurious_falls_last_12_months"):
        return True
    since = year_before(day)
    if any(row.event.falls for row in logs_between(connection, since, day)):
        return True
    news = (row.event for row in facts_of_kind(connection, "news") if row.event.date > since)
    return any(isinstance(each, News) and each.kind is NewsKind.FALL for each in news)


def _morning_needed(
    connection: sqlite3.Connection, current: CurrentPlan, day: dt.date
) -> dt.date | None:
    """The morning after the last walk, where that hurt as much as its morning has to confirm."""
    walks = _walks_of_last_day(connection, current, day)
    amber = next(zone for zone in load_scales().zones if zone.name == "amber")
    if not any(amber.low <= (log.nprs_during or 0) <= amber.high for log in walks):
        return None
    morning = walks[0].date + DAY
    told = (row.event for row in facts_of(connection, current.stored.plan_id))
    is_told = any(
        isinstance(each, CheckIn) and each.date == morning and each.morning_pain is not None
        for each in told
    )
    return None if is_told else morning


def _morning_after_last_walk(
    connection: sqlite3.Connection, current: CurrentPlan, day: dt.date
) -> dt.date | None:
    walks = _walks_of_last_day(connection, current, day)
    return walks[0].date + DAY if walks else None


def _walks_of_last_day(
    connection: sqlite3.Connection, current: CurrentPlan, day: dt.date
) -> list[SessionLog]:
    rows = logs_between(connection, start_of(current), day - DAY)
    walks = [
        row.event for row in rows if row.plan_id == current.stored.plan_id and row.event.is_walk
    ]  # fmt: skip
    return [log for log in walks if log.date == walks[-1].date]
