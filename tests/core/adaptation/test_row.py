"""The row of clean sessions: what counts, what breaks it, what uses it, and what a rise then is (I27)."""

from typing import Any

import pytest

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.events import AssessmentResult, CheckIn, Event
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Outcome
from tests.core.adaptation.lived import EVIDENCE, RUTH, days_of, on, plan_of, ruled, walks, woke
from tests.core.adaptation.test_pain_course import LONG, RED, WELL, following, live, with_usual
from tests.histories import DAY, Walker, declared
from tests.plans import START

SORE: dict[str, Any] = {"nprs_during": 4}  # her usual, and in the acceptable zone
HARDER: dict[str, Any] = {"rpe": 4}  # one point
UNSAID: dict[str, Any] = {"rpe": None}
HOLD: dict[str, Any] = {"nprs_during": 3}


def borne(number: int, pain: int = 4) -> CheckIn:
    """The morning after a day."""
    return woke(number + 1, morning_pain=pain)


def rises(told: dict[int, dict[str, Any]], *also: Event) -> bool:
    """Whether the second week rises, after a first week of which so much was told."""
    return days_of("two-clean", ruled(*walks(4, told), *also)) == [7]


@pytest.mark.parametrize(
    ("told", "also", "rise"),
    [
        ({}, (), True),
        # acceptable pain counts once its morning is told
        ({1: SORE, 2: SORE, 3: SORE}, (), False),
        ({1: SORE, 2: SORE, 3: SORE}, (borne(2), borne(4)), True),
        ({1: SORE, 2: SORE, 3: SORE}, (borne(0), borne(4)), True),  # the one between is open
        ({1: SORE, 2: SORE, 3: SORE}, (borne(4),), False),
        ({1: SORE, 2: SORE, 3: SORE}, (borne(2, 5), borne(4, 5)), True),  # a point is noise
        ({1: SORE, 2: SORE, 3: SORE}, (borne(2), borne(4, 6)), False),  # back
        # a morning that is not told neither counts nor breaks
        ({2: SORE}, (), True),
        ({1: SORE, 3: SORE}, (), False),
        ({1: SORE, 3: SORE}, (borne(4),), True),
        # pain before the next walk stands in, at usual or below, for three days at most
        ({1: SORE, 2: {**SORE, "nprs_before": 4}, 3: {**SORE, "nprs_before": 4}}, (), True),
        ({1: SORE, 2: {**SORE, "nprs_before": 5}, 3: {**SORE, "nprs_before": 5}}, (), False),
        # effort a point above neither counts nor breaks; twice in a row the row starts anew
        ({2: HARDER}, (), True),
        ({3: HARDER}, (), True),
        ({2: HARDER, 3: HARDER}, (), False),
        ({1: HARDER, 2: HARDER}, (), False),
        ({1: HARDER, 3: HARDER}, (), False),
        # what is not said breaks it
        ({3: UNSAID}, (), False),
        ({2: UNSAID}, (), False),
        ({1: UNSAID}, (), True),
        ({2: {"nprs_during": None}}, (), False),
        ({2: {"near_falls": None}}, (), False),
        # painkillers leave it as it was
        ({2: WELL}, (woke(2, painkiller=True),), True),
        ({2: WELL, 3: WELL}, (woke(2, painkiller=True), woke(4, painkiller=True)), False),
        # nine tenths are whole
        ({2: {"backward_s": 216}, 3: {"backward_s": 216}}, (), True),
        ({3: {"backward_s": 215}}, (), False),
    ],
)
def test_what_earns_a_rise(
    told: dict[int, dict[str, Any]], also: tuple[Event, ...], rise: bool
) -> None:
    assert rises(told, *also) is rise


def test_pain_before_a_walk_of_the_next_day_confirms_at_usual_alone() -> None:
    """ "At usual or below; one above usual it confirms nothing": also on the morning after itself."""
    told = {1: SORE, 2: WELL}

    def tuesday(pain: int) -> SessionLog:
        return SessionLog(
            session_id=None, date=on(1), outcome=Outcome.EXTRA, backward_s=120, rpe=2,
            nprs_before=pain, nprs_during=0, near_falls=0, falls=0,
        )  # fmt: skip

    skipped = [each for each in walks(4, told) if each.date != on(4)]
    assert days_of("two-clean", ruled(*skipped, tuesday(4))) == [7]
    assert days_of("two-clean", ruled(*skipped, tuesday(5))) == []


def entered(*facts: Event) -> tuple[Adjustment, ...]:
    """What fired over facts in the order in which they were entered."""
    today = max(each.date for each in facts)
    return adapt(plan_of(RUTH), [declared(RUTH, START), *facts], EVIDENCE, today)[1]


def test_a_morning_counts_on_its_day_whenever_it_was_told() -> None:
    first, second, third, fourth = walks(4, {3: SORE, 1: UNSAID})
    morning = borne(4)

    assert days_of("two-clean", entered(first, second, third, morning, fourth)) == [7]
    assert days_of("two-clean", entered(first, second, third, fourth, morning)) == [7]


def test_a_row_runs_over_weeks() -> None:
    """One clean session of week 1 and one of week 2 are two in a row."""
    told = {1: UNSAID, 2: UNSAID, 5: SORE, 6: SORE}

    assert days_of("two-clean", ruled(*walks(7, told))) == [14]


def test_two_harder_sessions_with_a_clean_one_between_are_not_two_in_a_row() -> None:
    told = {1: HARDER, 3: HARDER, 5: SORE, 6: SORE}

    assert days_of("two-clean", ruled(*walks(7, told))) == [14]
    assert days_of("two-clean", ruled(*walks(7, {2: HARDER, 3: HARDER, 5: SORE, 6: SORE}))) == []


def test_a_rise_uses_the_row_and_comes_once_a_week() -> None:
    fired = ruled(*walks(7, {5: SORE, 6: SORE}))

    assert days_of("two-clean", fired) == [7]  # one clean session since is not two
    assert days_of("two-clean", ruled(*walks(13, {}))) == [7, 14, 28]  # week 4 is a lighter one


# -- what a rise is ---------------------------------------------------------------------------


def sizes(who: Walker) -> dict[int, set[int]]:
    return {week.number: {s.backward_s for s in week.sessions} for week in who.plan.weeks}


def sore_weeks(who: Walker, sessions: int, *, morning: int = 4) -> None:
    for _ in range(sessions):
        live(who, SORE)
        who.today += DAY
        who.tell(CheckIn(date=who.today, morning_pain=morning))


def test_after_acceptable_pain_minutes_alone_rise_by_one_a_session() -> None:
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    sore_weeks(who, 6)
    first, second, third = who.plan.weeks[:3]

    assert [week.sessions[0].backward_s for week in (first, second, third)] == [240, 300, 360]
    for week in (second, third):
        for session in week.sessions:
            assert session.speed_mps == first.sessions[0].speed_mps
            assert session.grade_pct == first.sessions[0].grade_pct


def test_of_a_row_the_last_two_decide() -> None:
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    sore_weeks(who, 1)
    live(who, WELL, WELL)
    green = following(who)
    assert green.backward_s == 360, "sore, green, green: the whole of a step"

    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, WELL, WELL)
    sore_weeks(who, 1)
    assert following(who).backward_s == 300, "green, green, sore: a minute"


@pytest.mark.parametrize(("sore_at", "dose_s"), [(0, 360), (1, 300), (2, 300)])
def test_a_morning_that_nobody_tells_counts_no_less_than_one_told_and_no_longer(
    sore_at: int, dose_s: int
) -> None:
    """Sore, then two green walks: the whole of a step. Sore among the two that earn it, or after: a minute."""
    told = [WELL, WELL, WELL]
    told[sore_at] = SORE
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, *told)

    assert following(who).backward_s == dose_s


# -- what usual pain holds --------------------------------------------------------------------


@pytest.mark.parametrize(("told", "held"), [(4, []), (5, [7])])
def test_usual_pain_two_points_above_the_first_holds_every_rise(
    told: int, held: list[int]
) -> None:
    person = with_usual(3)
    risen = AssessmentResult(date=on(5), assessment="nprs", value=told)
    fired = ruled(*walks(4, {}, person), risen, person=person)

    assert days_of("two-clean", fired) == ([] if held else [7])
    assert days_of("usual-risen", fired)[:1] == held


# -- on the way back --------------------------------------------------------------------------


def weeks_that_rose(who: Walker) -> list[int]:
    return [(each.date - START).days for each in who.plan.adjustments if each.rule == "two-clean"]


def test_clean_sessions_on_the_way_back_do_not_count_towards_a_rise() -> None:
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, *[WELL] * 5, RED, *[WELL] * 3)
    before = weeks_that_rose(who)
    live(who, WELL)

    assert before == weeks_that_rose(who) == [7]


def test_after_a_mere_break_the_sessions_that_lead_back_count() -> None:
    """Ten days away, three quarters for two clean sessions: they are the row of the next rise."""
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, *[WELL] * 6)
    who.today += 10 * DAY
    while (session := who.next_session()) and (session.date - on(11)).days < 8:
        who.today = session.date + DAY
        who.adapt()
    back = live(who, WELL, WELL, WELL)
    assert back[0].backward_s == 270
    dose = max(each.backward_s for each in live(who, WELL, WELL, WELL, WELL))

    assert dose >= 360


def test_a_second_gap_after_a_repeat_that_went_well_asks_for_no_other() -> None:
    """Once a week, seven days apart: the first such gap repeats a session, and no later one."""
    once_a_week = [each for each in walks(13, {}) if (each.date - START).days % 7 == 0]
    fired = ruled(*once_a_week)

    assert days_of("days-off-repeat", fired)[:1] == [7]
    assert [day for day in days_of("days-off-repeat", fired) if day <= 28] == [7]


def test_a_repeat_that_did_not_go_well_leaves_the_next_gap_its_own() -> None:
    told = {4: {"rpe": 5}}
    once_a_week = [each for each in walks(13, told) if (each.date - START).days % 7 == 0]

    assert days_of("days-off-repeat", ruled(*once_a_week))[:2] == [7, 14]
