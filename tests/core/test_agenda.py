"""What a day asks for."""

import datetime as dt
from collections.abc import Mapping

import pytest

from retroplan.core.agenda import Agenda, DayStatus, agenda, outcomes_of
from retroplan.core.model.vocabulary import Outcome
from tests.builders import START, make_log, make_plan

DATES = {session.session_id: session.date for session in make_plan(weeks=4).sessions}
DAY = dt.timedelta(days=1)
NO_RECORDS: Mapping[str, Outcome] = {}


def on(today: dt.date, outcomes: Mapping[str, Outcome] = NO_RECORDS) -> Agenda:
    return agenda(DATES, outcomes, start=START, today=today)


def test_a_session_without_a_record_is_due_on_its_day() -> None:
    assert on(START)[:3] == (DayStatus.DUE, "1.1", "1.2")


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.DONE, DayStatus.DONE),
        (Outcome.PARTIAL, DayStatus.PARTIAL),
        (Outcome.SKIPPED, DayStatus.SKIPPED),
    ],
)
def test_a_recorded_session_is_no_longer_due(outcome: Outcome, status: DayStatus) -> None:
    assert on(START, {"1.1": outcome}).status is status


def test_between_sessions_it_is_a_rest_day() -> None:
    assert on(START + DAY)[:3] == (DayStatus.REST, None, "1.2")


def test_before_the_first_day_the_plan_has_not_begun() -> None:
    assert on(START - DAY)[:3] == (DayStatus.BEFORE_START, None, "1.1")


def test_after_the_last_session_nothing_is_left() -> None:
    assert on(START + 40 * DAY)[:3] == (DayStatus.FINISHED, None, None)


def test_a_session_done_ahead_of_its_day_is_not_asked_for_again() -> None:
    assert on(START + DAY, {"1.2": Outcome.DONE}).next_id == "1.3"


def test_a_recent_session_without_a_record_is_remembered_for_six_days() -> None:
    last = max(DATES, key=DATES.__getitem__)
    recorded = dict.fromkeys((name for name in DATES if name != last), Outcome.DONE)

    assert on(DATES[last] + DAY, recorded).open_id == last
    assert on(DATES[last] + 6 * DAY, recorded).open_id == last
    assert on(DATES[last] + 7 * DAY, recorded).open_id is None


def test_the_best_record_of_a_session_counts_and_extras_count_for_none() -> None:
    session = make_plan().sessions[0]
    logs = [
        make_log(session, outcome=Outcome.SKIPPED),
        make_log(session),
        make_log(session, outcome=Outcome.PARTIAL),
        make_log(),
    ]

    assert outcomes_of(logs) == {"1.1": Outcome.DONE}
