"""A clock that went backwards, or a person who travelled west: told, never mended."""

import datetime as dt
from collections.abc import Iterable

from retroplan.core.model.events import Event
from retroplan.core.text import full_day_words


def clock_remarks(events: Iterable[Event], today: dt.date) -> tuple[str, ...]:
    """What to say where an entry is of a day that has not come yet; nothing in the everyday case."""
    latest = max((event.date for event in events), default=today)
    if latest <= today:
        return ()
    said = (
        f"Your latest entry is of {full_day_words(latest)}, which is after today, "
        f"{full_day_words(today)}. It is kept, and counts once that day has come."
    )
    return (said,)
