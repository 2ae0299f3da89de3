"""What a record means for the person, in sentences: kind, careful, and never more than is known."""

from typing import TYPE_CHECKING

from retroplan.core.adaptation.usual import QUIET_PAIN
from retroplan.core.model.log import SessionLog

if TYPE_CHECKING:
    from retroplan.core.model.scales import PainZone


def advice_on(log: SessionLog, *, is_second: bool) -> tuple[str, ...]:
    """What no rule says of a walk, most urgent first; what the plan makes of it is said beside it.

    `is_second`: another walk is recorded for the same day.
    """
    said = []
    if log.falls:
        said.append(
            "It is good that you wrote the fall down. Tell somebody today. If you hit your head or "
            "something hurts badly, get help now."
        )
    if is_second:
        said.append(
            "There is another walk on this day already. Both are kept; one a day is enough, and "
            "what was missed is never made up."
        )
    return tuple(said)


def advice_from(log: SessionLog) -> tuple[str, ...]:
    """What the last walk asks of the next day, where no rule has changed its session."""
    if log.nprs_during is None or log.nprs_during <= QUIET_PAIN:
        return ()
    asked = _zone(log.nprs_during).next_time
    return (f"Last time it hurt {log.nprs_during} of 10. {asked}".strip(),)


def _zone(pain: int) -> "PainZone":
    from retroplan.evidence.load import load_scales  # only for pain: parsing costs the quiet days

    return next(zone for zone in load_scales().zones if zone.low <= pain <= zone.high)
