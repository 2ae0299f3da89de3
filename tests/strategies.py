"""People, wishes and limits for the laws: all goals, tiers, ages 18 to 95, equipment, days, 4 to 12 weeks."""

import datetime as dt

from hypothesis import strategies as st

from retroplan.core.model.clearance import Limits
from retroplan.core.model.profile import (
    YES_ANSWERS,
    Availability,
    ClinicianYes,
    Display,
    Equipment,
    Goal,
    Health,
    KnownTests,
    Person,
    PlanWishes,
    Profile,
    Treadmill,
)
from retroplan.core.model.vocabulary import (
    Experience,
    GoalKind,
    Place,
    Sex,
    Stage,
    Tier,
    Units,
    Weekday,
)
from retroplan.evidence.load import load_evidence

START = dt.date(2026, 11, 23)


def _numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 2))


def _maybe(strategy: st.SearchStrategy[float]) -> st.SearchStrategy[float | None]:
    return st.none() | strategy


def _names(group: str) -> list[str]:
    return sorted(
        name
        for name, condition in load_evidence().conditions.items()
        if condition.group == group and condition.severity.value != "block"
    )


persons = st.builds(
    Person,
    birth_date=st.dates(START - dt.timedelta(days=95 * 365), START - dt.timedelta(days=18 * 366)),
    sex=st.sampled_from(Sex) | st.none(),
    height_cm=_maybe(_numbers(140, 205)),
    mass_kg=_maybe(_numbers(40, 180)),
    experience=st.sampled_from(Experience),
    active=st.booleans(),
    athlete=st.booleans(),
    comfortable_speed_mps=_maybe(_numbers(0.5, 1.9)),
)

given_clearances = st.builds(
    ClinicianYes,
    given=st.just(True),
    by=st.just("GP"),
    on=st.just(START - dt.timedelta(days=20)),
    covers=st.none() | st.just((*_names("condition"), *_names("medication"), *YES_ANSWERS)),
    treadmill=st.booleans(),
    max_grade_pct=st.sampled_from([None, None, 0.0, 2.0, 9.0]),
    start_minutes=st.sampled_from([None, None, 2.0, 3.5, 6.0, 15.0]),
    pain_ceiling=st.none() | st.integers(0, 5),
    no_lighter_weeks=st.booleans(),
)
"""With what they cover, or without; each key said or not."""

healths = st.builds(
    Health,
    conditions=st.lists(st.sampled_from(_names("condition")), max_size=2).map(tuple),
    symptoms=st.just(()),
    medications=st.lists(st.sampled_from(_names("medication")), max_size=1).map(tuple) | st.none(),
    usual_pain=st.integers(0, 5),
    pain_over_3_months=st.none() | st.booleans(),
    falls_last_12_months=st.sampled_from([0, 0, 0, 1, 2, None]),
    injurious_falls_last_12_months=st.just(0),
    pregnancy_week=st.just(0),
    resting_systolic_mmhg=st.none() | st.integers(95, 179),
    resting_diastolic_mmhg=st.none() | st.integers(50, 99),
    resting_hr_bpm=st.none() | st.integers(40, 100),
    clearance=given_clearances,
)

known_tests = st.builds(
    KnownTests,
    backward_walk_3m_s=_maybe(_numbers(1.6, 9.5)),
    tug_s=_maybe(_numbers(5, 20)),
    chair_stands_30s=st.none() | st.integers(3, 25),
    tandem_s=_maybe(st.sampled_from([4.0, 10.0])),
    single_leg_s=_maybe(_numbers(1, 45)),
    gait_speed_10m_mps=_maybe(_numbers(0.5, 1.8)),
)

treadmills = st.builds(
    Treadmill,
    rails=st.booleans(),
    min_speed_kmh=_maybe(_numbers(0.3, 2.0)),
    step_kmh=_maybe(st.sampled_from([0.1, 0.16, 0.2, 0.5])),
    max_grade_pct=_maybe(_numbers(0, 15)),
)

equipments = st.builds(
    Equipment,
    places=st.lists(st.sampled_from(Place), unique=True, max_size=7).map(tuple),
    treadmill=st.none() | treadmills,
    helper=st.sampled_from([True, True, True, None, False]),
)

availabilities = st.builds(
    Availability,
    days=st.one_of(
        st.just(tuple(Weekday)),
        st.just((Weekday.MON, Weekday.WED, Weekday.FRI)),
        st.lists(st.sampled_from(Weekday), unique=True, min_size=3, max_size=7).map(tuple),
        st.lists(st.sampled_from(Weekday), unique=True, min_size=1, max_size=3).map(tuple),
    ),
)

plan_wishes = st.builds(
    PlanWishes,
    weeks=st.integers(4, 12),
    sessions_per_week=st.sampled_from([None, None, 2, 3, 4, 5]),
)

profiles = st.builds(
    Profile,
    profile=persons,
    goal=st.builds(Goal, kind=st.sampled_from(GoalKind)),
    health=healths,
    tests=known_tests,
    availability=availabilities,
    equipment=equipments,
    plan=plan_wishes,
    display=st.builds(Display, units=st.sampled_from(Units)),
)

strong_people = st.builds(
    Profile,
    profile=st.builds(
        Person,
        birth_date=st.dates(dt.date(1965, 1, 1), dt.date(2007, 1, 1)),
        sex=st.sampled_from(Sex),
        height_cm=_numbers(160, 200),
        mass_kg=_numbers(50, 75),
        experience=st.sampled_from(Experience),
        active=st.just(True),
        athlete=st.just(True),
        comfortable_speed_mps=_numbers(1.2, 2.0),
    ),
    goal=st.builds(Goal, kind=st.sampled_from(GoalKind)),
    health=st.builds(
        Health,
        conditions=st.just(()),
        symptoms=st.just(()),
        medications=st.just(()),
        usual_pain=st.just(0),
        falls_last_12_months=st.just(0),
        injurious_falls_last_12_months=st.just(0),
        pregnancy_week=st.just(0),
        resting_hr_bpm=st.none() | st.integers(40, 80),
        clearance=given_clearances,
    ),
    tests=st.builds(KnownTests, backward_walk_3m_s=_numbers(1.4, 3.5), tug_s=_numbers(4, 9.9)),
    availability=availabilities,
    equipment=equipments,
    plan=plan_wishes,
)
"""People who reach tiers A and A+."""

people = profiles | strong_people
"""Everybody, the trained and the frail alike."""


def _limits(tier: Tier) -> st.SearchStrategy[Limits]:
    lowest = Stage.WALL if tier is Tier.C else Stage.TREADMILL_RAILS
    return st.builds(
        Limits,
        tier=st.just(tier),
        highest_stage=st.sampled_from([stage for stage in Stage if stage.rank >= lowest.rank]),
        spotter_required=st.booleans(),
        hands_free=st.booleans(),
        outdoors=st.booleans(),
        level_only=st.booleans(),
        heart_rate_target=st.booleans(),
        highest_vo2_reserve=st.sampled_from([1.0, 0.6, 0.5]),
        highest_rpe=st.integers(2, 10),
    )


limits = st.sampled_from(Tier).flatmap(_limits)
"""Limits as screening sets them: below the rails only for who needs support."""
