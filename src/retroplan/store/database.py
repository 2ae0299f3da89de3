"""Opening the store: the checks, the pragmas, and who may write.

`reading(path)` never writes, and gives an empty store where there is none yet; `writing(path)` is
one transaction, on disk when it ends.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retroplan.errors import NotFound, StoreProblem
from retroplan.store.folders import make_private_folder, sync
from retroplan.store.migrations import VERSION, check_schema, migrate, version_of
from retroplan.store.sql import run, transaction
from retroplan.store.trouble import APPLICATION_ID, copies, damaged, newest_sound_copy, told, uri

BUSY_S = 10.0
"""How long to wait for another program that is writing."""

_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
_LARGEST_TO_CHECK = 64 * 1024 * 1024  # bytes; the check reads the whole file

_CAREFUL = """
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
"""
# EXTRA, and no WAL: both other settings lost acknowledged writes when the power was cut.
_SAFE = """
PRAGMA synchronous = EXTRA;
PRAGMA fullfsync = ON;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
"""


def store_exists(path: Path) -> bool:
    """Whether there is a store. Looking makes nothing.

    Raises:
        StoreProblem: it cannot be known (no rights), it is no regular file, or it is gone while
            copies of it are still there.
    """
    if _size(path) > 0:
        return True
    if copies(path):
        copy = newest_sound_copy(path) or copies(path)[0]
        raise StoreProblem(
            f"the store is missing, but copies of it are there: {path}",
            hint=f"put the newest good one in its place: {copy}",
        )
    return False


def create_store(path: Path, *, busy_s: float = BUSY_S) -> None:
    """Make folder (0700) and store (0600) where there is none; leave one that exists as it is.

    Raises:
        StoreProblem: there is no room, no right, or something else in its place.
    """
    if not store_exists(path):
        _make_file(path)
    with closing(_connected(path, busy_s)) as connection:
        if _is_empty(connection):
            migrate(connection, path)


def open_store(path: Path, *, busy_s: float = BUSY_S) -> sqlite3.Connection:
    """A store for writing, brought to this program's schema; the caller closes it.

    Raises:
        NotFound: there is none yet.
        StoreProblem: busy, damaged, newer than this program, not ours, or out of reach.
    """
    if not store_exists(path):
        raise NotFound("there is nothing here yet", hint="begin with `retroplan init`")
    connection = _connected(path, busy_s)
    try:
        if _is_empty(connection):  # its making was cut short
            migrate(connection, path)
        _prepare(connection, path)
        run(connection, "PRAGMA journal_mode = DELETE")  # no-op, unless another tool made it WAL
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(path: Path, *, busy_s: float = BUSY_S) -> Iterator[sqlite3.Connection]:
    """The store, in one transaction that is on disk when this ends without an error."""
    with closing(open_store(path, busy_s=busy_s)) as connection, transaction(connection):
        yield connection


@contextmanager
def reading(path: Path, *, busy_s: float = BUSY_S) -> Iterator[sqlite3.Connection]:
    """The store, for looking only. Where there is none yet, an empty one that is kept nowhere.

    An older store is migrated first, as it cannot be read before.
    """
    with closing(_readable(path, busy_s)) as connection:
        run(connection, "PRAGMA query_only = ON")
        yield connection


def _readable(path: Path, busy_s: float) -> sqlite3.Connection:
    if store_exists(path):
        connection = _connected(path, busy_s)
        try:
            if not _is_empty(connection):
                _prepare(connection, path)
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, None)
    return connection


def _connected(path: Path, busy_s: float) -> sqlite3.Connection:
    """A connection to our own store or an empty file, proved before anything is written."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreProblem(
            f"this Python brings SQLite {sqlite3.sqlite_version}, which is too old",
            hint="use a Python with SQLite 3.37 or newer",
        )
    with told(path):
        connection = sqlite3.connect(
            uri(path, "rw"), uri=True, timeout=busy_s, isolation_level=None
        )
        try:
            connection.executescript(_CAREFUL)
            _identify(connection, path)
            connection.executescript(_SAFE)
        except BaseException:
            connection.close()
            raise
    return connection


def _identify(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse, untouched, what is not ours or is newer than we are."""
    if _is_empty(connection):
        if _size(path) == 1:  # SQLite takes a single byte for nothing
            raise damaged(path, "one byte is left")
        return
    if run(connection, "PRAGMA application_id") != [(APPLICATION_ID,)]:
        raise StoreProblem(
            f"this is a database of another program: {path}",
            hint="nothing was changed; use another folder, or move that file",
        )
    version = version_of(connection)
    if version > VERSION:
        raise StoreProblem(
            f"the store was written by a newer retroplan (store version {version}, "
            f"this one knows {VERSION})",
            hint="nothing was changed; install the newer retroplan again",
        )
    if version < 1:
        raise damaged(path, f"store version {version}")


def _is_empty(connection: sqlite3.Connection) -> bool:
    """No page at all: made a moment ago, or its making was cut short and has been rolled back."""
    return version_of(connection) == 0 and run(connection, "PRAGMA page_count") == [(0,)]


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Look for damage, then migrate if it is older than this program."""
    if _size(path) < _LARGEST_TO_CHECK:
        found = run(connection, "PRAGMA integrity_check(1)")
        if found != [("ok",)]:
            raise damaged(path, str(found[0][0]))
    check_schema(connection, path)
    if version_of(connection) < VERSION:
        migrate(connection, path)


def _size(path: Path) -> int:
    """Bytes of the store; 0 where there is none. Never follows a link in its place."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return 0
    except OSError as error:  # EACCES is not ENOENT: a forbidden store is no missing one
        raise _out_of_reach(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise StoreProblem(
            f"there is something in the place of the store that is no ordinary file: {path}",
            hint="retroplan follows no links here; move it, or use another folder (--data-dir)",
        )
    return found.st_size


def _make_file(path: Path) -> None:
    before = os.umask(0o077)
    try:
        make_private_folder(path.parent)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        try:
            os.close(os.open(path, flags, 0o600))
        except FileExistsError:
            _size(path)  # another program was quicker, or something lies in the way
        sync(path.parent)
    except OSError as error:
        raise _out_of_reach(path, error) from error
    finally:
        os.umask(before)


def _out_of_reach(path: Path, error: OSError) -> StoreProblem:
    return StoreProblem(
        f"the store cannot be reached ({error.strerror}): {path}",
        hint="look at who owns that folder, or say where your data are: --data-dir FOLDER",
    )
