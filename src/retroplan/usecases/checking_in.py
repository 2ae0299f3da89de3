"""Checking in: how a day begins, what colour that gives it, and what becomes of the plan."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from retroplan.core.adaptation.day import day_rulings
from retroplan.core.adaptation.day_signals import signals_of
from retroplan.core.adaptation.facts import sorted_facts
from retroplan.core.adaptation.readiness import colour_of
from retroplan.core.agenda import DayStatus, agenda, holding
from retroplan.core.answers.check_in import CheckedIn
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import SessionGlance
from retroplan.core.model.events import CheckIn, Event, News
from retroplan.core.model.evidence import Condition, Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import GoalKind, NewsKind, Standing
from retroplan.core.plan_diff import compared, glance
from retroplan.core.screening.answers import PAIN_GOALS
from retroplan.core.text import day_words, full_day_words
from retroplan.environment import Environment
from retroplan.errors import UsageProblem
from retroplan.store.database import reading
from retroplan.store.journal import changing
from retroplan.store.kinds import Kept
from retroplan.store.rows import checked_text
from retroplan.usecases.adapting import Adapted, facts, keep_event_in
from retroplan.usecases.beside import DAY, is_of_the_back
from retroplan.usecases.clock import clock_remarks
from retroplan.usecases.planning import CurrentPlan, needed_in, start_of, units_of

PRESSURE = frozenset({"hypertension", "blood-pressure-medicine"})


class Morning(NamedTuple):
    """What is worth asking this person on this day."""

    day: dt.date
    usual_pain: int | None
    """As the profile says, NPRS 0-10."""
    asks_pain: bool
    asks_knee: bool
    asks_back: bool
    asks_pressure: bool
    asks_heart_rate: bool
    is_resting: bool
    """The plan waits for a fever to be over."""


def morning(
    *, environment: Environment, conditions: Mapping[str, Condition], day: dt.date
) -> Morning:
    """What to ask of a day, before anything is written.

    Raises:
        NotFound: there is no plan.
        UsageProblem: the day is still to come, or before the plan was made.
    """
    with reading(environment.store_file) as connection:
        current = needed_in(connection, environment)
        events = facts(connection, current.stored.plan_id)
    check_day(day, current, events, environment.today)
    profile = sorted_facts(events, environment.today).profile
    goal, health = profile.goal.kind, profile.health
    names = {*(health.conditions or ()), *(health.medications or ())}
    said = [event for event in events if isinstance(event, CheckIn)]
    return Morning(
        day=day,
        usual_pain=health.usual_pain,
        asks_pain=goal in PAIN_GOALS or any(log.date == day - DAY for log in _walks(events)),
        asks_knee=goal is GoalKind.KNEE_PAIN
        or any("knee" in conditions[name].title.lower() for name in names & conditions.keys()),
        asks_back=is_of_the_back(goal, names),
        asks_pressure=bool(names & PRESSURE) or any(each.systolic_mmhg for each in said),
        asks_heart_rate=any(each.resting_hr_bpm for each in said),
        is_resting=current.document.get("standing") == Standing.RESTING.value,
    )


def keep_check_in(
    *, environment: Environment, evidence: Evidence, said: CheckIn, falls: int = 0
) -> CheckedIn:
    """Keep how a day begins, and what that changes; on disk when this returns.

    `falls` were told beside it: each is news of that day, kept in the same step.

    Raises:
        NotFound: there is no plan.
        UsageProblem: nothing is said; the day is still to come, or before the plan was made; the
            note cannot be kept.
        StoreProblem: not saved.
    """
    checked_text("note", said.note)
    is_empty = said == CheckIn(date=said.date, usual_pain=said.usual_pain)
    if is_empty and not falls:
        _refuse_nothing()
    at, today = environment.now(), environment.today
    with changing(environment.store_file, command="checkin", at=at) as change:
        change.sentence = f"the check-in of {day_words(said.date)}"
        connection = change.connection
        current = needed_in(connection, environment)
        events = facts(connection, current.stored.plan_id)
        check_day(said.date, current, events, today)
        told: list[Kept] = [News(date=said.date, kind=NewsKind.FALL)] * falls
        told += [] if is_empty else [said]
        kept = keep_event_in(connection, current, *told, evidence=evidence, today=today, at=at)
    return _checked_in(said, kept, current, events, evidence, today)


def check_day(day: dt.date, current: CurrentPlan, events: Sequence[Event], today: dt.date) -> None:
    """Refuse a day that has not come, and one that the plan knows nothing of.

    Raises:
        UsageProblem: with what to do instead.
    """
    if day > today:
        raise UsageProblem(
            f"{full_day_words(day)} is still to come", hint="check in once it has begun"
        )
    made = min(events[0].date, start_of(current))
    if day < made:
        raise UsageProblem(
            f"{full_day_words(day)} is before the plan, which was made on {day_words(made)}",
            hint="what still counts of it, say of today: `retroplan checkin`",
        )


def _refuse_nothing() -> None:
    raise UsageProblem(
        "nothing is said of how the day begins",
        hint="for example: retroplan checkin --pain 2, or --fever, or --bp 128/80",
    )


def _walks(events: Iterable[Event]) -> list[SessionLog]:
    return [
        event for event in events
        if isinstance(event, SessionLog) and event.is_walk
    ]  # fmt: skip


def _walked_before(events: Iterable[Event], day: dt.date) -> str:
    """The last session walked before a day, by its id; empty where there was none."""
    before = [log for log in _walks(events) if log.date < day and log.session_id]
    last = max(before, key=lambda log: log.date, default=None)
    return (last.session_id or "") if last else ""


def _checked_in(
    said: CheckIn,
    kept: Adapted,
    current: CurrentPlan,
    events: Sequence[Event],
    evidence: Evidence,
    today: dt.date,
) -> CheckedIn:
    """What it means, from the facts before it, the day's rules and the plan after it."""
    day, after = said.date, kept.after
    earlier = [each for each in events if isinstance(each, CheckIn) and each.date == day]
    reasons = _reasons([*earlier, said], events, evidence, today)
    also = _others(kept.new, reasons)
    held = _others(holding(after.adjustments, day), (*reasons, *also))
    planned = _coming(kept.before, current, today)
    return CheckedIn(
        check_in=said,
        today=today,
        colour=colour_of(reasons, also=also, held=held, standing=after.standing),
        reasons=reasons,
        held=held,
        also=also,
        earlier=len(earlier),
        not_before=_not_before((*reasons, *holding(after.adjustments, today)), today),
        planned=planned,
        becomes=_same(after, planned),
        is_done=_is_done(kept.before, current, today),
        next_session=_coming(after, current, today),
        changes=compared(kept.before, after),
        remarks=clock_remarks(events[1:], today),
        units=units_of(current),
    )


def _reasons(
    said: Sequence[CheckIn], events: Sequence[Event], evidence: Evidence, today: dt.date
) -> tuple[Adjustment, ...]:
    """What the day's rules say of all that was said of one day."""
    known, day = sorted_facts(events, today), said[0].date
    profile, pain = known.profile, known.pain(evidence.rulebook, *said)
    signals = (
        signals_of(
            each, profile=profile, session_id=_walked_before(events, day), evidence=evidence,
            pain=pain, has_walk=any(log.date == day for log in _walks(events)),
        )
        for each in said
    )  # fmt: skip
    return tuple(ruling.adjustment for ruling in day_rulings(*signals))


def _others(found: Iterable[Adjustment], told: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """Those that are not told already, by their rule and day."""
    known = {(each.date, each.rule) for each in told}
    return tuple(each for each in found if (each.date, each.rule) not in known)


def _not_before(adjustments: Iterable[Adjustment], today: dt.date) -> dt.date | None:
    ends = [each.until for each in adjustments if each.until is not None and each.until > today]
    return max(ends, default=None)


def _agenda_status(plan: Plan, current: CurrentPlan, today: dt.date) -> tuple[DayStatus, str]:
    """How today stands in a plan, and which session comes next, today's included; empty for none."""
    dates = {session.session_id: session.date for session in plan.sessions}
    now = agenda(dates, current.outcomes, start=plan.start, today=today)
    is_due = now.status is DayStatus.DUE
    return now.status, (now.today_id if is_due else now.next_id) or ""


def _coming(plan: Plan, current: CurrentPlan, today: dt.date) -> SessionGlance | None:
    session = plan.session(_agenda_status(plan, current, today)[1])
    return glance(session) if session else None


def _is_done(plan: Plan, current: CurrentPlan, today: dt.date) -> bool:
    recorded = {DayStatus.DONE, DayStatus.PARTIAL, DayStatus.SKIPPED}
    return _agenda_status(plan, current, today)[0] in recorded


def _same(plan: Plan, planned: SessionGlance | None) -> SessionGlance | None:
    session = plan.session(planned.session_id) if planned else None
    return glance(session) if session else None
