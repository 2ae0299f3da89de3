"""Documents: our records, frozen dataclasses and named tuples, to plain JSON values and back.

For documents of our own making (the store, package data). What people wrote is checked by
pydantic at the edge; the daily commands stay free of it, because importing it costs more than
all they do (docs/decisions/0003).
"""

import datetime as dt
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin

T = TypeVar("T")
Spelling = Callable[[Any], Any]


def encode(value: object) -> Any:
    """A value of ours as JSON values: records become objects, dates ISO text, enums their words."""
    return _writer(type(value))(value)  # type: ignore[arg-type]  # a class has its hash


def decode(kind: type[T], value: Any) -> T:
    """JSON values as the record `kind`. Unknown keys are ignored, so that documents may grow.

    Raises:
        KeyError, TypeError, ValueError: the document is not of that shape.
    """
    result: T = _reader(kind)(value)  # type: ignore[arg-type]  # a class has its hash
    return result


# A plan holds hundreds of records of a few kinds: what a kind asks for is looked up once.


@cache
def _writer(kind: type) -> Spelling:
    if issubclass(kind, Enum):
        return attrgetter("value")
    if (kinds := kinds_of(kind)) is not None:
        return _record_writer(tuple(kinds))
    if issubclass(kind, (tuple, list)):
        return lambda value: [encode(item) for item in value]
    if issubclass(kind, Mapping):
        return lambda value: {str(encode(key)): encode(item) for key, item in value.items()}
    if issubclass(kind, dt.date):
        return kind.isoformat
    return _itself


def _record_writer(names: tuple[str, ...]) -> Spelling:
    return lambda value: {name: encode(getattr(value, name)) for name in names}


@cache
def _reader(kind: Any) -> Spelling:
    if (kinds := kinds_of(kind)) is not None:
        return _record_reader(kind, kinds)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        read = _reader(next(arm for arm in get_args(kind) if arm is not types.NoneType))
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is dt.date:
        return lambda value: value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    return float if kind is float else _itself


def _record_reader(kind: Any, kinds: Mapping[str, Any]) -> Spelling:
    readers = [(name, _reader(asked)) for name, asked in kinds.items()]
    return lambda value: kind(
        **{name: read(value[name]) for name, read in readers if name in value}
    )


def _tuple_reader(arms: tuple[Any, ...]) -> Spelling:
    if arms[-1] is Ellipsis:
        read = _reader(arms[0])
        return lambda value: tuple(read(item) for item in value)
    readers = [_reader(arm) for arm in arms]
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def kinds_of(kind: Any) -> Mapping[str, Any] | None:
    """The fields of a record, a dataclass or a named tuple, with their types; None of what is none."""
    if is_dataclass(kind):
        return {field.name: field.type for field in fields(kind)}
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind.__annotations__
    return None


def _itself(value: Any) -> Any:
    return value
