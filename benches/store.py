"""What one safe commit costs, and what reading does, by the size of the store.

Every write opens the store, checks it, commits with `synchronous=EXTRA` and closes, as a command
does. Medians, after imports. Usage: python benches/store.py [ROUNDS]
"""

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from retroplan.store.database import create_store, reading, writing  # noqa: E402  # path first
from retroplan.store.logs import (  # noqa: E402
    add_log,
    logs_between,
    logs_of_session,
)
from retroplan.store.plans import current_document, current_plan, save_plan  # noqa: E402
from tests.builders import START, make_log, make_plan  # noqa: E402

ROUNDS = 15
SIZES = (0, 1_000, 10_000)
AT = dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)
PLAN = make_plan()
SESSION = PLAN.sessions[0]


def seed(path: Path, sessions: int) -> None:
    """A plan, and three sessions a week up to its start."""
    create_store(path)
    with writing(path) as connection:
        save_plan(connection, PLAN, cause="bench", at=AT, profile_document={})
        for number in range(sessions):
            day = START - dt.timedelta(days=number * 7 // 3)
            log = make_log(SESSION, date=day, note="a quiet evening")
            add_log(connection, log, plan_id=PLAN.plan_id, revision=1, at=AT)


def cases(path: Path) -> dict[str, Callable[[], object]]:
    """What is timed, each from opening to closing."""

    def write() -> None:
        with writing(path) as connection:
            log = make_log(SESSION, date=START + WEEK)
            add_log(connection, log, plan_id=PLAN.plan_id, revision=1, at=AT)

    def look() -> None:
        with reading(path):
            pass

    def read(ask: Callable[..., object], *values: object) -> Callable[[], object]:
        def timed() -> object:
            with reading(path) as connection:
                return ask(connection, *values)

        return timed

    ever = dt.date(1900, 1, 1)
    return {
        "open, write, commit, close": write,
        "open, check, close": look,
        "the plan as text": read(current_document),
        "the whole plan, decoded": read(current_plan),
        "logs of one session": read(logs_of_session, PLAN.plan_id, "9.9"),
        "logs of 12 weeks": read(logs_between, START - 12 * WEEK, START),
        "all logs": read(logs_between, ever, START),
    }


def timed_ms(call: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return median(times) * 1000


def run(rounds: int) -> None:
    table: dict[str, list[str]] = {"size of the file, MB": []}
    with TemporaryDirectory() as folder:
        for sessions in SIZES:
            path = Path(folder) / str(sessions) / "retroplan.db"
            seed(path, sessions)
            table["size of the file, MB"].append(f"{path.stat().st_size / 1e6:12.1f}")
            for name, call in cases(path).items():
                table.setdefault(name, []).append(f"{timed_ms(call, rounds):12.2f}")
    print(f"Milliseconds, medians of {rounds}, Python {sys.version.split()[0]}\n")
    print(f"{'sessions in the store':28}" + "".join(f"{size:12,}" for size in SIZES))
    for name, cells in table.items():
        print(f"{name:28}" + "".join(cells))


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
