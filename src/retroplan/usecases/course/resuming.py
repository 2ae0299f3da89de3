"""Coming back: after a pause, after days off, after what held a plan; screened again where that is due."""

import datetime as dt
import sqlite3
from dataclasses import replace

from retroplan.core.adaptation.falls import answering, told_falls
from retroplan.core.answers.course import Resumed
from retroplan.core.engine.build import build
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.events import Declared, Event, Resume
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Standing
from retroplan.core.plan_diff import compared
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.errors import Unsafe, UsageProblem
from retroplan.store.facts import add_fact
from retroplan.store.journal import changing
from retroplan.store.rows import checked_text
from retroplan.store.screenings import add_screening
from retroplan.usecases.adapting import adapted_in, keep_event_in, keep_revision
from retroplan.usecases.chosen_protocol import evidence_for
from retroplan.usecases.clock import clock_remarks
from retroplan.usecases.course.falling import asked_of_a_fall, fall_open
from retroplan.usecases.course.held import (
    Held,
    Word,
    held_plan,
    refuse_unheard,
    refuse_without_yes,
)
from retroplan.usecases.course.rebuilding import refuse_new_plan
from retroplan.usecases.new_plans import first_day, keep_new_plan
from retroplan.usecases.person import remarks_on


class StillWaiting(Unsafe):
    """The screening of today holds the plan back. It is kept, and comes with this."""

    def __init__(self, clearance: Clearance, refused: Unsafe) -> None:
        super().__init__(refused.message, hint=refused.hint)
        self.clearance = clearance


def resume_plan(*, environment: Environment, evidence: Evidence, word: Word) -> Resumed:
    """Go on with a plan, as the days off and the screening allow; on disk when this returns.

    Args:
        environment: where to keep it, and what day it is.
        evidence: the catalogue.
        word: what the person says beside.

    Raises:
        NotFound: there is no plan, or nothing holds it.
        BadFile: a screening is due, and the profile file is none.
        NeedsClinician: it was suspended for pain, say, and nobody has agreed yet.
        FallOpen: a fall was told, and it is not said whether it hurt and was looked at, or it hurt and
            nobody has looked at it; the answers are kept.
        NeedsAnswers: news were told, and the profile does not know them.
        StillWaiting: the screening holds it back; the screening is kept all the same.
        Infeasible: it would begin anew, and the wishes cannot be met together.
        StoreProblem: not saved.
    """
    checked_text("clearance", word.cleared_by)
    at = environment.now()
    with changing(environment.store_file, command="plan resume", at=at) as change:
        connection = change.connection
        held = held_plan(connection, environment, evidence, word.clearance)
        held = _with_answer(connection, held, word, at)
        waits: Unsafe | None = asked_of_a_fall(held.fall)
        change.sentence = "what you said of your fall"
        if waits is None:
            change.sentence = f"going on from {day_words(held.today)}"
            found = _decided(connection, held, word, at)
            if isinstance(found, Resumed):
                return found
            waits = found
            change.sentence = f"the screening of {day_words(held.today)}"
        after = adapted_in(connection, held.current, evidence=evidence, today=held.today)
        keep_revision(connection, after, stored=held.current.stored, at=at)
    raise waits


def _with_answer(connection: sqlite3.Connection, held: Held, word: Word, at: dt.datetime) -> Held:
    """With what is said of a fall, kept; refused where one is open and both are not answered."""
    said = (word.hurt, word.seen)
    if held.fall is None:
        known = [(fall.hurt, fall.seen) for fall in told_falls(held.events)]
        if said not in {(None, None), *known[-1:]}:
            raise UsageProblem(
                "no fall waits for an answer",
                hint="a new one is told first: `retroplan news fall`; `retroplan undo` takes an answer back",
            )
        return held
    if word.hurt is None or word.seen is None:
        raise fall_open(held.fall)
    answer = answering(held.events, held.today, hurt=word.hurt, seen=word.seen)
    add_fact(connection, answer, plan_id=held.current.stored.plan_id, at=at)
    return replace(held, events=(*held.events, answer))


def _decided(
    connection: sqlite3.Connection, held: Held, word: Word, at: dt.datetime
) -> Resumed | StillWaiting:
    """The plan that goes on, or the screening that holds it back; kept, either of them."""
    refuse_unheard(held, word)
    refuse_without_yes(held, word)
    if not held.is_screened:
        return _gone_on(connection, held, word, None, at)
    clearance = screen(held.known, held.evidence, held.today)
    add_screening(connection, clearance, at=at, profile_document=held.profile)
    name = str(held.environment.profile_file)
    refused = refusal(
        clearance,
        profile_name=name,
        opening="the plan still waits",
        command="retroplan plan resume",
    )
    if refused is not None:
        return StillWaiting(clearance, refused)
    if held.restart is not None:
        return _begun_anew(connection, held, word, clearance, at)
    return _gone_on(connection, held, word, clearance, at)


def _gone_on(
    connection: sqlite3.Connection,
    held: Held,
    word: Word,
    clearance: Clearance | None,
    at: dt.datetime,
) -> Resumed:
    """The plan from where it stands, as the days off allow."""
    told: list[Declared | Resume] = []
    if held.answers:
        refuse_new_plan(held.answers, held.now.after.start)
        told.append(Declared(date=held.today, profile=held.profile))
    told.append(_resume(held, word))
    kept = keep_event_in(
        connection, held.current, *told, evidence=held.evidence, today=held.today, at=at,
        profile=held.profile if held.answers else None,
    )  # fmt: skip
    if kept.after.standing is Standing.SUSPENDED:
        raise Unsafe(
            f"the plan still waits. {kept.after.standing_reason}",
            hint="`retroplan plan why` says more",
        )
    return _resumed(
        held, word, clearance, plan=kept.after, reasons=kept.new,
        changes=compared(kept.before, kept.after),
    )  # fmt: skip


def _begun_anew(
    connection: sqlite3.Connection,
    held: Held,
    word: Word,
    clearance: Clearance,
    at: dt.datetime,
) -> Resumed:
    """A plan from its first week: little of what was known of the person still holds."""
    profile = held.known
    rules = evidence_for(profile, environment=held.environment, evidence=held.evidence)
    plan = build(profile, profile.goal, clearance, rules, first_day(profile, held.today)[0])
    told: list[Declared | Resume] = [_resume(held, word)]
    if (
        held.clearance is not None and held.answers
    ):  # a yes is for what was declared when it was given
        told.insert(0, Declared(date=held.today, profile=held.profile))
    for event in told:
        add_fact(connection, event, plan_id=held.current.stored.plan_id, at=at)
    reasons = () if held.restart is None else (held.restart,)
    cause = " ".join(found.sentence for found in reasons)
    kept = keep_new_plan(connection, plan, cause=cause, profile=held.profile, at=at)
    return _resumed(held, word, clearance, plan=kept, reasons=reasons, changes=None)


def _resume(held: Held, word: Word) -> Resume:
    return Resume(date=held.today, cleared_by=word.cleared_by, clearance=word.clearance)


def _resumed(
    held: Held,
    word: Word,
    clearance: Clearance | None,
    *,
    plan: Plan,
    reasons: tuple[Adjustment, ...],
    changes: PlanDiff | None,
) -> Resumed:
    last = _last_walk(held.events, held.today)
    is_new = changes is None
    done = () if is_new else held.current.outcomes
    coming = plan.still_to_come(held.today, done)
    return Resumed(
        date=held.today,
        cleared_by=word.cleared_by,
        last_walk=last,
        days_off=None if last is None else (held.today - last).days,
        clearance=clearance,
        answers=held.answers,
        reasons=reasons,
        plan_id=plan.plan_id,
        is_new_plan=is_new,
        tests=plan.weeks[0].tests if is_new else (),
        tier=plan.tier,
        next_date=coming[0].date if coming else None,
        standing=plan.standing,
        standing_reason=plan.standing_reason,
        changes=changes,
        units=plan.units,
        remarks=(
            *(remarks_on(held.profile, held.known) if clearance else ()),
            *clock_remarks(held.events[1:], held.today),
        ),
    )


def _last_walk(events: tuple[Event, ...], today: dt.date) -> dt.date | None:
    walks = [
        event.date for event in events
        if isinstance(event, SessionLog) and event.is_walk
    ]  # fmt: skip
    return max((day for day in walks if day <= today), default=None)
