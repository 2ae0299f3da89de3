"""Write the generated pages: `docs/cli.md` from the program's help, `docs/schema/` from its types.

`--check` writes nothing and fails where a page is not what it would be.
"""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ |= {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "80", "TERMINAL_WIDTH": "80"}

import typer

from docs.schemas import envelopes
from retroplan.cli.main import main, register_all
from retroplan.cli.root import app

DOCS = Path(__file__).parent

HEAD = """\
# Every command

Made from `--help` by `docs/generate.py`; do not edit. Exit codes: [exit-codes.md](exit-codes.md). JSON:
[json.md](json.md). `--plain`, `--no-color`, `--no-input`, `--quiet` and `--json` are taken after the command too.

| variable | stands for |
|---|---|
| `RETROPLAN_PROFILE` | `--profile` |
| `RETROPLAN_DATA_DIR` | `--data-dir` |
| `RETROPLAN_CONFIG` | `--config` |
| `RETROPLAN_TODAY` | `--today` |
| `RETROPLAN_PLAIN`, `RETROPLAN_NO_INPUT` | `--plain`, `--no-input`; any value |
| `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, `COLUMNS` | as everywhere |
| `XDG_DATA_HOME`, `XDG_CONFIG_HOME` | where data and profile lie, without `--data-dir` |
"""


def reference() -> str:
    """The help of every command, one heading each."""
    names = ["", *_names("", typer.main.get_command(app))]
    sections = (f"## {f'retroplan {name}'.strip()}\n\n```\n{_help(name)}\n```\n" for name in names)
    return "\n".join([HEAD, *sections])


def _names(prefix: str, group: Any) -> Iterator[str]:
    for name, command in getattr(group, "commands", {}).items():
        yield f"{prefix} {name}".strip()
        yield from _names(f"{prefix} {name}", command)


def _help(name: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        main([*name.split(), "--help"])
    return "\n".join(line.rstrip() for line in said.getvalue().strip().splitlines())


def pages() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    register_all()
    schemas = {
        DOCS / "schema" / f"{name}.json": json.dumps(schema, indent=2) + "\n"
        for name, schema in envelopes().items()
    }
    return {DOCS / "cli.md": reference(), **schemas}


def stale(wanted: dict[Path, str]) -> list[Path]:
    """Files that are not what they should be, or should not be at all."""
    there = {*(DOCS / "schema").glob("*.json")} - set(wanted)
    differ = [
        file for file, text in wanted.items()
        if not file.exists() or file.read_text("utf-8") != text
    ]  # fmt: skip
    return sorted([*differ, *there])


def run(argv: list[str]) -> int:
    """0 when all is current or written, 1 when `--check` found something stale."""
    wanted = pages()
    behind = stale(wanted)
    if "--check" in argv:
        for file in behind:
            print(f"not current: {file.name}; run `make docs`")
        return 1 if behind else 0
    for file in behind:
        if file in wanted:
            file.parent.mkdir(exist_ok=True)
            file.write_text(wanted[file], "utf-8")
        else:
            file.unlink()
        print(f"written: {file.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
