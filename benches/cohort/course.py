"""Twelve weeks of one walker under one policy, day by day."""

import datetime as dt
from dataclasses import dataclass, field, replace

from benches.cohort.assumptions import Assumptions
from benches.cohort.body import AMBER_ABOVE, RED_ABOVE, Body, Dose, Felt
from benches.cohort.gates import Gates
from benches.cohort.life import Chances, chances
from benches.cohort.policies import Policy, PolicyName
from benches.cohort.teller import Teller
from benches.cohort.walker import START, WEEKS, Habit, Walker
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.vocabulary import Standing

DAYS = WEEKS * 7
HURT_DAYS = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """One walk as it was, beside what was asked for."""

    day: int
    dose: Dose
    felt: Felt
    is_planned: bool
    is_gated: bool
    """The gate of its rung had been passed."""
    told_pain: int | None
    """What was said of it; None where nothing was logged."""

    @property
    def week(self) -> int:
        return self.day // 7

    @property
    def is_red(self) -> bool:
        return self.felt.pain > RED_ABOVE

    @property
    def is_amber(self) -> bool:
        return AMBER_ABOVE < self.felt.pain <= RED_ABOVE

    @property
    def is_told_red(self) -> bool:
        return self.told_pain is not None and self.told_pain > RED_ABOVE


@dataclass(slots=True)
class Course:
    """What became of it."""

    walker: Walker
    policy: PolicyName
    walks: list[Walked] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    """Of each day, at its end."""
    usual_pain: float = 0.0
    """At the end, on the 0-10 scale."""
    missed: int = 0


def live(
    walker: Walker,
    name: PolicyName,
    policy: Policy,
    *,
    evidence: Evidence,
    assumptions: Assumptions,
    seed: int,
) -> Course:
    """Live through the days; the same arguments give the same course."""
    course = Course(walker=walker, policy=name)
    body = Body(walker, assumptions)
    teller = Teller(walker, policy, assumptions)
    gates = Gates.of(walker, evidence)
    flares = dict(walker.life.flares)
    hurt_until = 0
    for day in range(DAYS):
        date = START + dt.timedelta(days=day)
        dice = chances(seed, walker.number, day)
        body.wake(flares.get(day, 0.0))
        teller.morning(day, date, body.morning_pain(dice.morning), dice)
        if walker.life.away(day) is None and day >= hurt_until:
            walk = _walk(day, date, policy, body, teller, gates, dice, course)
            if walk is not None and walk.felt.is_hurt:
                hurt_until = day + HURT_DAYS
        course.standings.append(policy.standing)
    course.usual_pain = body.usual_pain
    return course


def _walk(
    day: int, date: dt.date, policy: Policy, body: Body, teller: Teller, gates: Gates,
    dice: Chances, course: Course,
) -> Walked | None:  # fmt: skip
    """The walk of a day, if there is one, and what is told of it."""
    walker, stated = body.walker, body.assumptions
    asked = policy.dose_on(date)
    session = policy.session_on(date) if asked is not None else None
    if asked is None:
        dose = _own_walk(walker, stated, dice, course)
        if dose is None:
            return None
    elif dice.misses < _misses(walker, stated):
        course.missed += 1
        return None
    else:
        dose = _taken(asked, walker, stated, dice)
    is_open = gates.is_open(dose.stage)
    felt = body.walk(dose, has_helper=_has_helper(dose, walker, stated, dice), chances=dice)
    gates.record(dose.stage, felt)
    told = teller.after_walk(day, date, session, dose, felt, dice)
    walk = Walked(
        day=day, dose=asked or dose, felt=felt, is_planned=asked is not None, is_gated=is_open,
        told_pain=told,
    )  # fmt: skip
    course.walks.append(walk)
    return walk


def _misses(walker: Walker, stated: Assumptions) -> float:
    return stated.misses_forgetful if walker.habit is Habit.FORGETFUL else stated.misses


def _taken(asked: Dose, walker: Walker, stated: Assumptions, dice: Chances) -> Dose:
    """The dose as the walker takes it: the over-eager take more."""
    if walker.habit is not Habit.EAGER or dice.more > 0.6:
        return asked
    return replace(asked, backward_s=round(asked.backward_s * (1 + stated.eager_more)))


def _own_walk(walker: Walker, stated: Assumptions, dice: Chances, course: Course) -> Dose | None:
    """A walk that nobody asked for, like the last one that somebody did."""
    if walker.habit is not Habit.EAGER or dice.extra > stated.eager_extra:
        return None
    return course.walks[-1].dose if course.walks else None


def _has_helper(dose: Dose, walker: Walker, stated: Assumptions, dice: Chances) -> bool:
    if walker.profile.equipment.helper is False:
        return False
    return dice.helper < (stated.helper_comes if dose.asks_helper else stated.helper_comes_unasked)
