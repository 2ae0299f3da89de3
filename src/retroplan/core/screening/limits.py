"""The limits that several rules share."""

from retroplan.core.model.clearance import Limits
from retroplan.core.model.vocabulary import Stage, Tier
from retroplan.core.screening.case import Case

GENERAL = Limits(tier=Tier.B)
NO_HANDS_FREE = Limits(hands_free=False)


def support(case: Case) -> Limits:
    """Tier C: something to hold and somebody beside (I21); the treadmill's rails only with a clinician's yes."""
    return Limits(
        tier=Tier.C,
        highest_stage=Stage.TREADMILL_RAILS if case.agreed else Stage.CORRIDOR,
        spotter_required=True,
        hands_free=False,
        outdoors=False,
        level_only=True,
    )


def light(case: Case) -> Limits:
    """Light effort: by VO2 reserve where it is known, by how hard it feels where it is not."""
    numbers = case.numbers
    return Limits(
        tier=Tier.B,
        highest_vo2_reserve=numbers["light_vo2_reserve"],
        highest_rpe=int(numbers["light_rpe"]),
    )


def strictest(case: Case) -> Limits:
    """What a finding that stops everything carries, so that it is at least as strict as any other."""
    return (
        support(case)
        .tighter(light(case))
        .tighter(
            Limits(
                highest_stage=Stage.COUNTER,
                outdoors=False,
                overground_first=True,
                heart_rate_target=False,
            )
        )
    )


def moderate(case: Case) -> Limits:
    """At most moderate effort: nothing vigorous."""
    numbers = case.numbers
    return Limits(
        highest_vo2_reserve=numbers["moderate_vo2_reserve"],
        highest_rpe=int(numbers["moderate_rpe"]),
    )
