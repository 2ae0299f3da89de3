"""Rules over more than one fact, and over what a person tells of their own accord; and who takes them."""

import datetime as dt
from typing import Any

import pytest

from retroplan.core.adaptation.course_rules import (
    after_illness,
    easier,
    missed,
    news,
    risen,
    too_soon,
    two_reds,
    week_later,
)
from retroplan.core.adaptation.facts import Pauses
from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.past import pauses_told
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import Easier, News, Pause, Resume
from retroplan.core.model.vocabulary import NewsKind, Step
from retroplan.core.text import day_words
from retroplan.evidence.load import load_rulebook
from tests.builders import make_session

BOOK = load_rulebook()
MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
WEDNESDAY = MONDAY + 2 * DAY
WALKED = ((MONDAY, "1.1"), (WEDNESDAY, "1.2"))


def paused(**told: Any) -> Ruling:
    pauses = Pauses([])
    pauses.begin(Pause(date=MONDAY, **told))
    (found,) = pauses_told(pauses, BOOK["paused"])
    return found


RULINGS: dict[str, tuple[Ruling, Step, list[Input]]] = {
    "easier": (
        easier(Easier(date=MONDAY), BOOK["easier"]),
        Step.REGRESS,
        [Input(date=MONDAY, name="your wish", value="easier")],
    ),
    "news": (
        news(News(date=MONDAY, kind=NewsKind.SURGERY), BOOK["news"]),
        Step.SUSPEND,
        [Input(date=MONDAY, name="news", value="an operation")],
    ),
    "fall": (
        fallen(MONDAY, BOOK["fall"]),
        Step.SUSPEND,
        [Input(date=MONDAY, name="falls", value="1")],
    ),
    "two-reds": (two_reds(MONDAY, WEDNESDAY, BOOK["two-reds"]), Step.SUSPEND, []),
    "after-illness": (
        after_illness(MONDAY, WEDNESDAY, BOOK["after-illness"]),
        Step.REGRESS,
        [
            Input(date=MONDAY, name="fever or infection", value="yes"),
            Input(date=WEDNESDAY, name="24 hours without fever", value="yes"),
        ],
    ),
    "two-clean": (
        risen(WEDNESDAY, WALKED, BOOK["two-clean"]),
        Step.PROGRESS,
        [
            Input(date=MONDAY, name="session 1.1", value="went well"),
            Input(date=WEDNESDAY, name="session 1.2", value="went well"),
        ],
    ),
    "too-soon": (
        too_soon(WEDNESDAY, "Week 2", WALKED[:1], BOOK["too-soon"]),
        Step.HOLD,
        [Input(date=MONDAY, name="session 1.1", value="went well")],
    ),
    "missed": (
        missed(make_session(), BOOK["missed"], is_told=False),
        Step.HOLD,
        [Input(date=MONDAY, name="session 1.1", value="no record")],
    ),
    "week-later": (
        week_later(2, MONDAY, WEDNESDAY, BOOK["week-later"]),
        Step.HOLD,
        [Input(date=MONDAY, name="week 2", value="no walk on its days")],
    ),
    "paused": (
        paused(),
        Step.REST,
        [Input(date=MONDAY, name="your pause", value="a pause")],
    ),
}
"""Each rule as it fires, which way it goes, and what it saw; the days of two reds are told below."""


@pytest.mark.parametrize("name", RULINGS)
def test_a_rule_says_what_it_saw_what_follows_what_would_have_been_and_on_which_ground(
    name: str,
) -> None:
    ruling, step, inputs = RULINGS[name]
    adjustment, rule = ruling.adjustment, BOOK[name]

    assert ruling.rule is rule
    assert (adjustment.rule, adjustment.step) == (name, step)
    assert adjustment.inputs == tuple(inputs) or not inputs
    assert adjustment.inputs
    assert all(each.name and each.value for each in adjustment.inputs)
    assert adjustment.sentence.endswith(".")
    assert adjustment.otherwise.endswith(".")
    assert adjustment.otherwise.startswith(("With", "Without"))
    assert adjustment.cites == rule.cites
    assert adjustment.judgement == (rule.reason if rule.judgement else "")
    assert adjustment.cites or adjustment.judgement


def test_two_reds_name_both_days_and_the_clinician() -> None:
    adjustment = RULINGS["two-reds"][0].adjustment

    assert [each.date for each in adjustment.inputs] == [MONDAY, WEDNESDAY]
    assert adjustment.date == WEDNESDAY
    assert day_words(MONDAY) in adjustment.sentence
    assert day_words(WEDNESDAY) in adjustment.sentence
    assert "clinician" in adjustment.sentence


OTHER_NEWS: list[NewsKind] = [kind for kind in NewsKind if kind is not NewsKind.FALL]


@pytest.mark.parametrize("kind", OTHER_NEWS)
def test_every_kind_of_news_is_told_in_its_own_words_and_asks_for_the_safety_questions(
    kind: NewsKind,
) -> None:
    rule = BOOK["news"]
    found = news(News(date=MONDAY, kind=kind, note="the left knee"), rule).adjustment
    said: dict[NewsKind, str] = {
        each: news(News(date=MONDAY, kind=each), rule).adjustment.sentence for each in OTHER_NEWS
    }

    assert found.sentence == said[kind]
    assert len(set(said.values())) == len(OTHER_NEWS)
    assert "the safety questions come first" in found.sentence
    assert found.inputs == (Input(date=MONDAY, name="news", value="the left knee"),)


def test_a_fall_says_what_is_not_answered_yet() -> None:
    assert fallen(MONDAY, BOOK["fall"], number=2).adjustment.values == {
        "falls": 2, "hurt": "not answered", "seen": "not answered",
    }  # fmt: skip


def test_a_wish_for_less_repeats_the_reason_that_was_given() -> None:
    found = easier(Easier(date=MONDAY, reason="a hard week"), BOOK["easier"]).adjustment

    assert "(a hard week)" in found.sentence
    assert found.inputs == (Input(date=MONDAY, name="your wish", value="a hard week"),)


def test_without_a_good_session_too_soon_says_that_there_was_none() -> None:
    found = too_soon(MONDAY, "Week 2", (), BOOK["too-soon"]).adjustment

    assert found.inputs == (Input(date=MONDAY, name="good sessions in a row", value="none"),)
    assert found.sentence.startswith("Week 2 ")
    assert "2 good sessions in a row" in found.sentence


def test_a_week_that_begins_later_says_from_when_to_when() -> None:
    found = week_later(2, MONDAY, WEDNESDAY, BOOK["week-later"]).adjustment

    assert found.sentence.startswith(
        f"Week 2 begins on {day_words(WEDNESDAY)} instead of {day_words(MONDAY)}"
    )
    assert found.date == MONDAY


# -- pauses -----------------------------------------------------------------------------------


def test_a_pause_with_an_end_holds_until_the_day_before_it() -> None:
    pauses = Pauses([])
    pauses.begin(Pause(date=MONDAY, until=MONDAY + 7 * DAY))
    (found,) = pauses_told(pauses, BOOK["paused"])

    assert [pauses.holds(MONDAY + day * DAY) for day in (-1, 0, 6, 7)] == [
        False,
        True,
        True,
        False,
    ]
    assert pauses.endless is None
    assert found.adjustment.until == MONDAY + 7 * DAY
    assert day_words(MONDAY + 7 * DAY) in found.adjustment.sentence


def test_a_pause_without_an_end_holds_until_somebody_comes_back() -> None:
    pauses = Pauses([])
    pauses.begin(Pause(date=MONDAY, reason="travel"))

    assert pauses.endless is not None
    assert pauses.holds(MONDAY + 400 * DAY)
    assert paused().adjustment.until is None
    assert "(travel)" in pauses_told(pauses, BOOK["paused"])[0].adjustment.sentence

    pauses.end(Resume(date=WEDNESDAY))
    assert pauses.endless is None
    assert [pauses.holds(MONDAY + day * DAY) for day in (0, 1, 2)] == [True, True, False]


def test_who_comes_back_sooner_ends_a_pause_and_later_does_not_stretch_it() -> None:
    sooner, later = Pauses([]), Pauses([])
    for pauses in (sooner, later):
        pauses.begin(Pause(date=MONDAY, until=MONDAY + 7 * DAY))
    sooner.end(Resume(date=WEDNESDAY))
    later.end(Resume(date=MONDAY + 20 * DAY))

    assert not sooner.holds(WEDNESDAY)
    assert later.holds(MONDAY + 6 * DAY)
    assert not later.holds(MONDAY + 7 * DAY)
    assert pauses_told(sooner, BOOK["paused"])[0].adjustment.until == WEDNESDAY
