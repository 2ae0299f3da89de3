"""The curve: which weeks are lighter ones, on a plan that goes well and after one that counted as lighter (I17)."""

import pytest

from retroplan.core.engine.curve import Curve, curve
from retroplan.core.model.vocabulary import GoalKind
from retroplan.evidence.load import load_evidence

EVIDENCE = load_evidence()
BOUNDS = EVIDENCE.bounds
KNEES = EVIDENCE.protocols[GoalKind.KNEE_PAIN]
WEEKS = range(1, BOUNDS.weeks_max + 1)


def knees(*, has_lighter: bool = True) -> Curve:
    return curve(KNEES, None, BOUNDS, has_lighter=has_lighter)


def following(last: int) -> int:
    """The next lighter week after one that was, or counts as, one."""
    return next(week for week in range(last + 1, 30) if knees().unloads(week, last))


def test_where_every_week_goes_well_each_fourth_is_lighter() -> None:
    assert [week for week in WEEKS if knees().unloads(week)] == [4, 8, 12]
    assert [week for week in WEEKS if knees().unloads(week, 0)] == [4, 8, 12]


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (0, 4), (4, 8), (8, 12),
        # the weeks of tests where that is soon enough
        (2, 8), (3, 8), (6, 12), (7, 12),
        # else four weeks on
        (1, 5), (5, 9), (9, 13),
    ],
)  # fmt: skip
def test_after_a_week_that_counts_the_count_begins_anew(last: int, due: int) -> None:
    assert following(last) == due


@pytest.mark.parametrize("last", range(12))
def test_the_next_lighter_week_comes_four_to_six_weeks_later(last: int) -> None:
    assert BOUNDS.deload_gap_min <= following(last) - last <= BOUNDS.deload_gap_max


def test_without_lighter_weeks_none_is_due() -> None:
    assert not any(knees(has_lighter=False).unloads(week) for week in WEEKS)
    assert not any(
        knees(has_lighter=False).unloads(week, last) for week in WEEKS for last in (0, 3)
    )
