"""Rules about the tier: how much the plan's caps allow, when nothing asks for support."""

from dataclasses import replace

from retroplan.core.model.clearance import Finding, Limits
from retroplan.core.model.vocabulary import Severity, Tier
from retroplan.core.screening.answers import PAIN_GOALS
from retroplan.core.screening.case import Case

_WHY = "Where less is known, the plan holds less."


def general_tier_age(case: Case) -> tuple[Finding, ...]:
    """From 65 on the general tier (judgement)."""
    if not _is_older(case):
        return ()
    sentence = f"From {case.bounds.older_from_age} on the plan keeps to the general pace."
    return (_tier_finding("tier-age", "profile.birth_date", sentence, Tier.B),)


def general_tier_mass(case: Case) -> tuple[Finding, ...]:
    """With a body mass index of 30 or more, or one that is not known, the general tier (judgement)."""
    bmi = case.person.bmi
    if bmi is None:
        sentence = "The plan keeps to the general pace until height and weight are known."
        return (_tier_finding("tier-mass", "height_cm or mass_kg is not known", sentence, Tier.B),)
    if bmi < case.numbers["bmi_general_tier"]:
        return ()
    sentence = "With a high body weight the plan keeps to the general pace."
    return (_tier_finding("tier-mass", f"body mass index {bmi:.1f}", sentence, Tier.B),)


def general_tier_activity(case: Case) -> tuple[Finding, ...]:
    """Not regularly active: the general tier, light to moderate (acsm-2015-screening)."""
    if case.person.active:
        return ()
    return (
        Finding(
            rule="tier-activity",
            severity=Severity.CAP,
            answer="profile.active = false",
            sentence="Who begins from little activity begins light to moderate: the general pace.",
            limits=Limits(tier=Tier.B),
            cites=("acsm-2015-screening",),
            judgement=_WHY,
        ),
    )


def general_tier_goal(case: Case) -> tuple[Finding, ...]:
    """A goal about a sore knee or back: the general tier (judgement)."""
    if case.profile.goal.kind not in PAIN_GOALS:
        return ()
    sentence = "A plan for a sore knee or back keeps to the general pace; pain decides about every step up."
    return (_tier_finding("tier-goal", f"goal.kind = {case.profile.goal.kind}", sentence, Tier.B),)


def general_tier_tests(case: Case) -> tuple[Finding, ...]:
    """The active tier asks for a 3-metre backward walk of 3.5 s and a Timed Up and Go under 10 s (judgement)."""
    if _is_held(case):
        return ()
    walk, tug = case.tests.backward_walk_3m_s, case.tests.tug_s
    walk_limit = case.numbers["tier_a_walk_3m_s"]
    tug_limit = case.numbers["tier_a_tug_s"]
    rise = f"a 3-metre backward walk of {walk_limit:g} s or quicker and a Timed Up and Go under {tug_limit:g} s"
    if walk is None or tug is None:
        missing = " and ".join(
            name for name, value in (("backward_walk_3m_s", walk), ("tug_s", tug)) if value is None
        )
        sentence = f"The plan keeps to the general pace. Two tests would raise it: {rise}."
        return (_tier_finding("tier-tests", f"tests.{missing} not known", sentence, Tier.B),)
    if walk <= walk_limit and tug < tug_limit:
        return ()
    answer = f"tests.backward_walk_3m_s = {walk:g}, tests.tug_s = {tug:g}"
    return (_tier_finding("tier-tests", answer, f"The active pace asks for {rise}.", Tier.B),)


def athlete_tier(case: Case) -> tuple[Finding, ...]:
    """The athlete's tier is for trained athletes; with a little pain it begins at the general pace (judgement)."""
    pain = case.health.usual_pain
    is_free_of_pain = pain is not None and pain <= case.numbers["tier_a_plus_pain"]
    if _is_held(case) or (case.person.athlete and is_free_of_pain):
        return ()
    if case.person.athlete and begins_gently(case):
        return (
            Finding(
                rule="tier-athlete-pain",
                severity=Severity.CAP,
                answer=f"health.usual_pain = {pain}",
                sentence="With a little pain the first two weeks keep to the general pace; once they "
                "have gone well the plan goes on at an athlete's.",
                limits=Limits(start_tier=Tier.B),
                judgement=_WHY,
            ),
        )
    answer = (
        f"health.usual_pain = {'not answered' if pain is None else pain}"
        if case.person.athlete
        else "profile.athlete = false"
    )
    sentence = "The steepest and fastest plans are for trained athletes without any pain."
    finding = _tier_finding("tier-athlete", answer, sentence, Tier.A)
    if not case.person.athlete:
        return (finding,)
    # More pain than a little, or pain not told, never begins faster than a little does.
    return (replace(finding, limits=Limits(tier=Tier.A, start_tier=Tier.B)),)


def begins_gently(case: Case) -> bool:
    """Whether pain of an ordinary day is known and acceptable: no reason to stay a beginner."""
    pain = case.health.usual_pain
    return pain is not None and pain <= case.numbers["tier_a_plus_pain_acceptable"]


def _is_older(case: Case) -> bool:
    ages = case.ages
    return ages is None or ages[1] >= case.bounds.older_from_age


def _is_held(case: Case) -> bool:
    """Something other than the tests holds the plan to the general tier, so they would not raise it."""
    bmi = case.person.bmi
    return (
        not case.person.active
        or case.profile.goal.kind in PAIN_GOALS
        or bmi is None
        or bmi >= case.numbers["bmi_general_tier"]
        or _is_older(case)
    )


def _tier_finding(rule: str, answer: str, sentence: str, tier: Tier) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.CAP,
        answer=answer,
        sentence=sentence,
        limits=Limits(tier=tier),
        judgement=_WHY,
    )
