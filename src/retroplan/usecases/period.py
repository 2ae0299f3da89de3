"""The days that a report or a list is asked for: from a day on, or so many weeks."""

import datetime as dt

from retroplan.errors import UsageProblem

WEEKS_SHOWN = 12
"""As many as the longest plan has; more where they are asked for."""

MOST_WEEKS = 1000


def check_period(since: dt.date | None, weeks: int | None, today: dt.date) -> None:
    """Refuse what cannot be asked for.

    Raises:
        UsageProblem: a day to come, no week or too many, or both ways of asking at once.
    """
    if since is not None and weeks is not None:
        raise UsageProblem("give --since or --weeks, not both")
    if since is not None and since > today:
        raise UsageProblem(f"--since takes a day gone by, not {since.isoformat()}")
    if weeks is not None and not 1 <= weeks <= MOST_WEEKS:
        raise UsageProblem(f"--weeks takes a number from 1 to {MOST_WEEKS}, not {weeks}")


def days_before(day: dt.date, days: int) -> dt.date:
    """So many days earlier, or the first day of the calendar."""
    return dt.date.fromordinal(max(1, day.toordinal() - days))
