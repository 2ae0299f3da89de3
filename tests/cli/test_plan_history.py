"""`retroplan plan history` and `plan diff`: how the plan came about, and what differs."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.model.plan import Plan
from retroplan.environment import Environment
from tests.builders import START, make_plan
from tests.conftest import Run
from tests.kept import keep_plan
from tests.reports.golden import assert_golden

WAYS = ("history", "diff", "why")


def revised(plan: Plan, session_id: str, **changes: Any) -> Plan:
    """The next revision, one session of which is another."""
    weeks = tuple(
        replace(week, sessions=tuple(
            replace(each, **changes) if each.session_id == session_id else each
            for each in week.sessions
        ))
        for week in plan.weeks
    )  # fmt: skip
    return replace(plan, weeks=weeks, revision=plan.revision + 1)


@pytest.fixture
def environment(environment: Environment) -> Environment:
    """On the first day of the plan: nothing of it has gone by."""
    return environment._replace(today=START)


@pytest.fixture
def three_revisions(environment: Environment) -> Plan:
    """A plan whose Friday became shorter, and then later."""
    first = keep_plan(environment)
    second = keep_plan(environment, revised(first, "1.3", backward_s=120, total_s=660))
    return keep_plan(environment, revised(second, "1.3", date=dt.date(2026, 11, 28)))


@pytest.mark.usefixtures("three_revisions")
def test_every_revision_says_when_why_and_what_changed(run: Run) -> None:
    assert_golden("plan-history-80-columns", run("plan", "history", width=80).out)
    assert_golden("plan-history-40-columns", run("plan", "history", width=40).out)
    assert_golden("plan-history-plain", run("plan", "history", is_plain=True).out)


@pytest.mark.usefixtures("three_revisions")
def test_the_history_as_json_is_oldest_first(run: Run) -> None:
    found = json.loads(run("plan", "history", "--json").out)["data"]["revisions"]

    assert [each["revision"] for each in found] == [1, 2, 3]
    assert [each["changed"] for each in found] == [0, 1, 1]
    assert [each["backward_before_s"] for each in found] == [None, 11880, 11760]
    assert found[0]["at"] == "2026-11-23T18:30:00+01:00"


def test_revisions_of_an_older_plan_are_not_of_this_one(
    run: Run, environment: Environment
) -> None:
    older = keep_plan(environment, make_plan(plan_id="older"))
    keep_plan(environment, revised(older, "1.3", backward_s=120))
    keep_plan(environment)

    assert len(json.loads(run("plan", "history", "--json").out)["data"]["revisions"]) == 1


@pytest.mark.usefixtures("three_revisions")
@pytest.mark.parametrize(
    ("named", "compared"),
    [((), (2, 3)), (("1",), (1, 3)), (("1", "2"), (1, 2)), (("3", "1"), (3, 1)), (("3",), (3, 3))],
)
def test_two_revisions_one_or_none_may_be_named(
    run: Run, named: tuple[str, ...], compared: tuple[int, int]
) -> None:
    diff = json.loads(run("plan", "diff", *named, "--json").out)["data"]["diff"]

    assert (diff["before_revision"], diff["after_revision"]) == compared


@pytest.mark.usefixtures("three_revisions")
def test_back_is_there_the_other_way_round(run: Run) -> None:
    there = json.loads(run("plan", "diff", "1", "3", "--json").out)["data"]
    back = json.loads(run("plan", "diff", "3", "1", "--json").out)["data"]
    (was,), (now,) = there["diff"]["changed"], back["diff"]["changed"]

    assert (was["before"], was["after"]) == (now["after"], now["before"])
    assert len(there["causes"]) == 2
    assert back["causes"] == []


@pytest.mark.usefixtures("three_revisions")
def test_the_difference_is_told_session_by_session(run: Run) -> None:
    text = run("plan", "diff", "1", width=80).out

    assert "4:00 → 2:00" in text
    assert "Fri 27 Nov → Sat 28 Nov" in text


@pytest.mark.usefixtures("three_revisions")
def test_a_revision_and_itself_are_no_different(run: Run) -> None:
    ran = run("plan", "diff", "2", "2")

    assert ran.code == 0
    assert "No difference" in ran.out


def test_of_a_single_revision_there_is_no_difference(run: Run, environment: Environment) -> None:
    keep_plan(environment)

    assert "No difference" in run("plan", "diff").out


@pytest.mark.usefixtures("three_revisions")
def test_an_unknown_revision_is_not_found_and_those_there_are_are_named(run: Run) -> None:
    ran = run("plan", "diff", "7")

    assert (ran.code, ran.out) == (3, "")
    assert "no revision 7" in ran.err
    assert "revisions 1, 2 and 3" in ran.err


@pytest.mark.usefixtures("three_revisions")
@pytest.mark.parametrize("word", ["0", "-1", "two", "1.5", "99999999999"])
def test_what_is_no_revision_is_refused(run: Run, word: str) -> None:
    ran = run("plan", "diff", "--", word)

    assert ran.code in (2, 3)
    assert "revision" in ran.err


@pytest.mark.parametrize("way", WAYS)
def test_without_a_plan_the_way_to_one_is_named(run: Run, way: str) -> None:
    ran = run("plan", way)

    assert (ran.code, ran.out) == (3, "")
    assert "retroplan init" in ran.err


def test_a_command_below_plan_that_does_not_exist_has_its_near_ones_named(run: Run) -> None:
    ran = run("plan", "hsitory")

    assert ran.code == 2
    assert "history" in ran.err


def test_the_help_of_plan_lists_every_command_below_it(run: Run) -> None:
    from retroplan.cli.plan import SUBCOMMANDS

    out = run("plan", "--help").out

    assert all(f"  {name} " in out for name in SUBCOMMANDS)


@pytest.mark.parametrize("words", [("harder",), ("plan", "harder")])
def test_there_is_no_harder_and_the_reason_is_kind(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)

    assert (ran.code, ran.out) == (2, "")
    assert "there is no harder" in ran.err
    assert "plan why" in ran.err
