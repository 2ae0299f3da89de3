"""What is written, and what happens when it cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.errors import ExitCode
from retroplan.reports.screen import Screen
from tests.conftest import SOURCE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "retroplan", "--data-dir", str(tmp_path), "report"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            timeout=60,
            check=False,
        )

    assert done.returncode == ExitCode.BAD_FILE
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_to_copy_is_never_broken() -> None:
    path = "/home/somebody/with a very long name/and/many/folders/profile.toml"
    narrow = Screen().point_at("Your profile:", path).render(width=40, plain=False, colour=False)
    wide = Screen().point_at("Your profile:", path).render(width=120, plain=False, colour=False)

    assert narrow.splitlines() == ["Your profile:", path]
    assert wide.splitlines() == [f"Your profile: {path}"]
