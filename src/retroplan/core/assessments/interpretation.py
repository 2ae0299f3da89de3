"""What a value says: the norms that fit the person, the lines that it crosses. Nothing is guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from retroplan.core.model.assessment import Assessment, CutOff, Norm
from retroplan.core.model.vocabulary import Sex

LOW_SIDES = ("below", "at-most")
HIGH_SIDES = ("at-least", "above")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """What norms and lines ask of a person. None is "not known"."""

    ages: tuple[int, int] | None = None
    """The youngest and oldest the person can be."""
    sex: Sex | None = None
    conditions: frozenset[str] = frozenset()


class WhyNoNorm(StrEnum):
    """Why a value stands beside no norm."""

    NONE_KNOWN = "none-known"
    OTHER_AGES = "other-ages"
    AGE_UNKNOWN = "age-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A value beside what is known of other people."""

    norms: tuple[Norm, ...]
    """Those for a person of this age and sex; several where age or sex leaves a choice."""
    why_no_norm: WhyNoNorm | None
    norms_from_age: int | None
    """Where the norms begin, for a person who is younger than that."""
    crossed: tuple[CutOff, ...]
    """The lines that say something of this value, the plan's own (judgement) last."""
    not_crossed: CutOff | None
    """The nearest line for concern, where no source's line is crossed; else None."""


def reading(test: Assessment, value: float, who: Who) -> Reading:
    """What is known of a value, for this person."""
    norms = norms_for(test, who)
    crossed = _crossed(test, value, who)
    return Reading(
        norms=norms,
        why_no_norm=None if norms else _why_no_norm(test, who),
        norms_from_age=None if norms else _norms_from_age(test, who),
        crossed=crossed,
        not_crossed=None if _says_something(crossed) else _nearest_clear(test, value, who),
    )


def norms_for(test: Assessment, who: Who) -> tuple[Norm, ...]:
    """The norms for a person of this age and sex, done the way it is done here."""
    return tuple(
        norm for norm in _usable_norms(test)
        if _fits_age(norm, who) and _fits_sex(norm.sex, who)
    )  # fmt: skip


def is_crossed(cut: CutOff, value: float) -> bool:
    """Whether a value lies on the side of which the line says something."""
    return {
        "below": value < cut.value,
        "at-most": value <= cut.value,
        "at-least": value >= cut.value,
        "above": value > cut.value,
    }[cut.sense]


def is_for_concern(test: Assessment, cut: CutOff) -> bool:
    """Whether the line speaks of the worse side of the test."""
    return cut.sense in (HIGH_SIDES if test.better == "lower" else LOW_SIDES)


def fits_conditions(conditions: tuple[str, ...], who: Who) -> bool:
    """Whether a number for people with these conditions is for this person."""
    return not conditions or not who.conditions.isdisjoint(conditions)


def _usable_norms(test: Assessment) -> tuple[Norm, ...]:
    return tuple(
        norm for norm in test.norms if not norm.is_context and norm.variant in {"", test.variant}
    )


def _why_no_norm(test: Assessment, who: Who) -> WhyNoNorm:
    if not _usable_norms(test):
        return WhyNoNorm.NONE_KNOWN
    return WhyNoNorm.AGE_UNKNOWN if who.ages is None else WhyNoNorm.OTHER_AGES


def _norms_from_age(test: Assessment, who: Who) -> int | None:
    begins = min((norm.age_from or 0 for norm in _usable_norms(test)), default=0)
    return begins if who.ages is not None and who.ages[1] < begins else None


def _crossed(test: Assessment, value: float, who: Who) -> tuple[CutOff, ...]:
    """Of the lines about the same people, the one that says most."""
    most: dict[tuple[object, ...], CutOff] = {}
    for cut in _lines_for(test, who):
        if not is_crossed(cut, value):
            continue
        is_low = cut.sense in LOW_SIDES
        key = (cut.population, cut.judgement, is_low)
        other = most.get(key)
        if other is None or (cut.value < other.value if is_low else cut.value > other.value):
            most[key] = cut
    return tuple(sorted(most.values(), key=lambda cut: cut.judgement))


def _says_something(crossed: tuple[CutOff, ...]) -> bool:
    """Whether a source, not only the plan's own judgement, has a line that is crossed."""
    return any(not cut.judgement for cut in crossed)


def _nearest_clear(test: Assessment, value: float, who: Who) -> CutOff | None:
    lines = [
        cut for cut in _lines_for(test, who)
        if is_for_concern(test, cut) and not cut.judgement and not cut.conditions
    ]  # fmt: skip
    return min(lines, key=lambda cut: abs(cut.value - value), default=None)


def _lines_for(test: Assessment, who: Who) -> Iterable[CutOff]:
    return (
        cut for cut in test.cut_offs
        if not cut.is_context and fits_conditions(cut.conditions, who)
        and _fits_age(cut, who) and _fits_sex(cut.sex, who)
    )  # fmt: skip


def _fits_age(record: Norm | CutOff, who: Who) -> bool:
    if record.age_from is None and record.age_to is None:
        return True
    if who.ages is None:
        return False
    low, high = record.age_from or 0, record.age_to
    return any(low <= age and (high is None or age <= high) for age in who.ages)


def _fits_sex(sex: Sex | None, who: Who) -> bool:
    return sex is None or sex is who.sex or who.sex not in {Sex.FEMALE, Sex.MALE}
