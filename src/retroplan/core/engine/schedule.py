"""Sessions onto days: as many as a week asks for, with the rest days that invariant I07 wants."""

import datetime as dt
from collections.abc import Iterable
from itertools import combinations

from retroplan.core.model.evidence import Bounds
from retroplan.core.model.vocabulary import Weekday

DAYS_A_WEEK = 7
REST_GAP = 2
"""Days from one session to the next with a rest day between."""

Offsets = tuple[int, ...]
"""Days of a week as distances from its first day."""


def day_sets(days: Iterable[Weekday], starts: dt.date, bounds: Bounds) -> dict[int, Offsets]:
    """For each possible number of sessions a week, the days that hold them.

    The sets grow out of one another, so that a week with one more session keeps the days of the
    weeks before, and the rest day holds across the turn of the week as well.
    """
    free = sorted({(day.rank - starts.weekday()) % DAYS_A_WEEK for day in days})
    spaced = _most_spaced(free, bounds)
    found = {count: _best(combinations(spaced, count)) for count in range(1, len(spaced) + 1)}
    while len(found) >= bounds.rest_day_up_to and len(found) < bounds.sessions_max:
        larger = [offsets for offsets in combinations(free, len(found) + 1)
                  if _follows(found[len(found)], offsets, bounds)]  # fmt: skip
        if not larger:
            break
        found[len(found) + 1] = _best(larger)
    return found


def _most_spaced(free: list[int], bounds: Bounds) -> Offsets:
    """The largest set of days, up to the number that needs rest days, with a rest day between all."""
    for count in range(min(bounds.rest_day_up_to, len(free)), 0, -1):
        spaced = [
            offsets for offsets in combinations(free, count) if min(_gaps(offsets)) >= REST_GAP
        ]
        if spaced:
            return _best(spaced)
    return ()


def _follows(smaller: Offsets, offsets: Offsets, bounds: Bounds) -> bool:
    """Whether a week on more days may come after one on fewer."""
    turn = offsets[0] + DAYS_A_WEEK - smaller[-1]
    needs_rest = len(smaller) <= bounds.rest_day_up_to
    return set(smaller) <= set(offsets) and (not needs_rest or turn >= REST_GAP)


def _best(choices: Iterable[Offsets]) -> Offsets:
    """The most evenly spread, then the earliest."""
    return max(choices, key=lambda offsets: (_spread(offsets), -sum(offsets)))


def _gaps(offsets: Offsets) -> list[int]:
    """Days between sessions, round the week, so that next week's first keeps its distance too."""
    following = (*offsets[1:], offsets[0] + DAYS_A_WEEK)
    return [after - day for day, after in zip(offsets, following, strict=True)]


def _spread(offsets: Offsets) -> tuple[int, int]:
    gaps = _gaps(offsets)
    return min(gaps), -max(gaps)
