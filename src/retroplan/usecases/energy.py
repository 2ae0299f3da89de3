"""What a walk costs one person, with what was assumed and what must not be concluded."""

from dataclasses import dataclass

from retroplan.core.energetics import (
    backward_vo2,
    forward_vo2,
    kcal_per_min,
    kcal_span,
    mets,
    outside_validity,
    practice_factor,
)
from retroplan.core.model.evidence import Bounds, EnergeticsConstants
from retroplan.core.model.plan import Span
from retroplan.core.model.vocabulary import Direction
from retroplan.core.text import counted
from retroplan.errors import UsageProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A steady walk, and who walks it. None is "not known"."""

    direction: Direction
    speed_mps: float
    grade_pct: float = 0.0
    mass_kg: float | None = None
    age: int | None = None
    sessions_done: int = 0
    """Backward sessions so far: practice makes it cheaper."""
    holds_rails: bool = False
    duration_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyRange:
    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Gross cost: what standing costs is in it."""

    walk: Walk
    vo2_ml_kg_min: float
    mets: float
    kcal_per_min: EnergyRange | None
    """None where the body mass is not known."""
    kcal: Span | None
    """Of the whole walk, where its length and the body mass are known."""
    assumptions: tuple[str, ...]
    caveats: tuple[str, ...]


def estimate(walk: Walk) -> Estimate:
    """What a walk costs.

    Raises:
        UsageProblem: the model does not hold for the walk; the sentence names the range.
    """
    from retroplan.evidence.load import load_bounds, load_energetics

    constants, bounds = load_energetics(), load_bounds()
    outside = outside_validity(walk.speed_mps, walk.grade_pct, walk.mass_kg, constants)
    if outside:
        raise UsageProblem("; ".join(outside), hint="nothing is known beyond that range")
    vo2 = _vo2(walk, constants)
    rate = None if walk.mass_kg is None else kcal_per_min(vo2, walk.mass_kg, constants)
    return Estimate(
        walk=walk,
        vo2_ml_kg_min=round(vo2, 2),
        mets=round(mets(vo2, constants), 2),
        kcal_per_min=None if rate is None else _rate_range(rate, bounds),
        kcal=None if rate is None else _total(rate, walk, bounds),
        assumptions=_assumptions(walk, constants),
        caveats=_caveats(walk, constants),
    )


def _vo2(walk: Walk, constants: EnergeticsConstants) -> float:
    if walk.direction is Direction.FORWARD:
        return forward_vo2(walk.speed_mps, walk.grade_pct, constants, age=walk.age)
    return backward_vo2(
        walk.speed_mps,
        walk.grade_pct,
        constants,
        practice=practice_factor(walk.sessions_done, constants),
        rail=constants.rail_factor if walk.holds_rails else 1.0,
        age=walk.age,
    )


def _rate_range(rate: float, bounds: Bounds) -> EnergyRange:
    share = bounds.energy_share
    return EnergyRange(
        low=round(rate * (1 - share), 2), mid=round(rate, 2), high=round(rate * (1 + share), 2)
    )


def _total(rate: float, walk: Walk, bounds: Bounds) -> Span | None:
    if not walk.duration_s:
        return None
    total = rate * walk.duration_s / 60
    return kcal_span(total, share=bounds.energy_share, step=bounds.energy_step_kcal)


def _assumptions(walk: Walk, constants: EnergeticsConstants) -> tuple[str, ...]:
    """What was taken to be so, said or not."""
    said = []
    if walk.mass_kg is None:
        said.append("No body mass was given, so there are no kilocalories; add --mass.")
    if walk.age is None:
        said.append(f"No age was given: younger than {constants.older_age} is assumed.")
    if walk.direction is Direction.FORWARD:
        return tuple(said)
    if walk.sessions_done == 0:
        said.append("New to walking backward; with practice it gets cheaper (--sessions-done).")
    else:
        factor = practice_factor(walk.sessions_done, constants)
        said.append(
            f"After {counted(walk.sessions_done, 'session')}, walking backward costs "
            f"{(1 - factor) * 100:.0f} % less above standing."
        )
    if walk.holds_rails:
        said.append("Some weight is on the rails. Fingertips alone save nothing.")
    return tuple(said)


def _caveats(walk: Walk, constants: EnergeticsConstants) -> tuple[str, ...]:
    """What a reader must not conclude, in the words of the evidence."""
    from retroplan.evidence.load import load_claims

    claims = load_claims()
    said = [claims["weight-arithmetic"].caveat]
    if walk.direction is Direction.BACKWARD:
        said.insert(0, claims["energy-estimate"].caveat)
    if walk.age is not None and walk.age >= constants.older_age:
        said.append(claims["energy-rest-older"].sentence)
    return tuple(said)
