"""What `retroplan log` asks whom, what Enter asserts, and what is kept beside the walk."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.model.events import CheckIn
from retroplan.core.model.profile import ClinicianYes, Goal, KnownTests, Profile
from retroplan.core.model.vocabulary import GoalKind
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from tests.builders import make_log
from tests.conftest import TODAY, Run
from tests.kept import keep_logs, keep_plan
from tests.people import free_of_pain, sixty_with_knees
from tests.plans import START, built

MORNING = START + dt.timedelta(days=1)


def begun(
    environment: Environment, person: Profile | None = None, *, pain: int | None = None
) -> dt.date:
    """The day of the second session; Monday's, the first, was walked with that pain."""
    person = person or sixty_with_knees()
    plan = keep_plan(environment, built(person), profile=person)
    keep_logs(environment, plan, make_log(plan.sessions[0], nprs_during=pain))
    return plan.sessions[1].date


def with_health(**changes: Any) -> Profile:
    person = free_of_pain()
    return replace(person, health=replace(person.health, **changes))


def with_goal(kind: GoalKind) -> Profile:
    return replace(free_of_pain(), goal=Goal(kind=kind))


def check_ins(environment: Environment) -> list[CheckIn]:
    with reading(environment.store_file) as connection:
        rows = facts_of_kind(connection, "check-in")
    return [row.event for row in rows if isinstance(row.event, CheckIn)]


def kept(run: Run, *argv: str, **changes: Any) -> dict[str, Any]:
    answer = run("log", *argv, "--json", **changes)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)["data"]["log"]
    return found


def typed(run: Run, *lines: str, argv: tuple[str, ...] = (), **changes: Any) -> dict[str, Any]:
    answers = "".join(f"{line}\n" for line in lines)
    return kept(run, *argv, typed=answers, is_interactive=True, **changes)


NUMB = with_health(
    conditions=("peripheral-neuropathy",),
    clearance=ClinicianYes(given=True, by="GP", on=START),
)
HURT = [
    sixty_with_knees(),
    with_goal(GoalKind.KNEE_PAIN),
    with_goal(GoalKind.BACK_PAIN),
    with_health(conditions=("knee-osteoarthritis",)),
    with_health(conditions=("asthma", "back-pain")),
    with_health(usual_pain=3),
]


@pytest.mark.parametrize("person", HURT)
def test_where_something_hurts_enter_says_nothing_of_pain(
    run: Run, environment: Environment, person: Profile
) -> None:
    keep_plan(environment, profile=person)

    assert typed(run, "", "", "", "", "")["nprs_during"] is None
    assert kept(run, "--as-planned", "--again")["nprs_during"] is None


@pytest.mark.parametrize("person", [free_of_pain(), with_health(conditions=("asthma",))])
def test_for_anybody_else_enter_is_no_pain_and_three_questions_are_all(
    run: Run, environment: Environment, person: Profile
) -> None:
    keep_plan(environment, profile=person)
    answer = run("log", typed="\n\n\n", is_interactive=True)

    assert answer.code == 0
    assert answer.err.count("?") == 3
    log = kept(run, "--as-planned", "--again")
    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (3, 0, 0)


CLOSE_TO_A_FALL = [
    with_health(falls_last_12_months=1, injurious_falls_last_12_months=0),
    with_health(falls_last_12_months=None, injurious_falls_last_12_months=None),
]


@pytest.mark.parametrize("person", CLOSE_TO_A_FALL)
@pytest.mark.parametrize(
    ("lines", "stumbles"), [(("", "", "", "", "2"), 2), (("", "", "-"), None)]
)
def test_after_a_fall_stumbles_are_typed(
    run: Run,
    environment: Environment,
    person: Profile,
    lines: tuple[str, ...],
    stumbles: int | None,
) -> None:
    day = begun(environment, person)

    assert typed(run, *lines, today=day)["near_falls"] == stumbles


def test_so_they_are_in_tier_c(run: Run, environment: Environment) -> None:
    slow = replace(free_of_pain(), tests=KnownTests(backward_walk_3m_s=4.8))
    day = begun(environment, slow)

    assert kept(run, "--as-planned", today=day)["near_falls"] is None


def test_a_fall_that_was_logged_counts_as_one(run: Run, environment: Environment) -> None:
    begun(environment, free_of_pain())
    run("log", "mon", "--again", "--falls", "1")
    answer = run("log", "--extra", typed="3\n0\n\n", is_interactive=True)

    assert answer.code == ExitCode.INTERRUPTED
    assert answer.err.count("Stumbles?") == 2


def test_what_a_flag_says_stands_beside_as_planned(run: Run, environment: Environment) -> None:
    keep_plan(environment)
    log = kept(run, "--as-planned", "--pain", "4", "--rpe", "2", "--near-falls", "1")

    assert (log["rpe"], log["nprs_during"], log["near_falls"]) == (2, 4, 1)


# -- the morning after the last walk -----------------------------------------------------------


@pytest.mark.parametrize("pain", [3, 4, 5])
def test_a_morning_that_is_needed_is_asked_and_kept_before_the_walk(
    run: Run, environment: Environment, pain: int
) -> None:
    begun(environment, pain=pain)
    typed(run, "4", "3", "2", "0", "n")

    assert check_ins(environment) == [CheckIn(date=MORNING, morning_pain=4)]
    run("undo")
    assert check_ins(environment) == []
    assert run("log", typed="\n", is_interactive=True).code == ExitCode.INTERRUPTED


@pytest.mark.parametrize("line", ["", "-"])
def test_a_morning_that_is_not_known_keeps_nothing(
    run: Run, environment: Environment, line: str
) -> None:
    begun(environment, pain=4)
    typed(run, line, "3", "2", "0", "n")

    assert check_ins(environment) == []


@pytest.mark.parametrize("pain", [None, 0, 2, 6])
def test_no_other_walk_asks_for_its_morning(
    run: Run, environment: Environment, pain: int | None
) -> None:
    begun(environment, pain=pain)

    assert typed(run, "3", "2", "0", "n")["rpe"] == 3


def test_a_morning_that_was_told_is_not_asked_for_again(
    run: Run, environment: Environment
) -> None:
    begun(environment, pain=4)
    run("checkin", "yesterday", "--pain", "4")

    assert typed(run, "3", "2", "0", "n")["rpe"] == 3


def test_a_flag_tells_of_that_morning(run: Run, environment: Environment) -> None:
    begun(environment, pain=4)
    log = typed(run, "3", "2", "0", "n", argv=("--morning-after", "5"))

    assert log["rpe"] == 3
    assert check_ins(environment) == [CheckIn(date=MORNING, morning_pain=5)]


def test_before_the_first_walk_there_is_no_morning_to_tell_of(
    run: Run, environment: Environment
) -> None:
    keep_plan(environment)
    answer = run("log", "mon", "--morning-after", "2")

    assert answer.code == ExitCode.USAGE
    assert run("log", "mon").code == 0


# -- beside the walk -----------------------------------------------------------------------------


@pytest.mark.parametrize(("pain", "asks"), [("2", False), ("3", True), ("6", True)])
def test_from_three_on_it_is_asked_where(
    run: Run, environment: Environment, pain: str, asks: bool
) -> None:
    keep_plan(environment)
    typed(run, "3", pain, *(("n",) if asks else ()), "0", "")

    assert check_ins(environment) == ([CheckIn(date=TODAY, pain_elsewhere=True)] if asks else [])


def test_the_same_place_as_always_is_what_enter_says(run: Run, environment: Environment) -> None:
    keep_plan(environment)
    typed(run, "3", "4", "", "0", "")

    assert check_ins(environment) == []


@pytest.mark.parametrize(
    ("person", "lines", "said"),
    [
        (sixty_with_knees(), ("y",), {"painkiller": True}),
        (with_goal(GoalKind.BACK_PAIN), ("y", "n"), {"leg_signs": True}),
        (NUMB, ("y",), {"limbs_as_ever": True}),
        (NUMB, ("n",), {"limbs_as_ever": False}),
    ],
)
def test_who_needs_it_is_asked_beside_the_walk(
    run: Run, environment: Environment, person: Profile, lines: tuple[str, ...], said: Any
) -> None:
    day = begun(environment, person)
    typed(run, "3", "2", "0", *lines, today=day)

    assert check_ins(environment) == [CheckIn(date=day, **said)]


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("--elsewhere", {"pain_elsewhere": True}),
        ("--painkiller", {"painkiller": True}),
        ("--leg-signs", {"leg_signs": True}),
        ("--limbs-as-ever", {"limbs_as_ever": True}),
        ("--limbs-not-as-ever", {"limbs_as_ever": False}),
    ],
)
def test_a_flag_says_the_same(run: Run, environment: Environment, flag: str, said: Any) -> None:
    keep_plan(environment)
    kept(run, flag)

    assert check_ins(environment) == [CheckIn(date=TODAY, **said)]


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("--locking", {"locking": True}),
        ("--hot-joint", {"hot_joint": True}),
        ("--night-pain", {"night_pain": True}),
        ("--no-weight", {"no_weight": True}),
        ("--leg-signs", {"leg_signs": True}),
        ("--elsewhere", {"pain_elsewhere": True}),
    ],
)
def test_a_check_in_says_it_too(run: Run, environment: Environment, flag: str, said: Any) -> None:
    begun(environment)

    assert run("checkin", flag).code == 0
    assert check_ins(environment) == [CheckIn(date=TODAY, **said)]
