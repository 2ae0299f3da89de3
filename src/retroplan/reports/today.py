"""What a day asks for, as a screen."""

from retroplan.core.agenda import Day, DayStatus
from retroplan.core.model.plan import Session
from retroplan.core.text import clean, day_words
from retroplan.reports.screen import Screen, Style
from retroplan.reports.session import add_session, summary
from retroplan.reports.words import WHAT_CAME, reminder


def today_screen(day: Day) -> Screen:
    """Today's session in full; or that there is none, and when the next one is."""
    status = day.agenda.status
    if status in WAITING:
        return _add_tests(_add_open(_withheld(day), day), day)
    if day.session is None:
        return _finished(day)
    is_here = day.session.date == day.today
    stands = is_here and not day.standing_reason
    position = _position(day, day.session) if stands else ""
    screen = Screen().title(day_words(day.today), right=position).gap()
    if status is DayStatus.DUE:
        for sentence in day.carried:
            screen.say(sentence, Style.WARNING, indent=2)
        if day.carried:
            screen.gap()
        add_session(screen, day.session, day.units, reasons=_reasons(day.session)).gap()
        screen.say(
            "Done?  retroplan log", Style.ACCENT, indent=2, plain="When done: retroplan log"
        )
    elif status in RECORDED:
        screen.say(RECORDED[status], indent=2)
        if day.standing_reason:
            screen.say(clean(day.standing_reason), Style.WARNING, indent=2)
            _add_pointer(screen.gap(), WAYS_BACK[DayStatus.SUSPENDED])
        else:
            _add_next(screen, day)
    else:
        _add_waiting(screen, day, day.session)
    return _add_tests(_add_open(screen, day), day)


RECORDED = {
    DayStatus.DONE: "Today's session is done and saved. Rest well.",
    DayStatus.PARTIAL: "Today's session is saved, as far as you went. That counts.",
    DayStatus.SKIPPED: "Today's session is skipped, as you said. The plan goes on from here.",
}


CHANGED = "What you recorded has changed it: `retroplan plan why`."


def _reasons(session: Session) -> tuple[str, ...]:
    """Why it is so; of the rules that changed it only that they did, for `plan why` tells them."""
    changes = len(session.adjusted_by)
    return (CHANGED, *session.reasons[changes:]) if changes else session.reasons


WAITING = {
    DayStatus.WITHHELD: "No session today.",
    DayStatus.RESTING: "No session for now: the plan rests.",
    DayStatus.PAUSED: "No session for now: the plan is paused.",
    DayStatus.SUSPENDED: "No session for now: the plan waits.",
}
"""What stands first on a day whose session is held back."""

WAYS_BACK = {
    DayStatus.RESTING: "After 24 hours without:  retroplan checkin --no-fever",
    DayStatus.PAUSED: "Come back:  retroplan plan resume",
    DayStatus.SUSPENDED: "Once that is done:  retroplan plan resume",
}


def _withheld(day: Day) -> Screen:
    """That there is no session, why, and what ends that; no steps, so that nobody walks them."""
    status = day.agenda.status
    screen = Screen().title(day_words(day.today)).gap()
    screen.say(WAITING[status], Style.STRONG, indent=2)
    if day.standing_reason:
        screen.say(clean(day.standing_reason), Style.WARNING, indent=2)
    elif day.held:
        for sentence in dict.fromkeys(each.sentence for each in day.held):
            screen.say(clean(sentence), Style.WARNING, indent=2)
        _add_first_day(screen, day)
    _add_pointer(screen.gap(), WAYS_BACK.get(status, "Why:  retroplan plan why"))
    return screen


def _add_first_day(screen: Screen, day: Day) -> None:
    """When a session may come again, and when one does."""
    ends = [each.until for each in day.held if each.until is not None]
    first = max(ends)
    if day.next_date is None or day.next_date < first:
        screen.say(f"A session may come again from {day_words(first)} on.", indent=2)
    else:
        screen.say(f"Next: {day_words(day.next_date)}.", indent=2)


def _position(day: Day, session: Session) -> str:
    return f"week {day.week} of {day.weeks} · session {session.number} of {day.sessions}"


def _add_waiting(screen: Screen, day: Day, session: Session) -> None:
    """A rest day, or a day before the plan begins, with a glance at what comes."""
    if day.agenda.status is DayStatus.BEFORE_START:
        screen.say(f"Your plan begins on {day_words(day.starts)}.", indent=2)
    else:
        screen.say("A rest day.", indent=2)
    screen.gap().say(f"Next: {day_words(session.date)} · {_position(day, session)}", indent=2)
    screen.say(" · ".join(summary(session)), indent=2).gap()
    _add_pointer(screen, f"All of it:  retroplan plan --session {session.session_id}")


def _add_next(screen: Screen, day: Day) -> None:
    if day.next_date is None:
        screen.say("It was the last one of the plan.", indent=2).gap()
        _add_pointer(screen, WHAT_CAME)
        return
    screen.say(f"Next: {day_words(day.next_date)}.", indent=2).gap()
    _add_pointer(screen, "How it goes:  retroplan report")


def _finished(day: Day) -> Screen:
    screen = Screen().title(day_words(day.today), right=f"{day.weeks} weeks").gap()
    screen.say("Every session of this plan lies behind you.", indent=2).gap()
    _add_pointer(screen, WHAT_CAME)
    return _add_tests(_add_open(screen, day), day)


def _add_open(screen: Screen, day: Day) -> Screen:
    """A kind reminder of a recent session that nobody has recorded."""
    if day.open_date is not None:
        word = day_words(day.open_date).split()[0].lower()[:3]
        screen.say(
            f"{day_words(day.open_date)} has no record yet: `retroplan log {word}`, "
            f"or `retroplan skip {word}`.",
            Style.QUIET,
            indent=2,
        )
    return screen


def _add_tests(screen: Screen, day: Day) -> Screen:
    """The tests that this week asks for and that have no result yet."""
    if day.tests_due:
        screen.say(reminder(day.tests_due, day.tier), Style.QUIET, indent=2)
    return screen


def _add_pointer(screen: Screen, text: str) -> None:
    screen.say(text, Style.ACCENT, indent=2, plain=text.replace(":  ", ": "))
