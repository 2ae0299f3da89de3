"""Clean weeks are counted from what was told; what was not told counts as not clean."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.finishing.clean_weeks import clean_weeks
from retroplan.core.model.ending import CleanWeeks
from retroplan.core.model.events import CheckIn, News
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import NewsKind, Outcome
from retroplan.evidence.load import load_bounds, load_scales
from tests.builders import START, make_log, make_plan

BOUNDS = load_bounds()
PLAN = make_plan(weeks=8)
DAY = dt.timedelta(days=1)
AFTER = PLAN.sessions[-1].date + 2 * DAY
ALL = [make_log(session) for session in PLAN.sessions]


def found(
    logs: list[SessionLog], *days: CheckIn | News, today: dt.date = AFTER, usual: int | None = 0
) -> CleanWeeks:
    return clean_weeks(logs, days, start=START, today=today, usual_pain=usual, bounds=BOUNDS)


def spoilt(number: int, **changes: Any) -> list[SessionLog]:
    return [replace(log, **changes) if at == number else log for at, log in enumerate(ALL)]


def test_eight_weeks_without_trouble_are_eight_clean_weeks() -> None:
    assert found(ALL) == CleanWeeks(
        weeks=8, needed=8, last_walk=PLAN.sessions[-1].date, is_recent=True, broken_on=None,
        broken_by="",
    )  # fmt: skip
    assert found(ALL).is_enough


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"nprs_during": 3}, "pain of 3 of 10"),
        ({"near_falls": 1}, "a stumble"),
        ({"falls": 1}, "a fall"),
        ({"rpe": 5}, "a session that was harder than meant"),
        ({"backward_s": 2 * PLAN.sessions[7].backward_s}, "a session that was more than planned"),
        ({"outcome": Outcome.PARTIAL}, "a session that was not done to its end"),
        ({"nprs_during": None}, "a session whose effort, pain or stumbles were not told"),
        ({"near_falls": None}, "a session whose effort, pain or stumbles were not told"),
        ({"rpe": None}, "a session whose effort, pain or stumbles were not told"),
    ],
)
def test_one_walk_that_was_not_clean_ends_the_row(changes: dict[str, Any], why: str) -> None:
    clean = found(spoilt(7, **changes))  # in the third week

    assert (clean.weeks, clean.broken_by) == (5, why)
    assert clean.broken_on == START + 14 * DAY
    assert not clean.is_enough


@pytest.mark.parametrize(
    "day",
    [
        CheckIn(date=START + 8 * DAY, morning_pain=2),
        CheckIn(date=START + 8 * DAY, swelling=True),
        CheckIn(date=START + 8 * DAY, giving_way=True),
        CheckIn(date=START + 8 * DAY, locking=True),
        CheckIn(date=START + 8 * DAY, hot_joint=True),
        CheckIn(date=START + 8 * DAY, night_pain=True),
        CheckIn(date=START + 8 * DAY, no_weight=True),
        CheckIn(date=START + 8 * DAY, leg_signs=True),
        CheckIn(date=START + 8 * DAY, fever=True),
        CheckIn(date=START + 8 * DAY, dizziness=True),
        CheckIn(date=START + 8 * DAY, symptoms=("chest-pain",)),
        News(date=START + 8 * DAY, kind=NewsKind.FALL),
    ],
)
def test_a_bad_morning_or_news_ends_the_row(day: CheckIn | News) -> None:
    assert found(ALL, day, usual=1).weeks == 6


def test_a_morning_like_any_other_does_not() -> None:
    assert found(ALL, CheckIn(date=START + 8 * DAY, morning_pain=1), usual=1).weeks == 8
    quiet = CheckIn(date=START + 8 * DAY, morning_pain=3, usual_pain=3)
    assert found(ALL, quiet, usual=None).weeks == 8


def test_a_week_with_one_session_breaks_the_row_but_not_the_days_after_the_plan() -> None:
    thin = [log for at, log in enumerate(ALL) if at not in {6, 7}]
    assert found(thin).weeks == 5
    assert found(thin).broken_by == "fewer than 2 whole sessions"
    assert found(ALL, today=AFTER + 7 * DAY).weeks == 8


def test_a_stumble_on_a_walk_after_the_plan_undoes_them_all() -> None:
    extra = make_log(None, date=AFTER, near_falls=1)
    assert found([*ALL, extra], today=AFTER + DAY).weeks == 0


def test_clean_weeks_of_long_ago_are_not_enough() -> None:
    late = found(ALL, today=PLAN.sessions[-1].date + (BOUNDS.jog_clean_gap_days + 1) * DAY)

    assert late.weeks == 8
    assert not late.is_recent
    assert not late.is_enough


def test_weeks_of_the_plan_before_count_too() -> None:
    earlier = [
        replace(log, date=log.date - 28 * DAY, session_id=f"old {log.session_id}")
        for log in ALL[:12]
    ]
    four = [log for log in ALL if log.date < START + 28 * DAY]

    assert found([*earlier, *four], today=START + 27 * DAY).weeks == 8


def test_the_pain_of_a_clean_week_is_that_of_the_safe_zone() -> None:
    green = next(zone for zone in load_scales().zones if zone.name == "green")
    assert green.high == BOUNDS.jog_clean_pain


@given(
    st.integers(0, len(ALL) - 1),
    st.sampled_from([{"nprs_during": 6}, {"near_falls": 2}, {"rpe": 9}, {"rpe": None}]),
)
def test_trouble_never_adds_a_clean_week(at: int, trouble: dict[str, Any]) -> None:
    assert found(spoilt(at, **trouble)).weeks <= found(ALL).weeks - 1
