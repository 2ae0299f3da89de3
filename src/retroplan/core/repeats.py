"""Segments with their repetitions folded: eight times the same two become one step, eight times."""

from collections.abc import Sequence
from typing import NamedTuple

from retroplan.core.model.plan import Segment

LONGEST_PATTERN = 4
"""Segments in a repetition; a bout, a recovery, and room for a varied pair."""


class Step(NamedTuple):
    """Segments that are walked one after another, `times` times."""

    times: int
    segments: tuple[Segment, ...]


def steps_of(segments: Sequence[Segment]) -> tuple[Step, ...]:
    """The steps in order; unfolded again they are exactly `segments`."""
    steps = []
    at = 0
    while at < len(segments):
        length, times = _pattern(segments, at)
        steps.append(Step(times, tuple(segments[at : at + length])))
        at += length * times
    return tuple(steps)


def _pattern(segments: Sequence[Segment], at: int) -> tuple[int, int]:
    """Length and repetitions of the pattern that folds most segments from `at` on."""
    best = (1, 1)
    for length in range(1, LONGEST_PATTERN + 1):
        times = _repeats(segments, at, length)
        if times > 1 and length * times > best[0] * best[1]:
            best = (length, times)
    return best


def _repeats(segments: Sequence[Segment], at: int, length: int) -> int:
    pattern = segments[at : at + length]
    times = 1
    while segments[at + times * length : at + (times + 1) * length] == pattern:
        times += 1
    return times
