"""Numbers with units: read from what people type, and written in the units they prefer.

There is one parser of numbers. Whatever looks like a number to a computer only (`nan`, `1e3`,
digits of other scripts, thousands marks) is refused rather than guessed at.
"""

from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.model.vocabulary import Units
from retroplan.errors import UsageProblem

METRES_PER_MILE = 1609.344  # exact by definition, as are those below
METRES_PER_FOOT = 0.3048
KG_PER_LB = 0.45359237
KG_PER_STONE = 6.35029318

_LONGEST = 24
_LONGEST_WHOLE = 9
_LONGEST_FRACTION = 6

_SPEED_UNITS = {
    "mph": MPS_PER_MPH,
    "mi/h": MPS_PER_MPH,
    "km/h": MPS_PER_KMH,
    "kmh": MPS_PER_KMH,
    "kph": MPS_PER_KMH,
    "m/s": 1.0,
    "mps": 1.0,
    "m/min": 1 / 60,
}
_DISTANCE_UNITS = {
    "m": 1.0,
    "km": 1000.0,
    "mi": METRES_PER_MILE,
    "ft": METRES_PER_FOOT,
    "yd": 3 * METRES_PER_FOOT,
}
_MASS_UNITS = {"kg": 1.0, "lb": KG_PER_LB, "lbs": KG_PER_LB, "st": KG_PER_STONE}


def parse_number(text: str, *, name: str, low: float, high: float, unit: str = "") -> float:
    """A number from `low` to `high`, both included; `2,5` is `2.5`.

    `name` and `unit` are for the words of the error.

    Raises:
        UsageProblem: no plain number, or out of range; the sentence names the range.
    """
    _refuse_thousands(text, name)
    value = _number(text)
    span = f"{low:g} to {high:g}{f' {unit}' if unit else ''}"
    if value is None:
        raise UsageProblem(f"{name} is a number from {span}, not {text[:_LONGEST]!r}")
    if not low <= value <= high:
        raise UsageProblem(f"{name} is a number from {span}, not {value:g}")
    return value


def parse_count(text: str, *, name: str, low: int, high: int, unit: str = "") -> int:
    """A whole number from `low` to `high`, both included.

    Raises:
        UsageProblem: no whole number, or out of range; the sentence names the range.
    """
    value = parse_number(text, name=name, low=low, high=high, unit=unit)
    if value != int(value):
        raise UsageProblem(f"{name} is a whole number from {low} to {high}, not {value:g}")
    return int(value)


def parse_speed(text: str, *, name: str = "the speed", units: Units | None = None) -> float:
    """Metres a second of `3mph`, `4.8 km/h`, `1.34m/s`.

    A bare number is taken in `units`, where they are known; without them it is refused with both
    readings.
    """
    default = None if units is None else ("km/h" if units is Units.METRIC else "mph")
    return _measured(text, name, _SPEED_UNITS, default, readings=("km/h", "mph"))


def parse_distance(text: str, *, name: str = "the distance", units: Units | None = None) -> float:
    """Metres of `120m`, `0.2 km`, `400ft`, `0.1mi`; a bare number as in `parse_speed`."""
    default = None if units is None else ("m" if units is Units.METRIC else "ft")
    return _measured(text, name, _DISTANCE_UNITS, default, readings=("m", "ft"))


def parse_mass(text: str, *, name: str = "the body mass", units: Units | None = None) -> float:
    """Kilograms of `70`, `70kg`, `154lb`, `11st`; a bare number is kg unless `units` are imperial."""
    default = "lb" if units is Units.IMPERIAL else "kg"
    return _measured(text, name, _MASS_UNITS, default, readings=("kg", "lb"))


def parse_minutes(text: str, *, name: str = "the minutes", highest: int = 180) -> int:
    """Whole seconds of `13`, `12.5`, `12:30` or `12m30s`, from 0 to `highest` minutes.

    Raises:
        UsageProblem: none of these, or out of range; the sentence names the range.
    """
    spoken = text.strip().casefold()
    seconds = _clock_seconds(spoken)
    if seconds is None:
        unit = next((word for word in ("minutes", "min", "m") if spoken.endswith(word)), "")
        number = spoken.removesuffix(unit)
        return round(parse_number(number, name=name, low=0, high=highest, unit="minutes") * 60)
    if seconds > highest * 60:
        raise UsageProblem(f"{name} is a number from 0 to {highest} minutes, not {spoken}")
    return seconds


def spoken_speed(speed_mps: float, units: Units) -> str:
    """`1.6 km/h` or `1.0 mph`."""
    if units is Units.IMPERIAL:
        return f"{speed_mps / MPS_PER_MPH:.1f} mph"
    return f"{speed_mps / MPS_PER_KMH:.1f} km/h"


def exact_speed(speed_mps: float) -> str:
    """Both units that treadmills and studies use, `1.0 mph (0.45 m/s)` (invariant I34)."""
    return f"{speed_mps / MPS_PER_MPH:.1f} mph ({speed_mps:.2f} m/s)"


def yardstick(speed_mps: float, units: Units) -> str:
    """`5 m in 11 s`, `5 m (16 ft) in 11 s`: a speed that one can see without a belt (I34)."""
    length = f"5 m ({round(5 / METRES_PER_FOOT)} ft)" if units is Units.IMPERIAL else "5 m"
    return f"{length} in {round(5 / speed_mps)} s"


def spoken_distance(metres: float, units: Units) -> str:
    """`108 m` or `354 ft`."""
    if units is Units.IMPERIAL:
        return f"{round(metres / METRES_PER_FOOT)} ft"
    return f"{round(metres)} m"


def spoken_mass(mass_kg: float, units: Units) -> str:
    """`78 kg` or `172 lb`."""
    if units is Units.IMPERIAL:
        return f"{round(mass_kg / KG_PER_LB)} lb"
    return f"{mass_kg:.1f}".removesuffix(".0") + " kg"


def _number(text: str) -> float | None:
    """The number that the text is, None when it is none."""
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if len(text) > _LONGEST or not text.isascii():
        return None
    unsigned = text[1:] if text[:1] in {"+", "-"} else text
    whole, mark, fraction = unsigned.replace(",", ".").partition(".")
    if not whole.isdigit() or len(whole) > _LONGEST_WHOLE:
        return None
    if mark and (not fraction.isdigit() or len(fraction) > _LONGEST_FRACTION):
        return None
    value = float(f"{whole}.{fraction or 0}")
    return -value if text[0] == "-" and value else value


def _refuse_thousands(text: str, name: str) -> None:
    """`1,200` may be 1200 or 1.2, so it is neither; `0,125` and `1.200` can only be decimals."""
    whole, comma, rest = text.strip().lstrip("+-")[:_LONGEST].partition(",")
    is_grouped = comma and len(rest) == 3 and not whole.startswith("0") and len(whole) <= 3
    if not (is_grouped or text.count(",") + text.count(".") > 1):
        return
    raise UsageProblem(
        f"{name} {text.strip()[:_LONGEST]} can be read in two ways",
        hint="leave thousands marks out; a point or a comma begins the decimals: 1200 or 1.2",
    )


def _measured(
    text: str,
    name: str,
    units: dict[str, float],
    default: str | None,
    *,
    readings: tuple[str, str],
) -> float:
    """The number before the unit, times what the unit stands for; never below 0."""
    number, unit = _split(text)
    _refuse_thousands(number, name)
    value = _number(number)
    if value is None:
        raise UsageProblem(f"{name} is a number with its unit, such as 2{readings[0]}, "
                           f"not {text[:_LONGEST]!r}")  # fmt: skip
    if not unit and default is None:
        raise UsageProblem(
            f"{name} {number} needs its unit: {number}{readings[0]} or {number}{readings[1]}?"
        )
    factor = units.get(unit or default or "")
    if factor is None:
        raise UsageProblem(f"{name} has an unknown unit {unit[:_LONGEST]!r}; "
                           f"it may be {', '.join(units)}")  # fmt: skip
    if value < 0:
        raise UsageProblem(f"{name} cannot be below 0")
    return value * factor


def _split(text: str) -> tuple[str, str]:
    """The number and the unit of a text such as `4.8 km/h`."""
    text = text.strip()[: 2 * _LONGEST]
    end = next((index for index, character in enumerate(text) if character.isalpha()), len(text))
    return text[:end].strip(), text[end:].strip().casefold()


def _clock_seconds(text: str) -> int | None:
    """The seconds of `12:30`, `12m30s` or `45s`, None when the text is none of them."""
    if ":" in text:
        minutes, _, seconds = text.partition(":")
    elif text.endswith("s"):
        minutes, _, seconds = text.removesuffix("s").replace("min", "m").rpartition("m")
    else:
        return None
    minutes, seconds = minutes.strip() or "0", seconds.strip()
    is_clock = _is_short_count(minutes) and _is_short_count(seconds) and int(seconds) < 60
    return int(minutes) * 60 + int(seconds) if is_clock else None


def _is_short_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
