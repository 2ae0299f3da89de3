"""A value beside what is known of other people."""

import pytest

from retroplan.core.assessments.interpretation import Reading, Who, WhyNoNorm, reading
from retroplan.core.model.vocabulary import Sex
from retroplan.evidence.load import load_assessments

TESTS = load_assessments()
WOMAN_67 = Who(ages=(67, 67), sex=Sex.FEMALE)
MAN_45 = Who(ages=(45, 45), sex=Sex.MALE)


def read(name: str, value: float, who: Who = WOMAN_67) -> Reading:
    return reading(TESTS[name], value, who)


def test_norms_are_those_of_age_and_sex() -> None:
    (norm,) = read("tug", 9.8).norms
    assert (norm.age_from, norm.age_to) == (60, 69)
    (norm,) = read("chair-stand", 12).norms
    assert (norm.sex, norm.low, norm.high) == (Sex.FEMALE, 11, 16)


def test_a_year_of_birth_that_leaves_two_ages_shows_both_norms() -> None:
    norms = read("tug", 9.8, Who(ages=(69, 70))).norms

    assert [norm.age_from for norm in norms] == [60, 70]


@pytest.mark.parametrize("sex", [None, Sex.OTHER])
def test_without_a_sex_the_norms_of_both_are_shown(sex: Sex | None) -> None:
    norms = read("six-minute-walk", 500, Who(ages=(65, 65), sex=sex)).norms

    assert {norm.sex for norm in norms} == {Sex.FEMALE, Sex.MALE}


def test_there_is_no_norm_under_60_for_the_chair_stand_and_it_is_said_so() -> None:
    found = read("chair-stand", 12, MAN_45)

    assert found.norms == ()
    assert (found.why_no_norm, found.norms_from_age) == (WhyNoNorm.OTHER_AGES, 60)


def test_over_the_ages_of_the_norms_it_is_not_said_that_they_begin_later() -> None:
    found = read("chair-stand", 9, Who(ages=(91, 91), sex=Sex.FEMALE))

    assert (found.why_no_norm, found.norms_from_age) == (WhyNoNorm.OTHER_AGES, None)


def test_why_there_is_no_norm_is_told_apart() -> None:
    assert read("nprs", 3).why_no_norm is WhyNoNorm.NONE_KNOWN
    assert read("tug", 9, Who()).why_no_norm is WhyNoNorm.AGE_UNKNOWN


def test_only_norms_of_the_way_it_is_done_here_count() -> None:
    assert {norm.variant for norm in read("single-leg", 20).norms} == {"eyes open, best of three"}


@pytest.mark.parametrize(("value", "crossed"), [(11.9, []), (12.0, [12.0]), (20.0, [12.0])])
def test_the_line_of_12_s_is_crossed_at_12_s(value: float, crossed: list[float]) -> None:
    found = read("tug", value)

    assert [cut.value for cut in found.crossed] == crossed
    assert (found.not_crossed is None) == bool(crossed)


def test_of_the_plans_own_bands_the_sternest_speaks_and_comes_last() -> None:
    crossed = read("backward-walk-3m", 8.2).crossed

    assert [cut.value for cut in crossed if cut.judgement] == [8.0]
    assert crossed[-1].judgement


def test_lines_of_other_people_are_not_held_against_a_person() -> None:
    populations = {cut.population for cut in read("backward-walk-3m", 10).crossed}

    assert not any("nursing" in each or "amputation" in each for each in populations)
    with_leg = Who(ages=(50, 50), conditions=frozenset({"amputation"}))
    assert any("amputation" in cut.population
               for cut in read("backward-walk-3m", 3.5, with_leg).crossed)  # fmt: skip


def test_a_walk_at_a_comfortable_pace_is_not_held_to_the_line_of_a_fast_one() -> None:
    assert read("gait-speed-10m", 1.0).crossed == ()


@pytest.mark.parametrize(
    ("speed", "means"),
    [
        (0.39, "walks at home"),
        (0.4, "walks outside with limits"),
        (0.8, "walks outside with limits"),
        (0.81, "walks freely outside"),
    ],
)
def test_the_bands_after_a_stroke(speed: float, means: str) -> None:
    who = Who(ages=(67, 67), conditions=frozenset({"stroke"}))
    said = [cut.means for cut in read("gait-speed-10m", speed, who).crossed if cut.conditions]

    assert said == [means]


def test_the_chair_stand_has_a_line_for_each_age_and_sex() -> None:
    assert [cut.value for cut in read("chair-stand", 10).crossed] == [11]
    older = Who(ages=(72, 72), sex=Sex.FEMALE)
    assert read("chair-stand", 10, older).crossed == ()
