"""A plan that was edited by hand: what it says of a session holds as a limit from then on."""

from collections.abc import Sequence

from retroplan.core.engine.bouts import Shape, shape
from retroplan.core.model.events import Applied, AppliedDose, Event
from retroplan.core.model.evidence import Bounds


def caps_of(events: Sequence[Event]) -> dict[str, AppliedDose]:
    """The most that each session may hold that was ever edited by hand, by its id; the newest word counts."""
    return {
        dose.session_id: dose
        for event in events
        if isinstance(event, Applied)
        for dose in event.doses
    }


def shape_of(dose: AppliedDose) -> Shape:
    """The frame of a session that was written by hand."""
    return Shape(
        warm_up_s=dose.warm_up_s, reps=dose.reps, bout_s=dose.bout_s,
        recovery_s=dose.recovery_s, cool_down_s=dose.cool_down_s,
    )  # fmt: skip


def capped_shape(proposed: Shape, cap: AppliedDose, bounds: Bounds) -> Shape:
    """The lower of what the rules give and what was written: the written one itself, where it is lower."""
    if cap.backward_s <= proposed.backward_s and cap.bout_s <= proposed.bout_s:
        return shape_of(cap)
    if proposed.backward_s <= cap.backward_s and proposed.bout_s <= cap.bout_s:
        return proposed._replace(recovery_s=max(proposed.recovery_s, _rest(proposed, cap)))
    return shape(
        min(proposed.backward_s, cap.backward_s),
        bout_s=min(proposed.bout_s, cap.bout_s),
        recovery_s=max(proposed.recovery_s, cap.recovery_s),
        cool_down_s=proposed.cool_down_s,
        bounds=bounds,
        pattern=(cap.reps, cap.bout_s),
    )


def _rest(proposed: Shape, cap: AppliedDose) -> int:
    """No shorter than written for stretches as long as those; smaller ones need no longer rest."""
    is_same = (proposed.reps, proposed.bout_s) == (cap.reps, cap.bout_s)
    return cap.recovery_s if is_same else 0
