"""The report as a value: which weeks, what is said of them, and room to spare."""

import datetime as dt

from retroplan.core.model.progress import Aim, NextTests, Progress, Slack, Whole
from retroplan.core.progress import next_tests, progress_of, slack
from tests.builders import START, make_log, make_plan

PLAN = make_plan()
DAY = dt.timedelta(days=1)


def progress(today: dt.date, since: dt.date = START, aim: Aim | None = None) -> Progress:
    logs = [make_log(session, nprs_during=1) for session in PLAN.sessions if session.date <= today]
    return progress_of(
        PLAN, logs, today=today, since=since, pain_that_counts=2, aim=aim,
        whole=Whole(24, 1, 24, 1, 0), trial=None,
    )  # fmt: skip


def test_the_week_that_holds_the_day_asked_for_is_the_first() -> None:
    assert [week.number for week in progress(START + 20 * DAY, since=START + 9 * DAY).weeks] == [
        2,
        3,
    ]


def test_the_counts_are_those_of_the_weeks_shown() -> None:
    found = progress(START + 20 * DAY, since=START + 9 * DAY)

    assert found.counts.done == sum(week.counts.done for week in found.weeks) == 6


def test_an_aim_for_pain_stands_where_the_last_three_answers_stand() -> None:
    aim = Aim(measure="nprs", value=2.0, by=None, latest=None)
    found = progress(START + 20 * DAY, aim=aim).aim

    assert found is not None
    assert found.latest == 1.0


def test_an_aim_that_only_a_test_can_tell_stands_nowhere() -> None:
    found = progress(START + 20 * DAY, aim=Aim(measure="tug", value=9.0, by=None, latest=None)).aim

    assert found is not None
    assert found.latest is None


def test_slack_is_what_the_sessions_left_do_not_need() -> None:
    nothing_done: frozenset[str] = frozenset()

    # Monday, Wednesday, Friday: five days from the first to the last, two to spare in seven
    assert slack(PLAN, nothing_done, today=START) == Slack(days=2, sessions_left=3)
    assert slack(PLAN, frozenset({"1.1"}), today=START + DAY) == Slack(days=3, sessions_left=2)
    assert slack(PLAN, frozenset({"1.3"}), today=START + 4 * DAY) == Slack(days=3, sessions_left=0)


def test_outside_the_plan_there_is_no_slack() -> None:
    assert slack(PLAN, frozenset(), today=START - DAY) is None
    assert slack(PLAN, frozenset(), today=START + 100 * DAY) is None


def test_the_next_tests_are_due_by_the_last_session_of_their_week() -> None:
    week_4 = PLAN.weeks[3]

    assert next_tests(PLAN, today=START) == NextTests(
        date=week_4.sessions[-1].date, names=week_4.tests
    )
    assert next_tests(PLAN, today=START + 100 * DAY) is None
