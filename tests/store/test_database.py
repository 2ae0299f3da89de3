import datetime as dt
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from retroplan.errors import NotFound, StoreProblem
from retroplan.store.backups import back_up
from retroplan.store.database import create_store, open_store, reading, store_exists, writing
from retroplan.store.logs import add_log, logs_between
from retroplan.store.migrations import VERSION
from retroplan.store.plans import current_plan
from tests.builders import make_log
from tests.kept import latest_log

NOBODY = 65534


def test_looking_at_a_missing_store_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "retroplan.db"
    assert not store_exists(path)
    with reading(path) as connection:
        assert current_plan(connection) is None
        assert latest_log(connection) is None
        assert logs_between(connection, dt.date.min, dt.date.max) == ()
    assert list(tmp_path.iterdir()) == []


def test_writing_without_a_store_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught, writing(tmp_path / "retroplan.db"):
        pass
    assert "retroplan init" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_folder_and_file_are_private_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data" / "retroplan.db"
    before = os.umask(0)
    try:
        create_store(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_making_a_store_again_leaves_it_as_it_is(full_store: Path) -> None:
    before = full_store.read_bytes()
    create_store(full_store)
    assert full_store.read_bytes() == before


def test_a_making_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "retroplan.db"
    path.touch()
    with reading(path) as connection:
        assert current_plan(connection) is None
    assert path.stat().st_size == 0
    create_store(path)
    assert store_exists(path)


@pytest.mark.parametrize(
    "name", ["a b", "per%20cent?x=1#f", "ü-é-漢字", "quote'\"q", "new\nline", "file:x"]
)
def test_any_folder_name_will_do(tmp_path: Path, at: dt.datetime, name: str) -> None:
    path = tmp_path / name / "retroplan.db"
    create_store(path)
    with writing(path) as connection:
        add_log(connection, make_log(), plan_id=None, revision=None, at=at)
    with reading(path) as connection:
        assert latest_log(connection) is not None
    assert [entry.name for entry in path.parent.iterdir()] == ["retroplan.db"]


def test_reading_cannot_write(store: Path, at: dt.datetime) -> None:
    before = store.read_bytes()
    with reading(store) as connection, pytest.raises(StoreProblem):
        add_log(connection, make_log(), plan_id=None, revision=None, at=at)
    assert store.read_bytes() == before


def test_an_error_in_between_undoes_the_whole_change(store: Path, at: dt.datetime) -> None:
    with pytest.raises(ZeroDivisionError), writing(store) as connection:
        add_log(connection, make_log(), plan_id=None, revision=None, at=at)
        _ = 1 / 0
    with reading(store) as connection:
        assert latest_log(connection) is None


def test_the_safe_settings_are_on(store: Path) -> None:
    wanted = {
        "synchronous": 3, "journal_mode": "delete", "foreign_keys": 1, "trusted_schema": 0,
        "cell_size_check": 1, "secure_delete": 1, "fullfsync": 1, "busy_timeout": 10_000,
    }  # fmt: skip
    with closing(open_store(store)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_a_store_that_another_tool_set_to_wal_comes_back(full_store: Path) -> None:
    with closing(sqlite3.connect(full_store)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    with writing(full_store) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [entry.name for entry in full_store.parent.iterdir()] == ["retroplan.db"]


def refused(path: Path) -> StoreProblem:
    """The problem that both reading and writing tell; neither may touch a byte or make a file."""
    before = path.read_bytes() if path.is_file() else b""
    names = sorted(entry.name for entry in path.parent.iterdir())
    with pytest.raises(StoreProblem) as read, reading(path):
        pass
    with pytest.raises(StoreProblem), writing(path):
        pass
    with pytest.raises(StoreProblem):
        create_store(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(entry.name for entry in path.parent.iterdir()) == names
    return read.value


@pytest.mark.parametrize("version", [VERSION + 1, 2**31 - 1])
def test_a_newer_store_is_refused_untouched(full_store: Path, version: int) -> None:
    with closing(sqlite3.connect(full_store)) as other:
        other.execute(f"PRAGMA user_version = {version}")
    problem = refused(full_store)
    assert "newer retroplan" in problem.message
    assert problem.exit_code == 7


@pytest.mark.parametrize(
    "statement", ["PRAGMA application_id = 1196444487", "PRAGMA user_version = -1"]
)
def test_a_store_with_an_odd_header_is_refused_untouched(full_store: Path, statement: str) -> None:
    with closing(sqlite3.connect(full_store)) as other:
        other.execute(statement)
    refused(full_store)


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "retroplan.db"
    with closing(sqlite3.connect(path)) as other:
        other.executescript("CREATE TABLE contacts (name); INSERT INTO contacts VALUES ('Ada');")
    assert "another program" in refused(path).message


@pytest.mark.parametrize(
    "content", [b"hello\n" * 50, b"x", bytes(8192), b"\xff" * 8192, b"SQLite format 3\0"]
)
def test_what_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "retroplan.db"
    path.write_bytes(content)
    assert "damaged" in refused(path).message


@pytest.mark.parametrize("target", ["store", "empty", "nothing"])
def test_a_link_in_the_place_of_the_store_is_not_followed(
    full_store: Path, tmp_path: Path, target: str
) -> None:
    aims = {"store": full_store, "empty": tmp_path / "empty", "nothing": tmp_path / "nothing"}
    aims["empty"].touch()
    link = tmp_path / "linked" / "retroplan.db"
    link.parent.mkdir()
    link.symlink_to(aims[target])
    assert "no ordinary file" in refused(link).message
    assert not aims["nothing"].exists()
    assert aims["empty"].stat().st_size == 0


def test_a_folder_or_a_pipe_in_the_place_of_the_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "retroplan.db"
    path.mkdir()
    assert "no ordinary file" in refused(path).message
    path.rmdir()
    os.mkfifo(path)
    assert "no ordinary file" in refused(path).message


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    with pytest.raises(StoreProblem, match="cannot be reached"):
        create_store(tmp_path / "data" / "retroplan.db")
    assert (tmp_path / "data").read_text() == "mine"


@pytest.mark.parametrize("left", ["missing", "empty"])
def test_a_store_that_is_gone_while_copies_are_there_is_no_empty_one(
    full_store: Path, left: str
) -> None:
    copy = back_up(full_store, "by-hand")
    full_store.unlink()
    if left == "empty":
        full_store.touch()
    problem = refused(full_store)
    assert str(copy) in problem.hint
    with pytest.raises(StoreProblem):
        store_exists(full_store)


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of a person without special rights, and that person's rights for the test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        create_store(folder / "retroplan.db")
        if os.geteuid() != 0:
            yield folder
            folder.chmod(0o700)
            return
        Path(name).chmod(0o755)
        for path in (folder, folder / "retroplan.db"):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(0)
            folder.chmod(0o700)


def test_a_forbidden_folder_is_no_empty_one(own_folder: Path) -> None:
    own_folder.chmod(0)
    path = own_folder / "retroplan.db"
    for look in (store_exists, create_store, open_store):
        with pytest.raises(StoreProblem, match="cannot be reached"):
            look(path)
    with pytest.raises(StoreProblem, match="cannot be reached"), reading(path):
        pass


def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written(
    own_folder: Path, at: dt.datetime
) -> None:
    path = own_folder / "retroplan.db"
    for mode in (0o600, 0o400):
        path.chmod(mode)
        own_folder.chmod(0o500)
        with reading(path) as connection:
            assert latest_log(connection) is None
        with pytest.raises(StoreProblem) as caught, writing(path) as connection:
            add_log(connection, make_log(), plan_id=None, revision=None, at=at)
        assert caught.value.message.startswith("not saved: the store cannot be opened or written")
        own_folder.chmod(0o700)


def test_a_file_without_rights_is_told(own_folder: Path) -> None:
    path = own_folder / "retroplan.db"
    path.chmod(0)
    with pytest.raises(StoreProblem, match="cannot be opened"), reading(path):
        pass
    path.chmod(0o600)
