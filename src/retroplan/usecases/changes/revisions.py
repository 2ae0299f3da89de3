"""What became of a plan: its revisions, and what differs between two of them."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from retroplan.core.answers.changes import Difference, History, Revision
from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.plan import Plan
from retroplan.core.plan_diff import compared
from retroplan.core.text import listed
from retroplan.environment import Environment
from retroplan.errors import NotFound
from retroplan.store.database import reading
from retroplan.store.plans import StoredPlan, revisions_of
from retroplan.usecases.adapting import cause_of
from retroplan.usecases.planning import needed_in, outline_of
from retroplan.usecases.todays_plan import overtaken


def history(*, environment: Environment) -> History:
    """Every revision of the current plan that has not been taken back.

    Raises:
        NotFound: there is no plan yet.
    """
    with reading(environment.store_file) as connection:
        made = _made(connection, environment)
    plans = [each.plan() for each in made]
    first = _revision(made[0], plans[0], None)
    later = (
        _revision(each, after, compared(before, after))
        for each, (before, after) in zip(made[1:], pairwise(plans), strict=True)
    )
    return History(plan_id=plans[0].plan_id, revisions=(first, *later))


def difference(
    *, environment: Environment, first: int | None = None, second: int | None = None
) -> Difference:
    """What differs between two revisions: the last two, or one and the current, or those named.

    Raises:
        NotFound: there is no plan, or no such revision; the hint names those there are.
    """
    with reading(environment.store_file) as connection:
        made = _made(connection, environment)
    known = {each.head.revision: each for each in made}
    latest = made[-1].head.revision
    to = latest if second is None else second
    since = first if first is not None else _one_before(list(known))
    for number in (since, to):
        if number not in known:
            raise _no_revision(number, list(known))
    before, after = known[since].plan(), known[to].plan()
    return Difference(
        diff=compared(before, after),
        causes=tuple(head.cause for head, _ in made if since < head.revision <= to),
        units=after.units,
    )


class _Made(NamedTuple):
    """A revision: when and why it was made, and where it is not kept yet, the plan itself."""

    head: StoredPlan
    waiting: Plan | None = None

    def plan(self) -> Plan:
        return outline_of(self.head) if self.waiting is None else self.waiting


def _made(connection: sqlite3.Connection, environment: Environment) -> Sequence[_Made]:
    """Every revision that is kept, and what days without a walk have made of the last."""
    current = needed_in(connection, environment)
    kept = [_Made(head) for head in revisions_of(connection, current.stored.plan_id)]
    found = overtaken(connection, current, environment.today)
    if found is None:
        return kept
    head = kept[-1].head._replace(
        revision=found.after.revision,
        cause=cause_of(found),
        at=environment.now().isoformat(),
    )
    return [*kept, _Made(head, found.after)]


def _revision(made: _Made, plan: Plan, diff: PlanDiff | None) -> Revision:
    own = compared(plan, plan)
    return Revision(
        revision=made.head.revision,
        at=dt.datetime.fromisoformat(made.head.at),
        cause=made.head.cause,
        sessions=len(plan.sessions),
        changed=len(diff.changed) if diff else 0,
        added=len(diff.added) if diff else 0,
        removed=len(diff.removed) if diff else 0,
        backward_before_s=diff.backward_before_s if diff else None,
        backward_s=own.backward_after_s,
        ends_before=diff.end_before if diff else None,
        ends=own.end_after,
        standing_before=diff.standing_before if diff else None,
        standing=plan.standing,
        is_kept=made.waiting is None,
    )


def _one_before(numbers: Sequence[int]) -> int:
    """The last but one; where there is one only, that one."""
    return numbers[-2] if len(numbers) > 1 else numbers[-1]


def _no_revision(number: int, known: Sequence[int]) -> NotFound:
    there = (
        f"there is revision {known[0]} only" if len(known) == 1
        else f"there are revisions {listed([str(each) for each in known])}"
    )  # fmt: skip
    return NotFound(
        f"this plan has no revision {number}", hint=f"{there}: `retroplan plan history`"
    )
