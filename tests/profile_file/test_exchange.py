"""A profile for another, on disks that fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retroplan.errors import ExitCode, StoreProblem
from retroplan.profile_file.exchange import exchanged
from tests.conftest import SOURCE, TODAY, RealRun

BEGIN = ("init", "--no-input", "--new-plan", "--birth-year", "1966", "--goal")


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_copy_that_finds_no_room_is_told_and_not_left(real_run: RealRun, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    real_run(*BEGIN, "balance")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100));"
        "from retroplan.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, "--data-dir", str(folder), *BEGIN, "variety"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        timeout=60,
    )

    assert done.returncode == ExitCode.STORE
    assert "is out of reach" in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_an_old_profile_that_cannot_be_put_back_is_said(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    with exchanged(profile, "old", today=TODAY):
        pass

    with (
        pytest.raises(StoreProblem, match="could not be put back") as caught,
        exchanged(profile, "new", today=TODAY) as copy,
    ):
        assert copy is not None
        copy.unlink()
        raise StoreProblem("the disk is gone")

    assert "it is kept as" in caught.value.hint
