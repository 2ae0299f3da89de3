"""The gate: every rule over a profile, added up to a clearance."""

import datetime as dt
from dataclasses import replace
from functools import reduce

from retroplan.core.model.clearance import Clearance, Finding, Limits
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Severity, Verdict
from retroplan.core.screening.agreement import why_not_counted
from retroplan.core.screening.case import Case
from retroplan.core.screening.limits import strictest
from retroplan.core.screening.rules import RULES
from retroplan.core.screening.steadiness import hands_free_with_flags


def screen(profile: Profile, evidence: Evidence, on: dt.date) -> Clearance:
    """What a plan for this person may hold on a day, and every answer that limits it.

    A clinician's yes that counts lifts a finding to what its rule leaves; limits stay as they are.
    """
    case = Case(profile, evidence, on)
    raised = tuple(finding for rule in RULES for finding in rule(case))
    raised += hands_free_with_flags(case, raised)
    settled = tuple(_settled(finding, case) for finding in raised)
    ordered = sorted(settled, key=lambda finding: finding.severity.rank, reverse=True)
    return Clearance(
        verdict=_verdict(ordered),
        limits=reduce(Limits.tighter, (finding.limits for finding in ordered), Limits()),
        findings=tuple(ordered),
        why_not_agreed=why_not_counted(profile, on),
    )


def _settled(finding: Finding, case: Case) -> Finding:
    """The finding after a clinician's yes, if there is one and it changes anything."""
    after = finding.after_clearance
    if case.agreed and after not in {None, finding.severity}:
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
