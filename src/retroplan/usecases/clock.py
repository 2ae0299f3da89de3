"""A clock that went backwards, or a person who travelled west: told, never mended."""

import datetime as dt
from collections.abc import Iterable

from retroplan.core.model.events import Event
from retroplan.core.text import full_day_words

AHEAD = dt.timedelta(days=2)
"""How far the calendar goes back on the longest journey west, from UTC+14 to UTC-12."""


def as_of(events: Iterable[Event], today: dt.date) -> dt.date:
    """The day to which facts are taken: today, or the latest entry's where that is a little ahead.

    What was told has happened, even if a clock was put right since, or a person flew west: a plan that
    waits does not stop waiting for that. What lies further ahead is a slip, and counts on its day.
    """
    latest = max((event.date for event in events), default=today)
    return latest if today < latest <= today + AHEAD else today


def clock_remarks(events: Iterable[Event], today: dt.date) -> tuple[str, ...]:
    """What to say where an entry is of a day that has not come yet; nothing in the everyday case."""
    latest = max((event.date for event in events), default=today)
    if latest <= today:
        return ()
    counts = (
        "and counts already" if latest <= today + AHEAD else "and counts once that day has come"
    )
    said = (
        f"Your latest entry is of {full_day_words(latest)}, which is after today, "
        f"{full_day_words(today)}. It is kept, {counts}."
    )
    return (said,)
