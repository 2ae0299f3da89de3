"""What is asked after a fall, whichever way it was told: did it hurt, was it looked at?"""

from retroplan.core.adaptation.falls import Fall
from retroplan.core.text import day_words
from retroplan.errors import Unsafe
from retroplan.reports.words import ANSWER_A_FALL


class FallOpen(Unsafe):
    """A fall was told, and not whether it hurt and was looked at."""


def asked_of_a_fall(fall: Fall | None) -> FallOpen | None:
    """What holds every session after a fall; None where nothing is open."""
    return None if fall is None else fall_open(fall)


def fall_open(fall: Fall) -> FallOpen:
    """What a person is asked about a fall, and how they answer."""
    day = day_words(fall.date)
    if fall.hurt:
        return FallOpen(
            f"the fall of {day} hurt: have it looked at first",
            hint="once that is done: `retroplan plan resume --hurt yes --seen yes`",
        )
    return FallOpen(
        f"you told of a fall on {day}: did it hurt, and has a doctor or physiotherapist "
        "looked at it?",
        hint=f"answer both, yes or no: `{ANSWER_A_FALL}`",
    )
