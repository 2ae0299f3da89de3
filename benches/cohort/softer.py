"""What of the rulebook can be left out or softened, read off the rulebook: no code for any rule.

A rule is left out where a course takes its ruling in: it fires, and nothing follows. A field goes
half the way to what a rule without it has. A number is tried on both sides, for whether more of it is
softer only its rule knows.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from retroplan.core.adaptation.course import Course
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Step

LEFT_OUT = ""
_TOLD = {"name", "sentence", "cites", "judgement", "reason", "certainty", "numbers", "step"}
"""What a rule is called and why, and what is looked at by itself."""
_AMOUNTS = ("_s", "_mps", "_pct", "_h", "_h_below")
"""Endings of numbers that are halved and doubled, as days and speeds are; others are counts."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of the rulebook that is other than it is."""

    rule: str
    what: str = LEFT_OUT
    """A field of the rule, or one of its numbers; empty = the whole rule is left out."""
    value: float | bool | str = 0

    @property
    def name(self) -> str:
        """As a table has it."""
        if self.what == LEFT_OUT:
            return f"`{self.rule}` left out"
        shown = f"{self.value:g}" if isinstance(self.value, float) else str(self.value).lower()
        return f"`{self.rule}.{self.what}` = {shown}"

    def made(self, evidence: Evidence) -> Evidence:
        """The catalogue with this change in its rulebook; a rule left out stays in it."""
        if self.what == LEFT_OUT:
            return evidence
        rule = evidence.rulebook[self.rule]
        if self.what in rule.numbers:
            rule = rule._replace(numbers={**rule.numbers, self.what: self.value})  # type: ignore[dict-item]
        else:
            rule = rule._replace(**{self.what: self.value})  # type: ignore[arg-type]
        return evidence._replace(rulebook={**evidence.rulebook, self.rule: rule})


def changes(rulebook: Mapping[str, Rule]) -> list[Change]:
    """Everything that can be left out or softened, in the order of the rulebook."""
    return [change for rule in rulebook.values() for change in _changes(rule)]


def _changes(rule: Rule) -> Iterator[Change]:
    yield Change(rule.name)
    if rule.step is Step.SUSPEND:
        yield Change(rule.name, "step", Step.REGRESS)
    usual: dict[str, Any] = Rule._field_defaults
    for name in Rule._fields:
        value = getattr(rule, name)
        if name not in _TOLD and value != usual.get(name, value):
            yield Change(rule.name, name, _half_way(value, usual[name]))
    for name, value in rule.numbers.items():
        yield from (Change(rule.name, name, other) for other in _beside(name, value))


def _half_way(value: Any, usual: Any) -> Any:
    """Half the way from what a rule has to what one without it has."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return usual
    return value // 2 if isinstance(value, int) else (value + usual) / 2


def _beside(name: str, value: float) -> tuple[float, ...]:
    """A number on both sides of itself; a switch off."""
    if isinstance(value, bool) or name.startswith(("needs_", "is_", "has_")):
        return (0,)
    if "share" in name:
        return ((value + 1) / 2, value / 2)
    if "days" in name or "_mph" in name or name.endswith(_AMOUNTS):
        return (value * 2, value // 2 if isinstance(value, int) else value / 2)
    return (value + 1, value - 1) if value else (1,)


# -- in a course ----------------------------------------------------------------------------------


def leaving_out(change: Change | None) -> AbstractContextManager[object]:
    """Courses in which the rulings of a rule have no consequence, where the change leaves one out."""
    if change is None or change.what != LEFT_OUT:
        return nullcontext()
    take = Course.take

    def took(course: Course, ruling: Ruling) -> None:
        if ruling.rule.name != change.rule:
            take(course, ruling)

    return patch.object(Course, "take", took)


def noting_taken(names: set[str]) -> AbstractContextManager[object]:
    """Courses whose rulings are noted by name as they are taken in."""
    take = Course.take

    def took(course: Course, ruling: Ruling) -> None:
        names.add(ruling.rule.name)
        take(course, ruling)

    return patch.object(Course, "take", took)


# -- what was looked at ---------------------------------------------------------------------------


class Noted(Rule):
    """A rule that notes which of its fields were read: what nobody read, nothing depends on."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name in Rule._fields and name != "name":
            READ.add((super().__getattribute__("name"), name))
        return value


class NotedNumbers(dict[str, float]):
    """The numbers of a rule, noting which were read."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule.numbers)
        self.rule = rule.name

    def __getitem__(self, key: str) -> float:
        READ.add((self.rule, key))
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        READ.add((self.rule, key))
        return super().get(key, default)

    def values(self) -> Any:
        READ.update((self.rule, key) for key in self)
        return super().values()

    def items(self) -> Any:
        READ.update((self.rule, key) for key in self)
        return super().items()


READ: set[tuple[str, str]] = set()
"""Rule and field, or number: what was read since this was emptied."""


def noted(evidence: Evidence) -> Evidence:
    """The catalogue with rules that note what is read of them."""
    rules = {
        name: Noted(*rule._replace(numbers=NotedNumbers(rule)))
        for name, rule in evidence.rulebook.items()
    }
    return evidence._replace(rulebook=rules)
