"""The screens of a check-in, and of a day and a plan that are held back, from values."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from retroplan.core.adaptation.day import day_rulings
from retroplan.core.adaptation.day_signals import signals_of
from retroplan.core.adaptation.readiness import colour_of
from retroplan.core.agenda import Agenda, Day, DayStatus
from retroplan.core.answers.check_in import CheckedIn
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.events import CheckIn
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Standing, Step, Units
from retroplan.core.plan_diff import compared, glance
from retroplan.evidence.load import load_evidence
from retroplan.reports.check_in import check_in_screen
from retroplan.reports.plan import plan_screen
from retroplan.reports.screen import Screen
from retroplan.reports.today import today_screen
from tests.builders import MPH, make_pain, make_plan, make_segments, make_session
from tests.people import sixty_with_knees
from tests.reports.golden import assert_golden

WEDNESDAY = dt.date(2026, 11, 25)
PLAN = make_plan()
SECOND = PLAN.sessions[1]


def rules_of(**said: Any) -> tuple[Adjustment, ...]:
    check_in, knees = CheckIn(date=WEDNESDAY, **said), sixty_with_knees()
    signals = signals_of(
        check_in, profile=knees, session_id="1.1", evidence=load_evidence(),
        pain=make_pain(knees.health.usual_pain, check_in),
    )  # fmt: skip
    return tuple(ruling.adjustment for ruling in day_rulings(signals))


def checked_in(after: Plan = PLAN, **said: Any) -> CheckedIn:
    """Kept on the Wednesday of the everyday plan's first week."""
    reasons = rules_of(**said)
    ends = [each.until for each in reasons if each.until is not None]
    becomes = {each.session_id: glance(each) for each in after.sessions}
    coming = [each for each in after.sessions if each.date >= WEDNESDAY]
    return CheckedIn(
        check_in=CheckIn(date=WEDNESDAY, **said),
        today=WEDNESDAY,
        colour=colour_of(reasons, standing=after.standing),
        reasons=reasons,
        held=(),
        also=(),
        earlier=0,
        not_before=max(ends, default=None),
        planned=glance(SECOND),
        becomes=becomes.get(SECOND.session_id),
        is_done=False,
        next_session=glance(coming[0]) if coming else None,
        changes=compared(PLAN, after),
        remarks=(),
        units=Units.METRIC,
    )


def shorter() -> Plan:
    """The everyday plan with its second session shorter and slower."""
    session = make_session(
        session_id=SECOND.session_id, number=SECOND.number, date=SECOND.date,
        segments=make_segments(reps=6, speed_mps=0.9 * MPH),
    )  # fmt: skip
    return with_sessions(
        PLAN, {each.session_id: each for each in PLAN.sessions} | {session.session_id: session}
    )


def without_wednesday() -> Plan:
    kept = {each.session_id: each for each in PLAN.sessions if each is not SECOND}
    return with_sessions(PLAN, kept)


def with_sessions(plan: Plan, kept: dict[str, Any]) -> Plan:
    weeks = tuple(
        replace(
            week,
            sessions=tuple(
                kept[each.session_id] for each in week.sessions if each.session_id in kept
            ),
        )
        for week in plan.weeks
    )
    return replace(plan, revision=plan.revision + 1, weeks=weeks)


def waiting(standing: Standing, reason: str) -> Plan:
    first = PLAN.weeks[0]
    return replace(
        PLAN, revision=2, weeks=(replace(first, sessions=first.sessions[:1]),),
        standing=standing, standing_reason=reason,
    )  # fmt: skip


def printed(screen: Screen, width: int = 80) -> str:
    return screen.render(width=width, plain=False, colour=False)


SCREENS = {
    "green": checked_in(morning_pain=3),
    "amber": checked_in(shorter(), morning_pain=2, pain_elsewhere=True),
    "red": checked_in(without_wednesday(), systolic_mmhg=140, diastolic_mmhg=104),
    "fever": checked_in(
        waiting(Standing.RESTING, "Fever or an infection: no session until 24 hours without."),
        fever=True,
    ),
    "urgent": checked_in(
        waiting(Standing.SUSPENDED, "A clinician has a look first."), symptoms=("chest-pain",)
    ),
}


@pytest.mark.parametrize("name", SCREENS)
def test_each_colour_as_it_is_printed(name: str) -> None:
    assert_golden(f"checkin-{name}", printed(check_in_screen(SCREENS[name])))


def test_a_red_day_in_a_narrow_terminal_and_read_aloud() -> None:
    screen = check_in_screen(SCREENS["red"])

    assert_golden("checkin-red-40-columns", printed(screen, width=40))
    assert_golden("checkin-red-plain", screen.render(width=80, plain=True, colour=False))


def test_the_colour_is_a_word_also_where_there_is_no_colour() -> None:
    for name, colour in {"green": "green", "amber": "amber", "red": "red"}.items():
        first = printed(check_in_screen(SCREENS[name])).splitlines()[0]
        assert f"{colour} day" in first


def a_day(status: DayStatus, **changes: Any) -> Day:
    values: dict[str, Any] = {
        "today": WEDNESDAY,
        "agenda": Agenda(status, None, None, None),
        "session": None,
        "next_date": None,
        "open_date": None,
        "week": 1,
        "weeks": 8,
        "sessions": 24,
        "starts": PLAN.start,
        "units": Units.METRIC,
        "tier": PLAN.tier,
    }
    return Day(**(values | changes))


PAUSE = Adjustment(
    rule="paused", step=Step.REST, date=WEDNESDAY, until=WEDNESDAY + dt.timedelta(10),
    sentence="You paused the plan on Wednesday 25 November until Saturday 5 December (travel).",
)  # fmt: skip
DAYS = {
    "withheld": a_day(
        DayStatus.WITHHELD, held=rules_of(swelling=True), next_date=WEDNESDAY + dt.timedelta(2),
        session=PLAN.sessions[2],
    ),
    "resting": a_day(
        DayStatus.RESTING,
        standing_reason="Fever or an infection: no session until 24 hours without.",
    ),
    "paused": a_day(DayStatus.PAUSED, standing_reason="Paused until Monday 7 December: travel."),
    "paused-until": a_day(
        DayStatus.PAUSED, held=(PAUSE,), next_date=WEDNESDAY + dt.timedelta(12),
        session=PLAN.sessions[5],
    ),
    "suspended": a_day(
        DayStatus.SUSPENDED, standing_reason="Dizziness: a clinician has a look first."
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAYS)
def test_a_day_that_is_held_back_says_so_first_and_shows_no_steps(name: str) -> None:
    text = printed(today_screen(DAYS[name]))

    assert_golden(f"today-{name}", text)
    assert text.splitlines()[2].strip().startswith("No session")
    assert "backward  " not in text


def test_a_day_without_a_later_session_names_the_first_day_that_may_hold_one() -> None:
    text = printed(today_screen(DAYS["withheld"]._replace(next_date=None, session=None)))

    assert "A session may come again from Friday 27 November on." in text


def test_what_is_recorded_stays_said_although_the_plan_waits() -> None:
    day = a_day(DayStatus.DONE, session=SECOND, standing_reason="The safety questions come first.")
    text = printed(today_screen(day))

    assert "Today's session is done and saved." in text
    assert "The safety questions come first." in text
    assert "the last one of the plan" not in text


def test_the_overview_says_first_why_no_session_comes() -> None:
    held = printed(plan_screen(PLAN, {}, rules_of(swelling=True)))
    rests = printed(plan_screen(waiting(Standing.RESTING, "Fever: wait 24 hours."), {}))

    assert held.splitlines()[2].strip() == "No session before Friday 27 November."
    assert rests.splitlines()[2].strip().startswith("Fever")
    assert "No session before" not in printed(plan_screen(PLAN, {}))
