"""One plan, whichever command shows it: also where days went by and no command has taken them to it."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.usecases.planning import current_plan, whole
from tests.builders import make_log
from tests.cli.courses import WELL, begin_and_walk, day, plan
from tests.conftest import Run
from tests.kept import keep_logs


@pytest.fixture(autouse=True)
def begun(run: Run) -> None:
    """Mondays, Wednesdays and Fridays from 23 November; the first is walked."""
    begin_and_walk(run)


def data(run: Run, *words: str, today: dt.date) -> Any:
    answer = run(*words, "--json", today=today)
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["data"]


@pytest.fixture(params=[3, 5, 9, 17, 23, 24])
def later(request: pytest.FixtureRequest) -> dt.date:
    """A day before which one session or more had no record."""
    return day(request.param)


def test_a_session_is_the_same_in_today_and_in_the_plan(run: Run, later: dt.date) -> None:
    asked = data(run, "today", today=later)
    name = asked["session_id"]

    alone = data(run, "plan", "--session", name, today=later)
    assert {key: asked[key] for key in alone} == alone
    week = data(run, "plan", "--week", name.partition(".")[0], today=later)
    assert next(each for each in week["sessions"] if each["session_id"] == name) == alone
    everything = [each for week in plan(run, today=later)["weeks"] for each in week["sessions"]]
    assert next(each for each in everything if each["session_id"] == name) == alone


def test_what_is_shown_is_what_the_next_log_finds(run: Run, later: dt.date) -> None:
    asked = data(run, "today", today=later)
    on = dt.date.fromisoformat(asked["date"])
    shown = plan(run, today=on)

    kept = data(run, "log", *WELL, today=on)

    assert kept["log"]["session_id"] == asked["session_id"]
    assert plan(run, today=on) == shown


def exported(run: Run, path: Path, *, today: dt.date) -> dict[str, dict[str, str]]:
    """The rows of the plan's file, by session."""
    answer = run("plan", "export", str(path), "--force", today=today)
    assert answer.code == 0, answer.err
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["session_id"]: row for row in csv.DictReader(stream)}


def test_a_file_of_the_plan_is_the_plan_of_today(run: Run, later: dt.date, tmp_path: Path) -> None:
    asked = data(run, "today", today=later)
    row = exported(run, tmp_path / "plan.csv", today=later)[asked["session_id"]]

    assert (row["date"], row["stage"]) == (asked["date"], asked["stage"])
    assert row["backward_s"] == str(asked["backward_s"])


def test_a_file_of_today_goes_back_in_and_its_revision_is_the_next_that_is_kept(
    run: Run, later: dt.date, tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    rows = exported(run, path, today=later)
    unedited = data(run, "plan", "apply", str(path), today=later)
    assert (unedited["edited"], unedited["is_kept"]) == ([], False)

    last = list(rows)[-1]
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{last},"))
    cells = dict(zip(lines[0].split(","), lines[at].split(","), strict=True))
    cells["speed_kmh"] = str(round(float(cells["speed_kmh"]) - 0.1, 1))
    lines[at] = ",".join(cells.values())
    path.write_text("\n".join(lines), "utf-8")
    kept = data(run, "plan", "apply", str(path), today=later)

    assert [each["after"]["session_id"] for each in kept["changes"]["changed"]] == [last]
    numbers = [each["revision"] for each in data(run, "plan", "history", today=later)["revisions"]]
    assert sorted(numbers) == [1, 2]


def test_a_file_from_before_the_days_went_by_is_still_taken(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    exported(run, path, today=day(1))

    answer = run("plan", "apply", str(path), today=day(5))

    assert answer.code == 0, answer.err


def test_what_days_without_a_walk_ask_for_is_a_revision_that_waits_to_be_kept(run: Run) -> None:
    first, waiting = data(run, "plan", "history", today=day(9))["revisions"]
    told = data(run, "plan", "diff", today=day(9))

    assert (first["is_kept"], waiting["is_kept"]) == (True, False)
    assert waiting["cause"].startswith("9 days from the last walk, on Monday 23 November")
    assert (told["diff"]["before_revision"], told["diff"]["after_revision"]) == (1, 2)
    assert told["diff"]["changed"]
    shown = run("plan", "history", today=day(9), width=120).out
    assert "Revision 2 · as of today: the next record keeps it" in shown
    assert "Revision 1 · Monday 23 November, 18:30 · the latest that is kept" in shown

    assert run("log", *WELL, today=day(9)).code == 0
    kept = data(run, "plan", "history", today=day(9))["revisions"]
    assert [each["is_kept"] for each in kept] == [True, True]
    assert data(run, "plan", "diff", today=day(9)) == told


def test_a_plan_that_days_have_not_touched_has_no_revision_that_waits(run: Run) -> None:
    assert len(data(run, "plan", "history", today=day(1))["revisions"]) == 1


def test_tests_are_due_in_the_weeks_as_they_stand_today(run: Run) -> None:
    """Days without a walk have moved week 4, which was to begin on 14 December."""
    on = day(22)
    fourth = plan(run, today=on)["weeks"][3]["starts"]
    assert fourth == "2026-12-30"

    rows = data(run, "assess", today=on)["tests"]

    due = {each["due"]["starts"] for each in rows if each["due"] and each["due"]["week"] == 4}
    assert due == {fourth}
    for command in ("today", "report"):
        assert data(run, command, today=on)["tests_due"] == []


class TestOver:
    """The last week was begun, and the last day of the plan has gone by, with a record or without."""

    @pytest.fixture(params=[24, 22])
    def over(self, request: pytest.FixtureRequest, environment: Environment) -> dt.date:
        current = current_plan(environment=environment)
        assert current is not None
        kept = whole(current)
        keep_logs(environment, kept, *map(make_log, kept.sessions[1 : request.param]))
        return kept.sessions[-1].date + dt.timedelta(days=1)

    @pytest.mark.parametrize(
        "words",
        [("today",), ("checkin", "--pain", "1"), ("assess", "tug", "9"), ("plan", "history")],
    )
    def test_a_plan_that_is_over_stays_over(
        self, run: Run, over: dt.date, words: tuple[str, ...]
    ) -> None:
        before = plan(run, today=over)

        answer = run(*words, today=over)

        assert answer.code == 0
        assert "to the next session" not in answer.out
        assert plan(run, today=over) == before
        assert data(run, "today", today=over)["status"] == "finished"
        assert run("plan", "next", today=over).code == 0
        why = run("plan", "why", today=over)
        assert (why.code, "no session of this plan is still to come" in why.err) == (3, True)

    def test_what_calls_for_care_holds_back_what_comes_next(self, run: Run, over: dt.date) -> None:
        assert run("news", "fall", today=over).code == 0

        assert run("plan", "next", today=over).code == ExitCode.UNSAFE
