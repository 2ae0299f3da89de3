"""The backward jog: short jogs within backward walking, for trained people who asked (invariant I45).

A jog takes the place of as many seconds of the stretch that it stands in, at the same speed, so that
minutes, stretches, recoveries, speeds and every limit on them stay what they are without it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retroplan.core.engine.caps import Caps
from retroplan.core.engine.doses import SessionDose, WeekOfDoses
from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.plan import Segment
from retroplan.core.model.protocol import Protocol, WeekDose
from retroplan.core.model.vocabulary import Place, SegmentKind, Stage, Tier

STAGES = frozenset({Stage.TRACK, Stage.GRASS})
PLACES = frozenset({Place.TRACK, Place.GRASS})


def with_jogs(protocol: Protocol, evidence: Evidence) -> Protocol:
    """The protocol for a plan that was asked to hold the jog: on the track, and level.

    The jog comes instead of the incline, because one new thing at a time is enough.
    """
    guidance = evidence.guidance
    notices = [notice for notice in protocol.notices if notice != guidance.jog_instead_of]
    return protocol._replace(
        name="backward-jog",
        title=f"{protocol.title}, with short jogs",
        jogs=True,
        weeks=tuple(map(_on_the_track, protocol.weeks)),
        expects=guidance.jog_expects,
        notices=(*notices, *guidance.jog_notices),
        cites=tuple(dict.fromkeys((*protocol.cites, *evidence.invariants["I45"].cites))),
    )


def _on_the_track(row: WeekDose) -> WeekDose:
    others = (stage for stage in row.stages if stage not in (Stage.UPHILL, Stage.STEEP_UPHILL))
    return row._replace(grade_pct=0.0, stages=tuple(dict.fromkeys((Stage.TRACK, *others))))


def may_jog(dose: SessionDose, week: WeekOfDoses, caps: Caps, bounds: Bounds) -> bool:
    """Whether a session is the one of its week that holds jogs, its rung left behind before."""
    return (
        caps.protocol.jogs
        and caps.tier.tier is Tier.A_PLUS
        and dose.is_sure
        and dose.stage in STAGES
        and dose.place in PLACES
        and week.target.unload_share is None
        and week.target.number >= bounds.jog_first_week
        and len(week.sessions) > 1  # alone stands a session that was changed: no jogs then
        and dose.number == week.sessions[0].number
        and dose.shape.bout_s >= _least_stretch_s(bounds)
    )


def jogged(steps: Sequence[Segment], evidence: Evidence) -> tuple[Segment, ...]:
    """The steps of a session with jogs in its stretches, as many as a session may hold."""
    left, found = evidence.bounds.jog_bouts_max, []
    for step in steps:
        if step.kind is not SegmentKind.WORK:
            found.append(step)
            continue
        parts = tuple(_split(step, left, evidence))
        left -= sum(part.task == evidence.guidance.jog for part in parts)
        found += parts
    return tuple(found)


def _split(stretch: Segment, most: int, evidence: Evidence) -> Iterator[Segment]:
    """Walk, jog, walk on; a stretch opens and ends in walking."""
    bounds, left, walk_s = evidence.bounds, stretch.duration_s, evidence.bounds.jog_lead_s
    for _ in range(most):
        if left < walk_s + 2 * bounds.jog_bout_s:
            break
        yield replace(stretch, duration_s=walk_s)
        yield replace(stretch, duration_s=bounds.jog_bout_s, task=evidence.guidance.jog)
        left -= walk_s + bounds.jog_bout_s
        walk_s = bounds.jog_gap_s
    yield replace(stretch, duration_s=left)


def _least_stretch_s(bounds: Bounds) -> int:
    return bounds.jog_lead_s + 2 * bounds.jog_bout_s
