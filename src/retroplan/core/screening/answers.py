"""Rules about what was not answered, and about who may use this alone."""

from retroplan.core.model.clearance import Finding, Limits
from retroplan.core.model.vocabulary import GoalKind, Severity
from retroplan.core.screening.case import Case

PAIN_GOALS = frozenset({GoalKind.KNEE_PAIN, GoalKind.BACK_PAIN})


def unanswered_questions(case: Case) -> tuple[Finding, ...]:
    """Without an answer about conditions and symptoms there is no plan (parq-plus)."""
    given = {"conditions": case.health.conditions, "symptoms": case.health.symptoms}
    return tuple(
        Finding(
            rule="unanswered",
            severity=Severity.BLOCK,
            answer=f"health.{name} is not answered",
            sentence=f"Answer the health questions first; write {name} = [] if you have none.",
            cites=("parq-plus",),
        )
        for name, answer in given.items()
        if answer is None
    )


def unanswered_pain(case: Case) -> tuple[Finding, ...]:
    """A plan for a sore knee or back needs to know the usual pain (judgement)."""
    if case.health.usual_pain is not None or case.profile.goal.kind not in PAIN_GOALS:
        return ()
    return (
        Finding(
            rule="unanswered",
            severity=Severity.BLOCK,
            answer="health.usual_pain is not answered",
            sentence="Say how much it hurts on an ordinary day first, from 0 (none) to 10: usual_pain = 3.",
            judgement="Every step of a plan against pain is decided by pain, so it must be known.",
        ),
    )


def unanswered_medicines(case: Case) -> tuple[Finding, ...]:
    """Without an answer about medicines no heart-rate target is given (judgement; I42)."""
    if case.health.medications is not None:
        return ()
    return (
        Finding(
            rule="unanswered-medicines",
            severity=Severity.CAP,
            answer="health.medications is not answered",
            sentence="How hard it feels guides you, not the pulse, until you say which medicines you take; "
            "write medications = [] if you take none.",
            limits=Limits(heart_rate_target=False),
            judgement="A beta-blocker would make a heart-rate target wrong.",
        ),
    )


def under_age(case: Case) -> tuple[Finding, ...]:
    """Under 18 there is no plan from here: children's trials were run by clinicians (I24, judgement)."""
    ages = case.ages
    if ages is None:
        return (_no_age(),)
    youngest, oldest = ages
    adult = case.bounds.adult_age
    if youngest >= adult:
        return ()
    unsure = oldest >= adult
    return (
        Finding(
            rule="under-age",
            severity=Severity.BLOCK,
            answer=f"age {youngest} or {oldest}" if unsure else f"age {youngest}",
            sentence=f"Under {adult} there is no plan from here: a physiotherapist can make one."
            + (" Write your full birth_date to settle it." if unsure else ""),
            ask="Would backward walking help, and who supervises it?",
            cites=("hao2011", "dogan2023", "abd-el-aziz2017"),
            judgement="The trials in children were all run by clinicians.",
        ),
    )


def _no_age() -> Finding:
    return Finding(
        rule="unanswered",
        severity=Severity.BLOCK,
        answer="age is not known",
        sentence="Say when you were born first: birth_date = 1966-04-02, or birth_year = 1966.",
        judgement="Every limit depends on age.",
    )
