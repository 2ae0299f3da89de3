"""The options of `retroplan log` as values, each within what can be true."""

from retroplan.core.model.vocabulary import Stage, Units
from retroplan.core.quantities import (
    parse_count,
    parse_distance,
    parse_minutes,
    parse_number,
    parse_speed,
)
from retroplan.core.recording import FASTEST_MPS, Report
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

SCALE = (0, 10)
MOST_STUMBLES = 50
MOST_FALLS = 20
STEEPEST_PCT = 15.0
SLOWEST_BPM, FASTEST_BPM = 25, 250
FARTHEST_M = 5_000.0


def report_of(
    environment: Environment,
    *,
    rpe: str,
    pain: str,
    pain_before: str,
    near_falls: str,
    falls: str,
    minutes: str,
    backward_minutes: str,
    speed: str,
    distance: str,
    incline: str,
    hr: str,
    stage: Stage | None,
    note: str,
    reason: str,
    is_partial: bool,
) -> Report:
    """What the options say; an empty one is not said.

    Raises:
        UsageProblem: a value that cannot be; the sentence names the option and its range.
    """
    return Report(
        is_partial=is_partial,
        total_s=parse_minutes(minutes, name="--minutes") if minutes else None,
        backward_s=(
            parse_minutes(backward_minutes, name="--backward-minutes")
            if backward_minutes
            else None
        ),
        speed_mps=_speed(speed, environment) if speed else None,
        grade_pct=(
            parse_number(incline, name="--incline", low=0, high=STEEPEST_PCT, unit="%")
            if incline
            else None
        ),
        distance_m=_distance(distance, environment) if distance else None,
        stage=stage,
        rpe=_count(rpe, "--rpe", *SCALE),
        nprs_before=_count(pain_before, "--pain-before", *SCALE),
        nprs_during=_count(pain, "--pain", *SCALE),
        near_falls=_count(near_falls, "--near-falls", 0, MOST_STUMBLES),
        falls=_count(falls, "--falls", 0, MOST_FALLS),
        heart_rate_bpm=_count(hr, "--hr", SLOWEST_BPM, FASTEST_BPM),
        reason=reason,
        note=note,
    )


def pain_of(text: str, name: str) -> int | None:
    """Pain from 0 to 10; None where nothing is said.

    Raises:
        UsageProblem: no such number; the sentence names the option.
    """
    return _count(text, name, *SCALE)


def _count(text: str, name: str, low: int, high: int) -> int | None:
    return parse_count(text, name=name, low=low, high=high) if text else None


def _speed(text: str, environment: Environment) -> float:
    speed = parse_speed(text, name="--speed", units=_units_for(text, environment))
    if not 0 < speed <= FASTEST_MPS:
        raise UsageProblem(
            f"--speed is above 0 and up to {FASTEST_MPS * 3.6:g} km/h, not {text.strip()[:24]}"
        )
    return speed


def _distance(text: str, environment: Environment) -> float:
    distance = parse_distance(text, name="--distance", units=_units_for(text, environment))
    if distance > FARTHEST_M:
        raise UsageProblem(f"--distance is up to {FARTHEST_M:g} m, not {text.strip()[:24]}")
    return distance


def _units_for(text: str, environment: Environment) -> Units | None:
    """The person's units for a bare number; a number with its unit needs no look at the store."""
    from retroplan.usecases.training_log import units_in_use

    return units_in_use(environment=environment) if text.strip()[-1:].isdigit() else None
