"""The backward jog: within the dose of walking, in one session a week, for whoever asked."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from retroplan.core.codec import decode, encode
from retroplan.core.engine.build import build
from retroplan.core.engine.jog import with_jogs
from retroplan.core.engine.own import with_own
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import Equipment, Goal, PlanWishes, Profile
from retroplan.core.model.protocol import Protocol
from retroplan.core.model.vocabulary import Direction, GoalKind, Place, SegmentKind, Stage, Tier
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe
from retroplan.evidence.load import load_evidence
from tests.conftest import plan_laws
from tests.people import young_athlete
from tests.strategies import START, people

EVIDENCE = load_evidence()
JOG = EVIDENCE.guidance.jog
PROTOCOL = with_jogs(EVIDENCE.protocols[GoalKind.ATHLETE], EVIDENCE)
JOGGING = with_own(EVIDENCE, PROTOCOL)


def plan_for(profile: Profile) -> Plan:
    return build(profile, profile.goal, screen(profile, EVIDENCE, START), JOGGING, START)


def jogs_of(session: Session) -> list[Any]:
    return [part for part in session.segments if part.task == JOG]


def test_from_week_5_one_session_a_week_holds_jogs_and_a_lighter_week_none() -> None:
    plan = plan_for(young_athlete(plan=PlanWishes(weeks=12)))

    jogging = {
        week.number: [s.session_id for s in week.sessions if jogs_of(s)] for week in plan.weeks
    }
    assert jogging == {
        **{week: [] for week in (1, 2, 3, 4, 8, 12)},
        **{week: [f"{week}.1"] for week in (5, 6, 7, 9, 10, 11)},
    }


def test_a_jog_takes_seconds_of_walking_and_changes_nothing_else() -> None:
    plan = plan_for(young_athlete(plan=PlanWishes(weeks=12)))
    walking = with_own(EVIDENCE, PROTOCOL._replace(jogs=False))
    athlete = young_athlete(plan=PlanWishes(weeks=12))
    same = build(athlete, athlete.goal, screen(athlete, EVIDENCE, START), walking, START)

    for jogged, walked in zip(plan.sessions, same.sessions, strict=True):
        assert jogged.backward_s == walked.backward_s
        assert jogged.total_s == walked.total_s
        assert jogged.speed_mps == walked.speed_mps
        assert jogged.energy_kcal == walked.energy_kcal
        if not jogs_of(jogged):
            assert jogged == walked


def test_each_jog_comes_out_of_walking_and_ends_in_it() -> None:
    session = plan_for(young_athlete()).weeks[4].sessions[0]
    work = [p for p in session.segments if p.kind is SegmentKind.WORK]

    assert [(p.duration_s, p.task) for p in work[:3]] == [(60, ""), (20, JOG), (100, "")]
    assert {p.direction for p in work} == {Direction.BACKWARD}
    assert len(jogs_of(session)) == EVIDENCE.bounds.jog_bouts_max


def test_what_it_is_and_where_it_comes_from_is_said() -> None:
    plan = plan_for(young_athlete())
    session = plan.weeks[4].sessions[0]

    assert set(EVIDENCE.guidance.jog_notices) <= set(plan.notices)
    assert EVIDENCE.guidance.jog_instead_of not in plan.notices
    assert set(EVIDENCE.guidance.jog_checklist) <= set(session.checklist)
    assert EVIDENCE.guidance.jog_reason in session.reasons
    assert "ordway2016" in session.citations
    assert "expert judgement" in " ".join(plan.notices)


def test_the_sentence_that_it_replaces_is_one_of_the_catalogue() -> None:
    assert EVIDENCE.guidance.jog_instead_of in EVIDENCE.protocols[GoalKind.ATHLETE].notices


def test_no_protocol_of_the_catalogue_jogs() -> None:
    assert not any(EVIDENCE.protocols[goal].jogs for goal in GoalKind)


def test_without_a_track_there_is_no_jog() -> None:
    indoors = Equipment(places=(Place.HALLWAY,), helper=True)
    plan = plan_for(young_athlete(equipment=indoors))

    assert not any(jogs_of(session) for session in plan.sessions)


def test_the_plan_carries_what_it_was_made_from() -> None:
    plan = plan_for(young_athlete())

    assert plan.own_protocol is not None
    assert encode(decode(Protocol, plan.own_protocol)) == plan.own_protocol
    assert decode(Protocol, plan.own_protocol).jogs


@plan_laws
@given(people)
def test_whoever_is_no_trained_athlete_never_gets_a_jog(profile: Profile) -> None:
    asking = replace(profile, goal=Goal(kind=GoalKind.ATHLETE))
    try:
        plan = plan_for(asking)
    except (Infeasible, Unsafe):
        return
    for session in plan.sessions:
        if jogs_of(session):
            assert plan.tier is Tier.A_PLUS
            assert session.stage in {Stage.TRACK, Stage.GRASS}
            assert session.speed_mps <= EVIDENCE.tiers[Tier.A_PLUS].speed_cap_mps


@pytest.mark.parametrize("weeks", range(4, 13))
def test_every_length_of_plan_can_hold_the_jog(weeks: int) -> None:
    plan = plan_for(young_athlete(plan=PlanWishes(weeks=weeks)))

    assert any(jogs_of(session) for session in plan.sessions) is (weeks >= 5)


def test_a_stretch_with_jogs_is_one_stretch() -> None:
    session = plan_for(young_athlete(plan=PlanWishes(weeks=12))).weeks[8].sessions[0]

    assert jogs_of(session)
    assert session.stretches_s == (900,)
