"""What happened, taken to the plan: facts are gathered, the plan is adapted, what changed is kept."""

import datetime as dt
import json
import sqlite3
from collections.abc import Container, Iterable
from dataclasses import replace
from typing import NamedTuple

from retroplan.core.adaptation.adapt import adapt, held_back
from retroplan.core.adaptation.new_rules import base_version
from retroplan.core.engine.own import evidence_of
from retroplan.core.model.adjustment import NEW_RULES, RESTART, Adjustment
from retroplan.core.model.events import Declared, Event, NewRules
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Standing
from retroplan.core.plan_diff import compared
from retroplan.core.text import counted
from retroplan.environment import Environment
from retroplan.errors import Defect
from retroplan.store.facts import add_fact, facts_of
from retroplan.store.journal import changing
from retroplan.store.kinds import Kept
from retroplan.store.logs import in_full
from retroplan.store.plans import StoredPlan, first_revisions, save_plan
from retroplan.usecases.clock import as_of
from retroplan.usecases.person import declared_first, told_before
from retroplan.usecases.planning import CurrentPlan, needed_in, plan_in, whole
from retroplan.usecases.rules_in_force import is_by_other_rules, rules_to_tell

FIRST_DAY = dt.date(1, 1, 1)


class Adapted(NamedTuple):
    """A plan before and after the facts were taken to it."""

    before: Plan
    after: Plan
    """The very plan of before, where nothing asked for a change."""
    fired: tuple[Adjustment, ...]
    """Every rule that fires over the facts so far, oldest first."""

    @property
    def is_changed(self) -> bool:
        return self.after.revision != self.before.revision

    @property
    def new(self) -> tuple[Adjustment, ...]:
        """The rules that the plan of before did not know yet."""
        known = {adjustment.key for adjustment in self.before.adjustments}
        return tuple(found for found in self.fired if found.key not in known)


def facts(connection: sqlite3.Connection, plan_id: str) -> tuple[Event, ...]:
    """All that is known since a plan began, `Declared` first, then as entered.

    Next to it stands what was told of the person before that plan, if there is any.
    """
    plans = first_revisions(connection)
    at = next(at for at, plan in enumerate(plans) if plan.plan_id == plan_id)
    declared = declared_first(plans[at])
    before = told_before(connection, plans[:at], made=declared.date)
    own = (in_full(connection, row) for row in facts_of(connection, plan_id))
    return (declared, *([before] if before.facts else []), *own)


def adapted_in(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    *,
    evidence: Evidence,
    today: dt.date,
    pretended: Iterable[Event] = (),
) -> Adapted:
    """What the facts, and those that are pretended, make of the current plan. Writes nothing.

    Facts of a day or two ahead count as well: see `as_of`. That other rules count than those of the
    plan is a fact too, whether it is kept or pretended already, or not.
    """
    before, told, pretended = (
        whole(current),
        facts(connection, current.stored.plan_id),
        tuple(pretended),
    )
    if not any(isinstance(event, NewRules) for event in pretended):
        pretended = (*rules_to_tell(current, told, as_of(told, today)), *pretended)
    events = (*told, *pretended)
    day = as_of(events, today)
    try:
        after, fired = adapt(before, events, evidence, day)
    except Defect as defect:  # a fact that calls for care is kept, and leaves no session standing
        after, fired = held_back(before, events, evidence, day, defect)
    if _stays_over(before, after, events, current.outcomes.keys(), today):
        after, fired = before, tuple(each for each in fired if each.date <= today)
    return Adapted(before=before, after=after, fired=fired)


def _stays_over(
    before: Plan, after: Plan, events: Iterable[Event], recorded: Container[str], today: dt.date
) -> bool:
    """Whether a plan lies behind and only days that go by would bring it back, or let it wait.

    What a person declares from its last day on may go on with it; what calls for care always holds.
    """
    if before.standing is not Standing.ACTIVE or before.still_to_come(today, recorded):
        return False
    last = before.last_day or today
    if any(isinstance(event, Declared) and event.date >= last for event in events):
        return False
    reasons = {each.rule for each in after.adjustments if each.sentence == after.standing_reason}
    return after.standing is Standing.ACTIVE or reasons == {RESTART}


def under_new_rules(
    connection: sqlite3.Connection, current: CurrentPlan, *, today: dt.date, at: dt.datetime
) -> CurrentPlan:
    """The current plan by the rules of this program; within the caller's transaction.

    The first command that changes something after an upgrade keeps, before anything else, that they
    count from now on, and one revision that says what changed.
    """
    if not is_by_other_rules(current):
        return current
    from retroplan.evidence.load import load_evidence

    evidence, told = load_evidence(), facts(connection, current.stored.plan_id)
    known = rules_to_tell(current, told, as_of(told, today))
    found = adapted_in(connection, current, evidence=evidence, today=today, pretended=known)
    if not found.is_changed:  # it is over: there is nothing that the rules could change
        version = evidence_of(found.before, evidence).rules_version
        after = replace(found.before, revision=found.before.revision + 1, rules_version=version)
        found = found._replace(after=after)
    for fact in known:
        add_fact(connection, fact, plan_id=current.stored.plan_id, at=at)
    keep_revision(connection, found, stored=current.stored, at=at)
    return plan_in(connection, today=today) or current


def keep_revision(
    connection: sqlite3.Connection,
    adapted: Adapted,
    *,
    stored: StoredPlan,
    at: dt.datetime,
    profile: Profile | None = None,
    cause: str = "",
) -> None:
    """Keep what changed as the next revision, with its cause; nothing where nothing did.

    `cause` is said in place of the rule that decided.
    """
    if not adapted.is_changed:
        return
    document = json.loads(stored.profile_text) if profile is None else profile
    save_plan(
        connection, adapted.after, cause=cause or cause_of(adapted), at=at,
        profile_document=document,
    )  # fmt: skip


def cause_of(adapted: Adapted) -> str:
    """Why a revision came to be, in a sentence or two."""
    if any(found.rule == NEW_RULES for found in adapted.new):
        return _new_rules_words(adapted)
    decisive = max(adapted.new, key=lambda found: found.step.rank, default=None)
    return "the days went by" if decisive is None else decisive.sentence


def _new_rules_words(adapted: Adapted) -> str:
    """`New rules (2026.12): 12 sessions change: `retroplan plan diff 1 2`.`"""
    diff = compared(adapted.before, adapted.after)
    count = len(diff.changed) + len(diff.added) + len(diff.removed)
    before, after = adapted.before.revision, adapted.after.revision
    change = "changes" if count == 1 else "change"
    if adapted.after.standing is not Standing.ACTIVE:
        said = "the plan waits as it did"
    elif count:
        said = f"{counted(count, 'session')} {change}: `retroplan plan diff {before} {after}`"
    else:
        said = "no session still to come changes"
    return f"New rules ({base_version(adapted.after.rules_version)}): {said}."


def keep_event(
    *, environment: Environment, event: Kept, evidence: Evidence, command: str, sentence: str
) -> Adapted:
    """Keep a fact of the current plan, and what it changes; one step for `undo`.

    Args:
        environment: where to keep it, and what day it is.
        event: the fact.
        evidence: the catalogue.
        command: that was typed, such as `checkin`.
        sentence: what `undo` will say that it takes back.

    Raises:
        NotFound: there is no plan.
        UsageProblem: the fact cannot be kept.
        StoreProblem: not saved.
    """
    at = environment.now()
    with changing(environment.store_file, command=command, at=at) as change:
        change.sentence = sentence
        connection = change.connection
        current = needed_in(connection, environment)
        return keep_event_in(
            connection, current, event, evidence=evidence, today=environment.today, at=at
        )


def keep_event_in(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    *events: Kept,
    evidence: Evidence,
    today: dt.date,
    at: dt.datetime,
    profile: Profile | None = None,
) -> Adapted:
    """As `keep_event`, within the caller's transaction: for who looks before, or keeps more.

    Args:
        connection: in a transaction.
        current: the plan that the facts are about.
        events: the facts, in their order.
        evidence: the catalogue.
        today: what day it is.
        at: now, with its offset.
        profile: what a new revision rests on; None = the same as before.
    """
    current = under_new_rules(connection, current, today=today, at=at)
    for event in events:
        add_fact(connection, event, plan_id=current.stored.plan_id, at=at)
    found = adapted_in(connection, current, evidence=evidence, today=today)
    keep_revision(connection, found, stored=current.stored, at=at, profile=profile)
    return found
