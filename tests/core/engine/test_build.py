"""What people get: the right rows, places, speeds, words, and refusals that help."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.engine.build import build
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import (
    Availability,
    ClinicianYes,
    Equipment,
    Goal,
    PlanWishes,
    Profile,
    Treadmill,
)
from retroplan.core.model.vocabulary import (
    Direction,
    Experience,
    GoalKind,
    Place,
    SegmentKind,
    Sex,
    Spotter,
    Stage,
    Tier,
    Weekday,
)
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.people import sixty_with_knees, young_athlete
from tests.strategies import START

EVIDENCE = load_evidence()
MPH = 0.44704
AGREED = ClinicianYes(given=True, by="GP", on=START - dt.timedelta(days=10))


def plan_for(profile: Profile) -> Plan:
    return build(profile, profile.goal, screen(profile, EVIDENCE, START), EVIDENCE, START)


def with_goal(profile: Profile, kind: GoalKind) -> Profile:
    return replace(profile, goal=Goal(kind=kind))


def with_health(profile: Profile, **changes: Any) -> Profile:
    return replace(profile, health=replace(profile.health, **changes))


def with_equipment(profile: Profile, **changes: Any) -> Profile:
    return replace(profile, equipment=replace(profile.equipment, **changes))


def test_sore_knees_reach_the_trial_dose_in_week_5_and_stay_level() -> None:
    plan = plan_for(sixty_with_knees())
    assert [week.sessions[0].backward_s // 30 / 2 for week in plan.weeks] == [
        4, 6, 8, 6, 10, 10, 10, 7.5,
    ]  # fmt: skip
    assert plan.tier is Tier.B
    assert all(session.grade_pct == 0 for session in plan.sessions)
    assert plan.sessions[0].speed_mps == pytest.approx(1.0 * MPH, abs=0.01)


def test_who_is_new_begins_at_the_wall_and_climbs_one_rung_after_another() -> None:
    stages = [session.stage for session in plan_for(sixty_with_knees()).sessions]
    climb = list(dict.fromkeys(stages))
    assert climb == [Stage.WALL, Stage.TREADMILL_RAILS, Stage.TREADMILL_FREE]
    assert stages[:2] == [Stage.WALL] * 2


def test_who_has_walked_backward_before_skips_the_wall() -> None:
    person = replace(sixty_with_knees().profile, experience=Experience.REGULAR)
    assert plan_for(sixty_with_knees(profile=person)).sessions[0].stage is Stage.TREADMILL_RAILS


def test_no_treadmill_means_the_corridor_and_walking_forward_between() -> None:
    plan = plan_for(with_equipment(sixty_with_knees(), places=(Place.CORRIDOR,), treadmill=None))
    assert {session.place for session in plan.sessions} == {Place.HALLWAY, Place.CORRIDOR}
    recoveries = {
        segment.direction
        for session in plan.sessions
        for segment in session.segments
        if segment.kind is SegmentKind.RECOVERY
    }
    assert recoveries == {Direction.FORWARD}


def test_speeds_are_steps_of_the_belt() -> None:
    machine = Treadmill(rails=True, min_speed_kmh=0.8, step_kmh=0.2, max_grade_pct=0)
    plan = plan_for(with_equipment(sixty_with_knees(), treadmill=machine))
    for session in plan.sessions:
        steps = (session.speed_mps * 3.6 - 0.8) / 0.2
        assert steps == pytest.approx(round(steps), abs=1e-3)


def test_a_belt_that_starts_too_fast_is_left_alone() -> None:
    machine = Treadmill(rails=True, min_speed_kmh=3.0, step_kmh=0.1)
    plan = plan_for(with_equipment(sixty_with_knees(), treadmill=machine))
    assert Place.TREADMILL not in {session.place for session in plan.sessions}


def test_a_belt_without_rails_is_no_place_to_learn() -> None:
    machine = Treadmill(rails=False, min_speed_kmh=0.8, step_kmh=0.1)
    plan = plan_for(with_equipment(sixty_with_knees(), treadmill=machine))
    assert Place.TREADMILL not in {session.place for session in plan.sessions}


def test_a_fall_brings_support_a_spotter_and_the_balance_rows() -> None:
    plan = plan_for(with_health(sixty_with_knees(), falls_last_12_months=1))
    assert (plan.tier, plan.goal, plan.protocol) == (Tier.C, GoalKind.KNEE_PAIN, GoalKind.BALANCE)
    assert {session.spotter for session in plan.sessions} == {Spotter.REQUIRED}
    assert max(session.stage.rank for session in plan.sessions) <= Stage.TREADMILL_RAILS.rank
    assert any("3 hours a week" in notice for notice in plan.notices)


def test_nobody_to_stand_by_is_said_with_what_would_help() -> None:
    fell = with_health(sixty_with_knees(), falls_last_12_months=1)
    with pytest.raises(Infeasible) as refusal:
        plan_for(with_equipment(fell, helper=False))
    assert "helper = true" in refusal.value.hint


def test_two_days_in_a_row_are_not_enough_and_the_hint_says_why() -> None:
    weekend = Availability(days=(Weekday.SAT, Weekday.SUN))
    with pytest.raises(Infeasible) as refusal:
        plan_for(sixty_with_knees(availability=weekend))
    assert "not next to each other" in refusal.value.hint


def test_two_sessions_on_one_free_day_are_infeasible() -> None:
    one_day = Availability(days=(Weekday.SAT,))
    wishes = PlanWishes(sessions_per_week=2)
    with pytest.raises(Infeasible):
        plan_for(sixty_with_knees(availability=one_day, plan=wishes))


def test_the_athlete_climbs_slopes_but_never_faster_in_the_same_week() -> None:
    plan = plan_for(young_athlete(plan=PlanWishes(weeks=12)))
    assert plan.tier is Tier.A_PLUS
    assert max(session.grade_pct for session in plan.sessions) == 10.0
    assert plan.sessions[0].speed_mps <= 1.0 * MPH
    assert max(session.speed_mps for session in plan.sessions) <= 2.0 * MPH


def test_an_untested_athlete_is_held_to_the_general_caps() -> None:
    athlete = young_athlete()
    plan = plan_for(replace(athlete, tests=replace(athlete.tests, tug_s=None)))
    assert plan.tier is Tier.B


def test_a_treadmill_without_incline_keeps_the_athlete_level() -> None:
    flat = Treadmill(rails=True, min_speed_kmh=0.8, step_kmh=0.1, max_grade_pct=0)
    plan = plan_for(with_equipment(young_athlete(), treadmill=flat))
    assert {session.grade_pct for session in plan.sessions} == {0.0}


def test_a_beta_blocker_takes_the_heart_rate_away() -> None:
    person = replace(
        with_goal(young_athlete(), GoalKind.CARDIO),
        profile=replace(
            young_athlete().profile, birth_date=dt.date(1966, 4, 2), sex=Sex.FEMALE, mass_kg=80,
            height_cm=185, athlete=False,
        ),
    )  # fmt: skip
    assert any(session.heart_rate_bpm for session in plan_for(person).sessions)
    blocked = with_health(person, medications=("beta-blocker",), clearance=AGREED)
    assert not any(session.heart_rate_bpm for session in plan_for(blocked).sessions)


def test_thinking_tasks_wait_until_the_feet_are_sure() -> None:
    plan = plan_for(with_goal(sixty_with_knees(), GoalKind.FOCUS))
    seen: list[Stage] = []
    for session in plan.sessions:
        tasks = [segment.task for segment in session.segments if segment.kind is SegmentKind.WORK]
        if any(tasks):
            assert seen.count(session.stage) >= 2
            assert sum(map(bool, tasks)) <= len(tasks) / 2
        seen.append(session.stage)
    assert any(segment.task for session in plan.sessions for segment in session.segments)


def test_variety_brings_side_steps_on_the_floor() -> None:
    profile = with_equipment(
        with_goal(sixty_with_knees(), GoalKind.VARIETY), places=(Place.CORRIDOR, Place.TRACK)
    )
    directions = {s.direction for session in plan_for(profile).sessions for s in session.segments}
    assert Direction.SIDEWAYS in directions


def test_a_slope_says_whether_it_is_the_treadmill_or_the_hill() -> None:
    on_belt = plan_for(young_athlete(plan=PlanWishes(weeks=6))).sessions[-1]
    outside = with_equipment(
        young_athlete(), places=(Place.HALLWAY, Place.TRACK, Place.HILL), treadmill=None
    )
    on_hill = plan_for(replace(outside, plan=PlanWishes(weeks=6))).sessions[-1]
    assert (on_belt.place, "treadmill" in on_belt.where) == (Place.TREADMILL, True)
    assert (on_hill.place, "treadmill" in on_hill.where) == (Place.HILL, False)


def test_a_plan_that_cannot_leave_the_wall_says_what_is_missing() -> None:
    plan = plan_for(with_equipment(sixty_with_knees(), places=(Place.TRACK,), treadmill=None))
    assert {session.stage for session in plan.sessions} == {Stage.WALL}
    assert any("name a hallway, a corridor or a treadmill" in notice for notice in plan.notices)


def test_at_the_wall_and_on_the_rails_nobody_is_fast() -> None:
    held = {Stage.WALL, Stage.TREADMILL_RAILS}
    speeds = [s.speed_mps for s in plan_for(young_athlete()).sessions if s.stage in held]
    assert max(speeds) <= 1.0 * MPH


def test_a_short_plan_says_that_most_trials_were_longer() -> None:
    notices = plan_for(sixty_with_knees(plan=PlanWishes(weeks=4))).notices
    assert any("shorter than most trials" in notice for notice in notices)


def test_every_plan_carries_the_three_caveats() -> None:
    notices = plan_for(young_athlete()).notices
    assert set(EVIDENCE.guidance.caveats) <= set(notices)


def test_a_pregnancy_plan_ends_before_week_28_and_keeps_support_near_week_20() -> None:
    pregnant = with_health(sixty_with_knees(), pregnancy_week=18, clearance=AGREED)
    person = replace(pregnant.profile, birth_date=dt.date(1994, 4, 2))
    plan = plan_for(replace(pregnant, profile=person, plan=PlanWishes(weeks=12)))
    assert len(plan.weeks) == 10
    assert plan.tier is Tier.C


def test_too_late_in_a_pregnancy_no_plan_begins() -> None:
    pregnant = with_health(sixty_with_knees(), pregnancy_week=26, clearance=AGREED)
    person = replace(pregnant.profile, birth_date=dt.date(1994, 4, 2))
    with pytest.raises(Unsafe, match="week 28"):
        plan_for(replace(pregnant, profile=person))


@pytest.mark.parametrize("symptom", ["chest-pain", "dizziness"])
def test_a_symptom_gives_no_plan_even_with_a_clearance(symptom: str) -> None:
    with pytest.raises(Unsafe):
        plan_for(with_health(sixty_with_knees(), symptoms=(symptom,), clearance=AGREED))


def test_a_stroke_waits_for_the_yes_and_then_stays_small() -> None:
    after_stroke = with_goal(
        with_health(sixty_with_knees(), conditions=("stroke",)), GoalKind.STROKE_GAIT
    )
    with pytest.raises(Unsafe):
        plan_for(after_stroke)
    plan = plan_for(with_health(after_stroke, clearance=AGREED))
    assert plan.protocol is GoalKind.STROKE_GAIT
    assert max(session.speed_mps for session in plan.sessions) <= 0.8 * MPH


@pytest.mark.parametrize("goal", GoalKind)
def test_every_goal_has_a_plan_for_somebody(goal: GoalKind) -> None:
    profile = with_goal(with_health(sixty_with_knees(), clearance=AGREED), goal)
    assert plan_for(profile).goal is goal


def test_the_slowest_walker_is_sent_to_a_physiotherapist() -> None:
    slow = with_health(sixty_with_knees(), clearance=AGREED)
    with pytest.raises((Infeasible, Unsafe)) as refusal:
        plan_for(replace(slow, tests=replace(slow.tests, backward_walk_3m_s=25.0)))
    assert "physio" in refusal.value.hint + refusal.value.message


def test_equipment_nobody_named_leaves_the_hallway() -> None:
    plan = plan_for(sixty_with_knees(equipment=Equipment(places=(), helper=True)))
    assert {session.place for session in plan.sessions} == {Place.HALLWAY}


def test_nobody_is_asked_to_go_nearly_as_fast_as_their_quickest_three_metres() -> None:
    for person in (sixty_with_knees(), young_athlete()):
        tests = replace(person.tests, backward_walk_3m_s=4.4)
        plan = plan_for(replace(person, tests=tests))
        assert max(session.speed_mps for session in plan.sessions) <= 0.8 * 3 / 4.4


def test_nobody_is_asked_to_go_faster_than_people_walk_backward_beside_their_forward_pace() -> (
    None
):
    slow = replace(young_athlete().profile, comfortable_speed_mps=0.9)
    plan = plan_for(replace(young_athlete(), profile=slow))
    assert max(session.speed_mps for session in plan.sessions) <= 0.7 * 0.9


def test_after_a_stroke_the_pace_stays_within_60_percent_of_the_3_metre_walk() -> None:
    person = with_health(
        with_goal(sixty_with_knees(), GoalKind.STROKE_GAIT),
        conditions=("stroke",), clearance=AGREED,
    )  # fmt: skip
    plan = plan_for(replace(person, tests=replace(person.tests, backward_walk_3m_s=6.0)))
    assert max(session.speed_mps for session in plan.sessions) <= 0.6 * 3 / 6.0


def test_a_slope_on_a_treadmill_needs_rails_and_a_level_belt_learned_hands_free() -> None:
    places = (Place.CORRIDOR, Place.TREADMILL, Place.TRACK)
    belt = Treadmill(rails=False, min_speed_kmh=0.8, step_kmh=0.1, max_grade_pct=10)
    bare = with_equipment(young_athlete(), places=places, treadmill=belt)
    assert all(session.place is not Place.TREADMILL for session in plan_for(bare).sessions)
    railed = with_equipment(bare, treadmill=replace(belt, rails=True))
    sessions = plan_for(replace(railed, plan=PlanWishes(weeks=12))).sessions
    slopes = [n for n, s in enumerate(sessions) if s.place is Place.TREADMILL and s.grade_pct]
    hands_free = [s.stage for s in sessions[: slopes[0]]].count(Stage.TREADMILL_FREE)
    assert hands_free >= 2
    variety = plan_for(replace(with_goal(railed, GoalKind.VARIETY), plan=PlanWishes(weeks=5)))
    assert all(s.place is not Place.TREADMILL for s in variety.sessions if s.grade_pct)


def test_losing_weight_with_a_sore_knee_or_a_high_body_weight_goes_at_the_pace_for_knees() -> None:
    light = with_equipment(
        with_goal(young_athlete(), GoalKind.WEIGHT), places=(Place.CORRIDOR, Place.TRACK)
    )
    sore = with_health(light, conditions=("knee-osteoarthritis",))
    heavy = replace(light, profile=replace(light.profile, height_cm=170, mass_kg=104))
    knees = EVIDENCE.protocols[GoalKind.KNEE_PAIN].loading
    for person in (sore, heavy):
        loading = [week for week in plan_for(person).weeks if not week.is_deload]
        for week, row in zip(loading, knees, strict=False):
            assert max(s.speed_mps for s in week.sessions) <= row.speed_mps + 1e-3


def test_a_yes_without_a_name_opens_no_treadmill_to_who_needs_support() -> None:
    balance = with_goal(sixty_with_knees(), GoalKind.BALANCE)
    unnamed = with_health(balance, clearance=ClinicianYes(given=True, on=START))
    assert Place.TREADMILL not in {session.place for session in plan_for(unnamed).sessions}


def test_a_belt_whose_slowest_speed_is_not_known_goes_in_whole_steps() -> None:
    belt = Treadmill(rails=True, step_kmh=0.5)
    plan = plan_for(with_equipment(sixty_with_knees(), treadmill=belt))
    speeds = {s.speed_mps * 3.6 for s in plan.sessions if s.place is Place.TREADMILL}
    assert speeds
    assert all(speed / 0.5 == pytest.approx(round(speed / 0.5), abs=1e-3) for speed in speeds)


def test_what_a_medicine_or_illness_asks_for_stands_on_every_session() -> None:
    sugar = with_health(
        sixty_with_knees(), conditions=("diabetes", "asthma"), medications=("insulin",),
        clearance=AGREED,
    )  # fmt: skip
    for session in plan_for(sugar).sessions:
        said = " ".join(session.checklist)
        assert "5.5 or above 13 mmol/L" in said
        assert "reliever" in said
        assert "feet" in said
    assert "mmol" not in " ".join(plan_for(sixty_with_knees()).sessions[0].checklist)


def test_the_checklist_fits_the_place() -> None:
    places = (Place.CORRIDOR, Place.TRACK, Place.HILL)
    person = with_goal(with_equipment(young_athlete(), places=places), GoalKind.ATHLETE)
    for session in plan_for(person).sessions:
        said = " ".join(session.checklist)
        assert ("doors" in said) == (session.place in {Place.HALLWAY, Place.CORRIDOR})
        assert ("flat" in said) == (session.place is not Place.HILL)
        assert "at least 1.5 m" in said


def test_a_plan_that_runs_into_later_pregnancy_says_why_it_holds_on() -> None:
    person = with_goal(sixty_with_knees(), GoalKind.VARIETY)
    person = replace(person, profile=replace(person.profile, birth_date=dt.date(1994, 4, 2)))
    plan = plan_for(with_health(person, conditions=(), pregnancy_week=15, clearance=AGREED))
    assert plan.tier is Tier.C
    assert any("week 20 of the pregnancy" in notice for notice in plan.notices)


def test_a_yes_that_does_not_count_brings_nobody_in_tier_c_to_the_treadmill() -> None:
    steady = with_goal(
        with_equipment(sixty_with_knees(), places=(Place.TREADMILL,)), GoalKind.BALANCE
    )
    on_the_rails = replace(AGREED, covers=(), treadmill=True)
    agreed = plan_for(with_health(steady, clearance=on_the_rails))
    uncounted = plan_for(with_health(steady, clearance=replace(on_the_rails, on=None)))
    assert any(session.place is Place.TREADMILL for session in agreed.sessions)
    assert all(session.place is not Place.TREADMILL for session in uncounted.sessions)


def test_effort_is_easy_for_two_weeks_and_rises_from_week_5_where_the_goal_is_fitness() -> None:
    athlete = plan_for(young_athlete(plan=PlanWishes(weeks=6)))
    knees = plan_for(sixty_with_knees(plan=PlanWishes(weeks=6)))
    assert [spans(athlete, week) for week in range(1, 7)] == [
        {(2, 3)}, {(2, 3)}, {(3, 4)}, {(3, 4)}, {(4, 6)}, {(4, 6)},
    ]  # fmt: skip
    assert [spans(knees, week) for week in (2, 3, 5)] == [{(2, 3)}, {(3, 4)}, {(3, 4)}]


def spans(plan: Plan, week: int) -> set[tuple[int, int]]:
    """How hard the sessions of a week should be."""
    return {(s.rpe.low, s.rpe.high) for s in plan.weeks[week - 1].sessions}


def test_the_counter_opens_the_first_two_sessions_of_who_is_new_and_no_other() -> None:
    opening = EVIDENCE.guidance.first_steps
    new = plan_for(sixty_with_knees()).sessions
    assert [opening in session.checklist for session in new[:4]] == [True, True, False, False]
    person = replace(sixty_with_knees().profile, experience=Experience.SOME)
    assert opening not in plan_for(sixty_with_knees(profile=person)).sessions[0].checklist


@pytest.mark.parametrize("goal", GoalKind)
def test_a_first_week_holds_no_more_than_its_row_and_than_its_tier(goal: GoalKind) -> None:
    plan = plan_for(with_health(with_goal(young_athlete(), goal), clearance=AGREED))
    row, tier = EVIDENCE.protocols[plan.protocol].weeks[0], EVIDENCE.tiers[plan.tier]
    for session in plan.weeks[0].sessions:
        assert session.backward_s <= min(row.backward_s, tier.week_1_backward_s)


def test_the_very_first_session_of_an_athlete_is_one_to_get_used_to_it() -> None:
    person = replace(young_athlete().profile, experience=Experience.REGULAR)
    used_to_it = replace(young_athlete(), profile=person)
    on_the_floor = with_equipment(used_to_it, places=(Place.CORRIDOR, Place.TRACK), treadmill=None)
    first, second = plan_for(on_the_floor).sessions[:2]
    assert first.speed_mps <= 1.0 * MPH < second.speed_mps
