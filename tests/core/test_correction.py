"""A record put right: what is said anew takes its place, and what follows from it follows again."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan.core.correction import corrected
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import Outcome, Stage
from retroplan.core.recording import Report, recorded, skipped
from retroplan.errors import UsageProblem
from tests.builders import START, make_session

SESSION = make_session()
AS_PLANNED = recorded(SESSION, Report(rpe=3, nprs_during=1, note="fine"), date=START)
EXTRA = recorded(None, Report(total_s=600, backward_s=120, speed_mps=0.5), date=START)


def mended(log: SessionLog, **said: Any) -> SessionLog:
    own = {name: said.pop(name) for name in ("date", "reason", "note") if name in said}
    return corrected(log, Report(**said), **own)


def test_what_is_not_said_stays() -> None:
    assert mended(AS_PLANNED) == AS_PLANNED
    assert mended(AS_PLANNED, rpe=7) == replace(AS_PLANNED, rpe=7)
    assert mended(AS_PLANNED, nprs_during=0, falls=1) == replace(
        AS_PLANNED, nprs_during=0, falls=1
    )


def test_texts_and_the_day_take_the_place_of_what_was_there() -> None:
    later = START + dt.timedelta(days=1)
    new = mended(AS_PLANNED, date=later, note="", reason="rain")
    assert new == replace(AS_PLANNED, date=later, note="", reason="rain")


def test_fewer_minutes_make_it_a_part_as_when_it_was_recorded() -> None:
    said = mended(AS_PLANNED, total_s=480)
    at_once = recorded(SESSION, Report(total_s=480, rpe=3, nprs_during=1), date=START)
    assert replace(said, as_planned=()) == replace(at_once, note="fine", as_planned=())
    assert set(at_once.as_planned) == set(said.as_planned)
    assert said.outcome is Outcome.PARTIAL
    again = mended(said, total_s=SESSION.total_s)
    assert replace(again, as_planned=AS_PLANNED.as_planned) == AS_PLANNED
    assert "total_s" not in again.as_planned


def test_fewer_backward_minutes_shorten_the_way_but_not_the_walk() -> None:
    said = mended(AS_PLANNED, backward_s=120)
    assert (said.total_s, said.outcome) == (SESSION.total_s, Outcome.PARTIAL)
    assert said.distance_m == pytest.approx(SESSION.distance_m / 2, abs=0.1)


def test_speed_and_distance_follow_one_another() -> None:
    faster = mended(AS_PLANNED, speed_mps=0.5)
    assert faster.distance_m == pytest.approx(0.5 * SESSION.backward_s)
    farther = mended(AS_PLANNED, distance_m=180)
    assert farther.speed_mps == pytest.approx(180 / SESSION.backward_s)
    both = mended(AS_PLANNED, distance_m=180, speed_mps=0.5)
    assert (both.distance_m, both.speed_mps) == (180, 0.5)


def test_a_part_stays_a_part_where_its_minutes_are_not_named() -> None:
    part = mended(AS_PLANNED, is_partial=True)
    told = tuple(each for each in AS_PLANNED.as_planned if each != "outcome")
    assert part == replace(AS_PLANNED, outcome=Outcome.PARTIAL, as_planned=told)
    told = tuple(each for each in told if each != "stage")
    assert mended(part, stage=Stage.WALL) == replace(part, stage=Stage.WALL, as_planned=told)


def test_a_walk_outside_the_plan_stays_one() -> None:
    new = mended(EXTRA, total_s=900, grade_pct=2.0)
    assert new == replace(EXTRA, total_s=900, grade_pct=2.0)


def test_a_session_that_was_skipped_has_no_walk_to_describe() -> None:
    log = skipped(SESSION, date=START, reason="a cold")
    assert mended(log, reason="flu", note="back soon") == replace(
        log, reason="flu", note="back soon"
    )
    for said in ({"rpe": 3}, {"total_s": 300}, {"is_partial": True}, {"falls": 0}):
        with pytest.raises(UsageProblem, match="skipped") as caught:
            mended(log, **said)
        assert "delete" in caught.value.hint


def test_what_contradicts_itself_is_refused() -> None:
    with pytest.raises(UsageProblem, match="is more than"):
        mended(AS_PLANNED, backward_s=SESSION.total_s + 60)


said = st.fixed_dictionaries(
    {},
    optional={
        "total_s": st.integers(120, 1800),
        "backward_s": st.integers(10, 60),
        "speed_mps": st.floats(0.1, 1.5),
        "distance_m": st.floats(1, 20),
        "grade_pct": st.floats(0, 15),
        "stage": st.sampled_from(Stage),
        "rpe": st.integers(0, 10),
        "is_partial": st.just(True),
    },
)


@given(log=st.sampled_from([AS_PLANNED, EXTRA]), values=said)
def test_what_is_said_is_what_stands(log: SessionLog, values: dict[str, Any]) -> None:
    new = mended(log, **values)
    for name in values.keys() - {"is_partial"}:
        assert getattr(new, name) == values[name]
    assert (new.session_id, new.prescribed, new.date) == (log.session_id, log.prescribed, log.date)
    assert mended(new, **values) == new
