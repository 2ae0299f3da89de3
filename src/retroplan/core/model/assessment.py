"""The tests that people can repeat: how each is done, what is usual, and which change is real."""

from enum import StrEnum
from typing import NamedTuple

from retroplan.core.model.vocabulary import Sex


class Way(StrEnum):
    """How a value comes about."""

    STOPWATCH = "stopwatch"
    HOLDS = "holds"
    """Positions held one after another; the value is how many lasted."""
    COUNTDOWN = "countdown"
    """A fixed time, then a number is asked for."""
    QUESTIONS = "questions"
    """Answers from 0 on; the value is their sum."""
    NUMBER = "number"
    """A single answer."""
    ELSEWHERE = "elsewhere"
    """Not done with this program; a value from elsewhere can be kept."""


class Keep(StrEnum):
    """What becomes of several trials."""

    MEAN = "mean"
    BEST = "best"
    SUM = "sum"


class How(NamedTuple):
    """What a guide through the test needs to know."""

    way: Way = Way.ELSEWHERE
    is_said: bool = False
    """It is answered sitting down, so no body is at risk."""
    practice: int = 0
    """Trials that do not count, before the others."""
    trials: int = 1
    keep: Keep = Keep.MEAN
    longest_s: float | None = None
    """The watch stops by itself."""
    distances_m: tuple[float, ...] = ()
    """Of the timed part, the usual one first, where the value is a speed."""
    parts: tuple[str, ...] = ()
    """The positions, or the questions."""
    answers: tuple[str, ...] = ()
    """What 0, 1, 2 … mean."""
    ask: str = ""
    """The question for the number."""
    goes: str = ""
    """When the watch runs."""


class Plausible(NamedTuple):
    """Beyond these a value is a slip of the keys."""

    lowest: float
    highest: float


class Norm(NamedTuple):
    """What is usual for people like these: a middle value, a range, or both."""

    age_from: int | None = None
    age_to: int | None = None
    """None = no upper age."""
    sex: Sex | None = None
    """None = for everybody."""
    population: str = ""
    """Who was measured, where it was not the general population."""
    is_context: bool = False
    """For readers of the evidence; it is not held against a person's value."""
    variant: str = ""
    """The way it was done, where a test has several."""
    low: float | None = None
    value: float | None = None
    high: float | None = None
    spread: float | None = None
    """One standard deviation around `value`."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""


class CutOff(NamedTuple):
    """A value on one side of which something is said of the person."""

    sense: str
    """The side: below, at-most, at-least or above."""
    value: float
    means: str
    population: str = ""
    conditions: tuple[str, ...] = ()
    """For people with one of them, by their names in a profile; empty = for everybody."""
    is_context: bool = False
    """For readers of the evidence; it is not held against a person's value."""
    age_from: int | None = None
    age_to: int | None = None
    sex: Sex | None = None
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""


class RealChange(NamedTuple):
    """The smallest change that is more than noise (mdc) or that people feel (mcid)."""

    kind: str
    """mdc, mcid, or judgement."""
    value: float
    unit: str
    high: float | None = None
    """The other end, where sources give a range."""
    population: str = ""
    conditions: tuple[str, ...] = ()
    """For people with one of them, by their names in a profile; empty = for everybody."""
    is_context: bool = False
    """For readers of the evidence; it is not held against a person's change."""
    start_from: float | None = None
    start_to: float | None = None
    """For people whose first value lies between the two."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""


class Assessment(NamedTuple):
    """A test: its protocol in words, and what its values mean."""

    name: str
    title: str
    unit: str
    better: str
    """lower or higher."""
    plausible: Plausible
    protocol: tuple[str, ...]
    """Steps, in order."""
    aliases: tuple[str, ...] = ()
    """Other words for its name."""
    is_whole: bool = False
    """Its value is a whole number."""
    variant: str = ""
    """The way it is done here, where norms tell ways apart."""
    how: How = How()
    needs_helper_from_age: int | None = None
    """A second person or a wall from this age on, or with any safety flag."""
    support_in_tier_c: bool = False
    """With a second person or a wall for whoever needs support (I47)."""
    note: str = ""
    norms: tuple[Norm, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    changes: tuple[RealChange, ...] = ()
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""
