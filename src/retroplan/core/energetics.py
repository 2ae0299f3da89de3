"""What walking costs: Model A, backward and forward, and how hard that is for one person.

The forward cost is the Load Carriage Decision Aid's walking equation (Looney 2019). Walking
backward multiplies the part above standing by one factor, fitted to one published value; nobody
has measured it at the slow speeds that most people walk here, so what comes out is an estimate.
Every constant arrives in `EnergeticsConstants`; `retroplan evidence energetics` has the sources.
"""

from math import ceil, floor

from retroplan.core.model.evidence import EnergeticsConstants
from retroplan.core.model.plan import Span
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Sex
from retroplan.core.quantities import KG_PER_LB


def backward_vo2(
    speed_mps: float,
    grade_pct: float,
    constants: EnergeticsConstants,
    *,
    practice: float = 1.0,
    rail: float = 1.0,
    age: int | None = None,
) -> float:
    """Oxygen uptake of walking backward, gross, in mL/kg/min.

    `practice` and `rail` multiply the level cost above standing: see `practice_factor`, and
    `constants.rail_factor` for weight taken by handrails.
    """
    standing = constants.standing_w_kg
    above = constants.backward_factor * (_level_w_kg(speed_mps, constants) - standing)
    watts = standing + practice * rail * above
    return _vo2(watts + _extra_w_kg(speed_mps, grade_pct, constants, age), constants)


def forward_vo2(
    speed_mps: float, grade_pct: float, constants: EnergeticsConstants, *, age: int | None = None
) -> float:
    """Oxygen uptake of walking forward, gross, in mL/kg/min."""
    watts = _level_w_kg(speed_mps, constants)
    return _vo2(watts + _extra_w_kg(speed_mps, grade_pct, constants, age), constants)


def standing_vo2(constants: EnergeticsConstants) -> float:
    """Oxygen uptake of standing still, in mL/kg/min."""
    return _vo2(constants.standing_w_kg, constants)


def mets(vo2: float, constants: EnergeticsConstants) -> float:
    """Adult METs of an uptake in mL/kg/min."""
    return vo2 / constants.met_ml_kg_min


def kcal_per_min(vo2: float, mass_kg: float, constants: EnergeticsConstants) -> float:
    """Gross kilocalories a minute of an uptake in mL/kg/min."""
    return vo2 * mass_kg / 1000 * constants.kcal_per_litre_o2


def practice_factor(sessions_done: int, constants: EnergeticsConstants) -> float:
    """1 for somebody new, falling evenly to the practised factor; the even fall is our judgement."""
    share = min(max(sessions_done, 0) / constants.practised_sessions, 1.0)
    return 1.0 - share * (1.0 - constants.practised_factor)


def vo2max(age: int, sex: Sex, mass_kg: float, constants: EnergeticsConstants) -> float:
    """Estimated highest uptake in mL/kg/min (Myers 2017), never below the floor.

    Anybody but a man gets the lower of the two estimates: it makes the same walk count as harder,
    and so the plan more careful.
    """
    estimate = (
        constants.vo2max_intercept
        - constants.vo2max_age * age
        - constants.vo2max_lb * mass_kg / KG_PER_LB
    )
    if sex is not Sex.MALE:
        estimate -= constants.vo2max_female
    return max(estimate, constants.vo2max_floor)


def vo2_reserve_share(vo2: float, highest_vo2: float, constants: EnergeticsConstants) -> float:
    """How much of what a person has above rest a walk asks for; 1 = all of it."""
    rest = constants.met_ml_kg_min
    return (vo2 - rest) / (highest_vo2 - rest)


def heart_rate_max(age: int, constants: EnergeticsConstants) -> float:
    """Estimated highest heart rate in beats a minute (Tanaka 2001)."""
    return constants.hr_max_intercept - constants.hr_max_age * age


def agrees_with_effort(share: float, effort_max: int, constants: EnergeticsConstants) -> bool:
    """Whether a predicted share of VO2 reserve is what an effort asks for (acsm-intensity, cr10-intensity).

    Args:
        share: of VO2 reserve, 0 to 1.
        effort_max: the top of the effort that is asked, CR10.
        constants: the bands.
    """
    is_vigorous = effort_max > constants.moderate_effort_max
    most = constants.vigorous_share_max if is_vigorous else constants.moderate_share_max
    least = constants.moderate_share_min if is_vigorous else constants.light_share_min
    return least <= share <= most


def heart_rate_at(
    share: float, resting_bpm: float, age: int, constants: EnergeticsConstants
) -> float:
    """Beats a minute at a share of reserve. Never for somebody on a beta-blocker (invariant I42)."""
    return resting_bpm + share * (heart_rate_max(age, constants) - resting_bpm)


def kcal_span(kcal: float, *, share: float, step: int) -> Span:
    """Kilocalories as a range, `share` either way, both ends rounded to `step` (invariant I39)."""
    low = round(kcal * (1 - share) / step) * step
    high = round(kcal * (1 + share) / step) * step
    return Span(low=low, high=max(high, low + step))


def outside_validity(
    speed_mps: float, grade_pct: float, mass_kg: float | None, constants: EnergeticsConstants
) -> tuple[str, ...]:
    """One sentence for each value the model was not made for; empty when it holds."""
    slowest = constants.valid_speed_min_mph * MPS_PER_MPH
    fastest = constants.valid_speed_max_mps
    checks = (
        (_is_within(speed_mps, slowest, fastest), _speed_sentence(slowest, fastest)),
        (
            _is_within(grade_pct, 0, constants.valid_grade_max_pct),
            f"the estimate holds for inclines of 0 to {constants.valid_grade_max_pct:g} %",
        ),
        (
            mass_kg is None
            or _is_within(mass_kg, constants.valid_mass_min_kg, constants.valid_mass_max_kg),
            _mass_sentence(constants),
        ),
    )
    return tuple(sentence for holds, sentence in checks if not holds)


def _level_w_kg(speed_mps: float, constants: EnergeticsConstants) -> float:
    """Walking forward on the level, in W/kg."""
    rising: float = (
        constants.speed_factor * speed_mps**constants.speed_exponent
        + constants.speed_quartic * speed_mps**4
    )
    return constants.standing_w_kg + rising


def _extra_w_kg(
    speed_mps: float, grade_pct: float, constants: EnergeticsConstants, age: int | None
) -> float:
    """What a slope and a higher age add, in W/kg; the direction does not change it."""
    inner = 1 - constants.grade_inner_base ** (grade_pct + constants.grade_offset_pct)
    slope: float = (
        constants.grade_factor * speed_mps * grade_pct * (1 - constants.grade_base**inner)
    )
    if age is None or age < constants.older_age:
        return slope
    return slope + constants.older_w_kg_per_mps * speed_mps


def _vo2(watts_per_kg: float, constants: EnergeticsConstants) -> float:
    return watts_per_kg * 60 / constants.joules_per_ml_o2


def _is_within(value: float, low: float, high: float) -> bool:
    """Both ends belong, give or take the rounding of a conversion between units."""
    return low - 1e-6 <= value <= high + 1e-6


def _speed_sentence(slowest: float, fastest: float) -> str:
    """The range of speeds, its ends rounded inwards so that both of them hold."""
    kmh = f"{ceil(slowest * 360 - 1e-6) / 100:g} to {floor(fastest * 360 + 1e-6) / 100:g} km/h"
    low, high = slowest / MPS_PER_MPH, fastest / MPS_PER_MPH
    mph = f"{ceil(low * 10 - 1e-6) / 10:g} to {floor(high * 10 + 1e-6) / 10:g} mph"
    return f"the estimate holds for speeds of {kmh} ({mph})"


def _mass_sentence(constants: EnergeticsConstants) -> str:
    return (
        f"the estimate holds for a body mass of {constants.valid_mass_min_kg:g} to "
        f"{constants.valid_mass_max_kg:g} kg"
    )
