"""The wished-for curve: one target a week from the protocol's rows, before any rate limit."""

from typing import NamedTuple

from retroplan.core.model.evidence import Bounds
from retroplan.core.model.protocol import Protocol, WeekDose
from retroplan.core.model.vocabulary import Phase


class Target(NamedTuple):
    """What a week aims for. `unload_share` is set in lighter weeks: the share of the week before."""

    number: int
    phase: Phase
    row: WeekDose
    bout_s: int
    """The longest stretch, in seconds."""
    protocol_grade_pct: float
    """The incline of the goal's own row, before anything bounds it."""
    unload_share: float | None
    adds_session: bool
    """The protocol adds a session in this week, so nothing else may rise (I14)."""
    adds_grade: bool
    """The protocol raises the incline in this week, so the speed may not rise (I15)."""


class Curve(NamedTuple):
    """The rows that a plan follows, one a week, with lighter weeks in between."""

    own: tuple[WeekDose, ...]
    """The protocol's rows."""
    rows: tuple[WeekDose, ...]
    """The same, bounded by the fallback's."""
    share: float
    """What a lighter week leaves of the week before it."""
    every: int
    """Weeks from one lighter week to the next, at least."""
    at_most: int

    def unloads(self, number: int, last: int | None = None) -> bool:
        """Whether a week, counted from 1, is a lighter one.

        `last` is the last week that was, or counts as, a lighter one, 0 before the first; None when every
        week goes well. The next keeps to the weeks of tests where that is soon enough (I17).
        """
        if last is None or last % self.every == 0:
            return number % self.every == 0
        usual = -(-(last + self.every) // self.every) * self.every
        due = usual if usual - last <= self.at_most else last + self.every
        return number == due

    def scheduled(self, number: int) -> int:
        """The row, counted from 0, that a week follows when every week goes well."""
        return min(number - 1 - number // self.every, len(self.rows) - 1)

    def target(self, number: int, at: int, before: int, *, unloads: bool) -> Target:
        """What a week aims for that stands at one row, after a week at another.

        Who stands lower than scheduled gets the least of the rows in between: where a row gives up
        minutes for speed, or a rung for an easier one, waiting must not be the way to more of either.
        """
        own, until = self.own[at], max(at, self.scheduled(number)) + 1
        between = self.rows[at:until]
        own_before, row_before = self.own[before], self.rows[before]
        return Target(
            number=number,
            phase=Phase.UNLOAD if unloads else _phase(number),
            row=_least(between),
            bout_s=min(each.bout_s for each in between),
            protocol_grade_pct=max(each.grade_pct for each in self.own[at:until]),
            unload_share=self.share if unloads else None,
            # Only in its own week: one added later would hold back the minutes of who waited less, and
            # so waiting would be the way to more of them.
            adds_session=self._was_to_add(number, "sessions"),
            adds_grade=_adds(own_before, own, row_before, self.rows[at], "grade_pct")
            or self._was_to_add(number, "grade_pct"),
        )

    def _was_to_add(self, number: int, value: str) -> bool:
        """Whether the scheduled row raises a value: who stands lower must not find room where it holds still."""
        at, before = self.scheduled(number), self.scheduled(max(1, number - 1))
        return _adds(self.own[before], self.own[at], self.rows[before], self.rows[at], value)


def curve(
    protocol: Protocol,
    fallback: Protocol | None,
    bounds: Bounds,
    *,
    has_lighter: bool = True,
    gentle: tuple[WeekDose, ...] = (),
) -> Curve:
    """The curve of a protocol, bounded by the fallback's where there is one; without lighter weeks if wished.

    `gentle` are rows that bound the first ones alone.
    """
    rows = _bounded(protocol, fallback)
    first = tuple(map(_lower, rows, gentle))
    return Curve(
        own=protocol.loading,
        rows=first + rows[len(first) :],
        share=min(protocol.unload_share, fallback.unload_share if fallback else 1.0),
        every=bounds.deload_gap_min if has_lighter else bounds.weeks_max + 1,
        at_most=bounds.deload_gap_max,
    )


def targets(
    protocol: Protocol,
    fallback: Protocol | None,
    weeks: int,
    bounds: Bounds,
    *,
    has_lighter: bool = True,
    gentle: tuple[WeekDose, ...] = (),
) -> tuple[Target, ...]:
    """One target a week, when every week goes well; arguments as `curve`."""
    rows = curve(protocol, fallback, bounds, has_lighter=has_lighter, gentle=gentle)
    return tuple(
        rows.target(
            number,
            rows.scheduled(number),
            rows.scheduled(max(1, number - 1)),
            unloads=rows.unloads(number),
        )
        for number in range(1, weeks + 1)
    )


def _least(rows: tuple[WeekDose, ...]) -> WeekDose:
    """The first of the rows, each value no higher than in those after it; the stretches are the smallest dose's."""
    least = min(rows, key=lambda row: row.backward_s)
    return rows[0]._replace(
        sessions=min(row.sessions for row in rows),
        reps=least.reps,
        bout_s=least.bout_s,
        speed_mph=min(row.speed_mph for row in rows),
        grade_pct=min(row.grade_pct for row in rows),
        stages=min((row.stages for row in rows), key=lambda stages: stages[0].rank),
    )


def _adds(
    own_before: WeekDose, own: WeekDose, before: WeekDose, row: WeekDose, value: str
) -> bool:
    """Whether a value rises from row to row, in the protocol or in what bounds it.

    Both count: who is held to lower rows must not find room to rise in a week in which the
    protocol itself holds still.
    """
    return bool(
        getattr(own, value) > getattr(own_before, value)
        or getattr(row, value) > getattr(before, value)
    )


def _bounded(protocol: Protocol, fallback: Protocol | None) -> tuple[WeekDose, ...]:
    """The protocol's rows, each value no higher than in the fallback's row."""
    if fallback is None:
        return protocol.loading
    return tuple(
        _lower(row, other) for row, other in zip(protocol.loading, fallback.loading, strict=True)
    )


def _lower(row: WeekDose, other: WeekDose) -> WeekDose:
    """The lower of two rows, value by value; stretches and their rests are those of the smaller dose."""
    smaller = min(row, other, key=lambda dose: (dose.backward_s, dose.bout_s))
    return smaller._replace(
        sessions=min(row.sessions, other.sessions),
        speed_mph=min(row.speed_mph, other.speed_mph),
        grade_pct=min(row.grade_pct, other.grade_pct),
        stages=other.stages,
        task=row.task,
        recovery_task=row.recovery_task,
    )


def _phase(number: int) -> Phase:
    return (Phase.BASE, Phase.BUILD, Phase.PEAK)[min((number - 1) // 4, 2)]
