import datetime as dt
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retroplan.core.model.events import CheckIn
from retroplan.errors import NotFound, StoreProblem
from retroplan.store.backups import back_up
from retroplan.store.database import create_store, open_store, reading, writing
from retroplan.store.facts import facts_of
from retroplan.store.journal import changing
from retroplan.store.logs import add_log, logs_between, prescribed_of
from retroplan.store.migrations import (
    FINGERPRINTS,
    SCRIPTS,
    VERSION,
    fingerprint,
    migrate,
    schema_of,
    script,
    statements,
    version_of,
)
from retroplan.store.plans import current_plan, list_plans
from retroplan.store.reversal import redoing, undoing
from retroplan.store.screenings import latest_screening
from retroplan.store.trouble import is_sound
from tests.builders import make_log
from tests.store.conftest import content, tamper

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("schema_*.sql"))
LATER = dt.datetime(2026, 11, 30, 8, 0, tzinfo=dt.UTC)
OURS = [script(name) for name in SCRIPTS]
NEXT = """
-- A step such as a later version may bring; with a ; in its comment.
CREATE TABLE checkin (id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
INSERT INTO checkin VALUES (1, 'a; b');
CREATE TRIGGER checkin_is_kept BEFORE DELETE ON checkin
BEGIN
    SELECT RAISE (ABORT, 'kept; really');
END;
"""


def restored(fixture: Path, path: Path) -> Path:
    """A store of an earlier version, as its program left it."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))
    return path


def test_every_version_has_a_fixture_and_a_fingerprint() -> None:
    assert [path.name for path in FIXTURES] == [f"schema_{n + 1:04}.sql" for n in range(VERSION)]
    assert len(FINGERPRINTS) == VERSION
    for version, expected in enumerate(FINGERPRINTS, 1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            migrate(connection, None, OURS[:version])
            assert fingerprint(schema_of(connection)) == expected


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_every_past_store_becomes_the_same_as_a_fresh_one(fixture: Path, tmp_path: Path) -> None:
    old, fresh = restored(fixture, tmp_path / "old.db"), tmp_path / "fresh" / "retroplan.db"
    create_store(fresh)
    with closing(open_store(old)) as upgraded, closing(open_store(fresh)) as new:
        assert schema_of(upgraded) == schema_of(new)
        assert version_of(upgraded) == VERSION


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_every_past_store_keeps_what_it_held(fixture: Path, tmp_path: Path) -> None:
    with reading(restored(fixture, tmp_path / "retroplan.db")) as connection:
        plan = current_plan(connection)
        rows = logs_between(connection, dt.date(2026, 11, 23), dt.date(2026, 11, 30))
        screening = latest_screening(connection)
        assert plan is not None
        assert screening is not None
        assert [stored.plan_id for stored in list_plans(connection)] == ["plan-1", "plan-2"]
        assert plan.plan_id == "plan-2"
        assert [row.event.outcome for row in rows] == ["done", "skipped", "extra"]
        assert [row.event.note for row in rows][1] == "back on Friday 😊"
        assert prescribed_of(connection, rows[0]) is not None
        assert screening.limits.spotter_required


def test_a_store_of_the_second_version_keeps_its_facts_and_the_steps_since_the_last_edit(
    tmp_path: Path,
) -> None:
    path = restored(FIXTURES[1], tmp_path / "retroplan.db")
    with reading(path) as connection:
        rows = facts_of(connection, "plan-1")
        assert [type(row.event).__name__ for row in rows] == [
            "SessionLog",
            "SessionLog",
            "CheckIn",
        ]
        assert rows[-1].event == CheckIn(
            date=dt.date(2026, 11, 25), morning_pain=3, sleep_h=7.5, note="slept well"
        )
    full = content(path)
    with undoing(path, at=LATER) as taken:
        pass
    assert (taken.operation.command, taken.steps_to_undo, taken.steps_to_redo) == ("checkin", 0, 1)
    assert len(content(path)["fact"]) == 3
    with pytest.raises(NotFound, match="nothing to take back"), undoing(path, at=LATER):
        pass
    with redoing(path, at=LATER):
        pass
    assert content(path) == full


def test_where_no_record_was_put_right_every_step_of_before_goes_back(tmp_path: Path) -> None:
    """A home of the program before this schema: its whole journal moved over with its facts."""
    path = restored(FIXTURES[1], tmp_path / "retroplan.db")
    tamper(path, "DELETE FROM row_change; DELETE FROM operation WHERE state = 'undone'")
    full = content(path)
    for _ in range(6):
        with undoing(path, at=LATER) as taken:
            pass
    assert (taken.operation.command, taken.steps_to_undo, taken.steps_to_redo) == ("init", 0, 6)
    assert set(map(len, content(path).values())) == {0}
    for _ in range(6):
        with redoing(path, at=LATER):
            pass
    assert content(path) == full


def test_a_fact_has_a_name_that_two_copies_of_a_store_share(tmp_path: Path) -> None:
    names = []
    for copy in ("one.db", "two.db"):
        with reading(restored(FIXTURES[1], tmp_path / copy)) as connection:
            names.append([row.uid for row in facts_of(connection, "plan-1")])
    assert names[0] == names[1]
    assert len(set(names[0])) == 3


def test_a_damaged_row_is_not_sealed_anew(tmp_path: Path) -> None:
    path = restored(FIXTURES[1], tmp_path / "retroplan.db")
    tamper(path, "UPDATE session_log SET rpe = 9 WHERE id = 1")
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match="log 1 of 2026-11-23"), reading(path):
        pass
    assert path.read_bytes() == before


def test_what_a_store_of_the_first_version_holds_is_before_the_beginning_of_undo(
    tmp_path: Path,
) -> None:
    path = restored(FIXTURES[0], tmp_path / "retroplan.db")
    with pytest.raises(NotFound, match="nothing to take back"), undoing(path, at=LATER):
        pass
    before = content(path)
    with changing(path, command="log", at=LATER) as change:
        add_log(change.connection, make_log(), plan_id=None, revision=None, at=LATER)
    assert content(path) != before
    with undoing(path, at=LATER) as taken:
        assert taken.operation.command == "log"
    assert content(path) == before
    with pytest.raises(NotFound, match="nothing to take back"), undoing(path, at=LATER):
        pass


def test_a_later_step_is_taken_after_a_copy_was_made(full_store: Path) -> None:
    with closing(open_store(full_store)) as connection:
        migrate(connection, full_store, [*OURS, NEXT])
        assert version_of(connection) == VERSION + 1
        assert connection.execute("SELECT note FROM checkin").fetchall() == [("a; b",)]
        with pytest.raises(sqlite3.IntegrityError, match="kept; really"):
            connection.execute("DELETE FROM checkin")
    (copy,) = (full_store.parent / "backups").iterdir()
    assert copy.name.startswith(f"pre-v{VERSION + 1}-")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert is_sound(copy)
    with reading(copy) as connection:
        assert len(logs_between(connection, dt.date.min, dt.date.max)) == 12


@pytest.mark.parametrize(
    "broken",
    [
        "CREATE TABLE checkin (id INTEGER);",
        "INSERT INTO nowhere VALUES (1);",
        "half a statement",
        "DROP TRIGGER prescribed_is_only_taken_back;\nDROP TABLE fact;",
    ],
)
def test_a_step_that_fails_leaves_nothing_half_done(full_store: Path, broken: str) -> None:
    before = full_store.read_bytes()
    with closing(open_store(full_store)) as connection:
        for _ in range(2):
            with pytest.raises(StoreProblem, match="not saved"):
                migrate(connection, full_store, [*OURS, NEXT, broken])
            assert version_of(connection) == VERSION
    assert full_store.read_bytes() == before
    copies = list((full_store.parent / "backups").iterdir())
    assert len(copies) == 1  # the same state is not copied at each try


def test_a_store_that_another_program_has_migrated_meanwhile_is_let_be(full_store: Path) -> None:
    with closing(open_store(full_store)) as slow, closing(open_store(full_store)) as quick:
        migrate(quick, full_store, [*OURS, NEXT])
        migrate(slow, full_store, [*OURS, NEXT])
        assert version_of(slow) == VERSION + 1


def test_a_store_that_cannot_be_copied_is_not_migrated(full_store: Path) -> None:
    (full_store.parent / "backups").write_text("in the way")
    before = full_store.read_bytes()
    connection = open_store(full_store)
    with closing(connection), pytest.raises(StoreProblem, match="no copy of the store"):
        migrate(connection, full_store, [*OURS, NEXT])
    assert full_store.read_bytes() == before


def test_statements_end_where_sqlite_says_so() -> None:
    assert [statement.split()[0] for statement in statements(NEXT)] == ["--", "INSERT", "CREATE"]


def test_copies_of_other_states_get_other_names(full_store: Path) -> None:
    first = back_up(full_store, "by-hand")
    with writing(full_store) as connection:
        connection.execute("CREATE VIEW mine AS SELECT 1")
    second = back_up(full_store, "by-hand")
    assert first != second
    assert is_sound(first)
    assert is_sound(second)
    assert back_up(full_store, "by-hand") == second


def test_a_copy_that_was_damaged_since_is_made_again(full_store: Path) -> None:
    first = back_up(full_store, "by-hand")
    made_ns = first.stat().st_mtime_ns
    first.write_bytes(first.read_bytes()[:9000])
    os.utime(first, ns=(made_ns, made_ns))
    second = back_up(full_store, "by-hand")
    assert second != first
    assert is_sound(second)
