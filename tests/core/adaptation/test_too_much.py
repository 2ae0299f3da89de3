"""Walks that were more than the plan asked for: kept, said, never clean (I46)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.adaptation.session_rules import Mark, mark_of, session_rulings
from retroplan.core.adaptation.too_much import week_overdone
from retroplan.core.adaptation.walk_signals import Allowed, SessionSignals, allowed_of
from retroplan.core.engine.caps import personal_caps
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Goal, KnownTests, Profile
from retroplan.core.model.vocabulary import GoalKind, Outcome, Stage, Tier
from retroplan.core.screening.screen import screen
from retroplan.evidence.load import load_rulebook
from tests.builders import START, make_log, make_pain, make_session
from tests.core.adaptation.lived import EVIDENCE, RUTH, days_of, on, plan_of, ruled, walks
from tests.histories import done
from tests.people import young_athlete

BOOK = load_rulebook()
SESSION = make_session()  # 240 s in the corridor at 1 mph, level
LONG = make_session(backward_s=600)
MPS = SESSION.speed_mps
ALLOWED = Allowed(
    stages=frozenset({Stage.COUNTER, Stage.WALL, Stage.CORRIDOR, Stage.TREADMILL_RAILS}),
    grade_pct=2.0, full_s=240, full_mps=MPS,
)  # fmt: skip

KNEES = replace(RUTH.profile, birth_date=dt.date(1944, 4, 2))
FALLER = replace(
    RUTH,
    profile=KNEES,
    goal=Goal(kind=GoalKind.BALANCE),
    health=replace(
        RUTH.health, conditions=(), usual_pain=0, falls_last_12_months=1,
        injurious_falls_last_12_months=0,
    ),
    tests=KnownTests(backward_walk_3m_s=6.0, tug_s=14.0),
)  # fmt: skip
"""A woman of eighty-two who has fallen: two minutes at the wall."""


def over(log: SessionLog, allowed: Allowed | None = ALLOWED) -> tuple[str, str]:
    """What is said of a walk that was more than planned, with its codes; empty where nothing is."""
    signals = SessionSignals(log=log, rulebook=BOOK, pain=make_pain(), allowed=allowed)
    for ruling in session_rulings(signals):
        if ruling.rule.name in {"overdone", "far-overdone"}:
            return ruling.rule.name, str(ruling.adjustment.values.get("beyond", ""))
    return "", ""


# -- each at its limits -----------------------------------------------------------------------

FINE, OVER = ("", ""), ("overdone", "")


def far(*beyond: str) -> tuple[str, str]:
    return "far-overdone", ",".join(beyond)


@pytest.mark.parametrize(
    ("session", "told", "said"),
    [
        # by more than a minute and 15 %
        (SESSION, {"backward_s": 300}, FINE),  # 25 %, and a minute
        (SESSION, {"backward_s": 301}, OVER),
        (LONG, {"backward_s": 661}, FINE),  # more than a minute, and 10 %
        (LONG, {"backward_s": 689}, FINE),  # 15 %
        (LONG, {"backward_s": 691}, OVER),
        # above 150 %
        (SESSION, {"backward_s": 360}, OVER),
        (SESSION, {"backward_s": 361}, far("minutes")),
        (LONG, {"backward_s": 900}, OVER),
        (LONG, {"backward_s": 901}, far("minutes")),
        # faster by more than 15 %, and above 150 %
        (SESSION, {"speed_mps": 1.15 * MPS}, FINE),
        (SESSION, {"speed_mps": 1.16 * MPS}, OVER),
        (SESSION, {"speed_mps": 1.5 * MPS}, OVER),
        (SESSION, {"speed_mps": 1.51 * MPS}, far("speed")),
        # steeper than is allowed
        (SESSION, {"grade_pct": 2.0}, FINE),
        (SESSION, {"grade_pct": 2.5}, far("incline")),
        # where the plan does not lead
        (SESSION, {"stage": Stage.WALL}, FINE),
        (SESSION, {"stage": Stage.TREADMILL_RAILS}, FINE),
        (SESSION, {"stage": Stage.TREADMILL_FREE}, far("stage")),
        (SESSION, {"stage": Stage.TRACK}, far("stage")),
        (SESSION, {"stage": None}, FINE),
        # several at once
        (
            SESSION,
            {"backward_s": 900, "speed_mps": 2 * MPS, "grade_pct": 5, "stage": Stage.TRACK},
            far("minutes", "speed", "incline", "stage"),
        ),
        # less than planned is none of this
        (SESSION, {"backward_s": 100, "speed_mps": 0.5 * MPS}, FINE),
        (SESSION, {"backward_s": None, "speed_mps": None, "grade_pct": None}, FINE),
    ],
)
def test_how_much_more_is_too_much(
    session: Any, told: dict[str, Any], said: tuple[str, str]
) -> None:
    assert over(make_log(session, **told)) == said


def test_a_rung_that_the_plan_itself_asked_for_is_not_too_much() -> None:
    planned = make_session(stage=Stage.TREADMILL_FREE)

    assert over(make_log(planned)) == FINE


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ({"backward_s": 301}, Mark.OPEN),
        ({"speed_mps": 1.3 * MPS}, Mark.OPEN),
        ({"backward_s": 400}, Mark.BROKEN),
        ({"speed_mps": 1.6 * MPS}, Mark.BROKEN),
        ({"grade_pct": 4}, Mark.BROKEN),
        ({"stage": Stage.TRACK}, Mark.BROKEN),
    ],
)
def test_too_much_is_never_clean_and_much_too_much_ends_the_row(
    told: dict[str, Any], mark: Mark
) -> None:
    log = make_log(SESSION, **told)
    signals = SessionSignals(log=log, rulebook=BOOK, pain=make_pain(), allowed=ALLOWED)

    assert mark_of(signals) is mark
    (found,) = session_rulings(signals)
    assert found.rule.keeps_row is (mark is Mark.OPEN)
    assert not found.asks_for_less, "who walks more and says so loses nothing"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"backward_s": 300}, FINE),
        ({"backward_s": 301}, OVER),
        ({"backward_s": 361}, far("minutes")),
        ({"backward_s": 120, "speed_mps": 1.3 * MPS}, OVER),
        ({"backward_s": 120, "speed_mps": 2 * MPS}, far("speed")),
        ({"backward_s": 120, "stage": Stage.TRACK}, far("stage")),
        ({"backward_s": 120, "grade_pct": 3}, far("incline")),
    ],
)
def test_a_walk_outside_the_plan_is_held_against_the_dose_that_stands(
    told: dict[str, Any], said: tuple[str, str]
) -> None:
    assert over(make_log(**told)) == said


# -- in a plan --------------------------------------------------------------------------------


def extra(day: int, **told: Any) -> SessionLog:
    values: dict[str, Any] = {
        "session_id": None, "date": on(day), "outcome": Outcome.EXTRA, "backward_s": 120,
        "rpe": 3, "nprs_during": 0, "near_falls": 0, "falls": 0,
    }  # fmt: skip
    return SessionLog(**(values | told))


def of(rule: str, fired: tuple[Adjustment, ...]) -> Adjustment:
    (found,) = [each for each in fired if each.rule == rule]
    return found


def test_fifteen_minutes_on_a_track_of_a_faller_whose_plan_held_two_at_the_wall() -> None:
    (planned, *_) = plan_of(FALLER).sessions
    assert (plan_of(FALLER).tier, planned.stage, planned.backward_s) == (Tier.C, Stage.WALL, 120)
    log = done(planned, backward_s=900, speed_mps=4 / 3.6, stage=Stage.TRACK)
    found = of("far-overdone", ruled(log, person=FALLER))

    assert found.values["beyond"] == "minutes,speed,stage"
    assert found.values["backward_s"] == 900
    assert found.values["planned_backward_s"] == 120
    assert "somebody beside you" in found.sentence, "the spotter is named"
    assert "something firm" in found.sentence, "and the support"


def test_the_same_of_a_steady_athlete_names_no_support() -> None:
    person = young_athlete()
    (planned, *_) = plan_of(person).sessions
    log = done(planned, backward_s=2 * planned.backward_s)
    found = of("far-overdone", ruled(log, person=person))

    assert found.values["beyond"] == "minutes"
    assert "something firm" not in found.sentence


@pytest.mark.parametrize("extra_s", [400, 900])
def test_an_extra_walk_that_is_much_too_much_ends_the_row(extra_s: int) -> None:
    well = ruled(*walks(4, {}))
    more = ruled(*walks(4, {}), extra(5, backward_s=extra_s))

    assert days_of("two-clean", well) == [7]
    assert days_of("far-overdone", more) == [5]
    assert days_of("two-clean", more) == []


def test_an_extra_walk_that_is_as_much_as_a_session_ends_nothing() -> None:
    fired = ruled(*walks(4, {}), extra(5, backward_s=240))

    assert days_of("two-clean", fired) == [7]
    assert days_of("far-overdone", fired) == []


def test_an_extra_walk_before_the_first_session_is_held_against_the_first_week() -> None:
    """ "An `--extra` of such a kind too": also where no session was walked yet."""
    assert days_of("far-overdone", ruled(extra(0, backward_s=900))) == [0]


@pytest.mark.parametrize(
    ("told", "rises"),
    [
        ({}, True),
        ({3: {"backward_s": 310}}, True),  # neither clean nor an end of the row
        ({2: {"backward_s": 310}}, True),  # the first and the third
        ({2: {"backward_s": 310}, 3: {"backward_s": 310}}, False),
        ({3: {"backward_s": 400}}, False),
        ({2: {"backward_s": 400}}, False),
        ({1: {"backward_s": 400}}, True),
    ],
)
def test_what_too_much_does_to_a_rise(told: dict[int, dict[str, Any]], rises: bool) -> None:
    assert bool(days_of("two-clean", ruled(*walks(4, told)))) is rises


# -- what is allowed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "opened", "closed"),
    [
        (FALLER, {Stage.COUNTER, Stage.WALL}, {Stage.TREADMILL_FREE, Stage.TRACK, Stage.GRASS}),
        (RUTH, {Stage.TREADMILL_RAILS, Stage.TREADMILL_FREE}, {Stage.STEEP_UPHILL}),
        (young_athlete(), {Stage.TREADMILL_FREE, Stage.TRACK}, set[Stage]()),
    ],
)
def test_which_rungs_a_person_is_left(
    person: Profile, opened: set[Stage], closed: set[Stage]
) -> None:
    clearance = screen(person, EVIDENCE, START)
    caps = personal_caps(person, person.goal.kind, clearance, EVIDENCE, START)
    stages = allowed_of(caps, EVIDENCE).stages

    assert opened <= stages
    assert not closed & stages


# -- a week -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recent_s", "walked_s", "limit_s"),
    [
        ((720,), 1260, None),  # 12 min, and 8 more is 20; a minute of a whole week is rounding
        ((720,), 1261, 1200),
        ((720, 720), 1261, 1200),
        ((600, 1800), 2473, 2412),  # 34 % of the larger of the two
        ((1800, 600), 2472, None),
        ((), 9000, None),  # nothing before it
    ],
)
def test_a_week_above_what_a_week_may_rise_to_is_said(
    recent_s: tuple[int, ...], walked_s: int, limit_s: int | None
) -> None:
    logs = [make_log(backward_s=walked_s // 2), make_log(backward_s=walked_s - walked_s // 2)]
    found = week_overdone(3, logs, 0, recent_s, EVIDENCE.bounds, BOOK["week-overdone"])

    if limit_s is None:
        assert found is None
    else:
        assert found is not None
        assert found.adjustment.values == {
            "week": 3, "backward_s": walked_s, "limit_s": limit_s,
        }  # fmt: skip
        assert found.rule.keeps_row


def test_a_week_that_the_plan_itself_gives_back_is_not_too_much() -> None:
    logs = [make_log(backward_s=1800)]
    assert week_overdone(3, logs, 1800, (600,), EVIDENCE.bounds, BOOK["week-overdone"]) is None


def test_a_week_counts_the_walks_outside_the_plan() -> None:
    quiet = ruled(*walks(6, {}))
    walked = [extra(8 + 2 * each, backward_s=240) for each in range(3)]
    more = ruled(*walks(6, {}), *walked, extra(12, backward_s=240))

    assert days_of("week-overdone", quiet) == []
    assert days_of("week-overdone", more) == [12]
    assert days_of("far-overdone", more) == [], "each of them was small"
