"""What a day asks for."""

import datetime as dt
from collections.abc import Mapping

import pytest

from retroplan.core.agenda import (
    Agenda,
    DayStatus,
    agenda,
    holding,
    outcomes_of,
    standing_of,
)
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.vocabulary import Outcome, Standing, Step
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


def a_rule(name: str, *, days: int | None) -> Adjustment:
    until = None if days is None else START + days * DAY
    return Adjustment(rule=name, step=Step.REST, date=START, sentence="", until=until)


@pytest.mark.parametrize(
    ("day", "held"),
    [(START - DAY, []), (START, ["red", "rest"]), (START + DAY, ["red"]), (START + 2 * DAY, [])],
)
def test_a_day_is_held_back_from_the_day_of_the_fact_until_the_day_that_is_named(
    day: dt.date, held: list[str]
) -> None:
    rules = (a_rule("red", days=2), a_rule("rest", days=1), a_rule("amber", days=None))

    assert [each.rule for each in holding(rules, day)] == held


RED, WISH = a_rule("red-pain", days=2), a_rule("paused", days=9)


@pytest.mark.parametrize(
    ("status", "standing", "held", "stands"),
    [
        (DayStatus.DUE, Standing.ACTIVE, (), DayStatus.DUE),
        (DayStatus.DUE, Standing.ACTIVE, (RED,), DayStatus.WITHHELD),
        (DayStatus.REST, Standing.ACTIVE, (RED, WISH), DayStatus.WITHHELD),
        (DayStatus.REST, Standing.ACTIVE, (WISH,), DayStatus.PAUSED),
        (DayStatus.DONE, Standing.ACTIVE, (RED,), DayStatus.DONE),
        (DayStatus.SKIPPED, Standing.SUSPENDED, (), DayStatus.SKIPPED),
        (DayStatus.FINISHED, Standing.ACTIVE, (RED,), DayStatus.FINISHED),
        (DayStatus.FINISHED, Standing.RESTING, (), DayStatus.RESTING),
        (DayStatus.DUE, Standing.PAUSED, (), DayStatus.PAUSED),
        (DayStatus.DUE, Standing.SUSPENDED, (RED,), DayStatus.SUSPENDED),
    ],
)
def test_what_is_recorded_stays_so_and_what_is_planned_waits(
    status: DayStatus, standing: Standing, held: tuple[Adjustment, ...], stands: DayStatus
) -> None:
    assert standing_of(status, standing, held) is stands
