"""The revisions of a plan, as a screen: when, why, and in a few words what changed."""

import datetime as dt

from retroplan.core.answers.changes import Difference, History, Revision
from retroplan.core.model.vocabulary import Standing
from retroplan.core.text import clean, counted, day_words
from retroplan.reports.changes import instead_of
from retroplan.reports.plan_diff import add_diff
from retroplan.reports.screen import Screen, Style
from retroplan.reports.words import STANDINGS, minutes_words


def history_screen(found: History) -> Screen:
    """Newest first, because that is the plan one walks by."""
    count = counted(len(found.revisions), "revision")
    screen = Screen().title("How this plan came about", right=count)
    for each in reversed(found.revisions):
        screen.gap().say(f"Revision {each.revision} · {_when(each, found)}", indent=2)
        screen.say(clean(_sentence(each.cause)), indent=4)
        screen.say(_begun(" · ".join(_changes(each))), Style.QUIET, indent=4)
    if len(found.revisions) > 1:
        screen.gap().say("Session by session:  retroplan plan diff", Style.ACCENT, indent=2,
                         plain="Session by session: retroplan plan diff")  # fmt: skip
    return screen


def _when(each: Revision, found: History) -> str:
    """When it was made, and whether it is the one that is walked by."""
    if not each.is_kept:
        return "as of today: the next record keeps it"
    kept = [other for other in found.revisions if other.is_kept]
    if each is not kept[-1]:
        return _moment(each.at)
    is_current = found.revisions[-1].is_kept
    return f"{_moment(each.at)} · {'the current one' if is_current else 'the latest that is kept'}"


def _moment(at: dt.datetime) -> str:
    return f"{day_words(at.date())}, {at:%H:%M}"


def _sentence(cause: str) -> str:
    begun = _begun(cause)
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _changes(each: Revision) -> list[str]:
    minutes = f"{minutes_words(each.backward_s)} backward"
    if each.backward_before_s is None:
        return [counted(each.sessions, "session"), minutes]
    if each.standing is not Standing.ACTIVE:
        waits = f"{counted(each.removed, 'session')} can wait" if each.removed else ""
        return [f"the plan {STANDINGS[each.standing]}", *([waits] if waits else [])]
    found = [
        f"{counted(number, 'session')} {word}"
        for number, word in (
            (each.changed, "changed"),
            (each.added, "new"),
            (each.removed, "taken out"),
        )
        if number
    ]
    if each.standing_before is not Standing.ACTIVE:
        found.append("the plan goes on")
    elif each.backward_before_s != each.backward_s:
        before = f"{minutes_words(each.backward_before_s)} backward"
        found.append(f"in all {instead_of(minutes, before)}")
    if each.ends is not None and each.ends != each.ends_before:
        found.append(f"ends on {day_words(each.ends)}")
    return found or ["no session changed"]


NO_DIFFERENCE = "No difference: every session stays as it is."


def diff_screen(found: Difference) -> Screen:
    """Two revisions of a plan, with the causes of what changed between them."""
    diff = found.diff
    screen = Screen().title(
        f"From revision {diff.before_revision} to revision {diff.after_revision}"
    )
    for cause in found.causes:
        screen.gap().say(clean(cause), indent=2)
    if diff.is_same:
        return screen.gap().say(NO_DIFFERENCE, indent=2)
    return add_diff(screen, diff, found.units, said=found.causes)
