"""Pausing a plan: no sessions for a while, and what it will come back to."""

import datetime as dt
from collections.abc import Iterable

from retroplan.core.answers.course import Paused
from retroplan.core.model.adjustment import PAUSED
from retroplan.core.model.events import Event, Pause, Resume
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.vocabulary import Standing
from retroplan.core.plan_diff import compared
from retroplan.core.text import day_words, full_day_words
from retroplan.core.when import FURTHEST
from retroplan.environment import Environment
from retroplan.errors import NotFound, UsageProblem
from retroplan.store.journal import changing
from retroplan.store.rows import checked_text
from retroplan.usecases.adapting import adapted_in, facts, keep_event_in
from retroplan.usecases.clock import clock_remarks
from retroplan.usecases.planning import CurrentPlan, needed_in


def pause_plan(
    *, environment: Environment, evidence: Evidence, until: dt.date | None, reason: str = ""
) -> Paused:
    """Keep that there are no sessions from today on; on disk when this returns.

    Args:
        environment: where to keep it, and what day it is.
        evidence: the catalogue.
        until: the first day that may hold a session again; None = until told.
        reason: in the person's own words.

    Raises:
        NotFound: there is no plan, or nothing of it that could be paused.
        UsageProblem: `until` is no day to come, or too far ahead; the reason is too long.
        StoreProblem: not saved.
    """
    checked_text("reason", reason)
    at, today = environment.now(), environment.today
    _check_end(until, today)
    with changing(environment.store_file, command="plan pause", at=at) as change:
        connection = change.connection
        current = needed_in(connection, environment)
        events = facts(connection, current.stored.plan_id)
        now = adapted_in(connection, current, evidence=evidence, today=today)
        earlier = open_pause(events, today)
        _refuse(now.after, current, until, earlier, today)
        change.sentence = f"the pause from {day_words(today)}"
        if earlier is not None and not reason:
            reason = earlier.reason
        told: tuple[Pause | Resume, ...] = (Pause(date=today, until=until, reason=reason),)
        if earlier is not None:  # it ends, so that another end may come sooner
            told = (Resume(date=today), *told)
        kept = keep_event_in(connection, current, *told, evidence=evidence, today=today, at=at)
    goes_on = until is not None and kept.after.standing is Standing.ACTIVE
    return Paused(
        date=today,
        until=until,
        reason=reason,
        was_paused=earlier is not None,
        end_before=now.after.last_day,
        end_after=kept.after.last_day if goes_on else None,
        coming_back=tuple(found for found in kept.new if found.rule != PAUSED),
        changes=compared(kept.before, kept.after),
        remarks=clock_remarks(events[1:], today),
    )


def open_pause(events: Iterable[Event], today: dt.date) -> Pause | None:
    """The pause that still holds on a day; None where there is none, or it has ended."""
    told = [event for event in events if isinstance(event, Pause | Resume) and event.date <= today]
    latest = max(reversed(told), key=lambda event: event.date, default=None)
    if not isinstance(latest, Pause):
        return None
    return latest if latest.until is None or latest.until > today else None


def _check_end(until: dt.date | None, today: dt.date) -> None:
    if until is None:
        return
    if until <= today:
        raise UsageProblem(
            f"a pause ends on a day to come, and {full_day_words(until)} "
            + ("is today" if until == today else "has gone by"),
            hint="say the first day that may hold a session again: --until 'next mon', "
            "--until 2026-12-07; or leave --until out",
        )
    if until > today + FURTHEST:
        raise UsageProblem(
            f"a pause cannot be set to end more than a year ahead, on {full_day_words(until)}",
            hint="leave --until out; `retroplan plan resume` ends it whenever you like",
        )


def _refuse(
    plan: Plan,
    current: CurrentPlan,
    until: dt.date | None,
    earlier: Pause | None,
    today: dt.date,
) -> None:
    """Ends here where there is nothing to pause."""
    if earlier is not None:
        if until in {None, earlier.until}:
            ends = f"until {full_day_words(earlier.until)}" if earlier.until else "until you say"
            raise NotFound(
                f"the plan is paused already, from {day_words(earlier.date)} {ends}",
                hint="`retroplan plan resume` ends it; --until chooses another day",
            )
        return
    if plan.standing is Standing.SUSPENDED:
        raise NotFound(
            "the plan waits already, so there is nothing to pause",
            hint=f"{plan.standing_reason} Then: `retroplan plan resume`",
        )
    is_active = plan.standing is Standing.ACTIVE
    if is_active and not plan.still_to_come(today, current.outcomes):
        raise NotFound("no session of this plan is still to come, so there is nothing to pause",
                       hint="`retroplan report` shows how it went")  # fmt: skip
