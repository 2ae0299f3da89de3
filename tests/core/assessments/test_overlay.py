"""Results over what the profile declares."""

import datetime as dt
from dataclasses import asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.assessments.overlay import (
    FOUR_STAGES,
    HEEL_TO_TOE,
    STAGE_S,
    known_tests,
    usual_pain,
)
from retroplan.core.model.events import AssessmentResult
from retroplan.core.model.profile import KnownTests
from retroplan.evidence.load import load_assessments

DAY = dt.date(2026, 12, 14)


def result(
    name: str = "tug", value: float = 9.8, *, days: int = 0, trials: tuple[float, ...] = ()
) -> AssessmentResult:
    date = DAY + dt.timedelta(days=days)
    return AssessmentResult(date=date, assessment=name, value=value, trials=trials)


def test_what_was_declared_stands_where_there_is_no_result() -> None:
    declared = KnownTests(tug_s=8.5, chair_stands_30s=14)

    assert known_tests(declared, ()) == declared
    assert known_tests(declared, (result("tug", 12.4),)) == KnownTests(
        tug_s=12.4, chair_stands_30s=14
    )


def test_the_newest_day_counts_whatever_was_entered_last() -> None:
    results = (result(value=10.0, days=7), result(value=12.0, days=0))

    assert known_tests(KnownTests(), results).tug_s == 10.0


def test_of_one_day_the_later_entry_counts() -> None:
    assert known_tests(KnownTests(), (result(value=10), result(value=11))).tug_s == 11


@pytest.mark.parametrize(
    ("name", "field", "value", "told"),
    [
        ("backward-walk-3m", "backward_walk_3m_s", 3.4, 3.4),
        ("tug", "tug_s", 9.8, 9.8),
        ("chair-stand", "chair_stands_30s", 13.0, 13),
        ("tandem", "tandem_s", 7.5, 7.5),
        ("single-leg", "single_leg_s", 22.0, 22.0),
        ("gait-speed-10m", "gait_speed_10m_mps", 1.1, 1.1),
        ("six-minute-walk", "six_minute_walk_m", 510.0, 510.0),
    ],
)
def test_each_test_tells_its_own_field(name: str, field: str, value: float, told: float) -> None:
    known = known_tests(KnownTests(), (result(name, value),))

    assert {key: found for key, found in asdict(known).items() if found is not None} == {
        field: told
    }


@pytest.mark.parametrize(
    ("stages", "trials", "seconds"),
    [
        (4, (), 10),
        (3, (10, 10, 10, 4.2), 10),
        (2, (10, 10, 6.2), 6.2),
        (2, (), 0),
        (1, (10, 3), 0),
    ],
)
def test_the_balance_test_tells_the_heel_to_toe_stance(
    stages: int, trials: tuple[float, ...], seconds: float
) -> None:
    found = known_tests(
        KnownTests(tandem_s=10), (result("four-stage-balance", stages, trials=trials),)
    )

    assert found == KnownTests(tandem_s=seconds)


def test_the_stages_are_those_of_the_catalogue() -> None:
    how = load_assessments()[FOUR_STAGES].how

    assert how.longest_s == STAGE_S
    assert "heel" in how.parts[HEEL_TO_TOE - 1].lower()


def test_of_two_tests_that_tell_the_same_the_newer_counts() -> None:
    results = (result("tandem", 4.0, days=1), result("four-stage-balance", 4, days=0))

    assert known_tests(KnownTests(), results).tandem_s == 4.0


def test_what_no_field_knows_changes_nothing() -> None:
    assert known_tests(KnownTests(tug_s=9), (result("koos-ps", 12),)) == KnownTests(tug_s=9)


def test_usual_pain_is_the_newest_that_was_said() -> None:
    assert usual_pain(4, ()) == 4
    assert usual_pain(4, (result("nprs", 6, days=1), result("nprs", 2), result())) == 6


NAMES = st.sampled_from(
    ["tug", "tandem", "four-stage-balance", "backward-walk-3m", "koos-ps", "single-leg"]
)
RESULTS = st.lists(
    st.builds(
        result,
        NAMES,
        st.integers(0, 4).map(float),
        days=st.integers(0, 20),
        trials=st.lists(st.floats(0, 12), max_size=4).map(tuple),
    )
)


@given(RESULTS)
def test_a_newer_result_always_wins_and_touches_nothing_else(
    results: list[AssessmentResult],
) -> None:
    before = known_tests(KnownTests(), results)
    after = known_tests(KnownTests(), [*results, result("tug", 99.0, days=20)])

    assert after.tug_s == 99.0
    for field in fields(KnownTests):
        if field.name != "tug_s":
            assert getattr(after, field.name) == getattr(before, field.name)


@given(RESULTS)
def test_an_older_result_never_wins(results: list[AssessmentResult]) -> None:
    newest = [result("tug", 7.0), *results]
    expected = known_tests(KnownTests(), newest)

    assert known_tests(KnownTests(), [*newest, result("tug", 99.0, days=-1)]) == expected
