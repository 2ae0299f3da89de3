"""JSON Schemas (2020-12) of the JSON output, from the dataclasses that the commands encode."""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

DIALECT = "https://json-schema.org/draft/2020-12/schema"
RESULTS: dict[str, Any] = {}


def envelopes() -> dict[str, dict[str, Any]]:
    """The schema of each command's whole answer, by command."""
    return {command: envelope(command, kind) for command, kind in RESULTS.items()}


def envelope(command: str, kind: Any) -> dict[str, Any]:
    """The envelope around `data` of a kind, with the definitions that it needs."""
    definitions: dict[str, Any] = {}
    data = schema_of(kind, definitions)
    return {
        "$schema": DIALECT,
        "title": f"retroplan {command} --json",
        "type": "object",
        "properties": {
            "retroplan": {"const": 1},
            "command": {"const": command},
            "data": data,
            "findings": {"type": "array"},
            "errors": {"type": "array"},
        },
        "required": ["retroplan", "command", "data", "findings", "errors"],
        "$defs": dict(sorted(definitions.items())),
    }


PLAIN: dict[Any, dict[str, Any]] = {
    Any: {},
    object: {},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
    types.NoneType: {"type": "null"},
}


def schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; dataclasses and enums are added to the definitions and referred to."""
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum)):
        return _referred(kind, definitions)
    origin, arms = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(arm, definitions) for arm in arms]}
    if origin is Literal:
        return {"enum": list(arms)}
    if origin is tuple and arms[-1] is not Ellipsis:
        items = [schema_of(arm, definitions) for arm in arms]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
    if origin in (tuple, list):
        return {"type": "array", "items": schema_of(arms[0], definitions)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(arms[1], definitions)}
    raise TypeError(f"no schema for {kind!r}")


def _referred(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # holds the place: a type may contain itself
        definitions[name] = (
            {"enum": [member.value for member in kind]}
            if issubclass(kind, Enum)
            else _object(kind, definitions)
        )
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: schema_of(field.type, definitions) for field in fields(kind)},
        "required": [field.name for field in fields(kind)],
    }
