"""The tests that people can repeat: how each is done, what is usual, and which change is real."""

from dataclasses import dataclass

from retroplan.core.model.vocabulary import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What is usual for people of an age: a middle value, a range, or both."""

    age_from: int
    age_to: int
    sex: Sex | None = None
    """None = for everybody."""
    variant: str = ""
    """The way it was done, where a test has several."""
    low: float | None = None
    value: float | None = None
    high: float | None = None
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A value from which something is said of the person. `sense` reads the comparison."""

    value: float
    sense: str
    """below, at-most, at-least, above."""
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
    unit: str
    population: str = ""
    value_from: float | None = None
    """Applies to people whose value at the start lies from here,"""
    value_to: float | None = None
    """up to here."""
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
