"""Rules about readings: blood pressure, heart rate, pain, pregnancy, body mass."""

from retroplan.core.model.clearance import Finding, Limits
from retroplan.core.model.vocabulary import Severity
from retroplan.core.screening.case import Case
from retroplan.core.screening.limits import GENERAL, light, moderate, support

_PRESSURE_NAMES = frozenset({"hypertension", "blood-pressure-medicine"})


def blood_pressure(case: Case) -> tuple[Finding, ...]:
    """At rest 180/100 or more withholds the plan, 160 or more asks for a yes (I25, acsm-contraindications)."""
    systolic = case.health.resting_systolic_mmhg
    diastolic = case.health.resting_diastolic_mmhg
    bounds, refer = case.bounds, case.numbers["systolic_refer_mmhg"]
    if systolic is not None and systolic >= bounds.bp_systolic_stop_mmhg:
        return (_pressure_too_high(f"health.resting_systolic_mmhg = {systolic}", case),)
    if diastolic is not None and diastolic >= bounds.bp_diastolic_stop_mmhg:
        return (_pressure_too_high(f"health.resting_diastolic_mmhg = {diastolic}", case),)
    if systolic is not None and systolic >= refer:
        return (_pressure_raised(f"health.resting_systolic_mmhg = {systolic}", case),)
    return ()


def unmeasured_pressure(case: Case) -> tuple[Finding, ...]:
    """Known high blood pressure without a reading counts as raised (parq-plus)."""
    health = case.health
    names = {*(health.conditions or ()), *(health.medications or ())} & _PRESSURE_NAMES
    if not names or None not in (health.resting_systolic_mmhg, health.resting_diastolic_mmhg):
        return ()
    return (
        Finding(
            rule="unmeasured-pressure",
            severity=Severity.CLEAR,
            after_clearance=Severity.CAP,
            answer="health.resting_systolic_mmhg and resting_diastolic_mmhg are not both known",
            sentence="With high blood pressure, measure it at rest and write both numbers down; "
            "until then a clinician agrees first, and effort stays light.",
            ask="Is my blood pressure under control for exercise?",
            limits=light(case),
            cites=("parq-plus",),
            judgement="A reading that is not known counts as raised.",
            about=("blood-pressure", *sorted(names)),
        ),
    )


def resting_heart_rate(case: Case) -> tuple[Finding, ...]:
    """A resting heart rate above 100 withholds the plan (clinical-exercise-wales)."""
    rate, stop = case.health.resting_hr_bpm, case.numbers["resting_hr_stop_bpm"]
    if rate is None or rate <= stop:
        return ()
    return (
        Finding(
            rule="resting-heart-rate",
            severity=Severity.BLOCK,
            answer=f"health.resting_hr_bpm = {rate}",
            sentence=f"A resting heart rate above {stop:g} is looked at first. Sit for ten minutes and count again.",
            ask="Why is my heart so fast at rest, and is exercise safe?",
            cites=("clinical-exercise-wales", "acsm-contraindications"),
        ),
    )


def usual_pain(case: Case) -> tuple[Finding, ...]:
    """Pain of 6 or more on an ordinary day: no start (judgement)."""
    pain, stop = case.health.usual_pain, case.numbers["usual_pain_stop"]
    if pain is None or pain < stop:
        return ()
    return (
        Finding(
            rule="usual-pain",
            severity=Severity.BLOCK,
            answer=f"health.usual_pain = {pain}",
            sentence=f"With pain of {stop:g} of 10 or more on an ordinary day walking backward does not start yet: "
            "have it treated first, then come back.",
            ask="What would bring the pain down, and what may I do meanwhile?",
            judgement="There would be no room for the pain rules to work.",
        ),
    )


def pregnancy(case: Case) -> tuple[Finding, ...]:
    """Pregnancy asks for a yes, from week 20 for support, from week 28 for walking forward (I26, acog-pregnancy)."""
    week = case.health.pregnancy_week
    if week is None:
        asked_to = case.numbers["pregnancy_asked_to_age"]
        may_be = case.profile.may_be_pregnant(case.on, asked_to_age=asked_to)
        return _pregnancy_unanswered(case) if may_be else ()
    if week <= 0:
        return ()
    answer = f"health.pregnancy_week = {week}"
    cites, why = (
        ("acog-pregnancy",),
        "The weeks follow the shifting centre of mass and the risk of a fall.",
    )
    if week >= case.bounds.pregnancy_stop_week:
        return (
            Finding(
                rule="pregnancy",
                severity=Severity.BLOCK,
                answer=answer,
                sentence=f"From week {case.bounds.pregnancy_stop_week} no walking backward; "
                "walking forward is a fine choice until the baby is there.",
                ask="Which kinds of exercise suit me in these weeks?",
                cites=cites,
                judgement=why,
            ),
        )
    late = week >= case.numbers["pregnancy_support_week"]
    return (
        Finding(
            rule="pregnancy",
            severity=Severity.CLEAR,
            after_clearance=Severity.SUPPORT if late else Severity.CAP,
            answer=answer,
            sentence="In pregnancy your midwife or doctor agrees first"
            + ("; then support and somebody beside you." if late else "; effort stays moderate."),
            ask="Is walking backward all right for me, and until when?",
            limits=moderate(case).tighter(support(case, "pregnancy") if late else GENERAL),
            cites=cites,
            judgement=why,
            about=("pregnancy",),
        ),
    )


def body_mass(case: Case) -> tuple[Finding, ...]:
    """From a body mass index of 40 the first week stays off the treadmill (judgement)."""
    bmi, first = case.person.bmi, case.numbers["bmi_overground_first"]
    if bmi is None or bmi < first:
        return ()
    return (
        Finding(
            rule="body-mass",
            severity=Severity.CAP,
            answer=f"body mass index {bmi:.1f}",
            sentence="The first week stays off the treadmill; look up which weight your treadmill carries.",
            limits=Limits(overground_first=True),
            judgement="Home treadmills have a weight limit, and the first steps are steadier on the floor.",
        ),
    )


def _pressure_too_high(answer: str, case: Case) -> Finding:
    bounds = case.bounds
    return Finding(
        rule="blood-pressure",
        severity=Severity.BLOCK,
        answer=answer,
        sentence=f"At {bounds.bp_systolic_stop_mmhg} over {bounds.bp_diastolic_stop_mmhg} mmHg or above, on either "
        "number, there is no walking backward today. Sit for ten minutes and measure again.",
        ask="My blood pressure is this high at rest: what should change, and when may I exercise?",
        cites=(
            "acsm-contraindications",
            "clinical-exercise-wales",
            "stroke-treadmill-eligibility",
        ),
        judgement="The sources differ; the strictest is used.",
    )


def _pressure_raised(answer: str, case: Case) -> Finding:
    return Finding(
        rule="blood-pressure",
        severity=Severity.CLEAR,
        after_clearance=Severity.CAP,
        answer=answer,
        sentence=f"From {case.numbers['systolic_refer_mmhg']:g} mmHg at rest a clinician agrees first; "
        "effort stays light.",
        ask="Is my blood pressure under control for exercise?",
        limits=light(case),
        cites=("acsm-contraindications", "masumoto2009"),
        judgement="Keeping it light is expert judgement.",
        about=("blood-pressure",),
    )


def _pregnancy_unanswered(case: Case) -> tuple[Finding, ...]:
    return (
        Finding(
            rule="unanswered-pregnancy",
            severity=Severity.SUPPORT,
            answer="health.pregnancy_week is not answered",
            sentence="Until you say whether you are pregnant you keep something to hold and somebody beside you; "
            "write pregnancy_week = 0 if you are not.",
            limits=support(case),
            judgement="What is not known counts as the more careful case.",
        ),
    )
