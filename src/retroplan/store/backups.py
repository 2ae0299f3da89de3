"""Copies of the store: made under another name, proved, and only then called copies."""

import datetime as dt
import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from retroplan.errors import StoreProblem
from retroplan.store.folders import make_private_folder, sync
from retroplan.store.sql import run
from retroplan.store.trouble import BACKUPS, is_sound, told, uri


def back_up(path: Path, label: str) -> Path:
    """A proved copy of the store as it is on disk, in `backups/` beside it, kept for ever.

    It is named after `label` and the moment of the store's last change. Where that very state
    was copied before (a migration that failed and is tried again), that copy is the answer.

    Raises:
        StoreProblem: no room, no rights, or the copy does not read back as the original.
    """
    try:
        changed_ns = path.stat().st_mtime_ns
        folder = path.parent / BACKUPS
        make_private_folder(folder)
        target = _free_name(folder, label, changed_ns)
        if not target.exists():
            _copy(path, target)
            os.utime(target, ns=(changed_ns, changed_ns))
    except OSError as error:
        raise StoreProblem(
            f"no copy of the store could be made in {path.parent / BACKUPS}: {error.strerror}",
            hint="nothing was changed; see to the room and the rights there, then try again",
        ) from error
    return target


def _free_name(folder: Path, label: str, changed_ns: int) -> Path:
    """A name that is free, or already that of a sound copy of this very state."""
    changed = dt.datetime.fromtimestamp(changed_ns // 1_000_000_000, dt.UTC)
    name = f"{label}-{changed:%Y%m%dT%H%M%SZ}"
    number = 1
    while True:
        target = folder / (f"{name}.db" if number == 1 else f"{name}-{number}.db")
        if not target.exists():
            return target
        if target.stat().st_mtime_ns == changed_ns and is_sound(target):
            return target
        number += 1


def _copy(path: Path, target: Path) -> None:
    """Copy under a passing name, prove, sync, rename; a half copy never bears a copy's name."""
    handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=target.parent)  # 0600
    passing = Path(name)
    try:
        os.close(handle)
        with told(path), closing(_connected(path)) as connection:
            expected = _counts(connection)
            run(connection, "VACUUM INTO ?", (uri(passing, "rw"),))
        if not (is_sound(passing) and _holds(passing, expected)):
            raise StoreProblem(
                "the copy of the store does not read back as the original",
                hint="nothing was changed; look at the disk before anything else",
            )
        sync(passing)
        passing.rename(target)
        sync(target.parent)
    finally:
        with suppress(FileNotFoundError):
            passing.unlink()


def _holds(copy: Path, expected: dict[str, int]) -> bool:
    """The same version, and no row less; others may have added some while it was copied."""
    with told(copy), closing(_connected(copy)) as connection:
        found = _counts(connection)
    return all(found.get(name, -1) >= count for name, count in expected.items())


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(uri(path, "ro"), uri=True, isolation_level=None)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of each table; and under no name the schema version."""
    tables = run(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    counts = {"": run(connection, "PRAGMA user_version")[0][0]}
    for (name,) in tables:
        quoted = name.replace('"', '""')
        counts[name] = run(connection, f'SELECT count(*) FROM "{quoted}"')[0][0]  # noqa: S608  # quoted
    return counts
