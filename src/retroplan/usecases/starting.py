"""Beginning: a declaration is screened, planned, and kept; all of it or nothing."""

import datetime as dt
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from retroplan.core.engine.build import build
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import ClinicianYes, Profile
from retroplan.core.model.vocabulary import Weekday
from retroplan.core.screening.agreement import with_yes
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.core.text import full_day_words
from retroplan.environment import Environment
from retroplan.errors import Unsafe, UsageProblem
from retroplan.files.reading import LARGEST
from retroplan.profile_file.exchange import exchanged
from retroplan.store.database import create_store, reading
from retroplan.store.journal import changing
from retroplan.store.plans import StoredPlan, current_document, list_plans, save_plan
from retroplan.store.screenings import add_screening
from retroplan.usecases.declaring import Declaration
from retroplan.usecases.protocols import evidence_for

FURTHEST = dt.timedelta(days=366)
"""How far ahead a plan may begin; what is further is a slip of the keyboard."""

_REHEARSED = "Nothing was written; run it without --dry-run first."


class NotYet(Unsafe):
    """No plan, until an answer changes or a clinician has said yes. What was found comes with it."""

    def __init__(self, clearance: Clearance, refused: Unsafe, *, what_became: str) -> None:
        super().__init__(refused.message, hint=f"{refused.hint} {what_became}")
        self.clearance = clearance
        self.what_became = what_became
        """Of the answers: kept, or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A plan with what it rests on."""

    clearance: Clearance
    plan: Plan
    profile_file: Path
    remarks: tuple[str, ...] = ()
    """What a person should know of how their wishes were taken."""
    is_kept: bool = False
    """It is on disk; False for a rehearsal."""
    was_there: bool = False
    """The same plan was there already; at most the words of the profile were changed."""
    old_profile: Path | None = None
    """Where the profile that was there before is kept."""


def existing_plan(*, environment: Environment) -> StoredPlan | None:
    """The current plan; None before the first."""
    with reading(environment.store_file) as connection:
        return current_document(connection)


def rehearse(
    *,
    environment: Environment,
    declaration: Declaration,
    evidence: Evidence,
) -> Beginning:
    """What `begin` would make. Nothing is written.

    Raises:
        NotYet: screening withholds a plan.
        NotFound, BadFile: the protocol that the profile chooses.
        Infeasible: the wishes cannot be met together.
        UsageProblem: the start is too far ahead.
    """
    clearance = screen(declaration.profile, evidence, environment.today)
    try:
        return _planned(environment, declaration, evidence, clearance)
    except Unsafe as refused:
        raise NotYet(clearance, refused, what_became=_REHEARSED) from None


def begin(
    *,
    environment: Environment,
    declaration: Declaration,
    evidence: Evidence,
) -> Beginning:
    """Screen, plan, and keep profile, screening and plan.

    Where screening withholds a plan, profile and screening are kept all the same: they are what the
    person said. In every other case of failure everything is as it was before.

    Args:
        environment: where to keep it, and what day it is.
        declaration: what the person says.
        evidence: the catalogue.

    Raises:
        NotYet: screening withholds a plan.
        NotFound, BadFile: the protocol that the profile chooses.
        Infeasible: the wishes cannot be met together.
        UsageProblem: the start is too far ahead, or the profile file is a link.
        StoreProblem: it could not be kept.
    """
    clearance = screen(declaration.profile, evidence, environment.today)
    try:
        made = _planned(environment, declaration, evidence, clearance)
    except Unsafe as refused:
        _keep(environment, declaration, clearance, None)
        raise NotYet(clearance, refused, what_became="Your answers are kept.") from None
    if is_there(environment, made.plan):
        old = _keep_words(environment, declaration)
        return replace(made, is_kept=True, was_there=True, old_profile=old)
    plan, old = _keep(environment, declaration, clearance, made.plan)
    made = replace(made, is_kept=True, old_profile=old)
    # None: another command was a moment quicker with the very same
    return replace(made, was_there=True) if plan is None else replace(made, plan=plan)


def is_there(environment: Environment, plan: Plan) -> bool:
    """Whether this very plan is the current one, in whatever revision."""
    with reading(environment.store_file) as connection:
        return _is_current(connection, plan)


def _is_current(connection: sqlite3.Connection, plan: Plan) -> bool:
    current = current_document(connection)
    return (
        current is not None
        and current.plan_id == plan.plan_id
        and current.rules_version == plan.rules_version
    )


def would_agreement_help(*, profile: Profile, evidence: Evidence, today: dt.date) -> bool:
    """Whether a clinician's yes would change what screening says of a profile."""
    asked = replace(profile, health=replace(profile.health, clearance=ClinicianYes()))
    agreed = with_yes(profile, today)
    return (
        screen(asked, evidence, today).verdict.rank > screen(agreed, evidence, today).verdict.rank
    )


def first_day(profile: Profile, today: dt.date) -> tuple[dt.date, tuple[str, ...]]:
    """The day a plan begins, and what to say about it.

    No session is ever planned for a day gone by: a start that a profile remembers from an earlier
    plan is moved to the next of the person's days, and that is said.

    Raises:
        UsageProblem: it lies more than a year ahead.
    """
    wished = profile.plan.start
    following = _next_of(profile.availability.days, today)
    if wished is None:
        return following, ()
    if wished > today + FURTHEST:
        raise UsageProblem(
            f"a plan cannot begin more than a year ahead, on {full_day_words(wished)}",
            hint="choose a start within a year; how you are now says little about then",
        )
    if wished >= today:
        return wished, ()
    said = f"Your profile says to start on {full_day_words(wished)}; that day is gone"
    return following, (f"{said}, so the plan begins on {full_day_words(following)}.",)


def _next_of(days: tuple[Weekday, ...], today: dt.date) -> dt.date:
    numbers = {day.rank for day in days}
    week = (today + dt.timedelta(days=ahead) for ahead in range(7))
    return next((day for day in week if day.weekday() in numbers), today)


def _planned(
    environment: Environment,
    declaration: Declaration,
    evidence: Evidence,
    clearance: Clearance,
) -> Beginning:
    if refused := refusal(clearance, profile_name=declaration.name):
        raise refused
    profile = declaration.profile
    evidence = evidence_for(profile, environment=environment, evidence=evidence)
    day, remarks = first_day(profile, environment.today)
    plan = build(profile, profile.goal, clearance, evidence, day)
    return Beginning(
        clearance=clearance, plan=plan, profile_file=environment.profile_file, remarks=remarks
    )


def keep_new_plan(
    connection: sqlite3.Connection, plan: Plan, *, cause: str, profile: Profile, at: dt.datetime
) -> Plan:
    """Keep a plan as the current one; within the caller's transaction.

    Returns:
        The plan, under an id that the store did not hold before.
    """
    kept = _with_free_id(connection, plan)
    save_plan(connection, kept, cause=cause, at=at, profile_document=profile)
    return kept


def _with_free_id(connection: sqlite3.Connection, plan: Plan) -> Plan:
    """The plan under an id that the store does not hold: the same wishes may come back later."""
    taken = {stored.plan_id for stored in list_plans(connection)}
    names = (plan.plan_id, *(f"{plan.plan_id}-{number}" for number in range(2, len(taken) + 2)))
    return replace(plan, plan_id=next(name for name in names if name not in taken))


def _keep_words(environment: Environment, declaration: Declaration) -> Path | None:
    """The profile on disk, where its plan is there already; and the profile of before."""
    with exchanged(environment.profile_file, declaration.text, today=environment.today) as old:
        if old is not None:
            store, now = environment.store_file, environment.now()
            with changing(store, command="init", at=now) as change:
                change.sentence = "the new wording of your profile"
                change.profile = exchange_of(old, declaration)
    return old


def _keep(
    environment: Environment, declaration: Declaration, clearance: Clearance, plan: Plan | None
) -> tuple[Plan | None, Path | None]:
    """Profile, screening and plan on disk; the plan as it is now kept, and the profile of before."""
    with exchanged(environment.profile_file, declaration.text, today=environment.today) as old:
        create_store(environment.store_file)
        now, document = environment.now(), declaration.profile
        with changing(environment.store_file, command="init", at=now) as change:
            connection = change.connection
            if plan is not None and _is_current(connection, plan):
                return None, old
            change.sentence = "the screening of your answers"
            change.profile = exchange_of(old, declaration)
            add_screening(connection, clearance, at=now, profile_document=document)
            if plan is None:
                return None, old
            kept = keep_new_plan(
                connection, plan, cause="a new plan", profile=declaration.profile, at=now
            )
            change.sentence = f"the plan that begins on {full_day_words(kept.start)}"
    return kept, old


def exchange_of(old: Path | None, declaration: Declaration) -> tuple[bytes | None, bytes]:
    """The profile file before and after, for `undo`.

    None before = there was none, or it is the same; or it was larger than any profile, of which the
    copy beside it must do.
    """
    before = None if old is None else old.read_bytes()
    if before is not None and len(before) > LARGEST:
        before = None
    return before, declaration.text.encode("utf-8", "replace")
