"""The level that a plan came to, and the protocol that holds it."""

from collections.abc import Sequence

from retroplan.core.model.ending import Reached
from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.protocol import Protocol, WeekDose
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Outcome


def reached_in(walks: Sequence[SessionLog], *, most_pain: float, times: int) -> Reached | None:
    """The most of each value that went well so many times; None where too few sessions tell.

    A session counts that was done whole, with its pain and stumbles told, and no red pain and no
    stumble among them. What was not told counts for nothing, and neither does more than was planned (I46).

    Args:
        walks: with the sessions as they were prescribed.
        most_pain: the top of the acceptable zone, NPRS 0-10.
        times: how often a value must have gone well; one good day is no level.
    """
    good = [
        (log, log.prescribed)
        for log in walks
        if log.prescribed is not None and _went_well(log, most_pain)
    ]
    if len(good) < times:
        return None
    return Reached(
        backward_s=int(
            _highest([min(log.backward_s or 0, s.backward_s) for log, s in good], times)
        ),
        bout_s=int(_highest([max(s.stretches_s) for _, s in good], times)),
        speed_mps=_highest([min(log.speed_mps or 0.0, s.speed_mps) for log, s in good], times),
        grade_pct=_highest([min(log.grade_pct or 0.0, s.grade_pct) for log, s in good], times),
    )


def _went_well(log: SessionLog, most_pain: float) -> bool:
    return (
        log.outcome is Outcome.DONE
        and log.prescribed is not None
        and bool(log.backward_s)
        and log.nprs_during is not None
        and log.nprs_during <= most_pain
        and log.near_falls == 0
        and not log.falls
    )


def _highest(values: Sequence[float], times: int) -> float:
    """The highest value that so many of them reach."""
    return sorted(values, reverse=True)[times - 1]


def holding(
    protocol: Protocol, reached: Reached, evidence: Evidence, *, sessions_wished: int | None
) -> Protocol:
    """The protocol with no row above what was reached: the way back up to it, and no further.

    Two sessions a week, or as many as were wished for and the protocol has. Its floor of minutes
    (I37) is none: a person may have reached little, and holding that is no breach. For somebody of a
    lower tier than the protocol's, the gentler rows that bound it say how long a stretch is.
    """
    guidance, bounds = evidence.guidance, evidence.bounds
    most = max(bounds.sessions_min, sessions_wished or bounds.sessions_min)
    rest_s = max(row.recovery_s for row in protocol.weeks)
    return protocol._replace(
        name="maintenance",
        incline_first=False,
        title=f"{protocol.title}, held",
        weeks=tuple(_held(row, reached, most, rest_s, bounds) for row in protocol.weeks),
        total_backward_min_low=0,
        expects=guidance.maintenance_expects,
        notices=(*protocol.notices, *guidance.maintenance_notices),
    )


def can_be_held(reached: Reached, bounds: Bounds) -> bool:
    """Whether a level leaves room for a lighter week (I04, I17), in stretches that fit a session."""
    least_s = bounds.backward_min_s / bounds.deload_share_max
    return reached.backward_s >= least_s and reached.bout_s >= bounds.stretch_min_s


def _held(row: WeekDose, reached: Reached, sessions: int, rest_s: int, bounds: Bounds) -> WeekDose:
    backward_s = min(row.backward_s, reached.backward_s)
    reps, bout_s = _fitting(backward_s, min(row.bout_s, reached.bout_s), bounds.stretch_step_s)
    return row._replace(
        sessions=min(row.sessions, sessions),
        reps=reps,
        bout_s=bout_s,
        recovery_s=rest_s if reps > 1 and not row.recovery_s else row.recovery_s,
        speed_mph=min(row.speed_mph, reached.speed_mps / MPS_PER_MPH),
        grade_pct=min(row.grade_pct, reached.grade_pct),
    )


def _fitting(backward_s: int, longest_s: int, step_s: int) -> tuple[int, int]:
    """Stretches, none longer than one was, that come closest to the time from below."""
    fewest = max(1, backward_s // longest_s)
    patterns = [
        (reps, min(longest_s, backward_s // reps) // step_s * step_s)
        for reps in range(fewest, 2 * fewest + 2)
    ]
    return max(patterns, key=lambda pattern: (pattern[0] * pattern[1], -pattern[0]))
