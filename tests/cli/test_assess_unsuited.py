"""A test that is not for this person (I47): not due, not guided, and a value that somebody measured is kept."""

import json
from dataclasses import replace

import pytest

from retroplan.core.assessments.suitability import against
from retroplan.core.codec import encode
from retroplan.core.engine.build import build
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Goal, Health, Profile
from retroplan.core.model.vocabulary import GoalKind, Tier
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from tests.builders import START
from tests.conftest import Run
from tests.kept import keep_plan
from tests.people import sixty_with_knees

EVIDENCE = load_evidence()
BENDS = "sit-and-reach"


def with_a_back(*conditions: str) -> Profile:
    knees = sixty_with_knees()
    health = replace(knees.health, conditions=("back-pain", *conditions))
    return replace(knees, goal=Goal(kind=GoalKind.BACK_PAIN), health=health)


def planned(profile: Profile) -> Plan:
    return build(profile, profile.goal, screen(profile, EVIDENCE, START), EVIDENCE, START)


@pytest.fixture
def thin_boned(run: Run, environment: Environment) -> Run:
    profile = with_a_back("osteoporosis")
    keep_plan(environment, planned(profile), profile=encode(profile))
    return run


@pytest.mark.parametrize("is_interactive", [True, False])
def test_it_is_refused_with_what_to_do_instead(thin_boned: Run, *, is_interactive: bool) -> None:
    ran = thin_boned("assess", BENDS, is_interactive=is_interactive, today=START)

    assert ran.code == ExitCode.UNSAFE
    assert "assess nprs" in ran.err


def test_a_value_that_somebody_measured_is_kept_and_asks_for_no_other(thin_boned: Run) -> None:
    ran = thin_boned("assess", BENDS, "4", "--by", "physiotherapist", today=START)
    listed = json.loads(thin_boned("assess", "--json", today=START).out)["data"]
    told = json.loads(thin_boned("assess", BENDS, "--json", today=START).out)["data"]

    assert ran.code == ExitCode.OK
    assert [row["due"] for row in listed["tests"] if row["name"] == BENDS] == [None]
    assert listed["not_for_you"] == [BENDS]
    assert (told["due"], len(told["entries"])) == (None, 1)
    assert f"retroplan assess {BENDS}" not in thin_boned("assess", today=START).out


def test_without_a_value_the_list_says_only_that_it_is_not_for_them(thin_boned: Run) -> None:
    listed = json.loads(thin_boned("assess", "--json", today=START).out)["data"]

    assert BENDS not in [row["name"] for row in listed["tests"]]
    assert listed["not_for_you"] == [BENDS]


def test_before_anybody_knows_the_person_it_is_not_guided_either(run: Run) -> None:
    assert run("assess", BENDS, is_interactive=True).code == ExitCode.UNSAFE


def test_with_nothing_against_it_it_is_due(run: Run, environment: Environment) -> None:
    profile = with_a_back()
    keep_plan(environment, planned(profile), profile=encode(profile))

    assert BENDS in json.loads(run("today", "--json", today=START).out)["data"]["tests_due"]


def test_a_plan_from_before_the_rule_offers_it_no_more(run: Run, environment: Environment) -> None:
    profile = with_a_back("osteoporosis")
    plan = planned(profile)
    weeks = tuple(
        replace(week, tests=(*week.tests, BENDS)) if week.tests else week for week in plan.weeks
    )
    keep_plan(
        environment, replace(plan, weeks=weeks, rules_version="2026.11"), profile=encode(profile)
    )

    for argv in (("today",), ("report",), ("plan", "--week", "1"), ("assess",), ("plan",)):
        data = json.loads(run(*argv, "--json", today=START).out)["data"]
        data.pop("not_for_you", None)
        assert BENDS not in json.dumps(data), argv


@pytest.mark.parametrize(
    "health",
    [
        Health(conditions=None, pregnancy_week=0),
        Health(conditions=(), pregnancy_week=None),
        Health(conditions=(), pregnancy_week=9),
        Health(conditions=("spinal-surgery",), pregnancy_week=0),
        Health(conditions=("disc-trouble",), pregnancy_week=0),
        Health(conditions=("vertebral-fracture",), pregnancy_week=0),
    ],
)
def test_what_is_not_known_counts_as_what_speaks_against_it(health: Health) -> None:
    young = replace(
        with_a_back(),
        health=health,
        profile=replace(with_a_back().profile, birth_date=None, birth_year=1990),
    )

    assert against(BENDS, young, EVIDENCE, START) is not None
    assert against("nprs", young, EVIDENCE, START) is None


@pytest.mark.parametrize("name", ["single-leg", "chair-stand", "four-stage-balance"])
def test_in_tier_c_nothing_on_one_leg_or_from_a_chair_without_support(
    run: Run, environment: Environment, name: str
) -> None:
    knees = sixty_with_knees()
    profile = replace(
        knees,
        goal=Goal(kind=GoalKind.BALANCE),
        equipment=replace(knees.equipment, helper=True),
    )
    plan = planned(profile)
    assert plan.tier is Tier.C
    keep_plan(environment, plan, profile=encode(profile))

    ran = run("assess", name, typed="n\n", is_interactive=True, today=START)

    assert ran.code == ExitCode.UNSAFE
    assert "a wall within reach" in run("today", today=START, width=200).out
