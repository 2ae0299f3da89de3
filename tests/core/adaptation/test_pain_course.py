"""Pain over more than one walk: episodes, red days, flares, giving way, pain that rises, doses that hurt twice."""

from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.model.events import CheckIn, Event
from retroplan.core.model.plan import Session
from retroplan.core.model.profile import ClinicianYes, PlanWishes, Profile
from retroplan.core.model.vocabulary import Standing
from tests.core.adaptation.lived import EVIDENCE, RUTH, days_of, on, plan_of, ruled, walks, woke
from tests.histories import DAY, Walker, done
from tests.plans import START

RED: dict[str, Any] = {"nprs_during": 6}
LONG = replace(RUTH, plan=PlanWishes(weeks=12))
NOBODY = replace(RUTH, health=replace(RUTH.health, conditions=(), usual_pain=0))
"""Nothing hurts her on an ordinary day."""


def ill_with(*conditions: str, **health: Any) -> Profile:
    """The woman with sore knees, with other conditions; a clinician agreed to all of them."""
    agreed = ClinicianYes(given=True, by="GP", on=START - DAY, covers=conditions)
    return replace(
        RUTH,
        health=replace(RUTH.health, conditions=conditions, clearance=agreed, **health),
        plan=PlanWishes(weeks=12),
    )


def reds_of(*facts: Event, person: Profile = NOBODY) -> dict[str, list[int]]:
    """When red days added up to something, by rule."""
    fired = ruled(*facts, person=person)
    found = {rule: days_of(rule, fired) for rule in ("two-reds", "three-reds", "flare")}
    return {rule: days for rule, days in found.items() if days}


# -- episodes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "is_second"),
    [
        # a red walk, its morning and what follows until the next walk
        ([*walks(1, {1: RED}, NOBODY), woke(1, morning_pain=4)], False),
        ([*walks(1, {1: RED}, NOBODY), woke(1, morning_pain=4), woke(1, swelling=True)], False),
        ([*walks(1, {1: RED}, NOBODY), woke(1, swelling=True), woke(3, swelling=True)], False),
        # at most four days: still swollen on the fifth is a second
        ([*walks(1, {1: RED}, NOBODY), woke(4, swelling=True)], False),
        ([*walks(1, {1: RED}, NOBODY), woke(5, swelling=True)], True),
        ([*walks(1, {}, NOBODY), woke(1, swelling=True), woke(4, swelling=True)], False),
        ([*walks(1, {}, NOBODY), woke(1, swelling=True), woke(5, swelling=True)], True),
        # after another walk it is another
        ([*walks(2, {1: RED}, NOBODY), woke(3, swelling=True)], True),
        ([*walks(2, {1: RED, 2: RED}, NOBODY)], True),
        # without any walk
        ([woke(1, swelling=True), woke(5, swelling=True)], False),
        ([woke(1, swelling=True), woke(6, swelling=True)], True),
    ],
)
def test_one_episode_counts_once(facts: list[Event], is_second: bool) -> None:
    assert bool(reds_of(*facts)) is is_second


@pytest.mark.parametrize(
    "second",
    [
        {"swelling": True}, {"morning_pain": 3}, {"leg_signs": True}, {"giving_way": True},
    ],
)  # fmt: skip
def test_every_red_sign_counts_for_a_red_day(second: dict[str, Any]) -> None:
    facts = [*walks(2, {1: RED}, NOBODY), woke(3, **second)]

    assert reds_of(*facts) == {"two-reds": [3]}


@pytest.mark.parametrize("amber", [{"morning_pain": 2}, {"morning_pain": 1}, {"painkiller": True}])
def test_less_than_red_counts_for_none(amber: dict[str, Any]) -> None:
    assert reds_of(*walks(2, {1: RED}, NOBODY), woke(3, **amber)) == {}


# -- two reds, three reds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (walks(7, {1: RED, 7: RED}, NOBODY), {"two-reds": [14]}),
        ([*walks(7, {1: RED}, NOBODY), woke(15, swelling=True)], {}),
        (walks(8, {1: RED, 8: RED}, NOBODY), {}),  # sixteen days apart
        (walks(19, {1: RED, 10: RED, 19: RED}, NOBODY), {"three-reds": [42]}),  # 0, 21 and 42
        ([*walks(19, {1: RED, 10: RED}, NOBODY), woke(43, swelling=True)], {}),
    ],
)
def test_how_close_together_red_days_may_be(facts: list[Event], found: dict[str, Any]) -> None:
    assert reds_of(*facts) == found


def test_three_in_six_weeks_suspend_whoever_may_flare() -> None:
    assert reds_of(*walks(19, {1: RED, 10: RED, 19: RED}), person=RUTH) == {"three-reds": [42]}


@pytest.mark.parametrize(
    ("facts", "person", "days"),
    [
        (walks(2, {1: RED, 2: RED}, NOBODY), NOBODY, 2),
        (walks(19, {1: RED, 10: RED, 19: RED}), RUTH, 42),
    ],
)
def test_a_plan_that_waits_for_red_days_waits_for_a_clinician(
    facts: list[Event], person: Profile, days: int
) -> None:
    who = Walker(plan_of(person), person, EVIDENCE)
    who.events += facts
    who.today = on(days)
    who.adapt()

    assert who.plan.standing is Standing.SUSPENDED
    assert who.next_session() is None


# -- flares -----------------------------------------------------------------------------------

TWO = {1: RED, 7: RED}  # fourteen days apart


@pytest.mark.parametrize(
    ("person", "flares"),
    [
        (ill_with("knee-osteoarthritis"), True),
        (ill_with("back-pain", pain_over_3_months=True), True),
        (ill_with("back-pain", pain_over_3_months=False), False),
        (ill_with("back-pain", pain_over_3_months=None), False),
        (ill_with("knee-osteoarthritis", pain_over_3_months=False), True),
        (NOBODY, False),
        (replace(NOBODY, health=replace(NOBODY.health, pain_over_3_months=True)), False),
    ],
)
def test_two_reds_are_a_flare_of_a_knee_or_back_that_is_known_to_hurt(
    person: Profile, flares: bool
) -> None:
    facts = walks(7, TWO, person)

    assert reds_of(*facts, person=person) == {"flare" if flares else "two-reds": [14]}


def test_which_conditions_flare_and_which_forbid_it() -> None:
    rows = EVIDENCE.conditions.values()

    assert {row.name for row in rows if row.flares} == {"knee-osteoarthritis", "back-pain"}
    assert {row.name for row in rows if row.flares_once_long} == {"back-pain"}
    forbidding = {row.name for row in rows if row.no_flare}
    assert forbidding >= {
        "rheumatoid-arthritis", "knee-replacement", "hip-replacement", "acl-surgery",
        "vertebral-fracture", "recent-surgery", "fracture-healing",
    }  # fmt: skip
    assert "gout" in EVIDENCE.conditions["rheumatoid-arthritis"].aliases


@pytest.mark.parametrize(
    "other", ["rheumatoid-arthritis", "knee-replacement", "hip-replacement", "acl-surgery",
              "spinal-stenosis", "vertebral-fracture"],
)  # fmt: skip
def test_what_speaks_against_a_flare_suspends(other: str) -> None:
    person = ill_with("knee-osteoarthritis", other)

    assert reds_of(*walks(7, TWO, person), person=person) == {"two-reds": [14]}


@pytest.mark.parametrize(
    "sign",
    [
        woke(0, pain_elsewhere=True),
        woke(14, pain_elsewhere=True),
        woke(14, leg_signs=True),
        woke(15, giving_way=True),
        woke(1, giving_way=True),
    ],
)
def test_another_place_signs_in_a_leg_and_giving_way_are_no_flare(sign: CheckIn) -> None:
    facts = [*walks(7, {4: RED} if sign.giving_way and sign.date == on(15) else TWO), sign]

    found = reds_of(*facts, person=RUTH)
    assert found.keys() == {"two-reds"}


def test_a_flare_comes_once_in_a_plan() -> None:
    reds = {1: RED, 4: RED, 23: RED, 25: RED}  # days 0, 7, 51, 56
    facts = walks(25, reds, LONG)

    assert reds_of(*facts, person=LONG) == {"flare": [7], "two-reds": [56]}


def live(who: Walker, *told: dict[str, Any]) -> list[Session]:
    """The next sessions, each walked on its day with what is told of it; as they were planned then."""
    found = []
    for each in told:
        session = following(who)
        who.tell(done(session, **each))
        found.append(session)
    return found


def following(who: Walker) -> Session:
    """The next session, once its day has come."""
    for _ in range(3):  # a day that comes may ask for a repeat
        session = who.next_session()
        assert session is not None
        who.today = session.date
        who.adapt()
    found = who.next_session()
    assert found is not None
    return found


WELL: dict[str, Any] = {}


def test_a_flare_week_is_three_days_off_and_the_smaller_of_the_first_week_and_half() -> None:
    who = Walker(plan_of(RUTH), RUTH, EVIDENCE)
    live(who, *[WELL] * 8, RED, RED)
    hurt = who.today
    after = following(who)

    assert "flare" in {each.rule for each in who.plan.adjustments}
    assert who.plan.standing is Standing.ACTIVE
    assert (after.date - hurt).days >= 3
    first_week_s, full_s = who.revisions[0].sessions[0].backward_s, 480
    assert after.backward_s <= min(first_week_s, full_s / 2)


def test_a_flare_ends_as_after_a_red() -> None:
    """Two clean sessions, then three quarters at most; two more, then the dose before, within four weeks."""
    who = Walker(plan_of(RUTH), RUTH, EVIDENCE)
    *_, before, first, _ = live(who, *[WELL] * 8, RED, RED)
    after = live(who, *[WELL] * 8)
    doses = [session.backward_s for session in after]

    assert max(doses[:2]) <= before.backward_s / 2
    assert max(doses[2:4]) <= before.backward_s * 0.75
    back = next(session for session in after if session.backward_s == before.backward_s)
    assert (back.date - first.date).days <= 28


# -- giving way -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "again"),
    [
        ([*walks(1, {}), woke(1, giving_way=True)], []),
        # told twice of one episode it is one
        ([*walks(1, {}), woke(1, giving_way=True), woke(1, giving_way=True)], []),
        ([*walks(1, {}), woke(1, giving_way=True), woke(2, giving_way=True)], []),
        ([*walks(2, {}), woke(1, giving_way=True), woke(3, giving_way=True)], [3]),
        ([*walks(13, {}), woke(1, giving_way=True), woke(29, giving_way=True)], [29]),
        ([*walks(13, {}), woke(1, giving_way=True), woke(30, giving_way=True)], []),
        # the first was no giving way
        ([*walks(8, {}), woke(1, swelling=True), woke(17, giving_way=True)], []),
    ],
)
def test_a_joint_that_gives_way_twice_in_four_weeks_suspends(
    facts: list[Event], again: list[int]
) -> None:
    fired = ruled(*facts)

    assert days_of("giving-way-again", fired) == again
    assert bool(days_of("giving-way", fired)) is any(
        isinstance(each, CheckIn) and bool(each.giving_way) for each in facts
    )


@pytest.mark.parametrize(
    "sign",
    [woke(1, locking=True), woke(1, hot_joint=True), woke(1, night_pain=True), woke(1, no_weight=True)],
)  # fmt: skip
def test_other_signs_of_a_joint_suspend_at_once(sign: CheckIn) -> None:
    who = Walker(plan_of(RUTH), RUTH, EVIDENCE)
    live(who, WELL)
    who.today = sign.date
    who.tell(sign)

    assert who.plan.standing is Standing.SUSPENDED


# -- pain that holds --------------------------------------------------------------------------

HOLD: dict[str, Any] = {"nprs_during": 3}  # of somebody whose usual pain is 0


@pytest.mark.parametrize(
    ("told", "back"),
    [
        ({1: HOLD}, []),
        ({1: HOLD, 2: HOLD}, [2]),
        ({1: HOLD, 3: HOLD}, []),
        ({1: HOLD, 2: HOLD, 3: HOLD}, [2]),
        ({1: HOLD, 2: {"nprs_during": 5}}, [2]),
        ({1: HOLD, 2: RED}, []),  # red says more
    ],
)
def test_two_walks_in_a_row_well_above_usual_are_back(
    told: dict[int, dict[str, Any]], back: list[int]
) -> None:
    fired = ruled(*walks(3, told, NOBODY), person=NOBODY)

    assert days_of("pain-back", fired) == back
    assert days_of("pain-hold", fired) == [
        (each.date - START).days for each in plan_of(NOBODY).sessions[:3]
        if told.get(each.number, {}).get("nprs_during") in (3, 4, 5)
    ]  # fmt: skip


def test_acceptable_pain_however_often_is_never_back() -> None:
    acceptable = {number: {"nprs_during": 5} for number in range(1, 7)}

    assert days_of("pain-back", ruled(*walks(6, acceptable))) == []


# -- pain that rises --------------------------------------------------------------------------


def hurting(*pains: int | None) -> dict[int, dict[str, Any]]:
    return {number: {"nprs_during": pain} for number, pain in enumerate(pains, 1)}


def with_usual(pain: int) -> Profile:
    return replace(RUTH, health=replace(RUTH.health, usual_pain=pain), plan=PlanWishes(weeks=12))


@pytest.mark.parametrize(
    ("usual", "pains", "risen_at", "still_at"),
    [
        (0, (0, 0, 0, 2, 2, 1), [], []),  # 1.7 is less than two points
        (0, (0, 0, 0, 2, 2, 2), [6], []),
        (0, (0, 0, 6), [], []),  # of three walks nothing has risen
        (0, (0, 0, 0, 6), [], []),  # a red walk speaks for itself
        (
            0,
            (0, 0, 2, 2, 5),
            [5],
            [],
        ),  # the last three against the first three, from the fourth on
        (0, (0, 0, 0, None, 2, None, 2, 2), [8], []),  # of the walks that told it
        (0, (1, 1, 1, 2, 2, 2), [], []),
        (0, (2, 2, 2, 2, 2, 2), [], []),
        # above usual + 1
        (4, (2, 2, 2, 5, 5, 5), [], []),
        (3, (2, 2, 2, 4, 4, 4), [], []),
        (3, (2, 2, 2, 4, 4, 5), [6], []),
        # three walks later: still up, or not
        (0, (0, 0, 0, 2, 2, 2, 2, 2), [6], []),
        (0, (0, 0, 0, 2, 2, 2, 2, 2, 2), [6], [9]),
        (0, (0, 0, 0, 2, 2, 2, 0, 2, 2), [6], []),
        (0, (0, 0, 0, 2, 2, 2, 1, 1, 1, 2, 2, 2), [6, 12], []),  # down, and up once more
    ],
)
def test_pain_of_the_last_three_walks_against_the_first_three(
    usual: int, pains: tuple[int | None, ...], risen_at: list[int], still_at: list[int]
) -> None:
    person = with_usual(usual)
    sessions = plan_of(person).sessions
    fired = ruled(*walks(len(pains), hurting(*pains), person), person=person)
    numbers = {(each.date - START).days: each.number for each in sessions}

    assert [numbers[day] for day in days_of("rising-pain", fired)] == risen_at
    assert [numbers[day] for day in days_of("still-rising", fired)] == still_at


# -- a dose that hurt twice -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "mornings", "found"),
    [
        ({2: RED}, (), []),
        ({2: RED, 10: RED}, (), [21]),  # nineteen days apart
        ({2: RED, 14: RED}, (), [30]),  # twenty-eight
        ({2: RED, 15: RED}, (), []),  # thirty
        # an easier step down for pain counts as well
        ({2: RED}, (woke(22, morning_pain=6),), [22]),
        ({}, (woke(3, morning_pain=6), woke(22, morning_pain=6)), [22]),
        # a further step of the same chain is no second
        ({2: RED}, (woke(5, morning_pain=6),), []),
        ({2: RED, 3: RED}, (), []),
        # nor is a step for something else
        ({2: RED, 10: {"near_falls": 1}}, (), []),
        ({2: {"rpe": 6}, 10: RED}, (), []),
    ],
)
def test_a_dose_stepped_down_from_twice_for_pain_is_a_saw_tooth(
    told: dict[int, dict[str, Any]], mornings: tuple[CheckIn, ...], found: list[int]
) -> None:
    fired = ruled(*walks(15, told, LONG), *mornings, person=LONG)

    assert days_of("saw-tooth", fired) == found


def test_a_dose_that_hurt_twice_comes_back_at_85_percent_for_four_weeks() -> None:
    who = Walker(plan_of(LONG), LONG, EVIDENCE)
    live(who, *[WELL] * 4, RED, *[WELL] * 5, RED)
    (saw,) = [each for each in who.plan.adjustments if each.rule == "saw-tooth"]
    before_s = float(saw.values["before_s"])
    again = live(who, *[WELL] * 16)
    until = saw.date + 28 * DAY

    held = [each.backward_s for each in again if each.date < until]
    assert max(held) <= before_s * 0.85
    assert any(each.backward_s > before_s * 0.75 for each in again if each.date < until)
    assert any(each.backward_s >= before_s for each in again if each.date >= until)
