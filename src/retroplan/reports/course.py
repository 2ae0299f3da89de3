"""A plan's course on the screen: paused, resumed, moved, rebuilt, or waiting after news."""

from collections.abc import Iterable
from pathlib import Path

from retroplan.core.answers.course import Granted, Heard, Moved, Paused, Rebuilt, Resumed
from retroplan.core.model.adjustment import WISH, Adjustment
from retroplan.core.model.vocabulary import NewsKind, Standing, Step
from retroplan.core.text import clean, counted, day_words, full_day_words, listed
from retroplan.reports.folding import beside_a_diff, consequence
from retroplan.reports.plan_diff import GOES_ON, add_diff
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import (
    ANSWER_A_FALL,
    NEWS,
    STANDINGS,
    answer_words,
    echoed,
    tests_words,
)


def granted_screen(found: Granted) -> Screen:
    """What the wish for less made of the plan; or that it stands still, or asks for nothing less."""
    screen = Screen().say(f"Saved: you asked for less on {day_words(found.date)}.")
    if found.reason:
        screen.say(f"Your reason: {echoed(found.reason)}", Style.QUIET)
    if not found.diff.is_same:
        for sentence in _granted(found):
            screen.say(clean(sentence))
    if found.standing is not Standing.ACTIVE:
        standing = f"The plan {STANDINGS[found.standing]}: there is no session to make easier."
        screen.say(f"{standing} {clean(found.standing_reason)}".strip())
    elif found.diff.is_same:
        screen.say("The plan is as easy as the rules make it already; it stays as it stands.")
    else:
        add_diff(screen, found.diff, found.units).gap()
    return screen.say("Why: retroplan plan why · Take it back: retroplan undo", Style.QUIET)


def _granted(found: Granted) -> list[str]:
    """What follows from the wish, told once however often it came; and what the days brought with them."""
    wishes = [each for each in found.reasons if each.rule == WISH]
    others = [each for each in found.reasons if each not in wishes]
    follows = [consequence(each) for each in wishes[-1:]]
    return [*follows, *(each.sentence for each in beside_a_diff(others))]


def moved_screen(moved: Moved) -> Screen:
    """The session on its new day, and what else changed with it."""
    screen = Screen().say(
        f"Session {moved.number} ({moved.session_id}) moves from "
        f"{day_words(moved.date_before)} to {full_day_words(moved.date)}."
    )
    others = [each for each in moved.changes.changed if each.after.session_id != moved.session_id]
    if others or moved.changes.added or moved.changes.removed:
        add_diff(screen, moved.changes, moved.units).gap()
    return add_ending(screen, moved.remarks)


def paused_screen(paused: Paused) -> Screen:
    """From when, until when, what becomes of the end, and how to come back."""
    since = f"from {day_words(paused.date)}"
    until = f" until {full_day_words(paused.until)}" if paused.until else ""
    still = "still " if paused.was_paused else ""
    screen = Screen().say(f"The plan is {still}paused {since}{until}.")
    if paused.reason:
        screen.say(f"Your reason: {echoed(paused.reason)}", Style.QUIET)
    _add_end(screen, paused)
    goes_on = paused.end_after is not None and paused.until is not None
    if goes_on and paused.until is not None:
        screen.say(f"On {day_words(paused.until)} it goes on by itself.")
    else:
        screen.say("It comes back when you say so, as gently as the days off ask for.")
    add_reasons(screen, paused.coming_back)
    back = "Sooner" if goes_on else "Come back"
    screen.say(f"{back}:  retroplan plan resume", Style.ACCENT,
               plain=f"{back}: retroplan plan resume")  # fmt: skip
    return add_ending(screen, paused.remarks)


def heard_screen(heard: Heard, profile_file: Path) -> Screen:
    """What was kept, what follows from it, and the way back."""
    screen = Screen().say(f"Saved: {NEWS[heard.kind]}, told on {day_words(heard.date)}.")
    if heard.note:
        screen.say(f"Note: {echoed(heard.note)}", Style.QUIET)
    for reason in beside_a_diff(heard.reasons):
        is_told = reason.date == heard.date and NEWS[heard.kind] in reason.sentence
        screen.say(clean(consequence(reason) if is_told else reason.sentence))
    if heard.kind is NewsKind.FALL:
        screen.say(f"Answer both, yes or no:  {ANSWER_A_FALL}", Style.ACCENT,
                   plain=f"Answer both, yes or no: {ANSWER_A_FALL}")  # fmt: skip
    elif heard.changes.standing_after is Standing.SUSPENDED:
        screen.say("1. Write what is new into your profile.")
        screen.point_at("  ", clean(str(profile_file)))
        screen.say("2. Then come back:  retroplan plan resume", Style.ACCENT,
                   plain="2. Then come back: retroplan plan resume")  # fmt: skip
    return add_ending(screen, ())


def resumed_screen(resumed: Resumed) -> Screen:
    """How the plan comes back, by which rule, and when the next session is."""
    screen = Screen()
    if resumed.is_new_plan:
        screen.say(f"A new plan from its first week, {_from(resumed)}.", Style.STRONG)
    else:
        screen.say(f"The plan goes on {_from(resumed)}.")
    if resumed.cleared_by:
        screen.say(f"Agreed by: {echoed(resumed.cleared_by)}", Style.QUIET)
    if resumed.clearance is not None:
        screen.say("Your answers were screened again, and a plan may go on.")
    if resumed.answers:
        names = listed([answer.field for answer in resumed.answers])
        screen.say(f"New in your profile: {names}.")
    add_reasons(screen, _how(resumed))
    if not resumed.reasons and resumed.last_walk is not None:
        screen.say(
            f"Your last walk was on {day_words(resumed.last_walk)}; the plan goes on as it was."
        )
    if resumed.standing is not Standing.ACTIVE:
        screen.say(clean(resumed.standing_reason), Style.WARNING)
    if resumed.tests:
        screen.say(tests_words("Tests to repeat first", resumed.tests, resumed.tier))
    if resumed.changes is not None and not resumed.changes.is_same:
        said = [reason.sentence for reason in resumed.reasons]
        said += [resumed.standing_reason, GOES_ON]
        add_diff(screen, resumed.changes, resumed.units, said=said).gap()
    return add_ending(screen, resumed.remarks)


def _how(resumed: Resumed) -> list[Adjustment]:
    """The rules by which it comes back; what held it is over."""
    goes_on = resumed.standing is Standing.ACTIVE and not resumed.is_new_plan
    return [each for each in resumed.reasons if each.step is not Step.SUSPEND or not goes_on]


def _from(resumed: Resumed) -> str:
    if resumed.next_date is None:
        return f"from {day_words(resumed.date)}"
    return f"with the session of {full_day_words(resumed.next_date)}"


def rebuilt_screen(rebuilt: Rebuilt) -> Screen:
    """What was answered before and now, and what that does to the plan."""
    screen = Screen()
    if not rebuilt.answers:
        screen.say("Your profile says what it said before; nothing was changed.")
        return add_remarks(screen, rebuilt.remarks)
    rows = [
        (answer.field, answer_words(answer.before), answer_words(answer.after))
        for answer in rebuilt.answers
    ]
    columns = (Column("answer"), Column("before"), Column("now", wraps=True))
    screen.title(counted(len(rows), "new answer")).gap()
    spoken = tuple((f"{field}: {after}, before {before}",) for field, before, after in rows)
    screen.table(Table(columns=columns, rows=tuple(rows), spoken=spoken)).gap()
    add_reasons(screen, rebuilt.reasons)
    if rebuilt.changes.is_same:
        screen.say("The sessions stay as they are.")
    else:
        said = [reason.sentence for reason in rebuilt.reasons]
        add_diff(screen, rebuilt.changes, rebuilt.units, said=said).gap()
    return add_ending(screen, rebuilt.remarks)


def add_reasons(screen: Screen, reasons: Iterable[Adjustment]) -> None:
    """What the rules say, each once, without what the changes beside it show."""
    for reason in beside_a_diff(reasons):
        screen.say(clean(reason.sentence))


def add_ending(screen: Screen, remarks: Iterable[str]) -> Screen:
    """What else a person should know, and the way back."""
    add_remarks(screen, remarks)
    return screen.say("Why: retroplan plan why · Take it back: retroplan undo", Style.QUIET)


def add_remarks(screen: Screen, remarks: Iterable[str]) -> Screen:
    """What a person should know of how things were understood."""
    for remark in remarks:
        screen.say(clean(remark), Style.WARNING)
    return screen


def _add_end(screen: Screen, paused: Paused) -> None:
    before, after = paused.end_before, paused.end_after
    if paused.changes.standing_after is Standing.SUSPENDED:
        return  # what comes after so long a pause is said by its rule
    if after is None:
        screen.say("The plan's end moves with it; nothing is lost.")
    elif before is not None and after != before:
        screen.say(f"The plan ends on {full_day_words(after)}, not on {day_words(before)}.")
    else:
        screen.say(f"The plan still ends on {full_day_words(after)}.")
