"""How long commands take from the shell, as multiples of `python -I -c pass` in the same run.

Whole processes, interleaved: every round runs each case once, so that a busy moment touches all
of them. Medians. The ratio of processor time stands beside that of the clock: where the two differ,
the machine was busy with something else. Usage: python -m benches.startup [ROUNDS]

This process imports little on purpose: a child's peak memory, as the system tells it, is never
less than that of the process that started it.
"""

import os
import shutil
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROUNDS = 21
HERE = Path(__file__).parent
BARE = "python -I -c pass"
SESSIONS = 1_000


class Case(NamedTuple):
    """One command and what it may cost: a multiple of a bare interpreter, and MB of memory."""

    name: str
    argv: tuple[str, ...]
    ratio: float | None = None
    memory_mb: float | None = None
    folder: str = "empty"


class Cost(NamedTuple):
    wall_s: float
    cpu_s: float
    memory_mb: float


LOG = ("log", "--rpe", "3", "--pain", "1", "--near-falls", "0")
CHANGING = ("log", "--rpe", "3", "--pain", "7", "--near-falls", "0")
EXAMPLE = str(HERE.parent / "config.example.toml")
CASES = (
    Case("--help", ("--help",), 7),
    Case("log, first session", LOG, 9, 26, "begun"),
    Case("log, 1,000 sessions", LOG, 9, 26, "many"),
    Case("log that changes the plan", CHANGING, 9, 26, "begun"),
    Case("today", ("today",), 9, None, "begun"),
    Case("report, 1,000 sessions", ("report",), 13, 32, "many"),
    Case("report --plain, 1,000", ("report", "--plain"), 9, 32, "many"),
    Case("init --from", ("init", "--from", EXAMPLE), 22),
)


def command() -> tuple[str, ...]:
    """The program as people start it: the script that was installed, or the module."""
    script = Path(sys.executable).with_name("retroplan")
    return (str(script),) if script.exists() else (sys.executable, "-m", "retroplan")


def cost(argv: tuple[str, ...], variables: dict[str, str]) -> Cost:
    """Wall time and peak memory of one process, its output thrown away."""
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    begin = time.perf_counter()
    child = os.posix_spawn(argv[0], argv, variables, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    wall_s = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(argv)}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def variables_for(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "RETROPLAN_DATA_DIR": str(folder),
        "RETROPLAN_TODAY": "2026-11-23",
        "RETROPLAN_NO_INPUT": "1",
    }


def prepare(root: Path) -> None:
    """Three folders: an empty one, one with a plan, and one with years of sessions."""
    (root / "empty").mkdir()
    for name in ("begun", "many"):
        cost((*command(), "init", "--from", EXAMPLE), variables_for(root / name))
    seed = (sys.executable, "-m", "benches.seed", str(root / "many"), str(SESSIONS))
    cost(seed, {**os.environ, **variables_for(root / "many")})


def measure(root: Path, rounds: int) -> dict[str, list[Cost]]:
    """The costs of every case and of a bare interpreter, round by round."""
    costs: dict[str, list[Cost]] = {BARE: [], **{case.name: [] for case in CASES}}
    work = root / "work"
    for number in range(rounds + 1):  # the first warms the disk and is not counted
        taken = {BARE: cost((sys.executable, "-I", "-c", "pass"), variables_for(root))}
        for case in CASES:
            shutil.copytree(root / case.folder, work)
            taken[case.name] = cost((*command(), *case.argv), variables_for(work))
            shutil.rmtree(work)
        if number:
            for name, each in taken.items():
                costs[name].append(each)
    return costs


def medians(costs: list[Cost]) -> Cost:
    return Cost(*(median(values) for values in zip(*costs, strict=True)))


def table(costs: dict[str, list[Cost]]) -> str:
    """What was measured beside what was promised."""
    bare = medians(costs[BARE])
    lines = [f"{'':26}{'ms':>7}{'ratio':>8}{'at most':>9}{'cpu':>8}{'MB':>8}{'at most':>9}"]
    for case in (Case(BARE, ()), *CASES):
        middle = medians(costs[case.name])
        ratio = middle.wall_s / bare.wall_s
        missed = ratio > (case.ratio or ratio) or middle.memory_mb > (case.memory_mb or 1e9)
        lines.append(
            f"{case.name:26}{middle.wall_s * 1000:7.1f}{ratio:8.1f}{case.ratio or '':>9}"
            f"{middle.cpu_s / bare.cpu_s:8.1f}{middle.memory_mb:8.1f}{case.memory_mb or '':>9}"
            f"{'  missed' if missed else ''}"
        )
    return "\n".join(lines)


def run(rounds: int) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        prepare(root)
        print(f"Medians of {rounds} interleaved rounds, Python {sys.version.split()[0]}\n")
        print(table(measure(root, rounds)))


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
