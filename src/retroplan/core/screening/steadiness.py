"""Rules about falls and about the tests of balance, gait and strength."""

from retroplan.core.model.clearance import Finding, Limits
from retroplan.core.model.vocabulary import GoalKind, Severity, Sex, Stage
from retroplan.core.screening.case import Case
from retroplan.core.screening.limits import NO_HANDS_FREE, support
from retroplan.core.text import listed

_FALLS_ASK = "Why did I fall, and is walking backward with support safe? Would a falls programme suit me better?"
_TESTS = {
    "backward_walk_3m_s": "the 3-metre backward walk",
    "tug_s": "the Timed Up and Go",
    "tandem_s": "the heel-to-toe stance",
}
_HOLD = "you keep something to hold and somebody beside you in every session"


def falls(case: Case) -> tuple[Finding, ...]:
    """A fall in 12 months asks for support; an injury, or a second fall, for a yes as well (sherrington2011)."""
    numbers, health = case.numbers, case.health
    count, hurt = health.falls_last_12_months, health.injurious_falls_last_12_months
    if hurt is not None and hurt >= numbers["injurious_falls_refer"]:
        return (_falls_refer(case, f"health.injurious_falls_last_12_months = {hurt}"),)
    if hurt is None and count is not None and count >= numbers["falls_support"]:
        return (_injury_unanswered(),)
    if count is not None and count >= numbers["falls_refer"]:
        return (_falls_refer(case, f"health.falls_last_12_months = {count}"),)
    if count is None:
        return (_falls_unanswered(case),)
    if count < numbers["falls_support"]:
        return ()
    return (
        Finding(
            rule="falls",
            severity=Severity.SUPPORT,
            answer=f"health.falls_last_12_months = {count}",
            sentence=f"After a fall in the last 12 months {_HOLD}.",
            limits=support(case),
            cites=("carter2019", "sherrington2011"),
            judgement="That one fall is enough is common practice.",
        ),
    )


def backward_walk(case: Case) -> tuple[Finding, ...]:
    """A slow 3-metre backward walk asks for support, a very slow one for a yes (carter2019, fritz2013, kapan2025)."""
    seconds, numbers = case.tests.backward_walk_3m_s, case.numbers
    if seconds is None or seconds <= numbers["walk_3m_support_s"]:
        return ()
    answer, limits = f"tests.backward_walk_3m_s = {seconds:g}", support(case)
    held = limits.tighter(Limits(highest_stage=Stage.CORRIDOR))
    if seconds >= numbers["walk_3m_supervised_s"]:
        return (
            Finding(
                rule="backward-walk",
                severity=Severity.CLEAR,
                after_clearance=Severity.SUPPORT,
                answer=answer,
                sentence=f"At {numbers['walk_3m_supervised_s']:g} s or more for 3 m backward a clinician agrees first; "
                f"then {_HOLD}.",
                ask=_FALLS_ASK,
                limits=held,
                cites=("kapan2025", "fritz2013"),
                judgement="The band is expert judgement on these.",
                about=("backward-walk",),
            ),
        )
    slow = seconds > numbers["walk_3m_held_s"]
    return (
        Finding(
            rule="backward-walk",
            severity=Severity.SUPPORT,
            answer=answer,
            sentence=f"Slower than {numbers['walk_3m_held_s' if slow else 'walk_3m_support_s']:g} s for 3 m backward: "
            + (f"{_HOLD}, off the treadmill." if slow else f"{_HOLD}."),
            limits=held if slow else limits,
            cites=("carter2019", "fritz2013"),
            judgement="The bands are expert judgement on these.",
        ),
    )


def timed_up_and_go(case: Case) -> tuple[Finding, ...]:
    """A Timed Up and Go of 12 s or more asks for support (steadi-tug)."""
    seconds, limit = case.tests.tug_s, case.numbers["tug_support_s"]
    if seconds is None or seconds < limit:
        return ()
    sentence = f"At {limit:g} s or more to rise, walk 3 m, turn and sit, {_HOLD}."
    return (_support_finding("tug", f"tests.tug_s = {seconds:g}", sentence, "steadi-tug", case),)


def tandem_stance(case: Case) -> tuple[Finding, ...]:
    """Standing heel to toe for less than 10 s asks for support (four-stage-balance)."""
    seconds, limit = case.tests.tandem_s, case.numbers["tandem_support_s"]
    if seconds is None or seconds >= limit:
        return ()
    sentence = f"When you stand heel to toe for less than {limit:g} s, {_HOLD}."
    return (
        _support_finding(
            "tandem", f"tests.tandem_s = {seconds:g}", sentence, "four-stage-balance", case
        ),
    )


def single_leg_stance(case: Case) -> tuple[Finding, ...]:
    """Standing on one leg for less than 5 s asks for support (vellas1997)."""
    seconds, limit = case.tests.single_leg_s, case.numbers["single_leg_support_s"]
    if seconds is None or seconds >= limit:
        return ()
    sentence = f"When you stand on one leg for less than {limit:g} s, {_HOLD}."
    return (
        _support_finding(
            "single-leg", f"tests.single_leg_s = {seconds:g}", sentence, "vellas1997", case
        ),
    )


def walking_speed(case: Case) -> tuple[Finding, ...]:
    """A comfortable walking speed below 0.76 m/s asks for support (gait-speed-falls)."""
    limit = case.numbers["gait_speed_support_mps"]
    known = {
        "tests.gait_speed_10m_mps": case.tests.gait_speed_10m_mps,
        "profile.comfortable_speed_mps": case.person.comfortable_speed_mps,
    }
    sentence = f"When you walk forward more slowly than {limit:g} m/s, {_HOLD}."
    return tuple(
        _support_finding(
            "walking-speed", f"{name} = {speed:g}", sentence, "gait-speed-falls", case
        )
        for name, speed in known.items()
        if speed is not None and speed < limit
    )


def chair_stands(case: Case) -> tuple[Finding, ...]:
    """Fewer stands in 30 s than usual for age and sex ask for support (steadi-chair-stand)."""
    stands, limit = case.tests.chair_stands_30s, _expected_stands(case)
    if stands is None or limit is None or stands >= limit:
        return ()
    sentence = f"With fewer than {limit:g} stands from a chair in 30 s, {_HOLD}."
    return (
        _support_finding(
            "chair-stand", f"tests.chair_stands_30s = {stands}", sentence, "steadi-chair-stand",
            case,
        ),
    )  # fmt: skip


def untested(case: Case) -> tuple[Finding, ...]:
    """At 75 and over, and from 65 for the ageing goal, support until balance was measured (judgement)."""
    ages = case.ages
    is_ageing_goal = case.profile.goal.kind is GoalKind.HEALTHY_AGEING
    from_age = case.bounds.older_from_age if is_ageing_goal else case.numbers["untested_age"]
    if ages is None or ages[1] < from_age:
        return ()
    known = {
        "backward_walk_3m_s": case.tests.backward_walk_3m_s,
        "tug_s": case.tests.tug_s,
        **({"tandem_s": case.tests.tandem_s} if is_ageing_goal else {}),
    }
    missing = [name for name, value in known.items() if value is None]
    if not missing:
        return ()
    until = listed([_TESTS[name] for name in missing])
    return (
        Finding(
            rule="untested",
            severity=Severity.SUPPORT,
            answer=f"age {ages[1]}, tests.{' and '.join(missing)} not known",
            sentence=f"From {from_age:g} on balance is measured, not assumed. Until {until} "
            f"{'is' if len(missing) == 1 else 'are'} known, {_HOLD}.",
            limits=support(case),
            judgement="Balance falls with age; what is not known counts as the more careful case.",
        ),
    )


def hands_free(case: Case) -> tuple[Finding, ...]:
    """From 65 on, nothing hands free before a 3-metre backward walk of 4.5 s or quicker (I20, carter2019)."""
    ages, bounds = case.ages, case.bounds
    if (
        case.tests.backward_walk_3m_s is not None
        or ages is None
        or ages[1] < bounds.older_from_age
    ):
        return ()
    return (
        Finding(
            rule="hands-free",
            severity=Severity.CAP,
            answer="tests.backward_walk_3m_s is not known",
            sentence=f"From {bounds.older_from_age} on you keep a hand on something until your 3-metre backward walk "
            f"is known to take {bounds.hands_free_3m_walk_s:g} s or less.",
            limits=NO_HANDS_FREE,
            cites=("carter2019", "fritz2013"),
        ),
    )


def hands_free_with_flags(case: Case, raised: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Untested, and any answer that asked for support or a yes: nothing hands free (I20, judgement)."""
    flags = [finding for finding in raised if finding.severity.rank >= Severity.SUPPORT.rank]
    if case.tests.backward_walk_3m_s is not None or not flags:
        return ()
    return (
        Finding(
            rule="hands-free",
            severity=Severity.CAP,
            answer=f"tests.backward_walk_3m_s is not known; {flags[0].answer}",
            sentence="You keep a hand on something until your 3-metre backward walk is known to take "
            f"{case.bounds.hands_free_3m_walk_s:g} s or less.",
            limits=NO_HANDS_FREE,
            cites=("carter2019",),
            judgement="Untested people let go only when nothing speaks against it.",
        ),
    )


def _expected_stands(case: Case) -> float | None:
    """The number below which support is asked for; the stricter where age or sex leaves a choice."""
    ages, sex = case.ages, case.person.sex
    if ages is None:
        return None
    sexes = (sex,) if sex in (Sex.MALE, Sex.FEMALE) else (Sex.MALE, Sex.FEMALE)
    found = [
        number
        for each in sexes
        for age in ages
        if (number := _stands_at(f"chair_stands_{each.value}_", age, case)) is not None
    ]
    return max(found, default=None)


def _stands_at(prefix: str, age: int, case: Case) -> float | None:
    bands = {
        int(name.removeprefix(prefix)): number
        for name, number in case.numbers.items()
        if name.startswith(prefix)
    }
    band = max((first for first in bands if first <= age), default=None)
    return None if band is None else bands[band]


def _support_finding(rule: str, answer: str, sentence: str, cite: str, case: Case) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.SUPPORT,
        answer=answer,
        sentence=sentence,
        limits=support(case),
        cites=(cite,),
    )


def _falls_refer(case: Case, answer: str) -> Finding:
    return Finding(
        rule="falls",
        severity=Severity.CLEAR,
        after_clearance=Severity.SUPPORT,
        answer=answer,
        sentence=f"After more than one fall, or a fall that hurt you, a clinician agrees first; then {_HOLD}.",
        ask=_FALLS_ASK,
        limits=support(case, "falls"),
        cites=("sherrington2011",),
        about=("falls",),
    )


def _falls_unanswered(case: Case) -> Finding:
    return Finding(
        rule="unanswered-falls",
        severity=Severity.SUPPORT,
        answer="health.falls_last_12_months is not answered",
        sentence=f"Until you say how often you fell in the last 12 months, {_HOLD}; "
        "write falls_last_12_months = 0 if you did not.",
        limits=support(case),
        judgement="What is not known counts as one fall.",
    )


def _injury_unanswered() -> Finding:
    return Finding(
        rule="fall",
        severity=Severity.BLOCK,
        answer="health.injurious_falls_last_12_months is not answered",
        sentence="You fell, and it is not said whether it hurt you. Until that is answered there is no session.",
        ask=_FALLS_ASK,
        cites=("sherrington2011",),
        judgement="What a fall asks for depends on whether it hurt, so that is known first.",
        about=("falls",),
    )
