"""Each named check catches the plan that breaks its rule."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.engine.build import build
from retroplan.core.engine.checks import CHECKS, breaches, check
from retroplan.core.engine.jog import with_jogs
from retroplan.core.engine.own import with_own
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.plan import Plan, Session, Span, Week
from retroplan.core.model.profile import Equipment, Goal, PlanWishes, Profile
from retroplan.core.model.vocabulary import (
    Direction,
    Experience,
    GoalKind,
    Place,
    SegmentKind,
    Spotter,
    Stage,
    Step,
    Tier,
    Verdict,
)
from retroplan.core.screening.screen import screen
from retroplan.errors import Defect
from retroplan.evidence.load import load_evidence
from tests.people import sixty_with_knees, young_athlete
from tests.strategies import START

EVIDENCE = load_evidence()
KNEES = sixty_with_knees()
ATHLETE = young_athlete(plan=PlanWishes(weeks=12))
THIN_BONES = replace(
    KNEES,
    goal=Goal(kind=GoalKind.BACK_PAIN),
    health=replace(KNEES.health, conditions=("osteoporosis",)),
)
BALANCE = sixty_with_knees(goal=Goal(kind=GoalKind.BALANCE))


def built(profile: Profile) -> tuple[Plan, Clearance]:
    clearance = screen(profile, EVIDENCE, START)
    return build(profile, profile.goal, clearance, EVIDENCE, START), clearance


def in_session(number: int, **changes: Any) -> Callable[[Plan], Plan]:
    """A plan with one session changed."""

    def spoil(plan: Plan) -> Plan:
        weeks = tuple(
            replace(
                week,
                sessions=tuple(
                    replace(s, **changes) if s.number == number else s for s in week.sessions
                ),
            )
            for week in plan.weeks
        )
        return replace(plan, weeks=weeks)

    return spoil


def in_week(number: int, **changes: Any) -> Callable[[Plan], Plan]:
    """A plan with every session of a week changed."""

    def spoil(plan: Plan) -> Plan:
        return with_week(
            plan,
            number,
            lambda week: replace(
                week, sessions=tuple(replace(s, **changes) for s in week.sessions)
            ),
        )

    return spoil


def with_week(plan: Plan, number: int, change: Callable[[Week], Week]) -> Plan:
    weeks = tuple(change(week) if week.number == number else week for week in plan.weeks)
    return replace(plan, weeks=weeks)


def without_session(number: int) -> Callable[[Plan], Plan]:
    return lambda plan: with_week(
        plan, number, lambda week: replace(week, sessions=week.sessions[:1])
    )


def retimed(kind: SegmentKind, seconds: int) -> Callable[[Plan], Plan]:
    """A plan whose first session has segments of a kind of another length."""

    def spoil(plan: Plan) -> Plan:
        first = plan.sessions[0]
        segments = tuple(
            replace(s, duration_s=seconds) if s.kind is kind else s for s in first.segments
        )
        return in_session(1, segments=segments)(plan)

    return spoil


def stretched(week: int, seconds: int) -> Callable[[Plan], Plan]:
    def longer(session: Session) -> Session:
        return replace(
            session,
            segments=tuple(
                replace(s, duration_s=seconds) if s.kind is SegmentKind.WORK else s
                for s in session.segments
            ),
        )

    return lambda plan: with_week(
        plan,
        week,
        lambda each: replace(each, sessions=tuple(longer(s) for s in each.sessions)),
    )


def forward_on_the_belt(plan: Plan) -> Plan:
    session = next(s for s in plan.sessions if s.place is Place.TREADMILL)
    segments = tuple(
        replace(s, direction=Direction.FORWARD, speed_mps=1.0)
        if s.kind is SegmentKind.RECOVERY
        else s
        for s in session.segments
    )
    return in_session(session.number, segments=segments)(plan)


def moved_together(plan: Plan) -> Plan:
    first, second = plan.sessions[:2]
    return in_session(second.number, date=first.date + dt.timedelta(days=1))(plan)


SPOILED: tuple[tuple[str, Profile, Callable[[Plan], Plan]], ...] = (
    ("I01", KNEES, in_session(1, total_s=599)),
    ("I01", KNEES, in_session(1, total_s=1201)),
    ("I02", KNEES, in_session(1, total_s=787)),
    ("I03", KNEES, retimed(SegmentKind.WARM_UP, 179)),
    ("I03", KNEES, retimed(SegmentKind.COOL_DOWN, 119)),
    ("I04", KNEES, in_session(1, backward_s=119)),
    ("I04", KNEES, in_session(1, backward_s=901)),
    ("I04", KNEES, in_session(1, total_s=290)),
    ("I05", KNEES, in_session(1, backward_s=245)),
    ("I06", KNEES, stretched(1, 35)),
    ("I06", KNEES, stretched(2, 80)),
    ("I07", KNEES, without_session(2)),
    ("I07", KNEES, moved_together),
    ("I08", KNEES, in_session(1, speed_mps=0.46)),
    ("I09", KNEES, in_week(2, speed_mps=0.56)),
    ("I10", KNEES, in_session(24, speed_mps=0.9)),
    ("I11", KNEES, in_week(3, backward_s=485)),
    ("I12", KNEES, in_week(5, backward_s=660)),
    ("I13", KNEES, in_week(5, speed_mps=1.4)),
    ("I14", sixty_with_knees(goal=Goal(kind=GoalKind.HEALTHY_AGEING)), in_week(2, backward_s=250)),
    ("I15", ATHLETE, in_week(5, speed_mps=1.0)),
    ("I16", KNEES, in_session(1, grade_pct=0.5)),
    ("I16", ATHLETE, in_week(5, grade_pct=3.0)),
    ("I16", KNEES, in_session(1, grade_pct=-1.0)),
    ("I17", KNEES, in_week(4, backward_s=480)),
    ("I17", KNEES, lambda plan: with_week(plan, 4, lambda week: replace(week, is_deload=False))),
    ("I18", BALANCE, in_session(3, speed_mps=1.5)),
    ("I19", KNEES, lambda plan: replace(plan, weeks=plan.weeks[:3])),
    ("I20", KNEES, in_session(1, stage=Stage.TREADMILL_FREE)),
    ("I20", KNEES, in_session(2, stage=Stage.GRASS)),
    ("I21", BALANCE, in_session(1, spotter=Spotter.OPTIONAL)),
    ("I21", BALANCE, in_session(24, stage=Stage.TRACK)),
    ("I22", KNEES, forward_on_the_belt),
    ("I22", KNEES, in_session(8, checklist=("a clear lane",))),
    ("I34", KNEES, in_session(1, stop_signs=())),
    ("I34", KNEES, in_session(1, rpe=Span(low=3, high=11))),
    ("I35", KNEES, lambda plan: with_week(plan, 4, lambda week: replace(week, tests=()))),
    ("I36", KNEES, in_session(1, questions=("Before: how much?",))),
    ("I37", KNEES, lambda plan: replace(plan, weeks=plan.weeks[:1] * 8)),
    ("I39", KNEES, in_session(1, energy_kcal=Span(low=41, high=60))),
    ("I39", KNEES, lambda plan: replace(plan, notices=("You will lose weight.",))),
    ("I40", KNEES, lambda plan: replace(plan, plan_id="plan-1")),
    ("I41", KNEES, in_session(1, citations=("lolli2019",))),
    ("I43", KNEES, in_session(1, distance_m=110.0)),
    ("I44", BALANCE, lambda plan: replace(plan, notices=())),
    (
        "I47",
        THIN_BONES,
        lambda plan: with_week(
            plan, 1, lambda week: replace(week, tests=("nprs", "sit-and-reach"))
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "profile", "spoil"), SPOILED, ids=[f"{i}-{row[0]}" for i, row in enumerate(SPOILED)]
)
def test_a_spoiled_plan_is_caught_by_its_check(
    name: str, profile: Profile, spoil: Callable[[Plan], Plan]
) -> None:
    plan, clearance = built(profile)
    spoiled = spoil(plan)
    assert spoiled != plan
    assert name in {found for found, _ in breaches(spoiled, profile, clearance, EVIDENCE)}


# -- the way back is no rise (I33) ------------------------------------------------------------

FALLEN_BACK_S = {4: 240, 5: 240, 6: 480}
"""Eight minutes in week 3, four in the two weeks after it, and eight again: a jump, or a way back."""


def after(rule: str, on: int, step: Step = Step.REGRESS) -> Callable[[Plan], Plan]:
    """A plan with a rule that fired so many days after its first."""
    return lambda plan: replace(
        plan,
        adjustments=(
            Adjustment(
                rule=rule, step=step, date=plan.start + dt.timedelta(days=on), sentence="."
            ),
        ),
    )


def dosed(seconds: dict[int, int]) -> Callable[[Plan], Plan]:
    """A plan with so many backward seconds in every session of a week."""

    def spoil(plan: Plan) -> Plan:
        for number, backward_s in seconds.items():
            plan = in_week(number, backward_s=backward_s)(plan)
        return plan

    return spoil


RISES = {"I11", "I12", "I13"}


@pytest.mark.parametrize(
    ("seconds", "told", "caught"),
    [
        (FALLEN_BACK_S, None, {"I11"}),
        (FALLEN_BACK_S, after("red-pain", 18), set()),
        (FALLEN_BACK_S, after("pain-back", 18), set()),
        (FALLEN_BACK_S, after("near-fall", 18), set()),
        (FALLEN_BACK_S, after("days-off-shorter", 21), set()),
        (FALLEN_BACK_S, after("two-reds", 18, Step.SUSPEND), set()),
        # what is no step down gives nothing back
        (FALLEN_BACK_S, after("too-soon", 18, Step.HOLD), {"I11"}),
        (FALLEN_BACK_S, after("pain-hold", 18, Step.REPEAT), {"I11"}),
        (FALLEN_BACK_S, after("fever", 18, Step.REST), {"I11"}),
        # after a long break minutes come back by two a week: it is a rise like any other
        (FALLEN_BACK_S, after("days-off-half", 21), {"I11"}),
        # no more than was before it
        ({**FALLEN_BACK_S, 6: 600}, after("red-pain", 18), {"I11"}),
        # within four weeks
        ({4: 240, 5: 240, 6: 240, 7: 240, 8: 480}, after("red-pain", 18), {"I11"}),
        ({4: 240, 5: 240, 6: 240, 7: 480}, after("red-pain", 18), set()),
        ({4: 240, 5: 240, 6: 240, 7: 480}, after("red-pain", 10), {"I11"}),
    ],
)
def test_a_return_to_the_dose_before_a_step_down_is_no_rise_for_four_weeks(
    seconds: dict[int, int], told: Callable[[Plan], Plan] | None, caught: set[str]
) -> None:
    plan, clearance = built(KNEES)
    spoiled = dosed(seconds)(told(plan) if told else plan)
    found = {name for name, _ in breaches(spoiled, KNEES, clearance, EVIDENCE)}

    assert found & {"I11"} == caught


def test_a_week_of_a_return_keeps_to_the_week_before_the_step_down() -> None:
    """Weekly minutes and effort come back with the session, and no further: a session more is a rise."""
    plan, clearance = built(replace(KNEES, plan=PlanWishes(weeks=12)))
    low = dosed({4: 120, 5: 120, 6: 600})(after("red-pain", 30)(plan))
    high = dosed({6: 120, 7: 120, 8: 600})(after("red-pain", 32)(plan))

    assert RISES & {name for name, _ in breaches(low, KNEES, clearance, EVIDENCE)}
    assert not {"I11", "I12"} & {
        name for name, place in breaches(high, KNEES, clearance, EVIDENCE) if "8" in place
    }


# -- what counts as a lighter week (I17) ------------------------------------------------------

LONG = replace(KNEES, plan=PlanWishes(weeks=12))


def lighter(
    *, deloads: set[int], counted: set[int], stepped_down_in: set[int] | None = None
) -> Callable[[Plan], Plan]:
    """A level plan with such lighter weeks, and weeks that count as one."""

    def spoil(plan: Plan) -> Plan:
        weeks = tuple(
            replace(
                week,
                is_deload=week.number in deloads,
                counts_as_lighter=week.number in counted,
                sessions=tuple(
                    replace(
                        s, backward_s=360 if week.number in deloads else 480, speed_mps=0.4,
                        grade_pct=0.0,
                    )
                    for s in week.sessions
                ),
            )
            for week in plan.weeks
        )  # fmt: skip
        days = counted if stepped_down_in is None else stepped_down_in
        adjustments = tuple(
            Adjustment(
                rule="red-pain", step=Step.REGRESS, sentence=".",
                date=plan.weeks[number - 1].starts + dt.timedelta(days=1),
            )
            for number in sorted(days)
        )  # fmt: skip
        return replace(plan, weeks=weeks, adjustments=adjustments)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "is_kept"),
    [
        (lighter(deloads={4, 8, 12}, counted=set()), True),
        (lighter(deloads={4, 10}, counted=set()), True),
        (lighter(deloads={4, 11}, counted=set()), False),  # seven weeks
        (lighter(deloads={4, 7, 11}, counted=set()), False),  # three
        (lighter(deloads={5, 9}, counted=set()), False),  # not the fourth
        # a week after a step down counts, and the count begins anew there
        (lighter(deloads={8, 12}, counted={3}), True),
        (lighter(deloads={8, 12}, counted={4}), True),
        (lighter(deloads={9}, counted={3}), True),
        (lighter(deloads={10}, counted={3}), False),  # more than six weeks later
        (lighter(deloads={6, 10}, counted={3}), False),  # sooner than four
        (lighter(deloads={4, 12}, counted={6}), True),
        (lighter(deloads={4, 8, 12}, counted={6}), False),  # two weeks after one that counted
        (lighter(deloads={4, 10}, counted={6}), True),
        # only where there was a step down or a break
        (lighter(deloads={8, 12}, counted={3}, stepped_down_in=set()), False),
        # the first comes no later than the fourth week, whatever counts after it
        (lighter(deloads={11}, counted={7}), False),
        (lighter(deloads=set(), counted=set()), False),
    ],
)
def test_lighter_weeks_come_every_fourth_to_sixth_counted_from_breaks_and_steps_down(
    spoil: Callable[[Plan], Plan], is_kept: bool
) -> None:
    plan, clearance = built(LONG)
    found = {name for name, _ in breaches(spoil(plan), LONG, clearance, EVIDENCE)}

    assert ("I17" not in found) is is_kept


def health(**changes: Any) -> Profile:
    return replace(KNEES, health=replace(KNEES.health, **changes))


PERSONS: tuple[tuple[str, Profile, dict[str, Any]], ...] = (
    ("I10", health(falls_last_12_months=1), {}),
    ("I20", health(falls_last_12_months=1), {}),
    ("I24", replace(KNEES, profile=replace(KNEES.profile, birth_date=dt.date(2010, 1, 1))), {}),
    ("I25", health(resting_systolic_mmhg=180), {}),
    ("I25", health(resting_diastolic_mmhg=100), {}),
    ("I26", health(pregnancy_week=21), {}),
    ("I23", KNEES, {"verdict": Verdict.REFER}),
)


@pytest.mark.parametrize(("name", "profile", "verdict"), PERSONS)
def test_a_plan_for_another_person_is_caught(
    name: str, profile: Profile, verdict: dict[str, Any]
) -> None:
    corridor = Equipment(places=(Place.CORRIDOR, Place.TRACK), helper=True)
    brisk = replace(health(conditions=()), goal=Goal(kind=GoalKind.WEIGHT), equipment=corridor)
    plan, clearance = built(brisk)
    found = {
        found for found, _ in breaches(plan, profile, replace(clearance, **verdict), EVIDENCE)
    }
    assert name in found


def test_a_heart_rate_on_a_beta_blocker_is_caught() -> None:
    profile = health(medications=("beta-blocker",))
    plan, clearance = built(profile)
    spoiled = in_session(1, heart_rate_bpm=Span(low=90, high=110))(plan)
    assert "I42" in {found for found, _ in breaches(spoiled, profile, clearance, EVIDENCE)}


def test_an_energy_model_that_favours_backward_walking_is_caught() -> None:
    plan, clearance = built(KNEES)
    cheap = EVIDENCE._replace(energetics=EVIDENCE.energetics._replace(backward_factor=0.9))
    assert "I38" in {found for found, _ in breaches(plan, KNEES, clearance, cheap)}


JOGGING = with_own(EVIDENCE, with_jogs(EVIDENCE.protocols[GoalKind.ATHLETE], EVIDENCE))
JOG = EVIDENCE.guidance.jog


def jogging_plan() -> tuple[Plan, Clearance]:
    clearance = screen(ATHLETE, EVIDENCE, START)
    return build(ATHLETE, ATHLETE.goal, clearance, JOGGING, START), clearance


def jogs(**changes: Any) -> Callable[[Plan], Plan]:
    """The plan with every jog of week 5 changed."""

    def spoil(plan: Plan) -> Plan:
        session = plan.weeks[4].sessions[0]
        assert any(part.task == JOG for part in session.segments)
        segments = tuple(
            replace(part, **changes) if part.task == JOG else part for part in session.segments
        )
        return in_session(session.number, segments=segments)(plan)

    return spoil


def jogged_like_week_5(number: int) -> Callable[[Plan], Plan]:
    """The plan with a session that holds the jogs of another."""

    def spoil(plan: Plan) -> Plan:
        segments = plan.weeks[4].sessions[0].segments
        return in_session(number, segments=segments)(plan)

    return spoil


def one_jog_more(plan: Plan) -> Plan:
    session = plan.weeks[4].sessions[0]
    pair = session.segments[1:3]
    segments = (session.segments[0], *pair, *session.segments[1:])
    return in_session(session.number, segments=segments)(plan)


def out_of_a_standing_start(plan: Plan) -> Plan:
    session = plan.weeks[4].sessions[0]
    segments = (session.segments[0], *session.segments[2:])
    return in_session(session.number, segments=segments)(plan)


def never_on_the_track_before(plan: Plan) -> Plan:
    weeks = tuple(
        replace(
            week,
            sessions=tuple(replace(s, stage=Stage.CORRIDOR) for s in week.sessions),
        )
        if week.number < 5
        else week
        for week in plan.weeks
    )
    return replace(plan, weeks=weeks)


SPOILED_JOGS: tuple[Callable[[Plan], Plan], ...] = (
    jogs(duration_s=25),
    jogs(speed_mps=3.45 * 0.44704),
    jogs(speed_mps=0.95),
    jogs(grade_pct=1.0),
    one_jog_more,
    out_of_a_standing_start,
    jogged_like_week_5(14),
    jogged_like_week_5(11),
    jogged_like_week_5(9),
    in_session(13, stage=Stage.CORRIDOR),
    in_session(13, place=Place.TREADMILL),
    in_session(13, place=Place.HALLWAY),
    lambda plan: replace(plan, tier=Tier.A),
    never_on_the_track_before,
)


@pytest.mark.parametrize("spoil", SPOILED_JOGS, ids=map(str, range(len(SPOILED_JOGS))))
def test_a_jog_that_is_longer_quicker_more_often_or_elsewhere_is_caught(
    spoil: Callable[[Plan], Plan],
) -> None:
    plan, clearance = jogging_plan()
    assert breaches(plan, ATHLETE, clearance, JOGGING) == ()
    spoiled = spoil(plan)
    assert spoiled != plan
    assert "I45" in {found for found, _ in breaches(spoiled, ATHLETE, clearance, JOGGING)}


def test_a_jog_that_nobody_asked_for_is_caught() -> None:
    plan, clearance = jogging_plan()
    assert "I45" in {found for found, _ in breaches(plan, ATHLETE, clearance, EVIDENCE)}


def test_every_invariant_has_a_plan_that_breaks_it() -> None:
    broken = {name for name, *_ in SPOILED} | {name for name, *_ in PERSONS} | {"I38", "I42"}
    broken.add("I45")
    assert broken == {name for name, _ in CHECKS}


def test_a_breach_is_a_defect_that_names_rule_and_place() -> None:
    plan, clearance = built(KNEES)
    with pytest.raises(Defect, match=r"I01 in session 1\.1"):
        check(in_session(1, total_s=599)(plan), KNEES, clearance, EVIDENCE)


def test_a_tier_above_the_clearance_is_caught() -> None:
    plan, clearance = built(KNEES)
    strict = replace(clearance, limits=replace(clearance.limits, tier=Tier.C))
    assert "I23" in {found for found, _ in breaches(plan, KNEES, strict, EVIDENCE)}


def test_more_effort_than_the_clearance_allows_is_caught() -> None:
    plan, clearance = built(KNEES)
    strict = replace(clearance, limits=replace(clearance.limits, highest_vo2_reserve=0.05))
    assert "I18" in {found for found, _ in breaches(plan, KNEES, strict, EVIDENCE)}


def test_a_treadmill_in_a_first_week_that_must_stay_off_it_is_caught() -> None:
    used_to_it = sixty_with_knees(profile=replace(KNEES.profile, experience=Experience.REGULAR))
    plan, clearance = built(used_to_it)
    assert plan.sessions[0].place is Place.TREADMILL
    strict = replace(clearance, limits=replace(clearance.limits, overground_first=True))
    assert "I23" in {found for found, _ in breaches(plan, used_to_it, strict, EVIDENCE)}


def test_a_hill_for_who_must_stay_indoors_is_caught() -> None:
    plan, clearance = built(KNEES)
    indoors = replace(clearance, limits=replace(clearance.limits, outdoors=False, hands_free=True))
    assert breaches(plan, KNEES, indoors, EVIDENCE) == ()
    on_a_hill = in_session(1, place=Place.HILL)(plan)
    assert "I23" in {found for found, _ in breaches(on_a_hill, KNEES, indoors, EVIDENCE)}
