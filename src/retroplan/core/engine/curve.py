"""The wished-for curve: one target a week from the protocol's rows, before any rate limit."""

from dataclasses import dataclass, replace

from retroplan.core.model.evidence import Bounds, Protocol, WeekDose
from retroplan.core.model.vocabulary import Phase, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a week aims for. `unload_share` is set in lighter weeks: the share of the week before."""

    number: int
    phase: Phase
    row: WeekDose
    unload_share: float | None
    adds_session: bool
    """The protocol adds a session in this week, so nothing else may rise (I14)."""
    adds_grade: bool
    """The protocol raises the incline in this week, so the speed may not rise (I15)."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self.row.stages


def targets(
    protocol: Protocol, fallback: Protocol | None, weeks: int, bounds: Bounds
) -> tuple[Target, ...]:
    """One target a week. Every fourth week unloads; the rows between are taken in order."""
    rows = iter(_bounded(protocol, fallback))
    share = min(protocol.unload_share, fallback.unload_share if fallback else 1.0)
    found: list[Target] = []
    row: WeekDose | None = None
    for number in range(1, weeks + 1):
        unloads = number % bounds.deload_gap_min == 0
        before = row
        row = row if unloads and row is not None else next(rows)
        found.append(
            Target(
                number=number,
                phase=Phase.UNLOAD if unloads else _phase(number),
                row=row,
                unload_share=share if unloads else None,
                adds_session=before is not None and row.sessions > before.sessions,
                adds_grade=before is not None and row.grade_pct > before.grade_pct,
            )
        )
    return tuple(found)


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
