"""Beginning: a declaration is screened, planned, and kept; all of it or nothing."""

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from retroplan.core.engine.build import build
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import ClinicianYes, Profile
from retroplan.core.screening.agreement import with_yes
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.core.text import full_day_words
from retroplan.environment import Environment
from retroplan.errors import Unsafe
from retroplan.profile_file.exchange import exchanged
from retroplan.store.database import create_store, reading
from retroplan.store.facts import add_fact
from retroplan.store.journal import changing
from retroplan.store.plans import StoredPlan, current_document
from retroplan.store.screenings import add_screening
from retroplan.usecases.chosen_protocol import evidence_for
from retroplan.usecases.declaring import Declaration
from retroplan.usecases.new_plans import Left, exchange_of, first_day, keep_new_plan
from retroplan.usecases.person import Known, is_readable, known_person
from retroplan.usecases.planning import plan_in, start_of

_REHEARSED = "Nothing was written; run it without --dry-run first."


class NotYet(Unsafe):
    """No plan, until an answer changes or a clinician has said yes. What was found comes with it."""

    def __init__(
        self, clearance: Clearance, refused: Unsafe, *, what_became: str, is_left: bool = False
    ) -> None:
        super().__init__(refused.message, hint=f"{refused.hint} {what_became}")
        self.clearance = clearance
        self.what_became = what_became
        """Of the answers: kept, or not."""
        self.is_left = is_left
        """The plan there is holds it back, and not these answers."""


class _Basis(NamedTuple):
    """What two plans of the same answers may still differ in."""

    start: str
    rules_version: str
    """With the clinician's own protocol in it, if there is one."""


class _Prepared(NamedTuple):
    """What is known before a plan is built."""

    known: Known
    clearance: Clearance
    left: Left
    present: _Basis | None
    """Of the plan there is, where it rests on the very same answers."""


class Beginning(NamedTuple):
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
    is_asked: bool = False,
) -> Beginning:
    """What `begin` would make. Nothing is written.

    Raises:
        NotYet: screening withholds a plan.
        NotFound, BadFile: the protocol that the profile chooses.
        Infeasible: the wishes cannot be met together, or the start is too far ahead.
    """
    prepared = _prepared(environment, declaration, evidence, is_asked=is_asked)
    try:
        return _planned(environment, declaration, evidence, prepared)
    except Unsafe as refused:
        raise NotYet(
            prepared.clearance, refused, what_became=_REHEARSED,
            is_left=prepared.left.refused is not None,
        ) from None  # fmt: skip


def begin(
    *,
    environment: Environment,
    declaration: Declaration,
    evidence: Evidence,
    is_asked: bool = False,
) -> Beginning:
    """Screen, plan, and keep profile, screening and plan.

    Where screening withholds a plan, profile and screening are kept all the same: they are what the
    person said. In every other case of failure everything is as it was before.

    Args:
        environment: where to keep it, and what day it is.
        declaration: what the person says.
        evidence: the catalogue.
        is_asked: the safety questions were put to the person just now.

    Raises:
        NotYet: screening withholds a plan, or the present one waits for a clinician.
        NotFound, BadFile: the protocol that the profile chooses.
        Infeasible: the wishes cannot be met together, or the start is too far ahead.
        UsageProblem: the profile file is a link.
        StoreProblem: it could not be kept.
    """
    prepared = _prepared(environment, declaration, evidence, is_asked=is_asked)
    clearance = prepared.clearance
    try:
        made = _planned(environment, declaration, evidence, prepared)
    except Unsafe as refused:
        _keep(environment, declaration, prepared, None)
        raise NotYet(
            clearance, refused, what_became="Your answers are kept.",
            is_left=prepared.left.refused is not None,
        ) from None  # fmt: skip
    if made.was_there:
        old = _keep_words(environment, declaration)
        return made._replace(is_kept=True, old_profile=old)
    plan, old = _keep(environment, declaration, prepared, made.plan)
    made = made._replace(is_kept=True, old_profile=old)
    # None: another command was a moment quicker with the very same
    return made._replace(was_there=True) if plan is None else made._replace(plan=plan)


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


def _prepared(
    environment: Environment, declaration: Declaration, evidence: Evidence, *, is_asked: bool
) -> _Prepared:
    """What is known of the person, and what the plan that there may be leaves behind."""
    profile, today = declaration.profile, environment.today
    left, present = Left(), None
    with reading(environment.store_file) as connection:
        known = known_person(
            connection, profile, today=today, says_injuries=declaration.says_injuries
        )
        if current_document(connection) is not None:
            # Only here: a first plan leaves the rules of adaptation alone.
            from retroplan.usecases.course.settling import left_behind

            left = left_behind(
                connection, environment=environment, evidence=evidence, profile=profile,
                is_asked=is_asked,
            )  # fmt: skip
            present = _basis_of_the_same(connection, profile, today)
    return _Prepared(known, screen(known.profile, evidence, today), left, present)


def _basis_of_the_same(
    connection: sqlite3.Connection, profile: Profile, today: dt.date
) -> _Basis | None:
    """The basis of the plan there is, where it rests on this very profile."""
    from retroplan.usecases.adapting import facts
    from retroplan.usecases.course.rebuilding import declared_now

    current = plan_in(connection, today=today)
    if current is None or not is_readable(current):
        return None
    stored = current.stored
    if declared_now(facts(connection, stored.plan_id)) != profile:
        return None
    return _Basis(start_of(current).isoformat(), stored.rules_version)


def _planned(
    environment: Environment, declaration: Declaration, evidence: Evidence, prepared: _Prepared
) -> Beginning:
    known, clearance, left, present = prepared
    if refused := left.refused or refusal(clearance, profile_name=declaration.name):
        raise refused
    profile, today = known.profile, environment.today
    evidence = evidence_for(profile, environment=environment, evidence=evidence)
    day, remarks = first_day(profile, today)
    plan = build(profile, profile.goal, clearance, evidence, day)
    is_there = present == _Basis(day.isoformat(), plan.rules_version)
    if not is_there:
        later, remarks = first_day(profile, today, left)
        if later != day:
            plan = build(profile, profile.goal, clearance, evidence, later)
    return Beginning(
        clearance=clearance,
        plan=plan,
        profile_file=environment.profile_file,
        remarks=(*known.remarks, *remarks),
        was_there=is_there,
    )


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
    environment: Environment, declaration: Declaration, prepared: _Prepared, plan: Plan | None
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
            add_screening(connection, prepared.clearance, at=now, profile_document=document)
            if plan is None:
                return None, old
            kept = keep_new_plan(
                connection, plan, cause="a new plan", profile=declaration.profile, at=now
            )
            if prepared.known.answer is not None:
                add_fact(connection, prepared.known.answer, plan_id=kept.plan_id, at=now)
            change.sentence = f"the plan that begins on {full_day_words(kept.start)}"
    return kept, old
