"""Model A against the reference tables that it was documented with, and the laws of I38."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.energetics import (
    backward_vo2,
    forward_vo2,
    heart_rate_at,
    heart_rate_max,
    kcal_per_min,
    kcal_span,
    mets,
    outside_validity,
    practice_factor,
    standing_vo2,
    vo2_reserve_share,
    vo2max,
)
from retroplan.core.model.evidence import EnergeticsConstants
from retroplan.core.model.plan import Span
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Sex

MODEL_A = EnergeticsConstants(
    standing_w_kg=1.44,
    speed_factor=1.94,
    speed_exponent=0.43,
    speed_quartic=0.24,
    grade_factor=0.34,
    grade_base=1.05,
    grade_inner_base=1.1,
    grade_offset_pct=32,
    backward_factor=1.55,
    practised_factor=0.85,
    practised_sessions=12,
    rail_factor=0.84,
    older_age=65,
    older_w_kg_per_mps=0.3,
    joules_per_ml_o2=20.9,
    kcal_per_litre_o2=5.0,
    met_ml_kg_min=3.5,
    valid_speed_min_mph=0.4,
    valid_speed_max_mps=1.565,
    light_share_min=0.3,
    moderate_share_min=0.4,
    moderate_share_max=0.59,
    vigorous_share_max=0.89,
    moderate_effort_max=4,
    valid_grade_max_pct=10,
    valid_mass_min_kg=30,
    valid_mass_max_kg=200,
    vo2max_intercept=79.9,
    vo2max_age=0.39,
    vo2max_female=13.7,
    vo2max_lb=0.127,
    vo2max_floor=14,
    hr_max_intercept=208,
    hr_max_age=0.7,
)

REFERENCE = (  # mph, forward VO2, backward VO2, backward METs, kcal a minute at 70 kg
    (0.50, 7.1, 8.7, 2.5, 3.0),
    (0.75, 7.6, 9.5, 2.7, 3.3),
    (1.00, 8.1, 10.3, 2.9, 3.6),
    (1.25, 8.5, 11.0, 3.1, 3.8),
    (1.50, 9.0, 11.6, 3.3, 4.1),
    (1.75, 9.4, 12.3, 3.5, 4.3),
    (2.00, 9.9, 13.0, 3.7, 4.6),
    (2.50, 11.1, 14.9, 4.2, 5.2),
    (3.00, 12.7, 17.4, 5.0, 6.1),
    (3.40, 14.5, 20.2, 5.8, 7.1),
    (3.50, 15.0, 21.0, 6.0, 7.3),
)

METS_BY_GRADE = (  # mph, then METs at 0, 1, 2, 3, 5, 8 and 10 %
    (1.0, (2.9, 3.0, 3.1, 3.2, 3.4, 3.8, 4.1)),
    (1.5, (3.3, 3.4, 3.6, 3.7, 4.1, 4.6, 5.1)),
    (2.0, (3.7, 3.9, 4.1, 4.3, 4.7, 5.5, 6.0)),
    (2.5, (4.2, 4.5, 4.7, 4.9, 5.5, 6.5, 7.1)),
    (3.0, (5.0, 5.2, 5.5, 5.8, 6.5, 7.6, 8.4)),
)

valid_speeds = st.floats(0.4 * MPS_PER_MPH, 1.565)
valid_grades = st.floats(0, 10)
valid_masses = st.floats(30, 200)


def backward_mets(mph: float, grade_pct: float) -> float:
    return mets(backward_vo2(mph * MPS_PER_MPH, grade_pct, MODEL_A), MODEL_A)


@pytest.mark.parametrize(("mph", "forward", "backward", "met", "kcal"), REFERENCE)
def test_level_walking_gives_the_reference_values(
    mph: float, forward: float, backward: float, met: float, kcal: float
) -> None:
    speed = mph * MPS_PER_MPH
    vo2 = backward_vo2(speed, 0, MODEL_A)
    assert forward_vo2(speed, 0, MODEL_A) == pytest.approx(forward, abs=0.051)
    assert vo2 == pytest.approx(backward, abs=0.051)
    assert mets(vo2, MODEL_A) == pytest.approx(met, abs=0.051)
    assert kcal_per_min(vo2, 70, MODEL_A) == pytest.approx(kcal, abs=0.051)


@pytest.mark.parametrize(("mph", "row"), METS_BY_GRADE)
def test_inclines_give_the_reference_values(mph: float, row: tuple[float, ...]) -> None:
    grades = (0, 1, 2, 3, 5, 8, 10)
    assert [backward_mets(mph, grade) for grade in grades] == pytest.approx(list(row), abs=0.051)


def test_the_two_published_backward_values_are_met() -> None:
    assert backward_mets(3.5, 0) == pytest.approx(6.0, abs=0.3)
    assert backward_mets(3.5, 5) == pytest.approx(8.0, abs=0.4)


def test_the_check_points_err_as_little_as_documented() -> None:
    assert backward_vo2(3.5 * MPS_PER_MPH, 5, MODEL_A) == pytest.approx(27.1, abs=0.05)
    assert backward_vo2(4.0 * MPS_PER_MPH, 0, MODEL_A) == pytest.approx(26.1, abs=0.05)


def test_slow_level_walking_costs_two_and_a_half_to_three_and_a_half_times_rest() -> None:
    assert 2.4 <= backward_mets(1.0, 0) <= 3.4


@given(valid_speeds, valid_speeds, valid_grades)
def test_faster_always_costs_more(one: float, other: float, grade: float) -> None:
    slow, fast = sorted((one, other))
    if fast - slow > 1e-6:
        assert backward_vo2(slow, grade, MODEL_A) < backward_vo2(fast, grade, MODEL_A)


@given(valid_speeds, valid_grades, valid_grades)
def test_steeper_always_costs_more(speed: float, one: float, other: float) -> None:
    flat, steep = sorted((one, other))
    if steep - flat > 1e-6:
        assert backward_vo2(speed, flat, MODEL_A) < backward_vo2(speed, steep, MODEL_A)


@given(valid_speeds, valid_grades)
def test_backward_costs_more_than_forward_for_somebody_new(speed: float, grade: float) -> None:
    assert backward_vo2(speed, grade, MODEL_A) > forward_vo2(speed, grade, MODEL_A)


@given(valid_speeds, valid_grades, st.integers(0, 500), st.booleans())
def test_backward_costs_more_than_forward_however_practised(
    speed: float, grade: float, sessions: int, holds_rails: bool
) -> None:
    vo2 = backward_vo2(
        speed, grade, MODEL_A,
        practice=practice_factor(sessions, MODEL_A),
        rail=MODEL_A.rail_factor if holds_rails else 1.0,
    )  # fmt: skip
    assert vo2 > forward_vo2(speed, grade, MODEL_A)


@given(valid_speeds, valid_grades, valid_masses, st.floats(0.5, 2))
def test_energy_grows_in_proportion_to_mass(
    speed: float, grade: float, mass: float, times: float
) -> None:
    vo2 = backward_vo2(speed, grade, MODEL_A)
    assert kcal_per_min(vo2, mass * times, MODEL_A) == pytest.approx(
        times * kcal_per_min(vo2, mass, MODEL_A)
    )


@given(valid_speeds, valid_grades, st.integers(65, 100))
def test_from_65_on_walking_costs_a_little_more_and_before_that_age_changes_nothing(
    speed: float, grade: float, age: int
) -> None:
    young = backward_vo2(speed, grade, MODEL_A, age=64)
    assert young == backward_vo2(speed, grade, MODEL_A)
    added = backward_vo2(speed, grade, MODEL_A, age=age) - young
    assert added == pytest.approx(0.3 * speed * 60 / 20.9)


def test_energy_is_a_range_of_a_fifth_either_way_in_steps_of_five() -> None:
    assert kcal_span(50, share=0.2, step=5) == Span(low=40, high=60)
    assert kcal_span(48.7, share=0.2, step=5) == Span(low=40, high=60)


@given(st.floats(0, 5000))
def test_a_range_of_energy_is_never_a_single_number(kcal: float) -> None:
    span = kcal_span(kcal, share=0.2, step=5)
    assert span.low < span.high
    assert span.low % 5 == span.high % 5 == 0


def test_the_ends_of_the_range_that_is_named_are_inside_it() -> None:
    (sentence,) = outside_validity(9, 0, 70, MODEL_A)
    assert "0.65 to 5.63 km/h (0.4 to 3.5 mph)" in sentence
    assert outside_validity(0.65 / 3.6, 0, 70, MODEL_A) == ()
    assert outside_validity(5.63 / 3.6, 0, 70, MODEL_A) == ()


def test_standing_is_what_walking_comes_down_to_at_no_speed() -> None:
    assert backward_vo2(0, 0, MODEL_A) == standing_vo2(MODEL_A) == pytest.approx(4.134, abs=0.001)


def test_practice_makes_it_cheaper_evenly_and_then_no_more() -> None:
    factors = [practice_factor(sessions, MODEL_A) for sessions in (0, 6, 12, 100)]
    assert factors == pytest.approx([1.0, 0.925, 0.85, 0.85])


def test_holding_rails_lowers_only_the_level_cost_above_standing() -> None:
    free = backward_vo2(0.8, 5, MODEL_A)
    held = backward_vo2(0.8, 5, MODEL_A, rail=0.84)
    level = backward_vo2(0.8, 0, MODEL_A) - standing_vo2(MODEL_A)
    assert free - held == pytest.approx(0.16 * level)


@pytest.mark.parametrize(
    ("age", "sex", "mass", "mph", "share"),
    [
        (55, Sex.FEMALE, 80, 1.0, 0.36),
        (55, Sex.FEMALE, 80, 1.4, 0.42),
        (55, Sex.FEMALE, 80, 3.0, 0.74),
        (25, Sex.MALE, 75, 2.0, 0.21),
        (25, Sex.MALE, 75, 3.0, 0.30),
    ],
)
def test_the_worked_examples_of_personal_intensity(
    age: int, sex: Sex, mass: float, mph: float, share: float
) -> None:
    vo2 = backward_vo2(mph * MPS_PER_MPH, 0, MODEL_A)
    highest = vo2max(age, sex, mass, MODEL_A)
    assert vo2_reserve_share(vo2, highest, MODEL_A) == pytest.approx(share, abs=0.0051)


@given(st.integers(18, 100), valid_masses)
def test_an_unstated_sex_never_makes_the_estimate_bolder(age: int, mass: float) -> None:
    other = vo2max(age, Sex.OTHER, mass, MODEL_A)
    assert other == min(vo2max(age, sex, mass, MODEL_A) for sex in (Sex.FEMALE, Sex.MALE))


def test_the_highest_uptake_has_a_floor() -> None:
    assert vo2max(95, Sex.FEMALE, 180, MODEL_A) == 14


def test_heart_rate_lies_between_rest_and_the_highest() -> None:
    assert heart_rate_max(40, MODEL_A) == pytest.approx(180)
    assert heart_rate_at(0, 60, 40, MODEL_A) == 60
    assert heart_rate_at(0.5, 60, 40, MODEL_A) == pytest.approx(120)
    assert heart_rate_at(1, 60, 40, MODEL_A) == pytest.approx(180)


def test_inside_the_range_nothing_is_said() -> None:
    assert outside_validity(3.5 * MPS_PER_MPH, 10, 200, MODEL_A) == ()
    assert outside_validity(0.4 * MPS_PER_MPH, 0, 30, MODEL_A) == ()
    assert outside_validity(1.0, 0, None, MODEL_A) == ()


@pytest.mark.parametrize(
    ("speed", "grade", "mass", "named"),
    [
        (0.1, 0, 70, "0.4 to 3.5 mph"),
        (1.8, 0, 70, "0.4 to 3.5 mph"),
        (1.0, -1, 70, "0 to 10 %"),
        (1.0, 11, 70, "0 to 10 %"),
        (1.0, 0, 20, "30 to 200 kg"),
        (1.0, 0, float("nan"), "30 to 200 kg"),
    ],
)
def test_outside_the_range_the_range_is_named(
    speed: float, grade: float, mass: float, named: str
) -> None:
    (sentence,) = outside_validity(speed, grade, mass, MODEL_A)
    assert named in sentence
