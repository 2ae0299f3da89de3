"""What counts as a walk that went as the plan took it to go: numbers of the rulebook, read without it."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.adaptation.usual import NUMB, QUIET_PAIN, is_as_foreseen
from retroplan.core.model.log import QUIET_SHARE, SessionLog
from retroplan.core.model.vocabulary import Outcome, Stage
from retroplan.evidence.load import load_conditions, load_rulebook
from tests.builders import make_log, make_plan

DAY = dt.timedelta(days=1)
FIRST, SECOND = make_plan().sessions[:2]


def as_foreseen(log: SessionLog, *earlier: SessionLog, **beside: Any) -> bool:
    return is_as_foreseen(log, earlier, **{"conditions": (), "is_day_told_of": False, **beside})


def test_what_asks_for_nothing_ends_where_the_rulebook_says() -> None:
    rulebook = load_rulebook()

    assert rulebook["two-clean"].numbers["green_at_most"] == QUIET_PAIN
    assert rulebook["overdone"].numbers["share_above"] == QUIET_SHARE
    assert {row.name for row in load_conditions().values() if row.numb} == NUMB


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"nprs_during": QUIET_PAIN},
        {"rpe": SECOND.rpe.high},
        {"rpe": 0},
        {"falls": None},
        {"backward_s": int(SECOND.backward_s * QUIET_SHARE)},
        {"speed_mps": SECOND.speed_mps * QUIET_SHARE},
    ],
)
def test_a_walk_as_it_was_planned_is_as_foreseen(told: dict[str, Any]) -> None:
    assert as_foreseen(make_log(SECOND, **told), make_log(FIRST))


@pytest.mark.parametrize(
    "told",
    [
        {"nprs_during": QUIET_PAIN + 1},
        {"nprs_during": None},
        {"rpe": SECOND.rpe.high + 1},
        {"rpe": None},
        {"near_falls": 1},
        {"near_falls": None},
        {"falls": 1},
        {"backward_s": SECOND.backward_s - 1},
        {"backward_s": None},
        {"backward_s": int(SECOND.backward_s * QUIET_SHARE) + 1},
        {"speed_mps": SECOND.speed_mps * (QUIET_SHARE + 0.01)},
        {"grade_pct": SECOND.grade_pct + 1.0},
        {"stage": Stage.GRASS},
        {"outcome": Outcome.PARTIAL},
        {"outcome": Outcome.SKIPPED},
        {"date": SECOND.date + DAY},
        {"date": SECOND.date - DAY},
        {"prescribed": None},
    ],
)
def test_anything_else_is_worked_out(told: dict[str, Any]) -> None:
    assert not as_foreseen(make_log(SECOND, **told), make_log(FIRST))


def test_a_record_out_of_order_or_of_a_session_that_has_one_is_worked_out() -> None:
    log = make_log(SECOND)

    assert as_foreseen(log)
    assert not as_foreseen(log, make_log(FIRST, date=SECOND.date))
    assert not as_foreseen(log, make_log(FIRST, date=SECOND.date + DAY))
    assert not as_foreseen(log, replace(log, date=FIRST.date))


def test_what_was_said_of_the_day_and_feet_without_feeling_are_worked_out() -> None:
    log = make_log(SECOND)

    assert not as_foreseen(log, is_day_told_of=True)
    assert not any(as_foreseen(log, conditions=("stroke", name)) for name in NUMB)
