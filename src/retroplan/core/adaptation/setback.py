"""A step down and the way back from it: short where the setback was short (I33)."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.engine.doses import Level


@dataclass(slots=True, kw_only=True)
class Setback:
    """An unbroken chain of steps down, until two clean sessions at a time have led back up."""

    before: Level
    """The dose before the first of them."""
    began: dt.date
    level: Level
    """The most of the next session."""
    stairs: list[Level]
    """What the way back still leads through, the lowest first; the dose before comes last."""
    counts: bool = False
    """The clean sessions that lead back count towards a step up, too: nothing went wrong."""
    clean: int = 0
    """Clean sessions in a row on this stair."""

    def further(self, level: Level, share: float, *, counts: bool) -> None:
        """One more step down, or another rule of the same: of several the smallest dose holds."""
        self.counts &= counts
        self.level = level.lower(self.level)
        self.stairs = stairs_of(self.level, self.before, share if share < 1 else self._share)
        self.clean = 0

    @property
    def _share(self) -> float:
        """Of the dose before that the first stair holds; 1 where there is only one."""
        return self.stairs[0].backward_s / self.before.backward_s if self.stairs else 1.0

    def count(self, needed: int) -> bool:
        """One more clean session. Returns whether the way back is at its end."""
        self.clean += 1
        if self.clean < needed:
            return False
        self.level, self.clean = self.stairs.pop(0), 0
        return not self.stairs


def stairs_of(level: Level, before: Level, share: float) -> list[Level]:
    """The way back from a level: over a share of the dose before where that is in between, then all of it."""
    between = level._replace(backward_s=before.backward_s * share)
    return (
        [between, before]
        if level.backward_s < between.backward_s < before.backward_s
        else [before]
    )
