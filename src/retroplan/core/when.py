"""Days as people say them. Records lean to the past, plans to the future; nothing is guessed.

What can be read in two ways is refused with both readings spelt out. Whether a day suits (a log
of a day to come, say) is for the caller to judge.
"""

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum

from retroplan.core.text import DAYS, MONTHS, full_day_words
from retroplan.errors import UsageProblem

FURTHEST = dt.timedelta(days=366)
"""How far ahead a start or the end of a pause may lie; what is further is a slip of the keyboard."""

_LONGEST = 40
_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_OTHER_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "sept": 8}
_UNITS = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7}
_SEPARATORS = str.maketrans("/.", "--")


class _Lean(IntEnum):
    """Where a day without a year or a week is looked for."""

    PAST = -1
    COMING = 1


def past_day(text: str, today: dt.date) -> dt.date:
    """The day that a record is about: `tue` is the latest Tuesday, today included.

    Raises:
        UsageProblem: no day, or one that can be read in two ways.
    """
    return _understood(text, today, _Lean.PAST)


def coming_day(text: str, today: dt.date) -> dt.date:
    """The day that a wish is about: `tue` is the next Tuesday, today included.

    Raises:
        UsageProblem: no day, or one that can be read in two ways.
    """
    return _understood(text, today, _Lean.COMING)


def parse_span(text: str, *, name: str, longest: int = 365) -> int:
    """Days of `10d`, `2w`, `3 weeks`, from 1 to `longest`.

    Raises:
        UsageProblem: no such span, or one that is too long; the sentence names `name` and the range.
    """
    words = text.casefold().split() if len(text) <= _LONGEST else []
    days = _span("".join(words)) if words else None
    if days is None or not 1 <= days <= longest:
        raise UsageProblem(
            f"{name} is a number of days or weeks, up to {longest} days, not {_shown(text)}",
            hint=f"for example {name} 10d, or {name} 2w",
        )
    return days


def _understood(text: str, today: dt.date, lean: _Lean) -> dt.date:
    words = text.casefold().replace(",", " ").split() if len(text) <= _LONGEST else []
    try:
        day = _plain(words, today, lean) or _distance(words, today) or _named(words, today, lean)
    except (OverflowError, ValueError):  # before year 1, or after 9999
        raise UsageProblem(f"{_shown(text)} is further away than any calendar") from None
    if day is not None:
        return day
    if len(words) == 1 and _is_iso(words[0]):
        raise UsageProblem(f"there is no day {words[0]}", hint="a date is year-month-day")
    raise _refusal(text, words, today, lean)


def _plain(words: list[str], today: dt.date, lean: _Lean) -> dt.date | None:
    """A date as 2026-11-25, today and its neighbours, a weekday, `last tue`, `next mon`."""
    match words:
        case [word] if word in _WORDS:
            return today + dt.timedelta(days=_WORDS[word])
        case [word] if _is_iso(word):
            return _date(*(int(part) for part in word.split("-")))
        case [word] if (weekday := _position(word, DAYS)) is not None:
            return _nearest(weekday, today, lean)
        case ["last", word] if (weekday := _position(word, DAYS)) is not None:
            return _nearest(weekday, today - dt.timedelta(days=1), _Lean.PAST)
        case ["next", word] if (weekday := _position(word, DAYS)) is not None:
            return _nearest(weekday, today + dt.timedelta(days=1), _Lean.COMING)
    return None


def _distance(words: list[str], today: dt.date) -> dt.date | None:
    """`2d-ago`, `-2d`, `3 weeks ago`, `in 10 days`, `+2w`, as a day."""
    match words:
        case [word] if word.endswith("-ago"):
            days, sign = _span(word.removesuffix("-ago")), -1
        case [word] if word[0] in "+-":
            days, sign = _span(word[1:]), 1 if word[0] == "+" else -1
        case [*amount, "ago"]:
            days, sign = _span("".join(amount)), -1
        case ["in", *amount]:
            days, sign = _span("".join(amount)), 1
        case _:
            return None
    return None if days is None else today + dt.timedelta(days=sign * days)


def _span(text: str) -> int | None:
    """Days in `2d`, `3weeks`, `aweek`; None when it is no such span."""
    count = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = text[len(count) :]
    if not count and unit[:1] == "a":
        count, unit = "1", unit[1:]
    if not _is_count(count) or unit not in _UNITS:
        return None
    return int(count) * _UNITS[unit]


def _named(words: list[str], today: dt.date, lean: _Lean) -> dt.date | None:
    """`25 november`, `nov 25`, `wed 25 nov 2026`; the nearest such day where no year is said."""
    weekday = _position(words[0], DAYS) if len(words) > 2 else None
    rest = words if weekday is None else words[1:]
    match rest:
        case [one, other, *year] if len(year) < 2:
            number, name = (one, other) if one[:1].isdigit() else (other, one)
        case _:
            return None
    month = _position(name, MONTHS)
    if month is None or not _is_count(number) or not all(_is_year(item) for item in year):
        return None
    day = _in_year(month + 1, int(number), year, today, lean)
    if day is None:
        raise UsageProblem(f"there is no {int(number)} {MONTHS[month]}{' '.join(['', *year])}")
    if weekday is not None and day.weekday() != weekday:
        raise UsageProblem(f"{day.isoformat()} is a {DAYS[day.weekday()]}, not a {DAYS[weekday]}")
    return day


def _in_year(
    month: int, number: int, year: Sequence[str], today: dt.date, lean: _Lean
) -> dt.date | None:
    """The day in the year that was said, else in the nearest year that has it."""
    if year:
        return _date(int(year[0]), month, number)
    for distance in range(9):  # a 29 February may be eight years away
        day = _date(today.year + lean * distance, month, number)
        if day is not None and (day - today).days * lean >= 0:
            return day
    return None


def _refusal(text: str, words: list[str], today: dt.date, lean: _Lean) -> UsageProblem:
    """What to say of a text that is no day: its readings, or the nearest word, or what is taken."""
    readings = _readings(words, today, lean)
    if readings:
        could_be = " or ".join(f"{full_day_words(day)} ({day.isoformat()})" for day in readings)
        many = "could be " if len(readings) > 1 else "is perhaps "
        return UsageProblem(
            f"{_shown(text)} {many}{could_be}", hint="write it as year-month-day, 2026-11-25"
        )
    near = _nearest_word(words)
    return UsageProblem(
        f"{_shown(text)} is no day that I understand" + (f"; {near!r} perhaps?" if near else ""),
        hint="say it as yesterday, tue, -2d or 2026-11-25"
        if lean is _Lean.PAST
        else "say it as tomorrow, tue, +2w or 2026-11-25",
    )


def _readings(words: list[str], today: dt.date, lean: _Lean) -> list[dt.date]:
    """The days that a text of numbers could mean, without doubles."""
    parts = words[0].translate(_SEPARATORS).strip("-").split("-") if len(words) == 1 else []
    if not all(_is_count(part) for part in parts):
        return []
    try:
        days = _days_of(parts, today, lean)
    except (OverflowError, ValueError):
        return []
    return list(dict.fromkeys(day for day in days if day is not None))


def _days_of(parts: Sequence[str], today: dt.date, lean: _Lean) -> list[dt.date | None]:
    match parts:
        case [number] if len(number) <= 2:
            return [
                _of_month(int(number), today, lean),
                today + dt.timedelta(days=lean * int(number)),
            ]
        case [digits] if len(digits) == 8:
            return [_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))]
        case [one, other]:
            return [
                _in_year(int(other), int(one), (), today, lean),
                _in_year(int(one), int(other), (), today, lean),
            ]
        case [year, one, other] if len(year) == 4:
            return [
                _date(int(year), int(one), int(other)),
                _date(int(year), int(other), int(one)),
            ]
        case [one, other, year] if len(year) in {2, 4}:
            full = int(year) + (2000 if len(year) == 2 else 0)
            return [_date(full, int(other), int(one)), _date(full, int(one), int(other))]
    return []


def _of_month(number: int, today: dt.date, lean: _Lean) -> dt.date | None:
    """The nearest day with that number, in this month or one beside it."""
    for distance in range(3):
        months = today.year * 12 + today.month - 1 + lean * distance
        day = _date(months // 12, months % 12 + 1, number)
        if day is not None and (day - today).days * lean >= 0:
            return day
    return None


def _nearest(weekday: int, day: dt.date, lean: _Lean) -> dt.date:
    """The nearest such weekday, `day` itself included."""
    return day + dt.timedelta(days=lean * ((weekday - day.weekday()) * lean % 7))


def _nearest_word(words: list[str]) -> str:
    """The word we know that is most like the one that was typed; empty when none is."""
    from difflib import get_close_matches  # only for a mistake: the daily commands do without

    known = [*_WORDS, *(day.casefold() for day in DAYS)]
    near = get_close_matches(words[0], known, n=1, cutoff=0.7) if len(words) == 1 else []
    return near[0] if near else ""


def _position(word: str, names: Sequence[str]) -> int | None:
    """Where a name or its first three letters stand in the list."""
    name = word.rstrip(".")
    for index, full in enumerate(names):
        if name in {full.casefold(), full[:3].casefold()}:
            return index
        if _OTHER_SHORT.get(name) == index and full.casefold().startswith(name):
            return index
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _is_iso(word: str) -> bool:
    """Four, two and two digits with hyphens, be there such a day or not."""
    parts = word.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(_is_count(part) for part in parts)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 8


def _is_year(text: str) -> bool:
    return _is_count(text) and len(text) == 4


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
