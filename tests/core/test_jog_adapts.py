"""A plan with jogs, adapted: it stays what it is, and a session that a rule changed holds none."""

import datetime as dt
from dataclasses import replace

import pytest

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.engine.build import build
from retroplan.core.engine.jog import with_jogs
from retroplan.core.engine.own import with_own
from retroplan.core.model.events import Declared, Easier, Event
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import GoalKind, Outcome
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_evidence
from tests.people import young_athlete
from tests.strategies import START

EVIDENCE = load_evidence()
JOG = EVIDENCE.guidance.jog
ATHLETE = young_athlete()
DAY = dt.timedelta(days=1)


def jogging() -> Plan:
    catalogue = with_own(EVIDENCE, with_jogs(EVIDENCE.protocols[GoalKind.ATHLETE], EVIDENCE))
    return build(ATHLETE, ATHLETE.goal, screen(ATHLETE, EVIDENCE, START), catalogue, START)


def walked(plan: Plan, count: int, **last: int) -> list[Event]:
    """The first sessions done as planned, with no trouble but in the last one."""
    logs = [
        SessionLog(
            session_id=session.session_id, date=session.date, outcome=Outcome.DONE,
            total_s=session.total_s, backward_s=session.backward_s, speed_mps=session.speed_mps,
            grade_pct=0.0, stage=session.stage, rpe=session.rpe.high, nprs_before=0,
            nprs_during=0, near_falls=0, falls=0, prescribed=session,
        )
        for session in plan.sessions[:count]
    ]  # fmt: skip
    logs[-1] = replace(logs[-1], **last)  # type: ignore[arg-type]
    return [Declared(date=START, profile=ATHLETE), *logs]


def with_jogs_in(plan: Plan) -> list[str]:
    return [s.session_id for s in plan.sessions if any(part.task == JOG for part in s.segments)]


@pytest.mark.parametrize("count", [1, 12, 13, 17])
def test_no_news_changes_nothing(count: int) -> None:
    plan = jogging()
    today = plan.sessions[count - 1].date + DAY

    assert adapt(plan, walked(plan, count), EVIDENCE, today)[0] is plan


@pytest.mark.parametrize("trouble", [{"near_falls": 1}, {"nprs_during": 4}, {"nprs_during": 7}])
def test_after_a_stumble_or_pain_the_next_session_holds_no_jog(trouble: dict[str, int]) -> None:
    plan = jogging()
    assert "6.1" in with_jogs_in(plan)
    events = walked(plan, 15, **trouble)  # the last session of week 5
    after, _ = adapt(plan, events, EVIDENCE, plan.sessions[14].date + DAY)

    assert after is not plan
    assert "6.1" not in with_jogs_in(after)
    assert with_jogs_in(after)[:1] == ["5.1"]  # the past stays as it was


def test_whoever_asks_for_less_gets_no_jog_with_it() -> None:
    plan = jogging()
    today = plan.sessions[14].date + DAY
    events = [*walked(plan, 15), Easier(date=today)]
    after, _ = adapt(plan, events, EVIDENCE, today)

    assert "6.1" not in with_jogs_in(after)
