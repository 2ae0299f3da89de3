"""What is asked beside a number: where it hurts, what was taken, what the legs feel. Shared by `log` and `checkin`."""

from dataclasses import replace

from retroplan.cli.prompts import BACK, Back, ask_yes_no, ask_yes_no_unknown
from retroplan.core.adaptation.usual import QUIET_PAIN
from retroplan.core.model.events import CheckIn

WHY_PLACE = "Pain in another place is another pain: it is weighed by itself."
WHY_PAINKILLER = (
    "It can hide what a walk does, so the session counts neither for a step up nor for one down. "
    "Enter if you do not know."
)
WHY_LEGS = (
    "With a back that hurts, new signs in a leg come before any walk. Enter if you do not know."
)
WHY_LIMBS = "Where feeling is lost, look: skin, swelling, warmth. Enter if you did not."


def is_worth_asking_where(pain: int | None) -> bool:
    """Whether pain (NPRS) is enough to ask where it is."""
    return pain is not None and pain > QUIET_PAIN


def ask_place(said: CheckIn) -> CheckIn | Back:
    """Whether it hurts where it always does; Enter says so."""
    answer = ask_yes_no("The same place as always?", default=True, why=WHY_PLACE)
    return BACK if answer is BACK else replace(said, pain_elsewhere=None if answer else True)


def ask_painkiller(said: CheckIn) -> CheckIn | Back:
    """More than usual against pain, before the walk."""
    answer = ask_yes_no_unknown("More than usual against pain, before it?", why=WHY_PAINKILLER)
    return BACK if answer is BACK else replace(said, painkiller=answer or None)


def ask_leg_signs(said: CheckIn) -> CheckIn | Back:
    """New signs in a leg."""
    answer = ask_yes_no_unknown("New pain or numbness in a leg?", why=WHY_LEGS)
    return BACK if answer is BACK else replace(said, leg_signs=answer or None)


def ask_limbs(said: CheckIn) -> CheckIn | Back:
    """Feet and joints, looked at where they are not felt."""
    answer = ask_yes_no_unknown("Feet and joints as ever?", why=WHY_LIMBS)
    return BACK if answer is BACK else replace(said, limbs_as_ever=answer)
