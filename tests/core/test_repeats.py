"""Segments folded into steps."""

from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.plan import Segment
from retroplan.core.model.vocabulary import Direction, SegmentKind
from retroplan.core.repeats import steps_of
from tests.builders import make_segments


def segment(duration_s: int) -> Segment:
    return Segment(
        kind=SegmentKind.WORK, direction=Direction.BACKWARD, duration_s=duration_s, speed_mps=0.4
    )


def test_bouts_and_recoveries_become_one_step() -> None:
    steps = steps_of(make_segments(reps=8))

    assert [(step.times, len(step.segments)) for step in steps] == [(1, 1), (8, 2), (1, 1)]


def test_bouts_with_alternating_tasks_become_one_step_of_four() -> None:
    steps = steps_of([segment(seconds) for seconds in (30, 20, 40, 20) * 3])

    assert [(step.times, len(step.segments)) for step in steps] == [(3, 4)]


@given(st.lists(st.sampled_from([30, 20, 10]), max_size=30))
def test_unfolded_again_the_steps_are_the_segments(durations: list[int]) -> None:
    segments = tuple(map(segment, durations))
    unfolded = tuple(part for step in steps_of(segments) for part in step.segments * step.times)

    assert unfolded == segments
