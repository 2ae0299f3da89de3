"""Virtual walkers under four policies, with tables and pictures. It tests the rules, and no people.

Usage: python -m benches.cohort [--walkers 10000] [--seed 2026] [--jobs 2] [--out DIR] [--vary N]
       python -m benches.cohort --page docs/validation.md --vary 300      the page, and its pictures
       python -m benches.cohort --walker 17                               one walker, day by day
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benches.cohort.assumptions import Assumptions
from benches.cohort.page import filled, sections, write_pictures
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, Task, simulate
from benches.cohort.singles import courses, told
from benches.cohort.tables import as_json
from benches.cohort.vary import VARIED, Variant, variants


def main() -> None:
    """Run what was asked for."""
    asked = _arguments()
    if asked.walker is not None:
        _replay(asked.walker, asked.seed)
        return
    begin = time.perf_counter()
    with _bar("walkers", asked.walkers) as advance:
        cohort = simulate(
            walkers=asked.walkers, seed=asked.seed, jobs=asked.jobs, assumptions=Assumptions(),
            advance=advance,
        )  # fmt: skip
    took_s = time.perf_counter() - begin
    varied: list[Variant] = []
    if asked.vary:
        with _bar("variants", asked.vary * len(VARIED) * 2) as advance:
            varied = variants(
                walkers=asked.vary, seed=asked.seed + 1, jobs=asked.jobs, advance=advance
            )
    _write(asked, cohort, varied)
    print(f"{asked.walkers} walkers in {took_s:.0f} s on {asked.jobs} processes, "
          f"{cohort.calls} calls of adapt, {len(cohort.troubles)} troubles")  # fmt: skip
    for trouble in cohort.troubles[:20]:
        print(f"  walker {trouble.number}, {trouble.policy}: {trouble.what}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benches.cohort", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--walkers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--jobs", type=int, default=2, help="processes; the result is the same")
    parser.add_argument("--out", type=Path, help="a folder for results.md, results.json, pictures")
    parser.add_argument(
        "--page",
        type=Path,
        help="a page whose marked parts are written anew, and the pictures beside it",
    )
    parser.add_argument("--vary", type=int, default=0, help="walkers for each varied assumption")
    parser.add_argument("--walker", type=int, help="one walker again, alone")
    return parser.parse_args()


def _write(asked: argparse.Namespace, cohort: Cohort, varied: list[Variant]) -> None:
    parts = sections(cohort, varied, walkers=asked.walkers, seed=asked.seed)
    task = Task(seed=asked.seed, numbers=range(0), assumptions=Assumptions())
    if asked.out is not None:
        asked.out.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(parts.values()) + "\n"
        (asked.out / "results.md").write_text(text, encoding="utf-8")
        numbers = as_json(cohort, walkers=asked.walkers, seed=asked.seed)
        written = json.dumps(numbers, indent=1, ensure_ascii=False) + "\n"
        (asked.out / "results.json").write_text(written, encoding="utf-8")
        write_pictures(asked.out, cohort, task)
    if asked.page is not None:
        page = filled(asked.page.read_text(encoding="utf-8"), parts)
        asked.page.write_text(page, encoding="utf-8")
        pictures = asked.page.parent / "pictures"
        pictures.mkdir(exist_ok=True)
        write_pictures(pictures, cohort, task)
    if asked.out is None and asked.page is None:
        print("\n\n".join(parts.values()))


def _replay(number: int, seed: int) -> None:
    stated = Assumptions()
    task = Task(seed=seed, numbers=range(number, number + 1), assumptions=stated)
    found = courses(number, task, tuple(PolicyName))
    for course in found:
        print("\n".join(told(course, stated)))
    if not found:
        print(f"walker {number} got no plan")


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda more: progress.advance(task, more)


if __name__ == "__main__":
    main()
