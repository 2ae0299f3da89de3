"""A problem of a file: which key, and what is wrong with it in plain words."""

import json
from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""Where in the file: section, key, and further inside."""

_MOST_TOLD = 50
_LONGEST = 40
_PLAINLY = 1e15


class Problem(NamedTuple):
    path: KeyPath
    sentence: str
    """Reads on from the key: `must be from 0 to 10, not 12`."""
    beside: KeyPath = ()
    """Another key that it is about: when that one is wrong itself, this is not told."""
    place: str = ""
    """What the key is called, where its path does not say it well: `row 3, speed_kmh`."""

    def told(self, line: int | None) -> str:
        """`line 12: [health] usual_pain: must be from 0 to 10, not 12`."""
        section, *keys = (str(part) for part in self.path if isinstance(part, str))
        place = self.place or f"[{section}] {'.'.join(keys)}".rstrip()
        return f"{'' if line is None else f'line {line}: '}{place}: {self.sentence}"


def not_too_many(told: list[str]) -> tuple[str, ...]:
    """As many problems as anybody reads, and how many more there are."""
    if len(told) > _MOST_TOLD:
        told[_MOST_TOLD:] = [f"and {len(told) - _MOST_TOLD} more"]
    return tuple(told)


def shown(value: object) -> str:
    """A value as it may be quoted in a sentence: short, as TOML spells it."""
    if isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() and abs(value) < _PLAINLY else str(value)
    elif isinstance(value, str | int | bool) and not isinstance(value, Enum):
        text = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, dict):
        text = "a table"
    elif isinstance(value, list | tuple):
        text = "a list"
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is."""
    spellings = {each.lower(): each for each in known}
    near = get_close_matches(str(word).lower()[:80], list(spellings), n=1, cutoff=0.55)
    return spellings[near[0]] if near else None


def did_you_mean(word: object, known: Iterable[str], *, bare: bool = False) -> str:
    """`; did you mean "knee-pain"?`, or nothing when no known word is near. `bare` leaves the quotes out."""
    found = nearest(word, known)
    if found is None:
        return ""
    return f"; did you mean {found if bare else json.dumps(found)}?"
