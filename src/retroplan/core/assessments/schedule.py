"""When a test is due: in the weeks of the plan that name it (invariant I35)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

WEEK = dt.timedelta(days=7)
EARLY = WEEK
"""A result of the week before counts; a test keeps this to the catalogue (I35), which `today` does not load."""

DECLARED_AS = {
    "backward-walk-3m": "backward_walk_3m_s",
    "tug": "tug_s",
    "chair-stand": "chair_stands_30s",
    "tandem": "tandem_s",
    "four-stage-balance": "tandem_s",
    "single-leg": "single_leg_s",
    "gait-speed-10m": "gait_speed_10m_mps",
    "six-minute-walk": "six_minute_walk_m",
}
"""The field of a profile's `tests` that each assessment tells; the others tell none."""


class WeekOfTests(NamedTuple):
    """A week of the plan that asks for tests."""

    number: int
    starts: dt.date
    tests: tuple[str, ...]

    @property
    def ends(self) -> dt.date:
        return self.starts + WEEK - dt.timedelta(days=1)

    @property
    def counts_from(self) -> dt.date:
        """The first day whose results count for this week."""
        return self.starts - EARLY


def week_of(weeks: Sequence[WeekOfTests], today: dt.date) -> WeekOfTests | None:
    """The test week that holds a day."""
    return next((week for week in weeks if week.starts <= today <= week.ends and week.tests), None)


def still_due(week: WeekOfTests, done: Iterable[tuple[str, dt.date]]) -> tuple[str, ...]:
    """The tests of a week without a result, from names and days of results."""
    known = {name for name, day in done if week.counts_from <= day <= week.ends}
    return tuple(name for name in week.tests if name not in known)


def declared(tests: Mapping[str, object], usual_pain: object = None) -> frozenset[str]:
    """The assessments whose value a profile knows, from its `tests` as a document."""
    known = {name for name, field in DECLARED_AS.items() if tests.get(field) is not None}
    return frozenset(known | ({"nprs"} if usual_pain is not None else set()))


class Due(NamedTuple):
    """When one test is wanted."""

    week: int
    starts: dt.date
    by: dt.date
    is_now: bool
    """The week is this one, or gone by without a result."""


def due_of(
    name: str, weeks: Sequence[WeekOfTests], days: Sequence[dt.date], today: dt.date
) -> Due | None:
    """When a test is due next, or has been since; None where the plan asks for it no more.

    `days` are those of its results.
    """
    wanted = [week for week in weeks if name in week.tests]
    begun = [week for week in wanted if week.starts <= today]
    for week in [*begun[-1:], *(week for week in wanted if week.starts > today)]:
        if not any(day >= week.counts_from for day in days):
            return Due(week.number, week.starts, week.ends, is_now=week.starts <= today)
    return None
