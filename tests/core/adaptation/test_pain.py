"""The table of the pain model, cell by cell and at every boundary: zones, mornings, and what is usual."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.adaptation.pain import Morning, Pain, Zone
from retroplan.core.model.events import AssessmentResult, CheckIn, Declared, Event, Resume
from tests.builders import START, make_log, make_pain
from tests.people import sixty_with_knees

DAY = dt.timedelta(days=1)


def day(number: int) -> dt.date:
    return START + number * DAY


def zone(pain: Pain, during: int | None) -> Zone:
    return pain.zone(make_log(date=START, nprs_during=during))


# -- while walking ----------------------------------------------------------------------------

G, A, H, R = Zone.GREEN, Zone.ACCEPTABLE, Zone.HOLD, Zone.RED
ZONES: dict[int, tuple[Zone, ...]] = {
    # usual: 0  1  2  3  4  5  6  7  8  9  10 while walking
    0: (G, G, G, H, H, H, R, R, R, R, R),
    1: (G, G, G, H, H, H, R, R, R, R, R),
    2: (G, G, G, A, H, H, R, R, R, R, R),
    3: (G, G, G, A, A, H, R, R, R, R, R),
    4: (G, G, G, A, A, A, R, R, R, R, R),
    5: (G, G, G, A, A, A, R, R, R, R, R),
}
"""The zone of a walk by usual pain and pain while walking: 0-2 safe, 3-5 acceptable up to a point above
usual, above 5 high risk (4.4)."""

B, U = Morning.BACK, Morning.USUAL
M = Morning.RED
MORNINGS: dict[int, tuple[Morning, ...]] = {
    0: (U, U, B, M, M, M, M, M, M, M, M),
    1: (U, U, U, B, M, M, M, M, M, M, M),
    2: (U, U, U, U, B, M, M, M, M, M, M),
    3: (U, U, U, U, U, B, M, M, M, M, M),
    4: (U, U, U, U, U, U, B, M, M, M, M),
    5: (U, U, U, U, U, U, B, M, M, M, M),
}
"""What a morning says by usual pain and pain: a point is noise, two or above 5 are back, three or above 6 red."""


@pytest.mark.parametrize("usual", ZONES)
def test_the_zone_of_a_walk(usual: int) -> None:
    assert tuple(zone(make_pain(usual), during) for during in range(11)) == ZONES[usual]


@pytest.mark.parametrize("usual", MORNINGS)
def test_what_a_morning_says(usual: int) -> None:
    pain = make_pain(usual)

    assert tuple(pain.morning(told, START) for told in range(11)) == MORNINGS[usual]


def test_pain_that_is_not_told_is_in_no_zone() -> None:
    assert zone(make_pain(4), None) is Zone.UNKNOWN


def test_usual_pain_that_is_not_known_is_none() -> None:
    pain = make_pain(None)

    assert tuple(zone(pain, during) for during in range(11)) == ZONES[0]
    assert tuple(pain.morning(told, START) for told in range(11)) == MORNINGS[0]


@pytest.mark.parametrize("usual", ZONES)
def test_pain_elsewhere_is_another_pain(usual: int) -> None:
    pain = make_pain(usual, CheckIn(date=START, pain_elsewhere=True))

    assert tuple(zone(pain, during) for during in range(11)) == ZONES[0]
    assert tuple(pain.morning(told, START) for told in range(11)) == MORNINGS[0]
    assert pain.morning(usual, day(1)) is Morning.USUAL, "of that day alone"


@pytest.mark.parametrize("answer", [None, False])
def test_where_nobody_says_so_it_is_the_same_place(answer: bool | None) -> None:
    pain = make_pain(4, CheckIn(date=START, pain_elsewhere=answer))

    assert tuple(zone(pain, during) for during in range(11)) == ZONES[4]


def test_of_two_check_ins_of_a_day_the_more_careful_word_counts() -> None:
    pain = make_pain(
        4,
        CheckIn(date=START, pain_elsewhere=True, morning_pain=2, limbs_as_ever=True),
        CheckIn(date=START, pain_elsewhere=False, morning_pain=1, limbs_as_ever=False),
    )
    told = pain.told_on(START)

    assert (told.is_elsewhere, told.morning, told.limbs_as_ever) == (True, 2, False)


@pytest.mark.parametrize("during", [None, 0, 4, 9])
def test_signs_in_a_leg_are_red_whatever_was_told(during: int | None) -> None:
    pain = make_pain(4, CheckIn(date=START, leg_signs=True))

    assert zone(pain, during) is Zone.RED
    assert pain.zone(make_log(date=day(1), nprs_during=0)) is Zone.GREEN


# -- a clinician's ceiling --------------------------------------------------------------------


@pytest.mark.parametrize("ceiling", [0, 1, 2, 3, 4, 5, 6, 10])
def test_a_ceiling_only_lowers_what_is_too_much(ceiling: int) -> None:
    pain = make_pain(4, ceiling=ceiling)

    assert pain.red_above == min(5, ceiling)
    for during in range(11):
        expected = Zone.RED if during > ceiling else ZONES[4][during]
        assert zone(pain, during) is expected


# -- usual pain -------------------------------------------------------------------------------


def declared(pain: int | None, on: int) -> Declared:
    knees = sixty_with_knees()
    return Declared(
        date=day(on), profile=replace(knees, health=replace(knees.health, usual_pain=pain))
    )


def checked(usual: int, on: int) -> CheckIn:
    return CheckIn(date=day(on), usual_pain=usual)


def measured(usual: int, on: int) -> AssessmentResult:
    return AssessmentResult(date=day(on), assessment="nprs", value=usual)


YES = Resume(date=day(10), cleared_by="GP")


@pytest.mark.parametrize(
    ("first", "told", "on", "usual"),
    [
        (4, (), 0, 4),
        # later words only lower it
        (4, (measured(3, 2),), 1, 4),
        (4, (measured(3, 2),), 2, 3),
        (4, (measured(6, 2),), 2, 4),
        (4, (measured(2, 2), measured(4, 5)), 5, 4),
        (4, (measured(2, 2), measured(7, 5)), 5, 4),
        # told with a morning it counts from the next day on
        (4, (checked(2, 3),), 3, 4),
        (4, (checked(2, 3),), 4, 2),
        # a yes makes what was usual then the measure
        (4, (measured(6, 2), YES), 9, 4),
        (4, (measured(6, 2), YES), 10, 6),
        (4, (measured(6, 2), YES, measured(8, 12)), 12, 6),
        (4, (measured(6, 2), YES, measured(3, 12)), 12, 3),
        (4, (measured(2, 2), YES), 10, 2),
        (4, (measured(2, 2), YES, measured(4, 12)), 12, 4),
        (4, (measured(6, 12), YES), 12, 4),  # told after the yes
        (4, (measured(6, 2), Resume(date=day(10))), 10, 4),  # nobody agreed
        # not known is 0, until it is told
        (None, (), 5, 0),
        (None, (measured(4, 2),), 2, 4),
        (None, (measured(4, 2), measured(6, 5)), 5, 4),
    ],
)
def test_usual_pain_is_as_told_last_and_not_above_what_was_told_first_until_a_yes(
    first: int | None, told: tuple[Event, ...], on: int, usual: int
) -> None:
    assert make_pain(first, *told).usual(day(on)) == usual


def test_a_profile_declared_anew_tells_usual_pain_too() -> None:
    assert make_pain(4, later=(declared(2, 3),)).usual(day(3)) == 2
    assert make_pain(4, later=(declared(2, 3),)).usual(day(2)) == 4
    assert make_pain(4, later=(declared(None, 3),)).usual(day(3)) == 4


@pytest.mark.parametrize("on", [0, 1, 2])
def test_before_usual_pain_was_told_it_was_not_known(on: int) -> None:
    """A word of today judges no earlier day, the first of all no less than a later one."""
    pain = make_pain(None, measured(5, 3))

    assert pain.usual(day(on)) == 0
    assert pain.usual(day(3)) == 5


def test_the_first_usual_told_with_a_morning_does_not_judge_that_morning() -> None:
    pain = make_pain(None, CheckIn(date=START, morning_pain=5, usual_pain=5))

    assert pain.morning(5, START) is Morning.RED
    assert pain.morning(5, day(1)) is Morning.USUAL


def test_a_morning_above_six_is_red_whatever_a_clinician_agreed_is_usual() -> None:
    """ "usual + 3, or above 6": the second half has no exception; I29 holds under any yes."""
    pain = make_pain(4, measured(7, 2), YES)

    assert pain.usual(day(11)) == 7
    assert pain.morning(7, day(11)) is Morning.RED


@pytest.mark.parametrize(
    ("told", "on", "has_risen"),
    [
        ((measured(5, 2),), 2, False),
        ((measured(6, 2),), 1, False),
        ((measured(6, 2),), 2, True),
        ((checked(6, 2),), 2, False),
        ((checked(6, 2),), 3, True),
        ((measured(6, 2), measured(5, 4)), 4, False),
        ((measured(6, 2), YES), 10, False),
        ((measured(6, 2), YES, measured(8, 12)), 12, True),
    ],
)
def test_usual_pain_told_two_points_above_the_measure_has_risen(
    told: tuple[Event, ...], on: int, has_risen: bool
) -> None:
    assert make_pain(4, *told).has_risen(day(on)) is has_risen


# -- whether a walk was borne -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("pain", "days_later", "confirms"),
    [
        (0, 1, True),
        (4, 1, True),
        (5, 1, True),  # the morning after: a point is noise
        (6, 1, False),
        (4, 2, True),
        (4, 3, True),
        (4, 4, False),  # for three days at most
        (5, 2, False),  # later than the morning after only at usual or below
        (5, 3, False),
        (0, 3, True),
        (0, 0, False),  # the day of the walk is no morning after
        (0, -1, False),
    ],
)
def test_what_says_that_a_walk_in_the_acceptable_zone_was_borne(
    pain: int, days_later: int, confirms: bool
) -> None:
    assert make_pain(4).confirms(pain, day(days_later), START, is_morning=True) is confirms


# -- laws -------------------------------------------------------------------------------------

facts = st.lists(
    st.one_of(
        st.builds(measured, st.integers(0, 10), st.integers(0, 20)),
        st.builds(checked, st.integers(0, 10), st.integers(0, 20)),
        st.builds(lambda on: Resume(date=day(on), cleared_by="GP"), st.integers(0, 20)),
        st.builds(
            lambda on, elsewhere: CheckIn(date=day(on), pain_elsewhere=elsewhere),
            st.integers(0, 20), st.booleans(),
        ),
    ),
    max_size=6,
)  # fmt: skip
_CARE = (Zone.GREEN, Zone.ACCEPTABLE, Zone.HOLD, Zone.RED)
_MORNINGS = (Morning.USUAL, Morning.BACK, Morning.RED)


@given(
    first=st.none() | st.integers(0, 10), told=facts, on=st.integers(0, 25),
    during=st.integers(0, 9), ceiling=st.none() | st.integers(0, 10),
)  # fmt: skip
def test_more_pain_is_never_in_a_milder_zone(
    first: int | None, told: list[Event], on: int, during: int, ceiling: int | None
) -> None:
    pain = make_pain(first, *told, ceiling=ceiling)
    less, more = (
        pain.zone(make_log(date=day(on), nprs_during=each)) for each in (during, during + 1)
    )

    assert _CARE.index(less) <= _CARE.index(more)
    assert _MORNINGS.index(pain.morning(during, day(on))) <= _MORNINGS.index(
        pain.morning(during + 1, day(on))
    )


@given(first=st.integers(0, 10), told=facts, on=st.integers(0, 25))
def test_without_a_yes_usual_pain_is_never_above_what_was_told_first(
    first: int, told: list[Event], on: int
) -> None:
    unasked = [each for each in told if not isinstance(each, Resume)]

    assert make_pain(first, *unasked).usual(day(on)) <= first


@given(
    first=st.integers(0, 10), told=facts, on=st.integers(0, 25), during=st.integers(0, 10),
    ceiling=st.integers(0, 10),
)  # fmt: skip
def test_a_ceiling_never_makes_a_walk_milder(
    first: int, told: list[Event], on: int, during: int, ceiling: int
) -> None:
    log = make_log(date=day(on), nprs_during=during)
    held, free = make_pain(first, *told, ceiling=ceiling), make_pain(first, *told)

    assert _CARE.index(held.zone(log)) >= _CARE.index(free.zone(log))


@pytest.mark.parametrize(
    ("pain", "days_later", "confirms"), [(4, 1, True), (5, 1, False), (4, 3, True)]
)
def test_pain_before_a_walk_stands_in_only_at_usual_or_below(
    pain: int, days_later: int, confirms: bool
) -> None:
    found = make_pain(4).confirms(pain, day(days_later), START, is_morning=False)
    assert found is confirms
