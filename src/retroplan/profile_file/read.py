"""Reading a profile file: every problem at once, each with its line."""

import datetime as dt
import os
import stat
from pathlib import Path

from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.text import counted
from retroplan.errors import BadFile, NotFound
from retroplan.profile_file.document import LARGEST, Document, read_document
from retroplan.profile_file.problems import Problem
from retroplan.profile_file.shape import check_shape
from retroplan.profile_file.values import check_names, check_values, with_canonical_names

_MOST_TOLD = 50


def read_profile(path: Path, *, evidence: Evidence, on: dt.date) -> Profile:
    """The profile that a file declares; `on` is the day against which dates are held.

    Raises:
        NotFound: there is no such file.
        BadFile: it cannot be read, or says something that cannot be; `problems` are all of them.
    """
    return parse_profile(read_text(path), name=str(path), evidence=evidence, on=on)


def parse_profile(text: str, *, name: str, evidence: Evidence, on: dt.date) -> Profile:
    """The profile that a text declares; `name` is what it is called in errors.

    Raises:
        BadFile: it is no profile; `problems` are all that is wrong with it.
    """
    document = read_document(text, name)
    try:
        profile, problems = check_shape(document.values)
    except RecursionError:
        raise BadFile(f"{name} is nested too deeply", hint="mend it and run this again") from None
    problems += _unborn(document, problems)
    problems += check_names(document.values, evidence.conditions)
    told = {problem.path[:2] for problem in problems}
    problems += tuple(
        problem
        for problem in check_values(profile, bounds=evidence.bounds, on=on)
        if problem.beside not in told
    )
    if problems:
        raise _bad(name, document, problems)
    return with_canonical_names(profile, evidence.conditions)


def _unborn(document: Document, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problem of a file that does not say when the person was born."""
    person = document.values.get("profile")
    told = {problem.path for problem in problems}
    if ("profile",) in told and person is not None:
        return ()
    if isinstance(person, dict) and {"birth_date", "birth_year"} & person.keys():
        return ()
    return (
        Problem(
            ("profile", "birth_date"),
            "is missing; write birth_date = 1966-04-02 or birth_year = 1966",
        ),
    )


def _bad(name: str, document: Document, problems: tuple[Problem, ...]) -> BadFile:
    placed = sorted(
        ((document.line(problem.path), problem) for problem in problems),
        key=lambda pair: (pair[0] is None, pair[0] or 0),
    )
    told = [problem.told(line) for line, problem in placed]
    if len(told) > _MOST_TOLD:
        told[_MOST_TOLD:] = [f"and {len(told) - _MOST_TOLD} more"]
    return BadFile(
        f"{name} has {counted(len(problems), 'problem')}",
        hint="mend it and run this again; config.example.toml and docs/profile.md explain every key",
        problems=tuple(told),
    )


def read_text(path: Path) -> str:
    """The text of a profile file as it is, not yet checked.

    Raises:
        NotFound: there is no such file.
        BadFile: it is no regular file, too large, or not UTF-8.
    """
    data = _bytes(path)
    if len(data) > LARGEST:
        raise BadFile(
            f"{path} is larger than {LARGEST // 1024} KiB, which no profile is",
            hint="is it the right file?",
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(
            f"{path} is not written in UTF-8",
            hint="save it as UTF-8 and run this again",
            problems=(f"line {line}: a character that is not UTF-8",),
        ) from None


def _bytes(path: Path) -> bytes:
    """At most one byte more than the largest profile; never waits for a pipe."""
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError:
        raise NotFound(
            f"there is no profile at {path}", hint="make one with `retroplan init`"
        ) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadFile(f"{path} is not a regular file", hint="is it the right file?")
    try:
        with os.fdopen(handle, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError | ValueError) -> BadFile:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return BadFile(
        f"{path} cannot be read: {why}", hint="is it the right file, and yours to read?"
    )
