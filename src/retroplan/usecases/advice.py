"""What a record means for the person, in sentences: kind, careful, and never more than is known."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from retroplan.core.model.log import SessionLog

if TYPE_CHECKING:
    from retroplan.core.model.scales import PainZone

QUIET_PAIN = 2
"""The top of the zone that asks for nothing, so that quiet days need not read the zones; a test keeps it true."""


def advice_on(log: SessionLog, *, is_second: bool) -> tuple[str, ...]:
    """The sentences about a walk, most urgent first; none when all went as it should.

    `is_second`: another walk is recorded for the same day.
    """
    said = list(_warnings(log))
    if not said and _was_harder_than_meant(log):
        said.append("That was harder than it was meant to be: go a little slower next time.")
    if is_second:
        said.append(
            "There is another walk on this day already. Both are kept; one a day is enough, and "
            "what was missed is never made up."
        )
    return tuple(said)


def _warnings(log: SessionLog) -> Iterator[str]:
    if log.falls:
        yield (
            "It is good that you wrote the fall down. Tell somebody today, and see your clinician "
            "before the next session. If you hit your head or something hurts badly, get help now."
        )
    if log.nprs_during is not None and log.nprs_during > QUIET_PAIN:
        yield _pain_sentence(log.nprs_during)
    if log.near_falls and not log.falls:
        yield (
            "After a stumble: next time hold on a little more (a wall, a rail, a person) and go a "
            "little slower. If it happens again in the same session, stop there for the day."
        )


def advice_from(log: SessionLog) -> tuple[str, ...]:
    """What the last walk asks of the next session, most urgent first; none when all went as it should."""
    said = []
    if log.falls:
        said.append("You fell last time: see your clinician before you walk backward again.")
    if log.nprs_during is not None and log.nprs_during > QUIET_PAIN:
        asked = _zone(log.nprs_during).next_time
        said.append(f"Last time it hurt {log.nprs_during} of 10. {asked}".strip())
    if log.near_falls and not log.falls:
        said.append(
            "You stumbled last time: hold on a little more today (a wall, a rail, a person), and "
            "go a little slower."
        )
    return tuple(said)


def _pain_sentence(pain: int) -> str:
    return _zone(pain).sentence


def _zone(pain: int) -> "PainZone":
    from retroplan.evidence.load import load_scales  # only for pain: parsing costs the quiet days

    return next(zone for zone in load_scales().zones if zone.low <= pain <= zone.high)


def _was_harder_than_meant(log: SessionLog) -> bool:
    return log.rpe is not None and log.prescribed is not None and log.rpe > log.prescribed.rpe.high
