"""The rules over days off, at both ends of each stretch."""

import datetime as dt

import pytest

from retroplan.core.adaptation.day_off_rules import days_off_ruling
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.model.vocabulary import Step
from retroplan.core.text import day_words
from retroplan.evidence.load import load_rulebook

BOOK = load_rulebook()
LAST = dt.date(2026, 11, 25)

BANDS = {
    "days-off-repeat": (5, 7, Step.REPEAT),
    "days-off-shorter": (8, 14, Step.REGRESS),
    "days-off-half": (15, 28, Step.REGRESS),
    "days-off-restart": (29, 400, Step.SUSPEND),
}
"""The first and the last day of each stretch, and which way the plan goes."""


def after(days: int, session_id: str = "2.1") -> Ruling | None:
    following = LAST + dt.timedelta(days=days)
    return days_off_ruling(LAST, following, BOOK, session_id=session_id)


@pytest.mark.parametrize("days", [-3, 0, 1, 2, 3, 4])
def test_four_days_or_fewer_ask_for_nothing(days: int) -> None:
    assert after(days) is None


@pytest.mark.parametrize(
    ("days", "name"),
    [(days, name) for name, (first, last, _) in BANDS.items() for days in (first, last)],
)
def test_each_stretch_begins_and_ends_on_its_day(days: int, name: str) -> None:
    found = after(days)

    assert found is not None
    assert found.rule is BOOK[name]
    assert found.adjustment.step is BANDS[name][2]


@pytest.mark.parametrize("name", BANDS)
def test_days_off_say_how_long_they_were_and_what_a_shorter_break_would_have_asked(
    name: str,
) -> None:
    first, _, _ = BANDS[name]
    found = after(first)
    assert found is not None
    adjustment = found.adjustment

    assert adjustment.rule == name
    assert adjustment.date == LAST + dt.timedelta(days=first)
    assert adjustment.session_id == "2.1"
    (saw,) = adjustment.inputs
    assert f"{first} days" in saw.value
    assert saw.date in {LAST, adjustment.date}
    assert saw.name
    assert adjustment.sentence.startswith(
        f"{first} days from the last walk, on {day_words(LAST)}, to the next session: "
    )
    assert adjustment.sentence.endswith(".")
    assert adjustment.sentence.count(": ") <= 1
    assert adjustment.otherwise.startswith(f"After {first - 1} days or fewer")
    assert adjustment.otherwise.endswith(".")
    assert not adjustment.cites
    assert adjustment.judgement == BOOK[name].reason
    assert adjustment.judgement
    assert adjustment.until is None, "the days off lie behind"


def test_before_the_first_walk_the_days_are_counted_from_the_first_day_of_the_plan() -> None:
    found = days_off_ruling(LAST, LAST + dt.timedelta(days=30), BOOK, is_walked=False)

    assert found is not None
    opening = f"30 days from {day_words(LAST)} to the next session, and no walk yet: "
    assert found.adjustment.sentence.startswith(opening)
    assert "last walk" not in found.adjustment.inputs[0].name


def test_a_longer_break_never_asks_for_less_care() -> None:
    cared = []
    for days in range(60):
        found = after(days)
        rule = found.rule if found else None
        cared.append(
            (
                rule.step.rank if rule else 0,
                1 - rule.minutes_share if rule and rule.step is not Step.SUSPEND else days > 28,
                rule.step is Step.SUSPEND if rule else False,
            )
        )

    assert cared == sorted(cared)
    for line in range(3):
        values = [each[line] for each in cared]
        assert values == sorted(values)


def test_the_shares_are_three_quarters_and_half_with_a_step_more_support_on_the_level() -> None:
    shorter, half = BOOK["days-off-shorter"], BOOK["days-off-half"]

    assert (shorter.minutes_share, half.minutes_share) == (0.75, 0.5)
    assert (shorter.speed_drop_mph, half.first_week_speed) == (0.1, True)
    for rule in (shorter, half):
        assert rule.level_only
        assert rule.stage_back
