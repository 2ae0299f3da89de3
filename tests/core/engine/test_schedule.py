"""Days: rest between, the same days kept, as even as can be."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.engine.schedule import day_sets
from retroplan.core.model.vocabulary import Weekday
from retroplan.evidence.load import load_evidence
from tests.strategies import START

BOUNDS = load_evidence().bounds
free_days = st.sets(st.sampled_from(Weekday), min_size=1)


@given(days=free_days)
def test_up_to_three_sessions_always_have_a_rest_day_between(days: set[Weekday]) -> None:
    for count, offsets in day_sets(days, START, BOUNDS).items():
        twice = [*offsets, *(day + 7 for day in offsets)]
        gaps = [after - day for day, after in pairwise(twice)]
        assert min(gaps) >= (2 if count <= 3 else 1)
        assert {Weekday.MON.rank + day for day in offsets} <= {day.rank for day in days}


@given(days=free_days)
def test_a_week_with_one_more_session_keeps_the_days_once_there_are_three(
    days: set[Weekday],
) -> None:
    sets = day_sets(days, START, BOUNDS)
    for count, offsets in sets.items():
        assert len(offsets) == count
        if count > 3:
            assert set(sets[count - 1]) <= set(offsets)
            assert offsets[0] + 7 - sets[count - 1][-1] >= (2 if count == 4 else 1)


def test_three_days_are_spread_over_a_free_week() -> None:
    assert day_sets(Weekday, START, BOUNDS)[3] == (0, 2, 4)


def test_two_days_in_a_row_hold_one_session() -> None:
    assert max(day_sets({Weekday.SAT, Weekday.SUN}, START, BOUNDS)) == 1


def test_sunday_and_monday_are_in_a_row_too() -> None:
    assert max(day_sets({Weekday.SUN, Weekday.MON}, START, BOUNDS)) == 1


def test_a_free_week_holds_up_to_five_sessions_and_no_more() -> None:
    assert set(day_sets(Weekday, START, BOUNDS)) == {1, 2, 3, 4, 5}
