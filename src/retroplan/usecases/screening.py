"""Screening the profile file again: what it says of a plan, and which answer limits what."""

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from retroplan.core.model.clearance import Clearance, Limits
from retroplan.core.model.evidence import Bounds, Citation, Condition, Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Standing, Verdict
from retroplan.core.screening.agreement import is_agreed, with_yes
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence
from retroplan.profile_file.read import read_profile
from retroplan.store.database import reading
from retroplan.usecases.adapting import adapted_in
from retroplan.usecases.person import is_readable, known_person
from retroplan.usecases.planning import plan_in


class Screening(NamedTuple):
    """A profile, what the rules say of it, and what a reader needs beside it."""

    on: dt.date
    profile: Profile
    """As it is known: the profile file, with the tests, pain and falls that were told since."""
    remarks: tuple[str, ...]
    """Where that is not what the file says, and what the plan there is waits for."""
    clearance: Clearance
    is_agreed: bool
    """A clinician's yes is recorded and counts."""
    once_agreed: Clearance
    """What the rules would say with a clinician's yes of today."""
    conditions: Mapping[str, Condition]
    sources: Mapping[str, Citation]
    """Those that the findings cite, by key."""
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDocument:
    """`data` of `screen --json`; the findings stand beside it in the envelope."""

    on: dt.date
    verdict: Verdict
    withholds: bool
    """No plan until an answer changes or a clinician has said yes."""
    is_agreed: bool
    why_not_agreed: str
    remarks: tuple[str, ...]
    limits: Limits


def screen_profile(*, environment: Environment) -> Screening:
    """Screen the profile file as it is today.

    Raises:
        NotFound: there is no profile file.
        BadFile: it cannot be read.
        StoreProblem: what was told cannot be looked up.
    """
    evidence, on = load_evidence(), environment.today
    declared = read_profile(environment.profile_file, evidence=evidence, on=on)
    with reading(environment.store_file) as connection:
        known = known_person(connection, declared, today=on)
        profile = known.profile
        remarks = (*known.remarks, *_waiting(connection, evidence, on))
    clearance = screen(profile, evidence, on)
    cited = dict.fromkeys(key for finding in clearance.findings for key in finding.cites)
    return Screening(
        on=on,
        profile=profile,
        remarks=remarks,
        clearance=clearance,
        is_agreed=is_agreed(profile, on),
        once_agreed=screen(with_yes(profile, on), evidence, on),
        conditions=evidence.conditions,
        sources={key: evidence.citations[key] for key in cited},
        bounds=evidence.bounds,
    )


def _waiting(
    connection: sqlite3.Connection, evidence: Evidence, today: dt.date
) -> tuple[str, ...]:
    """That the plan waits, whatever the answers say."""
    current = plan_in(connection, today=today)
    if current is None or not is_readable(current):
        return ()
    plan = adapted_in(connection, current, evidence=evidence, today=today).after
    if plan.standing not in {Standing.SUSPENDED, Standing.RESTING}:
        return ()
    return (f"The plan there is waits. {plan.standing_reason}",)


def document_of(screening: Screening) -> ScreeningDocument:
    """What programs get."""
    return ScreeningDocument(
        on=screening.on,
        verdict=screening.clearance.verdict,
        withholds=screening.clearance.withholds,
        is_agreed=screening.is_agreed,
        why_not_agreed=screening.clearance.why_not_agreed,
        remarks=screening.remarks,
        limits=screening.clearance.limits,
    )
