"""A few people to test with, as whole profiles."""

import datetime as dt
from dataclasses import replace
from typing import Any

from retroplan.core.model.profile import (
    Availability,
    Equipment,
    Goal,
    Health,
    KnownTests,
    Person,
    Profile,
    Treadmill,
)
from retroplan.core.model.vocabulary import GoalKind, Place, Sex, Weekday


def sixty_with_knees(**changes: Any) -> Profile:
    """A woman of sixty with sore knees, steady on her feet, a treadmill at home."""
    profile = Profile(
        profile=Person(
            birth_date=dt.date(1966, 4, 2),
            sex=Sex.FEMALE,
            height_cm=160,
            mass_kg=75.0,
            comfortable_speed_mps=1.2,
        ),
        goal=Goal(kind=GoalKind.KNEE_PAIN),
        health=Health(
            conditions=("knee-osteoarthritis",),
            symptoms=(),
            medications=(),
            usual_pain=4,
            falls_last_12_months=0,
            injurious_falls_last_12_months=0,
            pregnancy_week=0,
        ),
        tests=KnownTests(backward_walk_3m_s=3.6, tug_s=8.5, chair_stands_30s=14, tandem_s=10),
        availability=Availability(days=(Weekday.MON, Weekday.WED, Weekday.FRI)),
        equipment=Equipment(
            places=(Place.CORRIDOR, Place.TREADMILL),
            treadmill=Treadmill(rails=True, min_speed_kmh=0.8, step_kmh=0.1, max_grade_pct=10),
            helper=True,
        ),
    )
    return replace(profile, **changes)


def free_of_pain(**changes: Any) -> Profile:
    """The same woman with nothing that hurts, and never a fall."""
    known = sixty_with_knees()
    health = replace(known.health, conditions=(), usual_pain=0)
    return replace(known, goal=Goal(kind=GoalKind.VARIETY), health=health, **changes)


def young_athlete(**changes: Any) -> Profile:
    """A man of twenty-three who races on the track, quick in every test."""
    profile = Profile(
        profile=Person(
            birth_date=dt.date(2003, 5, 14),
            sex=Sex.MALE,
            height_cm=181,
            mass_kg=71,
            active=True,
            athlete=True,
            comfortable_speed_mps=1.5,
        ),
        goal=Goal(kind=GoalKind.ATHLETE),
        health=Health(
            conditions=(),
            symptoms=(),
            medications=(),
            usual_pain=0,
            falls_last_12_months=0,
            injurious_falls_last_12_months=0,
            pregnancy_week=0,
            resting_hr_bpm=52,
        ),
        tests=KnownTests(backward_walk_3m_s=2.1, tug_s=6.2),
        availability=Availability(days=(Weekday.TUE, Weekday.THU, Weekday.SAT)),
        equipment=Equipment(
            places=(Place.HALLWAY, Place.TREADMILL, Place.TRACK),
            treadmill=Treadmill(rails=True, min_speed_kmh=0.8, step_kmh=0.1, max_grade_pct=12),
            helper=True,
        ),
    )
    return replace(profile, **changes)
