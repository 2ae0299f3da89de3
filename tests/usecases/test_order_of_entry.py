"""Clocks that go back, journeys, summer time: what was entered keeps its order and its day."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.model.events import CheckIn, Declared, Pause, Resume
from retroplan.core.model.log import SessionLog
from retroplan.environment import Environment
from retroplan.store.database import reading
from retroplan.store.plans import current_document
from retroplan.usecases.adapting import facts
from tests.cli.courses import MONDAY, begin, edit, plan
from tests.conftest import Run

BERLIN = dt.timezone(dt.timedelta(hours=1))
HONOLULU = dt.timezone(dt.timedelta(hours=-10))
AUCKLAND = dt.timezone(dt.timedelta(hours=13))
WEDNESDAY = dt.date(2026, 11, 25)
THURSDAY = dt.date(2026, 11, 26)
WELL = ("--rpe", "3", "--pain", "0", "--near-falls", "0")


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    begin(run)
    assert run("log", *WELL, today=MONDAY).code == 0


def at(day: dt.date, hour: int, zone: dt.timezone = BERLIN) -> dict[str, Any]:
    """The environment of a moment: what its clock says, and the day there."""
    moment = dt.datetime.combine(day, dt.time(hour), zone)
    return {"clock": lambda: moment, "today": day}


def kept(environment: Environment) -> list[object]:
    with reading(environment.store_file) as connection:
        current = current_document(connection)
        assert current is not None
        return list(facts(connection, current.plan_id))


def test_facts_stand_in_the_order_of_entry_though_each_clock_was_behind_the_last(
    run: Run, environment: Environment
) -> None:
    run("checkin", "--pain", "4", **at(WEDNESDAY, 20))
    run("log", *WELL, **at(WEDNESDAY, 12))
    run("plan", "pause", **at(WEDNESDAY, 9))
    run("plan", "resume", **at(WEDNESDAY, 6))

    kinds = [type(fact) for fact in kept(environment)]

    assert kinds == [Declared, SessionLog, CheckIn, SessionLog, Pause, Resume]
    assert plan(run, **at(WEDNESDAY, 5))["standing"] == "active"


def test_a_profile_that_was_taken_over_last_is_the_newest_whatever_the_clock_said(
    run: Run, environment: Environment
) -> None:
    for height, hour in ((161, 20), (162, 8)):
        edit(environment, f"height_cm = {height - 1}", f"height_cm = {height}")
        assert run("plan", "rebuild", **at(WEDNESDAY, hour)).code == 0
    assert "nothing was changed" in run("plan", "rebuild", **at(WEDNESDAY, 7)).out
    declared = [fact for fact in kept(environment) if isinstance(fact, Declared)]
    assert [fact.profile.profile.height_cm for fact in declared] == [160, 161, 162]


def test_a_morning_after_the_walk_of_one_day_stays_after_it_when_the_clock_goes_back(
    run: Run, environment: Environment
) -> None:
    run("log", *WELL, **at(WEDNESDAY, 18))
    run("checkin", "--pain", "4", **at(WEDNESDAY, 17))
    *_, walk, check_in = kept(environment)
    assert isinstance(walk, SessionLog)
    assert isinstance(check_in, CheckIn)


@pytest.mark.parametrize("symptom", [("--dizzy",), ("--fever",)])
def test_a_flight_west_does_not_end_the_wait(run: Run, symptom: tuple[str, ...]) -> None:
    run("checkin", *symptom, **at(THURSDAY, 9, AUCKLAND))

    there = at(WEDNESDAY, 10, HONOLULU)

    assert plan(run, **there)["standing"] != "active"
    assert run("today", "--due", **there).code == 0
    answer = run("easier", **there)
    assert answer.code == 0, answer.err
    assert plan(run, **there)["standing"] != "active"


def test_a_clock_that_was_years_ahead_is_told_and_waits_for_its_day(run: Run) -> None:
    ahead = dt.date(2027, 11, 25)
    assert run("checkin", "--dizzy", **at(ahead, 9)).code == 0
    answer = run("checkin", "--pain", "4", **at(WEDNESDAY, 9))
    assert "which is after today, Wednesday 25 November 2026" in " ".join(answer.out.split())
    assert "counts once that day has come" in " ".join(answer.out.split())
    assert plan(run, **at(WEDNESDAY, 9))["standing"] == "active"
    assert "check-in of Thursday 25 November" not in run("undo", **at(WEDNESDAY, 9)).out


def test_each_fact_keeps_the_day_of_its_own_zone(run: Run, environment: Environment) -> None:
    run("checkin", "--pain", "4", **at(THURSDAY, 1, AUCKLAND))  # still Wednesday in Berlin
    run("checkin", "--pain", "3", **at(WEDNESDAY, 23, HONOLULU))  # already Thursday there
    days = [fact.date for fact in kept(environment) if isinstance(fact, CheckIn)]
    assert days == [THURSDAY, WEDNESDAY]


def test_undo_takes_the_last_entry_whatever_the_clock_said(
    run: Run, environment: Environment
) -> None:
    run("checkin", "--pain", "4", **at(THURSDAY, 9))
    run("easier", **at(WEDNESDAY, 9))
    assert "the wish for less" in run("undo", **at(MONDAY, 9)).out
    assert "the check-in" in run("undo", **at(MONDAY, 8)).out
    assert [type(fact) for fact in kept(environment)] == [Declared, SessionLog]


def test_a_record_between_two_check_ins_comes_back_to_its_place_with_redo(
    run: Run, environment: Environment
) -> None:
    run("checkin", "--pain", "4", **at(WEDNESDAY, 9))
    run("log", *WELL, **at(WEDNESDAY, 8))
    run("checkin", "--pain", "3", **at(WEDNESDAY, 7))
    before = [replace(fact, date=fact.date) for fact in kept(environment)]  # type: ignore[type-var, attr-defined]
    for command in ("undo", "undo", "redo", "redo"):
        assert run(command).code == 0
    assert kept(environment) == before
