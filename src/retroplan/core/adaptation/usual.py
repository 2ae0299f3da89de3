"""Whether a walk went as the plan took it to go: then there is nothing to work out.

Read by the daily commands, so it looks at the record and the session it was of, and loads no rules.
"""

from collections.abc import Iterable

from retroplan.core.model.log import QUIET_SHARE, SessionLog
from retroplan.core.model.vocabulary import Outcome

QUIET_PAIN = 2
"""The top of the zone that asks for nothing; a test keeps it to the rulebook."""
_ROUNDING = 1.001
"""Of typed minutes and speeds."""
NUMB = frozenset({"peripheral-neuropathy", "spinal-cord-injury"})
"""Conditions that take feeling away, so that a walk waits for a look at the feet; kept to the catalogue."""


def is_as_foreseen(
    log: SessionLog,
    earlier: Iterable[SessionLog],
    *,
    conditions: Iterable[str],
    is_day_told_of: bool,
) -> bool:
    """Whether a record changes nothing of a plan that took every session still to come to go well.

    Args:
        log: the record, with its session as it was planned.
        earlier: the records that the plan has taken in.
        conditions: what the person has, by name.
        is_day_told_of: whether anything else was told of its day, or of a later one.
    """
    session = log.prescribed
    if session is None or log.outcome is not Outcome.DONE or log.date != session.date:
        return False
    if is_day_told_of or not NUMB.isdisjoint(conditions):
        return False
    is_newest = all(each.date < log.date and each.session_id != log.session_id for each in earlier)
    return (
        is_newest
        and log.rpe is not None
        and log.rpe <= session.rpe.high
        and log.nprs_during is not None
        and log.nprs_during <= QUIET_PAIN
        and (log.nprs_before or 0) < QUIET_PAIN
        and log.near_falls == 0
        and not log.falls
        and log.backward_s is not None
        and session.backward_s <= log.backward_s <= session.backward_s * QUIET_SHARE
        and (log.speed_mps or 0.0) <= session.speed_mps * QUIET_SHARE * _ROUNDING
        and (log.grade_pct or 0.0) <= session.grade_pct
        and log.stage in (None, session.stage)
    )
