"""How a walker's body answers to a dose: pain, effort and steadiness, all of it stated guesses."""

from dataclasses import dataclass, field
from math import exp

from benches.cohort.assumptions import Assumptions
from benches.cohort.life import Chances
from benches.cohort.walker import Feet, Joints, Walker
from retroplan.core.model.vocabulary import Stage

SUPPORT: dict[Stage, float] = {
    Stage.COUNTER: 0.2,
    Stage.WALL: 0.4,
    Stage.CORRIDOR: 0.7,
    Stage.TREADMILL_RAILS: 0.3,
    Stage.TREADMILL_FREE: 1.0,
    Stage.TRACK: 1.0,
    Stage.GRASS: 1.5,
    Stage.UPHILL: 1.2,
    Stage.STEEP_UPHILL: 1.4,
}
"""Stumbles a minute on each rung, as a multiple of those with free hands on even ground."""
HELD = (Stage.COUNTER, Stage.WALL, Stage.TREADMILL_RAILS)
RED_ABOVE = 5
AMBER_ABOVE = 2
DAYS_BEFORE_LOSS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One session as a policy asks for it."""

    backward_s: int
    speed_mps: float
    grade_pct: float
    stage: Stage
    asks_helper: bool = False
    effort_top: int = 4
    """The upper end of how hard it was meant to feel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """What a walk was in truth, whatever is told of it."""

    backward_s: int
    pain: int
    effort: int
    has_stumbled: bool
    has_fallen: bool
    is_hurt: bool


@dataclass(slots=True)
class Body:
    """The state of one walker under one policy."""

    walker: Walker
    assumptions: Assumptions
    tolerance_min: float = field(init=False)
    fitness_min: float = field(init=False)
    irritation: float = 0.0
    flare: float = 0.0
    trained_min: float = 0.0
    days_idle: int = 0
    days: int = 0
    """Nights since the first day, that before it included."""
    minutes_on: dict[Stage, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tolerance_min = self.walker.tolerance_min
        self.fitness_min = self.walker.fitness_min

    # -- a day ----------------------------------------------------------------------------

    @property
    def usual_pain(self) -> float:
        """Pain of an ordinary day by now: settling with the minutes walked, or worse week by week."""
        walker, stated = self.walker, self.assumptions
        if walker.joints is Joints.WORSENING:
            weeks = max(0.0, self.days / 7 - (stated.worsening_from_week - 1))
            return min(10.0, walker.usual_pain + weeks * stated.worsening_a_week)
        if walker.joints is not Joints.SETTLING:
            return walker.usual_pain
        gone = stated.settling_most * (1 - exp(-self.trained_min / stated.settling_minutes))
        return walker.usual_pain * (1 - gone)

    def wake(self, flare: float) -> None:
        """One night on: irritation and flares fade, and what is not used is lost."""
        stated = self.assumptions
        slow = 2 if self.walker.joints.is_slow else 1
        self.irritation *= 0.5 ** (1 / (stated.irritation_half_life_days * slow))
        self.flare = self.flare * 0.5 ** (1 / stated.flare_half_life_days) + flare
        self.days_idle += 1
        self.days += 1
        if self.days_idle > DAYS_BEFORE_LOSS:
            kept = 1 - stated.tolerance_loss_a_day
            self.tolerance_min = max(self.walker.tolerance_min, self.tolerance_min * kept)
            self.fitness_min = max(self.walker.fitness_min, self.fitness_min * kept)

    def morning_pain(self, noise: float) -> int:
        """Pain on waking, 0-10."""
        return _scale(self._at_rest + self.assumptions.morning_noise * noise)

    @property
    def _at_rest(self) -> float:
        return self.usual_pain + self.irritation + self.flare

    # -- a walk ---------------------------------------------------------------------------

    def walk(self, dose: Dose, *, has_helper: bool, chances: Chances) -> Felt:
        """Walk a dose, or as much of it as the pain allows."""
        stated = self.assumptions
        rest = self._at_rest + stated.pain_noise * chances.pain
        share = self._share_walked(dose, rest)
        backward_min = dose.backward_s * share / 60
        load = self._load(dose, backward_min)
        overload = max(0.0, load / self._borne_min - 1)
        pain = _scale(rest + stated.pain_per_overload * overload)
        effort = _scale(
            stated.effort_least + stated.effort_per_load * load / self.fitness_min
            + stated.effort_noise * chances.effort
        )  # fmt: skip
        has_stumbled = chances.stumbles < self._stumble_chance(dose, backward_min, effort)
        has_fallen = has_stumbled and chances.falls < self._fall_chance(dose, has_helper)
        self._answer(dose.stage, backward_min, overload)
        return Felt(
            backward_s=int(backward_min * 60),
            pain=pain,
            effort=effort,
            has_stumbled=has_stumbled,
            has_fallen=has_fallen,
            is_hurt=has_fallen and chances.hurts < stated.injury_per_fall,
        )

    @property
    def _borne_min(self) -> float:
        sore = self.irritation + self.flare
        return self.tolerance_min / (1 + self.assumptions.soreness_lowers_tolerance * sore)

    def _load(self, dose: Dose, backward_min: float) -> float:
        """Minutes at the walker's easy pace on the level that would load as much."""
        pace = dose.speed_mps / self.walker.easy_mps
        return backward_min * pace * (1 + self.assumptions.load_per_grade * dose.grade_pct)

    def _share_walked(self, dose: Dose, rest: float) -> float:
        """How far the walker comes before the pain stops them; at least a quarter."""
        whole = self._load(dose, dose.backward_s / 60)
        room = max(0.0, self.walker.stops_at - rest) / self.assumptions.pain_per_overload
        return min(1.0, max(0.25, self._borne_min * (1 + room) / whole)) if whole else 1.0

    def _stumble_chance(self, dose: Dose, backward_min: float, effort: int) -> float:
        stated, walker = self.assumptions, self.walker
        rate = stated.stumbles_a_minute * SUPPORT[dose.stage]
        rate *= exp(stated.speed_factor * (dose.speed_mps / walker.easy_mps - 1))
        rate *= 1 + stated.novelty_factor * exp(
            -self._practice(dose.stage) / stated.novelty_minutes
        )
        if walker.feet is Feet.UNSTEADY:
            rate *= stated.unsteady_factor
        if effort >= 5:
            rate *= stated.tired_factor
        return 1 - exp(-rate * backward_min)

    def _practice(self, stage: Stage) -> float:
        """Minutes with as little support as here; half of those one rung below count as well."""
        here = sum(minutes for rung, minutes in self.minutes_on.items() if rung.rank >= stage.rank)
        below = sum(
            minutes for rung, minutes in self.minutes_on.items() if rung.rank == stage.rank - 1
        )
        return here + below / 2

    def _fall_chance(self, dose: Dose, has_helper: bool) -> float:
        stated = self.assumptions
        chance = stated.fall_per_stumble
        chance *= stated.held_factor if dose.stage in HELD else 1.0
        return chance * (stated.helper_factor if has_helper else 1.0)

    def _answer(self, stage: Stage, backward_min: float, overload: float) -> None:
        """What a walk leaves behind."""
        stated, walker = self.assumptions, self.walker
        self.days_idle = 0
        self.trained_min += backward_min
        self.minutes_on[stage] = self.minutes_on.get(stage, 0.0) + backward_min
        self.irritation += stated.irritation_per_overload * overload
        if overload < 0.2:
            gain = stated.tolerance_growth * (0.5 if walker.joints.is_slow else 1.0)
            self.tolerance_min = min(walker.tolerance_min * 2, self.tolerance_min * (1 + gain))
        self.fitness_min = min(
            walker.fitness_min * 2, self.fitness_min * (1 + stated.fitness_growth)
        )


def _scale(value: float) -> int:
    return min(10, max(0, round(value)))
