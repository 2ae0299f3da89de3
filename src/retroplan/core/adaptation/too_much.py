"""Rules over walks that were more than the plan asked for: kept as they were, said, never praised (I46)."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.adaptation.walk_signals import SessionSignals, day_of, done_of, ruled_of
from retroplan.core.model.adjustment import Input
from retroplan.core.model.evidence import Bounds
from retroplan.core.model.log import SessionLog
from retroplan.core.model.rulebook import Rule
from retroplan.core.text import clock, day_words, listed


def overdone(signals: SessionSignals) -> Ruling | None:
    """More than planned by over 15 % and a minute, or faster by over 15 % (I46; judgement)."""
    if far_overdone(signals) is not None or not _is_over(signals):
        return None
    return ruled_of(
        signals, "overdone",
        f"That was more than planned on {day_of(signals)}: {_extent(signals)}. It is kept as it was and "
        "counts neither way: the planned session comes again, for it is the plan that has to be borne.",
        [done_of(signals)],
        "Walked as planned it would have counted towards the next step up.",
        values=_overs(signals),
    )  # fmt: skip


def far_overdone(signals: SessionSignals) -> Ruling | None:
    """Above 150 %, steeper, or on a rung or place that the plan does not lead to (I46; judgement)."""
    reasons = _far(signals)
    if not reasons:
        return None
    return ruled_of(
        signals, "far-overdone",
        f"That was much more than your plan allows on {day_of(signals)}: {listed(list(reasons))}. It is "
        "kept as it was; the next step up is counted anew from here, and the planned session comes "
        "again." + _support(signals),
        [done_of(signals)],
        "Walked as planned it would have counted towards the next step up.",
        values={**_overs(signals), "beyond": ",".join(reasons.values())},
    )  # fmt: skip


def _support(signals: SessionSignals) -> str:
    """For who needs support, that it is there for a reason."""
    allowed = signals.allowed
    if allowed is None or not allowed.holds_on:
        return ""
    return " Keep a hand on something firm, and somebody beside you: falling is the main risk."


def _is_over(signals: SessionSignals) -> bool:
    numbers, log, planned = (
        signals.rulebook["overdone"].numbers,
        signals.log,
        _planned_dose(signals),
    )
    if planned is None:
        return False
    seconds, speed = planned
    done_s, share = log.backward_s or 0, numbers["share_above"]
    is_longer = done_s > max(seconds + numbers["seconds_above"], seconds * share + _HALF_S)
    is_faster = (
        log.speed_mps is not None and log.speed_mps > speed * numbers["share_above"] + _SPEED
    )
    return is_longer or is_faster


def _planned_dose(signals: SessionSignals) -> tuple[float, float] | None:
    """Backward seconds and speed that were asked for; of a walk outside the plan, those that stand."""
    planned, allowed = signals.log.prescribed, signals.allowed
    if planned is not None:
        return planned.backward_s, planned.speed_mps
    if allowed is None or allowed.full_s is None or allowed.full_mps is None:
        return None
    return allowed.full_s, allowed.full_mps


def _far(signals: SessionSignals) -> dict[str, str]:
    """Why a walk lay far beyond the plan: in words, each with its code."""
    log, planned, allowed = signals.log, _planned_dose(signals), signals.allowed
    share = signals.rulebook["far-overdone"].numbers["share_above"]
    least_s = signals.rulebook["overdone"].numbers["seconds_above"]
    found = {}
    if planned is not None:
        seconds, speed = planned
        if log.backward_s is not None and log.backward_s > max(share * seconds, seconds + least_s):
            found[f"{clock(log.backward_s)} minutes backward instead of {clock(int(seconds))}"] = (
                "minutes"
            )
        if log.speed_mps is not None and log.speed_mps > share * speed + _SPEED:
            found[f"{log.speed_mps / speed:.1f} times the speed"] = "speed"
    grade = log.prescribed.grade_pct if log.prescribed else 0.0
    steepest = max(grade, allowed.grade_pct if allowed else grade)
    if log.grade_pct is not None and log.grade_pct > steepest + _GRADE:
        found[f"{log.grade_pct:g} % uphill"] = "incline"
    is_planned = log.prescribed is not None and log.stage is log.prescribed.stage
    if log.stage is not None and allowed and log.stage not in allowed.stages and not is_planned:
        found["a place without the support that your plan asks for"] = "stage"
    return found


_HALF_S = 0.5
_SPEED = 1e-3
_GRADE = 0.05
"""Rounding of typed speeds and inclines apart."""


def _extent(signals: SessionSignals) -> str:
    log, planned = signals.log, _planned_dose(signals)
    seconds, speed = planned or (0.0, 0.0)
    parts = []
    if log.backward_s is not None and log.backward_s > seconds:
        parts.append(f"{clock(log.backward_s)} minutes backward instead of {clock(int(seconds))}")
    if log.speed_mps is not None and speed and log.speed_mps > speed + _SPEED:
        parts.append(f"{log.speed_mps / speed:.1f} times the speed")
    return listed(parts)


def _overs(signals: SessionSignals) -> dict[str, float | str]:
    log, planned = signals.log, _planned_dose(signals)
    told = {"backward_s": log.backward_s, "speed_mps": log.speed_mps, "grade_pct": log.grade_pct,
            "stage": log.stage.value if log.stage else None,
            "planned_backward_s": planned[0] if planned else None,
            "planned_speed_mps": planned[1] if planned else None}  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}


def week_overdone(
    number: int,
    logs: Sequence[SessionLog],
    planned_s: int,
    recent_s: Sequence[int],
    bounds: Bounds,
    rule: Rule,
) -> Ruling | None:
    """A week whose backward minutes came to more than a week may rise by (I12; nielsen2014).

    Args:
        number: of the week.
        logs: every walk of it, those outside the plan included.
        planned_s: backward seconds that it was meant to hold: what the plan gives back is no rise.
        recent_s: backward seconds of the two weeks before it, as they were planned; none before the first.
        bounds: the numbers of the invariants.
        rule: from the rulebook.
    """
    walked_s = sum(log.backward_s or 0 for log in logs)
    if not recent_s or not logs:
        return None
    most = max(recent_s)
    limit = max(planned_s, most + max(bounds.weekly_rise_s, most * bounds.weekly_rise_share))
    if walked_s <= limit + _SUM_S:
        return None
    day: dt.date = max(log.date for log in logs)
    return ruled(
        rule,
        date=day,
        sentence=f"Week {number} came to {clock(walked_s)} minutes backward by {day_words(day)}, more "
        f"than the {clock(int(limit))} that a week may rise to. What is planned stays as it is: a rise "
        "is borne better in small steps.",
        inputs=[Input(date=day, name=f"backward time of week {number}", value=clock(walked_s))],
        otherwise="Within that nothing would have been said.",
        values={"week": number, "backward_s": walked_s, "limit_s": round(limit)},
    )


_SUM_S = 60
"""A minute of a whole week is rounding of what was typed."""
