"""The walk over the catalogue: every number has a source or owns up to being a judgement."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Catalogue = Mapping[str, Mapping[str, Any]]
"""Tables by file name."""

SOURCES = "citations.toml"


def read_catalogue(folder: Path) -> dict[str, dict[str, Any]]:
    """Every TOML file below the folder."""
    return {
        str(file.relative_to(folder)): tomllib.loads(file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.toml"))
    }


def problems(catalogue: Catalogue) -> list[str]:
    """Numbers without provenance, dangling keys, judgements without a reason, sources unused."""
    known = set(catalogue[SOURCES])
    used: set[str] = set()
    found: list[str] = []
    for name, tables in catalogue.items():
        if name == SOURCES:
            continue
        for where, key, value, owner in _leaves(name, tables, {}):
            if key == "cites":
                used.add(value)
                found += [] if value in known else [f"{where}: no source is called {value!r}"]
            elif key == "judgement" and not _owns_up(owner):
                found.append(f"{where}: a judgement without a reason")
            elif _is_number(value) and not (owner.get("cites") or _owns_up(owner)):
                found.append(f"{where}: the number {value} has no source")
    return found + [f"{SOURCES}: nothing cites {key!r}" for key in sorted(known - used)]


def _leaves(
    where: str, value: Any, owner: Mapping[str, Any], key: str = ""
) -> Iterator[tuple[str, str, Any, Mapping[str, Any]]]:
    """Every leaf with its key and the nearest table around it that says where it comes from."""
    if isinstance(value, dict):
        nearest = value if {"cites", "judgement"} & set(value) else owner
        for name, inner in value.items():
            yield from _leaves(f"{where} {name}", inner, nearest, name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(f"{where}[{number}]", inner, owner, key)
    else:
        yield where, key, value, owner


def _owns_up(owner: Mapping[str, Any]) -> bool:
    return owner.get("judgement") is True and bool(str(owner.get("reason", "")).strip())


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
