"""The plan as it was first made beside what is left of it, and the study's dose: `report` and `plan next`."""

import json
from dataclasses import replace

import pytest

from retroplan.core.codec import encode
from retroplan.core.engine.build import build
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Goal
from retroplan.core.model.vocabulary import GoalKind
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence, load_protocol
from tests.builders import START, make_log
from tests.conftest import Run
from tests.kept import keep_logs, keep_plan
from tests.people import sixty_with_knees

EVIDENCE = load_evidence()
PROFILE = sixty_with_knees()


def planned() -> Plan:
    return build(PROFILE, PROFILE.goal, screen(PROFILE, EVIDENCE, START), EVIDENCE, START)


def shrunk(plan: Plan) -> Plan:
    """The plan with half the backward time in every session after the first week."""
    weeks = tuple(
        replace(
            week,
            sessions=tuple(
                replace(each, backward_s=each.backward_s // 2) if week.number > 1 else each
                for each in week.sessions
            ),
        )
        for week in plan.weeks
    )
    return replace(plan, revision=2, weeks=weeks)


@pytest.fixture
def walked(environment: Environment) -> tuple[Plan, Plan]:
    """A plan that shrank, all of what was left of it walked; as it was and as it is."""
    first = keep_plan(environment, planned(), profile=encode(PROFILE))
    left = keep_plan(environment, shrunk(first), profile=encode(PROFILE))
    logs = [replace(make_log(each), backward_s=each.backward_s) for each in left.sessions]
    keep_logs(environment, left, *logs)
    return first, left


def backward_s(plan: Plan) -> int:
    return sum(session.backward_s for session in plan.sessions)


def test_the_report_holds_the_first_plan_beside_the_present_one(
    run: Run, walked: tuple[Plan, Plan]
) -> None:
    first, left = walked
    data = json.loads(run("report", "--json", "--weeks", "1", today=left.sessions[-1].date).out)

    assert data["data"]["whole"] == {
        "first_sessions": 24,
        "first_backward_s": backward_s(first),
        "sessions": 24,
        "backward_s": backward_s(left),
        "walked_backward_s": backward_s(left),
    }


def test_all_of_a_plan_that_shrank_is_not_called_all_of_it(
    run: Run, walked: tuple[Plan, Plan]
) -> None:
    first, left = walked
    today = left.sessions[-1].date
    share = round(100 * backward_s(left) / backward_s(first))
    ending = json.loads(run("plan", "next", "--json", today=today).out)["data"]["ending"]

    assert (ending["planned_backward_s"], ending["first_backward_s"]) == (
        backward_s(left),
        backward_s(first),
    )
    for said in (
        run("plan", "next", today=today, width=200),
        run("report", today=today, width=200),
    ):
        assert f"{share} %" in said.out
    assert "100 % of what was left of the plan" in run("plan", "next", today=today, width=200).out


def test_a_plan_that_stayed_as_it_was_says_so(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment, planned(), profile=encode(PROFILE))
    whole = json.loads(run("report", "--json", today=START).out)["data"]["whole"]

    assert whole["first_backward_s"] == whole["backward_s"] == backward_s(plan)


def test_the_study_s_dose_is_shown_where_one_gave_all_of_it(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment, planned(), profile=encode(PROFILE))
    trial = json.loads(run("report", "--json", today=START).out)["data"]["trial"]

    assert (trial["minutes"], trial["sessions"], trial["weeks"]) == (10, 3, 6)
    assert trial["cites"] == ["alghadir2019"]
    assert "alghadir2019" in run("report", "--theme", "dose", today=START, width=200).out


@pytest.mark.parametrize("goal", GoalKind)
def test_every_study_that_a_protocol_names_is_one_of_its_own_sources(goal: GoalKind) -> None:
    protocol = load_protocol(goal)

    assert protocol.trial is None or set(protocol.trial.cites) <= set(protocol.cites)
    assert protocol.trial is None or protocol.trial.cites


def test_a_protocol_without_such_a_study_shows_none(run: Run, environment: Environment) -> None:
    person = replace(PROFILE, goal=Goal(kind=GoalKind.BALANCE))
    plan = build(person, person.goal, screen(person, EVIDENCE, START), EVIDENCE, START)
    keep_plan(environment, plan, profile=encode(person))

    assert json.loads(run("report", "--json", today=START).out)["data"]["trial"] is None
