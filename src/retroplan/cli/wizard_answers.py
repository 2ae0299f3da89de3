"""What people type, read into values: one small reader for each kind of answer.

A reader takes the typed text and the answers so far (for the units), returns the value in SI
units, or raises `UsageProblem` with a sentence that says what would be taken. The flags of `init`
use the same readers, so that a word means the same in both.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retroplan.cli.wizard_spelling import is_imperial, spell_height, spell_mass, spell_speed
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import parse_count, parse_mass, parse_number, parse_speed
from retroplan.core.text import clean, listed
from retroplan.errors import UsageProblem

Value = str | int | float | bool | dt.date | tuple[str, ...] | tuple[int, int] | None
"""An answer; None means "not known"."""
Answers = Mapping[str, Value]
Reader = Callable[[str, Answers], Value]
Span = tuple[float, float]
"""Lowest and highest, both included."""
Ranges = Mapping[str, Span]
"""What a profile may hold, by key: beyond it is a slip of the keyboard."""

CM_PER_INCH = 2.54  # exact by definition
YES, NO = frozenset({"y", "yes"}), frozenset({"n", "no"})
NONE = NO | {"none", "0"}

_FEET = re.compile(
    r"([1-9])\s*(?:ft|feet|foot|'|′|\s)\s*(?:([0-9]{1,2}(?:[.,][0-9]{1,2})?)\s*(?:in|inch|inches|\"|″|'')?)?"
)
_HEIGHT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,3})?)\s*(cm|m|in|inch|inches)?")
_PRESSURE = re.compile(r"([0-9]{2,3})\s*(?:/|\s|over)\s*([0-9]{2,3})(?:\s*mmhg)?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm)?")


class WantsList(UsageProblem):
    """A plain "yes" where the answer is a choice from a list: the list comes next."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set: the word that is kept, how it is said, what else people call it."""

    word: str
    title: str
    aliases: tuple[str, ...] = ()
    at_once: str = ""
    """What to say the moment it is chosen: it may not wait for the end of the questions."""


def free_text(longest: int) -> Reader:
    """Any short text that can be shown as it is."""

    def read(text: str, _: Answers) -> str:
        if len(text) > longest:
            raise UsageProblem(f"that is longer than {longest} characters; a short line will do")
        if clean(text, longest=longest) != text:
            raise UsageProblem("there is a character in it that cannot be shown")
        return text

    return read


def whole(span: Span) -> Reader:
    """A whole number."""
    low, high = int(span[0]), int(span[1])
    return lambda text, _: parse_count(text, name="the answer", low=low, high=high)


def decimal(span: Span, unit: str) -> Reader:
    """A number, its unit typed or not."""

    def read(text: str, _: Answers) -> float:
        number = text.lower().removesuffix(unit.lower()).strip()
        return parse_number(number, name="the answer", low=span[0], high=span[1], unit=unit)

    return read


def yes_no(text: str, _: Answers) -> bool:
    """Yes or no, or their first letter."""
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise UsageProblem("please type y or n")


def one_of(choices: tuple[Choice, ...]) -> Reader:
    """One of the choices: its number in the list, its word, or how the word begins."""
    return lambda text, _: found(text, choices).word


def many_of(
    choices: tuple[Choice, ...], *, everywhere: tuple[Choice, ...] = (), least: int = 0
) -> Reader:
    """Any of the choices: numbers or words, apart by commas or spaces; "none" where that is allowed.

    A word may come from `everywhere`, a longer list of which `choices` are a part.
    """

    def read(text: str, _: Answers) -> tuple[str, ...]:
        if least == 0 and text.lower() in NONE:
            return ()
        if text.lower() in YES:
            raise WantsList("which?")
        words = {
            part: found(part, choices, everywhere=everywhere).word
            for part in _parts(text, choices)
        }
        if len(set(words.values())) < least:
            raise UsageProblem(f"at least {least}, please")
        return tuple(dict.fromkeys(words.values()))

    return read


def _parts(text: str, choices: tuple[Choice, ...]) -> list[str]:
    """Apart by commas; by spaces too where every piece is a number or a known word."""
    known = {spelling for choice in choices for spelling in spellings(choice)}
    if text.lower() in known:  # a title may have a comma of its own
        return [text]
    parts: list[str] = []
    for piece in text.replace(";", ",").split(","):
        words = [word for word in piece.lower().split() if word != "and"]
        if all(word.isdigit() or word in known for word in words):
            parts += words
        else:
            parts.append(piece.strip())
    return parts


def spellings(choice: Choice) -> tuple[str, ...]:
    """All that people may type for it."""
    return (choice.word, choice.title.lower(), *choice.aliases)


def found(
    text: str, choices: tuple[Choice, ...], *, everywhere: tuple[Choice, ...] = ()
) -> Choice:
    """The one choice that the text means.

    Raises:
        UsageProblem: none or several; the sentence names the nearest.
    """
    wanted = " ".join(text.lower().replace("’", "'").split())
    if wanted.isascii() and wanted.isdigit():
        if 1 <= int(wanted[:9]) <= len(choices):
            return choices[int(wanted) - 1]
        raise UsageProblem(f"the numbers go from 1 to {len(choices)}")
    dashed = wanted.replace(" ", "-").replace("_", "-")
    for likes in (_is_named(wanted, dashed), _begins(dashed), _mentions(wanted)):
        for group in (choices, everywhere):
            fitting = [choice for choice in group if likes(choice)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                names = listed([choice.word for choice in fitting[:4]], joint="or")
                raise UsageProblem(f"“{clean(text, longest=40)}” may mean {names}; which one?")
    raise UsageProblem(_nearest(text, wanted, dashed, everywhere or choices))


def _is_named(wanted: str, dashed: str) -> Callable[[Choice], bool]:
    return lambda choice: wanted in spellings(choice) or dashed in spellings(choice)


def _begins(dashed: str) -> Callable[[Choice], bool]:
    return lambda choice: bool(dashed) and choice.word.startswith(dashed)


def _mentions(wanted: str) -> Callable[[Choice], bool]:
    return lambda choice: len(wanted) > 3 and wanted in choice.title.lower()


def _nearest(text: str, wanted: str, dashed: str, choices: tuple[Choice, ...]) -> str:
    from difflib import get_close_matches

    words = {spelling: choice.word for choice in choices for spelling in spellings(choice)}
    near = get_close_matches(dashed, words, n=3) + get_close_matches(wanted, words, n=3)
    names = _sharing_words(wanted, choices) or [words[spelling] for spelling in near]
    names = list(dict.fromkeys(names))[:3]
    shown = clean(text, longest=40)
    if names:
        return f"“{shown}” is not in the list; did you mean {listed(names, joint='or')}?"
    return f"“{shown}” is not in the list; a number or a name from it, please"


_TELLING = 4  # letters from which on a word may tell one name from another


def _sharing_words(wanted: str, choices: tuple[Choice, ...]) -> list[str]:
    """The names with the most words of the text, where two or more are theirs."""
    words = {word.strip(".,()").removesuffix("s") for word in wanted.split()}
    telling = [word for word in words if len(word) >= _TELLING]
    shared = {
        choice.word: sum(word in " ".join(spellings(choice)) for word in telling)
        for choice in choices
    }
    most = max(shared.values(), default=0)
    return [name for name, count in shared.items() if count == most] if most > 1 else []


def height(span: Span) -> Reader:
    """Height in cm: `163`, `1.63 m`, `5 ft 4`, `5'4"`, `64 in`; a bare number by the units liked."""

    def read(text: str, answers: Answers) -> float:
        value = _height_cm(text.lower(), imperial=is_imperial(answers))
        if value is None or not span[0] <= value <= span[1]:
            low, high = spell_height(span[0], answers), spell_height(span[1], answers)
            raise UsageProblem(f"a height from {low} to {high}, please")
        return value

    return read


def _height_cm(text: str, *, imperial: bool) -> float | None:
    if feet := _FEET.fullmatch(text):
        inches = _float(feet[2] or "0")
        return round((int(feet[1]) * 12 + inches) * CM_PER_INCH, 1) if inches < 12 else None
    match = _HEIGHT.fullmatch(text)
    if match is None:
        return None
    number, unit = _float(match[1]), match[2] or ""
    if unit.startswith("in") or (not unit and imperial):
        return round(number * CM_PER_INCH, 1)
    if unit == "m" or (not unit and number < 3):  # 1.63 can only be metres
        return round(number * 100, 1)
    return number


def mass(span: Span) -> Reader:
    """Body mass in kg: `78`, `172 lb`, `12st`; a bare number by the units liked."""

    def read(text: str, answers: Answers) -> float:
        value = parse_mass(text, name="the weight", units=_units(answers))
        if not span[0] <= value <= span[1]:
            low, high = spell_mass(span[0], answers), spell_mass(span[1], answers)
            raise UsageProblem(f"a weight from {low} to {high}, please")
        return round(value, 1)

    return read


def speed(span: Span) -> Reader:
    """Walking speed in m/s: `4.8 km/h`, `3 mph`, `1.3 m/s`; a bare number by the units liked."""

    def read(text: str, answers: Answers) -> float:
        value = parse_speed(text, units=_units(answers))
        if not span[0] <= value <= span[1]:
            low, high = spell_speed(span[0], answers), spell_speed(span[1], answers)
            raise UsageProblem(f"a speed from {low} to {high}, please")
        return round(value, 4)

    return read


def _units(answers: Answers) -> Units:
    return Units.IMPERIAL if is_imperial(answers) else Units.METRIC


def blood_pressure(upper_span: Span, lower_span: Span) -> Reader:
    """Upper and lower value in mmHg: `128/80`, `128 over 80`."""

    def read(text: str, _: Answers) -> tuple[int, int]:
        match = _PRESSURE.fullmatch(text.lower())
        if match is None:
            raise UsageProblem("two numbers, please, the higher one first, such as 128/80")
        upper, lower = int(match[1]), int(match[2])
        if upper <= lower:
            raise UsageProblem(f"the higher number comes first: {lower}/{upper}?")
        spans = ((upper, upper_span), (lower, lower_span))
        if not all(low <= value <= high for value, (low, high) in spans):
            said = [f"{low:g} to {high:g}" for _, (low, high) in spans]
            raise UsageProblem(
                f"the first number from {said[0]}, the second from {said[1]}, please"
            )
        return upper, lower

    return read


def clock_time(text: str, _: Answers) -> str:
    """A time of day as HH:MM: `18:00`, `6pm`, `18`."""
    match = _TIME.fullmatch(text.lower())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match and match[3]:
        hour = hour % 12 + (12 if match[3] == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise UsageProblem("a time of day, please, such as 18:00")
    return f"{hour:02d}:{minute:02d}"


def timezone(text: str, _: Answers) -> str:
    """A zone by its name in the IANA database, such as Europe/Berlin."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError):
        raise UsageProblem(
            "a time zone by its name, please, such as Europe/Berlin or America/New_York"
        ) from None


def _float(text: str) -> float:
    return float(text.replace(",", "."))
