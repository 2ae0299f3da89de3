"""What the present plan leaves behind for the next: what must be settled first, and from when it may walk."""

import datetime as dt
import sqlite3

from retroplan.core.adaptation.falls import open_fall
from retroplan.core.model.adjustment import PAUSED
from retroplan.core.model.events import Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Standing
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.errors import Unsafe
from retroplan.store.logs import logs_between
from retroplan.usecases.adapting import FIRST_DAY, Adapted, adapted_in, facts
from retroplan.usecases.course.falling import asked_of_a_fall
from retroplan.usecases.course.held import (
    latest_yes,
    told_unheard,
    unanswered,
    waits_for_yes,
)
from retroplan.usecases.new_plans import Left
from retroplan.usecases.person import is_readable
from retroplan.usecases.planning import plan_in

REST = dt.timedelta(days=2)
"""From the last walk to the first of the next plan, so that a day lies between (I07)."""


def left_behind(
    connection: sqlite3.Connection,
    *,
    environment: Environment,
    evidence: Evidence,
    profile: Profile,
    is_asked: bool,
) -> Left:
    """What the present plan leaves to a new one that rests on a profile.

    A plan that waits for a clinician, or for the end of a fever, is not got out of by beginning
    another. A plan that another version made and this one cannot read leaves nothing: a new one is
    the way on.

    Args:
        connection: to look only.
        environment: what day it is, and where the profile lies.
        evidence: the catalogue.
        profile: as it is declared for the new plan.
        is_asked: the safety questions were put to the person just now.
    """
    today = environment.today
    current = plan_in(connection, today=today)
    if current is None:
        return Left()
    if not is_readable(current):
        return Left()
    now = adapted_in(connection, current, evidence=evidence, today=today)
    earliest, because = _earliest(connection, now, today)
    told = facts(connection, current.stored.plan_id)
    refused = _unsettled(now, told, environment, evidence, profile, is_asked=is_asked)
    return Left(refused, earliest, because)


def _unsettled(
    now: Adapted,
    told: tuple[Event, ...],
    environment: Environment,
    evidence: Evidence,
    profile: Profile,
    *,
    is_asked: bool,
) -> Unsafe | None:
    """What the plan there is waits for, and a new one with it."""
    if now.after.standing is Standing.RESTING:
        return Unsafe(
            f"no new plan yet. {now.after.standing_reason}",
            hint="once 24 hours have gone by without: `retroplan checkin --no-fever`",
        )
    fall = open_fall(told, environment.today)
    if asked := asked_of_a_fall(fall):
        return Unsafe(f"no new plan yet: {asked.message}", hint=asked.hint)
    latest = latest_yes(told, profile, environment.today)
    waiting = waits_for_yes(now, evidence, latest)
    if now.after.standing is Standing.SUSPENDED and waiting is not None:
        return Unsafe(
            f"no new plan yet: the one you have waits for a clinician. {waiting.sentence}",
            hint="show them `retroplan screen --for-clinician`; once they agree: "
            "`retroplan plan resume --clearance GP`, or set clearance in your profile.",
        )
    news = None if is_asked else unanswered(told, profile)
    if news is not None and news.date > latest:
        return Unsafe(
            f"no new plan yet: {told_unheard(news)}",
            hint=f"write what is new into {environment.profile_file}, or name the clinician who "
            "agreed: --cleared-by, --cleared-on.",
        )
    return None


def _earliest(connection: sqlite3.Connection, now: Adapted, today: dt.date) -> tuple[dt.date, str]:
    """The day after the days off that a rule asked for, and after a day of rest from the last walk."""
    rests = [found.until for found in now.fired
             if found.until is not None and found.rule != PAUSED]  # fmt: skip
    walks = [row.event.date for row in logs_between(connection, FIRST_DAY, today)
             if row.event.is_walk]  # fmt: skip
    rested = max(rests, default=FIRST_DAY)
    last = max(walks, default=FIRST_DAY)
    if rested >= last + REST:
        return rested, f"Days off were asked for until {day_words(rested)}"
    return last + REST, f"You walked on {day_words(last)}, and a day of rest follows"
