"""The virtual cohort: the same seed gives the same lives, and the bodies answer as they are said to."""

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from benches.cohort.assumptions import Assumptions, stated
from benches.cohort.beside import TOO_FEW, is_beaten
from benches.cohort.body import Body, Dose
from benches.cohort.extra import EXTRAS, Extra, extra_table, run_extra
from benches.cohort.gates import Gates
from benches.cohort.laws import after_red, coming, past, revisions
from benches.cohort.life import chances
from benches.cohort.page import filled, sections, write_pictures
from benches.cohort.policies import (
    PolicyName,
    Refused,
    Start,
    begin,
    fixed_table,
    ten_per_cent,
)
from benches.cohort.run import Cohort, Task, run_task, simulate
from benches.cohort.singles import courses
from benches.cohort.tables import as_json, assumptions_table, main_table
from benches.cohort.tally import Row, difference, estimate
from benches.cohort.walker import START, WEEKS, Joints, Walker, walker
from retroplan.core.model.vocabulary import GoalKind, Stage
from retroplan.evidence.load import load_evidence
from tests.builders import make_log, make_plan

ASSUMED = Assumptions()
PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


WALKERS = 8


@cache
def cohort(jobs: int = 1) -> Cohort:
    """A few walkers, lived through once for all that look at them."""
    return simulate(walkers=WALKERS, seed=1, jobs=jobs, assumptions=ASSUMED, chunk=4)


def somebody(joints: Joints = Joints.PAINLESS) -> Walker:
    found = (walker(1, number, ASSUMED) for number in range(200))
    return next(who for who in found if who.joints is joints)


def begun(goal: GoalKind = GoalKind.KNEE_PAIN) -> tuple[Walker, Start]:
    for number in range(200):
        who = walker(1, number, ASSUMED)
        start = begin(who, load_evidence(), START)
        if who.profile.goal.kind is goal and isinstance(start, Start):
            return who, start
    raise AssertionError("nobody came for that")


# -- the same again -------------------------------------------------------------------------------


def test_a_walker_is_the_same_whenever_asked_for() -> None:
    assert walker(7, 3, ASSUMED) == walker(7, 3, ASSUMED)
    assert walker(7, 3, ASSUMED) != walker(8, 3, ASSUMED)
    assert chances(7, 3, 40) == chances(7, 3, 40)


def test_the_number_of_processes_changes_nothing() -> None:
    alone, together = cohort(), cohort(jobs=2)
    assert alone.rows == together.rows
    assert alone.refused == together.refused
    assert main_table(alone) == main_table(together)


def test_a_walker_replayed_alone_walks_as_in_the_cohort() -> None:
    rows = cohort().of(PolicyName.RETROPLAN)
    task = Task(seed=1, numbers=range(0), assumptions=ASSUMED)
    again = courses(rows[2].number, task, (PolicyName.RETROPLAN,))[0]
    assert len(again.walks) == rows[2].counts["walks"]
    assert sum(walk.is_red for walk in again.walks) == rows[2].counts["red"]


@pytest.mark.parametrize("number", [1870, 5279, 7910, 9886])
def test_a_life_that_once_broke_a_law_keeps_them_all(number: int) -> None:
    """A rung that opened within a week on a way back (I13); a morning from before the plan (I17).

    And a walk outside the plan in a week whose first session had been left out (I07).
    """
    task = Task(seed=2026, numbers=range(number, number + 1), assumptions=ASSUMED,
                policies=(PolicyName.RETROPLAN,))  # fmt: skip
    assert not run_task(task).troubles


def test_pictures_and_tables_are_the_same_again(tmp_path: Path) -> None:
    found = cohort()
    task = Task(seed=1, numbers=range(0), assumptions=ASSUMED)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_pictures(tmp_path / name, found, task)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["dose.svg", "red-weeks.svg", "red.svg", "walkers.svg"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


# -- bodies ---------------------------------------------------------------------------------------

STILL = replace(chances(1, 1, 1), pain=0.0, effort=0.0, stumbles=1.0)


def dose(minutes: float = 4, *, stage: Stage = Stage.CORRIDOR) -> Dose:
    return Dose(backward_s=int(minutes * 60), speed_mps=0.45, grade_pct=0, stage=stage)


def test_more_than_is_borne_hurts_and_irritates_until_it_fades() -> None:
    who = somebody(Joints.STUBBORN)
    body, other = Body(who, ASSUMED), Body(who, ASSUMED)
    much = body.walk(dose(15), has_helper=False, chances=STILL)
    little = other.walk(dose(1), has_helper=False, chances=STILL)
    assert much.pain > little.pain
    assert body.irritation > other.irritation == 0
    sore = body.irritation
    for _ in range(10):
        body.wake(0.0)
    assert body.irritation < sore / 4


def test_pain_settles_with_the_minutes_only_where_it_is_said_to() -> None:
    for joints, settles in ((Joints.SETTLING, True), (Joints.STUBBORN, False)):
        body = Body(somebody(joints), ASSUMED)
        before = body.usual_pain
        for _ in range(20):
            body.walk(dose(3), has_helper=False, chances=STILL)
            body.wake(0.0)
        assert (body.usual_pain < before) is settles


def test_who_hurts_too_much_stops_early() -> None:
    who = replace(somebody(Joints.STUBBORN), stops_at=6.0, usual_pain=5.0, tolerance_min=3.0)
    felt = Body(who, ASSUMED).walk(dose(15), has_helper=False, chances=STILL)
    assert felt.backward_s < 15 * 60
    assert felt.pain <= 6


def test_feet_grow_sure_with_practice_and_with_support() -> None:
    body = Body(somebody(), ASSUMED)
    new = body._stumble_chance(dose(stage=Stage.GRASS), 5, 2)
    held = body._stumble_chance(dose(stage=Stage.COUNTER), 5, 2)
    for _ in range(10):
        body.walk(dose(5, stage=Stage.GRASS), has_helper=False, chances=STILL)
    assert held < body._stumble_chance(dose(stage=Stage.GRASS), 5, 2) < new


def test_joints_that_worsen_do_so_from_their_week_on_and_no_draw_of_another_walker_changes() -> (
    None
):
    worse = replace(ASSUMED, worsening_share=1.0)
    body = Body(replace(somebody(Joints.STUBBORN), joints=Joints.WORSENING), worse)
    before = body.usual_pain
    for _ in range(7 * (int(ASSUMED.worsening_from_week) - 1)):
        body.wake(0.0)
    assert body.usual_pain == before
    for _ in range(14):
        body.wake(0.0)
    assert body.usual_pain == pytest.approx(before + 2 * ASSUMED.worsening_a_week)
    for number in range(30):
        usual, other = walker(1, number, ASSUMED), walker(1, number, worse)
        has_pain = usual.joints is not Joints.PAINLESS
        assert other.joints is (Joints.WORSENING if has_pain else Joints.PAINLESS)
        assert other.life == usual.life
        assert other.profile == usual.profile


# -- policies -------------------------------------------------------------------------------------


def test_ten_per_cent_a_week_starts_as_the_plan_does_and_grows_by_a_tenth() -> None:
    _, start = begun()
    doses = list(ten_per_cent(start, load_evidence()).doses.values())
    first = start.plan.weeks[0].sessions
    assert doses[0].backward_s == first[0].backward_s
    assert doses[-1].backward_s == pytest.approx(first[0].backward_s * 1.1**11, abs=1)
    assert len(doses) == WEEKS * len(first)


def test_the_fixed_table_is_the_protocols_own_rows() -> None:
    who, _ = begun()
    doses = fixed_table(who.profile, load_evidence(), START).doses
    rows = load_evidence().protocols[GoalKind.KNEE_PAIN].weeks
    second_week = [each for day, each in doses.items() if 7 <= (day - START).days < 14]
    assert {each.backward_s for each in second_week} == {rows[1].backward_s}
    assert {each.speed_mps for each in second_week} == {rows[1].speed_mps}


def test_who_is_refused_gets_no_plan_and_a_reason() -> None:
    starts = (begin(walker(1, number, ASSUMED), load_evidence(), START) for number in range(80))
    refused = [start.why for start in starts if isinstance(start, Refused)]
    assert refused
    assert set(refused) <= {"stop", "refer", "infeasible"}


def test_a_gate_opens_after_two_long_enough_walks_without_a_stumble() -> None:
    gates = Gates.of(replace(somebody(), walk_3m_s=3.0), load_evidence())
    gates.left = {Stage.COUNTER}
    gates.may_let_go = True
    felt = Body(somebody(), ASSUMED).walk(dose(4), has_helper=True, chances=STILL)
    assert not gates.is_open(Stage.CORRIDOR)
    gates.record(Stage.WALL, felt)
    gates.record(Stage.WALL, replace(felt, has_stumbled=True))
    gates.record(Stage.WALL, felt)
    assert not gates.is_open(Stage.CORRIDOR)
    gates.record(Stage.WALL, felt)
    assert gates.is_open(Stage.CORRIDOR)
    assert not gates.is_open(Stage.TREADMILL_FREE)


# -- laws of the tester ---------------------------------------------------------------------------


def test_the_tester_sees_a_past_rewritten_and_a_revision_skipped() -> None:
    plan = make_plan()
    other = make_plan(revision=3, weeks=2)
    walked = {plan.weeks[3].sessions[0].session_id}
    assert not past(plan, plan, dt.date(2026, 12, 24), walked)
    assert past(plan, other, dt.date(2026, 12, 24), walked)
    assert not past(plan, other, dt.date(2026, 12, 24), set())
    assert not revisions(plan, plan)
    assert not revisions(plan, make_plan(revision=2))
    assert revisions(plan, other)


def test_the_tester_sees_a_red_session_that_nothing_follows_from() -> None:
    plan = make_plan()
    session = plan.weeks[1].sessions[0]
    red = make_log(session, nprs_during=7)
    assert after_red(plan, red, session.date)
    assert not after_red(plan, None, session.date)


def test_the_tester_sees_two_sessions_on_one_day() -> None:
    plan = make_plan()
    first, second, *rest = plan.weeks[2].sessions
    clash = replace(plan.weeks[2], sessions=(first, replace(second, date=first.date), *rest))
    crowded = replace(plan, weeks=(*plan.weeks[:2], clash, *plan.weeks[3:]))
    evidence = load_evidence()
    assert not coming(plan, plan.start, evidence)
    assert coming(crowded, plan.start, evidence)


# -- counting -------------------------------------------------------------------------------------


def row(**counts: float) -> Row:
    return Row(
        number=0, policy=PolicyName.TABLE, groups={}, counts=counts, weeks_min=(),
        weeks_red=(), weeks_walks=(), fired={},
    )  # fmt: skip


def test_a_share_counts_sessions_and_its_interval_walkers() -> None:
    same = [row(red=1, walks=10)] * 50
    mixed = [row(red=2, walks=10), row(red=0, walks=10)] * 25
    for rows in (same, mixed):
        found = estimate(rows, "red", "walks")
        assert found is not None
        assert found.value == pytest.approx(0.1)
    narrow, wide = estimate(same, "red", "walks"), estimate(mixed, "red", "walks")
    assert narrow is not None
    assert wide is not None
    assert narrow.half == pytest.approx(0)
    assert wide.half == pytest.approx(1.96 * 0.1 / 50**0.5, rel=0.02)


def test_a_share_of_nothing_is_no_share() -> None:
    assert estimate([row(red=0, walks=0)], "red", "walks") is None


def test_the_same_walkers_compared_with_themselves_differ_by_nothing() -> None:
    rows = [row(red=number % 3, walks=10) for number in range(30)]
    found = difference(rows, rows, "red", "walks")
    assert found is not None
    assert found.value == 0
    assert found.half == pytest.approx(0)


def test_json_holds_every_policy() -> None:
    numbers = as_json(cohort(), walkers=WALKERS, seed=1)
    assert set(numbers["measures"]) == {name.value for name in PolicyName}
    assert numbers["planned"] + numbers["refused"] == WALKERS


def test_a_rival_with_more_dose_and_no_fewer_reds_beats_where_there_are_enough_walkers() -> None:
    less = [row(end_minutes=10, walkers=1, red=1)] * TOO_FEW
    more = [row(end_minutes=20, walkers=1, red=1)] * TOO_FEW
    sore = [row(end_minutes=20, walkers=1, red=2)] * TOO_FEW
    assert is_beaten(less, more)
    assert not is_beaten(less, sore)
    assert not is_beaten(more, less)
    assert not is_beaten(less[1:], more[1:])


@pytest.mark.parametrize("extra", EXTRAS, ids=lambda extra: extra.name)
def test_an_extra_run_sets_retroplan_beside_its_rival_alone(extra: Extra) -> None:
    found = run_extra(extra, walkers=6, seed=1, jobs=1)
    assert found.policies == (PolicyName.RETROPLAN, PolicyName.TEN_PER_CENT)
    assert not found.troubles
    if extra.joints is not None:
        assert {each.groups["joints"] for each in found.rows} == {extra.joints}
    assert "red sessions a walker" in extra_table(extra, found, 1)


# -- the page -------------------------------------------------------------------------------------


def test_the_page_states_every_assumption_as_it_is() -> None:
    assert assumptions_table(ASSUMED) in PAGE.read_text(encoding="utf-8")


def test_every_assumption_has_a_reason() -> None:
    assert all(len(reason) > 10 for _, _, reason in stated(ASSUMED))


def test_the_page_has_a_place_for_each_part_and_every_picture() -> None:
    page = PAGE.read_text(encoding="utf-8")
    beside = ("varied", "leave", "leave-kinds", "trade", *(extra.name for extra in EXTRAS))
    for name in (*sections(cohort(), walkers=WALKERS, seed=1), *beside):
        assert f"<!-- {name} -->" in page
        assert f"<!-- /{name} -->" in page
    for name in ("dose", "red", "red-weeks", "walkers"):
        assert f"pictures/{name}.svg" in page
        assert (PAGE.parent / "pictures" / f"{name}.svg").exists()


def test_only_marked_parts_of_a_page_are_written() -> None:
    page = "a\n<!-- run -->\nold\n<!-- /run -->\nb"
    assert filled(page, {"run": "new", "other": "x"}) == "a\n<!-- run -->\nnew\n<!-- /run -->\nb"
    with pytest.raises(ValueError, match="not closed"):
        filled("<!-- run -->\n", {"run": "new"})


def test_nobody_who_was_refused_is_replayed() -> None:
    found = (number for number in range(200)
             if isinstance(begin(walker(1, number, ASSUMED), load_evidence(), START), Refused))  # fmt: skip
    task = Task(seed=1, numbers=range(0), assumptions=ASSUMED)
    assert courses(next(found), task, (PolicyName.TABLE,)) == []
