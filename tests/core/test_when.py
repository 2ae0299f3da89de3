"""Days as people say them: understood, or refused with what they could mean."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retroplan.core.text import day_words, full_day_words
from retroplan.core.when import coming_day, parse_span, past_day
from retroplan.errors import UsageProblem

TODAY = dt.date(2026, 11, 25)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("today", "2026-11-25"),
        ("Today", "2026-11-25"),
        ("yesterday", "2026-11-24"),
        ("tue", "2026-11-24"),
        ("Tuesday", "2026-11-24"),
        ("tues", "2026-11-24"),
        ("thu", "2026-11-19"),
        ("thurs", "2026-11-19"),
        ("wed", "2026-11-25"),
        ("last wed", "2026-11-18"),
        ("last tue", "2026-11-24"),
        ("-2d", "2026-11-23"),
        ("2d-ago", "2026-11-23"),
        ("2w-ago", "2026-11-11"),
        ("2 days ago", "2026-11-23"),
        ("1 day ago", "2026-11-24"),
        ("a week ago", "2026-11-18"),
        ("3w ago", "2026-11-04"),
        ("3 weeks ago", "2026-11-04"),
        ("20 november", "2026-11-20"),
        ("Nov 20", "2026-11-20"),
        ("20 nov 2025", "2025-11-20"),
        ("Friday 20 November", "2026-11-20"),
        ("fri, 20 nov", "2026-11-20"),
        ("26 november", "2025-11-26"),
        ("29 feb", "2024-02-29"),
    ],
)
def test_a_record_leans_to_the_past(text: str, day: str) -> None:
    assert past_day(text, TODAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-20", "2026-12-20"),
        ("today", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("tue", "2026-12-01"),
        ("wed", "2026-11-25"),
        ("next wed", "2026-12-02"),
        ("next mon", "2026-11-30"),
        ("in 10 days", "2026-12-05"),
        ("in 2 weeks", "2026-12-09"),
        ("in a week", "2026-12-02"),
        ("+2w", "2026-12-09"),
        ("+3d", "2026-11-28"),
        ("20 november", "2027-11-20"),
        ("29 feb", "2028-02-29"),
    ],
)
def test_a_plan_leans_to_the_future(text: str, day: str) -> None:
    assert coming_day(text, TODAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2027", ("Saturday 3 April 2027", "Thursday 4 March 2027")),
        ("12.3.", ("Thursday 12 March 2026", "Wednesday 3 December 2025")),
        ("12/3", ("Thursday 12 March 2026", "Wednesday 3 December 2025")),
        ("3-4-27", ("Saturday 3 April 2027", "Thursday 4 March 2027")),
        ("5", ("Thursday 5 November 2026", "Friday 20 November 2026")),
        ("2026-1-5", ("Monday 5 January 2026", "Friday 1 May 2026")),
    ],
)
def test_a_day_half_said_is_refused_with_both_readings(
    text: str, readings: tuple[str, str]
) -> None:
    with pytest.raises(UsageProblem) as refused:
        past_day(text, TODAY)
    assert "could be" in refused.value.message
    for reading in readings:
        assert reading in refused.value.message


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("25/11/2026", "2026-11-25"),
        ("20261125", "2026-11-25"),
        ("31.10.", "2026-10-31"),
        ("30", "2026-10-30"),
    ],
)
def test_even_the_only_reading_is_not_taken_unasked(text: str, reading: str) -> None:
    with pytest.raises(UsageProblem, match=reading):
        past_day(text, TODAY)


def test_a_bare_number_reads_as_a_coming_day_for_a_plan() -> None:
    with pytest.raises(UsageProblem) as refused:
        coming_day("5", TODAY)
    assert "Saturday 5 December 2026" in refused.value.message
    assert "Monday 30 November 2026" in refused.value.message


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("yesturday", "yesterday"), ("wendesday", "wednesday"), ("toady", "today")],
)
def test_a_misspelt_word_is_answered_with_the_nearest(text: str, suggestion: str) -> None:
    with pytest.raises(UsageProblem, match=suggestion):
        past_day(text, TODAY)


@pytest.mark.parametrize("text", ["", " ", "soon", "2026", "1-2-3-4", "x" * 10_000, "\x1b[31m"])
def test_what_is_no_day_is_answered_with_what_is_taken(text: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        past_day(text, TODAY)
    assert "2026-11-25" in refused.value.hint
    assert len(refused.value.message) < 120


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "30 february", "31 nov 2026"])
def test_a_day_that_does_not_exist_is_told(text: str) -> None:
    with pytest.raises(UsageProblem, match="there is no"):
        past_day(text, TODAY)


def test_a_weekday_that_contradicts_the_date_is_told() -> None:
    with pytest.raises(UsageProblem, match="2026-11-20 is a Friday, not a Thursday"):
        past_day("thu 20 november", TODAY)


def test_a_day_beyond_the_calendar_is_told() -> None:
    with pytest.raises(UsageProblem, match="calendar"):
        past_day("99999999 weeks ago", TODAY)


known_days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
near_misses = st.text(alphabet="0123456789-/.+ dwagoinlestuxmr", max_size=16)


@pytest.mark.parametrize("understand", [past_day, coming_day])
@given(text=st.one_of(st.text(max_size=60), near_misses), today=known_days)
@example(text="yesterday", today=dt.date(1, 1, 1))
@example(text="tomorrow", today=dt.date(9999, 12, 31))
@example(text="9", today=dt.date(1, 1, 1))
@example(text="31", today=dt.date(9999, 12, 30))
@example(text="1/1", today=dt.date(1, 1, 1))
@example(text="²", today=TODAY)
@example(text="+", today=TODAY)
@example(text="-", today=TODAY)
def test_any_text_is_a_day_or_a_usage_problem(
    understand: Callable[[str, dt.date], dt.date], text: str, today: dt.date
) -> None:
    with suppress(UsageProblem):
        assert isinstance(understand(text, today), dt.date)


@given(known_days, known_days)
def test_an_iso_date_is_that_day_whatever_today_is(day: dt.date, today: dt.date) -> None:
    assert past_day(day.isoformat(), today) == coming_day(day.isoformat(), today) == day


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(range(7)))
def test_a_weekday_is_at_most_six_days_away_on_the_side_it_leans_to(
    today: dt.date, weekday: int
) -> None:
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    past, coming = past_day(name, today), coming_day(name, today)
    assert past.weekday() == coming.weekday() == weekday
    assert 0 <= (today - past).days <= 6
    assert 0 <= (coming - today).days <= 6


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_can_be_typed_as_it_is_printed(day: dt.date) -> None:
    assert past_day(full_day_words(day), TODAY) == day


def test_days_are_written_with_their_weekday() -> None:
    assert day_words(TODAY) == "Wednesday 25 November"
    assert full_day_words(TODAY) == "Wednesday 25 November 2026"


class TestSpans:
    @pytest.mark.parametrize(
        ("text", "days"),
        [("10d", 10), ("2w", 14), ("3 weeks", 21), ("1 day", 1), ("a week", 7), ("365d", 365)],
    )
    def test_days_and_weeks(self, text: str, days: int) -> None:
        assert parse_span(text, name="--miss") == days

    @pytest.mark.parametrize("text", ["", "3", "0d", "366d", "-2d", "2m", "x" * 90, "٣d", "1.5w"])
    def test_what_is_no_span_is_refused_with_its_range(self, text: str) -> None:
        with pytest.raises(UsageProblem, match="--miss is a number of days or weeks") as refused:
            parse_span(text, name="--miss")
        assert "10d" in refused.value.hint
