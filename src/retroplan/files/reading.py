"""The text of a file that somebody wrote: no more of it than such a file can have, and never a pipe."""

import os
import stat
from pathlib import Path

from retroplan.errors import BadFile, NotFound

LARGEST = 64 * 1024
"""Bytes. What people write by hand has some thousands; more is a mistake or an attack."""


def read_text(path: Path, *, what: str, hint: str) -> str:
    """The text of a file as it is, not yet checked.

    Args:
        path: where it is.
        what: it should be, as in "profile".
        hint: what to do where there is no such file.

    Raises:
        NotFound: there is no such file.
        BadFile: it is no regular file, too large, or not UTF-8.
    """
    data = read_bytes(path, what=what, hint=hint)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(
            f"{path} is not written in UTF-8",
            hint="save it as UTF-8 and run this again",
            problems=(f"line {line}: a character that is not UTF-8",),
        ) from None


def too_large(name: str, what: str) -> BadFile:
    """The refusal of a file that is larger than any of its kind."""
    return BadFile(
        f"{name} is larger than {LARGEST // 1024} KiB, which no {what} is",
        hint="is it the right file?",
    )


def read_bytes(path: Path, *, what: str, hint: str) -> bytes:
    """What a file holds; never waits for a pipe. Arguments as of `read_text`.

    Raises:
        NotFound: there is no such file.
        BadFile: it is no regular file, or too large.
    """
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError:
        raise NotFound(f"there is no {what} at {path}", hint=hint) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadFile(f"{path} is not a regular file", hint="is it the right file?")
    try:
        with os.fdopen(handle, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > LARGEST:
        raise too_large(str(path), what)
    return data


def _unreadable(path: Path, error: OSError | ValueError) -> BadFile:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return BadFile(
        f"{path} cannot be read: {why}", hint="is it the right file, and yours to read?"
    )
