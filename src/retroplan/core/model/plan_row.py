"""A session as a file says it, to be edited by hand: in the units and the precision of the file."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.vocabulary import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    session_id: str
    date: dt.date
    stage: Stage
    warm_up_s: int
    reps: int
    """Stretches of backward walking."""
    bout_s: int
    """Of each stretch."""
    recovery_s: int
    """After each stretch."""
    cool_down_s: int
    speed_kmh: float
    """To a hundredth."""
    grade_pct: float
    """To a tenth."""
    note: str = ""
    backward_s: int | None = None
    """Follows from the others; None where the file does not say it."""
    total_s: int | None = None


DOSE_FIELDS = (
    "stage", "warm_up_s", "reps", "bout_s", "recovery_s", "cool_down_s", "speed_kmh", "grade_pct",
)  # fmt: skip
"""What a session holds."""
