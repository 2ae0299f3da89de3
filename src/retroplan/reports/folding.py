"""What rules say, told once: what repeats is folded, what a later rule replaced is left out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.vocabulary import Step
from retroplan.core.text import counted, day_words

_DAYS_OFF = "days-off"
_NEWEST_COUNTS = frozenset({"too-soon", "week-later"})
_MISSED = "missed"
_COURSE = _NEWEST_COUNTS | {_MISSED}


def folded(adjustments: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """In their order, each sentence once; of days off, and of weeks that wait, the newest alone.

    Sessions without a record are told together.
    """
    given = tuple(adjustments)
    missed = [each for each in given if each.rule == _MISSED]
    newest: dict[str, Adjustment] = {}
    for each in given:
        family = _family(each)
        if family and (family not in newest or each.date > newest[family].date):
            newest[family] = each
    found: dict[str, Adjustment] = {}
    for each in given:
        family = _family(each)
        if family and newest[family] is not each:
            continue
        told = _together(missed) if each.rule == _MISSED else each
        found.setdefault(told.sentence, told)
    return tuple(found.values())


def beside_a_diff(adjustments: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """As `folded`, without what a list of the changes says already: weeks that rise, begin later or wait."""
    return folded(
        each for each in adjustments
        if each.rule not in _COURSE and each.step is not Step.PROGRESS
    )  # fmt: skip


def without_day(sentence: str, adjustment: Adjustment) -> str:
    """The sentence on a screen whose heading says the day already: `Pain was 4 of 10: …`."""
    day = day_words(adjustment.date)
    for word in ("on", "of", "since"):
        sentence = sentence.replace(f" {word} {day}", "", 1)
    return sentence


def consequence(adjustment: Adjustment) -> str:
    """What follows, without what happened, as a sentence of its own."""
    happened, _, follows = adjustment.sentence.partition(": ")
    text = follows or happened
    return f"{text[:1].upper()}{text[1:]}"


def _family(adjustment: Adjustment) -> str:
    """Rules of which only the newest still counts; empty for the others."""
    if adjustment.rule.startswith(_DAYS_OFF):
        return _DAYS_OFF
    return adjustment.rule if adjustment.rule in _NEWEST_COUNTS else ""


def _together(missed: Sequence[Adjustment]) -> Adjustment:
    if len(missed) == 1:
        return missed[0]
    first, last = min(missed, key=_date), max(missed, key=_date)
    return replace(
        first,
        sentence=f"{counted(len(missed), 'session')} from {day_words(first.date)} to "
        f"{day_words(last.date)} have no record: they are let go, and never made up.",
        otherwise="With a record they would have counted.",
        inputs=tuple(one for each in missed for one in each.inputs),
    )


def _date(adjustment: Adjustment) -> dt.date:
    return adjustment.date
