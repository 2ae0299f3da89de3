"""What a check-in says of its day, as a screen: the colour in a word, why, and what comes next."""

from collections.abc import Iterable, Mapping

from retroplan.core.adaptation.readiness import withholds
from retroplan.core.answers.check_in import CheckedIn
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import SessionChange, SessionGlance
from retroplan.core.model.vocabulary import Colour, Standing, Step
from retroplan.core.text import clean, day_words
from retroplan.reports.changes import change_words
from retroplan.reports.folding import beside_a_diff, folded, without_day
from retroplan.reports.plan_diff import sums
from retroplan.reports.screen import Screen, Style
from retroplan.reports.words import echoed, minutes_number, minutes_words

HEADINGS: Mapping[Colour, str] = {
    Colour.GREEN: "a green day",
    Colour.AMBER: "an amber day: go easy",
    Colour.RED: "a red day: no session",
}
"""The colour in words, and what it means; never by colour alone."""

_MEASURED = frozenset({"pressure-high", "heart-fast"})


def check_in_screen(kept: CheckedIn) -> Screen:
    """The day and its colour, the reasons, what becomes of the sessions, and the way back."""
    day = day_words(kept.check_in.date)
    screen = Screen().title(f"{day}, {HEADINGS[kept.colour]}.").gap()
    style = Style.PLAIN if kept.colour is Colour.GREEN else Style.WARNING
    for sentence in _why(kept):
        screen.say(clean(sentence), style)
    if kept.earlier:
        screen.say("With what you said before of this day: the more careful answer counts.")
    if kept.check_in.note:
        screen.say(f"Note: {echoed(kept.check_in.note)}", Style.QUIET)
    screen.gap()
    for sentence in (*_way_back(kept), *_sessions(kept), *_said(_others(kept))):
        screen.say(clean(sentence))
    for remark in kept.remarks:
        screen.say(clean(remark), Style.WARNING)
    why = "" if kept.colour is Colour.GREEN else "Why: retroplan plan why · "
    return screen.say(f"{why}Take it back: retroplan undo", Style.QUIET)


def _why(kept: CheckedIn) -> Iterable[str]:
    """Each reason once, the most careful first."""
    found = (*kept.reasons, *_stopping(kept))
    if not found and not kept.held:
        return ("Nothing that you said stands in the way of a session.",)
    said = (without_day(each.sentence, each) for each in folded(found))
    return (*said, *dict.fromkeys(_still(each) for each in kept.held))


def _said(found: Iterable[Adjustment]) -> Iterable[str]:
    return dict.fromkeys(each.sentence for each in beside_a_diff(found))


def _stopping(kept: CheckedIn) -> list[Adjustment]:
    """What the check-in set off that lets no session come, such as a second red day."""
    return [each for each in kept.also if withholds(each)]


def _others(kept: CheckedIn) -> list[Adjustment]:
    """What else it brought; not what was told on an earlier day."""
    day = kept.check_in.date
    return [each for each in kept.also if not withholds(each) and each.date >= day]


def _still(adjustment: Adjustment) -> str:
    said = without_day(adjustment.sentence, adjustment)
    return f"Still from {day_words(adjustment.date)}: {said[:1].lower()}{said[1:]}"


def _way_back(kept: CheckedIn) -> list[str]:
    """Whom to see, or what to wait for."""
    standing = kept.changes.standing_after
    steps = {each.step for each in (*kept.reasons, *kept.also)}
    rules = {each.rule for each in kept.reasons}
    said = []
    if rules & _MEASURED:
        said.append("With chest pain, a bad headache, or trouble speaking or seeing: call the "
                    "emergency number.")  # fmt: skip
    if Step.SUSPEND in steps or standing is Standing.SUSPENDED:
        said.append(
            "See a clinician before the next session. Once they have said yes: "
            "`retroplan plan resume`."
        )
    elif rules & _MEASURED:
        said.append("If it stays like this, ask a clinician.")
    if "fever" in rules or standing is Standing.RESTING:
        said.append("Then come back: `retroplan checkin --no-fever`.")
    if standing is Standing.PAUSED:
        said.append(f"The plan is paused. {clean(kept.changes.standing_reason)}".strip())
    return said


def _sessions(kept: CheckedIn) -> list[str]:
    """What becomes of today's session, or of the next, and what else changed."""
    said = []
    is_active = kept.changes.standing_after is Standing.ACTIVE
    if kept.not_before is not None and is_active:
        said.append(f"No session before {day_words(kept.not_before)}.")
    if kept.is_done:
        said.append("Today's session has its record already.")
    change = _change(kept)
    if change is not None:
        said += _changed(change, kept)
    elif kept.next_session is not None and _is_allowed(kept.next_session, kept):
        said.append(f"{_which(kept.next_session, kept)}{_stands(kept)}: "
                    f"{_dose(kept.next_session)}.")  # fmt: skip
    return [*said, *sums(kept.changes)] if is_active else said


def _changed(change: SessionChange, kept: CheckedIn) -> list[str]:
    """Its new day, and what it holds anew."""
    words = change_words(change, kept.units, days=False)
    which = _which(change.after, kept)
    if "date" not in change.differs:
        return [f"{which} is now {words}."]
    moved = f"The next session moves from {day_words(change.before.date)} to "
    return [f"{moved}{day_words(change.after.date)}{f': {words}' if words else ''}."]


def _change(kept: CheckedIn) -> SessionChange | None:
    """What became of the session that was to come next; None where it stays as it was, or goes."""
    if kept.planned is None or kept.becomes is None or kept.planned.is_as(kept.becomes):
        return None
    return SessionChange(before=kept.planned, after=kept.becomes)


def _is_allowed(session: SessionGlance, kept: CheckedIn) -> bool:
    return kept.not_before is None or session.date >= kept.not_before


def _stands(kept: CheckedIn) -> str:
    return " stands" if kept.planned and kept.planned.is_as(kept.next_session) else ""


def _which(session: SessionGlance, kept: CheckedIn) -> str:
    if session.date == kept.today:
        return "Today's session"
    return f"The next session on {day_words(session.date)}"


def _dose(session: SessionGlance) -> str:
    backward = minutes_number(session.backward_s)
    return f"{minutes_words(session.total_s)}, {backward} of them backward"
