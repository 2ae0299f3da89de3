"""SQLite's troubles in words: what happened to the store, and what a person can do about it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retroplan.errors import StoreProblem

APPLICATION_ID = 0x52504C4E
"""`RPLN`, in the file's header: how our stores are told from other people's databases."""

BACKUPS = "backups"
"""The folder beside the store that holds its copies."""

_CANNOT_WRITE = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH}
)
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_TAKEN = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# SQLite tells these as a plain SQLITE_ERROR.
_SIGNS_OF_DAMAGE = ("no such", "unsupported file format", "malformed")


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Whatever SQLite raises inside, as a StoreProblem about the store at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _problem(error, path) from error
    except (UnicodeDecodeError, OverflowError) as error:
        # The binding raises these by itself: its own messages, and texts, hold damaged bytes.
        raise damaged(path, type(error).__name__) from error


class Unreadable(StoreProblem):
    """A document that is whole, and not one that this program can read: another version wrote it."""


def damaged(path: Path | None, what: str) -> StoreProblem:
    """The store cannot be trusted. Nothing is changed, and nothing new is begun in its place."""
    copy = None if path is None else newest_sound_copy(path)
    advice = "there is no copy beside it. Keep the file: much of it can still be read"
    if copy is not None:
        advice = f"move it aside and put this copy in its place: {copy}"
    return StoreProblem(
        f"the store is damaged ({what}): {path}", hint=f"nothing was changed; {advice}"
    )


def copies(path: Path) -> tuple[Path, ...]:
    """The copies kept beside the store, newest first."""
    try:
        with os.scandir(path.parent / BACKUPS) as entries:
            found = [
                (entry.stat(follow_symlinks=False).st_mtime_ns, entry.path)
                for entry in entries
                if entry.name.endswith(".db") and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return ()
    return tuple(Path(name) for _, name in sorted(found, reverse=True))


def newest_sound_copy(path: Path) -> Path | None:
    """The newest copy beside the store that passes every check of SQLite's."""
    return next((copy for copy in copies(path) if is_sound(copy)), None)


def is_sound(path: Path) -> bool:
    """Whether a file is a store of ours that SQLite finds nothing wrong with."""
    try:
        with closing(sqlite3.connect(uri(path, "ro"), uri=True, isolation_level=None)) as copy:
            return (
                copy.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
                and copy.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
                and copy.execute("PRAGMA foreign_key_check").fetchall() == []
            )
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        return False


def uri(path: Path, mode: str) -> str:
    """A path as SQLite's URI; `mode` is `ro` or `rw`, so that opening never makes a file."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def _problem(error: sqlite3.Error, path: Path | None) -> StoreProblem:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
    primary = code & 0xFF
    folder = "" if path is None else f" in {path.parent}"
    if primary in _BUSY:
        return StoreProblem(
            "another retroplan is using the store", hint="wait a moment and try again"
        )
    if primary == sqlite3.SQLITE_FULL:
        return StoreProblem(
            f"the disk is full{folder}", hint="make some room, then give the same command again"
        )
    if primary in _CANNOT_WRITE:
        return StoreProblem(
            f"the store cannot be opened or written{folder} ({error})",
            hint="look at who owns the folder and the file, and whether the disk is read-only",
        )
    if primary in _DAMAGED or str(error).startswith(_SIGNS_OF_DAMAGE):
        return damaged(path, str(error))
    if code in _TAKEN:
        return StoreProblem(
            "something else was saved in the same place meanwhile", hint="give the command again"
        )
    return StoreProblem(
        f"the store did not take or give what was asked{folder} ({error})",
        hint="try again; if it stays so, look at the disk, or report it",
    )
