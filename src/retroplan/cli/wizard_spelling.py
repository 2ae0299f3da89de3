"""Values as they can be typed again, in the units the person likes."""

from collections.abc import Mapping

from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.quantities import KG_PER_LB, METRES_PER_FOOT

CM_PER_FOOT = METRES_PER_FOOT * 100


def is_imperial(answers: Mapping[str, object]) -> bool:
    """Whether feet, pounds and miles are what the person likes."""
    return answers.get("display.units") == "imperial"


def spell(value: object, _: Mapping[str, object]) -> str:
    """A value as it could have been typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value) or "none"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def spell_height(value: object, answers: Mapping[str, object]) -> str:
    """`163 cm` or `5 ft 4 in`."""
    if not isinstance(value, (int, float)):
        return spell(value, answers)
    if not is_imperial(answers):
        return f"{value:g} cm"
    feet, inches = divmod(round(value / CM_PER_FOOT * 12, 1), 12)
    return f"{feet:.0f} ft {inches:.3g} in"


def spell_mass(value: object, answers: Mapping[str, object]) -> str:
    """`78 kg` or `172 lb`."""
    if not isinstance(value, (int, float)):
        return spell(value, answers)
    return f"{round(value / KG_PER_LB, 1):g} lb" if is_imperial(answers) else f"{value:g} kg"


def spell_speed(value: object, answers: Mapping[str, object]) -> str:
    """`4.8 km/h` or `3 mph`."""
    if not isinstance(value, (int, float)):
        return spell(value, answers)
    if is_imperial(answers):
        return f"{value / MPS_PER_MPH:.4g} mph"
    return f"{value / MPS_PER_KMH:.4g} km/h"


def spell_pressure(value: object, answers: Mapping[str, object]) -> str:
    """`128/80`."""
    if isinstance(value, tuple):
        return "/".join(str(part) for part in value)
    return spell(value, answers)
