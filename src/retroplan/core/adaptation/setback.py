"""A step down and the way back from it: short where the setback was short (I33)."""

import datetime as dt
from dataclasses import dataclass, field

from retroplan.core.engine.doses import UNLIMITED, Level


@dataclass(slots=True, kw_only=True)
class Setback:
    """An unbroken chain of steps down, until two clean sessions at a time have led back up."""

    before: Level
    """The dose before the first of them."""
    returns: Level
    """What comes back at once: no more of that dose than was walked in the four weeks before."""
    began: dt.date
    counts: bool
    """The clean sessions that lead back count towards a step up, too: nothing went wrong."""
    is_wish: bool
    """The person's own wish alone led here: no lighter week is left out for it."""
    level: Level = UNLIMITED
    """The most of the next session."""
    stairs: list[Level] = field(default_factory=list)
    """What the way back still leads through, the lowest first; the dose before comes last."""
    clean: int = 0
    """Clean sessions in a row on this stair."""
    _between_s: float = UNLIMITED.backward_s
    """Backward seconds that the way back leads through first: the least that any rule asked for."""
    _share: float = 1.0
    """Of the dose before, what that first stair comes to where nothing else happened."""

    def step_down(
        self, level: Level, hurt_s: float, *, share: float, counts: bool, is_wish: bool
    ) -> None:
        """One more step down, or another rule of the same: of several the smallest dose holds.

        Args:
            level: the most of the next session.
            hurt_s: backward seconds of the dose that the shares are of.
            share: of it, the first stair of the way back; 1 where the rule asks for none.
            counts: as `Setback.counts`.
            is_wish: as `Setback.is_wish`.
        """
        self.is_wish &= is_wish
        self.counts &= counts
        self.level = level.lower(self.level)
        if share < 1:
            self._between_s = min(self._between_s, hurt_s * share)
            self._share = min(self._share, share)
        # Where the smallest session is as much as the first stair, it is walked four times, not two.
        between = self.level._replace(backward_s=max(self._between_s, self.level.backward_s))
        has_two = self._share < 1 and self.level.backward_s < self.before.backward_s * self._share
        self.stairs = [between, self.before] if has_two else [self.before]
        self.clean = 0

    def count(self, needed: int) -> bool:
        """One more clean session. Returns whether the way back is at its end."""
        self.clean += 1
        if self.clean < needed:
            return False
        self.level, self.clean = self.stairs.pop(0), 0
        return not self.stairs
