"""Virtual walkers under four policies, with tables and pictures. It tests the rules, and no people.

Usage: python -m benches.cohort [--walkers 10000] [--policies retroplan,ten] [--out DIR] [--vary N]
       python -m benches.cohort --page docs/validation.md --vary 300 --worsening 3000 --no-growth 3000
       python -m benches.cohort --leave-one-out [--walkers 100] [--again 1000 --top 20] [--state FILE]
       python -m benches.cohort --trade two-reds.reds=2,3,4 [--walkers 1000]
       python -m benches.cohort --walker 17                          one walker, day by day
With --page what was worked out is written into the marked parts of a page, else it is printed.
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
from benches.cohort.extra import EXTRAS, extra_table, run_extra
from benches.cohort.leave import changes_of, leave_one_out
from benches.cohort.leave_tables import leave_head, leave_kinds_table, leave_table
from benches.cohort.page import filled, sections, write_pictures
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, Task, simulate
from benches.cohort.singles import courses, told
from benches.cohort.tables import as_json
from benches.cohort.trade import settings_of, trade, trade_table
from benches.cohort.vary import VARIED, variants, vary_table
from retroplan.evidence.load import load_evidence

SHORT = {
    "retroplan": PolicyName.RETROPLAN,
    "unchanged": PolicyName.UNCHANGED,
    "table": PolicyName.TABLE,
    "ten": PolicyName.TEN_PER_CENT,
}


def main() -> None:
    """Run what was asked for."""
    asked = _arguments()
    if asked.walker is not None:
        _replay(asked.walker, asked.seed)
    elif asked.leave_one_out:
        _write(asked, _left_out(asked))
    elif asked.trade:
        _write(asked, _traded(asked))
    else:
        _cohort(asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benches.cohort", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument(
        "--walkers", type=int, help="10000; 100 left out one by one; 1000 to trade"
    )
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--jobs", type=int, default=2, help="processes; the result is the same")
    parser.add_argument("--policies", type=_policies, default=tuple(PolicyName),
                        help=f"retroplan and others, of {', '.join(SHORT)}")  # fmt: skip
    parser.add_argument("--out", type=Path, help="a folder for results.md, results.json, pictures")
    parser.add_argument("--page", type=Path, help="a page whose marked parts are written anew")
    parser.add_argument("--vary", type=int, default=0, help="walkers for each varied assumption")
    for extra in EXTRAS:
        parser.add_argument(f"--{extra.name}", type=int, default=0, help=f"walkers {extra.says}")
    parser.add_argument(
        "--leave-one-out", action="store_true", help="what each rule costs and prevents"
    )
    parser.add_argument("--again", type=int, default=0, help="walkers for the dearest of these")
    parser.add_argument("--top", type=int, default=20, help="how many are the dearest")
    parser.add_argument(
        "--state", type=Path, help="a file in which a run goes on where it stopped"
    )
    parser.add_argument("--only", default="", help="rules whose name begins so")
    parser.add_argument("--trade", action="append", default=[], metavar="RULE.FIELD=a,b,c")
    parser.add_argument("--walker", type=int, help="one walker again, alone")
    return parser.parse_args()


def _policies(words: str) -> tuple[PolicyName, ...]:
    chosen = {SHORT[word] for word in words.split(",")} | {PolicyName.RETROPLAN}
    return tuple(name for name in PolicyName if name in chosen)


def _number(asked: argparse.Namespace, usual: int) -> int:
    return usual if asked.walkers is None else int(asked.walkers)


# -- the runs -------------------------------------------------------------------------------------


def _cohort(asked: argparse.Namespace) -> None:
    """The cohort itself, and what else was asked for beside it."""
    walkers, parts, cohort = _number(asked, 10_000), dict[str, str](), None
    if walkers:
        begin = time.perf_counter()
        with _bar("walkers", walkers) as advance:
            cohort = simulate(
                walkers=walkers, seed=asked.seed, jobs=asked.jobs, assumptions=Assumptions(),
                advance=advance, policies=asked.policies,
            )  # fmt: skip
        parts |= sections(cohort, walkers=walkers, seed=asked.seed)
        _say(cohort, walkers, time.perf_counter() - begin, asked.jobs)
    for extra in EXTRAS:
        if number := getattr(asked, extra.name.replace("-", "_")):
            with _bar(extra.name, number) as advance:
                found = run_extra(
                    extra, walkers=number, seed=asked.seed, jobs=asked.jobs, advance=advance
                )
            parts[extra.name] = extra_table(extra, found, asked.seed)
    if asked.vary:
        with _bar("variants", asked.vary * (len(VARIED) * 2 + 1)) as advance:
            varied = variants(
                walkers=asked.vary, seed=asked.seed + 1, jobs=asked.jobs, advance=advance
            )
        parts["varied"] = vary_table(varied)
    _write(asked, parts, cohort)


def _say(cohort: Cohort, walkers: int, took_s: float, jobs: int) -> None:
    print(f"{walkers} walkers in {took_s:.0f} s on {jobs} processes, {walkers / took_s:.1f} a second; "
          f"{cohort.calls} calls of adapt, {len(cohort.troubles)} troubles")  # fmt: skip
    for trouble in cohort.troubles[:20]:
        print(f"  walker {trouble.number}, {trouble.policy}: {trouble.what}")


def _left_out(asked: argparse.Namespace) -> dict[str, str]:
    evidence, begin = load_evidence(), time.perf_counter()
    every = changes_of(evidence, asked.only)

    def advance(done: int, parts: int) -> None:
        print(f"part {done} of {parts}, {time.perf_counter() - begin:.0f} s", flush=True)

    prices = leave_one_out(
        seed=asked.seed, walkers=_number(asked, 100), again=asked.again, top=asked.top,
        jobs=asked.jobs, state=asked.state, advance=advance, only=asked.only,
    )  # fmt: skip
    return {
        "leave": f"{leave_head(prices, asked.seed)}\n\n{leave_table(prices, every, evidence.rulebook)}",
        "leave-kinds": leave_kinds_table(prices, every, asked.top),
    }


def _traded(asked: argparse.Namespace) -> dict[str, str]:
    settings = [each for words in asked.trade for each in settings_of(words, load_evidence())]
    walkers = _number(asked, 1000)
    with _bar("settings", walkers * (len(settings) + 1)) as advance:
        found = trade(settings, walkers=walkers, seed=asked.seed, jobs=asked.jobs, advance=advance)
    return {"trade": trade_table(found)}


def _replay(number: int, seed: int) -> None:
    stated = Assumptions()
    task = Task(seed=seed, numbers=range(number, number + 1), assumptions=stated)
    found = courses(number, task, tuple(PolicyName))
    for course in found:
        print("\n".join(told(course, stated)))
    if not found:
        print(f"walker {number} got no plan")


# -- what is written ------------------------------------------------------------------------------


def _write(asked: argparse.Namespace, parts: dict[str, str], cohort: Cohort | None = None) -> None:
    if asked.out is not None:
        asked.out.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(parts.values()) + "\n"
        (asked.out / "results.md").write_text(text, encoding="utf-8")
        _pictures(asked, asked.out, cohort)
        if cohort is not None:
            numbers = as_json(cohort, walkers=_number(asked, 10_000), seed=asked.seed)
            written = json.dumps(numbers, indent=1, ensure_ascii=False) + "\n"
            (asked.out / "results.json").write_text(written, encoding="utf-8")
    if asked.page is not None:
        page = filled(asked.page.read_text(encoding="utf-8"), parts)
        asked.page.write_text(page, encoding="utf-8")
        _pictures(asked, asked.page.parent / "pictures", cohort)
    if asked.out is None and asked.page is None:
        print("\n\n".join(parts.values()))


def _pictures(asked: argparse.Namespace, folder: Path, cohort: Cohort | None) -> None:
    """Pictures show every policy, or there are none."""
    if cohort is not None and cohort.policies == tuple(PolicyName):
        folder.mkdir(exist_ok=True)
        task = Task(seed=asked.seed, numbers=range(0), assumptions=Assumptions())
        write_pictures(folder, cohort, task)


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda more: progress.advance(task, more)


if __name__ == "__main__":
    main()
