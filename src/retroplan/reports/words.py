"""The words for the closed choices, dates and durations: one wording for every screen."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from retroplan.core.model.plan import Session, Span
from retroplan.core.model.vocabulary import (
    GoalKind,
    NewsKind,
    Spotter,
    Stage,
    Standing,
    Tier,
    Units,
)
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import DAYS, MONTHS, clean, counted, full_day_words, listed

INTENDED_USE = (
    "retroplan is for exercise and well-being, and its plans are for adults who have cleared the safety questions. "
    "It treats nothing and diagnoses nothing. The studies that went on training through some pain were supervised; "
    "here nobody watches but you."
)
"""What it is for, and what it is not: said by `init`, and by the README."""

GOALS: Mapping[GoalKind, str] = {
    GoalKind.KNEE_PAIN: "Knees, comfortably",
    GoalKind.BALANCE: "Balance and steadiness",
    GoalKind.WEIGHT: "Weight, with other activity",
    GoalKind.CARDIO: "Heart and lungs",
    GoalKind.FOCUS: "Focus and coordination",
    GoalKind.STROKE_GAIT: "Walking after a stroke",
    GoalKind.BACK_PAIN: "An easier back",
    GoalKind.HEALTHY_AGEING: "Staying on your feet",
    GoalKind.ATHLETE: "Stronger running",
    GoalKind.VARIETY: "Something different",
}

STAGES: Mapping[Stage, str] = {
    Stage.COUNTER: "counter",
    Stage.WALL: "hallway, wall",
    Stage.CORRIDOR: "corridor",
    Stage.TREADMILL_RAILS: "treadmill, rails",
    Stage.TREADMILL_FREE: "treadmill, free",
    Stage.TRACK: "track",
    Stage.GRASS: "grass",
    Stage.UPHILL: "gentle uphill",
    Stage.STEEP_UPHILL: "steeper uphill",
}
"""Short, for tables; `Session.where` says it in full."""

NEWS: Mapping[NewsKind, str] = {
    NewsKind.FALL: "a fall",
    NewsKind.DIAGNOSIS: "a new diagnosis",
    NewsKind.SURGERY: "an operation",
    NewsKind.MEDICINE: "a change of medicine",
}

ANSWER_A_FALL = "retroplan plan resume --hurt yes --seen no"
"""How the two questions about a fall are answered; copied as it stands it leads to less."""

PLACES: Mapping[Stage, str] = {
    Stage.COUNTER: "at the counter",
    Stage.WALL: "along the wall",
    Stage.CORRIDOR: "in the corridor",
    Stage.TREADMILL_RAILS: "on the treadmill with rails",
    Stage.TREADMILL_FREE: "on the treadmill, hands free",
    Stage.TRACK: "on the track",
    Stage.GRASS: "on grass",
    Stage.UPHILL: "gently uphill",
    Stage.STEEP_UPHILL: "more steeply uphill",
}
"""For sentences."""

TESTS: Mapping[str, tuple[str, str]] = {
    "backward-walk-3m": ("the 3 m backward walk", "seconds"),
    "tug": ("Timed Up and Go", "seconds"),
    "chair-stand": ("the 30-second chair stand", "stands"),
    "gait-speed-10m": ("the 10 m walk", "m/s"),
    "four-stage-balance": ("the four-stage balance test", "stages"),
    "tandem": ("the heel-to-toe stance", "seconds"),
    "single-leg": ("standing on one leg", "seconds"),
    "six-minute-walk": ("the 6-minute walk", "m"),
    "nprs": ("pain from 0 to 10", "points"),
    "koos-ps": ("the knee questionnaire (KOOS-PS)", "points"),
    "womac": ("the knee questionnaire (WOMAC)", "points"),
    "sit-and-reach": ("sit and reach", "cm"),
}
"""What a test is called in a sentence, and the unit of its value."""

STANDINGS: Mapping[Standing, str] = {
    Standing.ACTIVE: "goes on",
    Standing.RESTING: "rests",
    Standing.PAUSED: "is paused",
    Standing.SUSPENDED: "waits",
}
"""What a plan does; with "the plan" before it."""

CERTAINTY: Mapping[str, str] = {
    "high": "high: more research is unlikely to change it",
    "moderate": "moderate: it is probably so, more research may change it",
    "low": "low: more research is likely to change it",
    "very low": "very low: little can be concluded",
    "judgement": "expert judgement: no study tested it",
}
"""How sure one can be, and what that means."""


WHAT_CAME = "What came of it, and what may come next:  retroplan plan next"
"""At the end of a plan."""

_NUMBERS = r"\d[\d.]*(?:(?:, | or | to )\d[\d.]*)*"
_BOTH_UNITS = rf"({_NUMBERS} (?:m|km/h)) \(({_NUMBERS} (?:ft|mph))\)"


def in_units(text: str, units: Units) -> str:
    """`6 m (20 ft)` as `6 m` or as `20 ft`: what a text says both ways, in the person's own."""
    return re.sub(_BOTH_UNITS, r"\1" if units is Units.METRIC else r"\2", text)


def goal_words(goal: GoalKind) -> str:
    """The goal as a heading."""
    return GOALS[goal]


def where_words(session: Session) -> str:
    """Place and support of a session, in full."""
    return session.where or STAGES[session.stage]


def needs_company(session: Session) -> bool:
    """Whether somebody stands by in this session."""
    first = session.spotter is Spotter.FIRST_SESSION and session.number == 1
    return first or session.spotter is Spotter.REQUIRED


def test_words(name: str) -> str:
    """An assessment by its everyday name."""
    return TESTS.get(name, (name.replace("-", " ").replace("_", " "), ""))[0]


def test_value_words(name: str, value: float) -> str:
    """A value of an assessment with its unit: `8 seconds`."""
    return f"{value:g} {TESTS.get(name, ('', ''))[1]}".strip()


_SEATED = frozenset({"nprs", "koos-ps"})
"""Tests that are answered sitting down; a test keeps them to the catalogue, which `today` does not load."""


def tests_words(opening: str, names: Sequence[str], tier: Tier) -> str:
    """Tests by their everyday names, as a sentence; in tier C never without the support they need (I47)."""
    said = f"{opening}: {listed([test_words(name) for name in names])}."
    return f"{said}{_with_support(names, tier)}"


def _with_support(names: Sequence[str], tier: Tier) -> str:
    if tier is not Tier.C or _SEATED.issuperset(names):
        return ""
    return " On your feet only with somebody beside you, or a wall within reach."


def reminder(names: Sequence[str], tier: Tier) -> str:
    """What to say of tests that this week asks for and that have no result yet."""
    first, *others = names
    said = listed([test_words(name) for name in names])
    verb = "have" if others else "has"
    return (
        f"Test week: {said} {verb} no result yet.{_with_support(names, tier)} "
        f"{'One by one' if others else 'To do it'}: retroplan assess {first}"
    )


def short_day(date: dt.date) -> str:
    """`25 Nov`, for tables, set to one width."""
    return f"{date.day:2d} {MONTHS[date.month - 1][:3]}"


def weekday_and_short_day(date: dt.date) -> str:
    """`Wed 25 Nov`."""
    return f"{DAYS[date.weekday()][:3]} {short_day(date).strip()}"


def minutes_words(seconds: int) -> str:
    """A duration of a session, as one says it: `13 minutes`, `17.5 minutes`, `45 seconds`."""
    if seconds < 60:
        return counted(seconds, "second")
    number = minutes_number(seconds)
    return "1 minute" if number == "1" else f"{number} minutes"


def minutes_number(seconds: int) -> str:
    """The minutes alone, `4` or `17.5`, and whole ones from an hour on."""
    return f"{round(seconds / 60, 0 if seconds >= 3600 else 1):g}"


def length_words(seconds: int) -> str:
    """A duration of a step, to the second: `30 seconds`, `3 minutes`, `1 minute 30 seconds`."""
    minutes, rest = divmod(seconds, 60)
    parts = [counted(minutes, "minute")] if minutes else []
    parts += [counted(rest, "second")] if rest or not minutes else []
    return " ".join(parts)


def speed_unit(units: Units) -> str:
    """The unit alone, for the head of a column."""
    return "km/h" if units is Units.METRIC else "mph"


def speed_number(speed_mps: float, units: Units) -> str:
    """The number alone, `1.6`, for a column whose head says the unit."""
    return spoken_speed(speed_mps, units).split()[0]


def span_words(span: Span) -> str:
    """`2–3`, or `3` where both ends are the same."""
    return f"{span.low}" if span.low == span.high else f"{span.low}–{span.high}"


def grade_words(grade_pct: float) -> str:
    """`level` or `2 % uphill`."""
    return f"{grade_pct:g} % uphill" if grade_pct else "level"


LONGEST_ECHO = 160


def echoed(text: str) -> str:
    """What a person typed, shown back: at most 160 characters of it; all of it is kept."""
    return clean(text, longest=LONGEST_ECHO)


LONGEST_ANSWER = 80


def answer_words(value: object) -> str:
    """An answer of a profile as it is said: `yes`, `mon and wed`, `not said`."""
    match value:
        case None:
            return "not said"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return listed([answer_words(item) for item in value]) or "none"
        case str() if _is_day(value):
            return full_day_words(dt.date.fromisoformat(value))
        case str():
            return clean(value, longest=LONGEST_ANSWER) or "empty"
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
