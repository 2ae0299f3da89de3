"""Stretches: what is asked for, never more, within the frame of a session."""

from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.engine.bouts import shape
from retroplan.evidence.load import load_evidence

BOUNDS = load_evidence().bounds
backward = st.integers(120, 900)
bouts = st.integers(20, 900)
recoveries = st.sampled_from([15, 20, 30, 40, 45, 60])
cool_downs = st.sampled_from([120, 150, 180])


@given(backward_s=backward, bout_s=bouts, recovery_s=recoveries, cool_down_s=cool_downs)
def test_a_session_holds_no_more_than_was_asked_and_fits_its_frame(
    backward_s: int, bout_s: int, recovery_s: int, cool_down_s: int
) -> None:
    made = shape(
        backward_s, bout_s=bout_s, recovery_s=recovery_s, cool_down_s=cool_down_s, bounds=BOUNDS
    )
    assert made.backward_s <= backward_s
    assert made.bout_s <= bout_s
    assert BOUNDS.total_min_s <= made.total_s <= BOUNDS.total_max_s
    assert made.warm_up_s >= BOUNDS.warm_up_min_s
    assert made.cool_down_s >= BOUNDS.cool_down_min_s


@given(
    backward_s=backward,
    bout_s=bouts,
    recovery_s=recoveries,
    more_s=st.integers(0, 300),
    longer_s=st.integers(0, 300),
)
def test_asking_for_more_never_gives_less(
    backward_s: int, bout_s: int, recovery_s: int, more_s: int, longer_s: int
) -> None:
    less, more = (
        shape(asked, bout_s=longest, recovery_s=recovery_s, cool_down_s=120, bounds=BOUNDS)
        for asked, longest in ((backward_s, bout_s), (backward_s + more_s, bout_s + longer_s))
    )
    assert less.backward_s <= more.backward_s


def test_a_row_of_a_protocol_comes_out_as_it_went_in() -> None:
    for protocol in load_evidence().protocols.values():
        for row in protocol.weeks:
            made = shape(
                row.backward_s,
                bout_s=row.bout_s,
                recovery_s=row.recovery_s,
                cool_down_s=row.cool_down_s,
                bounds=BOUNDS,
            )
            assert (made.reps, made.bout_s, made.recovery_s) == (
                row.reps,
                row.bout_s,
                row.recovery_s,
            )
