"""Backward minutes as stretches: how many, how long, with how much rest between."""

from functools import cache
from math import prod
from typing import NamedTuple

from retroplan.core.model.evidence import Bounds

STEP_S = 5
"""Stretches last a multiple of this, so that a clock on the wall can count them."""
SUM_STEP_S = 10
"""Sessions hold a multiple of this backward, whatever stretches they come in."""
_MOST_REPS = 12
"""Stretches of a session, where its protocol does not ask for more: beyond, they would become tiny."""
_TOLERANCE_S = 1e-6


class Shape(NamedTuple):
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
    pattern: tuple[int, int] | None = None,
) -> Shape:
    """The session that comes closest to the backward seconds from below, in the fewest stretches.

    No stretch is longer than `bout_s`, and the whole fits between the shortest and the longest
    session (invariants I01, I03, I04). The sum is a multiple of ten seconds, so that a lower limit on the
    stretches never leads to a larger sum: what fits under a limit fits under every higher one.

    Args:
        backward_s: the most of the session.
        bout_s: the most of a stretch.
        recovery_s: between two stretches.
        cool_down_s: as wished.
        bounds: the numbers of the invariants.
        pattern: stretches and their seconds that may come out as they are, whatever their sum.
    """
    room_s = bounds.total_max_s - bounds.warm_up_min_s - bounds.cool_down_min_s
    most_s = min(backward_s, bounds.backward_max_s) + _TOLERANCE_S
    most_reps = max(_MOST_REPS, pattern[0] if pattern else 1)

    def fits(reps: int, seconds: int) -> bool:
        return (
            reps <= most_reps
            and seconds <= bout_s + _TOLERANCE_S
            and reps * seconds <= most_s
            and reps * (seconds + _rest(reps, recovery_s)) <= room_s
        )

    sums = range(int(most_s) // SUM_STEP_S, 0, -1)
    even = next(each for number in sums for each in _patterns(number) if fits(*each))
    is_whole = pattern is not None and fits(*pattern) and prod(pattern) >= prod(even)
    reps, seconds = pattern if pattern is not None and is_whole else even
    return _framed(reps, seconds, _rest(reps, recovery_s), cool_down_s=cool_down_s, bounds=bounds)


@cache
def _patterns(steps: int) -> tuple[tuple[int, int], ...]:
    """The ways to part a sum into equal stretches: how many, of how many seconds; fewest first."""
    seconds = steps * SUM_STEP_S
    return tuple(
        (reps, seconds // reps)
        for reps in range(1, seconds // STEP_S + 1)
        if seconds % (reps * STEP_S) == 0
    )


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
