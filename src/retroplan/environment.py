"""The outside world as one value: the clock, the folders, the terminal. The only place that reads them."""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from retroplan.errors import UsageProblem

PROFILE_FILE = "profile.toml"
STORE_FILE = "retroplan.db"

_FIRST_YEAR, _LAST_YEAR = 1900, 2399
"""Within them the arithmetic of days, birthdays and plans never leaves the calendar."""


class Environment(NamedTuple):
    """Built once per run from flags, variables and the system; passed to whoever needs it."""

    clock: Callable[[], dt.datetime]
    """The present moment, with its UTC offset."""
    today: dt.date
    """The local day; `--today` overrides it."""
    profile_file: Path
    data_dir: Path
    is_interactive: bool
    """Questions may be asked: stdin and stderr are a terminal and nothing forbids it."""
    is_plain: bool
    has_colour: bool
    is_quiet: bool
    width: int
    monotonic: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back, for a stopwatch."""

    @property
    def store_file(self) -> Path:
        return self.data_dir / STORE_FILE

    @property
    def protocols_dir(self) -> Path:
        """Where a person keeps their clinician's own protocols."""
        return self.profile_file.with_name("protocols")

    def now(self) -> dt.datetime:
        """The present moment, with its UTC offset, on the day that `today` says: one day for all that is kept."""
        return dt.datetime.combine(self.today, self.clock().timetz())


class Wishes(NamedTuple):
    """What the root options ask of the environment. Empty means "not said"."""

    person: str = ""
    data_dir: str = ""
    config: str = ""
    today: str = ""
    plain: bool = False
    no_colour: bool = False
    no_input: bool = False
    quiet: bool = False


def from_os(wishes: Wishes) -> Environment:
    """The environment of this process: flag, then `RETROPLAN_…` variable, then the system's own.

    Raises:
        UsageProblem: a person's name that is no plain word, a day that is no date, or a folder
            that has no place.
    """
    plain = wishes.plain or bool(os.environ.get("RETROPLAN_PLAIN"))
    data_dir, profile_file = _places(
        person=_checked_name(*_said("--profile", wishes.person, "RETROPLAN_PROFILE")),
        data_dir=wishes.data_dir or os.environ.get("RETROPLAN_DATA_DIR", ""),
        config=wishes.config or os.environ.get("RETROPLAN_CONFIG", ""),
    )
    forbidden = wishes.no_input or bool(os.environ.get("RETROPLAN_NO_INPUT"))
    return Environment(
        clock=_local_now,
        today=_day(*_said("--today", wishes.today, "RETROPLAN_TODAY")),
        profile_file=profile_file,
        data_dir=data_dir,
        is_interactive=not forbidden and _is_tty(sys.stdin) and _is_tty(sys.stderr),
        is_plain=plain,
        has_colour=not plain and not wishes.no_colour and _wants_colour(),
        is_quiet=wishes.quiet,
        width=terminal_width(),
    )


def _local_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).astimezone()


def _said(flag: str, wish: str, variable: str) -> tuple[str, str]:
    """What the flag says, else the variable; and which of the two it was."""
    return (wish, flag) if wish else (os.environ.get(variable, ""), variable)


def _day(text: str, source: str) -> dt.date:
    if not text:
        return _local_now().date()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{source} takes a date such as 2026-11-23, not {text!r}") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UsageProblem(f"{source} takes a date from {_FIRST_YEAR} to {_LAST_YEAR}, not {text}")
    return day


def _checked_name(person: str, source: str) -> str:
    if person and not (person.replace("-", "").replace("_", "").isalnum() and len(person) <= 40):
        raise UsageProblem(
            f"{source} takes a short name of letters, digits, - and _, not {person!r}"
        )
    return person


def absolute_path(text: str) -> Path:
    """A path as it was typed, from the root: `~` is a home folder.

    Raises:
        UsageProblem: there is no such home folder, or the folder that one is in is gone.
    """
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise UsageProblem(f"there is no such home folder: {text}") from None
    except FileNotFoundError:
        raise UsageProblem(
            f"the folder you are in is gone, so {text} is nowhere",
            hint="change to a folder that exists, or give the whole path",
        ) from None


def _places(*, person: str, data_dir: str, config: str) -> tuple[Path, Path]:
    """The data folder and the profile file. A data folder of one's own holds both."""
    if data_dir:
        folder = profile_folder = absolute_path(data_dir) / person
    else:
        folder, profile_folder = (folder / person for folder in _home_places())
    return folder, absolute_path(config) if config else profile_folder / PROFILE_FILE


def _home_places() -> tuple[Path, Path]:
    """Where this system keeps a program's data, and where its settings."""
    import platformdirs

    nowhere = UsageProblem(
        "there is no home folder to keep your data in",
        hint="say where: --data-dir FOLDER, or set RETROPLAN_DATA_DIR",
    )
    if not os.environ.get("HOME") and "XDG_DATA_HOME" not in os.environ and os.name == "posix":
        raise nowhere
    try:
        return (
            Path(platformdirs.user_data_dir("retroplan", appauthor=False)),
            Path(platformdirs.user_config_dir("retroplan", appauthor=False)),
        )
    except RuntimeError:  # neither HOME nor the system's list of people knows one
        raise nowhere from None


def _is_tty(stream: object) -> bool:
    try:
        return bool(stream is not None and stream.isatty())  # type: ignore[attr-defined]  # any stream
    except ValueError:  # closed
        return False


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return _is_tty(sys.stdout) and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns of the terminal, 20 to 200; 80 where there is none."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given) > 0:
        columns = int(given)
    else:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]  # caught
        except (AttributeError, OSError, ValueError):
            columns = 80
    return max(20, min(columns or 80, 200))
