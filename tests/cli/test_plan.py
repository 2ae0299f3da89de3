"""`retroplan plan` and what hangs on it."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from retroplan.core.codec import encode
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Outcome, Step
from retroplan.environment import Environment
from tests.builders import START, make_log, make_plan
from tests.conftest import Run
from tests.kept import keep_logs, keep_plan
from tests.reports.golden import assert_golden

EXAMPLE = str(Path(__file__).parents[2] / "config.example.toml")
DRAWING = set("●○▁▂▃▄▅▆▇█·×–…─│")


def test_the_weeks_at_a_glance(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0]), make_log(plan.sessions[1]))

    for width in (40, 60, 80, 100):
        assert_golden(f"plan-{width}-columns", run("plan", width=width).out)
    assert_golden("plan-plain", run("plan", is_plain=True).out)


def test_the_dots_are_the_sessions_walked(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0]),
              make_log(plan.sessions[1], outcome=Outcome.SKIPPED))  # fmt: skip

    assert "●○○" in run("plan").out
    assert "Sessions done: 1 of 3" in run("plan", is_plain=True).out


def test_the_dots_are_of_this_plan_alone(run: Run, environment: Environment) -> None:
    older = keep_plan(environment, make_plan(plan_id="older"))
    keep_logs(environment, older, make_log(older.sessions[0]))
    keep_plan(environment)

    assert "●" not in run("plan").out


def test_json_is_the_plan_document(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    answer = json.loads(run("plan", "--json", today=START).out)

    assert answer == {
        "retroplan": 1,
        "command": "plan",
        "view": "plan",
        "data": encode(plan),
        "findings": [],
        "errors": [],
    }


def test_json_holds_the_keys_that_are_promised(run: Run, environment: Environment) -> None:
    keep_plan(environment)
    data = json.loads(run("plan", "--json").out)["data"]
    week = data["weeks"][0]
    session = week["sessions"][0]

    assert {
        "plan_id", "revision", "rules_version", "tier", "goal", "start", "weeks", "notices",
    } <= data.keys()  # fmt: skip
    assert {"number", "phase", "is_deload", "sessions"} <= week.keys()
    assert {
        "session_id", "date", "stage", "spotter", "total_s", "backward_s", "distance_m",
        "energy_kcal", "rpe", "segments", "cues", "stop_signs", "checklist", "reasons", "citations",
    } <= session.keys()  # fmt: skip
    assert session["energy_kcal"].keys() == session["rpe"].keys() == {"low", "high"}
    assert {"kind", "direction", "duration_s", "speed_mps", "grade_pct"} <= session["segments"][
        0
    ].keys()


def test_one_week_and_one_session(run: Run, environment: Environment) -> None:
    keep_plan(environment)

    assert_golden("plan-week", run("plan", "--week", "4", today=START, width=80).out)
    assert_golden("plan-session", run("plan", "--session", "6.2", today=START, width=80).out)
    assert json.loads(run("plan", "--week", "4", "--json").out)["data"]["number"] == 4


def test_a_recorded_session_says_what_became_of_it(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    keep_logs(environment, plan, make_log(plan.sessions[0], outcome=Outcome.PARTIAL))

    assert "Already done in part." in run("plan", "--session", "1.1").out


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (("--week", "9"), "its weeks are 1 to 8"),
        (("--week", "0"), "its weeks are 1 to 8"),
        (("--session", "9.1"), "from 1.1 to 8.3"),
        (("--session", "\x1b[31mred"), "from 1.1 to 8.3"),
        (("--session", ""), None),
    ],
)
def test_what_is_not_in_the_plan_is_not_found_and_the_range_is_named(
    run: Run, environment: Environment, argv: tuple[str, ...], hint: str | None
) -> None:
    keep_plan(environment)
    ran = run("plan", *argv)

    if hint is None:  # nothing was asked for: the whole plan
        assert ran.code == 0
        return
    assert (ran.code, ran.out) == (3, "")
    assert hint in ran.err
    assert "\x1b" not in ran.err


def test_week_and_session_together_are_refused(run: Run, environment: Environment) -> None:
    keep_plan(environment)

    assert run("plan", "--week", "1", "--session", "1.1").code == 2


@pytest.mark.parametrize("argv", [(), ("--week", "1"), ("--session", "1.1"), ("bounds",)])
def test_without_a_plan_the_way_to_one_is_named(run: Run, argv: tuple[str, ...]) -> None:
    ran = run("plan", *argv)

    assert (ran.code, ran.out) == (3, "")
    assert "retroplan init" in ran.err


@pytest.mark.parametrize("width", [20, 40, 60, 80])
@pytest.mark.parametrize("argv", [(), ("--week", "4"), ("--session", "6.2")])
def test_no_line_is_wider_than_the_terminal(
    run: Run, environment: Environment, argv: tuple[str, ...], width: int
) -> None:
    keep_plan(environment)

    assert all(len(line) <= width for line in run("plan", *argv, width=width).out.splitlines())


@pytest.mark.parametrize("argv", [(), ("--week", "4"), ("--session", "6.2")])
def test_read_aloud_there_is_nothing_drawn_and_no_empty_line(
    run: Run, environment: Environment, argv: tuple[str, ...]
) -> None:
    keep_plan(environment)
    lines = run("plan", *argv, is_plain=True).out.splitlines()

    assert not DRAWING & set("".join(lines))
    assert all(line.strip() == line and line for line in lines)


def test_narrow_and_wide_say_the_same(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment)
    narrow = run("plan", today=START, width=40).out

    for week in plan.weeks:
        assert f"Week {week.number}, from" in narrow
        assert f"{week.sessions[0].speed_mps * 3.6:.1f} km/h" in narrow


class TestBounds:
    @pytest.fixture
    def made(self, run: Run) -> None:
        """A plan that the engine made, with its screening."""
        assert run("init", "--from", EXAMPLE, today=START).code == 0

    @pytest.mark.usefixtures("made")
    def test_every_limit_is_kept_and_says_how_close_the_plan_comes(self, run: Run) -> None:
        uses = json.loads(run("plan", "bounds", "--json").out)["data"]["bounds"]
        by_id = {use["id"]: use for use in uses}

        assert {"I01", "I05", "I11", "I20", "I44"} <= by_id.keys()
        assert by_id["I01"]["limit"] == "at most 20 min"
        assert by_id["I07"]["limit"].endswith(" sessions")
        assert by_id["I19"]["reached"] == "8 weeks"
        assert all(use["sentence"] and use["reached"] for use in uses)
        assert not any(use["reached"] == "not kept" for use in uses)

    @pytest.mark.usefixtures("made")
    @pytest.mark.parametrize("width", [40, 80])
    def test_the_table_fits_the_terminal(self, run: Run, width: int) -> None:
        ran = run("plan", "bounds", width=width)

        assert ran.code == 0
        assert "I11" in ran.out
        assert all(len(line) <= width for line in ran.out.splitlines())

    @pytest.mark.usefixtures("made")
    def test_read_aloud_every_limit_is_a_sentence(self, run: Run) -> None:
        out = run("plan", "bounds", is_plain=True).out

        assert "Limit: at most 20 min\n" in out
        assert not DRAWING & set(out)


def test_limits_are_told_in_one_system_of_units(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "imperial.toml"
    text = Path(EXAMPLE).read_text("utf-8")
    profile.write_text(text.replace('units = "metric"', 'units = "imperial"'), "utf-8")
    assert run("init", "--from", str(profile), today=START).code == 0
    imperial = run("plan", "bounds").out
    assert run("init", "--from", EXAMPLE, "--new-plan", today=START).code == 0

    assert "km/h" not in imperial
    assert "m/s" not in imperial
    assert "mph" not in run("plan", "bounds").out


def test_a_plan_of_one_week_and_one_session_is_shown(run: Run, environment: Environment) -> None:
    keep_plan(environment, make_plan(weeks=1, sessions=1))

    assert "In all 1 session, 4 minutes backward" in run("plan", today=START).out


def changed(plan: Plan, *numbers: int) -> Plan:
    """Sessions of some weeks are as a stumble left them."""
    stumble = Adjustment(
        rule="near-fall", step=Step.REGRESS, date=START, sentence="There was a stumble: slower."
    )
    weeks = tuple(
        replace(
            week,
            sessions=tuple(replace(each, adjusted_by=(stumble.key,)) for each in week.sessions),
        )
        if week.number in numbers
        else week
        for week in plan.weeks
    )
    return replace(plan, weeks=weeks, adjustments=(stumble,))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((3,), "Week 3 is changed by what you recorded."),
        ((2, 3, 4), "Weeks 2 to 4 are changed by what you recorded."),
        ((2, 4), "Weeks 2 and 4 are changed by what you recorded."),
    ],
)
def test_weeks_that_rules_have_changed_are_named_with_the_last_reason(
    run: Run, environment: Environment, numbers: tuple[int, ...], said: str
) -> None:
    keep_plan(environment, changed(make_plan(), *numbers))

    assert f"{said} Last: There was a stumble: slower." in run("plan", today=START, width=200).out
    assert "changed by what you recorded" not in run("plan", "--week", "1", today=START).out


def test_weeks_that_were_walked_as_changed_are_no_news(run: Run, environment: Environment) -> None:
    plan = keep_plan(environment, changed(make_plan(), 1))
    keep_logs(environment, plan, *map(make_log, plan.weeks[0].sessions))

    assert "changed by what you recorded" not in run("plan").out


def test_where_days_off_have_moved_the_weeks_the_end_is_told(
    run: Run, environment: Environment
) -> None:
    plan, later = make_plan(weeks=2), dt.timedelta(days=11)
    last = plan.weeks[1]
    sessions = tuple(replace(each, date=each.date + later) for each in last.sessions)
    moved = replace(last, starts=last.starts + later, sessions=sessions)
    keep_plan(environment, replace(plan, weeks=(plan.weeks[0], moved)))

    assert (
        "Its last session is on Tuesday 15 December 2026: days off have moved the weeks by 11 days."
    ) in run("plan", today=START, width=200).out
