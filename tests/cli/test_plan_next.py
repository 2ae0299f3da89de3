"""`retroplan plan next`: how a plan ended, and the plan after it."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.engine.build import build
from retroplan.core.model.events import AssessmentResult, News
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Equipment, Goal, PlanWishes, Profile
from retroplan.core.model.vocabulary import GoalKind, NewsKind, Outcome, Place
from retroplan.core.screening.screen import screen
from retroplan.environment import Environment
from retroplan.errors import ExitCode
from retroplan.evidence.load import load_evidence
from retroplan.profile_file.write import new_profile_text
from retroplan.store.database import create_store, writing
from retroplan.store.facts import add_fact
from retroplan.store.kinds import Kept
from retroplan.store.plans import save_plan
from retroplan.store.screenings import add_screening
from tests.conftest import Run
from tests.kept import keep_logs
from tests.people import sixty_with_knees, young_athlete
from tests.reports.golden import assert_golden
from tests.strategies import START

EVIDENCE = load_evidence()
DAY = dt.timedelta(days=1)
EIGHT = PlanWishes(weeks=8, start=START)
JOG = EVIDENCE.guidance.jog

Begun = Callable[..., Plan]


@pytest.fixture
def begun(environment: Environment) -> Begun:
    """A person with a profile file, a plan, and its sessions done; `but` changes records by number."""

    def begin(
        profile: Profile | None = None, *, sessions: int | None = None,
        but: dict[int, dict[str, Any]] | None = None, **usual: Any,
    ) -> Plan:  # fmt: skip
        person = profile or sixty_with_knees(plan=EIGHT)
        environment.profile_file.parent.mkdir(parents=True, exist_ok=True)
        environment.profile_file.write_text(new_profile_text(person), "utf-8")
        clearance = screen(person, EVIDENCE, START)
        plan = build(person, person.goal, clearance, EVIDENCE, START)
        create_store(environment.store_file)
        at = dt.datetime.combine(START, dt.time(9), dt.UTC)
        with writing(environment.store_file) as connection:
            add_screening(connection, clearance, at=at, profile_document=person)
            save_plan(connection, plan, cause="a test", at=at, profile_document=person)
        logs = [
            replace(_done(session), **{**usual, **(but or {}).get(session.number, {})})
            for session in plan.sessions[:sessions]
        ]
        keep_logs(environment, plan, *logs)
        return plan

    return begin


def _done(session: Any) -> SessionLog:
    return SessionLog(
        session_id=session.session_id, date=session.date, outcome=Outcome.DONE,
        total_s=session.total_s, backward_s=session.backward_s, speed_mps=session.speed_mps,
        grade_pct=session.grade_pct, distance_m=session.distance_m, stage=session.stage,
        rpe=session.rpe.high, nprs_before=1, nprs_during=1, near_falls=0, falls=0,
        prescribed=session,
    )  # fmt: skip


def after(plan: Plan, days: int = 3) -> dt.date:
    return plan.sessions[-1].date + days * DAY


def tell(environment: Environment, plan: Plan, *facts: Kept) -> None:
    with writing(environment.store_file) as connection:
        for fact in facts:
            add_fact(connection, fact, plan_id=plan.plan_id, at=environment.now())


def result(name: str, value: float, date: dt.date) -> AssessmentResult:
    return AssessmentResult(date=date, assessment=name, value=value)


# -- the end ----------------------------------------------------------------------------------


def test_what_came_of_a_plan(run: Run, environment: Environment, begun: Begun) -> None:
    early: dict[int, dict[str, Any]] = {number: {"nprs_during": 4} for number in (1, 2, 3)}
    plan = begun(but=early | {20: {"outcome": Outcome.SKIPPED, "near_falls": None}})
    tell(
        environment,
        plan,
        result("chair-stand", 17, plan.sessions[-1].date),
        result("nprs", 4, plan.sessions[-1].date),
    )
    ran = run("plan", "next", today=after(plan), width=80)

    assert ran.code == 0
    assert_golden("plan-next", ran.out)
    assert_golden("plan-next-40-columns", run("plan", "next", today=after(plan), width=40).out)
    assert_golden("plan-next-plain", run("plan", "next", today=after(plan), is_plain=True).out)


def test_the_tests_that_lack_a_second_value_are_named(run: Run, begun: Begun) -> None:
    plan = begun()
    out = run("plan", "next", today=after(plan), width=200).out

    assert "No second value of Timed Up and Go: `retroplan assess tug`" in out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("backward-walk-3m", 3.4, "Changed by no more than the measurement error"),
        ("backward-walk-3m", 2.4, "Better, by a change that counts"),
        ("backward-walk-3m", 5.2, "Worse, by a change that counts"),
        ("backward-walk-3m", 3.6, "The same as at the start"),
    ],
)
def test_a_change_is_called_one_only_beyond_the_error(
    name: str, value: float, said: str, run: Run, environment: Environment, begun: Begun
) -> None:
    person = sixty_with_knees(plan=EIGHT)
    plan = begun(replace(person, goal=Goal(kind=GoalKind.BALANCE)))
    assert name in plan.weeks[0].tests
    tell(environment, plan, result(name, value, plan.sessions[-1].date))

    assert said in run("plan", "next", today=after(plan)).out


def test_a_plan_that_nobody_recorded_still_ends(run: Run, begun: Begun) -> None:
    plan = begun(sessions=0)
    ran = run("plan", "next", today=after(plan), width=100)

    assert ran.code == 0
    assert "0 of 24 sessions walked" in ran.out
    assert "Not yet: fewer than two whole sessions" in " ".join(ran.out.split())


def test_a_plan_that_is_not_over_has_no_next_one(run: Run, begun: Begun) -> None:
    plan = begun(sessions=12)
    ran = run("plan", "next", "--maintenance", today=plan.sessions[12].date)

    assert ran.code == ExitCode.NOT_FOUND
    assert "12 sessions to come" in ran.err


def test_recorded_ahead_of_its_day_the_last_session_ends_the_plan(run: Run, begun: Begun) -> None:
    plan = begun()

    assert run("plan", "next", today=plan.sessions[-1].date).code == 0


def test_without_a_plan_there_is_none_to_follow(run: Run) -> None:
    assert run("plan", "next").code == ExitCode.NOT_FOUND


# -- the next plan ----------------------------------------------------------------------------


def plan_now(run: Run, day: dt.date) -> Any:
    return json.loads(run("plan", "--json", today=day).out)["data"]


def test_nothing_is_written_without_a_yes(
    run: Run, environment: Environment, begun: Begun
) -> None:
    plan = begun()
    day, before = after(plan), environment.profile_file.read_bytes()
    for argv in (
        ("--maintenance",), ("--continue",), ("--goal", "balance"), ("--maintenance", "--dry-run"),
        ("--maintenance", "--json"),
    ):  # fmt: skip
        ran = run("plan", "next", *argv, today=day)
        assert ran.code == 0, ran.err
        assert plan_now(run, day)["plan_id"] == plan.plan_id
        assert plan_now(run, day)["revision"] == 1
    assert environment.profile_file.read_bytes() == before


def test_maintenance_holds_what_was_reached(run: Run, begun: Begun) -> None:
    plan = begun()
    day = after(plan)
    ran = run("plan", "next", "--maintenance", "--yes", today=day, width=80)

    assert ran.code == 0, ran.err
    assert_golden("plan-next-maintenance", ran.out)
    made = plan_now(run, day)
    sessions = [session for week in made["weeks"] for session in week["sessions"]]
    assert max(s["backward_s"] for s in sessions) <= max(s.backward_s for s in plan.sessions)
    assert max(s["speed_mps"] for s in sessions) <= max(s.speed_mps for s in plan.sessions)
    assert {len(week["sessions"]) for week in made["weeks"]} == {2}
    assert sessions[0]["backward_s"] == plan.sessions[0].backward_s  # small again at first
    assert made["start"] >= (plan.sessions[-1].date + 2 * DAY).isoformat()


def test_a_new_goal_goes_into_plan_and_profile_and_one_undo_takes_both_back(
    run: Run, environment: Environment, begun: Begun
) -> None:
    plan = begun()
    day, before = after(plan), environment.profile_file.read_bytes()
    assert run("plan", "next", "--goal", "balance", "--yes", today=day).code == 0
    assert plan_now(run, day)["goal"] == "balance"
    assert 'kind = "balance"' in environment.profile_file.read_text("utf-8")

    undone = run("undo", today=day)
    assert "the next plan, which begins on" in undone.out
    assert plan_now(run, day)["plan_id"] == plan.plan_id
    assert environment.profile_file.read_bytes() == before


def test_to_go_on_is_the_same_plan_with_every_limit_kept_over_the_seam(
    run: Run, begun: Begun
) -> None:
    plan = begun()
    day = after(plan)
    ran = run("plan", "next", "--continue", "--yes", today=day)

    assert ran.code == 0, ran.err
    longer = plan_now(run, day)
    assert longer["plan_id"] == plan.plan_id
    assert longer["revision"] == 2
    assert [week["is_deload"] for week in longer["weeks"]] == [False, False, False, True] * 3
    eighth, ninth = (longer["weeks"][at]["sessions"][0]["backward_s"] for at in (6, 8))
    assert ninth <= eighth + 120
    assert "You went on to week 12." in run("plan", "history", today=day).out
    assert run("undo", today=day).code == 0
    assert len(plan_now(run, day)["weeks"]) == 8


def test_a_plan_of_12_weeks_does_not_go_on(run: Run, begun: Begun) -> None:
    plan = begun(sixty_with_knees(plan=PlanWishes(weeks=12, start=START)))
    assert "--continue" not in run("plan", "next", today=after(plan)).out
    ran = run("plan", "next", "--continue", today=after(plan))

    assert ran.code == ExitCode.UNSAFE
    assert "a plan lasts 12 weeks at most" in ran.err


def test_tests_and_falls_told_since_go_through_the_gate(
    run: Run, environment: Environment, begun: Begun
) -> None:
    plan = begun(but={23: {"falls": 1}})
    tell(environment, plan, result("tug", 14.2, plan.sessions[-1].date))
    refused = run("plan", "next", "--goal", "knee-pain", today=after(plan))
    assert refused.code == ExitCode.UNSAFE
    assert "plan resume --hurt" in refused.err
    assert run("plan", "resume", "--hurt", "no", "--seen", "no", today=after(plan)).code == 0
    answer = json.loads(
        run("plan", "next", "--goal", "knee-pain", "--json", today=after(plan)).out
    )["data"]["next"]

    said = " ".join(answer["remarks"])
    assert (
        "Falls in the last 12 months: your profile says 0, with those that you told of 1" in said
    )
    assert "14.2 s" in said
    assert answer["plan"]["tier"] == "C"
    assert {each["field"] for each in answer["answers"]} <= {"plan.start", "goal.kind"}


def test_what_screening_withholds_is_not_made(
    run: Run, environment: Environment, begun: Begun
) -> None:
    plan = begun()
    text = environment.profile_file.read_text("utf-8")
    environment.profile_file.write_text(text.replace('"knee-osteoarthritis"', '"stroke"'), "utf-8")
    ran = run("plan", "next", "--maintenance", "--yes", today=after(plan))

    assert ran.code == ExitCode.UNSAFE
    assert "Nothing was changed." in ran.err
    assert plan_now(run, after(plan))["plan_id"] == plan.plan_id


@pytest.mark.parametrize(
    "argv",
    [("--yes",), ("--yes", "--json"), ("--maintenance", "--goal", "balance"),
     ("--maintenance", "--yes", "--dry-run"), ("--jog", "--continue")],
)  # fmt: skip
def test_contradictions_and_a_yes_to_nothing_are_refused(
    argv: tuple[str, ...], run: Run, begun: Begun
) -> None:
    plan = begun()
    assert run("plan", "next", *argv, today=after(plan)).code == ExitCode.USAGE


def test_on_a_terminal_it_asks_which_and_then_whether(run: Run, begun: Begun) -> None:
    plan = begun()
    day = after(plan)
    ran = run("plan", "next", typed="7\n1\ny\n", today=day, is_interactive=True)

    assert ran.code == 0
    assert "please type a number from 0 to 3" in ran.err.casefold()
    assert "it is yours now" in ran.out
    assert plan_now(run, day)["own_protocol"]["name"] == "maintenance"


@pytest.mark.parametrize("typed", ["0\n", "\n", "<\n", "2\nn\n", "2\n\n"])
def test_a_no_at_any_place_changes_nothing(typed: str, run: Run, begun: Begun) -> None:
    plan = begun()
    ran = run("plan", "next", typed=typed, today=after(plan), is_interactive=True)

    assert ran.code == 0
    assert "Nothing was written." in ran.err
    assert plan_now(run, after(plan))["plan_id"] == plan.plan_id


def test_today_and_the_report_lead_to_it(run: Run, begun: Begun) -> None:
    plan = begun(sessions=23)
    for command in ("today", "report"):
        assert "retroplan plan next" in run(command, today=after(plan)).out
        assert "retroplan plan next" not in run(command, today=plan.sessions[22].date).out


# -- the backward jog -------------------------------------------------------------------------

ATHLETE = young_athlete(plan=EIGHT)


def with_jogs(plan: Any) -> list[str]:
    return [
        session["session_id"]
        for week in plan["weeks"]
        for session in week["sessions"]
        if any(part["task"] == JOG for part in session["segments"])
    ]


def test_eight_clean_weeks_of_an_athlete_may_be_followed_by_the_jog(
    run: Run, begun: Begun
) -> None:
    plan = begun(ATHLETE, nprs_during=0)
    day = after(plan)
    assert "retroplan plan next --jog" in run("plan", "next", today=day).out
    ran = run("plan", "next", "--jog", "--yes", today=day)

    assert ran.code == 0, ran.err
    assert EVIDENCE.guidance.jog_warning in ran.err
    made = plan_now(run, day)
    assert with_jogs(made) == ["5.1", "6.1", "7.1"]
    bounds = {row["id"]: row for row in json.loads(
        run("plan", "bounds", "--json", today=day).out)["data"]["bounds"]}  # fmt: skip
    assert bounds["I45"]["reached"] != "nothing here to limit"
    assert JOG in run("plan", "--session", "5.1", today=day, width=120).out


def test_the_jog_wants_a_second_yes_of_its_own(run: Run, begun: Begun) -> None:
    plan = begun(ATHLETE, nprs_during=0)
    day = after(plan)
    refused = run("plan", "next", "--jog", typed="n\n", today=day, is_interactive=True)
    assert EVIDENCE.guidance.jog_warning in refused.err
    assert plan_now(run, day)["plan_id"] == plan.plan_id

    ran = run("plan", "next", "--jog", typed="y\ny\n", today=day, is_interactive=True)
    assert ran.code == 0
    assert with_jogs(plan_now(run, day))


def test_no_other_next_plan_holds_a_jog(run: Run, begun: Begun) -> None:
    plan = begun(ATHLETE, nprs_during=0)
    for argv in (("--maintenance",), ("--goal", "athlete"), ("--continue",)):
        answer = json.loads(run("plan", "next", *argv, "--json", today=after(plan)).out)
        assert with_jogs(answer["data"]["next"]["plan"]) == []


@pytest.mark.parametrize(
    ("profile", "changes", "said"),
    [
        (ATHLETE, {"nprs_during": 3}, "8 clean weeks in a row, and there are 0 clean weeks"),
        (ATHLETE, {"rpe": None}, "were not told"),
        (ATHLETE, {"near_falls": 1}, "a stumble"),
        (
            replace(ATHLETE, plan=PlanWishes(weeks=6, start=START)),
            {"nprs_during": 0},
            "there are 6 clean weeks",
        ),
        (
            replace(ATHLETE, equipment=Equipment(places=(Place.HALLWAY,), helper=True)),
            {"nprs_during": 0},
            "it needs a track",
        ),
        (sixty_with_knees(plan=EIGHT), {}, "it belongs to the goal athlete"),
        (sixty_with_knees(plan=EIGHT), {}, "your answers come to tier B"),
    ],
)
def test_everyone_else_is_told_which_condition_is_missing(
    profile: Profile, changes: dict[str, Any], said: str, run: Run, begun: Begun
) -> None:
    plan = begun(profile, **changes)
    for argv in (("--jog",), ("--jog", "--yes"), ("--jog", "--json")):
        ran = run("plan", "next", *argv, today=after(plan))
        assert ran.code == ExitCode.UNSAFE
        assert said in ran.err
    assert plan_now(run, after(plan))["plan_id"] == plan.plan_id


def test_clean_weeks_of_last_month_no_longer_count(run: Run, begun: Begun) -> None:
    plan = begun(ATHLETE, nprs_during=0)
    ran = run("plan", "next", "--jog", today=after(plan, 20))

    assert ran.code == ExitCode.UNSAFE
    assert "which is too long ago" in ran.err


def test_news_within_the_weeks_counts_against_them(
    run: Run, environment: Environment, begun: Begun
) -> None:
    plan = begun(ATHLETE, nprs_during=0)
    tell(environment, plan, News(date=plan.sessions[4].date, kind=NewsKind.MEDICINE))

    assert "news: medicine" in run("plan", "next", "--jog", today=after(plan)).err


def test_a_plan_that_waits_for_a_clinician_has_no_next_one_either(run: Run, begun: Begun) -> None:
    plan = begun(sessions=10)
    day = plan.sessions[10].date
    assert run("news", "fall", today=day).code == 0
    ran = run("plan", "next", "--maintenance", "--yes", today=after(plan))

    assert ran.code == ExitCode.UNSAFE
    assert "this plan waits, and a next one waits with it" in ran.err
    assert plan_now(run, day)["plan_id"] == plan.plan_id


def test_a_plan_does_not_go_on_after_more_than_four_weeks_off(run: Run, begun: Begun) -> None:
    plan = begun()
    ran = run("plan", "next", "--continue", "--yes", today=after(plan, 40))

    assert ran.code == ExitCode.INFEASIBLE
    assert "this plan cannot go on" in ran.err
    new = run("plan", "next", "--maintenance", today=after(plan, 40))
    assert new.code == 0
    assert "more than four weeks since you last walked" in " ".join(new.out.split())
