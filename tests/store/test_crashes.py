"""Real processes that are killed, collide, or run out of room."""

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from retroplan.errors import StoreProblem
from retroplan.store.database import open_store, reading, writing
from retroplan.store.journal import changing
from retroplan.store.logs import add_log, change_log, logs_between, prescribed_of
from retroplan.store.reversal import redoing, undoing
from retroplan.store.sql import transaction
from tests.builders import make_log, make_session
from tests.kept import numbered
from tests.store.conftest import Child, content

Content = dict[str, list[tuple[Any, ...]]]


def notes(store: Path) -> list[str]:
    """The notes of all logs in their order, each of them proved to be whole."""
    with reading(store) as connection:
        rows = logs_between(connection, dt.date.min, dt.date.max)
        assert all(prescribed_of(connection, row) for row in rows if row.prescribed_with)
    return [row.event.note for row in rows]


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=120)
    return process.returncode


KILLED_AT_A_STATEMENT = """
fatal = int(sys.argv[2])
for number in range(3):
    with writing(path) as connection:
        def count(statement):
            global fatal
            fatal -= 1
            if fatal == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        connection.set_trace_callback(count)
        add(connection, str(number))
    print(number, flush=True)
"""


@pytest.mark.parametrize("fatal", range(1, 12))
def test_what_was_acknowledged_survives_a_kill_at_any_statement(
    store: Path, child: Child, at: dt.datetime, fatal: int
) -> None:
    process = child(KILLED_AT_A_STATEMENT, str(fatal))
    acknowledged = process.communicate(timeout=60)[0].split()
    assert process.returncode == -signal.SIGKILL
    assert notes(store) == acknowledged
    with writing(store) as connection:
        add_log(connection, make_log(note="next"), plan_id=None, revision=None, at=at)
    assert notes(store) == [*acknowledged, "next"]


KILLED_IN_THE_MIDST_OF_THE_FILE = """
connection = open_store(path)
connection.execute("PRAGMA cache_size = 1")
with transaction(connection):
    for number in range(200):
        add(connection, "lost")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_half_written_file_is_put_right_by_the_next_look_at_it(
    full_store: Path, child: Child
) -> None:
    before, size = notes(full_store), full_store.stat().st_size
    process = child(KILLED_IN_THE_MIDST_OF_THE_FILE)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert full_store.stat().st_size > size  # pages of the change had reached the file
    assert notes(full_store) == before
    assert full_store.stat().st_size == size


MANY_WRITES = """
for number in range(20):
    with writing(path) as connection:
        add(connection, f"{sys.argv[2]} {number}")
"""


def test_programs_that_write_at_once_lose_nothing(store: Path, child: Child) -> None:
    processes = [child(MANY_WRITES, name) for name in "ab"]
    assert [ended(process) for process in processes] == [0] * 2
    assert sorted(notes(store)) == sorted(f"{name} {n}" for name in "ab" for n in range(20))


FIRST_RUN = """
create_store(path)
with writing(path) as connection:
    add_log(connection, make_log(note=sys.argv[2]), plan_id=None, revision=None, at=at)
"""


def test_first_runs_at_once_make_one_store(store: Path, child: Child) -> None:
    store.unlink()
    processes = [child(FIRST_RUN, name) for name in "abcd"]
    assert [ended(process) for process in processes] == [0] * 4
    assert sorted(notes(store)) == list("abcd")


RUNS_OUT_OF_ROOM = """
import resource
room = path.stat().st_size + 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
number = 0
while number < 50:
    try:
        with writing(path) as connection:
            add(connection, str(number))
    except RetroplanError as error:
        print("|", error.kind, error.message)
        break
    print(number, end=" ", flush=True)
    number += 1
"""


def test_a_full_disk_is_told_and_loses_nothing(store: Path, child: Child, at: dt.datetime) -> None:
    said, _, told = child(RUNS_OUT_OF_ROOM).communicate(timeout=60)[0].partition("|")
    assert told.startswith(" store not saved: ")
    assert said.split()
    assert notes(store) == said.split()
    with writing(store) as connection:
        add_log(connection, make_log(note="room again"), plan_id=None, revision=None, at=at)
    assert notes(store)[-1] == "room again"


def test_a_store_in_use_says_so_and_can_still_be_read(full_store: Path) -> None:
    before = notes(full_store)
    with closing(sqlite3.connect(full_store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem) as caught, writing(full_store, busy_s=0):
            pass
        assert notes(full_store) == before
    assert caught.value.message == "not saved: another retroplan is using the store"
    assert "try again" in caught.value.hint
    assert caught.value.exit_code == 7


def test_a_reader_waits_only_as_long_as_it_was_told_to(full_store: Path) -> None:
    with closing(sqlite3.connect(full_store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreProblem, match="another retroplan"), reading(full_store, busy_s=0):
            pass


def held_at_its_commit(
    connection: sqlite3.Connection, store: Path, meanwhile: Callable[[], None]
) -> threading.Thread:
    """A reader that holds the commit of this connection up, does something, then lets go."""
    reader = sqlite3.connect(store, isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM fact").fetchone()
    committing = threading.Event()

    def tell(statement: str) -> None:
        if statement == "COMMIT":
            committing.set()

    def hold() -> None:
        committing.wait(timeout=30)
        meanwhile()
        reader.close()

    connection.set_trace_callback(tell)
    thread = threading.Thread(target=hold)
    thread.start()
    return thread


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_that_comes_too_late_to_stop_the_commit_does_not_deny_it(
    full_store: Path, at: dt.datetime
) -> None:
    with closing(open_store(full_store)) as connection:
        with transaction(connection):
            add_log(connection, make_log(note="kept"), plan_id=None, revision=None, at=at)
            thread = held_at_its_commit(connection, full_store, interrupt)
        thread.join()
    assert notes(full_store).count("kept") == 1


def test_a_commit_that_fails_is_not_saved(full_store: Path, at: dt.datetime) -> None:
    before = notes(full_store)
    with closing(sqlite3.connect(full_store, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM fact").fetchone()
        with (
            pytest.raises(StoreProblem, match="not saved"),
            writing(full_store, busy_s=0) as connection,
        ):
            add_log(connection, make_log(note="lost"), plan_id=None, revision=None, at=at)
    assert notes(full_store) == before


def fill_with_steps(store: Path, at: dt.datetime, number: int) -> list[Content]:
    """Steps of every kind, and what the store holds before them and after each."""
    states = [content(store)]
    for count in range(number):
        with changing(store, command="log", at=at) as change:
            if count % 3 == 2:
                change_log(
                    change.connection,
                    numbered(change.connection, 1),
                    make_log(make_session(), rpe=count % 10),
                    at=at,
                )
            else:
                log = make_log(make_session(), note=str(count))
                add_log(change.connection, log, plan_id="plan-1", revision=1, at=at)
        states.append(content(store))
    return states


KILLED_WHILE_TAKING_BACK = """
import sqlite3
fatal, connect = int(sys.argv[2]), sqlite3.connect
def count(statement):
    global fatal
    fatal -= 1
    if fatal == 0:
        os.kill(os.getpid(), signal.SIGKILL)
def traced(*given, **named):
    connection = connect(*given, **named)
    connection.set_trace_callback(count)
    return connection
sqlite3.connect = traced
for turn in (undoing, undoing, redoing, undoing, redoing, redoing):
    with turn(path, at=at):
        pass
    print(turn.__name__, flush=True)
print("end", flush=True)
"""


@pytest.mark.parametrize("fatal", range(11, 215, 11))
def test_a_step_is_taken_back_whole_or_not_at_all(
    store: Path, child: Child, at: dt.datetime, fatal: int
) -> None:
    states = fill_with_steps(store, at, 3)
    process = child(KILLED_WHILE_TAKING_BACK, str(fatal))
    acknowledged = process.communicate(timeout=60)[0].split()
    assert process.returncode == -signal.SIGKILL
    place = 3 + sum(1 if turn == "redoing" else -1 for turn in acknowledged)
    assert content(store) == states[place]
    for earlier in reversed(states[:place]):
        with undoing(store, at=at):
            pass
        assert content(store) == earlier
    for later in states[1:]:
        with redoing(store, at=at):
            pass
        assert content(store) == later


TAKES_BACK = """
for number in range(5):
    with undoing(path, at=at):
        pass
"""


def test_programs_that_take_back_at_once_take_one_step_each(
    store: Path, child: Child, at: dt.datetime
) -> None:
    states = fill_with_steps(store, at, 15)
    processes = [child(TAKES_BACK) for _ in range(2)]
    assert [ended(process) for process in processes] == [0] * 2
    assert content(store) == states[5]


NO_ROOM_TO_TAKE_BACK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    with undoing(path, at=at):
        pass
except RetroplanError as error:
    print(error.kind, error.message)
"""


def test_a_full_disk_takes_nothing_back_and_says_so(
    full_store: Path, child: Child, at: dt.datetime
) -> None:
    *_, before, after = fill_with_steps(full_store, at, 2)
    said = child(NO_ROOM_TO_TAKE_BACK).communicate(timeout=60)[0]
    assert said.startswith("store not saved: ")
    assert content(full_store) == after
    with undoing(full_store, at=at):
        pass
    assert content(full_store) == before
