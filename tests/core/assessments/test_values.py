"""Names, and the value that trials make."""

import pytest

from retroplan.core.assessments.schedule import DECLARED_AS
from retroplan.core.assessments.values import (
    capped,
    check_trials,
    check_value,
    named,
    names,
    of_trials,
    spelt,
)
from retroplan.core.model.assessment import Way
from retroplan.errors import UsageProblem
from retroplan.evidence.load import load_assessments, load_conditions
from retroplan.profile_file.values import RANGES

TESTS = load_assessments()


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("TUG", "tug"),
        ("timed up and go", "tug"),
        ("3mbwt", "backward-walk-3m"),
        ("backward_walk_3m", "backward-walk-3m"),
        ("10m", "gait-speed-10m"),
        ("balance", "four-stage-balance"),
        ("four-stage", "four-stage-balance"),
        ("tandem", "tandem"),
        ("6MWT", "six-minute-walk"),
        ("pain", "nprs"),
        ("Chair Stand", "chair-stand"),
    ],
)
def test_a_test_is_found_by_any_of_its_names(word: str, name: str) -> None:
    found = named(TESTS, word)

    assert found is not None
    assert found.name == name


def test_no_word_names_two_tests() -> None:
    words = names(TESTS.values())

    assert len(words) == len(set(words))
    assert words == [spelt(word) for word in words]


@pytest.mark.parametrize(
    ("name", "trials", "value"),
    [
        ("backward-walk-3m", (3.9, 3.7), 3.8),
        ("tug", (9.9, 9.7), 9.8),
        ("single-leg", (12.0, 30.5, 8.0), 30.5),
        ("four-stage-balance", (10, 10, 6.2), 2),
        ("koos-ps", (1, 2, 0, 0, 4, 4, 3), 14),
        ("gait-speed-10m", (1.21, 1.16), 1.19),
    ],
)
def test_trials_make_a_value_by_the_protocol(
    name: str, trials: tuple[float, ...], value: float
) -> None:
    assert of_trials(TESTS[name], trials) == pytest.approx(value, abs=0.006)
    check_trials(TESTS[name], value, trials)


def test_a_value_that_its_trials_do_not_make_is_refused() -> None:
    with pytest.raises(UsageProblem, match=r"make 9\.8 s, not 9\.2"):
        check_trials(TESTS["tug"], 9.2, (9.9, 9.7))


@pytest.mark.parametrize(("name", "value"), [("tug", 1), ("chair-stand", 300), ("nprs", 11)])
def test_what_cannot_be_is_refused_with_the_range(name: str, value: float) -> None:
    plausible = TESTS[name].plausible

    with pytest.raises(UsageProblem, match=f"from {plausible.lowest:g} to {plausible.highest:g}"):
        check_value(TESTS[name], value)


def test_halves_of_a_stand_are_refused() -> None:
    with pytest.raises(UsageProblem, match="whole number"):
        check_value(TESTS["chair-stand"], 12.5)


def test_a_stance_counts_no_longer_than_the_test_lasts() -> None:
    assert capped(TESTS["single-leg"], 60) == 45
    assert capped(TESTS["tandem"], 25) == 10
    assert capped(TESTS["six-minute-walk"], 500) == 500


def test_ranges_are_those_of_the_profile() -> None:
    for name, key in DECLARED_AS.items():
        if name != "four-stage-balance":
            plausible = TESTS[name].plausible
            assert RANGES["tests", key][:2] == (plausible.lowest, plausible.highest), name


def test_what_leads_through_a_test_is_complete() -> None:
    conditions = load_conditions()
    for name, test in TESTS.items():
        how = test.how
        assert how.way is not Way.COUNTDOWN or (how.longest_s and how.ask), name
        assert how.way is not Way.HOLDS or (how.longest_s and how.parts), name
        assert how.way is not Way.QUESTIONS or (how.parts and how.answers and how.ask), name
        assert how.way is not Way.NUMBER or how.ask, name
        whose = [cut.conditions for cut in test.cut_offs]
        whose += [change.conditions for change in test.changes]
        assert {word for words in whose for word in words} <= set(conditions), name


def test_the_usual_norms_of_a_way_of_doing_it_are_there() -> None:
    for name, test in TESTS.items():
        if test.variant:
            assert test.variant in {norm.variant for norm in test.norms}, name
