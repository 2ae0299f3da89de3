"""Leave-one-out: what each rule and number of the rulebook costs in dose, and what it prevents.

The same walkers under retroplan with one thing left out or softened at a time. A walker whose course
never looked at that thing is not walked again: the course would be the same, dice and all. What was
worked out is kept line by line, so that a run goes on where another stopped.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from unittest.mock import patch

import retroplan
from benches.cohort.assumptions import Assumptions
from benches.cohort.policies import PolicyName, Refused, Retroplan, Start, begin
from benches.cohort.run import Task, course_of, groups_of, last_words
from benches.cohort.softer import LEFT_OUT, READ, Change, changes, leaving_out, noted, noting_taken
from benches.cohort.tally import Row, difference, row_of
from benches.cohort.walker import START, Walker, walker
from retroplan.core.adaptation import adapt
from retroplan.core.model.evidence import Evidence
from retroplan.errors import Defect
from retroplan.evidence.load import load_evidence

KEPT = ("walkers", "walks", "minutes", "end_minutes", "red", "many_reds", "stumbles", "suspended",
        "held_at_end", "broken")  # fmt: skip
"""The counts of a course that a line holds, in this order; `broken` are revisions beyond an invariant."""
CHUNK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A few walkers, and what is to be left out or softened for them."""

    seed: int
    numbers: range
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Prices:
    """What is known so far: courses with the whole rulebook, and with each change."""

    base: dict[int, Row] = field(default_factory=dict)
    found: dict[str, dict[int, Row]] = field(default_factory=dict)
    """By the name of a change: the walkers that it was tried on, those for whom it changed nothing included."""
    failed: dict[str, int] = field(default_factory=dict)
    """By the name of a change: courses that ended in an exception."""

    def take(self, line: dict[str, Any]) -> None:
        """What one line holds."""
        base = {int(number): _row(int(number), found, line["joints"][number])
                for number, found in line["base"].items()}  # fmt: skip
        self.base |= base
        for name, other in line["found"].items():
            known = self.found.setdefault(name, {})
            for number, row in base.items():
                counts = other.get(str(number), row.counts)
                if isinstance(counts, str):
                    self.failed[name] = self.failed.get(name, 0) + 1
                    continue
                known[number] = (
                    row if counts is row.counts else _row(number, counts, row.groups["joints"])
                )


def leave_one_out(
    *, seed: int, walkers: int, again: int, top: int, jobs: int, state: Path | None,
    advance: Callable[[int, int], None] = lambda *_: None, only: str = "",
) -> Prices:  # fmt: skip
    """Every change on `walkers`, then the `top` dearest on `again`.

    `only` keeps the rules whose name begins so; `advance` hears how many parts of how many are done.
    """
    prices, known = Prices(), dict[str, set[int]]()
    kept = _Kept(state, fingerprint(seed))
    every = changes_of(load_evidence(), only)
    for line in kept.lines():
        prices.take(line)
        _know(known, line)
    for number in (walkers, again):
        wanted = every if number == walkers else by_price(prices, every, range(walkers))[:top]
        parts = _parts(seed, range(number), wanted, known)
        for done, line in enumerate(_walked(parts, jobs), 1):
            prices.take(line)
            _know(known, line)
            kept.add(line)
            advance(done, len(parts))
    return prices


def changes_of(evidence: Evidence, only: str = "") -> list[Change]:
    """Everything that is left out or softened in turn, of the rules whose name begins so."""
    return [each for each in changes(evidence.rulebook) if each.rule.startswith(only)]


def by_price(prices: Prices, every: Sequence[Change], among: range | None = None) -> list[Change]:
    """The changes, worst price in dose first; judged by some of the walkers alone, where asked."""

    def price(change: Change) -> float:
        own, other = pair(prices, change, among)
        lost = difference(other, own, "end_minutes", "walkers")
        return lost.value if lost else 0.0

    return sorted(every, key=price, reverse=True)


def pair(
    prices: Prices, change: Change, among: range | None = None
) -> tuple[list[Row], list[Row]]:
    """The same walkers with the whole rulebook and with a change."""
    other = prices.found.get(change.name, {})
    numbers = sorted(number for number in other if among is None or number in among)
    return [prices.base[number] for number in numbers], [other[number] for number in numbers]


# -- walking --------------------------------------------------------------------------------------


def _know(known: dict[str, set[int]], line: dict[str, Any]) -> None:
    for name in line["found"]:
        known.setdefault(name, set()).update(range(*line["walkers"]))


def _parts(
    seed: int, numbers: range, wanted: Sequence[Change], known: Mapping[str, set[int]]
) -> list[Part]:
    """What is still to be walked, a few walkers at a time."""
    chunks = (numbers[first : first + CHUNK] for first in range(0, len(numbers), CHUNK))
    parts = [
        Part(seed=seed, numbers=chunk,
             changes=tuple(each for each in wanted if not known.get(each.name, set()).issuperset(chunk)))
        for chunk in chunks
    ]  # fmt: skip
    return [part for part in parts if part.changes]


def _walked(parts: Sequence[Part], jobs: int) -> Iterator[dict[str, Any]]:
    if jobs == 1:
        yield from map(walk_part, parts)
        return
    with Pool(jobs) as pool:
        yield from pool.imap_unordered(walk_part, parts)


def walk_part(part: Part) -> dict[str, Any]:
    """One line: each walker with the whole rulebook, and with each change that their course looked at."""
    task = Task(seed=part.seed, numbers=part.numbers, assumptions=Assumptions(),
                policies=(PolicyName.RETROPLAN,), is_watched=False)  # fmt: skip
    evidence = load_evidence()
    line: dict[str, Any] = {
        "walkers": [part.numbers.start, part.numbers.stop], "base": {}, "joints": {},
        "found": {change.name: {} for change in part.changes},
    }  # fmt: skip
    for number in part.numbers:
        who = walker(part.seed, number, task.assumptions)
        begun = begin(who, evidence, START)
        if isinstance(begun, Refused):
            continue
        READ.clear()
        taken: set[str] = set()
        with noting_taken(taken):
            base = _counts(who, begun, noted(evidence), task, None)
        looked_at = frozenset(READ)
        if isinstance(base, str):
            continue
        line["base"][str(number)], line["joints"][str(number)] = base, groups_of(who)["joints"]
        for change in part.changes:
            if (
                change.rule in taken
                if change.what == LEFT_OUT
                else (change.rule, change.what) in looked_at
            ):
                counts = _counts(who, begun, change.made(evidence), task, change)
                if counts != base:
                    line["found"][change.name][str(number)] = counts
    return line


def _counts(
    who: Walker, begun: Start, evidence: Evidence, task: Task, change: Change | None
) -> list[float] | str:
    """The counts of a course; what went wrong, where it did not come to an end."""
    policy = Retroplan.over(begun, evidence)
    try:
        with leaving_out(change), _beyond_invariants() as broken:
            course = course_of(who, PolicyName.RETROPLAN, policy, evidence, task)
    except Exception as trouble:  # noqa: BLE001 - without a rule others may not know what to do
        return last_words(trouble)
    counts = row_of(course, groups={}, fired={}).counts | {"broken": float(len(broken))}
    return [round(counts[name], 3) for name in KEPT]


@contextmanager
def _beyond_invariants() -> Iterator[list[str]]:
    """Revisions that break an invariant are counted, and walked."""
    check, broken = vars(adapt)["check_ahead"], list[str]()

    def counted(*given: Any, **named: Any) -> None:
        try:
            check(*given, **named)
        except Defect as defect:
            broken.append(defect.message)

    with patch.object(adapt, "check_ahead", counted):
        yield broken


# -- what is kept ---------------------------------------------------------------------------------


def fingerprint(seed: int) -> str:
    """Of everything that a line depends on: another code, rulebook or body, and it counts for nothing."""
    package = Path(retroplan.__file__).parent
    here = Path(__file__).parent
    files = [*(package / "core").rglob("*.py"), *(package / "evidence").rglob("*.*"),
             *(here / f"{name}.py" for name in ("assumptions", "body", "course", "life", "policies",
                                                "softer", "teller", "walker"))]  # fmt: skip
    digest = hashlib.sha256(str(seed).encode())
    for file in sorted(each for each in files if each.suffix in {".py", ".toml"}):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file of lines, each a part that was walked; of those of other rules nothing counts."""

    file: Path | None
    mark: str

    def lines(self) -> Iterator[dict[str, Any]]:
        if self.file is None or not self.file.exists():
            return
        for text in self.file.read_text(encoding="utf-8").splitlines():
            try:
                line = json.loads(text)
            except ValueError:  # an empty one, or one in the middle of which a run was ended
                continue
            if line["of"] == self.mark:
                yield line

    def add(self, line: dict[str, Any]) -> None:
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as file:
                file.write("\n" + json.dumps({"of": self.mark, **line}, separators=(",", ":")))


def _row(number: int, counts: Sequence[float], joints: str) -> Row:
    return Row(
        number=number, policy=PolicyName.RETROPLAN, groups={"joints": joints},
        counts=dict(zip(KEPT, counts, strict=True)), weeks_min=(), weeks_red=(), weeks_walks=(), fired={},
    )  # fmt: skip
