"""The smallest change of a test that people can feel, for commands that cannot afford the catalogue.

The catalogue's classes cost a daily command more than all else it does; this reads one number.
"""

import tomllib
from pathlib import Path

from retroplan.errors import Defect

NORMS = Path(__file__).parent / "data" / "norms.toml"


def smallest_felt_change(test: str, unit: str, file: Path = NORMS) -> float | None:
    """The smallest important difference (MCID) of a test in a unit; None where none is known.

    Raises:
        Defect: the data file cannot be read.
    """
    try:
        tests = tomllib.loads(file.read_bytes().decode())
    except (OSError, ValueError) as problem:
        raise Defect(f"{file.name} of the evidence catalogue cannot be read: {problem}") from None
    found = [
        change["value"] for change in tests.get(test, {}).get("changes", ())
        if change.get("kind") == "mcid" and change.get("unit") == unit
    ]  # fmt: skip
    return float(min(found)) if found else None
