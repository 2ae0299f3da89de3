"""The value of a test as it is typed, and its trials."""

from typing import NamedTuple

from retroplan.core.assessments.values import of_trials
from retroplan.core.model.assessment import Assessment, Way
from retroplan.core.quantities import parse_count, parse_number
from retroplan.errors import UsageProblem

MOST_TRIALS = 12
_OTHER_UNITS = {"s": ("seconds", "sec", "s"), "m": ("metres", "meters", "m")}


class Measured(NamedTuple):
    """A value in the unit of its test, and the trials that it comes from."""

    value: float
    trials: tuple[float, ...] = ()


def typed_result(test: Assessment, value: str, trials: str) -> Measured:
    """What was typed of a result; without a value, what the trials make.

    Raises:
        UsageProblem: no number, out of range, or one that can be read in two ways.
    """
    several = parse_trials(test, trials) if trials else ()
    if not value:
        return Measured(of_trials(test, several), several)
    return Measured(parse_value(test, value), several)


def parse_value(test: Assessment, typed: str) -> float:
    """One value, with or without its unit; the seconds of a walk as its speed.

    Raises:
        UsageProblem: no number, or out of range; the sentence names the range.
    """
    typed = typed.strip()
    low, high = test.plausible.lowest, test.plausible.highest
    if test.how.distances_m and typed.casefold().endswith("s") and "/" not in typed:
        return _speed(test, typed)
    number = _bare(test, typed)
    if test.is_whole:
        return parse_count(number, name=test.title, low=int(low), high=int(high), unit=test.unit)
    return parse_number(number, name=test.title, low=low, high=high, unit=test.unit)


def _bare(test: Assessment, typed: str) -> str:
    """The number without the unit of the test."""
    words = (*_OTHER_UNITS.get(test.unit, ()), test.unit)
    unit = next((word for word in words if typed.casefold().endswith(word)), "")
    return typed[: len(typed) - len(unit)].strip()


def _speed(test: Assessment, typed: str) -> float:
    """Metres a second, from the seconds for the whole distance."""
    low, high = test.plausible.lowest, test.plausible.highest
    metres = test.how.distances_m[0]
    seconds = parse_number(
        typed[:-1].strip(), name=f"the time for {metres:g} m", low=round(metres / high, 1),
        high=metres / low, unit="s",
    )  # fmt: skip
    return round(metres / seconds, 2)


def parse_trials(test: Assessment, typed: str) -> tuple[float, ...]:
    """Every trial: `9.9,9.7`, `9,9 9,7`, `9,9; 9,7`.

    Raises:
        UsageProblem: too many, no number, out of range, or `9,9`, which can be read in two ways.
    """
    parts = _parts(typed)
    if not parts or len(parts) > MOST_TRIALS:
        raise UsageProblem(f"--trials takes from 1 to {MOST_TRIALS} numbers, not {len(parts)}")
    how = test.how
    if how.way is Way.HOLDS:
        return tuple(
            parse_number(part, name="a hold", low=0, high=600, unit="s") for part in parts
        )
    if how.way is Way.QUESTIONS:
        return _answers(test, parts)
    return tuple(parse_value(test, part) for part in parts)


def _answers(test: Assessment, parts: list[str]) -> tuple[float, ...]:
    wanted = len(test.how.parts)
    if len(parts) != wanted:
        raise UsageProblem(f"{test.title} has {wanted} answers, not {len(parts)}")
    highest = len(test.how.answers) - 1
    return tuple(parse_count(part, name="an answer", low=0, high=highest) for part in parts)


def _parts(typed: str) -> list[str]:
    spaced = typed.replace(";", " ").split()
    if len(spaced) > 1:
        return [part.rstrip(",") for part in spaced]
    pieces = [piece.strip() for piece in typed.split(",") if piece.strip()]
    if "." not in typed and len(pieces) > 1 and len(pieces) % 2 == 0:
        raise UsageProblem(
            f"--trials {typed.strip()[:24]} can be read in two ways",
            hint='put blanks between the trials: --trials "9.9 9.7"',
        )
    return pieces
