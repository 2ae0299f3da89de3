"""The values of one test in their order, and what the newest is compared with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from retroplan.core.assessments.change import Change, Since, change
from retroplan.core.assessments.interpretation import Who
from retroplan.core.assessments.schedule import EARLY
from retroplan.core.model.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value of a test."""

    date: dt.date
    value: float
    trials: tuple[float, ...] = ()
    aid: str = ""
    supervised_by: str = ""
    note: str = ""
    is_declared: bool = False
    """It is the profile's, whose day nobody knows: `date` is the day of the profile."""


def in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """By day; of one day as entered, what the profile declares before all."""
    return tuple(sorted(entries, key=lambda entry: (entry.date, not entry.is_declared)))


def changes(
    test: Assessment, entries: Sequence[Entry], *, plan_start: dt.date | None, who: Who
) -> tuple[Change, ...]:
    """What the newest value may be called beside the last one and the baseline.

    `entries` are in their order; of one day, only the last measured one counts. One change where
    last and baseline are the same value.
    """
    if not entries:
        return ()
    newest = entries[-1]
    earlier = [each for each in entries[:-1] if each.date < newest.date or each.is_declared]
    if not earlier:
        return ()
    last, first = earlier[-1], baseline(earlier, plan_start)
    wanted = [(Since.BASELINE, first)]
    if first is not last:
        wanted.insert(0, (Since.LAST, last))
    return tuple(
        change(test, before=entry.value, after=newest.value, date=entry.date, since=since, who=who)
        for since, entry in wanted
    )


def baseline(earlier: Sequence[Entry], plan_start: dt.date | None) -> Entry:
    """The first result of the plan; else what the profile says; else the newest before it.

    Without a plan the very first. `earlier` is not empty.
    """
    if plan_start is None:
        return earlier[0]
    of_plan = [entry for entry in earlier if entry.date >= plan_start - EARLY]
    measured = [entry for entry in of_plan if not entry.is_declared]
    declared = [entry for entry in earlier if entry.is_declared]
    return (measured or declared or of_plan or [earlier[-1]])[0]
