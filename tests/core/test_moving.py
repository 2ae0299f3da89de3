"""One session on another day: which days are open, and what speaks against the others."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from retroplan.core.engine.build import build
from retroplan.core.engine.checks_progress import sessions_are_spaced
from retroplan.core.engine.readings import Case
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Weekday
from retroplan.core.moving import Timetable, detour, moved, obstacle, open_days, why_it_stays
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.builders import START, make_plan
from tests.conftest import plan_laws
from tests.strategies import people

EVIDENCE = load_evidence()
MONDAY = START
DAY = dt.timedelta(days=1)


def table_of(plan: Plan, **changes: object) -> Timetable:
    """A plan of three sessions a week, on its first day, with nothing walked."""
    table = Timetable(
        plan=plan, recorded=(), walked=(), today=MONDAY, first_free=MONDAY, rest_day_up_to=3
    )
    return replace(table, **changes)  # type: ignore[arg-type]  # fields of the table


def session_of(plan: Plan, session_id: str) -> Session:
    return next(session for session in plan.sessions if session.session_id == session_id)


@pytest.fixture
def plan() -> Plan:
    """Mondays, Wednesdays and Fridays from 23 November."""
    return make_plan()


def test_a_last_session_may_go_to_the_day_that_keeps_a_rest_day_on_both_sides(plan: Plan) -> None:
    friday = session_of(plan, "1.3")

    assert open_days(friday, table_of(plan)) == (friday.date + DAY,)


def test_the_very_last_session_of_a_plan_has_nothing_after_it(plan: Plan) -> None:
    friday = session_of(plan, "8.3")

    assert open_days(friday, table_of(plan)) == (friday.date + DAY, friday.date + 2 * DAY)


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (-1, "Sunday 22 November has gone by"),
        (0, "session 1 is on Monday 23 November, and never two on one day"),
        (1, "session 1 is on Monday 23 November, and a rest day lies between two sessions"),
        (3, "session 3 is on Friday 27 November, and a rest day lies between two sessions"),
        (4, "session 3 is on Friday 27 November, and never two on one day"),
        (5, "session 3 is on Friday 27 November, and the sessions keep their order"),
        (9, "a session stays in its week, and week 1 is from Monday 23 November to Sunday 29 Nov"),
    ],
)
def test_what_speaks_against_a_day_is_told(plan: Plan, ahead: int, told: str) -> None:
    wednesday = session_of(plan, "1.2")

    assert obstacle(wednesday, MONDAY + ahead * DAY, table_of(plan)).startswith(told)


def test_a_session_goes_into_no_pause(plan: Plan) -> None:
    friday, saturday = session_of(plan, "1.3"), MONDAY + 5 * DAY
    table = table_of(plan, first_free=MONDAY + 6 * DAY)

    told = "Saturday 28 November lies in a pause, which ends on Sunday 29 November"
    assert obstacle(friday, saturday, table) == told


def test_a_walk_beside_the_plan_counts_as_a_walk(plan: Plan) -> None:
    friday, saturday = session_of(plan, "1.3"), MONDAY + 5 * DAY
    same_day = table_of(plan, today=saturday, walked=(saturday,))
    day_before = table_of(plan, walked=(saturday - DAY,))

    assert "one a day is enough" in obstacle(friday, saturday, same_day)
    assert "comes right after a walk" in obstacle(friday, saturday, day_before)


def test_what_has_a_record_or_has_gone_by_stays(plan: Plan) -> None:
    monday = session_of(plan, "1.1")

    assert "has a record" in why_it_stays(monday, table_of(plan, recorded=("1.1",)))
    assert "has gone by" in why_it_stays(monday, table_of(plan, today=MONDAY + DAY))
    assert why_it_stays(monday, table_of(plan)) == ""
    assert open_days(monday, table_of(plan, recorded=("1.1",))) == ()


def test_a_neighbour_that_could_make_room_is_found(plan: Plan) -> None:
    wednesday, thursday = session_of(plan, "1.2"), MONDAY + 3 * DAY

    found = detour(wednesday, thursday, table_of(plan))

    assert found is not None
    assert (found.session.session_id, found.to) == ("1.3", MONDAY + 5 * DAY)


def test_where_no_neighbour_can_make_room_none_is_named(plan: Plan) -> None:
    assert detour(session_of(plan, "1.2"), MONDAY + 9 * DAY, table_of(plan)) is None
    stuck = table_of(plan, recorded=("1.3",))
    assert detour(session_of(plan, "1.2"), MONDAY + 3 * DAY, stuck) is None


def test_five_sessions_a_week_need_no_rest_day_between() -> None:
    plan = make_plan(sessions=3)
    narrow = table_of(plan, rest_day_up_to=2)

    assert obstacle(session_of(plan, "1.2"), MONDAY + DAY, narrow) == ""


def plan_of(profile: Profile) -> Plan:
    clearance = screen(profile, EVIDENCE, START)
    try:
        return build(profile, profile.goal, clearance, EVIDENCE, START)
    except (Infeasible, Unsafe):
        assume(False)
        raise


@plan_laws
@given(profile=people, data=st.data())
def test_a_move_that_is_allowed_breaks_no_spacing_and_no_order(
    profile: Profile, data: st.DataObject
) -> None:
    plan = plan_of(profile)
    today = START + data.draw(st.integers(0, 70)) * DAY
    table = table_of(plan, today=today, first_free=today)
    for _ in range(data.draw(st.integers(1, 4))):
        session = data.draw(st.sampled_from(table.plan.sessions))
        to = session.date + data.draw(st.integers(-7, 7)) * DAY
        if why_it_stays(session, table) or obstacle(session, to, table):
            event("refused")
            continue
        event("moved")
        table = replace(table, plan=moved(table.plan, session.session_id, to))

    anywhere = replace(
        profile.availability, days=tuple(Weekday)
    )  # a move may leave one's own days
    case = Case(
        table.plan,
        replace(profile, availability=anywhere),
        screen(profile, EVIDENCE, START),
        EVIDENCE,
    )
    assert all(reading.holds for reading in sessions_are_spaced(case))
    assert all(one.date < other.date for one, other in pairwise(table.plan.sessions))
    assert all(
        new.date == old.date or new.date >= today
        for old, new in zip(plan.sessions, table.plan.sessions, strict=True)
    )


@plan_laws
@given(profile=people, data=st.data())
def test_a_detour_opens_the_day_that_was_asked_for(profile: Profile, data: st.DataObject) -> None:
    plan = plan_of(profile)
    table = table_of(plan)
    session = data.draw(st.sampled_from(plan.sessions))
    to = session.date + data.draw(st.integers(-3, 3)) * DAY
    found = detour(session, to, table) if obstacle(session, to, table) else None
    event("a detour" if found else "none")
    if found is None:
        return

    assert obstacle(found.session, found.to, table) == ""
    after = replace(table, plan=moved(plan, found.session.session_id, found.to))
    assert obstacle(session, to, after) == ""
