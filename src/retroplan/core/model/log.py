"""What a person reports of a session."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import NamedBy, Outcome, Stage

QUIET_SHARE = 1.15
"""More of the planned minutes or speed than this is said; a test keeps it to the rulebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLog:
    """One report. `prescribed` is the session as it was planned on that day, kept with the log.

    Values are None where nobody said; for a session done as planned, the dose fields carry the
    prescription, because that is what the person said they did.
    """

    session_id: str | None
    """None for an extra walk."""
    date: dt.date
    outcome: Outcome
    total_s: int | None = None
    backward_s: int | None = None
    speed_mps: float | None = None
    grade_pct: float | None = None
    distance_m: float | None = None
    stage: Stage | None = None
    rpe: int | None = None
    """Borg CR10, 0-10."""
    nprs_before: int | None = None
    nprs_during: int | None = None
    near_falls: int | None = None
    falls: int | None = None
    heart_rate_bpm: int | None = None
    reason: str = ""
    """Why it was skipped or stopped early."""
    note: str = ""
    prescribed: Session | None = None
    named_by: NamedBy = NamedBy.SESSION
    as_planned: tuple[str, ...] = ()
    """The fields of which nobody said anything, so that they are as planned."""

    @property
    def is_walk(self) -> bool:
        """Whether anybody walked: all but a session that was skipped."""
        return self.outcome is not Outcome.SKIPPED
