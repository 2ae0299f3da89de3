"""Types of a profile file, checked by pydantic over the core's own dataclasses; told in our own words."""

import datetime as dt
import json
import os
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType
from typing import Any, get_args

# Other packages' plug-ins have no business with a health file, and looking for them takes 10 ms.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict, ValidationError

from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import GoalKind
from retroplan.files.problems import KeyPath, Problem, did_you_mean, shown


class _File(BaseModel):
    """Carries the strictness, so that the core's classes need not know of pydantic."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    file: Profile


_WRONG_TYPE = {
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "float_type": "must be a number, without quotes",
    "finite_number": "must be an ordinary number",
    "string_type": "must be words in quotes",
    "bool_type": "must be true or false",
    "date_type": "must be a date such as 2026-11-23",
    "date_parsing": "must be a date such as 2026-11-23",
    "date_from_datetime_parsing": "must be a date such as 2026-11-23",
    "tuple_type": 'must be a list in brackets, such as ["one", "two"]',
    "dataclass_type": "must be a section or a table in braces",
}


def check_shape(values: Mapping[str, Any]) -> tuple[Profile, tuple[Problem, ...]]:
    """The profile as far as its types are right, and every problem with the others.

    What is wrong is left out of the profile; without a goal it has the variety goal.
    """
    try:
        return _checked(values), ()
    except ValidationError as error:
        problems = tuple(
            _problem(tuple(found["loc"][1:]), found["type"], found["input"])
            for found in error.errors(include_url=False, include_context=False)
        )
    return _checked(_without(values, [problem.path for problem in problems])), problems


def keys_at(path: KeyPath) -> dict[str, Any]:
    """The keys that may stand at a place of the file, with their types."""
    kind: Any = Profile
    for part in path:
        found = {field.name: field.type for field in fields(kind)}.get(str(part))
        kind = _dataclass_of(found)
        if kind is None:
            return {}
    return {field.name: field.type for field in fields(kind)}


def _checked(values: Mapping[str, Any]) -> Profile:
    return _File.model_validate_json(json.dumps({"file": values}, default=_plain)).file


def _plain(value: object) -> str:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _problem(path: KeyPath, kind: str, value: object) -> Problem:
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return Problem(path, _unknown_key(path))
    if kind in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return Problem(path, _missing(path))
    if kind == "enum":
        return Problem(path, _unknown_word(path, value))
    return Problem(path, f"{_WRONG_TYPE.get(kind, 'cannot be used here')}, not {shown(value)}")


def _unknown_key(path: KeyPath) -> str:
    key = str(path[-1])
    for section in keys_at(()):
        if key in keys_at((section,)):
            return f"does not belong here; it belongs in [{section}]"
    if len(path) == 1:
        return f"is not a section{did_you_mean(key, keys_at(()), bare=True)}"
    everywhere = {
        *keys_at(path[:-1]),
        *(name for section in keys_at(()) for name in keys_at((section,))),
    }
    near = did_you_mean(key, keys_at(path[:-1]), bare=True)
    return f"is not known{near or did_you_mean(key, everywhere, bare=True)}"


def _missing(path: KeyPath) -> str:
    if path[:1] == ("goal",) and len(path) <= 2:
        return f"is missing; one of {', '.join(GoalKind)}"
    return "is missing"


def _unknown_word(path: KeyPath, value: object) -> str:
    known = _words_at(path)
    if isinstance(value, str):
        near = did_you_mean(value, known)
        return f"{shown(value)} is not known{near or '; one of ' + ', '.join(known)}"
    return f"must be one of {', '.join(known)}, not {shown(value)}"


def _words_at(path: KeyPath) -> tuple[str, ...]:
    """The closed choice at a place of the file; of one element where it is a list."""
    names = [part for part in path if isinstance(part, str)]
    kind = keys_at(tuple(names[:-1]))[names[-1]]
    arms = [kind, *get_args(kind)]
    enum = next(arm for arm in arms if isinstance(arm, type) and issubclass(arm, Enum))
    return tuple(str(member.value) for member in enum)


def _dataclass_of(kind: Any) -> Any:
    arms = [arm for arm in (kind, *get_args(kind)) if arm is not NoneType]
    return next((arm for arm in arms if isinstance(arm, type) and is_dataclass(arm)), None)


def _without(values: Mapping[str, Any], paths: list[KeyPath]) -> dict[str, Any]:
    """A copy without the keys at those places, with the sections that a profile cannot do without."""
    kept = deepcopy(dict(values))
    for path in paths:
        _drop(kept, [part for part in path if isinstance(part, str)])
    kept.setdefault("profile", {})
    kept.setdefault("goal", {}).setdefault("kind", GoalKind.VARIETY.value)
    return kept


def _drop(values: dict[str, Any], names: list[str]) -> None:
    """Remove a key; a table inside a section goes as a whole, lest half of it remain."""
    inner: Any = values
    for name in names[:-1][:1]:
        inner = inner.get(name)
    if isinstance(inner, dict):
        inner.pop(names[min(len(names) - 1, 1)], None)
