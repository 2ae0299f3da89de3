"""Answers of the wizard to values of a profile, and back."""

import datetime as dt
from collections.abc import Mapping

from retroplan.cli.wizard_answers import Answers, Value
from retroplan.cli.wizard_areas import AREAS, Area, area_id
from retroplan.cli.wizard_catalogue import Catalogue
from retroplan.cli.wizard_health import FALLS, LISTS

BORN, BORN_IN = "profile.birth_date", "profile.birth_year"
UPPER, LOWER = "health.resting_systolic_mmhg", "health.resting_diastolic_mmhg"
INJURIOUS = "health.injurious_falls_last_12_months"
AGREEMENT = "health.clearance."
START, AGREED, AGREED_BY, AGREED_ON = (
    "plan.start", f"{AGREEMENT}given", f"{AGREEMENT}by", f"{AGREEMENT}on",
)  # fmt: skip
TESTS = "tests"


def answers_of(values: Mapping[str, object], catalogue: Catalogue) -> dict[str, Value]:
    """What a profile's values answer, by the id of the question."""
    plain = {name: value for name, value in values.items() if name not in LISTS}
    found: dict[str, Value] = {name: _value(value) for name, value in plain.items()}
    for name in (BORN, START, AGREED_ON):
        day = found.get(name)
        if isinstance(day, str):
            found[name] = dt.date.fromisoformat(day)
    if found.get(BORN_IN) is not None:
        found[BORN] = found.get(BORN) or found[BORN_IN]
    upper, lower = found.get(UPPER), found.pop(LOWER, None)
    if isinstance(upper, int) and isinstance(lower, int):
        found[UPPER] = (upper, lower)
    else:
        found.pop(UPPER, None)
    for area in AREAS:
        named = [values.get(each) for each in lists_of(area, catalogue)]
        if all(isinstance(names, tuple) for names in named):
            known = frozenset(name for names in named for name in names_in(names))
            found[area_id(area)] = tuple(name for name in area.names if name in known)
    if any(name.startswith("tests.") for name in found):
        found[TESTS] = True
    return found


def values_of(answers: Answers, catalogue: Catalogue) -> dict[str, object]:
    """The values that answers make, by the keys of the profile."""
    areas = {area_id(area) for area in AREAS}
    found: dict[str, object] = {
        name: value for name, value in answers.items() if name not in areas and name != TESTS
    }
    if BORN in found:
        is_year = isinstance(found[BORN], int)
        found |= {BORN_IN: found[BORN], BORN: None} if is_year else {BORN_IN: None}
    if UPPER in found:
        pressure = found[UPPER]
        found[UPPER], found[LOWER] = pressure if isinstance(pressure, tuple) else (None, None)
    if found.get(FALLS) == 0:
        found[INJURIOUS] = 0
    return {**found, **_lists(answers, catalogue)}


def lists_of(area: Area, catalogue: Catalogue) -> frozenset[str]:
    """The lists of the profile that an area's names belong to; the spinning of vertigo is asked with dizziness."""
    return frozenset(
        wanted
        for wanted, choices in catalogue.choices.items()
        if any(choice.word in area.names for choice in choices)
    )


def _lists(answers: Answers, catalogue: Catalogue) -> dict[str, object]:
    """Every list whose areas were all asked; a name goes to its own list, wherever it was typed.

    None, as in the profile file, where one of its areas is not known.
    """
    said = [name for area in AREAS for name in names_in(answers.get(area_id(area)))]
    return {
        wanted: None
        if unknown_areas(wanted, answers, catalogue)
        else tuple(
            dict.fromkeys(name for name in said if _list_of_name(name, catalogue) == wanted)
        )
        for wanted in LISTS
        if all(area_id(area) in answers for area in AREAS if wanted in lists_of(area, catalogue))
    }


def unknown_areas(wanted: str, answers: Answers, catalogue: Catalogue) -> tuple[Area, ...]:
    """The areas of a list of which the person does not know, or did not say, whether there is anything."""
    return tuple(
        area
        for area in AREAS
        if wanted in lists_of(area, catalogue) and answers.get(area_id(area)) is None
    )


def names_in(value: object) -> tuple[str, ...]:
    """The names that an answer holds; none where it is not known."""
    return tuple(str(name) for name in value) if isinstance(value, tuple) else ()


def _list_of_name(name: str, catalogue: Catalogue) -> str:
    return next(
        wanted
        for wanted, choices in catalogue.choices.items()
        if any(choice.word == name for choice in choices)
    )


def _value(value: object) -> Value:
    if isinstance(value, tuple):
        return tuple(str(part) for part in value)
    return value if isinstance(value, (str, int, float, bool, dt.date)) else None
