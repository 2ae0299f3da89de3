"""`retroplan plan resume`: sessions again."""

import datetime as dt
import json

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.store.database import reading
from retroplan.store.facts import facts_of_kind
from retroplan.store.plans import list_plans
from retroplan.store.screenings import latest_screening
from tests.cli.courses import MONDAY, begin_and_walk, dates, day, edit, plan, sessions
from tests.conftest import Run


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    """Mondays, Wednesdays and Fridays from 23 November; the first is walked, today is the Wednesday."""
    begin_and_walk(run)


def suspend_for_pain(run: Run) -> None:
    """Two walks with too much pain within a week, on Wednesday and Sunday; a knee gave way: no flare."""
    run("log", "--rpe", "3", "--pain", "7", "--near-falls", "0", today=day(2))
    assert run("checkin", "--giving-way", "--no-input", today=day(2)).code == 0
    answer = run("log", "--session", "1.3", "--rpe", "3", "--pain", "7", "--near-falls", "0",
                 today=day(6))  # fmt: skip
    assert answer.code == 0, answer.err


def screenings(environment: Environment) -> int:
    with reading(environment.store_file) as connection:
        count: int = connection.execute("SELECT count(*) FROM screening").fetchone()[0]
    return count


def test_nothing_to_resume_is_told(run: Run) -> None:
    answer = run("plan", "resume")

    assert (answer.code, answer.out) == (ExitCode.NOT_FOUND, "")
    assert "nothing holds the plan back" in answer.err
    assert "the next session is on Wednesday 25 November" in answer.err


def test_after_a_few_days_the_plan_goes_on_as_it_was(run: Run, environment: Environment) -> None:
    before = sessions(run)["1.2"]
    run("plan", "pause", today=day(1))

    answer = run("plan", "resume", today=day(2))

    assert answer.code == 0, answer.err
    assert "The plan goes on with the session of Wednesday 25 November 2026." in answer.out
    assert "Your last walk was on Monday 23 November; the plan goes on as it was." in answer.out
    assert plan(run)["standing"] == "active"
    assert sessions(run)["1.2"]["backward_s"] == before["backward_s"]
    assert screenings(environment) == 1


@pytest.mark.parametrize(
    ("ahead", "rule"),
    [(7, "days-off-repeat"), (14, "days-off-shorter"), (21, "days-off-half")],
)
def test_the_rule_of_the_days_off_is_told(run: Run, ahead: int, rule: str) -> None:
    run("plan", "pause", today=day(1))

    answer = run("plan", "resume", "--json", today=day(ahead))

    data = json.loads(answer.out)["data"]
    assert data["days_off"] == ahead
    assert rule in [reason["rule"] for reason in data["reasons"]]
    assert data["is_new_plan"] is False
    assert data["next_date"] == day(ahead).isoformat()


def test_the_longer_the_break_the_less_comes_first(run: Run) -> None:
    run("plan", "pause", today=day(1))
    first = []
    for ahead in (2, 14, 21):
        run("plan", "resume", today=day(ahead))
        coming = {name: each for name, each in dates(run).items() if each >= day(ahead)}
        first.append(sessions(run)[min(coming, key=lambda name: coming[name])]["backward_s"])
        run("undo")

    assert first == sorted(first, reverse=True)


def test_a_pause_with_an_end_may_end_sooner(run: Run) -> None:
    run("plan", "pause", "--until", "2026-12-14", today=day(1))

    answer = run("plan", "resume", today=day(4))

    assert answer.code == 0, answer.err
    assert min(each for each in dates(run).values() if each > MONDAY) == day(4)


def test_once_a_pause_has_ended_by_itself_there_is_nothing_to_resume(run: Run) -> None:
    run("plan", "pause", "--until", "2026-12-02", today=day(1))

    assert run("plan", "resume", today=dt.date(2026, 12, 2)).code == ExitCode.NOT_FOUND


def test_after_more_than_four_weeks_a_new_plan_begins_with_its_first_week(
    run: Run, environment: Environment
) -> None:
    old = plan(run)["plan_id"]
    run("plan", "pause", today=day(1))

    answer = run("plan", "resume", today=day(35))

    assert answer.code == 0, answer.err
    assert "A new plan from its first week, with the session of Monday 28 December" in answer.out
    assert "Tests to repeat first: " in answer.out
    found = plan(run)
    assert found["plan_id"] != old
    assert (found["revision"], found["start"], found["standing"]) == (1, "2026-12-28", "active")
    assert len(found["weeks"]) == 8
    with reading(environment.store_file) as connection:
        assert [each.plan_id for each in list_plans(connection)] == [old, found["plan_id"]]
    assert screenings(environment) == 2


def test_a_plan_left_alone_for_five_weeks_begins_anew_as_well(run: Run) -> None:
    answer = run("plan", "resume", "--json", today=day(35))

    data = json.loads(answer.out)["data"]
    assert data["is_new_plan"] is True
    assert [reason["rule"] for reason in data["reasons"]] == ["days-off-restart"]
    assert "tug" in data["tests"]


def test_it_is_one_step_to_take_back(run: Run) -> None:
    run("plan", "pause", today=day(1))
    before = run("plan", "--json").out

    run("plan", "resume", today=day(35))
    undone = run("undo", today=day(35))

    assert "going on from Monday 28 December" in undone.out + undone.err
    assert run("plan", "--json").out == before


def test_after_news_the_answers_have_to_know_of_it(run: Run, environment: Environment) -> None:
    run("news", "medicine", "--note", "a new sleeping pill")

    refused = run("plan", "resume", today=day(3))
    edit(environment, "medications = []", 'medications = ["sedative"]')
    resumed = run("plan", "resume", today=day(3))

    assert (refused.code, refused.out) == (ExitCode.UNSAFE, "")
    assert "a change of medicine on Wednesday 25 November" in refused.err
    assert resumed.code == 0, resumed.err
    assert "Your answers were screened again" in resumed.out
    assert "New in your profile: health.medications." in resumed.out
    assert plan(run)["standing"] == "active"


def test_on_a_terminal_it_asks_whether_the_answers_know_of_it(run: Run) -> None:
    run("news", "diagnosis")

    no = run("plan", "resume", typed="n\n", is_interactive=True, today=day(3))
    yes = run("plan", "resume", typed="y\n", is_interactive=True, today=day(3))

    assert no.code == ExitCode.UNSAFE
    assert "Nothing was changed" in no.err
    assert yes.code == 0, yes.err
    assert plan(run)["standing"] == "active"


def test_answers_that_withhold_a_plan_keep_it_waiting(run: Run, environment: Environment) -> None:
    run("news", "diagnosis")
    edit(environment, '"knee-osteoarthritis"', '"stroke"')

    answer = run("plan", "resume", "--json", today=day(3))

    document = json.loads(answer.out)
    assert answer.code == ExitCode.UNSAFE
    assert "the plan still waits. A plan after a stroke needs a clinician's yes" in answer.err
    assert document["data"] is None
    assert document["findings"][0]["severity"] == "clear"
    assert plan(run)["standing"] == "suspended"
    with reading(environment.store_file) as connection:
        clearance = latest_screening(connection)
    assert clearance is not None
    assert clearance.withholds


def test_after_pain_a_clinician_has_to_agree(run: Run, environment: Environment) -> None:
    suspend_for_pain(run)

    refused = run("plan", "resume", today=day(10))
    resumed = run("plan", "resume", "--clearance", "Dr Adams", today=day(10))

    assert refused.code == ExitCode.UNSAFE
    assert "the plan waits for a clinician" in refused.err
    assert "--clearance" in refused.err
    assert resumed.code == 0, resumed.err
    assert "Agreed by: Dr Adams" in resumed.out
    assert plan(run)["standing"] == "active"
    with reading(environment.store_file) as connection:
        (row,) = facts_of_kind(connection, "resume")
    assert row.event.cleared_by == "Dr Adams"  # type: ignore[union-attr]  # it is a resumption


def test_a_yes_in_the_profile_counts_from_the_suspension_on(
    run: Run, environment: Environment
) -> None:
    suspend_for_pain(run)
    given = 'clearance = {{ given = true, by = "GP", on = {} }}'
    edit(environment, "clearance = { given = false }", given.format("2026-11-20"))
    early = run("plan", "resume", today=day(10))
    edit(environment, given.format("2026-11-20"), given.format("2026-12-02"))

    late = run("plan", "resume", today=day(10))

    assert early.code == ExitCode.UNSAFE
    assert late.code == 0, late.err


def test_on_a_terminal_it_asks_who_agreed(run: Run) -> None:
    suspend_for_pain(run)

    no = run("plan", "resume", typed="n\n", is_interactive=True, today=day(10))
    yes = run("plan", "resume", typed="y\n\nGP\n", is_interactive=True, today=day(10))

    assert no.code == ExitCode.UNSAFE
    assert "Nothing was changed" in no.err
    assert yes.code == 0, yes.err
    assert "Agreed by: GP" in yes.out


def test_a_hostile_clinician_is_shown_harmless(run: Run) -> None:
    run("plan", "pause", today=day(1))
    answer = run("plan", "resume", "--clearance", "\x1b[2J[bold]", today=day(2))
    assert "Agreed by: \\u001b[2J[bold]" in answer.out


def test_a_broken_profile_is_told_where_a_screening_is_due(
    run: Run, environment: Environment
) -> None:
    run("news", "surgery")
    edit(environment, "usual_pain = 4", "usual_pain = 40")

    assert run("plan", "resume", today=day(3)).code == ExitCode.BAD_FILE


def test_another_goal_asks_for_a_new_plan_here_too(run: Run, environment: Environment) -> None:
    run("news", "surgery")
    edit(environment, 'kind = "knee-pain"', 'kind = "balance"')

    answer = run("plan", "resume", "--clearance", "GP", today=day(3))

    assert answer.code == ExitCode.USAGE
    assert "goal.kind from knee-pain to balance" in answer.err


def test_a_clock_that_went_backwards_is_told(run: Run) -> None:
    run("plan", "pause", today=day(2))

    answer = run("plan", "resume", today=day(1))

    assert answer.code == ExitCode.NOT_FOUND
    assert "Your latest entry is of Wednesday 25 November 2026" in answer.err
