"""Rules over more than one fact, and over what a person tells of their own accord; and who takes them."""

import datetime as dt
from typing import Any

import pytest

from retroplan.core.adaptation.course_rules import (
    after_illness,
    easier,
    left_out,
    missed,
    news,
    other_day,
    risen,
    too_soon,
    week_later,
)
from retroplan.core.adaptation.facts import Pauses
from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.pain_rules import (
    back_again,
    flare,
    giving_way_again,
    held_long,
    reds,
    rising,
    saw_tooth,
    still_rising,
    waits_for_usual,
)
from retroplan.core.adaptation.past import pauses_told
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import CheckIn, Easier, News, Pause, Resume
from retroplan.core.model.vocabulary import NewsKind, Step
from retroplan.core.text import day_words
from retroplan.evidence.load import load_rulebook
from tests.builders import make_log, make_pain, make_session

BOOK = load_rulebook()
MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
WEDNESDAY = MONDAY + 2 * DAY
FRIDAY = MONDAY + 4 * DAY
WALK_DAYS = (MONDAY, WEDNESDAY)
TOO_MUCH = [
    Input(date=day, name="pain, swelling or giving way", value="too much") for day in WALK_DAYS
]
MEANS = [
    Input(date=WEDNESDAY, name="pain of the first three walks", value="1.0 of 10"),
    Input(date=WEDNESDAY, name="pain of the last three walks", value="3.3 of 10"),
]
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
    "two-reds": (reds(WALK_DAYS, BOOK["two-reds"]), Step.SUSPEND, TOO_MUCH),
    "three-reds": (
        reds((*WALK_DAYS, FRIDAY), BOOK["three-reds"]),
        Step.SUSPEND,
        [*TOO_MUCH, Input(date=FRIDAY, name="pain, swelling or giving way", value="too much")],
    ),
    "flare": (flare(WALK_DAYS, BOOK["flare"]), Step.REGRESS, TOO_MUCH),
    "giving-way-again": (
        giving_way_again(MONDAY, WEDNESDAY, BOOK["giving-way-again"]),
        Step.SUSPEND,
        [Input(date=day, name="a joint", value="gave way") for day in WALK_DAYS],
    ),
    "pain-back": (
        back_again(make_log(make_session(), nprs_during=5), make_pain(3), BOOK["pain-back"]),
        Step.REGRESS,
        [
            Input(date=MONDAY, name="pain while walking", value="5 of 10"),
            Input(date=MONDAY, name="usual pain", value="3 of 10"),
        ],
    ),
    "rising-pain": (rising(WEDNESDAY, 1, 10 / 3, BOOK["rising-pain"]), Step.REGRESS, MEANS),
    "still-rising": (
        still_rising(WEDNESDAY, 1, 10 / 3, BOOK["still-rising"]),
        Step.SUSPEND,
        MEANS,
    ),
    "saw-tooth": (
        saw_tooth(WEDNESDAY, WEDNESDAY + 28 * DAY, 600, BOOK["saw-tooth"]),
        Step.HOLD,
        [Input(date=WEDNESDAY, name="steps down for pain", value="two within four weeks")],
    ),
    "usual-unknown": (
        waits_for_usual(WEDNESDAY, BOOK["usual-unknown"], make_pain(None)),
        Step.HOLD,
        [Input(date=WEDNESDAY, name="usual pain", value="not told")],
    ),
    "usual-risen": (
        waits_for_usual(
            WEDNESDAY, BOOK["usual-risen"], make_pain(3, CheckIn(date=MONDAY, usual_pain=5))
        ),
        Step.HOLD,
        [Input(date=WEDNESDAY, name="usual pain", value="5 of 10")],
    ),
    "held-two-weeks": (
        held_long(WEDNESDAY, BOOK["held-two-weeks"], ()),
        Step.HOLD,
        [Input(date=WEDNESDAY, name="weeks without a step up", value="2")],
    ),
    "held-four-weeks": (
        held_long(WEDNESDAY, BOOK["held-four-weeks"], ()),
        Step.HOLD,
        [Input(date=WEDNESDAY, name="weeks without a step up", value="4")],
    ),
    "left-out": (
        left_out("2.3", WEDNESDAY, BOOK["left-out"]),
        Step.HOLD,
        [Input(date=WEDNESDAY, name="session 2.3", value="the shortest there is")],
    ),
    "rest-day": (
        other_day("2.3", MONDAY, WEDNESDAY, BOOK["rest-day"]),
        Step.HOLD,
        [Input(date=MONDAY, name="session 2.3", value="no room on its day")],
    ),
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
        week_later(2, MONDAY, WEDNESDAY, BOOK["week-later"], BOOK["days-off-restart"]),
        Step.HOLD,
        [Input(date=MONDAY, name="week 2", value="no walk on its days")],
    ),
    "paused": (
        paused(),
        Step.REST,
        [Input(date=MONDAY, name="your pause", value="a pause")],
    ),
}
"""Each rule as it fires, which way it goes, and what it saw."""


OPENINGS = ("With", "Without", "Further apart", "After one", "Otherwise")
"""How what would have been begins: with its condition."""


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
    assert adjustment.otherwise.startswith(OPENINGS)
    assert adjustment.cites == rule.cites
    assert adjustment.judgement == (rule.reason if rule.judgement else "")
    assert adjustment.cites or adjustment.judgement


@pytest.mark.parametrize("name", ["two-reds", "three-reds", "flare", "giving-way-again"])
def test_days_that_are_too_close_together_are_named_with_the_clinician(name: str) -> None:
    adjustment = RULINGS[name][0].adjustment

    assert adjustment.date == adjustment.inputs[-1].date
    for each in adjustment.inputs:
        assert day_words(each.date) in adjustment.sentence
    assert "clinician" in adjustment.sentence


VALUES: dict[str, dict[str, Any]] = {
    "two-reds": {"reds": 2},
    "three-reds": {"reds": 3},
    "flare": {"reds": 2},
    "giving-way-again": {"days": 2},
    "pain-back": {"usual_pain": 3, "in_a_row": 2},
    "rising-pain": {"first_mean": 1, "last_mean": 3.33},
    "still-rising": {"first_mean": 1, "last_mean": 3.33},
    "saw-tooth": {"before_s": 600, "share": 0.85},
    "usual-unknown": {"measure": 0},
    "usual-risen": {"usual_pain": 5, "measure": 3},
    "held-two-weeks": {"weeks": 2, "held_by": ""},
    "held-four-weeks": {"weeks": 4, "held_by": ""},
    "left-out": {"session": "2.3"},
}


@pytest.mark.parametrize("name", VALUES)
def test_a_new_reason_carries_its_values(name: str) -> None:
    assert dict(RULINGS[name][0].adjustment.values) == VALUES[name]


def test_two_weeks_held_say_what_holds_the_plan_and_four_that_it_has_stopped() -> None:
    why = RULINGS["pain-back"][0].adjustment
    says_only = RULINGS["too-soon"][0].adjustment
    two = held_long(WEDNESDAY, BOOK["held-two-weeks"], (why, says_only)).adjustment
    four = held_long(WEDNESDAY, BOOK["held-four-weeks"], (why, says_only)).adjustment

    assert two.values["held_by"] == four.values["held_by"] == "pain-back"
    assert why.sentence in two.sentence
    assert "retroplan checkin" in two.sentence
    assert "stopped rising" in four.sentence
    for said in (two, four):
        assert "screen --for-clinician" in said.sentence


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
    found = week_later(
        2, MONDAY, WEDNESDAY, BOOK["week-later"], BOOK["days-off-restart"]
    ).adjustment

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
