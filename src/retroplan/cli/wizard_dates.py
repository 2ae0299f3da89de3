"""Dates as answers: read by core/when, which guesses nothing, and held against a span."""

import datetime as dt

from retroplan.cli.wizard_answers import Answers, Reader
from retroplan.core.text import full_day_words
from retroplan.core.when import coming_day, past_day
from retroplan.errors import UsageProblem

OLDEST = 120  # years


def birth(today: dt.date) -> Reader:
    """A date of birth, or just the year as a number."""

    def read(text: str, _: Answers) -> dt.date | int:
        is_year = len(text) == 4 and text.isascii() and text.isdigit()
        value = int(text) if is_year else past_day(text, today)
        year = value if isinstance(value, int) else value.year
        is_future = isinstance(value, dt.date) and value > today
        if not today.year - OLDEST <= year <= today.year or is_future:
            raise UsageProblem(f"a birthday from {today.year - OLDEST} to today, please")
        return value

    return read


def day_gone_by(today: dt.date) -> Reader:
    """A day up to today, within a lifetime."""

    def read(text: str, _: Answers) -> dt.date:
        value = past_day(text, today)
        if value > today or value.year < today.year - OLDEST:
            raise UsageProblem(f"a day up to today, please, not {full_day_words(value)}")
        return value

    return read


def day_to_come(today: dt.date, latest: dt.date) -> Reader:
    """A day from today on."""

    def read(text: str, _: Answers) -> dt.date:
        value = coming_day(text, today)
        if not today <= value <= latest:
            raise UsageProblem(
                f"a day from today to {full_day_words(latest)}, please, "
                f"not {full_day_words(value)}"
            )
        return value

    return read
