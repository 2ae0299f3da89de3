"""Days for sessions: as planned where that is possible, later where it is not, never made up."""

import datetime as dt
from collections.abc import Callable, Collection
from typing import NamedTuple

from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.schedule import REST_GAP
from retroplan.core.model.evidence import Bounds

_DAY = dt.timedelta(days=1)
_LONGEST_LOOK_AHEAD = 400  # days; no pause is so long that nothing follows it


class Place(NamedTuple):
    """What stands around a session that looks for its day."""

    before: dt.date | None
    """The day of the session before it."""
    rest_before: int
    """Days from that one, at least."""
    rest_after: int
    following: tuple[dt.date, ...]
    """The days of the sessions after it in the same week, and of the first in the next."""
    ends: dt.date
    """The first day of the week after."""


class Calendar(NamedTuple):
    """The days of one person, some of them closed."""

    dosing: Dosing
    bounds: Bounds
    today: dt.date
    is_closed: Callable[[dt.date], bool]

    def days_of(self, starts: dt.date, count: int) -> list[dt.date]:
        """The days that a week of so many sessions would be on."""
        sets = self.dosing.days(starts)
        offsets = sets.get(count) or sets[max(sets)]
        return [starts + dt.timedelta(days=offset) for offset in offsets]

    def opening(
        self,
        regular: dt.date,
        count: int,
        missed: Collection[dt.date],
        before: dt.date | None,
        left: dt.date | None,
    ) -> dt.date:
        """The first day of a week that has not begun.

        It moves where all of its days have gone by without a walk, or where none has and its first
        session would fall on a closed day, or too soon after a walk: then it begins on the person's
        next open day. `missed` are the days of its sessions that were planned and have gone by; no
        other day may be lost. `before` is the day of the walk or session before it. `left` is the day
        of a first session that is left out: once it has gone by, the next is the first.
        """
        days = [day for day in self.days_of(regular, count) if day >= self.today or day != left]
        rest = self.rest(count)
        ahead = [day for day in days if day >= self.today]
        is_lost = any(day < self.today and day not in missed for day in days)
        is_whole = len(ahead) == len(days)
        is_closed = is_whole and (
            self.is_closed(days[0]) or not _has_rested(days[0], before, rest)
        )
        if ahead and not is_lost and not is_closed:
            return regular
        return self._next_open(max(regular, self.today), before, rest)

    def placed(self, wished: dt.date, place: Place) -> dt.date | None:
        """The day of a session still to come; None where no day of its week is left for it."""
        if wished < self.today and not self.is_closed(wished):
            return None  # missed, and missed sessions are never made up
        is_open = wished >= self.today and not self.is_closed(wished)
        if is_open and _has_rested(wished, place.before, place.rest_before):
            return wished
        return self._later(max(wished, self.today), place)

    def rest(self, sessions_a_week: int) -> int:
        """Days from one session to the next (I07)."""
        return REST_GAP if sessions_a_week <= self.bounds.rest_day_up_to else 1

    def _later(self, day: dt.date, place: Place) -> dt.date | None:
        """Another of the person's days in the same week, with rest on both sides."""
        while day < place.ends:
            keeps_clear = all((each - day).days >= place.rest_after for each in place.following)
            if (
                self._is_free(day)
                and keeps_clear
                and _has_rested(day, place.before, place.rest_before)
            ):
                return day
            day += _DAY
        return None

    def _next_open(self, day: dt.date, before: dt.date | None, rest: int) -> dt.date:
        for ahead in range(_LONGEST_LOOK_AHEAD):
            found = day + ahead * _DAY
            if self._is_free(found) and _has_rested(found, before, rest):
                return found
        return day

    def _is_free(self, day: dt.date) -> bool:
        days = {weekday.rank for weekday in self.dosing.profile.availability.days}
        return day.weekday() in days and not self.is_closed(day)


def _has_rested(day: dt.date, before: dt.date | None, rest: int) -> bool:
    """Whether a day keeps its distance from the walk before it."""
    return before is None or (day - before).days >= rest
