"""What the keys of a table may hold, and what is wrong with a table that holds something else."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retroplan.core.text import is_hidden
from retroplan.files.problems import KeyPath, Problem, did_you_mean, nearest, shown

_LONGEST_LIST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number."""

    low: int
    high: int
    unit: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    low: float
    high: float
    unit: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text of one line; a list of them with `many`."""

    longest: int
    many: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A known word; a list of them with `many`."""

    words: tuple[str, ...]
    many: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    needed: bool = True


Field = Whole | Number | Words | Choice | Flag | Day


def check_fields(
    table: Mapping[str, Any],
    fields: Mapping[str, Field],
    *,
    path: KeyPath = (),
    place: str = "",
    others: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """Everything that is wrong with a table.

    Args:
        table: as it was read.
        fields: what each key may hold.
        path: of the table, so that lines can be told.
        place: of the table, as it is said: "row 3".
        others: keys that may not stand here, with what to say of them.
    """
    misspelt = set()
    for key in table:
        if key in fields:
            continue
        wrong = (others or {}).get(key, "")
        if not wrong:
            misspelt.add(nearest(key, fields))
            wrong = f"is not known{did_you_mean(key, fields, bare=True)}"
        yield _problem(path, place, key, wrong)
    for key, field in fields.items():
        wrong = "is missing" if field.needed and key not in misspelt else ""
        if key in table:
            wrong = mistake(table[key], field)
        if wrong:
            yield _problem(path, place, key, wrong)


def _problem(path: KeyPath, place: str, key: str, sentence: str) -> Problem:
    name = shown(key)[1:-1]
    return Problem((*path, key), sentence, place=f"{place}, {name}" if place else name)


def mistake(value: object, field: Field) -> str:
    """What is wrong with a value, reading on from its name; empty where nothing is."""
    if isinstance(field, Words | Choice) and field.many:
        return _list_mistake(value, field)
    return _mistake(value, field)


def _list_mistake(value: object, field: Words | Choice) -> str:
    if not isinstance(value, list):
        return f'must be a list in brackets, such as ["one", "two"], not {shown(value)}'
    if not 1 <= len(value) <= _LONGEST_LIST:
        return f"must name 1 to {_LONGEST_LIST}, not {len(value)}"
    return next((wrong for item in value if (wrong := _mistake(item, field))), "")


def _mistake(value: object, field: Field) -> str:
    if isinstance(field, Whole | Number):
        return _number_mistake(value, field)
    if isinstance(field, Choice):
        return _choice_mistake(value, field.words)
    if isinstance(field, Flag):
        return "" if isinstance(value, bool) else f"must be true or false, not {shown(value)}"
    if isinstance(field, Day):
        is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        return "" if is_day else f"must be a date such as 2026-11-23, not {shown(value)}"
    return _text_mistake(value, field.longest)


def _number_mistake(value: object, field: Whole | Number) -> str:
    is_whole = isinstance(field, Whole)
    kinds = int if is_whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        return f"must be a {'whole ' if is_whole else ''}number, not {shown(value)}"
    if not field.low <= value <= field.high:
        return f"must be from {field.low:g} to {field.high:g}{field.unit}, not {shown(value)}"
    return ""


def _choice_mistake(value: object, words: Sequence[str]) -> str:
    if value in words:
        return ""
    if not isinstance(value, str):
        return f"must be one of {', '.join(words)}, not {shown(value)}"
    near = did_you_mean(value, words) or f"; one of {', '.join(words)}"
    return f"{shown(value)} is not known{near}"


def _text_mistake(value: object, longest: int) -> str:
    if not isinstance(value, str):
        return f"must be words in quotes, not {shown(value)}"
    if not value.strip():
        return "must say something"
    if len(value) > longest:
        return f"has {len(value)} characters; {longest} can be kept"
    if any(is_hidden(character) for character in value):
        return "holds a line break or a character that cannot be shown"
    return ""
