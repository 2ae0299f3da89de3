"""The rules over a walk, each both ways at its exact limits; each says what it saw, what follows, and why."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.session_rules import (
    SESSION_RULES,
    SessionSignals,
    is_clean,
    is_red,
    session_rulings,
)
from retroplan.core.model.adjustment import Input
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Outcome, Step
from retroplan.core.text import day_words
from retroplan.evidence.load import load_rulebook
from tests.builders import make_log, make_session

BOOK = load_rulebook()
DAY = dt.timedelta(days=1)
SESSION = make_session()  # 4 minutes backward, effort 3 at most
TODAY = SESSION.date

Pains = tuple[tuple[dt.date, int], ...]


def signals(log: SessionLog | None = None, pains: Pains = (), **told: Any) -> SessionSignals:
    return SessionSignals(log=log or make_log(SESSION, **told), rulebook=BOOK, earlier_pain=pains)


def names(**told: Any) -> list[str]:
    return [ruling.rule.name for ruling in session_rulings(signals(**told))]


def only(rule: str, **told: Any) -> Ruling:
    """What one rule says; the test is about nothing else."""
    (found,) = [each for each in session_rulings(signals(**told)) if each.rule.name == rule]
    return found


# -- each rule at its limits ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "fired"),
    [
        ({}, []),
        # pain: 0 to 2 safe, 3 to 5 acceptable, above 5 too much
        ({"nprs_during": 0}, []),
        ({"nprs_during": 2}, []),
        ({"nprs_during": 3}, ["amber-pain"]),
        ({"nprs_during": 5}, ["amber-pain"]),
        ({"nprs_during": 6}, ["red-pain"]),
        ({"nprs_during": 10}, ["red-pain"]),
        # effort: meant to be 3 at most
        ({"rpe": 0}, []),
        ({"rpe": 3}, []),
        ({"rpe": 4}, ["effort-above"]),
        ({"rpe": 5}, ["effort-high"]),
        ({"rpe": 10}, ["effort-high"]),
        # how much of it was walked, of 240 seconds
        ({"backward_s": 179}, ["cut-short"]),  # 74.6 %
        ({"backward_s": 180}, ["not-whole"]),  # 75 %
        ({"backward_s": 237}, ["not-whole"]),  # 98.8 %
        ({"backward_s": 238}, []),  # 99.2 %, which typed minutes round to
        ({"backward_s": 240}, []),
        ({"backward_s": 300}, []),
        ({"backward_s": 0}, ["cut-short"]),
        ({"outcome": Outcome.PARTIAL}, ["not-whole"]),
        ({"outcome": Outcome.PARTIAL, "backward_s": 179}, ["cut-short"]),
        ({"outcome": Outcome.PARTIAL, "backward_s": None}, ["not-whole"]),
        ({"backward_s": None}, ["not-whole"]),
        # steadiness
        ({"near_falls": 0, "falls": 0}, []),
        ({"near_falls": 1}, ["near-fall"]),
        ({"near_falls": 3}, ["near-fall"]),
        ({"falls": 1}, ["fall"]),
        ({"falls": None}, []),
        # not said
        ({"rpe": None}, ["not-said"]),
        ({"nprs_during": None}, ["not-said"]),
        ({"near_falls": None}, ["not-said"]),
        ({"rpe": None, "nprs_during": None, "near_falls": None}, ["not-said"]),
        ({"rpe": None, "backward_s": 200}, ["not-whole"]),
        ({"nprs_before": None, "total_s": None, "speed_mps": None}, []),
    ],
)
def test_each_rule_fires_when_its_facts_say_so_and_only_then(
    told: dict[str, Any], fired: list[str]
) -> None:
    assert names(**told) == fired
    assert is_clean(signals(**told)) == (fired == [])
    assert is_red(signals(**told)) == (fired == ["red-pain"])


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
        ({"nprs_during": 3}, ["amber-pain"]),
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
    assert not is_clean(signals(extra))


# -- pain that climbs -------------------------------------------------------------------------


def reports(*values: tuple[int, int]) -> Pains:
    """Reports of earlier walks: so many days ago, so much pain."""
    return tuple((TODAY - ago * DAY, pain) for ago, pain in values)


@pytest.mark.parametrize(
    ("earlier", "pain", "is_climb"),
    [
        (((7, 0), (5, 1), (3, 2)), 3, True),  # four reports over seven days
        (((6, 0), (5, 1), (3, 2)), 3, False),  # over six days
        (((14, 0), (5, 1), (3, 2)), 3, True),  # over fourteen days
        (((15, 0), (5, 1), (3, 2)), 3, False),  # the first is too old
        (((15, 0), (14, 0), (5, 1), (3, 2)), 3, True),
        (((7, 1), (3, 2)), 3, False),  # three reports
        (((7, 0), (5, 1), (3, 1)), 3, False),  # each has to be higher than the one before
        (((7, 0), (5, 1), (3, 3)), 3, False),
        (((7, 3), (5, 2), (3, 1)), 4, False),
        (((7, 0), (5, 1), (3, 2)), 2, False),  # still within the safe zone
        (((9, 0), (8, 5), (7, 1), (5, 4), (3, 2)), 3, True),  # others between do not hide it
        (((7, 0), (7, 1), (7, 2)), 3, False),  # of one day, one counts
        (((7, 0), (7, 1), (5, 1), (3, 2)), 3, True),
        ((), 9, False),
    ],
)
def test_pain_climbs_over_four_reports_and_one_to_two_weeks(
    earlier: tuple[tuple[int, int], ...], pain: int, is_climb: bool
) -> None:
    found = session_rulings(signals(pains=reports(*earlier), nprs_during=pain))

    assert any(ruling.rule.name == "rising-pain" for ruling in found) == is_climb


def test_a_climb_names_every_report_that_it_is_made_of() -> None:
    earlier = reports((9, 0), (7, 1), (5, 4), (3, 2))
    found = only("rising-pain", pains=earlier, nprs_during=3)
    adjustment = found.adjustment

    assert adjustment.step is Step.SUSPEND
    assert [(each.date, each.value) for each in adjustment.inputs] == [
        (TODAY - 9 * DAY, "0 of 10"), (TODAY - 7 * DAY, "1 of 10"),
        (TODAY - 3 * DAY, "2 of 10"), (TODAY, "3 of 10"),
    ]  # fmt: skip
    assert "0, 1, 2 and 3 of 10" in adjustment.sentence
    assert "clinician" in adjustment.sentence


@given(
    earlier=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 10)), max_size=8),
    more=st.tuples(st.integers(1, 20), st.integers(0, 10)),
    pain=st.integers(0, 10),
)
def test_one_more_report_never_makes_a_climb_disappear(
    earlier: list[tuple[int, int]], more: tuple[int, int], pain: int
) -> None:
    def climbs(values: list[tuple[int, int]]) -> bool:
        found = signals(pains=reports(*sorted(values, reverse=True)), nprs_during=pain)
        return any(ruling.rule.name == "rising-pain" for ruling in session_rulings(found))

    assert climbs([*earlier, more]) >= climbs(earlier)


# -- what a rule says -------------------------------------------------------------------------

FIRING: dict[str, dict[str, Any]] = {
    "fall": {"falls": 1},
    "rising-pain": {"nprs_during": 3, "pains": reports((7, 0), (5, 1), (3, 2))},
    "red-pain": {"nprs_during": 6},
    "near-fall": {"near_falls": 2},
    "cut-short": {"backward_s": 120},
    "effort-high": {"rpe": 5},
    "amber-pain": {"nprs_during": 4},
    "effort-above": {"rpe": 4},
    "not-whole": {"backward_s": 200},
    "not-said": {"rpe": None},
}
"""What makes each rule fire."""

SAW: dict[str, Input] = {
    "fall": Input(date=TODAY, name="falls", value="1"),
    "rising-pain": Input(date=TODAY, name="pain while walking", value="3 of 10"),
    "red-pain": Input(date=TODAY, name="pain while walking", value="6 of 10"),
    "near-fall": Input(date=TODAY, name="stumbles", value="2"),
    "cut-short": Input(date=TODAY, name="backward time", value="2:00 of 4:00"),
    "effort-high": Input(date=TODAY, name="effort", value="5 of 10, meant to be 3 at most"),
    "amber-pain": Input(date=TODAY, name="pain while walking", value="4 of 10"),
    "effort-above": Input(date=TODAY, name="effort", value="4 of 10, meant to be 3 at most"),
    "not-whole": Input(date=TODAY, name="backward time", value="3:20 of 4:00"),
    "not-said": Input(date=TODAY, name="effort", value="not told"),
}
"""The fact that each looked at."""


def test_every_rule_is_spoken_of_here() -> None:
    ruled = {rule.__name__.replace("_", "-") for rule in SESSION_RULES}

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
    assert day_words(TODAY) in adjustment.sentence or name == "rising-pain"
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
        ("amber-pain", {"nprs_during": 2}),
        ("effort-high", {"rpe": 4}),
        ("effort-above", {"rpe": 3}),
        ("cut-short", {"backward_s": 180}),
        ("not-whole", {"backward_s": 240}),
        ("near-fall", {"near_falls": 0}),
        ("fall", {"falls": 0}),
        ("not-said", {"rpe": 3}),
        ("rising-pain", {"nprs_during": 3, "pains": ()}),
    ],
)
def test_what_would_have_been_is_true(name: str, told: dict[str, Any]) -> None:
    """With the value that `otherwise` names the rule is silent; the value stands in its words."""
    assert name in names(**FIRING[name])
    assert name not in names(**told)
    otherwise = only(name, **FIRING[name]).adjustment.otherwise
    (value,) = [each for key, each in told.items() if key != "pains"]
    named = {"cut-short": "75 %", "effort-high": "4 or below", "effort-above": "3 or below",
             "red-pain": "5 or below", "amber-pain": "2 or below"}  # fmt: skip
    assert named.get(name, "") in otherwise, value


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


def test_amber_and_red_and_the_two_efforts_never_fire_together() -> None:
    for pain in range(11):
        for rpe in range(11):
            found = names(nprs_during=pain, rpe=rpe)
            assert not {"amber-pain", "red-pain"} <= set(found)
            assert not {"effort-above", "effort-high"} <= set(found)


# -- laws -------------------------------------------------------------------------------------

TOLD = st.fixed_dictionaries(
    {},
    optional={
        "nprs_during": st.none() | st.integers(0, 10),
        "rpe": st.none() | st.integers(0, 10),
        "near_falls": st.none() | st.integers(0, 3),
        "falls": st.none() | st.integers(0, 2),
        "backward_s": st.none() | st.integers(0, 400),
        "outcome": st.sampled_from([Outcome.DONE, Outcome.PARTIAL]),
    },
)


@given(told=TOLD)
def test_a_walk_is_clean_exactly_where_no_rule_fires(told: dict[str, Any]) -> None:
    assert is_clean(signals(**told)) == (names(**told) == [])


@given(
    told=TOLD,
    worse=st.sampled_from(["nprs_during", "rpe", "near_falls", "falls"]),
    by=st.integers(1, 3),
)
def test_a_worse_answer_never_makes_the_rules_milder(
    told: dict[str, Any], worse: str, by: int
) -> None:
    usual = getattr(make_log(SESSION), worse)
    value = told.get(worse, usual)
    value = 0 if value is None else value
    higher = {**told, worse: min(10, value + by)}
    least = {**told, worse: value}

    def care(values: dict[str, Any]) -> tuple[float, ...]:
        found = session_rulings(signals(**values))
        return (
            max((ruling.rule.step.rank for ruling in found), default=0),
            1 - min((ruling.rule.minutes_share for ruling in found), default=1),
            max((ruling.rule.days_off for ruling in found), default=0),
            max((ruling.rule.stage_back for ruling in found), default=0),
            max((ruling.rule.speed_drop_mph for ruling in found), default=0),
        )

    assert all(now >= then for now, then in zip(care(higher), care(least), strict=True))


# -- the numbers ------------------------------------------------------------------------------


def test_the_shares_of_the_rulebook_are_those_of_the_pain_model_and_the_effort_rule() -> None:
    amber, red, high = BOOK["amber-morning"], BOOK["red-pain"], BOOK["effort-high"]

    assert 0.75 <= amber.minutes_share_least <= amber.minutes_share <= 0.80
    assert (red.minutes_share, red.days_off, red.stage_back) == (0.5, 2, True)
    assert 0.80 <= high.minutes_share_least <= high.minutes_share <= 0.85
    near = BOOK["near-fall"]
    assert (near.stage_back, near.speed_drop_mph) == (True, 0.2)
    assert (BOOK["two-reds"].numbers["reds"], BOOK["two-reds"].numbers["days"]) == (2, 14)
