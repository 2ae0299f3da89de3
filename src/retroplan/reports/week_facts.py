"""What a report can say of a week, fact by fact: as a cell, and as a sentence."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from retroplan.core.model.progress import WeekProgress
from retroplan.core.model.vocabulary import Theme, Units
from retroplan.core.quantities import spoken_distance, spoken_speed
from retroplan.core.text import clock, counted
from retroplan.reports.pictures import sparkline
from retroplan.reports.screen import Column
from retroplan.reports.words import minutes_words, short_day, span_words, speed_number, speed_unit

HIGHEST_PAIN = 10
"""The end of the scale."""

LEVEL = "0 %"

Cell = Callable[[WeekProgress, Units], str]


class Fact(NamedTuple):
    """A column of the report: its cell for a table, and its sentence to be read aloud."""

    column: Column
    cell: Cell
    sentence: Cell
    """Empty where there is nothing to say."""


def _column(title: str, spare: int = 0, *, numeric: bool = True) -> Column:
    return Column(title, numeric=numeric, spare=spare)


def number(value: float | None) -> str:
    """`2.3`, `3`; empty where nobody said."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")


def _tenths(value: float | None) -> str:
    """`2.3`, `3.0`: means under one another, point under point."""
    return "" if value is None else f"{value:.1f}"


def _rest(week: WeekProgress, _: Units) -> str:
    """What became of the sessions that were not walked, and the walks beyond the plan."""
    counts = week.counts
    parts = [
        f"{amount} {word}"
        for amount, word in (
            (counts.partial, "in part"),
            (counts.skipped, "skipped"),
            (counts.missed, "missed"),
            (counts.extra, "extra"),
        )
        if amount
    ]
    return ", ".join([*parts, *(["lighter week"] if week.is_deload else [])])


def _rest_said(week: WeekProgress, units: Units) -> str:
    words = _rest(week, units)
    return f"Besides: {words}" if words else ""


def _speed(week: WeekProgress, units: Units) -> str:
    return "" if week.speed_mps is None else speed_number(week.speed_mps, units)


def _speed_said(week: WeekProgress, units: Units) -> str:
    return "" if week.speed_mps is None else spoken_speed(week.speed_mps, units)


def _energy(week: WeekProgress, _: Units) -> str:
    return "" if week.energy_kcal is None else span_words(week.energy_kcal)


def _pain(week: WeekProgress, _: Units) -> str:
    if week.pain_during is None:
        return ""
    return f"{sparkline(week.pains, highest=HIGHEST_PAIN)} {_tenths(week.pain_during)}"


def _pain_said(week: WeekProgress, _: Units) -> str:
    """The picture as a sentence: every answer, and their mean."""
    if week.pain_during is None:
        return ""
    answers = ", ".join(map(str, week.pains))
    return f"Pain while walking: {answers} of 10, on average {number(week.pain_during)}"


def _labelled(label: str, cell: Cell, unit: str = "") -> Cell:
    """`label: cell unit` where the cell says anything."""

    def sentence(week: WeekProgress, units: Units) -> str:
        text = cell(week, units)
        return f"{label}: {text}{unit}" if text else ""

    return sentence


def _done_said(week: WeekProgress, _: Units) -> str:
    counts = week.counts
    if not counts.planned:
        return ""
    return f"Done: {counts.done} of {counted(counts.planned, 'session')}"


def _nothing(_week: WeekProgress, _units: Units) -> str:
    """The head of the row says it."""
    return ""


WEEK = Fact(
    column=_column("week"),
    cell=lambda week, _: str(week.number or ""),
    sentence=_nothing,
)
FROM = Fact(
    column=_column("from", 3, numeric=False),
    cell=lambda week, _: short_day(week.starts),
    sentence=_nothing,
)
DONE = Fact(
    column=_column("done"),
    cell=lambda week, _: (
        f"{week.counts.done}/{week.counts.planned}" if week.counts.planned else ""
    ),
    sentence=_done_said,
)
BACKWARD = Fact(
    column=_column("backward"),
    cell=lambda week, _: clock(week.backward_s),
    sentence=lambda week, _: f"Backward: {minutes_words(week.backward_s)}",
)
PLANNED_BACKWARD = Fact(
    column=_column("planned", 2),
    cell=lambda week, _: clock(week.planned_backward_s),
    sentence=lambda week, _: f"Backward by plan: {minutes_words(week.planned_backward_s)}",
)
TOTAL = Fact(
    column=_column("total", 4),
    cell=lambda week, _: clock(week.total_s),
    sentence=lambda week, _: f"In all: {minutes_words(week.total_s)}",
)
DISTANCE = Fact(
    column=_column("distance", 5),
    cell=lambda week, units: spoken_distance(week.distance_m, units),
    sentence=lambda week, units: f"Distance backward: {spoken_distance(week.distance_m, units)}",
)
LOAD = Fact(
    column=_column("load", 6),
    cell=lambda week, _: "" if week.load is None else str(week.load),
    sentence=lambda week, _: (
        "" if week.load is None else f"Load, effort times minutes: {week.load}"
    ),
)
EFFORT = Fact(
    column=_column("effort"),
    cell=lambda week, _: _tenths(week.effort),
    sentence=_labelled("Effort on average", lambda week, _: number(week.effort), " of 10"),
)
PAIN = Fact(column=_column("pain"), cell=_pain, sentence=_pain_said)
PAIN_BEFORE = Fact(
    column=_column("pain before", 1),
    cell=lambda week, _: _tenths(week.pain_before),
    sentence=_labelled(
        "Pain before, on average", lambda week, _: number(week.pain_before), " of 10"
    ),
)
PAIN_HIGHEST = Fact(
    column=_column("highest"),
    cell=lambda week, _: str(max(week.pains)) if week.pains else "",
    sentence=_labelled(
        "Highest pain while walking",
        lambda week, _: str(max(week.pains)) if week.pains else "",
        " of 10",
    ),
)
STUMBLES = Fact(
    column=_column("stumbles"),
    cell=lambda week, _: "" if week.near_falls is None else str(week.near_falls),
    sentence=lambda week, _: "" if week.near_falls is None else f"Stumbles: {week.near_falls}",
)
FALLS = Fact(
    column=_column("falls"),
    cell=lambda week, _: str(week.falls),
    sentence=lambda week, _: f"Falls: {week.falls}",
)
SPEED = Fact(column=_column("speed", 1), cell=_speed, sentence=_labelled("Speed", _speed_said))
INCLINE = Fact(
    column=_column("incline", 1),
    cell=lambda week, _: "" if week.grade_pct is None else f"{week.grade_pct:g} %",
    sentence=lambda week, _: f"Steepest: {week.grade_pct:g} %" if week.grade_pct else "",
)
ENERGY = Fact(
    column=_column("kcal", 4),
    cell=_energy,
    sentence=_labelled(
        "Energy", lambda week, units: _energy(week, units).replace("–", " to "), " kcal"
    ),
)
REST = Fact(
    column=Column("besides", wraps=True),
    cell=_rest,
    sentence=_rest_said,
)

OVERVIEW = (
    WEEK, FROM, DONE, BACKWARD, DISTANCE, LOAD, EFFORT, PAIN, STUMBLES, SPEED, ENERGY, REST,
)  # fmt: skip
"""What the report shows where no theme is asked for."""

THEMES: Mapping[Theme, tuple[Fact, ...]] = {
    Theme.DOSE: (
        WEEK, FROM, DONE, BACKWARD, PLANNED_BACKWARD, TOTAL, DISTANCE, SPEED, INCLINE, ENERGY, REST,
    ),
    Theme.EFFORT: (WEEK, FROM, DONE, EFFORT, LOAD, REST),
    Theme.PAIN: (WEEK, FROM, DONE, PAIN_BEFORE, PAIN, PAIN_HIGHEST, REST),
    Theme.STUMBLES: (WEEK, FROM, DONE, STUMBLES, FALLS, REST),
    Theme.NOTES: (),
}  # fmt: skip


def columns_of(facts: tuple[Fact, ...], units: Units) -> tuple[Column, ...]:
    """The heads of a table; that of the speed is its unit."""
    return tuple(
        fact.column._replace(title=speed_unit(units)) if fact is SPEED else fact.column
        for fact in facts
    )
