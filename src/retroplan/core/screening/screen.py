"""The gate: every rule over a profile, added up to a clearance."""

import datetime as dt
from dataclasses import replace
from functools import reduce

from retroplan.core.model.clearance import Clearance, Finding, Limits
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import KnownYes, Profile
from retroplan.core.model.vocabulary import Severity, Verdict
from retroplan.core.screening.agreement import agreed, is_agreed, why_not_counted
from retroplan.core.screening.case import Case
from retroplan.core.screening.limits import strictest
from retroplan.core.screening.rules import RULES
from retroplan.core.screening.steadiness import hands_free_with_flags


def screen(
    profile: Profile, evidence: Evidence, on: dt.date, *, yes_on: dt.date | None = None
) -> Clearance:
    """What a plan for this person may hold on a day, and every answer that limits it.

    A clinician's yes that counts lifts the findings in its scope to what their rules leave.

    Args:
        profile: what is known of the person.
        evidence: the catalogue.
        on: the day.
        yes_on: the day on which the yes has to count, where it opened something earlier; None = `on`.
    """
    day = yes_on or on
    case = Case(profile, evidence, on, scope(profile, evidence, day), agreed(profile, day))
    raised = _raised(case)
    raised += hands_free_with_flags(case, raised)
    settled = tuple(_settled(finding, case) for finding in raised)
    ordered = sorted(settled, key=lambda finding: finding.severity.rank, reverse=True)
    return Clearance(
        verdict=_verdict(ordered),
        limits=reduce(Limits.tighter, (finding.limits for finding in ordered), Limits()),
        findings=tuple(ordered),
        agreed=case.agreed,
        why_not_agreed=why_not_counted(profile, day),
    )


def scope(profile: Profile, evidence: Evidence, on: dt.date) -> frozenset[str]:
    """What a clinician's yes covers on a day; nothing where there is none that counts.

    What it names; else all that asked for one in what was declared when it was given (I48).
    """
    yes = profile.health.clearance
    if not is_agreed(profile, on):
        return frozenset()
    if yes.covers is not None:
        return frozenset(yes.covers)
    then = yes.given_to if isinstance(yes, KnownYes) else profile
    return frozenset(name for found in _raised(Case(then, evidence, on)) for name in found.about)


def _raised(case: Case) -> tuple[Finding, ...]:
    return tuple(finding for rule in RULES for finding in rule(case))


def _settled(finding: Finding, case: Case) -> Finding:
    """The finding after a clinician's yes, if there is one and it changes anything."""
    after = finding.after_clearance
    if case.is_covered(finding.about) and after not in {None, finding.severity}:
        finding = replace(finding, severity=after, lifted=True)
    if finding.severity is Severity.BLOCK:
        return replace(finding, limits=finding.limits.tighter(strictest(case)))
    return finding


def _verdict(findings: list[Finding]) -> Verdict:
    severities = {finding.severity for finding in findings}
    if Severity.BLOCK in severities:
        return Verdict.STOP
    if Severity.CLEAR in severities:
        return Verdict.REFER
    return Verdict.MODIFY if findings else Verdict.CLEAR
