"""A record put right: what is said anew takes the place of what was said before."""

import datetime as dt
from dataclasses import replace

from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.recording import DOSE, Report, recorded
from retroplan.errors import UsageProblem

_FELT = ("rpe", "nprs_before", "nprs_during", "near_falls", "falls", "heart_rate_bpm")


def corrected(
    log: SessionLog,
    report: Report,
    *,
    date: dt.date | None = None,
    reason: str | None = None,
    note: str | None = None,
) -> SessionLog:
    """The log with some of it said anew; what is not said stays as it is.

    A dose that follows from what is said follows again: the metres from the minutes, the backward
    minutes of a session that ended early from its plan, as when it was recorded.

    Args:
        log: as it was, with the session as it was prescribed.
        report: the new values; its own note and reason are not looked at.
        date: the day, where that is said anew.
        reason: why it ended early or was left out; empty = none.
        note: in place of the old one; empty = none.

    Raises:
        UsageProblem: what is said contradicts itself, or is about the walk of a session that was
            skipped.
    """
    felt = {name: getattr(report, name) for name in _FELT if getattr(report, name) is not None}
    says_dose = report.is_partial or any(getattr(report, name) is not None for name in DOSE)
    if not log.is_walk and (felt or says_dose):
        raise UsageProblem(
            "this session was skipped, so there is no walk to describe",
            hint="if you did it after all: delete this record, then `retroplan log`",
        )
    dosed = _with_dose(log, report) if says_dose else log
    return replace(
        dosed,
        **felt,
        date=log.date if date is None else date,
        as_planned=_still_as_planned(log, report),
        reason=log.reason if reason is None else reason,
        note=log.note if note is None else note,
    )


def _still_as_planned(log: SessionLog, report: Report) -> tuple[str, ...]:
    said = {name for name in (*DOSE, *_FELT) if getattr(report, name) is not None}
    said |= {"outcome"} if report.is_partial else set()
    return tuple(name for name in log.as_planned if name not in said)


def _with_dose(log: SessionLog, report: Report) -> SessionLog:
    says_time = report.total_s is not None or report.backward_s is not None
    total, backward = _times(log, report)
    speed, distance = report.speed_mps, report.distance_m
    if speed is None and distance is None:
        speed = log.speed_mps
        distance = None if says_time else log.distance_m
    merged = Report(
        is_partial=report.is_partial or (log.outcome is Outcome.PARTIAL and not says_time),
        total_s=total,
        backward_s=backward,
        speed_mps=speed,
        grade_pct=log.grade_pct if report.grade_pct is None else report.grade_pct,
        distance_m=distance,
        stage=report.stage or log.stage,
    )
    new = recorded(log.prescribed, merged, date=log.date)
    return replace(
        log,
        outcome=new.outcome if log.session_id is None or log.prescribed else log.outcome,
        **{name: getattr(new, name) for name in DOSE},
    )


def _times(log: SessionLog, report: Report) -> tuple[int | None, int | None]:
    """Seconds in all and backward, None where they follow from the plan of the session."""
    if report.total_s is None and report.backward_s is None:
        return log.total_s, log.backward_s
    if report.total_s is None:
        return log.total_s, report.backward_s
    if report.backward_s is None and log.prescribed is None:
        return report.total_s, log.backward_s
    return report.total_s, report.backward_s
