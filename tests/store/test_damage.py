"""A damaged store is noticed or still tells the truth; nothing is ever silently wrong."""

import datetime as dt
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retroplan.errors import NotFound, StoreProblem
from retroplan.store.backups import back_up
from retroplan.store.database import reading, writing
from retroplan.store.journal import TABLES
from retroplan.store.logs import logs_between, logs_of_session, prescribed_of
from retroplan.store.plans import current_document, list_plans
from retroplan.store.screenings import latest_screening
from tests.store.conftest import tamper

DAMAGES = 250


def everything(path: Path) -> object:
    """All that can be read of a store; StoreProblem where it is noticed to be damaged."""
    with reading(path) as connection:
        logs = logs_between(connection, dt.date.min, dt.date.max)
        return (
            [(log, prescribed_of(connection, log)) for log in logs],
            logs_of_session(connection, "plan-1", "2.1"),
            current_document(connection),
            list_plans(connection),
            latest_screening(connection),
        )


def flipped(content: bytes, dice: random.Random) -> bytes:
    place = dice.choice([place for place, byte in enumerate(content) if byte])
    return (
        content[:place] + bytes([content[place] ^ 1 << dice.randrange(8)]) + content[place + 1 :]
    )


def overwritten(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    run = dice.randbytes(dice.randrange(1, 200))
    return (content[:start] + run + content[start + len(run) :])[: len(content)]


def zeroed(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) // 4096) * 4096
    return content[:start] + bytes(4096) + content[start + 4096 :]


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(1, len(content))]


@pytest.mark.parametrize("damage", [flipped, overwritten, zeroed, cut])
def test_damage_is_noticed_or_harmless_and_never_made_worse(
    full_store: Path, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    truth, content = everything(full_store), full_store.read_bytes()
    dice = random.Random(11)
    noticed = 0
    for _ in range(DAMAGES):
        bad = damage(content, dice)
        full_store.write_bytes(bad)
        try:
            assert everything(full_store) == truth
        except StoreProblem as problem:
            noticed += 1
            assert problem.hint
        assert full_store.read_bytes() == bad
    assert noticed > DAMAGES // 5  # the rest hit free room


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET rpe = 9 WHERE id = 3",
        "UPDATE fact SET date = '2026-12-24' WHERE id = 3",
        "UPDATE fact SET note = 'x' WHERE id = 12",
        "UPDATE fact SET origin = 'x' WHERE id = 12",
        "UPDATE fact SET id = 99 WHERE id = 12",
        "UPDATE fact SET has_prescribed = 0 WHERE id = 2",
    ],
)
def test_a_changed_value_of_a_log_is_noticed(full_store: Path, change: str) -> None:
    tamper(full_store, change)
    with pytest.raises(StoreProblem, match="damaged"):
        everything(full_store)


def test_a_changed_plan_is_noticed(full_store: Path) -> None:
    content = full_store.read_bytes()
    assert content.count(b"the first plan") == 1
    full_store.write_bytes(content.replace(b"the first plan", b"the worst plan"))
    with pytest.raises(StoreProblem, match="plan plan-1, revision 1"):
        everything(full_store)


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_table_is_noticed_by_every_look(full_store: Path, table: str) -> None:
    with closing(sqlite3.connect(full_store)) as other:
        other.executescript(f"PRAGMA foreign_keys = OFF; DROP TABLE {table};")
    with pytest.raises(StoreProblem, match="altered"), reading(full_store):
        pass


def test_a_planted_trigger_is_refused_before_it_can_run(full_store: Path) -> None:
    trigger = "CREATE TRIGGER evil AFTER INSERT ON fact BEGIN DELETE FROM prescribed; END"
    with closing(sqlite3.connect(full_store)) as other:
        other.execute(trigger)
    with pytest.raises(StoreProblem, match="evil"), writing(full_store):
        pass


def test_a_view_of_ones_own_is_let_be(full_store: Path) -> None:
    truth = everything(full_store)
    with closing(sqlite3.connect(full_store)) as other:
        other.execute("CREATE VIEW mine AS SELECT date, rpe FROM fact")
        other.execute("ANALYZE")
    assert everything(full_store) == truth


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", b"garbage " * 512])
def test_stray_files_beside_the_store_change_nothing(
    full_store: Path, suffix: str, content: bytes
) -> None:
    truth = everything(full_store)
    full_store.with_name(full_store.name + suffix).write_bytes(content)
    assert everything(full_store) == truth


def test_a_damaged_store_names_the_newest_copy_that_is_sound(full_store: Path) -> None:
    good = back_up(full_store, "by-hand")
    broken = good.with_name("newer.db")
    broken.write_bytes(good.read_bytes()[:9000])
    full_store.write_bytes(b"not a database, not any more")
    with pytest.raises(StoreProblem) as caught, writing(full_store):
        pass
    assert str(good) in caught.value.hint
    assert "nothing was changed" in caught.value.hint


def test_a_copy_that_was_put_back_holds_everything(full_store: Path) -> None:
    truth = everything(full_store)
    copy = back_up(full_store, "by-hand")
    full_store.unlink()
    copy.rename(full_store)
    assert everything(full_store) == truth
    assert full_store.stat().st_mode & 0o777 == 0o600


def test_a_store_that_lost_its_file_while_in_use_is_told(store: Path) -> None:
    store.unlink()
    with pytest.raises(NotFound), writing(store):
        pass
