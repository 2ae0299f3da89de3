"""The limits that several rules share."""

from retroplan.core.model.clearance import Limits
from retroplan.core.model.vocabulary import Stage, Tier
from retroplan.core.screening.case import Case

GENERAL = Limits(tier=Tier.B)
NO_HANDS_FREE = Limits(hands_free=False)


def support(case: Case, *about: str) -> Limits:
    """Tier C: something to hold and somebody beside, on the level (I21).

    The treadmill's rails only where a clinician's yes opens them; for what the limits are `about`, one that
    covers it.
    """
    opens = case.agreed.treadmill and (not about or case.is_covered(about))
    return Limits(
        tier=Tier.C,
        highest_stage=Stage.TREADMILL_RAILS if opens else Stage.CORRIDOR,
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
