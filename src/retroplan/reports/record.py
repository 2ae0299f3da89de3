"""A record as a person reads it: before it is kept, and once it is."""

import datetime as dt

from retroplan.core.answers.saved import NextSession, Saved
from retroplan.core.model.adjustment import FALL
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Outcome, Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, counted, day_words
from retroplan.reports.changes import change_words
from retroplan.reports.folding import folded, without_day
from retroplan.reports.screen import Screen, Style
from retroplan.reports.words import ANSWER_A_FALL, WHAT_CAME, echoed, minutes_number

WHY, UNDO = "retroplan plan why", "retroplan undo"


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
        return screen.say(f"Why: {WHY} · Take it back: {UNDO}", Style.QUIET)
    if saved.next_session is None:
        screen.say("That was the last session of the plan.")
        return screen.say(WHAT_CAME, plain=WHAT_CAME.replace(":  ", ": "))
    _add_next(screen, saved, saved.next_session)
    is_news = any((saved.told.adjustments, saved.told.diff, saved.told.rise))
    why = f"Why: {WHY} · " if is_news else ""
    return screen.say(f"{why}Take it back: {UNDO}", Style.QUIET)


def _add_consequence(screen: Screen, saved: Saved) -> None:
    """Why something changes and what, in a sentence; or that nothing does."""
    adjustments, diff, standing_reason = saved.told[:3]
    if standing_reason:
        said = next((each for each in adjustments if each.sentence == standing_reason), None)
        why = clean(standing_reason)
        screen.say(without_day(why, said) if said else why, Style.WARNING)
        if said is not None and said.rule == FALL:
            screen.say(f"Answer both, yes or no: {ANSWER_A_FALL}")
        else:
            screen.say("No session until then. Once that is done: retroplan plan resume")
        return
    first = [without_day(clean(each.sentence), each) for each in folded(adjustments)[:1]]
    if first:
        screen.say(first[0], Style.WARNING)
    elif diff is None and saved.log.outcome is Outcome.DONE:
        screen.say("It went as it should, and the plan goes on as it is.")
    elif diff is None:
        screen.say("The plan stays as it is.")
    rules = {each.rule for each in adjustments}
    if "acceptable-pain" in rules:
        screen.say("Tell of that morning: retroplan checkin")
    if "not-said" in rules:
        screen.say("Say it: retroplan sessions edit -1 --rpe 3 --pain 0 --near-falls 0")


def _add_next(screen: Screen, saved: Saved, following: NextSession) -> None:
    """When the next session is and what it holds anew; or how many later ones change."""
    diff, day = saved.told.diff, day_words(following.date)
    changed = {each.after.session_id: each for each in diff.changed} if diff else {}
    change = changed.get(following.session_id)
    if change is not None:
        screen.say(f"Next: {day}, {change_words(change, saved.units)}.")
        return
    if saved.told.rise is not None:
        rise = saved.told.rise
        up = "" if rise.after.backward_s < rise.before.backward_s else "one step up: "
        screen.say(f"Next: {day}, {up}{change_words(rise, saved.units, days=False)}.")
        return
    later = len(changed) + len(diff.added) + len(diff.removed) if diff else 0
    verb = "changes" if later == 1 else "change"
    others = f" {counted(later, 'later session')} {verb}: retroplan plan diff" if later else ""
    screen.say(f"Next: {day}{', as planned' if later else ''}.{others}")


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
