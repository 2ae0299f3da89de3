"""Readings of the invariant checks in words: how close a plan comes to each of its limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from retroplan.core.engine.readings import Reading, Unit
from retroplan.core.model.plan import Plan
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import MPS_PER_KMH
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import length_words


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundUse:
    """A limit that a plan keeps, and how close the plan comes to it; units stand in the texts."""

    id: str
    """Of the invariant, such as `I05`."""
    sentence: str
    """The rule, in words a person can read."""
    limit: str
    reached: str
    where: str
    """Where the plan comes closest: "week 1", "session 3.2", or empty."""


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


def bounds_screen(plan: Plan, uses: Sequence[BoundUse]) -> Screen:
    """The limits that this plan keeps and how close it comes."""
    screen = Screen().title("The limits that this plan keeps", right=f"revision {plan.revision}")
    rows = tuple((use.id, use.limit, use.reached, use.where, use.sentence) for use in uses)
    spoken = tuple(
        tuple(
            fact
            for fact in (
                f"{use.id}: {use.sentence}",
                f"Limit: {use.limit}",
                f"This plan: {use.reached}" + (f", {use.where}" if use.where else ""),
            )
        )
        for use in uses
    )
    columns = (
        Column("rule"),
        Column("limit"),
        Column("this plan"),
        Column("where", spare=1),
        Column("what", wraps=True),
    )
    screen.gap().table(Table(columns=columns, rows=rows, spoken=spoken)).gap()
    screen.say("The sources behind a rule: retroplan evidence RULE, such as I11.", Style.QUIET,
               indent=2)  # fmt: skip
    return screen


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
