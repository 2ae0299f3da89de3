"""Weeks of a report: every session is counted once, and the sums are the sums of the records."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Span
from retroplan.core.model.progress import WeekProgress
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.weekly import ENERGY_STEP_KCAL, total, weeks_of
from retroplan.evidence.load import load_bounds
from tests.builders import START, make_log, make_plan

PLAN = make_plan(weeks=4)
SESSIONS = PLAN.sessions
DAY = dt.timedelta(days=1)


def skipped(number: int) -> SessionLog:
    return make_log(
        SESSIONS[number], outcome=Outcome.SKIPPED, total_s=None, backward_s=None, speed_mps=None,
        distance_m=None, rpe=None, nprs_before=None, nprs_during=None, near_falls=None, falls=None,
        reason="visitors",
    )  # fmt: skip


def weeks(*logs: SessionLog, today: dt.date) -> tuple[WeekProgress, ...]:
    return weeks_of(PLAN, logs, today=today)


def week_1(*logs: SessionLog, today: dt.date = START + 6 * DAY) -> WeekProgress:
    return weeks(*logs, today=today)[0]


def test_a_session_of_today_is_not_missed_before_the_day_is_over() -> None:
    on_the_day = week_1(today=SESSIONS[0].date).counts
    the_day_after = week_1(today=SESSIONS[0].date + DAY).counts

    assert (on_the_day.missed, on_the_day.past) == (0, 0)
    assert (the_day_after.missed, the_day_after.past) == (1, 1)


def test_a_skip_is_not_a_miss() -> None:
    counts = week_1(skipped(0), today=SESSIONS[0].date + DAY).counts

    assert (counts.skipped, counts.missed) == (1, 0)


def test_a_session_done_on_another_day_belongs_to_its_own_week_and_counts_as_moved() -> None:
    late = make_log(SESSIONS[2], date=SESSIONS[2].date + 4 * DAY)  # a Tuesday, in week 2
    first, second = weeks(late, today=START + 8 * DAY)

    assert (first.counts.done, first.counts.moved, second.counts.done) == (1, 1, 0)


def test_an_extra_walk_belongs_to_the_week_of_its_date_and_is_no_part_of_the_plan() -> None:
    first, second = weeks(make_log(date=START + 8 * DAY), today=START + 8 * DAY)

    assert (first.counts.extra, second.counts.extra, second.counts.done) == (0, 1, 0)
    assert second.backward_s == 120


def test_a_session_recorded_twice_counts_once_by_the_better_record() -> None:
    again = make_log(SESSIONS[0], outcome=Outcome.PARTIAL)
    counts = week_1(again, make_log(SESSIONS[0])).counts

    assert (counts.done, counts.partial, counts.extra) == (1, 0, 0)


def test_walks_after_the_plan_go_on_in_further_weeks() -> None:
    after = make_log(date=START + 30 * DAY)
    last = weeks(after, today=START + 30 * DAY)[-1]

    assert (last.number, last.counts.planned, last.counts.extra) == (5, 0, 1)


def test_walks_before_the_plan_have_weeks_without_a_number_and_nothing_is_missed_there() -> None:
    before = make_log(SESSIONS[0], session_id="older 1.1", date=START - 10 * DAY)
    first, second, third = weeks(before, today=START)

    assert (first.number, first.counts.done, first.counts.missed) == (None, 1, 0)
    assert (second.number, second.counts.planned) == (None, 0)
    assert third.number == 1


def test_an_empty_week_between_others_is_shown() -> None:
    shown = weeks(make_log(SESSIONS[0]), today=START + 20 * DAY)

    assert [week.number for week in shown] == [1, 2, 3]
    assert shown[1].counts.missed == 3


def test_load_is_effort_times_minutes() -> None:
    assert week_1(make_log(SESSIONS[0], rpe=3)).load == 3 * 13
    assert week_1(make_log(SESSIONS[0], rpe=None)).load is None


def test_sameness_of_one_loaded_day_in_seven_is_that_of_foster() -> None:
    # one day of load x: mean x/7, population SD x·√6/7, so 1/√6
    assert week_1(make_log(SESSIONS[0])).monotony == 0.41
    assert week_1().monotony is None


def test_energy_is_scaled_by_the_time_walked_and_rounded_to_five() -> None:
    whole = week_1(make_log(SESSIONS[0]))
    half = week_1(make_log(SESSIONS[0], total_s=SESSIONS[0].total_s // 2))

    assert whole.energy_kcal == Span(low=40, high=60)
    assert half.energy_kcal == Span(low=20, high=30)


def test_speed_is_weighted_by_the_time_walked() -> None:
    slow = make_log(SESSIONS[0], speed_mps=0.4, backward_s=300)
    quick = make_log(SESSIONS[1], speed_mps=0.8, backward_s=100)

    assert week_1(slow, quick).speed_mps == 0.5


def test_what_nobody_said_is_none_not_zero() -> None:
    silent = week_1(make_log(SESSIONS[0], rpe=None, nprs_before=None, nprs_during=None))

    assert (silent.effort, silent.pain_before, silent.pain_during) == (None, None, None)
    assert silent.pains == ()


RECORDS = st.lists(
    st.builds(
        lambda session, outcome, days, rpe: make_log(
            session, outcome=outcome, date=session.date + days * DAY, rpe=rpe
        ),
        st.sampled_from(SESSIONS),
        st.sampled_from([Outcome.DONE, Outcome.PARTIAL, Outcome.SKIPPED]),
        st.integers(0, 9),
        st.one_of(st.none(), st.integers(0, 10)),
    )
    | st.builds(lambda days: make_log(date=START + days * DAY), st.integers(0, 50)),
    max_size=20,
)


@given(logs=RECORDS, days=st.integers(0, 50))
def test_done_partial_skipped_and_missed_are_all_that_is_past(
    logs: list[SessionLog], days: int
) -> None:
    shown = weeks(*logs, today=START + days * DAY)
    for counts in (*(week.counts for week in shown), total(shown)):
        assert counts.done + counts.partial + counts.skipped + counts.missed == counts.past
        assert counts.past <= counts.planned
        assert counts.moved <= counts.walked


@given(logs=RECORDS, days=st.integers(0, 50))
def test_the_weeks_add_up_to_the_records(logs: list[SessionLog], days: int) -> None:
    shown = weeks(*logs, today=START + days * DAY)
    walks = [log for log in logs if log.outcome is not Outcome.SKIPPED]

    assert sum(week.backward_s for week in shown) == sum(log.backward_s or 0 for log in walks)
    assert sum(week.total_s for week in shown) == sum(log.total_s or 0 for log in walks)
    assert sum(week.counts.extra for week in shown) == sum(log.session_id is None for log in logs)


@given(logs=RECORDS, days=st.integers(0, 50))
def test_weeks_follow_one_another_without_a_gap(logs: list[SessionLog], days: int) -> None:
    shown = weeks(*logs, today=START + days * DAY)

    assert [week.starts for week in shown] == [
        shown[0].starts + 7 * index * DAY for index in range(len(shown))
    ]
    assert all(week.ends - week.starts == 6 * DAY for week in shown)


def moved(plan: Plan, days: int) -> Plan:
    """Days off after the second week: the others begin later."""
    later = days * DAY
    weeks = tuple(
        replace(
            week,
            starts=week.starts + later,
            sessions=tuple(replace(each, date=each.date + later) for each in week.sessions),
        )
        for week in plan.weeks[2:]
    )
    return replace(plan, weeks=(*plan.weeks[:2], *weeks))


@given(off=st.integers(1, 40), days=st.integers(0, 100))
def test_weeks_that_days_off_have_moved_hold_their_walks_and_no_day_is_left_out(
    off: int, days: int
) -> None:
    plan = moved(PLAN, off)
    logs = [make_log(session) for session in plan.sessions]
    shown = weeks_of(plan, logs, today=START + days * DAY)

    assert sum(week.counts.done for week in shown) == len(logs)
    assert sum(week.backward_s for week in shown) == sum(log.backward_s or 0 for log in logs)
    assert all(one.ends + DAY == after.starts for one, after in pairwise(shown))
    assert [week.number for week in shown if week.counts.done] == [1, 2, 3, 4]


def test_a_week_without_sessions_between_those_of_the_plan_has_no_number() -> None:
    plan = moved(PLAN, 11)
    shown = weeks_of(plan, (), today=plan.weeks[2].starts)

    assert [week.number for week in shown] == [1, 2, None, None, 3]
    assert [(week.ends - week.starts).days + 1 for week in shown] == [7, 7, 7, 4, 7]


def test_energy_is_rounded_as_the_rule_says() -> None:
    assert load_bounds().energy_step_kcal == ENERGY_STEP_KCAL
