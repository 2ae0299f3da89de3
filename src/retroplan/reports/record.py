"""A record as a person reads it: before it is kept, and once it is."""

import datetime as dt

from retroplan.core.answers.saved import Saved
from retroplan.core.model.comparison import PlanDiff
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, counted, day_words
from retroplan.reports.plan_diff import change_words
from retroplan.reports.screen import Screen, Style
from retroplan.reports.words import WHAT_CAME, echoed, minutes_number


def planned_words(day: dt.date, session: Session, units: Units) -> str:
    """`Wednesday 25 November, session 2, as planned: 13 min, 4 backward, 1.6 km/h`."""
    dose = dose_words(session, units)
    return f"{_which_words(day, session)}, as planned: {dose}"


def record_screen(saved: Saved) -> Screen:
    """What was kept, with the day that was understood; what it makes of the plan; what comes next."""
    log = saved.log
    screen = Screen().say(f"Saved: {_kept_words(log, saved.units)}.")
    if log.note:
        screen.say(f"Note: {echoed(log.note)}", Style.QUIET)
    for sentence in saved.advice:
        screen.say(sentence, Style.WARNING)
    _add_consequence(screen, saved)
    if saved.told.standing_reason:
        return screen
    if saved.next_session is not None:
        return screen.say(f"Next in the plan: {day_words(saved.next_session.date)}.")
    screen.say("That was the last session of the plan.")
    return screen.say(WHAT_CAME, plain=WHAT_CAME.replace(":  ", ": "))


def _add_consequence(screen: Screen, saved: Saved) -> None:
    """In a line what changes and why, or that nothing does."""
    adjustments, diff, standing_reason = saved.told
    why = clean(adjustments[0].sentence) if adjustments else ""
    if standing_reason:
        screen.say(clean(standing_reason), Style.WARNING)
        screen.say("No session until then. Why: retroplan plan why")
    elif diff is None:
        well = "The plan stays as it is: all of this went as it should."
        skipped = "The plan stays as it is."
        usual = well if saved.log.outcome is Outcome.DONE else skipped
        screen.say(f"{why} The plan stays as it is." if why else usual)
    else:
        screen.say(f"{why} {_changed(diff, saved)} Why: retroplan plan why".strip(), Style.WARNING)


def _changed(diff: PlanDiff, saved: Saved) -> str:
    """`Next session: 2 min backward instead of 6 min.`, or how many later ones change."""
    following = saved.next_session.session_id if saved.next_session else ""
    for change in diff.changed:
        if change.after.session_id == following:
            return f"Next session: {change_words(change, saved.units)}."
    changed = len(diff.changed) + len(diff.added) + len(diff.removed)
    return f"{counted(changed, 'later session')} {'changes' if changed == 1 else 'change'}."


def _kept_words(log: SessionLog, units: Units) -> str:
    dose = dose_words(log, units)
    if log.outcome is Outcome.EXTRA or log.prescribed is None:
        walk = f"{day_words(log.date)}, a walk outside the plan"
        return f"{walk}: {dose}" if dose else walk
    which = _which_words(log.date, log.prescribed)
    if log.outcome is Outcome.SKIPPED:
        reason = f" ({echoed(log.reason)})" if log.reason else ""
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
