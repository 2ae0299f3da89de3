"""Write homes as a released program leaves them: `python -m tests.upgrade.make COMMAND KIND…`, once a release.

COMMAND is the `retroplan` of that release, in an environment of its own. Homes that were made stay as
they are for ever: the tests open each with the program of now.
"""

import datetime as dt
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.own_protocol import OWN

HOMES = Path(__file__).with_name("homes")
EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
MONDAY = dt.date(2026, 11, 23)
WELL = ("--rpe", "3", "--pain", "1", "--near-falls", "0")


class Home:
    """A person with the released program, day after day."""

    def __init__(self, command: str, folder: Path) -> None:
        self.command, self.folder, self.today = command, folder, MONDAY
        profile = folder.parent / "profile.toml"
        text = EXAMPLE.read_text("utf-8").replace("weeks = 8", "weeks = 4")
        profile.write_text(text, "utf-8")

    def run(self, *argv: str) -> str:
        """One command, on the day that it is."""
        variables = {
            **os.environ,
            "RETROPLAN_DATA_DIR": str(self.folder),
            "RETROPLAN_TODAY": self.today.isoformat(),
        }
        done = subprocess.run(
            [self.command, *argv], check=True, capture_output=True, text=True, env=variables
        )
        return done.stdout

    def begin(self, *argv: str) -> None:
        """The example's plan, over four weeks."""
        self.run("init", "--from", str(self.folder.parent / "profile.toml"), *argv)

    def walk(self, *said: str) -> None:
        """The next session, on its day."""
        data: Any = json.loads(self.run("today", "--json"))["data"]
        if data["status"] != "due":
            self.today = dt.date.fromisoformat(data["next_date"])
        self.run("log", *(said or WELL))


def quiet(home: Home) -> None:
    """A week and a session as they should be."""
    home.begin()
    for _ in range(4):
        home.walk()


def two_reds(home: Home) -> None:
    """Two days in the highest zone within two weeks: the plan waits for a clinician."""
    home.begin()
    home.walk()
    home.walk("--rpe", "3", "--pain", "7", "--near-falls", "0")
    home.walk("--rpe", "3", "--pain", "6", "--near-falls", "0")


def rising_pain(home: Home) -> None:
    """Four reports, each higher than the one before: the plan waits for a clinician."""
    home.begin()
    for pain in range(2, 6):
        home.walk("--rpe", "3", "--pain", str(pain), "--near-falls", "0")


def paused(home: Home) -> None:
    """Away, until told."""
    home.begin()
    home.walk()
    home.run("plan", "pause", "--reason", "travel")


def fever(home: Home) -> None:
    """A fever that nobody has called over yet."""
    home.begin()
    home.walk()
    home.today += dt.timedelta(days=1)
    home.run("checkin", "--fever")


def fallen(home: Home) -> None:
    """A fall in the second session: the safety questions come first."""
    home.begin()
    home.walk()
    home.walk(*WELL, "--falls", "1")


def withheld(home: Home) -> None:
    """One day in the highest zone: two days without a session."""
    home.begin()
    home.walk()
    home.walk("--rpe", "3", "--pain", "7", "--near-falls", "0")


def own_protocol(home: Home) -> None:
    """A plan that follows a clinician's own protocol."""
    profile = home.folder.parent / "profile.toml"
    text = profile.read_text("utf-8").replace("[plan]\n", '[plan]\nprotocol = "dr-lee-knee"\n')
    profile.write_text(text.replace("\nweeks = 4", "\nweeks = 5"), "utf-8")
    protocols = home.folder / "protocols"
    protocols.mkdir(parents=True)
    (protocols / "dr-lee-knee.toml").write_text(OWN, "utf-8")
    home.begin()
    for _ in range(2):
        home.walk()


def exported(home: Home) -> None:
    """A plan, and what was written from it as a table and as a document."""
    home.begin()
    home.walk()
    for form in ("csv", "toml"):
        home.run("plan", "export", str(home.folder / f"plan.{form}"))


def told_mornings(home: Home) -> None:
    """Acceptable pain, each walk with its morning; the first of these homes that 0.2.0 left."""
    home.begin()
    for _ in range(3):
        home.walk("--rpe", "3", "--pain", "3", "--near-falls", "0")
        home.today += dt.timedelta(days=1)
        home.run("checkin", "--pain", "4")


KINDS = (
    quiet, two_reds, rising_pain, paused, fever, fallen, withheld, own_protocol, exported,
    told_mornings,
)  # fmt: skip


def dump(path: Path) -> str:
    """The store as SQL, with the marks in its header."""
    with closing(sqlite3.connect(path)) as connection:
        marks = "".join(
            f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]};\n"
            for name in ("application_id", "user_version")
        )
        return marks + "\n".join(connection.iterdump()) + "\n"


def main(command: str, *names: str) -> None:
    """Each home: its store as SQL, packed, beside the files that were in it, and the day it was left."""
    for kind in (each for each in KINDS if each.__name__ in names):
        with TemporaryDirectory() as place:
            home = Home(command, Path(place) / "data")
            kind(home)
            target = HOMES / kind.__name__
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(home.folder, target, ignore=shutil.ignore_patterns("retroplan.db*"))
            sql = dump(home.folder / "retroplan.db").encode()
            (target / "store.sql.gz").write_bytes(gzip.compress(sql, mtime=0))
            (target / "day").write_text(f"{home.today.isoformat()}\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
