"""The smallest change of a test that people can feel, for commands that cannot afford the catalogue.

Importing the catalogue's classes, or even a TOML parser, would cost a report more than all else it
does; so this reads its few lines of `norms.toml` itself. A test holds it to what the catalogue says.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from retroplan.errors import Defect

NORMS = Path(__file__).parent / "data" / "norms.toml"


def smallest_felt_change(test: str, unit: str, file: Path = NORMS) -> float | None:
    """The smallest important difference (MCID) of a test in a unit; None where none is known.

    Raises:
        Defect: the data file cannot be read.
    """
    try:
        text = file.read_bytes().decode()
        changes = [_flat(part) for part in text.split(f"\n[[{test}.changes]]\n")[1:]]
    except (OSError, ValueError) as problem:
        raise Defect(f"{file.name} of the evidence catalogue cannot be read: {problem}") from None
    found = [
        float(str(change["value"])) for change in changes
        if change.get("kind") == "mcid" and change.get("unit") == unit
    ]  # fmt: skip
    return min(found, default=None)


def _flat(text: str) -> Mapping[str, object]:
    """The plain keys at the beginning of a TOML table; strings and numbers are spelt as in JSON."""
    lines = text.partition("\n\n")[0].splitlines()
    pairs = (line.split(" = ", 1) for line in lines if " = " in line)
    return {key: json.loads(value) for key, value in pairs if key in {"kind", "value", "unit"}}
