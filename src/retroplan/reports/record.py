"""A record as a person reads it: before it is kept, and once it is."""

import datetime as dt

from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, day_words
from retroplan.reports.screen import Screen, Style
from retroplan.reports.words import minutes_number

LONGEST_ECHO = 160
"""Characters of a note that are shown back; all of it is kept."""


def planned_words(day: dt.date, session: Session, units: Units) -> str:
    """`Wednesday 25 November, session 2, as planned: 13 min, 4 backward, 1.6 km/h`."""
    dose = dose_words(session, units)
    return f"{_which_words(day, session)}, as planned: {dose}"


def record_screen(
    log: SessionLog, *, advice: tuple[str, ...], next_day: dt.date | None, units: Units
) -> Screen:
    """What was kept, with the day that was understood; what it means; and what comes next."""
    screen = Screen().say(f"Saved: {_kept_words(log, units)}.")
    if log.note:
        screen.say(f"Note: {clean(log.note, longest=LONGEST_ECHO)}", Style.QUIET)
    for sentence in advice:
        screen.say(sentence, Style.WARNING)
    if next_day is not None:
        return screen.say(f"Next in the plan: {day_words(next_day)}.")
    return screen.say("That was the last session of the plan. How it went: retroplan report")


def _kept_words(log: SessionLog, units: Units) -> str:
    dose = dose_words(log, units)
    if log.outcome is Outcome.EXTRA or log.prescribed is None:
        walk = f"{day_words(log.date)}, a walk outside the plan"
        return f"{walk}: {dose}" if dose else walk
    which = _which_words(log.date, log.prescribed)
    if log.outcome is Outcome.SKIPPED:
        reason = f" ({clean(log.reason, longest=LONGEST_ECHO)})" if log.reason else ""
        return f"{which}, skipped{reason}. A skip is not a miss"
    part = ", in part" if log.outcome is Outcome.PARTIAL else ""
    return f"{which}{part}: {dose}" if dose else f"{which}{part}"


def _which_words(day: dt.date, session: Session) -> str:
    of = "" if session.date == day else f" (of {day_words(session.date)})"
    return f"{day_words(day)}, session {session.number}{of}"


def dose_words(walk: Session | SessionLog, units: Units) -> str:
    """`13 min, 4 backward, 1.6 km/h`; what is not known is left out."""
    facts = []
    if walk.total_s is not None:
        facts.append(f"{minutes_number(walk.total_s)} min")
    if walk.backward_s is not None:
        unit = "" if facts else " min"
        facts.append(f"{minutes_number(walk.backward_s)}{unit} backward")
    if walk.speed_mps is not None:
        facts.append(spoken_speed(walk.speed_mps, units))
    if walk.grade_pct:
        facts.append(f"{walk.grade_pct:g} % uphill")
    return ", ".join(facts)
