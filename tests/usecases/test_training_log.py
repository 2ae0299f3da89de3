"""Recording sessions: which one is meant, what is refused, what comes next."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.answers.saved import Saved
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Outcome, Stage, Step, Units
from retroplan.core.recording import Report
from retroplan.environment import Environment
from retroplan.errors import NotFound, UsageProblem
from retroplan.store.database import reading
from retroplan.store.logs import LogRow, logs_between, prescribed_of
from retroplan.usecases.training_log import (
    Prospect,
    log_session,
    prospect,
    skip_session,
    units_in_use,
)
from retroplan.usecases.which_session import Which
from tests.builders import MPH, make_log, make_plan
from tests.kept import keep_logs, keep_plan
from tests.people import sixty_with_knees
from tests.plans import built

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 11, day) for day in (23, 24, 25))


@pytest.fixture
def begun(environment: Environment) -> Environment:
    """The first Wednesday of the everyday plan: Monday, Wednesday, Friday."""
    keep_plan(environment)
    return environment


@pytest.fixture
def plan(environment: Environment) -> Plan:
    """The Wednesday of a plan that the engine made; Monday's session went well."""
    kept = keep_plan(environment, built())
    keep_logs(environment, kept, make_log(kept.sessions[0]))
    return kept


WELL: dict[str, Any] = {"rpe": 3, "nprs_during": 0, "near_falls": 0, "falls": 0}


def kept(environment: Environment) -> tuple[LogRow, ...]:
    with reading(environment.store_file) as connection:
        return logs_between(connection, dt.date(2000, 1, 1), dt.date(2100, 1, 1))


def log(environment: Environment, day: dt.date = WEDNESDAY, **given: Any) -> Saved:
    names = {"session_id", "is_extra", "is_again"}
    which = Which(day=day, **{name: given.pop(name) for name in names & set(given)})
    return log_session(environment=environment, which=which, report=Report(**given))


def skip(environment: Environment, day: dt.date = WEDNESDAY, **given: Any) -> Saved:
    reason = given.pop("reason", "")
    return skip_session(environment=environment, which=Which(day=day, **given), reason=reason)


def look(environment: Environment, day: dt.date = WEDNESDAY, **given: Any) -> Prospect:
    return prospect(environment=environment, which=Which(day=day, **given))


def test_the_session_of_the_day_is_kept_with_what_was_prescribed(
    environment: Environment, plan: Plan
) -> None:
    saved = log(environment, **WELL)

    _, row = kept(environment)
    assert saved.log_id == 2
    assert (row.plan_id, row.revision) == (plan.plan_id, 1)
    assert (row.event.session_id, row.event.date, row.event.rpe) == ("1.2", WEDNESDAY, 3)
    with reading(environment.store_file) as connection:
        prescribed = prescribed_of(connection, row)
    assert prescribed == plan.sessions[1]


def test_after_days_off_what_was_prescribed_is_the_session_as_they_have_left_it(
    environment: Environment,
) -> None:
    plan = keep_plan(environment, built())
    keep_logs(environment, plan, make_log(plan.sessions[0]))
    then = plan.sessions[3].date  # a week after the first, with nothing between them
    late = environment._replace(today=then)
    due = look(late, then).session
    log(late, then, **WELL)

    row = kept(environment)[-1]
    assert row.revision == 2
    with reading(environment.store_file) as connection:
        prescribed = prescribed_of(connection, row)
    assert prescribed is not None
    assert prescribed == due
    assert prescribed.backward_s == plan.sessions[0].backward_s < plan.sessions[3].backward_s


def test_the_next_session_is_the_first_without_a_record(begun: Environment) -> None:
    wednesday = log(begun, MONDAY).next_session
    friday = log(begun).next_session
    assert wednesday is not None
    assert friday is not None
    assert (wednesday.session_id, friday.session_id) == ("1.2", "1.3")
    assert friday.date == dt.date(2026, 11, 27)


def test_after_the_last_session_there_is_no_next(environment: Environment) -> None:
    plan = keep_plan(environment, built())
    *before, last = plan.sessions
    keep_logs(environment, plan, *(make_log(session) for session in before))
    then = environment._replace(today=last.date)
    assert log(then, last.date, **WELL).next_session is None


def test_a_day_to_come_is_refused(begun: Environment) -> None:
    for record in (log, skip):
        with pytest.raises(UsageProblem, match="Thursday 26 November 2026 is still to come"):
            record(begun, dt.date(2026, 11, 26))
    assert kept(begun) == ()


def test_a_day_before_the_plan_is_refused_even_for_an_extra_walk(begun: Environment) -> None:
    for is_extra in (False, True):
        with pytest.raises(UsageProblem, match="begins on Monday 23 November"):
            log(begun, dt.date(2026, 11, 22), is_extra=is_extra)


def test_without_a_plan_the_way_to_one_is_told(environment: Environment) -> None:
    for act in (log, skip, look):
        with pytest.raises(NotFound) as refused:
            act(environment)
        assert "retroplan init" in refused.value.hint
    assert not environment.data_dir.exists()


def test_a_day_without_a_session_names_the_open_one_and_does_not_take_it(
    begun: Environment,
) -> None:
    with pytest.raises(NotFound) as refused:
        log(begun, TUESDAY)
    assert "no session is planned for Tuesday 24 November" in refused.value.message
    assert "--session 1.1" in refused.value.hint
    assert kept(begun) == ()


def test_a_day_without_an_open_session_points_to_extra(begun: Environment) -> None:
    log(begun, MONDAY)
    with pytest.raises(NotFound) as refused:
        log(begun, TUESDAY)
    assert "--session" not in refused.value.hint
    assert "--extra" in refused.value.hint


def test_a_session_can_be_done_on_another_day_if_it_is_named(begun: Environment) -> None:
    saved = log(begun, TUESDAY, session_id="1.1")
    assert (saved.log.session_id, saved.log.date) == ("1.1", TUESDAY)
    assert saved.log.prescribed is not None
    assert saved.log.prescribed.date == MONDAY


def test_an_unknown_session_is_told(begun: Environment) -> None:
    with pytest.raises(NotFound, match=r"9\.9"):
        log(begun, session_id="9.9")


def test_extra_and_a_session_contradict_one_another(begun: Environment) -> None:
    with pytest.raises(UsageProblem, match="--extra"):
        log(begun, session_id="1.2", is_extra=True)


def test_a_walk_outside_the_plan_may_be_on_any_day_of_it(begun: Environment) -> None:
    saved = log(begun, TUESDAY, is_extra=True, total_s=600)
    assert (saved.log.outcome, saved.log.session_id) == (Outcome.EXTRA, None)
    assert saved.session_number is None
    assert [row.event.outcome for row in kept(begun)] == [Outcome.EXTRA]


def test_a_second_record_needs_to_be_meant(begun: Environment) -> None:
    log(begun)
    with pytest.raises(UsageProblem, match="done, on Wednesday 25 November") as refused:
        log(begun)
    assert "--again" in refused.value.hint
    assert len(kept(begun)) == 1

    log(begun, is_again=True)
    assert len(kept(begun)) == 2


def test_a_log_after_a_skip_says_so(begun: Environment) -> None:
    skip(begun, reason="travel")
    with pytest.raises(UsageProblem, match="skipped, on Wednesday"):
        log(begun)
    assert log(begun, is_again=True).log.outcome is Outcome.DONE


def test_a_skip_after_a_log_or_a_skip_is_refused(begun: Environment) -> None:
    log(begun)
    skip(begun, MONDAY)
    for day, outcome in ((WEDNESDAY, "done"), (MONDAY, "skipped")):
        with pytest.raises(UsageProblem, match=outcome):
            skip(begun, day)
    assert len(kept(begun)) == 2


def test_a_skip_keeps_the_reason_and_moves_on(begun: Environment) -> None:
    saved = skip(begun, reason="too hot")
    assert (saved.log.outcome, saved.log.reason) == (Outcome.SKIPPED, "too hot")
    assert saved.next_session is not None
    assert saved.next_session.session_id == "1.3"


def test_a_prospect_writes_nothing_and_tells_of_an_earlier_record(begun: Environment) -> None:
    before = look(begun)
    assert before.session is not None
    assert (before.session.session_id, before.earlier) == ("1.2", None)
    assert before.units is Units.METRIC

    log(begun, rpe=5)
    earlier = look(begun).earlier
    assert earlier is not None
    assert earlier.rpe == 5
    assert len(kept(begun)) == 1


def test_the_units_are_those_of_the_plan(environment: Environment) -> None:
    assert units_in_use(environment=environment) is None
    keep_plan(environment, make_plan(units=Units.IMPERIAL))
    assert units_in_use(environment=environment) is Units.IMPERIAL


def test_a_text_too_long_is_refused_before_the_store_is_opened(environment: Environment) -> None:
    with pytest.raises(UsageProblem, match="2,000"):
        log(environment, note="x" * 10_000_000)
    with pytest.raises(UsageProblem, match="2,000"):
        skip(environment, reason="x" * 2_001)


@pytest.mark.parametrize("said", [{"rpe": 11}, {"nprs_during": -1}, {"speed_mps": float("nan")}])
def test_a_value_that_cannot_be_kept_keeps_nothing(
    begun: Environment, said: dict[str, Any]
) -> None:
    with pytest.raises(UsageProblem):
        log(begun, **said)
    assert kept(begun) == ()


def next_after(saved: Saved, plan: Plan, environment: Environment) -> tuple[Any, Any]:
    """The session after the one recorded, as it was planned and as it is now."""
    assert saved.next_session is not None
    name, day = saved.next_session.session_id, saved.next_session.date
    before = next(each for each in plan.sessions if each.session_id == name)
    now = look(environment._replace(today=day), day).session
    assert now is not None
    assert (now.session_id, now.date) == (name, day)
    return before, now


@pytest.mark.parametrize("pain", [0, 1, 2])
def test_a_quiet_session_needs_no_word_and_changes_nothing(
    environment: Environment, plan: Plan, pain: int
) -> None:
    saved = log(environment, **WELL | {"nprs_during": pain})
    assert saved.advice == ()
    assert saved.told[:3] == ((), None, "")
    before, now = next_after(saved, plan, environment)
    assert now == before


@pytest.mark.parametrize("pain", [3, 4, 5])
def test_pain_that_is_acceptable_says_what_it_counts_for_and_takes_nothing(
    environment: Environment, plan: Plan, pain: int
) -> None:
    saved = log(environment, **WELL | {"nprs_during": pain})
    assert [each.rule for each in saved.told.adjustments] == ["acceptable-pain"]
    assert saved.advice == ()

    before, now = next_after(saved, plan, environment)
    assert now == before


@pytest.mark.parametrize(("pain", "usual"), [(4, 2), (5, 3), (3, 0)])
def test_pain_further_above_usual_gives_the_same_session_again(
    environment: Environment, pain: int, usual: int
) -> None:
    known = sixty_with_knees()
    person = replace(known, health=replace(known.health, usual_pain=usual))
    kept = keep_plan(environment, built(person), profile=person)
    keep_logs(environment, kept, make_log(kept.sessions[0]))
    saved = log(environment, **WELL | {"nprs_during": pain})
    (found,) = saved.told.adjustments
    assert (found.rule, found.step) == ("pain-hold", Step.REPEAT)
    assert found.values == {"pain": pain, "usual_pain": usual}

    _, now = next_after(saved, kept, environment)
    same = kept.sessions[1]
    for name in ("stage", "place", "total_s", "backward_s", "speed_mps", "grade_pct", "segments"):
        assert getattr(now, name) == getattr(same, name), name


@pytest.mark.parametrize("pain", range(6, 11))
def test_too_much_pain_gives_half_after_48_hours_on_the_same_rung(
    environment: Environment, plan: Plan, pain: int
) -> None:
    saved = log(environment, **WELL | {"nprs_during": pain})
    (found,) = saved.told.adjustments
    assert (found.rule, found.step) == ("red-pain", Step.REGRESS)
    assert found.values == {"pain": pain, "usual_pain": 4}
    assert "48 hours off" in found.sentence
    assert saved.advice == ()

    before, now = next_after(saved, plan, environment)
    done = plan.sessions[1]
    assert now.backward_s == done.backward_s // 2
    assert now.stage is done.stage
    assert now.stage.rank <= before.stage.rank
    assert (now.date - done.date).days >= 2


def test_a_fall_comes_first_and_sends_to_a_clinician(environment: Environment, plan: Plan) -> None:
    saved = log(environment, **WELL | {"falls": 1, "near_falls": 2, "nprs_during": 8})
    (said,) = saved.advice
    assert "Tell somebody today" in said
    first, *others = saved.told.adjustments
    assert (first.rule, first.step) == ("fall", Step.SUSPEND)
    assert first.values == {"falls": 1, "hurt": "not answered", "seen": "not answered"}
    assert {each.rule for each in others} == {"red-pain", "near-fall", "limits"}
    assert saved.told.standing_reason == first.sentence
    assert saved.next_session is None
    assert saved.told.diff is not None
    assert len(saved.told.diff.removed) == len(plan.sessions) - 2


def test_a_stumble_asks_for_more_support_and_less_speed(
    environment: Environment, plan: Plan
) -> None:
    saved = log(environment, **WELL | {"near_falls": 1})
    (found,) = saved.told.adjustments
    assert (found.rule, found.step) == ("near-fall", Step.REGRESS)
    assert "one step more support and a little slower" in found.sentence

    _, now = next_after(saved, plan, environment)
    done = plan.sessions[1]
    assert (done.stage, now.stage) == (Stage.WALL, Stage.COUNTER)
    assert done.speed_mps - now.speed_mps >= 0.2 * MPH - 1e-9


@pytest.mark.parametrize(
    ("rpe", "rule", "least", "most"),
    [(4, "effort-above", 1, 1), (5, "effort-high", 0.8, 0.85), (7, "effort-high", 0.8, 0.85)],
)
def test_more_effort_than_meant_holds_the_plan_and_much_more_shortens_it(
    environment: Environment, plan: Plan, rpe: int, rule: str, least: float, most: float
) -> None:
    saved = log(environment, **WELL | {"rpe": rpe})
    (found,) = saved.told.adjustments
    assert found.rule == rule
    assert f"{rpe} of 10" in found.sentence
    assert "meant to be 3 at most" in found.sentence
    assert saved.advice == ()

    _, now = next_after(saved, plan, environment)
    done = plan.sessions[1]
    assert least * done.backward_s <= now.backward_s <= most * done.backward_s
    assert now.stage.rank <= done.stage.rank


def test_what_is_not_told_raises_nothing(environment: Environment, plan: Plan) -> None:
    saved = log(environment)
    (found,) = saved.told.adjustments
    assert (found.rule, found.step) == ("not-said", Step.HOLD)
    assert "effort, pain" in found.sentence
    assert [each.name for each in found.inputs] == ["effort", "pain", "stumbles"]

    before, now = next_after(saved, plan, environment)
    assert now.stage == plan.sessions[1].stage
    assert now.stage.rank < before.stage.rank


def test_two_walks_on_one_day_are_kept_and_cautioned(begun: Environment) -> None:
    log(begun)
    (sentence,) = log(begun, session_id="1.1").advice
    assert "never made up" in sentence
    assert len(kept(begun)) == 2


def test_a_second_record_of_one_session_is_no_second_walk(begun: Environment) -> None:
    log(begun)
    assert log(begun, is_again=True).advice == ()


def test_a_skip_and_a_walk_on_one_day_are_no_two_walks(begun: Environment) -> None:
    skip(begun)
    assert log(begun, session_id="1.1").advice == ()
