"""A new plan: the first day that it may have, and its keeping under an id of its own."""

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Weekday
from retroplan.core.text import full_day_words
from retroplan.core.when import FURTHEST
from retroplan.errors import Infeasible, Unsafe
from retroplan.files.reading import LARGEST
from retroplan.profile_file.exchange import profile_bytes
from retroplan.store.plans import list_plans, save_plan
from retroplan.usecases.declaring import Declaration


class Left(NamedTuple):
    """What the plan there is leaves behind."""

    refused: Unsafe | None = None
    """What must be settled before another plan is begun."""
    earliest: dt.date = dt.date.min
    """The first day that may hold a session again."""
    because: str = ""
    """Why no sooner, as the beginning of a sentence."""


def first_day(
    profile: Profile, today: dt.date, left: Left | None = None
) -> tuple[dt.date, tuple[str, ...]]:
    """The day a plan begins, and what to say about it.

    No session is ever planned for a day gone by, nor for one that the plan of before leaves no room
    for: such a start is moved to the next of the person's days, and that is said.

    Raises:
        Infeasible: it lies more than a year ahead.
    """
    wished, days = profile.plan.start, profile.availability.days
    earliest = today if left is None else max(today, left.earliest)
    following = _next_of(days, earliest)
    if wished is not None and wished > today + FURTHEST:
        raise Infeasible(
            f"a plan cannot begin more than a year ahead, on {full_day_words(wished)}",
            hint="choose a start within a year; how you are now says little about then",
        )
    if wished is not None and wished >= earliest:
        return wished, ()
    begins = f"so the plan begins on {full_day_words(following)}."
    if wished is not None and wished < today:
        said = f"Your profile says to start on {full_day_words(wished)}; that day is gone"
        return following, (f"{said}, {begins}",)
    is_later = following != (wished or _next_of(days, today))
    return following, (f"{left.because}, {begins}",) if left and is_later else ()


def _next_of(days: tuple[Weekday, ...], today: dt.date) -> dt.date:
    numbers = {day.rank for day in days}
    week = (today + dt.timedelta(days=ahead) for ahead in range(7))
    return next((day for day in week if day.weekday() in numbers), today)


def keep_new_plan(
    connection: sqlite3.Connection, plan: Plan, *, cause: str, profile: Profile, at: dt.datetime
) -> Plan:
    """Keep a plan as the current one; within the caller's transaction.

    Returns:
        The plan, under an id that the store did not hold before.
    """
    kept = _with_free_id(connection, plan)
    save_plan(connection, kept, cause=cause, at=at, profile_document=profile)
    return kept


def _with_free_id(connection: sqlite3.Connection, plan: Plan) -> Plan:
    """The plan under an id that the store does not hold: the same wishes may come back later."""
    taken = {stored.plan_id for stored in list_plans(connection)}
    names = (plan.plan_id, *(f"{plan.plan_id}-{number}" for number in range(2, len(taken) + 2)))
    return replace(plan, plan_id=next(name for name in names if name not in taken))


def exchange_of(old: Path | None, declaration: Declaration) -> tuple[bytes | None, bytes]:
    """The profile file before and after, for `undo`.

    None before = there was none, or it is the same; or it was larger than any profile, of which the
    copy beside it must do.

    Raises:
        StoreProblem: the copy cannot be read.
    """
    before = None if old is None else profile_bytes(old)
    if before is not None and len(before) > LARGEST:
        before = None
    return before, declaration.text.encode("utf-8", "replace")
