"""The wished-for curve: one target a week from the protocol's rows, before any rate limit."""

from dataclasses import dataclass, replace

from retroplan.core.model.evidence import Bounds
from retroplan.core.model.protocol import Protocol, WeekDose
from retroplan.core.model.vocabulary import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a week aims for. `unload_share` is set in lighter weeks: the share of the week before."""

    number: int
    phase: Phase
    row: WeekDose
    protocol_grade_pct: float
    """The incline of the goal's own row, before anything bounds it."""
    unload_share: float | None
    adds_session: bool
    """The protocol adds a session in this week, so nothing else may rise (I14)."""
    adds_grade: bool
    """The protocol raises the incline in this week, so the speed may not rise (I15)."""


def targets(
    protocol: Protocol, fallback: Protocol | None, weeks: int, bounds: Bounds
) -> tuple[Target, ...]:
    """One target a week. Every fourth week unloads; the rows between are taken in order."""
    rows = iter(zip(protocol.loading, _bounded(protocol, fallback), strict=True))
    share = min(protocol.unload_share, fallback.unload_share if fallback else 1.0)
    found: list[Target] = []
    own, row = next(rows)
    for number in range(1, weeks + 1):
        unloads = number % bounds.deload_gap_min == 0
        own_before, before = own, row
        if not unloads and number > 1:
            own, row = next(rows)
        found.append(
            Target(
                number=number,
                phase=Phase.UNLOAD if unloads else _phase(number),
                row=row,
                protocol_grade_pct=own.grade_pct,
                unload_share=share if unloads else None,
                adds_session=_adds(own_before, own, before, row, "sessions"),
                adds_grade=_adds(own_before, own, before, row, "grade_pct"),
            )
        )
    return tuple(found)


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
    """The lower of two rows, value by value; the stretch pattern follows the smaller dose."""
    smaller = min(row, other, key=lambda dose: (dose.backward_s, dose.bout_s))
    return replace(
        smaller,
        sessions=min(row.sessions, other.sessions),
        bout_s=smaller.bout_s,
        recovery_s=max(row.recovery_s, other.recovery_s),
        speed_mph=min(row.speed_mph, other.speed_mph),
        grade_pct=min(row.grade_pct, other.grade_pct),
        stages=other.stages,
        task=row.task,
        recovery_task=row.recovery_task,
    )


def _phase(number: int) -> Phase:
    return (Phase.BASE, Phase.BUILD, Phase.PEAK)[min((number - 1) // 4, 2)]
