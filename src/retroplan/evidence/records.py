"""Tables of a TOML file as our named tuples, strictly: no key missing, none unknown.

`core.codec.decode` overlooks unknown keys, because stored documents may come from a later
program. The catalogue is ours and of this version, so there a stray key is a misspelt one.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, NamedTuple, TypeVar, get_args

from retroplan.core.codec import decode, kinds_of
from retroplan.errors import Defect

PROVENANCE = frozenset({"cites", "judgement", "reason", "certainty"})
"""Keys that any table of the catalogue may carry."""

Table = Mapping[str, Any]
T = TypeVar("T")


def read_toml(file: Path) -> dict[str, Any]:
    """The tables of a file of the catalogue.

    Raises:
        Defect: it is missing, or no TOML.
    """
    return parse_toml(read_text(file), file.name)


def read_text(file: Path) -> str:
    """The text of a file of the catalogue.

    Raises:
        Defect: it is missing, or no UTF-8.
    """
    try:
        return file.read_bytes().decode()
    except (OSError, ValueError) as problem:
        raise Defect(f"{file.name} of the evidence catalogue cannot be read: {problem}") from None


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The tables in a text of the catalogue; `name` is its file's.

    Raises:
        Defect: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except ValueError as problem:
        raise Defect(f"{name} of the evidence catalogue cannot be read: {problem}") from None


def record(kind: type[T], table: Table, where: str) -> T:
    """The table as the named tuple `kind`; `where` names file and table in errors.

    Raises:
        Defect: a key is missing, misspelt, or holds what the field cannot.
    """
    _check_keys(kind, table, where)
    try:
        return decode(kind, _completed(kind, table))
    except (KeyError, TypeError, ValueError) as problem:
        raise Defect(f"{where}: {problem}") from None


def gathered(kind: type[T], file: str, tables: Mapping[str, Table]) -> T:
    """The numbers of all tables of a file, taken together, as the named tuple `kind`.

    Raises:
        Defect: a number that `kind` does not know, one said twice, or one that is missing.
    """
    return record(kind, numbers(file, tables), f"{file} ({kind.__name__})")


def numbers(file: str, tables: Mapping[str, Table]) -> dict[str, int | float]:
    """Every number of the tables of a file, by its key.

    Raises:
        Defect: the same key in two tables.
    """
    found: dict[str, int | float] = {}
    for name, table in tables.items():
        for key, value in table.items():
            if is_number(value) and key in found:
                raise Defect(f"{file} [{name}]: the number {key!r} is there twice")
            if is_number(value):
                found[key] = value
    return found


def is_number(value: object) -> bool:
    """True for int and float; a bool is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class _Shape(NamedTuple):
    """What a table must and may hold to become a record."""

    known: frozenset[str]
    needed: tuple[str, ...]
    absent: dict[str, None]
    """None for every field that takes it and has no default: TOML has no word for it."""
    rows: dict[str, type]
    """The record of the rows, by the field that holds a tuple of them, or one of them."""


@cache
def _shape(kind: Any) -> _Shape:
    kinds = kind.__annotations__
    bare = [name for name in kinds if name not in kind._field_defaults]
    optional = [name for name in bare if NoneType in get_args(kinds[name])]
    inner: dict[str, Any] = {name: next(iter(get_args(of)), None) for name, of in kinds.items()}
    return _Shape(
        known=frozenset(kinds) | PROVENANCE,
        needed=tuple(name for name in bare if name not in optional),
        absent=dict.fromkeys(optional),
        rows={name: row for name, row in inner.items() if kinds_of(row) is not None},
    )


def _completed(kind: type, table: Table) -> Table:
    return {**_shape(kind).absent, **table}


def _check_keys(kind: type, table: Table, where: str) -> None:
    shape = _shape(kind)
    for key in table:
        if key not in shape.known:
            raise Defect(f"{where}: unknown key {key!r}")
    for name in shape.needed:
        if name not in table:
            raise Defect(f"{where}: missing key {name!r}")
    for name, row_kind in shape.rows.items():
        held = table.get(name, ())
        if isinstance(held, Mapping):
            _check_keys(row_kind, held, f"{where}.{name}")
            continue
        for number, row in enumerate(held, 1):
            _check_keys(row_kind, row, f"{where}.{name}[{number}]")
