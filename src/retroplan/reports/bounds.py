"""Readings of the invariant checks in words: how close a plan comes to each of its limits."""

from retroplan.core.engine.readings import Reading, Unit
from retroplan.core.model.plan import BoundUse
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import MPS_PER_KMH
from retroplan.reports.words import length_words


def bound_use(invariant_id: str, sentence: str, reading: Reading | None, units: Units) -> BoundUse:
    """One limit with the plan's closest approach; `reading` is None where the plan holds no such thing."""
    if reading is None:
        return BoundUse(
            id=invariant_id, sentence=sentence, limit="", reached="nothing here to limit", where=""
        )  # fmt: skip
    if reading.unit is Unit.BREACHES:
        reached = "kept" if reading.holds else "not kept"
        return BoundUse(id=invariant_id, sentence=sentence, limit="", reached=reached, where="")
    side = "at least" if reading.is_floor else "at most"
    return BoundUse(
        id=invariant_id,
        sentence=sentence,
        limit=f"{side} {_amount(reading.limit, reading.unit, units)}",
        reached=_amount(reading.value, reading.unit, units),
        where=reading.where,
    )


def _amount(value: float, unit: Unit, units: Units) -> str:
    if unit is Unit.SECONDS:
        return length_words(round(value))
    if unit is Unit.SPEED:
        return _speed(value, units)
    if unit is Unit.GRADE:
        return f"{value:.1f}".removesuffix(".0") + " %"
    if unit is Unit.SHARE:
        return f"{100 * value:.0f} %"
    if unit is Unit.MET_MINUTES:
        return f"{value:.0f} MET-minutes"
    return f"{value:g}"


def _speed(value_mps: float, units: Units) -> str:
    """To a hundredth, because the limits are that fine."""
    is_metric = units is Units.METRIC
    number = value_mps / (MPS_PER_KMH if is_metric else MPS_PER_MPH)
    return f"{number:.2f} {'km/h' if is_metric else 'mph'}"
