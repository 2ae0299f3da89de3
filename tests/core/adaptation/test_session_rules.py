"""The rules over a walk, each both ways at its exact limits; each says what it saw, what follows, and why."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.pain import Pain, Zone
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.session_rules import (
    SESSION_RULES,
    Mark,
    mark_of,
    session_rulings,
)
from retroplan.core.adaptation.walk_signals import SessionSignals
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import CheckIn
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Outcome
from retroplan.core.text import day_words
from retroplan.evidence.load import load_rulebook
from tests.builders import make_log, make_pain, make_session

BOOK = load_rulebook()
DAY = dt.timedelta(days=1)
SESSION = make_session()  # 4 minutes backward, effort 3 at most
TODAY = SESSION.date


def said(usual: int = 0, **answers: Any) -> Pain:
    """Usual pain, and what a check-in of the day of the walk said."""
    return make_pain(usual, CheckIn(date=TODAY, **answers))


def signals(
    log: SessionLog | None = None, pain: Pain | None = None, **told: Any
) -> SessionSignals:
    has_numb_feet = told.pop("has_numb_feet", False)
    return SessionSignals(
        log=log or make_log(SESSION, **told), rulebook=BOOK, pain=pain or make_pain(),
        has_numb_feet=has_numb_feet,
    )  # fmt: skip


def names(pain: Pain | None = None, **told: Any) -> list[str]:
    return [ruling.rule.name for ruling in session_rulings(signals(pain=pain, **told))]


def only(rule: str, **told: Any) -> Ruling:
    """What one rule says; the test is about nothing else."""
    (found,) = [each for each in session_rulings(signals(**told)) if each.rule.name == rule]
    return found


# -- each rule at its limits ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "fired", "mark"),
    [
        ({}, [], Mark.CLEAN),
        # pain, of somebody whom nothing hurts: 0 to 2 safe, above 5 too much, and between the two
        # more than a point above usual
        ({"nprs_during": 0}, [], Mark.CLEAN),
        ({"nprs_during": 2}, [], Mark.CLEAN),
        ({"nprs_during": 3}, ["pain-hold"], Mark.BROKEN),
        ({"nprs_during": 5}, ["pain-hold"], Mark.BROKEN),
        ({"nprs_during": 6}, ["red-pain"], Mark.BROKEN),
        ({"nprs_during": 10}, ["red-pain"], Mark.BROKEN),
        # effort: meant to be 3 at most; a point is noise
        ({"rpe": 0}, [], Mark.CLEAN),
        ({"rpe": 3}, [], Mark.CLEAN),
        ({"rpe": 4}, ["effort-above"], Mark.OPEN),
        ({"rpe": 5}, ["effort-high"], Mark.BROKEN),
        ({"rpe": 10}, ["effort-high"], Mark.BROKEN),
        # how much of it was walked, of 240 seconds
        ({"backward_s": 179}, ["cut-short"], Mark.BROKEN),  # 74.6 %
        ({"backward_s": 180}, ["not-whole"], Mark.BROKEN),  # 75 %
        ({"backward_s": 215}, ["not-whole"], Mark.BROKEN),  # 89.6 %
        ({"backward_s": 216}, [], Mark.CLEAN),  # 90 %
        ({"backward_s": 240}, [], Mark.CLEAN),
        ({"backward_s": 300}, [], Mark.CLEAN),  # a minute more, and no more than that
        ({"backward_s": 301}, ["overdone"], Mark.OPEN),
        ({"backward_s": 360}, ["overdone"], Mark.OPEN),  # 150 %
        ({"backward_s": 361}, ["far-overdone"], Mark.BROKEN),
        ({"backward_s": 0}, ["cut-short"], Mark.BROKEN),
        ({"outcome": Outcome.PARTIAL, "backward_s": 179}, ["cut-short"], Mark.BROKEN),
        ({"outcome": Outcome.PARTIAL, "backward_s": None}, ["not-whole"], Mark.BROKEN),
        ({"backward_s": None}, ["not-whole"], Mark.BROKEN),
        # steadiness
        ({"near_falls": 0, "falls": 0}, [], Mark.CLEAN),
        ({"near_falls": 1}, ["near-fall"], Mark.BROKEN),
        ({"near_falls": 3}, ["near-fall"], Mark.BROKEN),
        ({"falls": 1}, ["fall"], Mark.BROKEN),
        ({"falls": None}, [], Mark.CLEAN),
        # not said: a row of what nobody knows is none
        ({"rpe": None}, ["not-said"], Mark.BROKEN),
        ({"nprs_during": None}, ["not-said"], Mark.BROKEN),
        ({"near_falls": None}, ["not-said"], Mark.BROKEN),
        ({"rpe": None, "nprs_during": None, "near_falls": None}, ["not-said"], Mark.BROKEN),
        ({"rpe": None, "backward_s": 200}, ["not-whole"], Mark.BROKEN),
        ({"nprs_before": None, "total_s": None, "speed_mps": None}, [], Mark.CLEAN),
        # pain before it: a point is noise, two say that the walk before was not borne
        ({"nprs_before": 1}, [], Mark.CLEAN),
        ({"nprs_before": 2}, ["pain-back"], Mark.BROKEN),
        # where little is felt
        ({"has_numb_feet": True}, ["numb-feet"], Mark.OPEN),
    ],
)
def test_each_rule_fires_when_its_facts_say_so_and_only_then(
    told: dict[str, Any], fired: list[str], mark: Mark
) -> None:
    assert names(**told) == fired
    assert mark_of(signals(**told)) is mark
    assert mark_of(signals(**told)).is_steady == (mark is Mark.CLEAN)


@pytest.mark.parametrize(
    ("pain", "told", "fired", "mark"),
    [
        (said(4), {"nprs_during": 2}, [], Mark.CLEAN),
        (said(4), {"nprs_during": 3}, [], Mark.ACCEPTABLE),
        (said(4), {"nprs_during": 5}, [], Mark.ACCEPTABLE),
        (said(4), {"nprs_during": 6}, ["red-pain"], Mark.BROKEN),
        (said(3), {"nprs_during": 4}, [], Mark.ACCEPTABLE),
        (said(3), {"nprs_during": 5}, ["pain-hold"], Mark.BROKEN),
        (said(2), {"nprs_during": 3}, [], Mark.ACCEPTABLE),
        (said(2), {"nprs_during": 4}, ["pain-hold"], Mark.BROKEN),
        (said(4, pain_elsewhere=True), {"nprs_during": 3}, ["pain-hold"], Mark.BROKEN),
        (said(4, pain_elsewhere=True), {"nprs_during": 2}, [], Mark.CLEAN),
        (said(4, pain_elsewhere=False), {"nprs_during": 4}, [], Mark.ACCEPTABLE),
        (said(4, leg_signs=True), {}, ["leg-signs"], Mark.BROKEN),
        (said(4, leg_signs=True), {"nprs_during": 6}, ["red-pain", "leg-signs"], Mark.BROKEN),
        (said(4), {"nprs_during": 4, "rpe": 4}, ["effort-above"], Mark.OPEN),
        (said(4), {"nprs_during": 4, "backward_s": 301}, ["overdone"], Mark.OPEN),
        (said(4), {"nprs_during": 4, "rpe": None}, ["not-said"], Mark.BROKEN),
        (said(4, painkiller=True), {}, ["painkiller"], Mark.OPEN),
        (said(4, painkiller=True), {"nprs_during": 4}, ["painkiller"], Mark.OPEN),
        (said(4, painkiller=True), {"nprs_during": 6}, ["red-pain", "painkiller"], Mark.BROKEN),
        (said(0, limbs_as_ever=True), {"has_numb_feet": True}, [], Mark.CLEAN),
        (said(0, limbs_as_ever=False), {"has_numb_feet": True}, ["numb-feet"], Mark.OPEN),
        (said(4), {"nprs_before": 5, "nprs_during": 4}, [], Mark.ACCEPTABLE),
        (said(4), {"nprs_before": 6, "nprs_during": 4}, ["pain-back"], Mark.BROKEN),
    ],
)
def test_pain_is_compared_with_the_usual_of_the_same_place(
    pain: Pain, told: dict[str, Any], fired: list[str], mark: Mark
) -> None:
    assert names(pain, **told) == fired
    assert mark_of(signals(pain=pain, **told)) is mark
    assert mark_of(signals(pain=pain, **told)).is_steady == (mark in (Mark.CLEAN, Mark.ACCEPTABLE))


@pytest.mark.parametrize(
    ("high", "rpe", "fired"),
    [
        (6, 6, []),
        (6, 7, ["effort-high"]),  # 7 is too hard wherever it was meant to be
        (5, 6, ["effort-above"]),
        (5, 7, ["effort-high"]),
        (2, 3, ["effort-above"]),
        (2, 4, ["effort-high"]),
    ],
)
def test_effort_is_compared_with_what_was_meant_and_seven_is_too_hard_for_all(
    high: int, rpe: int, fired: list[str]
) -> None:
    meant = make_session(rpe=type(SESSION.rpe)(low=2, high=high))
    found = session_rulings(signals(make_log(meant, rpe=rpe)))

    assert [ruling.rule.name for ruling in found] == fired


@pytest.mark.parametrize(
    ("told", "fired"),
    [
        ({}, []),
        ({"nprs_during": 3}, ["pain-hold"]),
        ({"nprs_during": 6}, ["red-pain"]),
        ({"rpe": 6}, []),
        ({"rpe": 7}, ["effort-high"]),
        ({"rpe": None, "nprs_during": None, "near_falls": None, "backward_s": None}, []),
        ({"near_falls": 1}, ["near-fall"]),
        ({"falls": 1}, ["fall"]),
    ],
)
def test_a_walk_outside_the_plan_is_held_against_no_target_and_earns_nothing(
    told: dict[str, Any], fired: list[str]
) -> None:
    extra = make_log(**told)

    assert [ruling.rule.name for ruling in session_rulings(signals(extra))] == fired
    assert mark_of(signals(extra)) is Mark.BROKEN


# -- what a rule says -------------------------------------------------------------------------

FIRING: dict[str, dict[str, Any]] = {
    "fall": {"falls": 1},
    "red-pain": {"nprs_during": 6},
    "leg-signs": {"pain": said(leg_signs=True)},
    "pain-back": {"nprs_before": 3},
    "near-fall": {"near_falls": 2},
    "cut-short": {"backward_s": 120},
    "effort-high": {"rpe": 5},
    "pain-hold": {"nprs_during": 4},
    "far-overdone": {"backward_s": 400},
    "overdone": {"backward_s": 320},
    "effort-above": {"rpe": 4},
    "painkiller": {"pain": said(painkiller=True)},
    "numb-feet": {"has_numb_feet": True},
    "not-whole": {"backward_s": 200},
    "not-said": {"rpe": None},
}
"""What makes each rule fire."""

SAW: dict[str, Input] = {
    "fall": Input(date=TODAY, name="falls", value="1"),
    "red-pain": Input(date=TODAY, name="pain while walking", value="6 of 10"),
    "leg-signs": Input(date=TODAY, name="new pain or numbness in a leg", value="yes"),
    "pain-back": Input(date=TODAY, name="pain before", value="3 of 10"),
    "near-fall": Input(date=TODAY, name="stumbles", value="2"),
    "cut-short": Input(date=TODAY, name="backward time", value="2:00 of 4:00"),
    "effort-high": Input(date=TODAY, name="effort", value="5 of 10, meant to be 3 at most"),
    "pain-hold": Input(date=TODAY, name="pain while walking", value="4 of 10"),
    "far-overdone": Input(date=TODAY, name="backward time", value="6:40 of 4:00"),
    "overdone": Input(date=TODAY, name="backward time", value="5:20 of 4:00"),
    "effort-above": Input(date=TODAY, name="effort", value="4 of 10, meant to be 3 at most"),
    "painkiller": Input(date=TODAY, name="more taken against pain", value="yes"),
    "numb-feet": Input(date=TODAY, name="feet and joints as ever", value="not told"),
    "not-whole": Input(date=TODAY, name="backward time", value="3:20 of 4:00"),
    "not-said": Input(date=TODAY, name="effort", value="not told"),
}
"""The fact that each looked at."""

NAMED = {"sore_before": "pain-back"}
"""Rules over a walk that speak for a rule of another name."""


def test_every_rule_is_spoken_of_here() -> None:
    ruled = {NAMED.get(rule.__name__, rule.__name__.replace("_", "-")) for rule in SESSION_RULES}

    assert ruled == FIRING.keys() == SAW.keys()
    assert all(rule.__doc__ for rule in SESSION_RULES)


@pytest.mark.parametrize("name", FIRING)
def test_a_rule_says_what_it_saw_what_follows_what_would_have_been_and_on_which_ground(
    name: str,
) -> None:
    adjustment = only(name, **FIRING[name]).adjustment
    rule = BOOK[name]

    assert (adjustment.rule, adjustment.step, adjustment.date) == (name, rule.step, TODAY)
    assert adjustment.session_id == SESSION.session_id
    assert SAW[name] in adjustment.inputs
    assert all(each.name and each.value for each in adjustment.inputs)
    assert adjustment.sentence.endswith(".")
    assert day_words(TODAY) in adjustment.sentence
    assert adjustment.otherwise.endswith(".")
    assert adjustment.otherwise.startswith(("With", "Without", "Told", "Walked", "Done"))
    assert adjustment.cites == rule.cites
    assert adjustment.judgement == (rule.reason if rule.judgement else "")
    assert adjustment.cites or adjustment.judgement
    assert adjustment.key == f"{TODAY.isoformat()}:{name}"
    until = TODAY + rule.days_off * DAY if rule.days_off else None
    assert adjustment.until == until


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("red-pain", {"nprs_during": 5}),
        ("pain-hold", {"nprs_during": 2}),
        ("pain-back", {"nprs_before": 1}),
        ("effort-high", {"rpe": 4}),
        ("effort-above", {"rpe": 3}),
        ("cut-short", {"backward_s": 180}),
        ("not-whole", {"backward_s": 240}),
        ("overdone", {"backward_s": 240}),
        ("far-overdone", {"backward_s": 240}),
        ("near-fall", {"near_falls": 0}),
        ("fall", {"falls": 0}),
        ("not-said", {"rpe": 3}),
    ],
)
def test_what_would_have_been_is_true(name: str, told: dict[str, Any]) -> None:
    """With the value that `otherwise` names the rule is silent; the value stands in its words."""
    assert name in names(**FIRING[name])
    assert name not in names(**told)
    otherwise = only(name, **FIRING[name]).adjustment.otherwise
    named = {"cut-short": "75 %", "effort-high": "4 or below", "effort-above": "3 or below",
             "red-pain": "5 or below", "pain-hold": "2 or below"}  # fmt: skip
    assert named.get(name, "") in otherwise


def test_rules_about_pain_say_what_they_compared() -> None:
    """The values are all that a sentence is made of: no one has to take it apart."""
    hurt = said(3)

    assert only("red-pain", pain=hurt, nprs_during=7).adjustment.values == {
        "pain": 7, "usual_pain": 3,
    }  # fmt: skip
    assert only("pain-hold", pain=hurt, nprs_during=5).adjustment.values == {
        "pain": 5, "usual_pain": 3,
    }  # fmt: skip
    assert only("pain-back", pain=hurt, nprs_before=5).adjustment.values == {
        "pain_before": 5, "usual_pain": 3,
    }  # fmt: skip


def test_what_was_done_is_the_most_of_what_comes() -> None:
    assert only("cut-short", backward_s=120).backward_s == 120
    assert only("cut-short", backward_s=0).backward_s == 0
    for name in FIRING.keys() - {"cut-short"}:
        assert only(name, **FIRING[name]).backward_s is None


def test_the_most_careful_rule_stands_first_and_each_stands_once() -> None:
    told: dict[str, Any] = {
        "falls": 1,
        "near_falls": 1,
        "nprs_during": 6,
        "rpe": 9,
        "backward_s": 100,
    }
    found = session_rulings(signals(**told))
    steps = [ruling.adjustment.step.rank for ruling in found]

    assert steps == sorted(steps, reverse=True)
    assert [ruling.rule.name for ruling in found] == [
        "fall", "red-pain", "near-fall", "cut-short", "effort-high",
    ]  # fmt: skip
    assert len({ruling.adjustment.key for ruling in found}) == len(found)


def test_of_each_kind_one_rule_fires_at_most() -> None:
    """One zone, one effort, one share."""
    kinds = ({"pain-hold", "red-pain"}, {"effort-above", "effort-high"},
             {"cut-short", "not-whole", "overdone", "far-overdone"})  # fmt: skip
    for pain in range(11):
        for rpe in range(11):
            for seconds in range(0, 500, 20):
                found = set(names(nprs_during=pain, rpe=rpe, backward_s=seconds))
                assert all(len(kind & found) <= 1 for kind in kinds)


# -- laws -------------------------------------------------------------------------------------

TOLD = st.fixed_dictionaries(
    {},
    optional={
        "nprs_during": st.none() | st.integers(0, 10),
        "nprs_before": st.none() | st.integers(0, 10),
        "rpe": st.none() | st.integers(0, 10),
        "near_falls": st.none() | st.integers(0, 3),
        "falls": st.none() | st.integers(0, 2),
        "backward_s": st.none() | st.integers(0, 400),
        "outcome": st.sampled_from([Outcome.DONE, Outcome.PARTIAL]),
    },
)
PAINS = st.builds(
    said, st.integers(0, 5), pain_elsewhere=st.none() | st.booleans(),
    painkiller=st.none() | st.booleans(), leg_signs=st.none() | st.booleans(),
)  # fmt: skip


@given(told=TOLD, pain=PAINS)
def test_what_a_walk_is_for_the_row_is_what_its_rules_say(
    told: dict[str, Any], pain: Pain
) -> None:
    """Clean where none fires; open where all that fire keep the row; broken where one does not."""
    fired = session_rulings(signals(pain=pain, **told))
    mark = mark_of(signals(pain=pain, **told))
    if not fired:
        is_green = signals(pain=pain, **told).zone is Zone.GREEN
        assert mark is (Mark.CLEAN if is_green else Mark.ACCEPTABLE)
    else:
        keeps = all(ruling.rule.keeps_row for ruling in fired)
        assert mark is (Mark.OPEN if keeps else Mark.BROKEN)


@given(told=TOLD, pain=PAINS, more=st.integers(1, 400))
def test_more_than_planned_is_never_clean_and_never_passes_without_a_word(
    told: dict[str, Any], pain: Pain, more: int
) -> None:
    seconds = int(SESSION.backward_s * 1.15) + 60 + more
    found = signals(pain=pain, **{**told, "backward_s": seconds})

    assert mark_of(found) in (Mark.OPEN, Mark.BROKEN)
    assert {ruling.rule.name for ruling in session_rulings(found)} & {"overdone", "far-overdone"}


@given(
    told=TOLD,
    pain=PAINS,
    worse=st.sampled_from(["nprs_during", "nprs_before", "rpe", "near_falls", "falls"]),
    by=st.integers(1, 3),
)
def test_a_worse_answer_never_makes_the_rules_milder(
    told: dict[str, Any], pain: Pain, worse: str, by: int
) -> None:
    usual = getattr(make_log(SESSION), worse)
    value = told.get(worse, usual)
    value = 0 if value is None else value
    higher = {**told, worse: min(10, value + by)}
    least = {**told, worse: value}

    def care(values: dict[str, Any]) -> tuple[float, ...]:
        found = session_rulings(signals(pain=pain, **values))
        return (
            _MARKS.index(mark_of(signals(pain=pain, **values))),
            max((ruling.rule.step.rank for ruling in found), default=0),
            1 - min((ruling.rule.minutes_share for ruling in found), default=1),
            max((ruling.rule.days_off for ruling in found), default=0),
            max((ruling.rule.stage_back for ruling in found), default=0),
            max((ruling.rule.speed_drop_mph for ruling in found), default=0),
        )

    assert all(now >= then for now, then in zip(care(higher), care(least), strict=True))


_MARKS = (Mark.CLEAN, Mark.ACCEPTABLE, Mark.OPEN, Mark.BROKEN)
"""From what counts most to what counts least."""


# -- the numbers ------------------------------------------------------------------------------


def test_the_shares_of_the_rulebook_are_those_of_the_pain_model_and_the_effort_rule() -> None:
    back, red, high = BOOK["pain-back"], BOOK["red-pain"], BOOK["effort-high"]

    assert 0.75 <= back.minutes_share_least <= back.minutes_share <= 0.80
    assert (back.speed_drop_mph, back.level_only, back.days_off) == (0.1, True, 0)
    assert (red.minutes_share, red.back_share, red.days_off, red.stage_back) == (
        0.5,
        0.75,
        2,
        False,
    )
    assert 0.80 <= high.minutes_share_least <= high.minutes_share <= 0.85
    near = BOOK["near-fall"]
    assert (near.stage_back, near.speed_drop_mph) == (True, 0.2)
