"""When a test is due."""

import datetime as dt

import pytest

from retroplan.core.assessments.schedule import (
    DECLARED_AS,
    EARLY,
    WeekOfTests,
    declared,
    due_of,
    still_due,
    week_of,
)
from retroplan.core.model.profile import KnownTests
from retroplan.evidence.load import load_assessments, load_bounds

START = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def week(number: int, *tests: str) -> WeekOfTests:
    return WeekOfTests(number, START + (number - 1) * 7 * DAY, tests or ("tug", "nprs"))


WEEKS = (week(1), week(4), week(8))


@pytest.mark.parametrize(("days", "number"), [(0, 1), (6, 1), (7, None), (21, 4), (27, 4)])
def test_a_week_holds_its_seven_days(days: int, number: int | None) -> None:
    found = week_of(WEEKS, START + days * DAY)

    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("days", "is_due"), [(13, True), (14, False), (21, False), (27, False), (28, True)]
)
def test_a_result_of_the_week_or_the_one_before_counts(days: int, is_due: bool) -> None:
    due = still_due(WEEKS[1], [("tug", START + days * DAY)])

    assert ("tug" in due) == is_due
    assert "nprs" in due


def test_how_early_a_result_counts_is_what_the_catalogue_says() -> None:
    assert load_bounds().test_early_days * DAY == EARLY


def test_what_the_profile_knows_is_known() -> None:
    assert declared({"tandem_s": 10, "tug_s": None}, 4) == {"tandem", "four-stage-balance", "nprs"}
    assert declared({}) == set()


def test_the_words_are_those_of_the_catalogue_and_of_the_profile() -> None:
    assert set(DECLARED_AS) <= set(load_assessments())
    assert set(DECLARED_AS.values()) == set(KnownTests.__dataclass_fields__)


def test_a_test_is_due_in_its_next_week_until_it_has_a_result() -> None:
    due = due_of("tug", WEEKS, [START], START)
    assert due is not None
    assert (due.week, due.is_now) == (4, False)

    missed = due_of("tug", WEEKS, [START], START + 40 * DAY)
    assert missed is not None
    assert (missed.week, missed.is_now) == (4, True)

    late = due_of("tug", WEEKS, [START, START + 30 * DAY], START + 40 * DAY)
    assert late is not None
    assert late.week == 8


def test_a_test_that_no_week_asks_for_is_never_due() -> None:
    assert due_of("single-leg", WEEKS, [], START) is None
    assert due_of("tug", WEEKS, [START + 50 * DAY], START + 50 * DAY) is None
