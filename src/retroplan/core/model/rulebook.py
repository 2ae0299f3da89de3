"""The rules of adaptation as data: what each asks for, and where it comes from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from retroplan.core.model.vocabulary import Step


class Rule(NamedTuple):
    """One rule: when its function says that it fires, this is what follows."""

    name: str
    step: Step
    sentence: str
    """The rule itself, in a sentence."""
    follows: str = ""
    """What follows, as it is said of one's own session: no share that the smallest session may not keep."""
    minutes_share: float = 1.0
    """Of the backward time of the session it is about: the most that the next may hold."""
    minutes_share_least: float = 0.0
    """Where the rule names a range: its lower end."""
    speed_drop_mph: float = 0.0
    first_week_speed: bool = False
    """No faster than the first week of the plan."""
    first_week_minutes: bool = False
    """No more than the first week of the plan."""
    level_only: bool = False
    """No incline until the way back has reached one again."""
    stage_back: bool = False
    """One step more support."""
    back_share: float = 1.0
    """Of the dose before, where the way back leads through less than all of it first."""
    keeps_row: bool = False
    """It breaks no row of clean sessions."""
    counts_back: bool = False
    """Clean sessions on the way back count towards a step up: nothing went wrong."""
    slow_return: bool = False
    """The way back is by small steps, however short it was."""
    is_of_pain: bool = False
    """A dose that it lowers was stepped down from for pain."""
    days_off: int = 0
    """Days after the facts before a session may come again; 2 = 48 hours."""
    until_told: bool = False
    """No session until a check-in says that it is over."""
    numbers: Mapping[str, float] = MappingProxyType({})
    """What the rule compares with, by name."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""
    certainty: str = ""
