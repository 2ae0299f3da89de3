"""Backward minutes as stretches: how many, how long, with how much rest between."""

import math
from dataclasses import dataclass

from retroplan.core.model.evidence import Bounds

STEP_S = 5
"""Stretches last a multiple of this, so that a clock on the wall can count them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The frame of a session, all in seconds."""

    warm_up_s: int
    reps: int
    bout_s: int
    recovery_s: int
    cool_down_s: int

    @property
    def backward_s(self) -> int:
        return self.reps * self.bout_s

    @property
    def total_s(self) -> int:
        return self.warm_up_s + self.reps * (self.bout_s + self.recovery_s) + self.cool_down_s


def shape(
    backward_s: float,
    *,
    bout_s: float,
    recovery_s: int,
    cool_down_s: int,
    bounds: Bounds,
    most_reps: int | None = None,
) -> Shape:
    """The session that comes closest to the backward seconds from below, in the fewest stretches.

    No stretch is longer than `bout_s`, and the whole fits between the shortest and the longest
    session (invariants I01, I03, I04). With `most_reps` there are no more stretches than that, unless
    they would be too long.
    """
    room_s = bounds.total_max_s - bounds.warm_up_min_s - bounds.cool_down_min_s
    wished_s = min(backward_s, bounds.backward_max_s)
    fewest = max(1, math.ceil(wished_s / bout_s - 1e-9))
    most = 2 * fewest if most_reps is None else max(fewest, min(most_reps, 2 * fewest))
    patterns = [
        (reps, _stretch(reps, wished_s, bout_s, recovery_s, room_s), _rest(reps, recovery_s))
        for reps in range(1, most + 1)
    ]
    best = max(patterns, key=lambda pattern: (pattern[0] * pattern[1], -pattern[0]))
    return _framed(*best, cool_down_s=cool_down_s, bounds=bounds)


def _stretch(reps: int, wished_s: float, bout_s: float, recovery_s: int, room_s: int) -> int:
    seconds = min(bout_s, wished_s / reps, room_s / reps - _rest(reps, recovery_s))
    return max(0, int((seconds + 1e-6) // STEP_S) * STEP_S)


def _rest(reps: int, recovery_s: int) -> int:
    """A single stretch may go without rest; several never do."""
    return recovery_s if reps == 1 else max(recovery_s, STEP_S * 3)


def _framed(reps: int, bout_s: int, rest_s: int, *, cool_down_s: int, bounds: Bounds) -> Shape:
    """Warm-up and cool-down round the stretches; a longer warm-up where the session would be too short."""
    inner_s = reps * (bout_s + rest_s)
    spare_s = bounds.total_max_s - bounds.warm_up_min_s - inner_s
    closing_s = max(bounds.cool_down_min_s, min(cool_down_s, spare_s))
    short_s = bounds.total_min_s - (bounds.warm_up_min_s + inner_s + closing_s)
    return Shape(
        warm_up_s=bounds.warm_up_min_s + max(0, -(-short_s // STEP_S) * STEP_S),
        reps=reps,
        bout_s=bout_s,
        recovery_s=rest_s,
        cool_down_s=closing_s,
    )
