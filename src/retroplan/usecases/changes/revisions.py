"""What became of a plan: its revisions, and what differs between two of them."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from retroplan.core.answers.changes import Difference, History, Revision
from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.plan import Plan
from retroplan.core.plan_diff import compared
from retroplan.core.text import listed
from retroplan.environment import Environment
from retroplan.errors import NotFound
from retroplan.store.database import reading
from retroplan.store.plans import StoredPlan, revisions_of
from retroplan.usecases.planning import CurrentPlan, needed_in, outline_of


def history(*, environment: Environment) -> History:
    """Every revision of the current plan that has not been taken back.

    Raises:
        NotFound: there is no plan yet.
    """
    with reading(environment.store_file) as connection:
        current, stored = _revisions(connection, environment)
    plans = [outline_of(each) for each in stored]
    first = _revision(stored[0], plans[0], None)
    later = (
        _revision(each, after, compared(before, after))
        for each, (before, after) in zip(stored[1:], pairwise(plans), strict=True)
    )
    return History(plan_id=current.stored.plan_id, revisions=(first, *later))


def difference(
    *, environment: Environment, first: int | None = None, second: int | None = None
) -> Difference:
    """What differs between two revisions: the last two, or one and the current, or those named.

    Raises:
        NotFound: there is no plan, or no such revision; the hint names those there are.
    """
    with reading(environment.store_file) as connection:
        _, stored = _revisions(connection, environment)
    known = {each.revision: each for each in stored}
    latest = stored[-1].revision
    to = latest if second is None else second
    since = first if first is not None else _one_before(list(known))
    for number in (since, to):
        if number not in known:
            raise _no_revision(number, list(known))
    before, after = outline_of(known[since]), outline_of(known[to])
    return Difference(
        diff=compared(before, after),
        causes=tuple(each.cause for each in stored if since < each.revision <= to),
        units=after.units,
    )


def _revisions(
    connection: sqlite3.Connection, environment: Environment
) -> tuple[CurrentPlan, Sequence[StoredPlan]]:
    current = needed_in(connection, environment)
    return current, revisions_of(connection, current.stored.plan_id)


def _revision(stored: StoredPlan, plan: Plan, diff: PlanDiff | None) -> Revision:
    own = compared(plan, plan)
    return Revision(
        revision=stored.revision,
        at=dt.datetime.fromisoformat(stored.at),
        cause=stored.cause,
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
