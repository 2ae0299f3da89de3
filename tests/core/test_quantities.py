"""Numbers as people type them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import (
    exact_speed,
    parse_count,
    parse_distance,
    parse_mass,
    parse_minutes,
    parse_number,
    parse_speed,
    spoken_distance,
    spoken_mass,
    spoken_speed,
    yardstick,
)
from retroplan.errors import UsageProblem


def number(text: str) -> float:
    return parse_number(text, name="--x", low=-1000, high=1e9)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), ("2.5", 2.5), ("2,5", 2.5), (" 7 ", 7), ("+4", 4), ("-4", -4), ("-0", 0),
        ("0,125", 0.125), ("1.200", 1.2), ("007", 7),
    ],
)  # fmt: skip
def test_plain_numbers_are_taken_with_a_point_or_a_comma(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "nan", "inf", "-inf", "1e3", "1e309", "0x10", "1_000", "1 000", "1'000", "٣", "３",
        "²", "½", ".5", "5.", "--5", "+-5", "1,2,3", "1,200", "12,345", "1.2.3", "1.000,5",
        "9" * 25, "1" * 10, "0.1234567", "five", "5\x00", "5\n6",
    ],
)  # fmt: skip
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        number(text)


@given(st.text(max_size=40))
def test_any_text_is_a_finite_number_in_range_or_a_usage_problem(text: str) -> None:
    try:
        value = parse_number(text, name="--x", low=-5, high=1e6)
    except UsageProblem:
        return
    assert -5 <= value <= 1e6


@given(st.integers(0, 10**9 - 1), st.integers(0, 10**6 - 1))
def test_every_decimal_is_read_as_python_reads_it(whole: int, millionths: int) -> None:
    text = f"{whole}.{millionths:06d}"
    assert number(text) == float(text)


def test_a_number_out_of_range_names_the_range() -> None:
    with pytest.raises(UsageProblem, match="effort is a number from 0 to 10, not 11"):
        parse_count("11", name="effort", low=0, high=10)


def test_a_range_has_its_unit() -> None:
    with pytest.raises(UsageProblem, match="0 to 15 %"):
        parse_number("40", name="the incline", low=0, high=15, unit="%")


def test_half_points_on_a_scale_are_refused() -> None:
    with pytest.raises(UsageProblem, match=r"whole number from 0 to 10, not 3\.5"):
        parse_count("3,5", name="pain", low=0, high=10)


@pytest.mark.parametrize(
    ("text", "mps"),
    [
        ("3mph", 3 * MPS_PER_MPH),
        ("3 MPH", 3 * MPS_PER_MPH),
        ("4.8km/h", 4.8 / 3.6),
        ("4,8 kmh", 4.8 / 3.6),
        ("4.8kph", 4.8 / 3.6),
        ("1.34m/s", 1.34),
        ("1.34 mps", 1.34),
        ("80 m/min", 80 / 60),
    ],
)
def test_speeds_carry_their_unit(text: str, mps: float) -> None:
    assert parse_speed(text) == pytest.approx(mps)


def test_a_bare_speed_is_refused_with_both_readings() -> None:
    with pytest.raises(UsageProblem, match="3km/h or 3mph"):
        parse_speed("3")


def test_a_bare_speed_is_taken_where_the_units_are_known() -> None:
    assert parse_speed("3", units=Units.METRIC) == pytest.approx(3 / 3.6)
    assert parse_speed("3", units=Units.IMPERIAL) == pytest.approx(3 * MPS_PER_MPH)


@pytest.mark.parametrize("text", ["mph", "3 furlongs", "nanmph", "1e3mph", "-3mph", "", "3mph3"])
def test_what_is_no_speed_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        parse_speed(text)


@pytest.mark.parametrize(
    ("text", "metres"),
    [("120m", 120), ("0.2 km", 200), ("0.1mi", 160.9344), ("400ft", 121.92), ("10yd", 9.144)],
)
def test_distances_carry_their_unit(text: str, metres: float) -> None:
    assert parse_distance(text) == pytest.approx(metres)


def test_a_bare_distance_is_refused_with_both_readings() -> None:
    with pytest.raises(UsageProblem, match="120m or 120ft"):
        parse_distance("120")


def test_a_distance_with_a_thousands_mark_is_refused() -> None:
    with pytest.raises(UsageProblem, match="two ways"):
        parse_distance("1,200m")


@pytest.mark.parametrize(
    ("text", "kg"), [("70", 70), ("70kg", 70), ("154lb", 69.853), ("11st", 69.853)]
)
def test_body_mass_is_in_kg_unless_said_otherwise(text: str, kg: float) -> None:
    assert parse_mass(text) == pytest.approx(kg, abs=0.001)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("13", 780), ("12.5", 750), ("12,5", 750), ("12:30", 750), ("12m30s", 750), ("45s", 45),
        ("12m", 720), ("12 min", 720), ("12 minutes", 720), ("12min30s", 750), ("0", 0),
        ("180", 10800), ("180:00", 10800),
    ],
)  # fmt: skip
def test_minutes_may_be_typed_in_several_ways(text: str, seconds: int) -> None:
    assert parse_minutes(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "nan",
        "181",
        "181:00",
        "12:60",
        "12:3:0",
        "1h",
        "12in",
        ":",
        "s",
        "ms",
        "",
        "12:",
        "9" * 9,
    ],
)
def test_what_is_no_number_of_minutes_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        parse_minutes(text)


@given(st.text(alphabet="0123456789:.,ms -+e", max_size=12))
def test_any_text_is_minutes_in_range_or_a_usage_problem(text: str) -> None:
    try:
        seconds = parse_minutes(text)
    except UsageProblem:
        return
    assert 0 <= seconds <= 180 * 60


@pytest.mark.parametrize("parse", [parse_speed, parse_distance, parse_mass])
@given(text=st.text(max_size=60))
def test_any_text_is_a_measure_or_a_usage_problem(
    parse: Callable[[str], float], text: str
) -> None:
    try:
        value = parse(text)
    except UsageProblem:
        return
    assert value >= 0


def test_speeds_are_written_in_the_units_of_the_person() -> None:
    assert spoken_speed(MPS_PER_MPH, Units.METRIC) == "1.6 km/h"
    assert spoken_speed(MPS_PER_MPH, Units.IMPERIAL) == "1.0 mph"
    assert exact_speed(MPS_PER_MPH) == "1.0 mph (0.45 m/s)"


def test_a_speed_is_also_the_time_for_a_short_stretch_in_the_units_of_the_person() -> None:
    assert yardstick(MPS_PER_MPH, Units.METRIC) == "5 m in 11 s"
    assert yardstick(MPS_PER_MPH, Units.IMPERIAL) == "5 m (16 ft) in 11 s"


def test_distances_and_masses_are_written_in_the_units_of_the_person() -> None:
    assert spoken_distance(107.6, Units.METRIC) == "108 m"
    assert spoken_distance(107.6, Units.IMPERIAL) == "353 ft"
    assert spoken_mass(78, Units.METRIC) == "78 kg"
    assert spoken_mass(78.5, Units.METRIC) == "78.5 kg"
    assert spoken_mass(78, Units.IMPERIAL) == "172 lb"
