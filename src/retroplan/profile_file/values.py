"""Values of a profile file: ranges, names, times, and answers that contradict one another."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from retroplan.core.model.evidence import Bounds, Condition
from retroplan.core.model.profile import YES_ANSWERS, Profile
from retroplan.core.model.vocabulary import Sex
from retroplan.files.problems import KeyPath, Problem, did_you_mean, nearest, shown

_OLDEST = 120
_NAME_LISTS = ("conditions", "symptoms", "medications")
_ANSWERS = {name: name for name in YES_ANSWERS}
_LEANEST, _HEAVIEST = 10, 100
"""Body mass index beyond which height and mass cannot both be right."""

_PROTOCOL_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}"

# What is beyond these is a slip of the keyboard. They are no limits of health: screening has those.
RANGES: dict[KeyPath, tuple[float, float, str]] = {
    ("profile", "height_cm"): (80, 250, " cm"),
    ("profile", "mass_kg"): (20, 350, " kg"),
    ("profile", "comfortable_speed_mps"): (0.1, 3, " metres a second"),
    ("goal", "target", "value"): (0, 10_000, ""),
    ("health", "usual_pain"): (0, 10, ""),
    ("health", "falls_last_12_months"): (0, 365, ""),
    ("health", "injurious_falls_last_12_months"): (0, 365, ""),
    ("health", "pregnancy_week"): (0, 42, ""),
    ("health", "resting_systolic_mmhg"): (50, 300, " mmHg"),
    ("health", "resting_diastolic_mmhg"): (30, 200, " mmHg"),
    ("health", "resting_hr_bpm"): (25, 250, " beats a minute"),
    ("health", "clearance", "max_grade_pct"): (0, 15, " per cent"),
    ("health", "clearance", "pain_ceiling"): (0, 5, ""),
    ("tests", "backward_walk_3m_s"): (0.5, 120, " seconds"),
    ("tests", "tug_s"): (2, 300, " seconds"),
    ("tests", "chair_stands_30s"): (0, 60, ""),
    ("tests", "tandem_s"): (0, 300, " seconds"),
    ("tests", "single_leg_s"): (0, 600, " seconds"),
    ("tests", "gait_speed_10m_mps"): (0.1, 3, " metres a second"),
    ("tests", "six_minute_walk_m"): (1, 1500, " metres"),
    ("equipment", "treadmill", "min_speed_kmh"): (0.1, 6, " km/h"),
    ("equipment", "treadmill", "step_kmh"): (0.05, 2, " km/h"),
    ("equipment", "treadmill", "max_grade_pct"): (0, 40, " per cent"),
}


def check_values(profile: Profile, *, bounds: Bounds, on: dt.date) -> tuple[Problem, ...]:
    """Every value that cannot be, and every pair that cannot be true together."""
    beyond = tuple(_out_of_range(profile, bounds))
    possible = reduce(_without, (problem.path for problem in beyond), profile)
    return (
        *beyond,
        *_birth(profile, on),
        *_lists(profile),
        *_times(profile),
        *_protocol(profile),
        *_contradictions(possible, on),
    )


def with_canonical_names(profile: Profile, conditions: Mapping[str, Condition]) -> Profile:
    """The profile with other names of conditions, symptoms and medicines as their own, each once."""
    spellings = _spellings(conditions)
    changed: dict[str, Any] = {
        name: _canonical(words, spellings)
        for name in _NAME_LISTS
        if (words := getattr(profile.health, name)) is not None
    }
    yes = profile.health.clearance
    if yes.covers is not None:
        changed["clearance"] = replace(yes, covers=_canonical(yes.covers, spellings | _ANSWERS))
    return replace(profile, health=replace(profile.health, **changed))


def _canonical(words: Iterable[str], spellings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spellings[_spelt(word)] for word in words))


def _out_of_range(profile: Profile, bounds: Bounds) -> Iterator[Problem]:
    for path, (low, high, unit) in ranges(bounds).items():
        value = _value_at(profile, path)
        if isinstance(value, int | float) and not low <= value <= high:
            yield Problem(path, f"must be from {low:g} to {high:g}{unit}, not {shown(value)}")


def _without(value: Any, path: KeyPath) -> Any:
    """A profile that does not know what stands at a place: from what cannot be, nothing is worked out."""
    name, *rest = (str(part) for part in path)
    return replace(value, **{name: _without(getattr(value, name), tuple(rest)) if rest else None})


def ranges(bounds: Bounds) -> dict[KeyPath, tuple[float, float, str]]:
    """Lowest, highest and unit of every number that a profile may hold, by its key."""
    return {
        **RANGES,
        ("health", "clearance", "start_minutes"): (
            bounds.backward_min_s / 60,
            bounds.backward_max_s / 60,
            " minutes",
        ),
        ("plan", "weeks"): (bounds.weeks_min, bounds.weeks_max, ""),
        ("plan", "sessions_per_week"): (bounds.sessions_min, bounds.sessions_max, ""),
    }


def _value_at(value: object, path: KeyPath) -> object:
    for part in path:
        value = getattr(value, str(part), None)
    return value


def _spellings(conditions: Mapping[str, Condition]) -> dict[str, str]:
    return {
        spelling: row.name for row in conditions.values() for spelling in (row.name, *row.aliases)
    }


def _spelt(word: str) -> str:
    """As the table spells names: lower case, hyphens, no apostrophes."""
    return re.sub(r"[\s_-]+", "-", re.sub(r"['’]", "", word.strip().lower()))


def check_names(
    values: Mapping[str, Any], conditions: Mapping[str, Condition]
) -> tuple[Problem, ...]:
    """Every condition, symptom or medicine of a file that the table does not have."""
    health = values.get("health")
    spellings = _spellings(conditions)
    clearance = health.get("clearance") if isinstance(health, dict) else None
    lists: list[tuple[tuple[str, ...], list[object], Mapping[str, str]]] = [
        *((("health", name), _listed(health, name), spellings) for name in _NAME_LISTS),
        (("health", "clearance", "covers"), _listed(clearance, "covers"), spellings | _ANSWERS),
    ]
    return tuple(
        Problem((*path, number), wrong)
        for path, words, known in lists
        for number, word in enumerate(words)
        if isinstance(word, str) and (wrong := _wrong_name(path[-1], word, known))
    )


def _listed(table: object, name: str) -> list[object]:
    found = table.get(name) if isinstance(table, dict) else None
    return found if isinstance(found, list) else []


def _wrong_name(field: str, word: str, spellings: Mapping[str, str]) -> str:
    spelt = _spelt(word)
    if spelt in {"none", "no", "nothing", ""}:
        return f"for none, write {field} = []"
    if spelt in spellings:
        return ""
    near = nearest(spelt, spellings)
    meant = "" if near is None else f'; did you mean "{spellings[near]}"?'
    return (
        f"{shown(word)} is not known{meant or ';'} `retroplan evidence conditions` lists the names"
    )


def _birth(profile: Profile, on: dt.date) -> Iterator[Problem]:
    person = profile.profile
    if person.birth_date and person.birth_year not in {None, person.birth_date.year}:
        yield Problem(
            ("profile", "birth_year"), "is another year than that of birth_date; leave one out"
        )
    key = "birth_date" if person.birth_date else "birth_year"
    if (person.birth_date and person.birth_date > on) or (person.birth_year or 0) > on.year:
        yield Problem(("profile", key), f"lies in the future: {shown(getattr(person, key))}")
    elif (ages := person.age_bounds(on)) and ages[1] > _OLDEST:
        yield Problem(("profile", key), f"would make you {ages[1]} years old")


def _lists(profile: Profile) -> Iterator[Problem]:
    lists: dict[KeyPath, tuple[str, ...]] = {
        ("availability", "days"): profile.availability.days,
        ("equipment", "places"): profile.equipment.places,
    }
    for path, words in lists.items():
        if not words:
            yield Problem(path, "must name at least one, or be left out")
        for word in sorted({word for word in words if words.count(word) > 1}):
            yield Problem(path, f'names "{word}" twice')


def _times(profile: Profile) -> Iterator[Problem]:
    time, zone = profile.availability.time, profile.availability.timezone
    if time is not None and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", time):
        yield Problem(
            ("availability", "time"), f'must be a time such as "18:00", not {shown(time)}'
        )
    if zone is not None and not _is_zone(zone):
        from zoneinfo import available_timezones

        near = did_you_mean(zone, available_timezones())
        yield Problem(
            ("availability", "timezone"),
            f"{shown(zone)} is no time zone{near or '; they look like Europe/Berlin'}",
        )


def _protocol(profile: Profile) -> Iterator[Problem]:
    name = profile.plan.protocol
    if name is not None and not is_protocol_name(name):
        wished = 'must be the name of a file without its .toml, such as "dr-lee-knee"'
        yield Problem(("plan", "protocol"), f"{wished}, not {shown(name)}")


def is_protocol_name(name: str) -> bool:
    """Whether a profile can choose a protocol by a name: no path, for what it names lies in one folder."""
    return re.fullmatch(_PROTOCOL_NAME, name) is not None


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return False
    return True


def _contradictions(profile: Profile, on: dt.date) -> Iterator[Problem]:
    person, health = profile.profile, profile.health
    if person.athlete and not person.active:
        yield Problem(
            ("profile", "athlete"), "does not go with active = false", ("profile", "active")
        )
    if person.bmi is not None and not _LEANEST <= person.bmi <= _HEAVIEST:
        yield Problem(
            ("profile", "mass_kg"),
            f"{person.mass_kg:g} kg and height_cm = {person.height_cm:g} do not go together",
        )
    falls, hurt = health.falls_last_12_months, health.injurious_falls_last_12_months
    if falls is not None and hurt is not None and hurt > falls:
        yield Problem(
            ("health", "injurious_falls_last_12_months"),
            f"{hurt} is more than all falls together ({falls})",
        )
    if health.pregnancy_week and person.sex is Sex.MALE:
        yield Problem(("health", "pregnancy_week"), 'does not go with sex = "male"')
    low, high = health.resting_diastolic_mmhg, health.resting_systolic_mmhg
    if low is not None and high is not None and low >= high:
        yield Problem(
            ("health", "resting_diastolic_mmhg"),
            f"{low} is not below the upper value ({high}); are they swapped?",
        )
    if health.clearance.on is not None and health.clearance.on > on:
        yield Problem(("health", "clearance", "on"), f"lies in the future: {health.clearance.on}")
