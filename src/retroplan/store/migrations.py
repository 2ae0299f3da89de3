"""The schema and its history: one numbered script a version, all applied in one transaction.

A script that was shipped never changes; the next version is a new file at the end of the list.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from retroplan.store.sql import run, transaction
from retroplan.store.trouble import APPLICATION_ID, damaged

SCRIPTS = ("0001_initial.sql", "0002_events.sql", "0003_facts.sql")
VERSION = len(SCRIPTS)
"""The schema that this program reads and writes."""

FINGERPRINTS = (0x6555DA1D, 0x57C7BEF7, 0xB2D67EF9)
"""CRC-32 of each version's schema, so that a planted trigger or a missing table is noticed."""


def script(name: str) -> str:
    """The SQL of one version."""
    return (Path(__file__).parent / "schema" / name).read_text(encoding="utf-8")


def migrate(
    connection: sqlite3.Connection, path: Path | None, scripts: Sequence[str] | None = None
) -> None:
    """Bring the store to the newest version, whole or not at all; an older one is copied first.

    Args:
        connection: open, outside a transaction.
        path: of the store; None for one in memory.
        scripts: the SQL of every version from 1 on; None for ours.

    Raises:
        StoreProblem: not migrated, and left as it was.
    """
    from retroplan.store.moving import lend_functions, see_that_rows_are_whole  # only here: slow

    wanted = [script(name) for name in SCRIPTS] if scripts is None else scripts
    with transaction(connection):
        version = version_of(connection)  # again: another program may have been quicker
        if 0 < version < len(wanted) and path is not None:
            from retroplan.store.backups import back_up  # only here: what it imports is slow

            back_up(path, f"pre-v{version + 1}")
        see_that_rows_are_whole(connection)
        lend_functions(connection)
        for text in wanted[version:]:
            for statement in statements(text):
                run(connection, statement)
        run(connection, f"PRAGMA user_version = {max(version, len(wanted))}")
        run(connection, f"PRAGMA application_id = {APPLICATION_ID}")


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version that the file says; 0 for an empty one."""
    version: int = run(connection, "PRAGMA user_version")[0][0]
    return version


def statements(text: str) -> Iterator[str]:
    """The statements of a script, each of which ends with its line.

    Not `executescript`: that commits first, and a script that fails would stay half done.
    """
    gathered = ""
    for line in text.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        yield gathered


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """See that tables, indexes and triggers are ours. What a person added to look at is let be.

    Raises:
        StoreProblem: something of ours is missing or altered, or there is a trigger of others.
    """
    found = schema_of(connection)
    version = version_of(connection)
    if fingerprint(found) == FINGERPRINTS[version - 1]:
        return
    ours = _schema_of_version(version)
    altered = [part[1] for part in ours if part not in found]
    altered += [part[1] for part in found if part[0] == "trigger" and part not in ours]
    if altered:
        raise damaged(path, f"its tables were altered: {', '.join(altered)}")


def fingerprint(schema: list[tuple[str, str, str]]) -> int:
    """CRC-32 of a schema."""
    return zlib.crc32(json.dumps(schema, default=repr).encode("ascii"))


def _schema_of_version(version: int) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, None, [script(name) for name in SCRIPTS[:version]])
        return schema_of(fresh)


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Kind, name and SQL of everything that was made in a store, in order of kind and name."""
    return run(
        connection,
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY type, name",
    )
