"""What happened, taken to the plan: facts are gathered, the plan is adapted, what changed is kept."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from retroplan.core.adaptation.adapt import asks_the_same, held_back
from retroplan.core.adaptation.new_rules import base_version
from retroplan.core.adaptation.replay import Story, replayed
from retroplan.core.engine.own import evidence_of
from retroplan.core.model.adjustment import NEW_RULES, Adjustment
from retroplan.core.model.events import Event, NewRules
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Standing
from retroplan.core.plan_diff import compared
from retroplan.core.text import counted
from retroplan.environment import Environment
from retroplan.errors import Defect
from retroplan.store.facts import FactRow, add_fact, facts_of
from retroplan.store.journal import changing
from retroplan.store.kinds import Kept
from retroplan.store.logs import derive_log, in_full
from retroplan.store.plans import StoredPlan, first_by_rules, first_revisions, save_plan
from retroplan.store.rows import document_value
from retroplan.usecases.clock import as_of
from retroplan.usecases.person import declared_first, told_before
from retroplan.usecases.planning import CurrentPlan, needed_in, plan_in, whole
from retroplan.usecases.rules_in_force import RULES_VERSION, is_by_other_rules, rules_to_tell

FIRST_DAY = dt.date(1, 1, 1)


class Adapted(NamedTuple):
    """A plan before and after the facts were taken to it."""

    before: Plan
    after: Plan
    """The very plan of before, where nothing asked for a change."""
    fired: tuple[Adjustment, ...]
    """Every rule that fires over the facts so far, oldest first."""
    found: tuple[tuple[FactRow[Kept], SessionLog], ...] = ()
    """The records that turn out to be of another session than they were kept as."""

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
    own = (in_full(connection, row) for row in facts_of(connection, plan_id))
    return (*_at_first(connection, plan_id), *own)


def _at_first(connection: sqlite3.Connection, plan_id: str) -> tuple[Event, ...]:
    plans = first_revisions(connection)
    at = next(at for at, plan in enumerate(plans) if plan.plan_id == plan_id)
    declared = declared_first(plans[at])
    before = told_before(connection, plans[:at], made=declared.date)
    return (declared, before) if before.facts else (declared,)


class Told(NamedTuple):
    """What was told of the current plan, and how it is kept."""

    story: Story
    rows: tuple[FactRow[Kept], ...]
    """Of the facts of the plan, in the order of their entry."""
    first: int
    """The place in the story of what the first row says."""


def told_of(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    *,
    today: dt.date,
    pretended: Iterable[Event] = (),
) -> Told:
    """The story of the current plan, from where these rules first had it, with what is pretended.

    That other rules count than those of the plan is a fact too, whether it is kept or pretended
    already, or not.
    """
    plan_id, pretended = current.stored.plan_id, tuple(pretended)
    rows = facts_of(connection, plan_id)
    at_first = _at_first(connection, plan_id)
    events = (*at_first, *(in_full(connection, row) for row in rows))
    if not any(isinstance(event, NewRules) for event in pretended):
        pretended = (*rules_to_tell(current, events, as_of(events, today)), *pretended)
    found = first_by_rules(connection, plan_id, RULES_VERSION)
    if found is None:  # they find it as it is
        story = Story(whole(current), (*events, *pretended), len(events), events[0].date)
        return Told(story, rows, len(at_first))
    base = document_value(f"plan {plan_id}, revision {found.revision},", Plan, found.text)
    newest = [at for at, event in enumerate(events) if isinstance(event, NewRules)]
    known = newest[-1] + 1 if newest else len(at_first)
    since = events[newest[-1] if newest else 0].date
    return Told(Story(base, (*events, *pretended), known, since), rows, len(at_first))


def adapted_in(
    connection: sqlite3.Connection,
    current: CurrentPlan,
    *,
    evidence: Evidence,
    today: dt.date,
    pretended: Iterable[Event] = (),
) -> Adapted:
    """What the facts, and those that are pretended, make of the current plan. Writes nothing.

    Facts of a day or two ahead count as well: see `as_of`.
    """
    before, told = whole(current), told_of(connection, current, today=today, pretended=pretended)
    events = told.story.events
    day = as_of(events, today)
    try:
        plan, fired, logs = replayed(told.story, evidence, day)
    except Defect as defect:  # a fact that calls for care is kept, and leaves no session standing
        after, fired = held_back(before, events, evidence, day, defect)
        return Adapted(before=before, after=after, fired=fired)
    after = before
    if not (asks_the_same(before, plan) and _says_the_same(before, fired, day)):
        after = replace(plan, revision=before.revision + 1, adjustments=fired)
    kept = (
        (told.rows[at - told.first], logs[at]) for at in logs if at < told.first + len(told.rows)
    )
    found = tuple(
        (row, _as_it_turned_out(row.event, log))
        for row, log in kept
        if isinstance(row.event, SessionLog) and row.event.session_id != log.session_id
    )
    return Adapted(before=before, after=after, fired=fired, found=found)


def _says_the_same(before: Plan, fired: Iterable[Adjustment], day: dt.date) -> bool:
    """Whether what comes still has the reasons that it names: a reason follows its record."""
    now = {each.key: each.sentence for each in fired}
    named = {
        key for session in before.sessions if session.date > day for key in session.adjusted_by
    }
    return all(
        now.get(each.key) == each.sentence
        for each in before.adjustments
        if each.date <= day and each.key in named
    )


def _as_it_turned_out(kept: SessionLog, found: SessionLog) -> SessionLog:
    """Of the session that it was of; how much was walked stays as it was told."""
    return replace(
        kept, session_id=found.session_id, outcome=found.outcome, prescribed=found.prescribed
    )


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

    `cause` is said in place of the rule that decided. So is, first, what records turn out to be of.
    """
    for row, log in adapted.found:
        derive_log(connection, row, log, at=at)
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
    if decisive is not None:
        return decisive.sentence
    return "the days went by" if adapted.before.weeks != adapted.after.weeks else _REASONS


_REASONS = "its reasons follow what was told"


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
