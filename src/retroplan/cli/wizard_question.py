"""A question as a value: what is asked, why, how the answer is read, and when it matters at all."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from retroplan.cli.wizard_answers import Answers, Choice, Reader, Value
from retroplan.cli.wizard_spelling import spell


class Section(Enum):
    """The groups of the wizard, each with the sentence that opens it."""

    YOU = ("You", "")
    GOAL = ("Your goal", "One is enough; a later plan can have another.")
    HEALTH = (
        "Your health",
        "For each: n if there is nothing, or y to see a list. Enter: you do not know, and no plan yet.",
    )
    TESTS = ("Tests you know", "Only if you have had them; nothing depends on having them all.")
    DAYS = ("Days and time", "")
    PLACES = ("Places and equipment", "")
    PLAN = ("The plan", "")

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def opening(self) -> str:
        return self.value[1]


class Missing(Enum):
    """Nothing is offered for Enter."""

    MISSING = "missing"


MISSING = Missing.MISSING
Offer = Callable[[Answers], "Value | Missing"]
Matters = Callable[[Answers], bool]


def not_known(_: Answers) -> None:
    """Enter means "not known"."""


def nothing_offered(_: Answers) -> Missing:
    """Enter is no answer."""
    return MISSING


def offer(value: Value) -> Offer:
    """Enter takes this value."""
    return lambda _: value


def no_remark(_: Value) -> str:
    """Nothing to say."""
    return ""


def always(_: Answers) -> bool:
    """It matters for everyone."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the wizard, and one flag of `init`."""

    id: str
    """Its key in the profile, such as `profile.mass_kg`."""
    section: Section
    label: str
    """What the answer is called in the summary."""
    text: str
    why: str
    read: Reader
    imperial_text: str = ""
    """The same question to somebody who likes feet, pounds and miles."""
    flag: str = ""
    """The flag of `init` that answers it; empty where another one does."""
    choices: tuple[Choice, ...] = ()
    is_list_hidden: bool = False
    """The choices are shown only on request: most people need none of them."""
    remark: Callable[[Value], str] = no_remark
    """What to say at once of an answer that was taken; empty for nothing."""
    unsaid: str = "not known"
    """How it is said that there is no answer."""
    offer: Offer = not_known
    """What Enter takes, where nothing was said before."""
    matters: Matters = always
    spell: Callable[[Value, Answers], str] = spell
    """A value as it could have been typed."""
