"""The weeks after an uneven week: lighter weeks stay lighter, and one thing rises at a time."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Week
from retroplan.core.model.profile import Availability, Equipment, Goal, Person, PlanWishes, Profile
from retroplan.core.model.vocabulary import GoalKind, Outcome, Place, Sex, Stage, Weekday
from retroplan.evidence.load import load_evidence
from tests.histories import DAY, Walker, done
from tests.people import sixty_with_knees
from tests.plans import built

EVIDENCE = load_evidence()


def week_of(who: Walker, number: int) -> Week:
    return next(week for week in who.plan.weeks if week.number == number)


def walk(who: Walker, *names: str, **told: object) -> None:
    """Sessions walked on their days, each as it stands in the plan then."""
    for name in names:
        who.today = next(s.date for s in who.plan.sessions if s.session_id == name)
        who.adapt()
        session = next(s for s in who.plan.sessions if s.session_id == name)
        who.tell(done(session, **told))


def uneven() -> Walker:
    """3.1 was missed: after five days the last session came once more."""
    ruth = sixty_with_knees()
    who = Walker(built(ruth), ruth, EVIDENCE)
    walk(who, "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.2")
    sizes = {session.backward_s for session in week_of(who, 3).sessions}
    assert len(sizes) == 2, "an uneven week"
    return who


def test_a_lighter_week_is_lighter_than_the_week_that_was_even_after_an_uneven_one() -> None:
    who = uneven()
    walk(who, "3.3")
    before, lighter = week_of(who, 3), week_of(who, 4)

    assert lighter.is_deload
    assert lighter.backward_s <= EVIDENCE.bounds.deload_share_max * before.backward_s


@pytest.mark.parametrize(
    "told", [{"near_falls": 1}, {"nprs_during": 6}, {"rpe": 9}, {"backward_s": 120}]
)
def test_the_week_after_a_step_down_counts_as_the_lighter_one(told: dict[str, Any]) -> None:
    """The count begins anew there: the next is due in a week of tests, four to six weeks later (I17)."""
    ruth = sixty_with_knees(plan=PlanWishes(weeks=12))
    who = Walker(built(ruth), ruth, EVIDENCE)
    walk(who, "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2")
    walk(who, "3.3", **told)
    fourth = week_of(who, 4)

    assert fourth.counts_as_lighter
    assert not fourth.is_deload
    assert [week.number for week in who.plan.weeks if week.is_deload] == [8, 12]


@pytest.mark.parametrize(
    ("broken", "counts", "lighter"), [(2, 3, [8, 12]), (4, 5, [9]), (5, 6, [12]), (6, 7, [12])]
)
def test_the_next_lighter_week_comes_at_a_week_of_tests_or_four_weeks_later(
    broken: int, counts: int, lighter: list[int]
) -> None:
    ruth = sixty_with_knees(plan=PlanWishes(weeks=12))
    who = Walker(built(ruth), ruth, EVIDENCE)
    while (session := who.next_session()) is not None and session.session_id != f"{broken}.3":
        walk(who, session.session_id)
    walk(who, f"{broken}.3", nprs_during=6)

    assert week_of(who, counts).counts_as_lighter
    found = [week.number for week in who.plan.weeks if week.is_deload and week.number > counts]
    assert found == lighter


def test_a_break_of_eight_days_counts_as_the_lighter_week() -> None:
    ruth = sixty_with_knees(plan=PlanWishes(weeks=12))
    who = Walker(built(ruth), ruth, EVIDENCE)
    walk(who, "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3")
    who.today += 9 * DAY
    who.adapt()
    fourth = week_of(who, 4)

    assert fourth.counts_as_lighter
    assert max(each.backward_s for each in fourth.sessions) >= 360, (
        "and the dose before comes back"
    )
    assert [week.number for week in who.plan.weeks if week.is_deload] == [8, 12]


def on_the_hill() -> Profile:
    """A woman of thirty with a hill near by, whose plan asks for speed in one week and incline in the next."""
    return sixty_with_knees(
        profile=Person(
            birth_date=dt.date(1995, 3, 23), sex=Sex.FEMALE, height_cm=166, mass_kg=89,
            comfortable_speed_mps=1.38, active=False,
        ),
        goal=Goal(kind=GoalKind.VARIETY),
        health=replace(sixty_with_knees().health, conditions=(), usual_pain=0),
        plan=PlanWishes(weeks=12),
        availability=Availability(days=(Weekday.MON, Weekday.TUE, Weekday.THU, Weekday.SAT)),
        equipment=Equipment(
            places=(Place.HALLWAY, Place.TREADMILL, Place.GRASS, Place.HILL),
            treadmill=sixty_with_knees().equipment.treadmill,
            helper=True,
        ),
    )  # fmt: skip


def test_speed_and_incline_do_not_rise_together_where_a_lost_session_put_the_incline_off() -> None:
    person = on_the_hill()
    who = Walker(built(person), person, EVIDENCE)
    while (session := who.next_session()) is not None and session.session_id != "8.3":
        walk(who, session.session_id)
    who.today += DAY
    who.tell(SessionLog(session_id=None, date=who.today, outcome=Outcome.EXTRA, backward_s=390, speed_mps=0.55,
                        stage=Stage.TREADMILL_FREE, near_falls=0, falls=0))  # fmt: skip
    assert week_of(who, 8).left_out == 1
    tops = [
        (max(s.speed_mps for s in week.sessions), max(s.grade_pct for s in week.sessions))
        for week in who.plan.weeks
    ]
    assert tops[-1][1] > 0, "the plan reaches an incline"
    for (slow, level), (fast, steep) in pairwise(tops):
        assert fast <= slow + 1e-6 or steep <= level + 1e-6


def minutes_said(who: Walker, name: str) -> str:
    """What is said of a session's minutes: right after the rules that changed it."""
    session = next(s for s in who.plan.sessions if s.session_id == name)
    return session.reasons[len(session.adjusted_by)]


def test_a_lighter_week_of_the_smallest_sessions_says_that_they_are() -> None:
    known = sixty_with_knees()
    faller = replace(known, health=replace(known.health, falls_last_12_months=1))
    who = Walker(built(faller), faller, EVIDENCE)
    walk(who, "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", rpe=None)
    assert {s.backward_s for s in week_of(who, 4).sessions} == {120}
    assert "2 min is the least there is" in minutes_said(who, "4.1")


def test_less_than_before_is_not_said_to_stay() -> None:
    ruth = sixty_with_knees()
    who = Walker(built(ruth), ruth, EVIDENCE)
    walk(who, "1.1", "1.2", "1.3", "2.1", "2.2")
    assert minutes_said(who, "2.3") == "Backward time goes from 4 min to 6 min a session."
    walk(who, "2.3", nprs_during=6)
    sizes = {name: next(s.backward_s for s in who.plan.sessions if s.session_id == name)
             for name in ("2.3", "3.1")}  # fmt: skip
    assert sizes == {"2.3": 360, "3.1": 180}
    assert minutes_said(who, "3.1") == "Backward time goes down from 6 min to 3 min a session."
