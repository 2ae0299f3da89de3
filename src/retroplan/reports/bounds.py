"""Readings of the invariant checks in words: how close a plan comes to each of its limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from retroplan.core.engine.readings import Reading, Unit
from retroplan.core.model.plan import Plan
from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.model.vocabulary import Units
from retroplan.core.text import counted
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import in_units


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundUse:
    """A limit that a plan keeps, and how close the plan comes to it; units stand in the texts."""

    id: str
    """Of the invariant, such as `I05`."""
    sentence: str
    """The rule, in words a person can read."""
    limit: str
    """Empty for a rule without a number."""
    reached: str
    where: str
    """Where the plan comes closest: "week 1", "session 3.2", or empty."""


KEPT, NOT_KEPT, NOT_HERE = "kept", "not kept", "nothing here to limit"


def bound_use(invariant_id: str, sentence: str, reading: Reading | None, units: Units) -> BoundUse:
    """One limit with the plan's closest approach; `reading` is None where the plan holds no such thing."""
    limit = reached = where = ""
    if reading is None:
        reached = NOT_HERE
    elif reading.unit is Unit.BREACHES:
        reached = KEPT if reading.holds else NOT_KEPT
    else:
        side = "at least" if reading.is_floor else "at most"
        limit = f"{side} {_amount(reading.limit, reading.unit, units)}"
        reached = _amount(reading.value, reading.unit, units)
        where = reading.where
    return BoundUse(
        id=invariant_id, sentence=in_units(sentence, units), limit=limit, reached=reached, where=where
    )  # fmt: skip


def bounds_screen(plan: Plan, uses: Sequence[BoundUse]) -> Screen:
    """The limits that this plan keeps and how close it comes; rules without a number after them."""
    screen = Screen().title("The limits that this plan keeps", right=f"revision {plan.revision}")
    measured = [use for use in uses if use.limit]
    screen.gap().table(_measured(measured))
    for heading, reached in (
        ("Kept as well", KEPT), ("Not kept", NOT_KEPT), ("With nothing to limit in this plan", NOT_HERE)
    ):  # fmt: skip
        rest = [use for use in uses if not use.limit and use.reached == reached]
        if rest:
            screen.gap().say(heading, Style.STRONG, indent=2).table(_unmeasured(rest))
    return screen


def _measured(uses: Sequence[BoundUse]) -> Table:
    columns = (
        Column("rule"),
        Column("limit"),
        Column("this plan"),
        Column("where", spare=1),
        Column("what", wraps=True),
    )
    rows = tuple((use.id, use.limit, use.reached, use.where, use.sentence) for use in uses)
    spoken = tuple(
        (
            f"{use.id}: {use.sentence}",
            f"Limit: {use.limit}",
            f"This plan: {use.reached}" + (f", {use.where}" if use.where else ""),
        )
        for use in uses
    )
    return Table(columns=columns, rows=rows, spoken=spoken)


def _unmeasured(uses: Sequence[BoundUse]) -> Table:
    return Table(
        columns=(Column(""), Column("", wraps=True)),
        rows=tuple((use.id, use.sentence) for use in uses),
        spoken=tuple((f"{use.id}: {use.sentence}",) for use in uses),
    )


def _amount(value: float, unit: Unit, units: Units) -> str:
    if unit is Unit.SECONDS:
        minutes, seconds = divmod(round(value), 60)
        parts = [f"{minutes} min"] if minutes else []
        return " ".join([*parts, f"{seconds} s"] if seconds or not minutes else parts)
    if unit is Unit.SPEED:
        return _speed(value, units)
    if unit is Unit.GRADE:
        return f"{value:.1f}".removesuffix(".0") + " %"
    if unit is Unit.SHARE:
        return f"{100 * value:.0f} %"
    if unit is Unit.MET_MINUTES:
        return f"{value:.0f} MET-min"
    if unit in (Unit.SESSIONS, Unit.DAYS, Unit.WEEKS):
        return counted(round(value), unit.value.removesuffix("s"))
    return f"{value:g}"


def _speed(value_mps: float, units: Units) -> str:
    """To a hundredth, because the limits are that fine."""
    is_metric = units is Units.METRIC
    number = value_mps / (MPS_PER_KMH if is_metric else MPS_PER_MPH)
    return f"{number:.2f} {'km/h' if is_metric else 'mph'}"
