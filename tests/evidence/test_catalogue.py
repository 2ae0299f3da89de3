"""The data itself: every number owns up to where it comes from, and the pieces fit together."""

from itertools import pairwise
from typing import Any

import pytest

from retroplan.core.model.vocabulary import GoalKind
from retroplan.evidence import load
from tests.evidence.walk import SOURCES, problems, read_catalogue

SOURCED: dict[str, Any] = {"citations.toml": {"a2001": {"year": 2001, "n": 12}}}
"""A catalogue of one source, which the tests add one file to."""

CERTAINTIES = {"high", "moderate", "low", "very low", "judgement"}


def test_every_number_names_its_source_and_every_source_is_used() -> None:
    assert problems(read_catalogue(load.DATA)) == []


@pytest.mark.parametrize(
    "table",
    [
        {"speed_mph": 1.0, "cites": ["a2001"]},
        {"cites": ["a2001"], "weeks": [{"week": 1, "reps": 8}]},
        {"cites": ["a2001"], "weeks": [{"reps": 8, "judgement": True, "reason": "Guessed."}]},
        {"is_steep": True, "cites": ["a2001"]},
    ],
)
def test_the_walk_accepts_what_owns_up(table: dict[str, Any]) -> None:
    assert problems(SOURCED | {"dose.toml": {"row": table}}) == []


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"speed_mph": 1.0}, "dose.toml row speed_mph: the number 1.0 has no source"),
        ({"weeks": [{"reps": 8}]}, "dose.toml row weeks[1] reps: the number 8 has no source"),
        ({"reps": 8, "cites": []}, "dose.toml row reps: the number 8 has no source"),
        (
            {"cites": ["a2001"], "weeks": [{"reps": 8, "cites": []}]},
            "dose.toml row weeks[1] reps: the number 8 has no source",
        ),
        (
            {"reps": 8, "judgement": True},
            "dose.toml row judgement: a judgement without a reason",
        ),
        (
            {"reps": 8, "judgement": False, "reason": "Guessed."},
            "dose.toml row reps: the number 8 has no source",
        ),
        ({"reps": 8, "cites": ["b2002"]}, "dose.toml row cites[1]: no source is called 'b2002'"),
        ({"word": "none"}, "citations.toml: nothing cites 'a2001'"),
        ({"pair": [1, 2]}, "dose.toml row pair[2]: the number 2 has no source"),
    ],
)
def test_the_walk_finds_what_does_not(table: dict[str, Any], problem: str) -> None:
    assert problem in problems(SOURCED | {"dose.toml": {"row": table}})


def test_every_claim_has_a_source_or_a_reason_and_says_how_sure_one_can_be() -> None:
    for key, claim in load.load_claims().items():
        assert claim.cites or (claim.judgement and claim.reason), key
        assert claim.certainty in CERTAINTIES, key
        assert claim.caveat, key
        assert claim.judgement == (claim.certainty == "judgement"), key


def test_every_goal_and_every_other_topic_has_claims() -> None:
    topics = load.load_topics()

    assert {goal.value for goal in GoalKind} < set(topics)
    assert set(topics) == {claim.topic for claim in load.load_claims().values()}


def test_protocols_name_tests_that_exist() -> None:
    for goal in GoalKind:
        protocol = load.load_protocol(goal)
        assert set(protocol.assessments) <= set(load.load_assessments()), goal


def test_no_two_things_that_can_be_asked_for_share_a_name() -> None:
    names = [
        *load.load_topics(),
        *load.load_claims(),
        *load.load_citations(),
        *(key.casefold() for key in load.load_invariants()),
        "list",
        "conditions",
    ]

    assert sorted(names) == sorted(set(names))


def test_a_test_shares_its_name_with_nothing_but_its_own_source() -> None:
    others = {*load.load_topics(), *load.load_claims()}
    for name, test in load.load_assessments().items():
        assert name not in others
        assert name not in load.load_citations() or name in test.cites


def test_sources_are_identified_in_the_usual_form() -> None:
    for key, citation in load.load_citations().items():
        assert not citation.doi or citation.doi.startswith("10."), key
        assert not citation.pmid or citation.pmid.isdigit(), key
        assert citation.year is None or 1990 <= citation.year <= 2026, key
        assert citation.n is None or citation.n > 0, key
        assert citation.design, key
        assert citation.read, key


def test_pain_zones_cover_the_scale_once() -> None:
    zones = load.load_scales().zones

    assert [value for zone in zones for value in range(zone.low, zone.high + 1)] == [*range(11)]


def test_pain_zones_end_where_the_rules_begin() -> None:
    green, amber, red = load.load_scales().zones
    rulebook = load.load_rulebook()

    assert (green.name, amber.name, red.name) == ("green", "amber", "red")
    assert rulebook["two-clean"].numbers["green_at_most"] == green.high == amber.low - 1
    assert rulebook["red-pain"].numbers["pain_above"] == amber.high == red.low - 1
    assert rulebook["pain-before"].numbers["pain_above"] == amber.high
    assert rulebook["pain-back"].numbers["pain_above"] == amber.high


NUMBERS: dict[str, dict[str, float]] = {
    "two-clean": {"sessions": 2, "green_at_most": 2, "points_above_usual": 1,
                  "days_for_a_morning": 3, "share_at_least": 0.9, "acceptable_rise_s": 60},
    "too-soon": {"sessions": 2},
    "held-two-weeks": {"weeks": 2},
    "held-four-weeks": {"weeks": 4},
    "pain-hold": {"in_a_row": 2},
    "pain-back": {"rise_at_least": 2, "pain_above": 5},
    "red-pain": {"pain_above": 5},
    "red-morning": {"rise_at_least": 3, "pain_above": 6},
    "giving-way-again": {"needs_yes": 1, "days": 28},
    "joint-signs": {"needs_yes": 1},
    "pain-before": {"pain_above": 5},
    "two-reds": {"needs_yes": 1, "reds": 2, "days": 14, "episode_days": 4},
    "three-reds": {"needs_yes": 1, "reds": 3, "days": 42},
    "saw-tooth": {"days": 28, "share": 0.85, "steps": 2},
    "rising-pain": {"walks": 3, "points": 2},
    "still-rising": {"needs_yes": 1},
    "usual-risen": {"points_above_first": 2},
    "effort-above": {"in_a_row": 2},
    "effort-high": {"points_above_at_least": 2, "effort_at_least": 7},
    "cut-short": {"share_below": 0.75},
    "overdone": {"share_above": 1.15, "seconds_above": 60},
    "far-overdone": {"share_above": 1.5},
}  # fmt: skip
"""What the pain model, the rule of effort and I27 to I33 and I46 say (4.4, 4.5)."""


@pytest.mark.parametrize("name", NUMBERS)
def test_the_numbers_of_pain_effort_and_too_much_are_those_of_the_evidence(name: str) -> None:
    assert dict(load.load_rulebook()[name].numbers) == NUMBERS[name]


STEPS_DOWN: dict[str, tuple[float, float, int, bool]] = {
    "pain-back": (0.8, 1, 0, False),
    "rising-pain": (0.8, 1, 0, False),
    "red-pain": (0.5, 0.75, 2, False),
    "leg-signs": (0.5, 0.75, 2, False),
    "red-morning": (0.5, 0.75, 2, False),
    "red-knee": (0.5, 0.75, 2, False),
    "giving-way": (0.5, 0.75, 2, True),
    "flare": (0.5, 0.75, 3, False),
    "two-reds": (0.5, 0.75, 0, False),
    "three-reds": (0.5, 0.75, 0, False),
    "giving-way-again": (0.5, 0.75, 0, True),
}
"""Of the dose that stood: what is left, what comes back first, days off, and a step of support."""


@pytest.mark.parametrize("name", STEPS_DOWN)
def test_pain_sets_the_minutes_and_the_rung_belongs_to_giving_way_alone(name: str) -> None:
    rule = load.load_rulebook()[name]
    asked = (rule.minutes_share, rule.back_share, rule.days_off, rule.stage_back)

    assert asked == STEPS_DOWN[name]
    assert rule.is_of_pain


def test_what_neither_counts_nor_breaks_the_row_says_so() -> None:
    keeping = {name for name, rule in load.load_rulebook().items() if rule.keeps_row}

    assert keeping == {
        "acceptable-pain", "effort-above", "overdone", "week-overdone", "painkiller", "numb-feet", "days-off-shorter",
        "held-two-weeks", "held-four-weeks", "saw-tooth", "usual-risen", "usual-unknown", "left-out",
    }  # fmt: skip


def test_the_way_back_counts_towards_a_rise_where_nothing_went_wrong() -> None:
    counting = {name for name, rule in load.load_rulebook().items() if rule.counts_back}

    assert counting == {"days-off-shorter", "after-illness", "easier"}


def test_effort_words_rise_from_one_end_of_the_scale_to_the_other() -> None:
    values = [word.value for word in load.load_scales().effort]

    assert values == sorted(set(values))
    assert (values[0], values[-1]) == (0, 10)


def test_norms_are_in_order_and_no_two_are_for_the_same_people() -> None:
    for name, test in load.load_assessments().items():
        for norm in test.norms:
            values = [part for part in (norm.low, norm.value, norm.high) if part is not None]
            assert values, name
            assert values == sorted(values), (name, norm)
        groups: dict[object, list[tuple[int, int]]] = {}
        for norm in test.norms:
            who = (norm.sex, norm.variant, norm.population)
            groups.setdefault(who, []).append((norm.age_from or 0, norm.age_to or 999))
        for ages in groups.values():
            assert all(one[1] < other[0] for one, other in pairwise(sorted(ages))), (name, ages)


def test_a_test_knows_which_way_is_better() -> None:
    for name, test in load.load_assessments().items():
        assert test.better in {"lower", "higher"}, name
        assert {cut.sense for cut in test.cut_offs} <= {"below", "at-most", "at-least", "above"}
        assert {change.kind for change in test.changes} <= {"mdc", "mcid", "judgement"}


def test_chair_stand_lines_never_rise_with_age() -> None:
    cuts = load.load_assessments()["chair-stand"].cut_offs
    for sex in {cut.sex for cut in cuts}:
        values = [cut.value for cut in cuts if cut.sex is sex]
        assert len(values) == 7
        assert values == sorted(values, reverse=True)


def test_the_three_caveats_are_there() -> None:
    assert len(load.load_guidance().caveats) == 3


def test_the_source_file_is_where_the_walk_expects_it() -> None:
    assert len(read_catalogue(load.DATA)[SOURCES]) > 100
