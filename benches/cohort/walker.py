"""Virtual walkers: drawn from stated distributions, each from a seed of their own."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from random import Random

from benches.cohort.assumptions import Assumptions
from benches.cohort.life import Life, life_of
from retroplan.core.model.profile import (
    Availability,
    Equipment,
    Goal,
    Health,
    KnownTests,
    Person,
    PlanWishes,
    Profile,
    Treadmill,
)
from retroplan.core.model.vocabulary import Experience, GoalKind, Place, Sex, Weekday

START = dt.date(2026, 1, 5)
WEEKS = 12


class Habit(StrEnum):
    AS_TOLD = "as told"
    FORGETFUL = "forgetful"
    EAGER = "over-eager"
    QUIET = "says less pain"

    @property
    def is_careless(self) -> bool:
        """Whether they press on where something is asked."""
        return self in (Habit.FORGETFUL, Habit.EAGER)


class Joints(StrEnum):
    PAINLESS = "no pain"
    SETTLING = "pain that settles"
    STUBBORN = "pain that does not"
    WORSENING = "pain that worsens"
    """Not in the cohort: of a run of its own."""

    @property
    def is_slow(self) -> bool:
        """Whether what irritates them stays longer, and they gain less: pain does not settle."""
        return self in (Joints.STUBBORN, Joints.WORSENING)


class Feet(StrEnum):
    STEADY = "steady"
    UNSTEADY = "unsteady"


class Ordinary(StrEnum):
    """Pain of an ordinary day at the start."""

    GREEN = "usual pain 0 to 2"
    AMBER = "usual pain 3 or more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Who somebody is, what they say of themselves, and what happens to them anyway."""

    number: int
    habit: Habit
    joints: Joints
    feet: Feet
    usual_pain: float
    """True, 0-10."""
    says_less: int
    """Points of pain that they keep to themselves."""
    tolerance_min: float
    fitness_min: float
    easy_mps: float
    """Their easy backward speed."""
    stops_at: float
    """Pain at which they stop."""
    yes_after_days: int | None
    """When a clinician, once asked, says yes; None = never."""
    walk_3m_s: float
    profile: Profile
    life: Life

    @property
    def ordinary(self) -> Ordinary:
        return Ordinary.AMBER if round(self.usual_pain) > 2 else Ordinary.GREEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """People who come for one goal: how many, how old, with what."""

    share: float
    ages: tuple[float, float, float]
    """Youngest, most common, oldest."""
    pain: float
    """Share of them with pain."""
    conditions: tuple[tuple[str, float], ...] = ()


AIMS: dict[GoalKind, Aim] = {
    GoalKind.KNEE_PAIN: Aim(
        share=0.28, ages=(42, 62, 82), pain=1.0, conditions=(("knee-osteoarthritis", 0.8),)
    ),
    GoalKind.BALANCE: Aim(
        share=0.14, ages=(62, 75, 90), pain=0.3, conditions=(("osteoporosis", 0.2),)
    ),
    GoalKind.BACK_PAIN: Aim(
        share=0.12, ages=(25, 45, 68), pain=1.0, conditions=(("back-pain", 0.9),)
    ),
    GoalKind.WEIGHT: Aim(
        share=0.1, ages=(28, 48, 68), pain=0.3,
        conditions=(("obesity", 0.6), ("hypertension", 0.2), ("diabetes", 0.1)),
    ),
    GoalKind.HEALTHY_AGEING: Aim(share=0.1, ages=(58, 68, 84), pain=0.3),
    GoalKind.CARDIO: Aim(share=0.08, ages=(22, 40, 62), pain=0.1),
    GoalKind.FOCUS: Aim(share=0.05, ages=(20, 35, 65), pain=0.1),
    GoalKind.STROKE_GAIT: Aim(
        share=0.05, ages=(48, 66, 84), pain=0.2, conditions=(("stroke", 1.0),)
    ),
    GoalKind.ATHLETE: Aim(share=0.05, ages=(18, 25, 40), pain=0.05),
    GoalKind.VARIETY: Aim(share=0.03, ages=(25, 50, 70), pain=0.1),
}  # fmt: skip

DAYS = (
    ((Weekday.MON, Weekday.WED, Weekday.FRI), 0.5),
    ((Weekday.TUE, Weekday.THU, Weekday.SAT), 0.2),
    ((Weekday.MON, Weekday.TUE, Weekday.THU, Weekday.SAT), 0.2),
    (tuple(Weekday), 0.1),
)
PLACES = (
    (Place.CORRIDOR, 0.7),
    (Place.TREADMILL, 0.45),
    (Place.TRACK, 0.3),
    (Place.GRASS, 0.3),
    (Place.HILL, 0.1),
)


def walker(seed: int, number: int, assumptions: Assumptions) -> Walker:
    """Walker `number` of the cohort of `seed`: the same whenever and wherever it is asked for."""
    rng = Random(f"{seed}:{number}:who")  # noqa: S311 - a game, replayed by its seed
    kinds = list(AIMS)
    goal = rng.choices(kinds, [AIMS[kind].share for kind in kinds])[0]
    aim = AIMS[goal]
    age = int(rng.triangular(aim.ages[0], aim.ages[2], aim.ages[1]))
    habit = _habit(rng.random(), assumptions)
    joints = _joints(rng, aim, assumptions)
    feet = _feet(rng.random(), age, goal, assumptions)
    usual = 0.0 if joints is Joints.PAINLESS else rng.triangular(1.5, 6.5, 3.0)
    says_less = rng.randint(1, 3) if habit is Habit.QUIET else 0
    forward = max(0.6, _forward_mps(age, feet, goal) + rng.gauss(0, 0.1))
    walk_3m = max(1.5, _walk_3m_s(age, feet, goal) + rng.gauss(0, 0.35))
    tolerance = {
        Joints.PAINLESS: assumptions.tolerance_painless_min,
        Joints.SETTLING: assumptions.tolerance_settling_min,
        Joints.STUBBORN: assumptions.tolerance_stubborn_min,
        Joints.WORSENING: assumptions.tolerance_stubborn_min,
    }[joints]
    body = _Body(age=age, usual_pain=max(0, round(usual) - says_less), forward=forward,
                 walk_3m=walk_3m, feet=feet, goal=goal)  # fmt: skip
    has_yes = rng.random() < assumptions.yes_share
    yes_days = rng.randint(5, int(assumptions.yes_days_most))
    return Walker(
        number=number,
        habit=habit,
        joints=joints,
        feet=feet,
        usual_pain=usual,
        says_less=says_less,
        tolerance_min=tolerance * exp(rng.gauss(0, assumptions.tolerance_spread)),
        fitness_min=assumptions.fitness_min
        * exp(rng.gauss(0, assumptions.fitness_spread))
        * (1.6 if goal in (GoalKind.ATHLETE, GoalKind.CARDIO) else 1.0),
        easy_mps=forward / 2,
        stops_at=rng.uniform(assumptions.stops_from, 9.0),
        yes_after_days=yes_days if has_yes else None,
        walk_3m_s=walk_3m,
        profile=_profile(rng, body, aim, assumptions),
        life=life_of(rng, assumptions, days=WEEKS * 7, has_pain=joints is not Joints.PAINLESS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What the profile tells of, where it is told."""

    age: int
    usual_pain: int
    forward: float
    walk_3m: float
    feet: Feet
    goal: GoalKind


def _habit(draw: float, assumptions: Assumptions) -> Habit:
    for habit, share in (
        (Habit.FORGETFUL, assumptions.forgetful_share),
        (Habit.EAGER, assumptions.eager_share),
        (Habit.QUIET, assumptions.quiet_share),
    ):
        if draw < share:
            return habit
        draw -= share
    return Habit.AS_TOLD


def _joints(rng: Random, aim: Aim, assumptions: Assumptions) -> Joints:
    has_pain, draw = rng.random() < aim.pain, rng.random()
    if not has_pain:
        return Joints.PAINLESS
    worsens = assumptions.worsening_share
    if draw < worsens:
        return Joints.WORSENING
    settles = draw < worsens + (1 - worsens) * assumptions.settling_share
    return Joints.SETTLING if settles else Joints.STUBBORN


def _feet(draw: float, age: int, goal: GoalKind, assumptions: Assumptions) -> Feet:
    share = assumptions.unsteady_share_older if age >= 65 else assumptions.unsteady_share
    if goal in (GoalKind.BALANCE, GoalKind.STROKE_GAIT):
        share = 0.6
    return Feet.UNSTEADY if draw < share else Feet.STEADY


def _forward_mps(age: int, feet: Feet, goal: GoalKind) -> float:
    slow = (0.2 if feet is Feet.UNSTEADY else 0) + (0.3 if goal is GoalKind.STROKE_GAIT else 0)
    return 1.38 - 0.006 * max(0, age - 40) - slow


def _walk_3m_s(age: int, feet: Feet, goal: GoalKind) -> float:
    slow = (1.0 if feet is Feet.UNSTEADY else 0) + (1.2 if goal is GoalKind.STROKE_GAIT else 0)
    return 1.9 + 0.028 * max(0, age - 25) + slow


def _profile(rng: Random, body: _Body, aim: Aim, assumptions: Assumptions) -> Profile:
    is_fit = body.goal in (GoalKind.ATHLETE, GoalKind.CARDIO)
    knows_tests = rng.random() < (0.6 if body.age >= 60 or is_fit else 0.3)
    is_older_goal = body.goal in (GoalKind.BALANCE, GoalKind.STROKE_GAIT)
    falls, hurt = _falls(rng.random(), body)
    is_active = rng.random() < (0.9 if is_fit else 0.4)
    places = tuple(place for place, share in PLACES if rng.random() < share)
    tug = max(5.0, 6.5 + 0.06 * max(0, body.age - 40) + rng.gauss(0, 0.8)
              + (2.5 if body.feet is Feet.UNSTEADY else 0))  # fmt: skip
    return Profile(
        profile=Person(
            birth_date=START - dt.timedelta(days=int((body.age + rng.random()) * 365.25)),
            sex=rng.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE)),
            height_cm=round(rng.gauss(169, 9)),
            mass_kg=round(max(45, rng.gauss(92 if body.goal is GoalKind.WEIGHT else 75, 12))),
            experience=rng.choices(list(Experience), (0.8, 0.15, 0.05))[0],
            active=is_active,
            athlete=body.goal is GoalKind.ATHLETE,
            comfortable_speed_mps=round(body.forward, 2) if rng.random() < 0.5 else None,
        ),
        goal=Goal(kind=body.goal),
        health=Health(
            conditions=tuple(name for name, share in aim.conditions if rng.random() < share),
            symptoms=("chest-pain",) if rng.random() < 0.01 else (),
            medications=("beta-blocker",) if rng.random() < 0.08 else (),
            usual_pain=body.usual_pain,
            pain_over_3_months=_says_long(body, assumptions),
            falls_last_12_months=falls,
            injurious_falls_last_12_months=hurt,
            pregnancy_week=0,
        ),
        tests=KnownTests(
            backward_walk_3m_s=round(body.walk_3m, 1) if knows_tests else None,
            tug_s=round(tug, 1) if knows_tests else None,
            tandem_s=(4.0 if body.feet is Feet.UNSTEADY and rng.random() < 0.3 else 10.0)
            if knows_tests
            else None,
        ),
        availability=Availability(days=rng.choices([d for d, _ in DAYS], [s for _, s in DAYS])[0]),
        equipment=Equipment(
            places=(Place.HALLWAY, *places),
            treadmill=Treadmill(
                rails=rng.random() < 0.9, min_speed_kmh=0.5, step_kmh=0.1, max_grade_pct=12
            ),
            helper=rng.random() < (0.95 if is_older_goal else 0.8),
        ),
        plan=PlanWishes(weeks=WEEKS),
    )


def _says_long(body: _Body, assumptions: Assumptions) -> bool | None:
    """Whether back pain is told to be of more than three months; drawn beside the other dice, so that they stay."""
    if body.goal is not GoalKind.BACK_PAIN:
        return None
    return Random(f"{body.forward}:{body.walk_3m}:long").random() < assumptions.long_standing_share  # noqa: S311


def _falls(draw: float, body: _Body) -> tuple[int, int]:
    """Falls in 12 months, and how many of them hurt."""
    if body.feet is Feet.UNSTEADY:
        return (
            (2, 0) if draw < 0.08 else (1, 1) if draw < 0.12 else (1, 0) if draw < 0.5 else (0, 0)
        )
    return (1, 0) if draw < (0.08 if body.age >= 65 else 0.03) else (0, 0)
