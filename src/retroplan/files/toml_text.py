"""A value of ours as TOML spells it."""

import datetime as dt
from dataclasses import fields, is_dataclass
from enum import Enum

_CONTROLS = {code: f"\\u{code:04x}" for code in (*range(0x20), 0x7F)}
_ESCAPES = _CONTROLS | {ord(mark): rf"\{mark}" for mark in ('"', "\\")} | {10: "\\n", 9: "\\t"}
_WHOLE_BELOW = 1e15


def toml(value: object) -> str:
    """A value as TOML on one line; of a record, the fields that say something."""
    if isinstance(value, Enum):
        return toml(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW:
        return str(int(value))
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml(item) for item in value)}]"
    if is_dataclass(value):
        return f"{{ {', '.join(_told_fields(value))} }}"
    return f'"{_speakable(str(value)).translate(_ESCAPES)}"'


def _told_fields(value: object) -> list[str]:
    """The fields that say something; the first one always does."""
    return [
        f"{field.name} = {toml(said)}"
        for number, field in enumerate(fields(value))  # type: ignore[arg-type]  # a dataclass
        if (said := getattr(value, field.name)) is not None
        and (number == 0 or said != field.default)
    ]


def _speakable(text: str) -> str:
    """Without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode()
