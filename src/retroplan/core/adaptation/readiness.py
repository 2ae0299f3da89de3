"""The colour of a day, from the rules that fired over it and what still holds it back."""

from collections.abc import Iterable

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.vocabulary import Colour, Standing, Step

WAITING = frozenset({Standing.RESTING, Standing.SUSPENDED})
"""A plan that waits for something to be over, or for a clinician. A pause is the person's own wish."""


def colour_of(
    reasons: Iterable[Adjustment],
    *,
    also: Iterable[Adjustment] = (),
    held: Iterable[Adjustment] = (),
    standing: Standing,
) -> Colour:
    """Red where the day holds no session, amber where something asks for less, else green.

    Args:
        reasons: the rules that fire over the day's check-ins.
        also: what else the rules found; only what withholds a session has a say.
        held: of earlier days, what still lets no session come.
        standing: of the plan, once all that is known.
    """
    found = tuple(reasons)
    if standing in WAITING or any(map(withholds, (*found, *also, *held))):
        return Colour.RED
    return Colour.AMBER if any(each.step is not Step.PROGRESS for each in found) else Colour.GREEN


def withholds(adjustment: Adjustment) -> bool:
    """Whether it takes the session of its own day."""
    return adjustment.step.rank >= Step.REST.rank or adjustment.until is not None
