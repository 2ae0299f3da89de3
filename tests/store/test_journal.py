"""Steps: what a command changed is accounted for, taken back and brought again, and nothing else is."""

import datetime as dt
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retroplan.core.model.events import Easier
from retroplan.errors import NotFound, StoreProblem
from retroplan.store.database import reading, writing
from retroplan.store.facts import add_fact, delete
from retroplan.store.journal import TABLES, changing
from retroplan.store.logs import add_log, change_log
from retroplan.store.plans import save_plan
from retroplan.store.reversal import redoing, undoing
from tests.builders import START, make_log, make_plan, make_session
from tests.conftest import SOURCE
from tests.kept import numbered
from tests.store.conftest import content, tamper

AT = dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
JOURNAL = ("operation", "row_change", "profile_change")


def log(path: Path, note: str = "") -> None:
    with changing(path, command="log", at=AT) as change:
        change.sentence = f"the record {note}"
        kept = make_log(make_session(), note=note)
        add_log(change.connection, kept, plan_id="plan-1", revision=1, at=AT)


def edit(path: Path, log_id: int, **changes: object) -> None:
    with changing(path, command="sessions edit", at=AT) as change:
        new = make_log(make_session(), **changes)
        change_log(change.connection, numbered(change.connection, log_id), new, at=AT)


def undo(path: Path) -> str:
    """The sentence of the step that was taken back."""
    with undoing(path, at=AT) as step:
        return step.operation.sentence


def redo(path: Path) -> str:
    with redoing(path, at=AT) as step:
        return step.operation.sentence


def journal(path: Path) -> dict[str, int]:
    """How many rows each table of the journal holds."""
    with reading(path) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # ours
            for table in JOURNAL
        }


def test_steps_go_back_in_the_order_of_entry_and_come_again(store: Path) -> None:
    states = [content(store)]
    for note in "abc":
        log(store, note)
        states.append(content(store))
    for note in "cba":
        states.pop()
        assert undo(store) == f"the record {note}"
        assert content(store) == states[-1]
    assert [redo(store) for _ in "abc"] == ["the record a", "the record b", "the record c"]


def test_there_is_an_end_in_both_directions(store: Path) -> None:
    log(store)
    with pytest.raises(NotFound, match="nothing to bring again"):
        redo(store)
    undo(store)
    with pytest.raises(NotFound, match="nothing to take back") as caught:
        undo(store)
    assert "redo" in caught.value.hint
    redo(store)
    with pytest.raises(NotFound):
        redo(store)


def test_something_new_ends_what_could_be_brought_again(store: Path) -> None:
    log(store, "a")
    edit(store, 1, rpe=7)
    undo(store)
    undo(store)
    assert journal(store)["row_change"] == 3  # the record, its session, and its change
    log(store, "b")
    assert journal(store) == {"operation": 1, "row_change": 0, "profile_change": 0}
    with pytest.raises(NotFound):
        redo(store)
    assert undo(store) == "the record b"


def test_a_command_that_changed_nothing_is_no_step_and_ends_nothing(store: Path) -> None:
    log(store, "a")
    undo(store)
    with changing(store, command="log", at=AT):
        pass
    assert redo(store) == "the record a"


def test_a_command_that_failed_is_no_step_and_ends_nothing(store: Path) -> None:
    log(store, "a")
    undo(store)
    with pytest.raises(ZeroDivisionError), changing(store, command="log", at=AT) as change:
        add_log(change.connection, make_log(), plan_id=None, revision=None, at=AT)
        _ = 1 / 0
    assert redo(store) == "the record a"


def test_a_row_may_be_added_changed_twice_and_deleted_in_one_step(store: Path) -> None:
    before = content(store)
    with changing(store, command="x", at=AT) as change:
        connection = change.connection
        add_log(connection, make_log(note="1"), plan_id=None, revision=None, at=AT)
        change_log(connection, numbered(connection, 1), make_log(note="2"), at=AT)
        change_log(connection, numbered(connection, 1), make_log(note="3"), at=AT)
        delete(connection, numbered(connection, 1), at=AT)
    after = content(store)
    for _ in range(2):
        undo(store)
        assert content(store) == before
        redo(store)
        assert content(store) == after


def test_a_step_says_the_command_where_nothing_better_is_said(store: Path) -> None:
    with changing(store, command="easier", at=AT) as change:
        add_fact(change.connection, Easier(date=START), plan_id="plan-1", at=AT)
    assert undo(store) == "what `retroplan easier` did"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("the changes of b\udcffd\0.csv", "the changes of b\\udcffd\\u0000.csv"),
        ("\x1b[31mred\nnews", "\\u001b[31mred news"),
        ("x" * 9000, "x" * 300 + "…"),
    ],
)
def test_no_name_of_a_file_keeps_a_step_from_being_kept(store: Path, said: str, kept: str) -> None:
    with changing(store, command="plan apply", at=AT) as change:
        change.sentence = said
        add_fact(change.connection, Easier(date=START), plan_id="plan-1", at=AT)
    assert undo(store) == kept


def test_rows_that_were_added_outside_of_every_step_are_a_step_of_their_own(store: Path) -> None:
    log(store, "a")
    first = content(store)
    for note in "bc":
        with writing(store) as connection:
            add_log(connection, make_log(note=note), plan_id=None, revision=None, at=AT)
    between = content(store)
    log(store, "d")

    assert undo(store) == "the record d"
    assert content(store) == between
    assert "no command has named" in undo(store)
    assert content(store) == first
    assert undo(store) == "the record a"


def test_rows_from_outside_end_what_could_be_brought_again(store: Path) -> None:
    log(store, "a")
    undo(store)
    with writing(store) as connection:
        add_log(connection, make_log(note="b"), plan_id=None, revision=None, at=AT)
    with pytest.raises(NotFound):
        redo(store)
    assert "no command has named" in undo(store)


def test_what_stands_is_not_kept_twice(store: Path) -> None:
    log(store, "a")
    with changing(store, command="init", at=AT) as change:
        plan = make_plan(plan_id="plan-2")
        save_plan(change.connection, plan, cause="new", at=AT, profile_document={})
    assert journal(store) == {"operation": 2, "row_change": 0, "profile_change": 0}
    undo(store)
    redo(store)
    assert journal(store) == {"operation": 2, "row_change": 0, "profile_change": 0}


def test_the_clock_has_no_say_in_the_order(store: Path) -> None:
    for number, days in enumerate((0, -400, 30)):
        at = AT + dt.timedelta(days=days)
        with changing(store, command="log", at=at) as change:
            change.sentence = str(number)
            add_log(change.connection, make_log(), plan_id=None, revision=None, at=at)
    assert [undo(store) for _ in range(3)] == ["2", "1", "0"]


GUARDED = {
    "screening": "INSERT OR REPLACE INTO screening SELECT * FROM screening",
    "plan_revision": "INSERT OR REPLACE INTO plan_revision SELECT * FROM plan_revision",
    "fact": "UPDATE fact SET kind = 'session'",
    "prescribed": "UPDATE prescribed SET document = document",
}


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_itself_keeps_rows_from_being_changed_or_deleted_in_passing(
    full_store: Path, table: str
) -> None:
    log(full_store)
    with changing(full_store, command="easier", at=AT) as change:
        add_fact(change.connection, Easier(date=START), plan_id="plan-1", at=AT)
    before = content(full_store)
    deletion = f"DELETE FROM {table}"  # noqa: S608  # our own names
    replacement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
    with closing(sqlite3.connect(full_store)) as connection:
        for statement in (GUARDED[table], deletion, replacement):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
    assert content(full_store) == before


def test_a_step_that_stands_cannot_be_deleted(store: Path) -> None:
    log(store)
    with (
        closing(sqlite3.connect(store)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="stands"),
    ):
        connection.execute("DELETE FROM operation")


DAMAGE = {
    "a row is gone": "DELETE FROM prescribed WHERE fact > 1; DELETE FROM fact WHERE id > 1",
    "a step is altered": "UPDATE operation SET sentence = 'x'",
    "a step was left open": "UPDATE operation SET state = 'open'",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_to_what_stands_is_noticed_and_nothing_is_changed(store: Path, damage: str) -> None:
    for note in "ab":
        log(store, note)
    tamper(store, damage)
    before = store.read_bytes()
    for command in (undo, log):
        with pytest.raises(StoreProblem, match="damaged"):
            command(store)
    assert store.read_bytes() == before


UNDONE_DAMAGE = {
    "a kept row is altered": "UPDATE row_change SET document = zeroblob(20)",
    "a kept row is gone": "DELETE FROM row_change WHERE table_name = 'fact'",
    "a kept row is of another table": "UPDATE row_change SET table_name = 'sqlite_schema'"
    " WHERE table_name = 'fact'",
    "a kept profile is altered": "UPDATE profile_change SET before = zeroblob(20)",
}


@pytest.mark.parametrize("damage", UNDONE_DAMAGE.values(), ids=UNDONE_DAMAGE)
def test_damage_to_what_was_taken_back_is_noticed(store: Path, damage: str) -> None:
    with changing(store, command="init", at=AT) as change:
        change.profile = (b"before", b"after")
        kept = make_log(make_session())
        add_log(change.connection, kept, plan_id="plan-1", revision=1, at=AT)
    undo(store)
    tamper(store, damage)
    before = content(store)
    with pytest.raises(StoreProblem):
        redo(store)
    assert content(store) == before


@pytest.mark.parametrize("before", [None, b"", b"\xff\xfe no text \x00", b"x" * 60_000])
def test_the_profile_is_kept_to_the_byte(store: Path, before: bytes | None) -> None:
    with changing(store, command="init", at=AT) as change:
        change.profile = (before, b"after")
    for turn in (undoing, redoing):
        with turn(store, at=AT) as step:
            assert step.profile == (before, b"after")


def uses(call: Callable[[str], bool]) -> list[str]:
    """Modules outside of the store whose text answers."""
    files = (file for file in SOURCE.rglob("retroplan/**/*.py") if "store" not in file.parts)
    return [str(file) for file in files if call(file.read_text("utf-8"))]


def test_every_command_writes_by_steps() -> None:
    assert uses(lambda text: bool(re.search(r"\bwriting\(", text))) == []
    assert uses(lambda text: "INSERT INTO" in text) == []
