"""Words that come before any question: a person who types "I fell" is heard, whatever was asked."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FALL = "fall"
MOST_FALLS = 20

_CLAUSES = re.compile(r"[,;:.!?\n]+|\bbut\b|\band\b")
_WORDS = re.compile(r"[\w']+")
_TAKE_BACK = frozenset(
    {"no", "not", "never", "without", "didn't", "don't", "haven't", "almost", "nearly"}
)


class Alarm(NamedTuple):
    """A sign, and the words that people have for it."""

    name: str
    """A row of the contraindication table, or `fall`."""
    words: tuple[str, ...]
    """Heard anywhere in an answer."""
    alone: tuple[str, ...] = ()
    """Heard where nothing else was typed."""
    now: str = ""
    """What to do at once, before what the row of the table says."""


def heard(text: str, alarms: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """The alarms in what was typed, in the order of `alarms`; none where it says that it was not so."""
    clauses = [_WORDS.findall(part) for part in _CLAUSES.split(_plain(text))]
    return tuple(alarm for alarm in alarms if any(_is_in(alarm, words) for words in clauses))


def falls_told(text: str) -> int:
    """How many falls somebody tells of who tells of one: the number in it, else 1."""
    numbers = [int(word) for word in re.findall(r"\b\d{1,2}\b", text) if word.isascii()]
    return next((number for number in numbers if 1 <= number <= MOST_FALLS), 1)


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("-", " ").replace("_", " ")


def _is_in(alarm: Alarm, words: list[str]) -> bool:
    said = [word for word in words if not word.isdecimal()]
    if " ".join(said) in alarm.alone:
        return True
    return any(
        not _TAKE_BACK.intersection(said[:at])
        for phrase in alarm.words
        for at in _places(phrase, said)
    )


def _places(phrase: str, said: list[str]) -> Iterator[int]:
    wanted = phrase.split()
    return (at for at in range(len(said)) if said[at : at + len(wanted)] == wanted)
