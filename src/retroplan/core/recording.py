"""From what a person says of a session to the log that is kept of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Segment, Session
from retroplan.core.model.vocabulary import Direction, NamedBy, Outcome, Stage
from retroplan.core.text import clock, day_words
from retroplan.errors import UsageProblem

FASTEST_MPS = 3.0
"""Faster than anybody walks backward: a slip of the keys, or the distance of something else."""


class Report(NamedTuple):
    """What a person says. None is "not said": for the dose that means as planned, else not known."""

    is_partial: bool = False
    total_s: int | None = None
    backward_s: int | None = None
    speed_mps: float | None = None
    grade_pct: float | None = None
    distance_m: float | None = None
    """Backward metres."""
    stage: Stage | None = None
    rpe: int | None = None
    nprs_before: int | None = None
    nprs_during: int | None = None
    near_falls: int | None = None
    falls: int | None = None
    heart_rate_bpm: int | None = None
    reason: str = ""
    note: str = ""
    is_effort_as_planned: bool = False
    """`rpe` is what the plan asks for, by the person's word."""


DOSE = ("total_s", "backward_s", "speed_mps", "grade_pct", "distance_m", "stage")
"""What a record says of how much was walked."""


class _Dose(NamedTuple):
    total_s: int | None
    backward_s: int | None
    speed_mps: float | None
    distance_m: float | None


def recorded(
    session: Session | None,
    report: Report,
    *,
    date: dt.date,
    named_by: NamedBy = NamedBy.SESSION,
) -> SessionLog:
    """The log of a session, or of a walk outside the plan where `session` is None.

    What was not said of the dose is taken from the session as it was prescribed. A session that
    ended early is taken to have ended there: its backward minutes are those up to that moment.

    Raises:
        UsageProblem: what was said contradicts itself, or a part has no length.
    """
    dose = _dose(session, report)
    total, backward = dose.total_s, dose.backward_s
    if total is not None and backward is not None and backward > total:
        raise UsageProblem(f"{clock(backward)} backward is more than {clock(total)} in all")
    return SessionLog(
        session_id=session.session_id if session else None,
        date=date,
        outcome=_outcome(session, report, dose),
        total_s=dose.total_s,
        backward_s=dose.backward_s,
        speed_mps=dose.speed_mps,
        grade_pct=_said(report.grade_pct, session.grade_pct if session else None),
        distance_m=dose.distance_m,
        stage=report.stage or (session.stage if session else None),
        rpe=report.rpe,
        nprs_before=report.nprs_before,
        nprs_during=report.nprs_during,
        near_falls=report.near_falls,
        falls=report.falls,
        heart_rate_bpm=report.heart_rate_bpm,
        reason=report.reason,
        note=report.note,
        prescribed=session,
        named_by=named_by if session else NamedBy.NOTHING,
        as_planned=_as_planned(report) if session else (),
    )


def skipped(
    session: Session, *, date: dt.date, reason: str, named_by: NamedBy = NamedBy.SESSION
) -> SessionLog:
    """The log of a session that was not done, on purpose."""
    return SessionLog(
        session_id=session.session_id, date=date, outcome=Outcome.SKIPPED, reason=reason,
        prescribed=session, named_by=named_by,
    )  # fmt: skip


def told_anew(log: SessionLog, session: Session | None) -> SessionLog:
    """A record as it would be of another session: what was left to the plan follows from that.

    Of none it is a walk outside the plan, as long as it was.
    """
    if session is None:
        outcome = Outcome.EXTRA if log.is_walk else log.outcome
        return replace(log, session_id=None, outcome=outcome, prescribed=None)
    same = replace(log, session_id=session.session_id, prescribed=session)
    if not log.is_walk or not log.as_planned:
        return same
    said: dict[str, Any] = {
        name: None if name in log.as_planned else getattr(log, name) for name in DOSE
    }
    report = Report(is_partial=_OUTCOME not in log.as_planned, **said)
    try:
        dose = recorded(session, report, date=log.date)
    except UsageProblem:  # what was said does not fit this session: it stays as it was said
        return same
    rpe = session.rpe.high if _EFFORT in log.as_planned else log.rpe
    numbers: dict[str, Any] = {name: getattr(dose, name) for name in DOSE}
    return replace(same, outcome=dose.outcome, rpe=rpe, **numbers)


def record_name(log: SessionLog) -> str:
    """`the record of session 2 on Wednesday 25 November`: which one is meant, in a sentence."""
    day = day_words(log.date)
    if log.prescribed is None:
        of = f"of session {log.session_id}" if log.session_id else "of a walk outside the plan"
        return f"the record {of} on {day}"
    if not log.is_walk:
        return f"the record that session {log.prescribed.number} was skipped on {day}"
    return f"the record of session {log.prescribed.number} on {day}"


def backward_until(segments: Sequence[Segment], moment_s: int) -> int:
    """Backward seconds of the first `moment_s` seconds."""
    backward, left = 0, moment_s
    for segment in segments:
        if segment.direction is Direction.BACKWARD:
            backward += min(left, segment.duration_s)
        left = max(0, left - segment.duration_s)
    return backward


_OUTCOME, _EFFORT = "outcome", "rpe"


def _as_planned(report: Report) -> tuple[str, ...]:
    """What the person left to the plan."""
    return (
        *(name for name in DOSE if getattr(report, name) is None),
        *(() if report.is_partial else (_OUTCOME,)),
        *((_EFFORT,) if report.is_effort_as_planned else ()),
    )


def _dose(session: Session | None, report: Report) -> _Dose:
    total, backward = _times(session, report)
    speed = _said(report.speed_mps, session.speed_mps if session else None)
    if report.distance_m is None:
        distance = None if speed is None or backward is None else round(speed * backward, 1)
        return _Dose(total, backward, speed, distance)
    if report.speed_mps is None and backward:
        speed = _speed_over(report.distance_m, backward)
    return _Dose(total, backward, speed, report.distance_m)


def _speed_over(distance_m: float, seconds: int) -> float:
    speed = distance_m / seconds
    if speed > FASTEST_MPS:
        raise UsageProblem(
            f"{distance_m:.0f} m in {clock(seconds)} backward would be {speed * 3.6:.0f} km/h",
            hint="give the distance of the backward part alone, or --backward-minutes as well",
        )
    return speed


def _times(session: Session | None, report: Report) -> tuple[int | None, int | None]:
    """Seconds in all and backward."""
    total, backward = report.total_s, report.backward_s
    if session is None:
        return total, backward
    if total is None and backward is None:
        if report.is_partial:
            raise UsageProblem(
                "say how far you went", hint="in minutes: --minutes 8, or --backward-minutes 3"
            )
        return session.total_s, session.backward_s
    if total is None:
        return (session.total_s if backward == session.backward_s else None), backward
    if backward is None and total < session.total_s:
        return total, backward_until(session.segments, total)
    if backward is None and not report.is_partial:
        return total, session.backward_s
    return total, backward


def _outcome(session: Session | None, report: Report, dose: _Dose) -> Outcome:
    if session is None:
        return Outcome.EXTRA
    is_short = dose.backward_s is not None and dose.backward_s < session.backward_s
    return Outcome.PARTIAL if report.is_partial or is_short else Outcome.DONE


def _said(said: float | None, planned: float | None) -> float | None:
    return planned if said is None else said
