"""What may be said of a row of answers: never more than it carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.model.progress import Verdict
from retroplan.core.trends import trend

ANSWERS = st.lists(st.integers(0, 10), max_size=30)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([], Verdict.TOO_EARLY),
        ([8, 8, 1, 1, 1], Verdict.TOO_EARLY),
        ([3, 3, 3, 3, 3, 3], Verdict.STEADY),
        ([3, 3, 3, 3, 3, 2], Verdict.STEADY),
        ([4, 4, 4, 3, 3, 3], Verdict.UNCERTAIN),
        ([4, 4, 4, 3, 2, 2], Verdict.UNCERTAIN),
        ([4, 4, 4, 2, 2, 2], Verdict.FELL),
        ([1, 1, 1, 0, 9, 3, 3, 3], Verdict.ROSE),
    ],
)
def test_a_change_counts_from_the_smallest_that_people_feel(
    answers: list[int], verdict: Verdict
) -> None:
    assert trend(answers, smallest=2).verdict is verdict


def test_thirds_that_add_up_to_the_limit_reach_it() -> None:
    assert trend([3, 3, 4, 1, 1, 2], smallest=2).verdict is Verdict.FELL


def test_without_a_known_limit_no_change_is_called_one() -> None:
    assert trend([9, 9, 9, 0, 0, 0], smallest=None).verdict is Verdict.UNCERTAIN


@given(answers=ANSWERS, smallest=st.one_of(st.none(), st.floats(0.5, 5)))
def test_turning_the_scale_round_turns_the_verdict_round(
    answers: list[int], smallest: float | None
) -> None:
    opposite = {Verdict.FELL: Verdict.ROSE, Verdict.ROSE: Verdict.FELL}
    there = trend(answers, smallest=smallest).verdict
    back = trend([10 - answer for answer in answers], smallest=smallest).verdict

    assert back is opposite.get(there, there)


@given(answers=ANSWERS, smallest=st.floats(0.5, 5))
def test_a_change_is_only_named_when_both_ends_show_it(
    answers: list[int], smallest: float
) -> None:
    found = trend(answers, smallest=smallest)
    if found.verdict in (Verdict.FELL, Verdict.ROSE):
        assert len(answers) >= found.needed
        assert abs(sum(answers[-3:]) - sum(answers[:3])) / 3 >= smallest - 1e-6
