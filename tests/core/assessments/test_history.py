"""What the newest value of a test is compared with."""

import datetime as dt

from retroplan.core.assessments.change import Since
from retroplan.core.assessments.history import Entry, changes, in_order
from retroplan.core.assessments.interpretation import Who
from retroplan.evidence.load import load_assessments

TUG = load_assessments()["tug"]
START = dt.date(2026, 11, 23)


def entry(value: float, days: int = 0, *, is_declared: bool = False) -> Entry:
    return Entry(
        date=START + dt.timedelta(days=days), value=value, is_declared=is_declared
    )  # fmt: skip


def compared(*entries: Entry, start: dt.date | None = START) -> list[tuple[Since, float]]:
    found = changes(TUG, in_order(entries), plan_start=start, who=Who())
    return [(change.since, change.before) for change in found]


def test_one_value_is_compared_with_nothing() -> None:
    assert compared() == []
    assert compared(entry(9.0)) == []


def test_the_newest_stands_beside_the_last_and_the_first_of_the_plan() -> None:
    found = compared(entry(12, -60), entry(11, 0), entry(10, 21), entry(9, 49))

    assert found == [(Since.LAST, 10), (Since.BASELINE, 11)]


def test_a_last_that_is_the_first_is_said_once() -> None:
    assert compared(entry(11, 0), entry(10, 21)) == [(Since.BASELINE, 11)]


def test_what_was_declared_is_the_baseline_until_there_is_a_measured_one() -> None:
    declared = entry(12, 0, is_declared=True)

    assert compared(declared, entry(11, 2)) == [(Since.BASELINE, 12)]
    assert compared(declared, entry(11, 2), entry(10, 21)) == [(Since.BASELINE, 11)]


def test_of_one_day_only_the_last_counts() -> None:
    assert compared(entry(11, 0), entry(15, 21), entry(10, 21)) == [(Since.BASELINE, 11)]


def test_a_plan_without_a_value_of_its_own_begins_at_the_newest_before_it() -> None:
    assert compared(entry(14, -300), entry(12, -60), entry(11, 20)) == [(Since.BASELINE, 12)]


def test_without_a_plan_the_very_first_is_where_it_began() -> None:
    found = compared(entry(14, -300), entry(12, -60), entry(11, 20), start=None)

    assert found == [(Since.LAST, 12), (Since.BASELINE, 14)]
