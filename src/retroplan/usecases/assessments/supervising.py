"""Whether a test may be done here and today, and who must stand by."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

from retroplan.core.assessments.history import Entry
from retroplan.core.assessments.suitability import against, needs_support
from retroplan.core.model.assessment import Assessment
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Severity, Standing, Step, Tier
from retroplan.core.screening.screen import screen
from retroplan.core.text import clean
from retroplan.environment import Environment
from retroplan.errors import NotFound, Unsafe
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading, store_exists
from retroplan.usecases.adapting import adapted_in
from retroplan.usecases.assessments.known import Known, entries_of, gathered
from retroplan.usecases.person import known_person

WAITING = frozenset({Standing.RESTING, Standing.SUSPENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A test that may be done today."""

    needs_helper: bool
    """Only with somebody beside the person, or a wall within reach."""
    last: Entry | None


def ready(*, environment: Environment, test: Assessment) -> Ready:
    """Whether a test may be done today. Reads only.

    Raises:
        NotFound: there is no store yet.
        Unsafe: the plan rests or waits for a clinician, or screening withholds a plan.
    """
    if not store_exists(environment.store_file):
        raise NotFound("there is nothing here yet", hint="begin with `retroplan init`")
    evidence, today = load_evidence(), environment.today
    with reading(environment.store_file) as connection:
        known = gathered(connection, environment)
        entries = entries_of(test, known)
        last = entries[-1] if entries else None
        if test.how.is_said:
            return Ready(needs_helper=False, last=last)
        _refuse_unsuited(test, known.profile, evidence, today)
        _refuse_while_waiting(connection, known, evidence, today)
        person = None
        if known.profile is not None:
            person = known_person(connection, known.profile, today=today).profile
    tier = Tier.A_PLUS if known.current is None else Tier(known.current.document["tier"])
    return Ready(needs_helper=_checked(test, person, tier, evidence, today), last=last)


def check_suits(*, environment: Environment, test: Assessment) -> None:
    """Refuse a test that is contraindicated for the person (I47), whatever the day. Reads only.

    Raises:
        Unsafe: why, and what to do instead.
    """
    with reading(environment.store_file) as connection:
        profile = gathered(connection, environment).profile
    _refuse_unsuited(test, profile, load_evidence(), environment.today)


def _refuse_unsuited(
    test: Assessment, person: Profile | None, evidence: Evidence, today: dt.date
) -> None:
    found = against(test.name, person, evidence, today)
    if found is None:
        return
    if person is None or person.health.conditions is None:
        raise Unsafe(
            f"{test.title} is not for everybody: {found.because}",
            hint="answer the health questions first: retroplan init",
        )
    raise Unsafe(f"{test.title} is not for you now: {found.because}", hint=found.instead)


def _refuse_while_waiting(
    connection: sqlite3.Connection, known: Known, evidence: Evidence, today: dt.date
) -> None:
    if known.current is None:
        return
    adapted = adapted_in(connection, known.current, evidence=evidence, today=today)
    if adapted.after.standing in WAITING:
        raise _not_today(adapted.after.standing_reason)
    for found in adapted.fired:
        if found.date == today and found.step.rank >= Step.REST.rank:
            raise _not_today(found.sentence)


def _checked(
    test: Assessment, person: Profile | None, tier: Tier, evidence: Evidence, today: dt.date
) -> bool:
    """Whether somebody must stand by, once screening has let the person through."""
    if person is None:
        return test.needs_helper_from_age is not None or test.support_in_tier_c
    clearance = screen(person, evidence, today)
    if clearance.withholds:
        raise _not_today(clearance.findings[0].sentence)
    lowest = min(tier, clearance.limits.tier, key=lambda each: each.rank)
    if needs_support(test, lowest):
        return True
    flags = [each for each in clearance.findings if each.severity.rank >= Severity.SUPPORT.rank]
    return test.needs_helper_from_age is not None and (
        bool(flags) or _is_of_age(test.needs_helper_from_age, person, today)
    )


def _is_of_age(from_age: int, profile: Profile, today: dt.date) -> bool:
    ages = profile.profile.age_bounds(today)
    return ages is None or ages[1] >= from_age


def _not_today(reason: str) -> Unsafe:
    return Unsafe(
        f"no test today: {clean(reason).rstrip('.')}".rstrip(": "),
        hint="a value that somebody measured elsewhere can be kept: retroplan assess NAME VALUE",
    )
