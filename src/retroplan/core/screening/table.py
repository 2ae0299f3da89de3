"""Rules that read the contraindication table (evidence/data/conditions.toml)."""

from collections.abc import Iterable
from dataclasses import replace

from retroplan.core.model.clearance import Finding, Limits
from retroplan.core.model.evidence import Condition
from retroplan.core.model.vocabulary import GoalKind, Severity, Tier
from retroplan.core.screening.case import Case
from retroplan.core.screening.limits import GENERAL, light, moderate, support
from retroplan.core.screening.tiers import begins_gently


def named_conditions(case: Case) -> tuple[Finding, ...]:
    """Every condition, symptom and medicine asks for what its row says (the row's own source)."""
    return tuple(
        _row_finding(f"health.{field} = {name}", case.evidence.conditions[name], case)
        if name in case.evidence.conditions
        else _unlisted(f"health.{field} = {name}", name)
        for field, name in _names(case)
    )


def stroke_goal(case: Case) -> tuple[Finding, ...]:
    """The stroke goal asks for a clinician's yes and support, whatever else was said (stroke-treadmill-eligibility)."""
    if case.profile.goal.kind is not GoalKind.STROKE_GAIT:
        return ()
    return (
        Finding(
            rule="stroke-goal",
            severity=Severity.CLEAR,
            after_clearance=Severity.SUPPORT,
            answer="goal.kind = stroke-gait",
            sentence="A plan after a stroke needs a clinician's yes first; then support and somebody beside you, "
            "and a therapist sets the first session.",
            ask="Is backward walking with support safe at home, and who sets the first session?",
            limits=support(case, "stroke"),
            cites=("rose2018", "stroke-treadmill-eligibility"),
            about=("stroke",),
        ),
    )


def _names(case: Case) -> tuple[tuple[str, str], ...]:
    health = case.health
    lists = (
        ("conditions", health.conditions),
        ("symptoms", health.symptoms),
        ("medications", health.medications),
    )
    rows = case.evidence.conditions
    return tuple((field, name) for field, names in lists for name in in_order(names or (), rows))


def in_order(names: Iterable[str], rows: Iterable[str]) -> tuple[str, ...]:
    """Names once each in the order of the table: the order in which they were said means nothing."""
    places = {name: place for place, name in enumerate(rows)}
    return tuple(sorted(set(names), key=lambda name: (places.get(name, len(places)), name)))


def _row_finding(answer: str, row: Condition, case: Case) -> Finding:
    finding = Finding(
        rule=row.name,
        severity=row.severity,
        after_clearance=row.after_clearance if row.severity.rank >= Severity.CLEAR.rank else None,
        answer=answer,
        sentence=row.sentence,
        ask=row.ask,
        limits=_row_limits(row, case),
        cites=row.cites,
        judgement=row.reason,
        about=(row.name,),
    )
    if row.acsm and row.severity is Severity.CLEAR and _goes_on_moderately(row, case):
        return replace(
            finding,
            severity=Severity.CAP,
            after_clearance=None,
            sentence=f"{row.title}: you are active already, so a moderate plan is fine; "
            "a clinician agrees before anything harder.",
        )
    return finding


def _goes_on_moderately(row: Condition, case: Case) -> bool:
    """Somebody active, without a yes for it: the ACSM rule lets them go on at moderate effort."""
    return case.person.active and not case.is_covered((row.name,))


def _row_limits(row: Condition, case: Case) -> Limits:
    is_settled = row.hurts and _is_settled(row, case)
    limits = Limits(
        spotter_required=row.spotter,
        hands_free=row.hands_free,
        outdoors=row.outdoors,
        level_only=row.level_only,
        overground_first=row.treadmill_later,
        heart_rate_target=row.heart_rate_target,
        tier=Tier.B if row.tier_b and not is_settled else Tier.A_PLUS,
        start_tier=Tier.B if row.tier_b else Tier.A_PLUS,
    )
    if row.tier_c or row.severity is Severity.SUPPORT:
        limits = limits.tighter(support(case, row.name))
    if row.light_only:
        limits = limits.tighter(light(case))
    if row.acsm and not (case.person.active and case.is_covered((row.name,))):
        limits = limits.tighter(moderate(case))
    return limits


def _is_settled(row: Condition, case: Case) -> bool:
    """An athlete's sore joint that a clinician has said yes to: the first weeks are gentle, not all of them."""
    return case.person.athlete and case.is_covered((row.name,)) and begins_gently(case)


def _unlisted(answer: str, name: str) -> Finding:
    return Finding(
        rule="unlisted",
        severity=Severity.CLEAR,
        after_clearance=Severity.CAP,
        answer=answer,
        sentence="retroplan does not know this name, so a clinician agrees first.",
        ask="Does this limit walking backward, or how hard I may exercise?",
        limits=GENERAL,
        judgement="A doubt goes towards a clinician.",
        about=(name,),
    )
