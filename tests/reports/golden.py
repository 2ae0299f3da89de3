"""Whole screens, compared with what they were. One helper, one variable to write them anew."""

import os
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"


def assert_golden(name: str, text: str) -> None:
    """The text is that of `tests/golden/<name>.txt`; RETROPLAN_REWRITE_GOLDEN=1 writes the file."""
    file = GOLDEN / f"{name}.txt"
    if REWRITES:
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8"), f"{name} changed; see tests/golden/README.md"


REWRITES = bool(os.environ.get("RETROPLAN_REWRITE_GOLDEN"))
