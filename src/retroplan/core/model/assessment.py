"""The tests that people can repeat: how each is done, what is usual, and which change is real."""

from dataclasses import dataclass

from retroplan.core.model.vocabulary import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What is usual for people like these: a middle value, a range, or both."""

    age_from: int | None = None
    age_to: int | None = None
    """None = no upper age."""
    sex: Sex | None = None
    """None = for everybody."""
    population: str = ""
    """Who was measured, where it was not the general population."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A value on one side of which something is said of the person."""

    sense: str
    """The side: below, at-most, at-least or above."""
    value: float
    means: str
    population: str = ""
    age_from: int | None = None
    age_to: int | None = None
    sex: Sex | None = None
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RealChange:
    """The smallest change that is more than noise (mdc) or that people feel (mcid)."""

    kind: str
    """mdc, mcid, or judgement."""
    value: float
    high: float | None = None
    """The other end, where sources give a range."""
    unit: str
    population: str = ""
    start_from: float | None = None
    start_to: float | None = None
    """For people whose first value lies between the two."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A test: its protocol in words, and what its values mean."""

    name: str
    title: str
    unit: str
    better: str
    """lower or higher."""
    protocol: tuple[str, ...]
    """Steps, in order."""
    needs_helper_from_age: int | None = None
    """A second person or a wall from this age on, or with any safety flag."""
    note: str = ""
    norms: tuple[Norm, ...] = ()
    cut_offs: tuple[CutOff, ...] = ()
    changes: tuple[RealChange, ...] = ()
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""
