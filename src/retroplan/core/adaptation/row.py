"""The row of clean sessions: two of them earn a step up (I27)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from retroplan.core.adaptation.pain import Pain

NEVER = 1 << 60
"""A place in the order of entry after every fact: of what is still to come."""


class Counted(NamedTuple):
    """A clean session of the row."""

    date: dt.date
    name: str
    is_acceptable: bool = False
    """Its pain was in the acceptable zone: it raises minutes alone."""
    known_at: int = 0
    """The place, in the order of entry, of the word that made it clean."""

    @property
    def walked(self) -> tuple[dt.date, str]:
        """Its day and its id."""
        return self.date, self.name


class Waiting(NamedTuple):
    """A walk in the acceptable zone whose morning is not told."""

    date: dt.date
    name: str


@dataclass(slots=True)
class Row:
    """Clean sessions in a row; it runs over weeks, and a step up uses it."""

    counted: list[Counted] = field(default_factory=list)
    waiting: Waiting | None = None

    def clear(self) -> None:
        """It starts anew."""
        self.counted.clear()
        self.waiting = None

    def at(self, entry: int | None) -> list[Counted]:
        """The sessions that count for a turn; what was told after its walk counts for a later one.

        `entry` is the place of that walk in the order of entry; None for a turn still to come.
        """
        if entry is None:
            return list(self.counted)
        return [each for each in self.counted if each.known_at < entry]

    def waits_since(self, day: dt.date) -> bool:
        """Whether a walk of that day or later waits for its morning."""
        return self.waiting is not None and self.waiting.date >= day

    def use(self, entry: int | None) -> None:
        """What a step up used is gone."""
        used = self.at(entry)
        self.counted = [each for each in self.counted if each not in used]

    def confirmed(
        self, pain: Pain, told: int | None, day: dt.date, entry: int, *, is_morning: bool
    ) -> Counted | None:
        """The walk that waits, once what is told on a day says that it was borne; it waits no longer."""
        waiting = self.waiting
        if waiting is None or told is None or day <= waiting.date:
            return None
        if not pain.confirms(told, day, waiting.date, is_morning=is_morning):
            return None
        self.waiting = None
        return Counted(waiting.date, waiting.name, is_acceptable=True, known_at=entry)
