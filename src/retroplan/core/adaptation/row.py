"""The row of clean sessions: two of them earn a step up (I27)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from retroplan.core.adaptation.pain import Pain


class Counted(NamedTuple):
    """A clean session of the row."""

    date: dt.date
    name: str
    is_acceptable: bool = False
    """Its pain was in the acceptable zone: it raises minutes alone."""

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

    def waits_since(self, day: dt.date) -> bool:
        """Whether a walk of that day or later waits for its morning."""
        return self.waiting is not None and self.waiting.date >= day

    def confirmed(
        self, pain: Pain, told: int | None, day: dt.date, *, is_morning: bool
    ) -> Counted | None:
        """The walk that waits, once what is told on a day says that it was borne; it waits no longer."""
        waiting = self.waiting
        if waiting is None or told is None or day <= waiting.date:
            return None
        if not pain.confirms(told, day, waiting.date, is_morning=is_morning):
            return None
        self.waiting = None
        return Counted(waiting.date, waiting.name, is_acceptable=True)
