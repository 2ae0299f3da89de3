"""Sessions onto days: as many as the week asks for, with the rest days that invariant I07 wants."""

import datetime as dt
from collections.abc import Iterable
from itertools import combinations

from retroplan.core.model.evidence import Bounds
from retroplan.core.model.vocabulary import Weekday

DAYS_A_WEEK = 7


def most_sessions(days: Iterable[Weekday], wanted: int, bounds: Bounds) -> int:
    """The most sessions, up to `wanted`, that fit onto the days every week; 0 when none do."""
    offsets = sorted({day.rank for day in days})
    for count in range(min(wanted, len(offsets)), 0, -1):
        if any(_is_spaced(choice, bounds) for choice in combinations(offsets, count)):
            return count
    return 0


def session_dates(
    starts: dt.date, days: Iterable[Weekday], count: int, last: dt.date | None, bounds: Bounds
) -> tuple[dt.date, ...]:
    """The dates of one week's sessions: as evenly spread as the days allow, earliest first.

    `last` is the date of the session before, which the rest day also counts from.
    """
    offsets = sorted({(day.rank - starts.weekday()) % DAYS_A_WEEK for day in days})
    spaced = [
        choice for choice in combinations(offsets, count) if _is_spaced(choice, bounds)
    ]
    rested = [choice for choice in spaced if _is_rested(starts, choice, last, bounds)]
    best = max(rested or spaced, key=lambda choice: (_spread(choice), -choice[0], _gaps(choice)))
    return tuple(starts + dt.timedelta(days=offset) for offset in best)


def _gaps(choice: tuple[int, ...]) -> list[int]:
    """Days between sessions, round the week, so that next week's first keeps its distance too."""
    following = (*choice[1:], choice[0] + DAYS_A_WEEK)
    return [after - day for day, after in zip(choice, following, strict=True)]


def _spread(choice: tuple[int, ...]) -> tuple[int, int]:
    gaps = _gaps(choice)
    return min(gaps), -max(gaps)


def _is_spaced(choice: tuple[int, ...], bounds: Bounds) -> bool:
    return len(choice) > bounds.rest_day_up_to or min(_gaps(choice)) >= 2


def _is_rested(
    starts: dt.date, choice: tuple[int, ...], last: dt.date | None, bounds: Bounds
) -> bool:
    if last is None:
        return True
    return (starts + dt.timedelta(days=choice[0]) - last).days >= 2
