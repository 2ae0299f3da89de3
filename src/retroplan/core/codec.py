"""Documents: our frozen dataclasses to plain JSON values and back.

For documents of our own making (the store, package data). What people wrote is checked by
pydantic at the edge; the daily commands stay free of it, because importing it costs more than
all they do (docs/decisions/0003).
"""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin

T = TypeVar("T")


def encode(value: object) -> Any:
    """A value of ours as JSON values: records become objects, dates ISO text, enums their words."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):  # a named tuple is a record too
        return {name: encode(item) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(encode(key)): encode(item) for key, item in value.items()}
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value


def decode(kind: type[T], value: Any) -> T:
    """JSON values as the dataclass `kind`. Unknown keys are ignored, so that documents may grow.

    Raises:
        KeyError, TypeError, ValueError: the document is not of that shape.
    """
    result: T = _decode(kind, value)
    return result


def _decode(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        given = {
            field.name: _decode(field.type, value[field.name])
            for field in fields(kind)
            if field.name in value
        }
        return kind(**given)  # type: ignore[operator]  # is_dataclass narrows to an instance too
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _decode(next(arm for arm in get_args(kind) if arm is not types.NoneType), value)
    if origin is tuple:
        arms = get_args(kind)
        if arms[-1] is Ellipsis:
            return tuple(_decode(arms[0], item) for item in value)
        return tuple(_decode(arm, item) for arm, item in zip(arms, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is dt.date:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    if kind is float:
        return float(value)
    return value
