"""What a difference between two values may be called."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.assessments.change import Change, ChangeVerdict, Since, change
from retroplan.core.assessments.interpretation import Who
from retroplan.evidence.load import load_assessments

TESTS = load_assessments()
NOBODY = Who()
STROKE = Who(conditions=frozenset({"stroke"}))
DAY = dt.date(2026, 11, 23)


def changed(name: str, before: float, after: float, who: Who = NOBODY) -> Change:
    return change(TESTS[name], before=before, after=after, date=DAY, since=Since.BASELINE, who=who)


@pytest.mark.parametrize(
    ("name", "before", "after", "who", "verdict"),
    [
        ("tug", 9.0, 9.0, NOBODY, "same"),
        ("tug", 12.0, 8.0, NOBODY, "unknown"),
        ("tug", 14.0, 11.2, STROKE, "within-error"),
        ("tug", 14.0, 11.1, STROKE, "within-error"),
        ("tug", 14.0, 11.0, STROKE, "beyond-error"),
        ("backward-walk-3m", 5.0, 4.1, NOBODY, "within-error"),
        ("backward-walk-3m", 5.0, 4.0, NOBODY, "beyond-error"),
        ("backward-walk-3m", 5.0, 4.0, Who(conditions=frozenset({"multiple-sclerosis"})),
         "within-error"),
        ("chair-stand", 10, 11, NOBODY, "not-noticeable"),
        ("chair-stand", 10, 12, NOBODY, "perhaps-noticeable"),
        ("chair-stand", 10, 13, NOBODY, "noticeable"),
        ("gait-speed-10m", 1.0, 1.04, NOBODY, "not-noticeable"),
        ("gait-speed-10m", 1.0, 1.05, NOBODY, "perhaps-noticeable"),
        ("gait-speed-10m", 0.8, 0.9, NOBODY, "noticeable"),
        ("nprs", 5, 4, NOBODY, "not-noticeable"),
        ("nprs", 5, 3, NOBODY, "noticeable"),
        ("six-minute-walk", 500, 531, NOBODY, "noticeable"),
        ("six-minute-walk", 300, 350, STROKE, "not-noticeable"),
        ("koos-ps", 20, 5, NOBODY, "unknown"),
        ("womac", 50, 45, NOBODY, "not-noticeable"),
        ("womac", 50, 44, NOBODY, "noticeable"),
        ("four-stage-balance", 2, 4, NOBODY, "unknown"),
    ],
)  # fmt: skip
def test_a_change_is_called_what_its_sources_allow(
    name: str, before: float, after: float, who: Who, verdict: str
) -> None:
    assert changed(name, before, after, who).verdict.value == verdict


@pytest.mark.parametrize(
    ("before", "error"),
    [(0.39, 0.05), (0.4, 0.11), (0.6, 0.11), (0.8, 0.11), (0.81, 0.21)],
)
def test_after_a_stroke_the_error_of_the_10_m_walk_goes_by_the_first_speed(
    before: float, error: float
) -> None:
    within = changed("gait-speed-10m", before, before + error, STROKE)
    beyond = changed("gait-speed-10m", before, before + error + 0.01, STROKE)

    assert within.error is not None
    assert within.error.value == error
    assert (within.is_real, beyond.is_real) == (False, True)


def test_what_people_notice_after_a_stroke_is_theirs_and_not_everybodys() -> None:
    assert [each.value for each in changed("gait-speed-10m", 0.3, 0.4, STROKE).felt] == [0.16]


def test_which_way_is_better_depends_on_the_test() -> None:
    assert changed("tug", 10, 9).is_better is True
    assert changed("chair-stand", 10, 9).is_better is False
    assert changed("tug", 9, 9).is_better is None


def test_amounts_are_exact() -> None:
    assert changed("gait-speed-10m", 0.8, 0.9).amount == 0.1
    assert str(changed("tug", 9.0, 9.0).amount) == "0.0"


NAMES = st.sampled_from(sorted(TESTS))
PEOPLE = st.sampled_from(
    [NOBODY, STROKE, *(Who(conditions=frozenset({each})) for each in
                       ("multiple-sclerosis", "parkinson"))]
)  # fmt: skip


@given(NAMES, st.floats(0.1, 100), st.floats(0.1, 100), PEOPLE)
def test_nothing_is_called_a_change_below_any_limit_that_is_known(
    name: str, before: float, after: float, who: Who
) -> None:
    found = changed(name, before, after, who)
    size = abs(found.amount)

    if found.is_real:
        assert found.error is not None or found.felt
        assert found.error is None or size >= found.error.value
    if found.verdict is ChangeVerdict.NOTICEABLE:
        assert all(size >= (each.high or each.value) for each in found.felt)
    if found.error is not None and size < found.error.value:
        assert found.verdict in {ChangeVerdict.SAME, ChangeVerdict.WITHIN_ERROR}


@given(NAMES, st.floats(1, 50), st.floats(0, 20), st.floats(0, 20), PEOPLE)
def test_more_of_a_change_is_never_called_less(
    name: str, before: float, one: float, other: float, who: Who
) -> None:
    small, large = sorted([one, other])

    if changed(name, before, before + small, who).is_real:
        assert changed(name, before, before + large, who).is_real
