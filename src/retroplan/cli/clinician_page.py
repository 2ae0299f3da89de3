"""One page of plain text that a person can show to their clinician."""

import textwrap
from collections.abc import Iterator

from retroplan.cli.screening_screen import VERDICTS, limit_words
from retroplan.core.model.evidence import Bounds
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import GoalKind, Severity, Verdict
from retroplan.core.text import clean, full_day_words
from retroplan.usecases.screening import Screening

_WIDEST = 78

_GOALS = {
    GoalKind.KNEE_PAIN: "less knee pain",
    GoalKind.BALANCE: "better balance",
    GoalKind.WEIGHT: "weight, beside other activity",
    GoalKind.CARDIO: "fitness of heart and lungs",
    GoalKind.FOCUS: "focus and coordination",
    GoalKind.STROKE_GAIT: "walking after a stroke",
    GoalKind.BACK_PAIN: "less back pain",
    GoalKind.HEALTHY_AGEING: "staying steady with age",
    GoalKind.ATHLETE: "strength for running",
    GoalKind.VARIETY: "variety",
}

_TESTS = (
    ("backward_walk_3m_s", "3 m backward walk {:g} s"),
    ("tug_s", "Timed Up and Go {:g} s"),
    ("chair_stands_30s", "30 s chair stand {:g}"),
    ("tandem_s", "tandem stance {:g} s"),
    ("single_leg_s", "single-leg stance {:g} s"),
    ("gait_speed_10m_mps", "10 m walk {:g} m/s"),
    ("six_minute_walk_m", "6-minute walk {:g} m"),
)


_MANNER = (
    (
        "Slow at first, about half the forward pace or less, on level ground, beside something to hold. One thing "
        "rises at a time; pain, stumbles or effort take it down again."
    ),
    (
        "The evidence is thin: small trials, mostly supervised and on top of physiotherapy. Backward walking is not "
        "known to be better than forward walking."
    ),
)

_ANSWER = (
    "Agreed [ ]   Agreed with limits [ ]   Not now [ ]",
    "For which conditions: " + "_" * 26,
    "A treadmill, both hands on the rails [ ]   Limits: " + "_" * 12,
    "Name, date: " + "_" * 36,
)

_ENDS = (
    "It is written down in the profile with name and date, and counts for 12 months. Something newly found, a fall "
    "that hurt or an operation ends it; a new symptom, a fall or a change of medicines is screened again."
)


def clinician_page(screening: Screening, *, width: int) -> str:
    """Who asks, what is planned, what speaks for caution, and what a yes would cover."""
    lines: list[str] = []
    for text, indent in _parts(screening):
        lines += textwrap.wrap(
            text, max(24, min(width, _WIDEST)), initial_indent=indent, break_on_hyphens=False,
            subsequent_indent=indent + "  " * text.startswith("- "), break_long_words=False,
        ) or [""]  # fmt: skip
    return "\n".join(lines) + "\n"


def _parts(screening: Screening) -> Iterator[tuple[str, str]]:
    """Paragraphs, each with its indent."""
    yield "WALKING BACKWARD AT HOME: A QUESTION TO A CLINICIAN", ""
    yield full_day_words(screening.on), ""
    sections = {
        "Who": _who(screening),
        "What is planned": _planned(screening.bounds),
        "What the screening says": _findings(screening),
        "What is asked": _asked(screening),
        "What a yes would cover": _covers(screening),
        "Answer": _ANSWER,
    }
    for heading, paragraphs in sections.items():
        yield "", ""
        yield heading.upper(), ""
        for paragraph in paragraphs:
            yield paragraph, "  "


def _planned(bounds: Bounds) -> list[str]:
    frame = (
        f"{bounds.weeks_min} to {bounds.weeks_max} weeks, {bounds.sessions_min} to {bounds.sessions_max} "
        f"sessions a week, {bounds.total_min_s // 60} to {bounds.total_max_s // 60} minutes each, of which "
        f"{bounds.backward_min_s // 60} to {bounds.backward_max_s // 60} are backward, in short stretches; "
        "the rest is forward or standing."
    )
    return [frame, *_MANNER]


def _who(screening: Screening) -> list[str]:
    profile, health = screening.profile, screening.profile.health
    pressure = (
        f"blood pressure {health.resting_systolic_mmhg}/{health.resting_diastolic_mmhg} mmHg"
        if health.resting_systolic_mmhg and health.resting_diastolic_mmhg
        else "blood pressure not known"
    )
    readings = [
        pressure,
        "" if health.resting_hr_bpm is None else f"resting heart rate {health.resting_hr_bpm}",
        "" if health.usual_pain is None else f"usual pain {health.usual_pain} of 10",
        "in the back for over 3 months" if health.pain_over_3_months else "",
        _count("falls in 12 months", health.falls_last_12_months),
        f"week {health.pregnancy_week} of pregnancy" if health.pregnancy_week else "",
    ]
    tests = [
        words.format(value)
        for name, words in _TESTS
        if (value := getattr(profile.tests, name)) is not None
    ]
    return [
        f"{_person(profile, screening)}. Goal: {_GOALS[profile.goal.kind]}.",
        f"Conditions: {_named(screening, health.conditions)}.",
        f"Symptoms: {_named(screening, health.symptoms)}.",
        f"Medicines: {_named(screening, health.medications)}.",
        f"{_sentence(readings)}.",
        f"Tests: {', '.join(tests) or 'none known'}.",
    ]


def _person(profile: Profile, screening: Screening) -> str:
    person = profile.profile
    ages = person.age_bounds(screening.on)
    facts = [
        clean(person.name, longest=80),
        ""
        if ages is None
        else f"{ages[0]} years"
        if ages[0] == ages[1]
        else f"{ages[0]} or {ages[1]} years",
        person.sex.value if person.sex else "",
        "" if person.height_cm is None else f"{person.height_cm:g} cm",
        "" if person.mass_kg is None else f"{person.mass_kg:g} kg",
        "" if person.bmi is None else f"BMI {person.bmi:.0f}",
        "regularly active" if person.active else "not regularly active",
    ]
    return _sentence(facts)


def _findings(screening: Screening) -> list[str]:
    findings = [
        f"- {clean(finding.sentence)} ({clean(finding.answer)})"
        for finding in screening.clearance.findings
        if finding.severity is not Severity.CAP or finding.lifted
    ]
    return [
        VERDICTS[screening.clearance.verdict].replace("Your answers are kept.", "").strip(),
        *(clean(remark) for remark in screening.remarks),
        *findings,
    ]


def _asked(screening: Screening) -> list[str]:
    asked = dict.fromkeys(
        clean(finding.ask) for finding in screening.clearance.findings if finding.ask
    )
    return [f"- {question}" for question in asked] or [
        "- Is there anything that speaks against it?"
    ]


def _covers(screening: Screening) -> list[str]:
    limits = limit_words(screening.once_agreed)
    if screening.once_agreed.verdict is Verdict.STOP:
        limits = ["Nothing yet: what comes first is not lifted by a yes alone."]
    return [*limits, _ENDS]


def _named(screening: Screening, names: tuple[str, ...] | None) -> str:
    if names is None:
        return "not answered"
    titles = [
        screening.conditions[name].title if name in screening.conditions else clean(name)
        for name in names
    ]
    return "; ".join(titles) or "none"


def _count(what: str, number: int | None) -> str:
    return f"{what} not answered" if number is None else f"{what}: {number}"


def _sentence(facts: list[str]) -> str:
    text = ", ".join(fact for fact in facts if fact)
    return text[:1].upper() + text[1:]
