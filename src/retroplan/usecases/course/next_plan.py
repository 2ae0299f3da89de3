"""The plan after this one: proposed from what was reached, through the same gate, and kept."""

import datetime as dt
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from retroplan.core.adaptation.facts import sorted_facts
from retroplan.core.answers.course import AnswerChange
from retroplan.core.finishing.clean_weeks import clean_weeks
from retroplan.core.finishing.options import missing, options
from retroplan.core.model.adjustment import RESTART
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.ending import CleanWeeks, Ending, NextKind, Option
from retroplan.core.model.events import Declared
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Experience, GoalKind
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.core.text import full_day_words
from retroplan.environment import Environment
from retroplan.errors import Unsafe
from retroplan.profile_file.exchange import exchanged
from retroplan.store.database import reading
from retroplan.store.facts import add_fact
from retroplan.store.journal import changing
from retroplan.store.screenings import add_screening
from retroplan.usecases.adapting import adapted_in, keep_revision, under_new_rules
from retroplan.usecases.chosen_protocol import evidence_for
from retroplan.usecases.course.falling import asked_of_a_fall
from retroplan.usecases.course.finishing import (
    Known,
    ending,
    finished,
    gathered,
    refuse_unfinished,
)
from retroplan.usecases.course.following import continued, first_possible, new_plan
from retroplan.usecases.course.rebuilding import answer_changes, declared_now
from retroplan.usecases.declaring import Declaration, declared, declared_in
from retroplan.usecases.new_plans import exchange_of, keep_new_plan
from retroplan.usecases.person import known_person
from retroplan.usecases.planning import needed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The end of a plan, and what may come after it."""

    ending: Ending
    clean: CleanWeeks
    options: tuple[Option, ...]
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPlan:
    """A plan after this one, with what it rests on."""

    kind: NextKind
    clearance: Clearance
    plan: Plan
    answers: tuple[AnswerChange, ...]
    """What it changes in the profile file."""
    remarks: tuple[str, ...]
    profile_file: Path
    is_kept: bool = False
    old_profile: Path | None = None
    """Where the profile that was there before is kept."""


def ended(*, environment: Environment, evidence: Evidence) -> Ended:
    """The end of the current plan, and what may come next.

    Raises:
        NotFound: there is no plan, or it is not over.
        Unsafe: it waits for a clinician.
    """
    known = finished(environment=environment)
    found = ending(environment=environment, evidence=evidence, known=known)
    clean = clean_weeks(
        (*known.earlier, *known.logs),
        known.days,
        start=known.plan.start,
        today=environment.today,
        usual_pain=declared_now(known.events).health.usual_pain,
        bounds=evidence.bounds,
    )
    health = sorted_facts(known.events, environment.today).profile.health
    return Ended(
        ending=found, clean=clean, options=options(found, clean, health, evidence.bounds),
        known=known,
    )  # fmt: skip


def proposed(
    *,
    environment: Environment,
    evidence: Evidence,
    after: Ended,
    kind: NextKind,
    goal: GoalKind | None = None,
) -> NextPlan:
    """The next plan of a kind, for the same goal unless another is given. Nothing is written.

    Raises:
        NotFound: there is no profile file.
        BadFile: it cannot be read.
        Unsafe: screening withholds a plan, or a condition of what was asked for does not hold.
        Infeasible: the wishes cannot be met together, or the plan cannot go on.
    """
    return _made(environment, evidence, after, kind, goal)[0]


def begin_next(
    *,
    environment: Environment,
    evidence: Evidence,
    after: Ended,
    kind: NextKind,
    goal: GoalKind | None = None,
) -> NextPlan:
    """Make the next plan and keep it, with the profile that it rests on; one step for `undo`.

    Raises:
        As `proposed`; and StoreProblem: it could not be kept.
    """
    made, declaration = _made(environment, evidence, after, kind, goal)
    now = environment.now()
    with (
        exchanged(environment.profile_file, declaration.text, today=environment.today) as old,
        changing(environment.store_file, command="plan next", at=now) as change,
    ):
        connection, profile = change.connection, declaration.profile
        refuse_unfinished(gathered(connection, environment), environment.today)
        change.profile = exchange_of(old, declaration)
        add_screening(connection, made.clearance, at=now, profile_document=profile)
        if kind is NextKind.CONTINUE:
            number = len(made.plan.weeks)
            change.sentence = f"the plan's going on to week {number}"
            plan = _gone_on(connection, environment, evidence, profile, f"week {number}", now)
        else:
            change.sentence = f"the next plan, which begins on {full_day_words(made.plan.start)}"
            plan = keep_new_plan(
                connection, made.plan, cause=_CAUSES[kind], profile=profile, at=now
            )
    return replace(made, plan=plan, is_kept=True, old_profile=old)


def _gone_on(
    connection: sqlite3.Connection,
    environment: Environment,
    evidence: Evidence,
    profile: Profile,
    until: str,
    at: dt.datetime,
) -> Plan:
    """The same plan by the longer wish, kept."""
    today = environment.today
    current = needed_in(connection, environment)
    current = under_new_rules(connection, current, today=today, at=at)
    event = Declared(date=today, profile=profile)
    add_fact(connection, event, plan_id=current.stored.plan_id, at=at)
    found = adapted_in(connection, current, evidence=evidence, today=today)
    keep_revision(
        connection, found, stored=current.stored, at=at, profile=profile,
        cause=f"You went on to {until}.",
    )  # fmt: skip
    return found.after


_NAMES = {
    NextKind.NEW: "a new plan",
    NextKind.MAINTENANCE: "a plan that holds what was reached",
    NextKind.CONTINUE: "more of this plan",
    NextKind.JOG: "the backward jog",
}
_CAUSES = {
    NextKind.NEW: "the plan after the last one",
    NextKind.MAINTENANCE: "the plan after the last one, holding what it reached",
    NextKind.JOG: "the plan after the last one, with the backward jog",
}


def _made(
    environment: Environment,
    evidence: Evidence,
    after: Ended,
    kind: NextKind,
    goal: GoalKind | None,
) -> tuple[NextPlan, Declaration]:
    """The next plan, and the profile that it rests on."""
    today, path = environment.today, environment.profile_file
    before = declared_in(path, name=str(path), evidence=evidence, today=today)
    values = _values(before.profile, after.known, evidence, kind, goal, today)
    wanted = declared(values, base=before, name=str(path), evidence=evidence, today=today)
    with reading(environment.store_file) as connection:
        person = known_person(connection, wanted.profile, today=today)
    if asked := asked_of_a_fall(person.fall):
        raise asked
    clearance = _cleared(person.profile, wanted.name, evidence, after, kind, today)
    if kind is NextKind.CONTINUE:
        plan = continued(environment, evidence, wanted.profile)
    else:
        rules = evidence_for(wanted.profile, environment=environment, evidence=evidence)
        start = first_possible(person.profile, after.known.last_walk, today)
        plan = new_plan(
            person.profile, clearance, rules, kind=kind, reached=after.ending.reached, start=start
        )
    return NextPlan(
        kind=kind,
        clearance=clearance,
        plan=plan,
        answers=answer_changes(before.profile, wanted.profile),
        remarks=(*person.remarks, *_remarks(after.known, kind, wanted.profile, evidence, today)),
        profile_file=path,
    ), wanted


def _cleared(
    profile: Profile, name: str, evidence: Evidence, after: Ended, kind: NextKind, today: dt.date
) -> Clearance:
    """What screening says of the person; ends here where it, or a condition, stands in the way."""
    clearance = screen(profile, evidence, today)
    if refused := refusal(clearance, profile_name=name):
        raise Unsafe(refused.message, hint=f"{refused.hint} Nothing was changed.")
    lacking = missing(kind, after.ending, after.clean, profile, clearance, evidence.bounds)
    if lacking:
        raise Unsafe(
            f"{_NAMES[kind]} cannot come next: {'; '.join(lacking)}",
            hint="`retroplan plan next` shows what can",
        )
    return clearance


def _values(
    profile: Profile,
    known: Known,
    evidence: Evidence,
    kind: NextKind,
    goal: GoalKind | None,
    today: dt.date,
) -> dict[str, object]:
    """What the next plan asks for and the profile file does not say yet, by dotted key."""
    if kind is NextKind.CONTINUE:
        return {"plan.weeks": evidence.bounds.weeks_max}
    values: dict[str, object] = {}
    if goal is not None:
        values["goal.kind"] = goal.value
    if profile.plan.start is not None:
        values["plan.start"] = first_possible(profile, known.last_walk, today).isoformat()
    return values


def _remarks(
    known: Known, kind: NextKind, profile: Profile, evidence: Evidence, today: dt.date
) -> tuple[str, ...]:
    found = []
    last, long_ago = known.last_walk, evidence.rulebook[RESTART].numbers["days_at_least"]
    if last is None or (today - last).days >= long_ago:
        found.append(
            "It is more than four weeks since you last walked: look through your answers "
            "(`retroplan screen`) and do the tests again (`retroplan assess`) before the first session."
        )
    if kind is not NextKind.CONTINUE:
        if profile.profile.experience is Experience.NONE:
            found.append(
                "Your profile says that walking backward is new to you. If it no longer is, set "
                "experience there, and the plan begins beyond the wall."
            )
        found.append(
            "A new plan begins with a small first week, below what you do now. Every plan does: "
            "the limits of week 1 hold for all."
        )
    return tuple(found)
