"""Walkers by the thousand, on as many processes as are allowed; the result depends on the seed alone."""

import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pool
from typing import Any

from benches.cohort.assumptions import Assumptions
from benches.cohort.course import Course, live
from benches.cohort.laws import Lawful
from benches.cohort.policies import (
    Policy,
    PolicyName,
    Refused,
    Retroplan,
    Start,
    Unchanged,
    begin,
    fixed_table,
    ten_per_cent,
)
from benches.cohort.softer import Change
from benches.cohort.tally import Row, row_of
from benches.cohort.walker import START, Joints, Walker, walker
from retroplan.core.model.evidence import Evidence
from retroplan.evidence.load import load_evidence

CHUNK = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that should not have happened, and to whom."""

    number: int
    policy: PolicyName
    what: str


@dataclass(slots=True)
class Cohort:
    """What became of all walkers."""

    rows: list[Row] = field(default_factory=list)
    """Of those who got a plan: one for each policy, in the order of the walkers."""
    refused: list[Row] = field(default_factory=list)
    """Of those who got none: the fixed table alone; `groups["why"]` says why."""
    troubles: list[Trouble] = field(default_factory=list)
    calls: int = 0
    """Of `adapt`."""

    def add(self, other: "Cohort") -> None:
        self.rows += other.rows
        self.refused += other.refused
        self.troubles += other.troubles
        self.calls += other.calls

    def of(self, policy: PolicyName) -> list[Row]:
        return [row for row in self.rows if row.policy is policy]

    @property
    def policies(self) -> tuple[PolicyName, ...]:
        """Those that walkers lived under."""
        found = {row.policy for row in self.rows}
        return tuple(name for name in PolicyName if name in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A few walkers for one process."""

    seed: int
    numbers: range
    assumptions: Assumptions
    policies: tuple[PolicyName, ...] = tuple(PolicyName)
    is_watched: bool = True
    """Whether every revision of retroplan's is tried by the laws, which takes a tenth of the time."""
    joints: Joints | None = None
    """The only kind to let in; None = all."""
    change: Change | None = None
    """What is other in the rulebook."""


def simulate(
    *,
    walkers: int,
    seed: int,
    jobs: int,
    assumptions: Assumptions,
    advance: Callable[[int], None] = lambda _: None,
    chunk: int = CHUNK,
    **how: Any,
) -> Cohort:
    """Walkers 0 to `walkers` of a seed, `chunk` at a time; `advance` hears how many more are done.

    `how` is what else a `Task` may hold.
    """
    tasks = [
        Task(seed=seed, numbers=range(first, min(first + chunk, walkers)), assumptions=assumptions,
             **how)
        for first in range(0, walkers, chunk)
    ]  # fmt: skip
    cohort = Cohort()
    if jobs == 1:
        _gather(cohort, tasks, map(run_task, tasks), advance)
        return cohort
    with Pool(jobs) as pool:
        _gather(cohort, tasks, pool.imap(run_task, tasks), advance)
    return cohort


def _gather(
    cohort: Cohort, tasks: Sequence[Task], parts: object, advance: Callable[[int], None]
) -> None:
    for task, part in zip(tasks, parts, strict=True):  # type: ignore[call-overload]
        cohort.add(part)
        advance(len(task.numbers))


def run_task(task: Task) -> Cohort:
    """The walkers of one task."""
    evidence, cohort = load_evidence(), Cohort()
    if task.change is not None:
        evidence = task.change.made(evidence)
    for number in task.numbers:
        who = walker(task.seed, number, task.assumptions)
        if task.joints not in (None, who.joints):
            continue
        begun = begin(who, evidence, START)
        if isinstance(begun, Refused):
            cohort.refused.append(_refused(who, begun, evidence, task))
            continue
        rows = [_row(cohort, who, begun, name, evidence, task) for name in task.policies]
        if all(row is not None for row in rows):  # the same walkers under every policy
            cohort.rows += [row for row in rows if row is not None]
    return cohort


def course_of(
    who: Walker, name: PolicyName, policy: Policy, evidence: Evidence, task: Task
) -> Course:
    """One walker under one policy."""
    return live(who, name, policy, evidence=evidence, assumptions=task.assumptions, seed=task.seed)


def policy_of(
    name: PolicyName, begun: Start, evidence: Evidence, *, is_watched: bool = True
) -> Policy:
    """A policy for a walker, fresh."""
    if name is PolicyName.RETROPLAN:
        return (Lawful if is_watched else Retroplan).over(begun, evidence)
    if name is PolicyName.UNCHANGED:
        return Unchanged(begun.plan)
    if name is PolicyName.TABLE:
        return fixed_table(begun.profile, evidence, START)
    return ten_per_cent(begun, evidence)


def _row(
    cohort: Cohort, who: Walker, begun: Start, name: PolicyName, evidence: Evidence, task: Task
) -> Row | None:
    policy = policy_of(name, begun, evidence, is_watched=task.is_watched)
    try:
        course = course_of(who, name, policy, evidence, task)
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it is reported with its walker
        cohort.troubles.append(Trouble(number=who.number, policy=name, what=last_words(trouble)))
        return None
    fired: dict[str, int] = {}
    if isinstance(policy, Lawful):
        cohort.troubles += [
            Trouble(number=who.number, policy=name, what=what) for what in policy.broken
        ]
    if isinstance(policy, Retroplan):
        cohort.calls += policy.calls
        fired = dict(Counter(found.rule for found in policy.fired.values()))
    groups = groups_of(who) | {"tier": begun.plan.tier.value}
    return row_of(course, groups=groups, fired=fired)


def _refused(who: Walker, refused: Refused, evidence: Evidence, task: Task) -> Row:
    table = fixed_table(who.profile, evidence, START)
    course = course_of(who, PolicyName.TABLE, table, evidence, task)
    return row_of(course, groups=groups_of(who) | {"why": refused.why}, fired={})


def groups_of(who: Walker) -> dict[str, str]:
    """The kinds that a walker is of."""
    return {
        "joints": who.joints.value,
        "ordinary": who.ordinary.value,
        "habit": who.habit.value,
        "feet": who.feet.value,
        "goal": who.profile.goal.kind.value,
    }


def last_words(trouble: Exception) -> str:
    """An exception with the place that it came from."""
    frame = traceback.extract_tb(trouble.__traceback__)[-1]
    where = f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
    return f"{type(trouble).__name__}: {trouble} ({where})"
