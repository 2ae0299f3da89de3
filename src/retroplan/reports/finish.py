"""The end of a plan as a screen: what was done, what came of it, and what may come next."""

from collections.abc import Sequence

from retroplan.core.model.ending import CleanWeeks, Ending, NextKind, Option, Reached, Worth
from retroplan.core.model.progress import Verdict
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import counted, full_day_words, listed
from retroplan.reports.screen import Screen, Style, points
from retroplan.reports.trends import PAIN_DURING, effort_sentence, pain_sentence
from retroplan.reports.words import goal_words, grade_words, minutes_words, test_words

WORTHS = {
    Worth.BETTER: "Better, by a change that counts",
    Worth.WORSE: "Worse, by a change that counts",
    Worth.WITHIN_ERROR: "Changed by no more than the measurement error",
    Worth.SAME: "The same as at the start",
    Worth.UNCERTAIN: "Different, and nobody can say whether by more than chance",
}


def ending_screen(ending: Ending, options: Sequence[Option], clean: CleanWeeks) -> Screen:
    """What came of a plan, with what may come next and how to ask for it."""
    screen = Screen().title(
        f"{goal_words(ending.goal)} · {counted(ending.weeks, 'week')} from "
        f"{full_day_words(ending.starts)}",
        right="the end of the plan",
    )
    screen.gap().say("What you did", Style.STRONG, indent=2)
    screen.table(points(_done(ending)))
    for worth, heading in WORTHS.items():
        said = _tests(ending, worth)
        if said:
            screen.gap().say(heading, Style.STRONG, indent=2).table(points(said))
    screen.gap().say("From your records", Style.STRONG, indent=2).table(points(_records(ending)))
    if ending.missing:
        _add_missing(screen, ending.missing)
    _add_options(screen, options, clean)
    return screen


def _done(ending: Ending) -> tuple[str, ...]:
    counts = ending.counts
    parts = [
        f"{amount} {word}"
        for amount, word in (
            (counts.done, "done"),
            (counts.partial, "in part"),
            (counts.skipped, "skipped"),
            (counts.missed, "missed"),
            (counts.extra, "extra"),
        )
        if amount
    ]
    sessions = f"{counts.walked} of {counted(counts.planned, 'session')} walked"
    has_shrunk = ending.planned_backward_s < ending.first_backward_s
    of_what = " of what was left of the plan" if has_shrunk else ""
    share = f"{round(100 * ending.adherence)} %{of_what}"
    return (
        f"{sessions}, {share}: {listed(parts) if parts else 'nothing recorded'}.",
        f"{minutes_words(ending.backward_s)} backward; {_held(ending)}.",
    )


def _held(ending: Ending) -> str:
    """What the plan held; where that grew less, beside what it held when it was made."""
    held = f"the plan held {minutes_words(ending.planned_backward_s)}"
    if ending.planned_backward_s >= ending.first_backward_s:
        return held
    share = round(100 * ending.backward_s / ending.first_backward_s)
    first = minutes_words(ending.first_backward_s)
    return f"{held}, and {first} when it was made, of which this is {share} %"


def _tests(ending: Ending, worth: Worth) -> tuple[str, ...]:
    return tuple(f"{test.title}. {test.sentence}" for test in ending.tests if test.worth is worth)


def _records(ending: Ending) -> tuple[str, ...]:
    said = [
        _pain(ending),
        effort_sentence(ending.effort),
        _speed(ending),
        _stumbles(ending),
    ]
    return tuple(text for text in said if text) or (
        "Nothing was told of pain, effort or stumbles.",
    )


def _pain(ending: Ending) -> str:
    """With the source of the change that counts, where one is named."""
    said = pain_sentence(PAIN_DURING, ending.pain)
    is_judged = ending.pain.verdict not in {Verdict.TOO_EARLY, Verdict.STEADY}
    return f"{said} The source: {ending.pain_source}." if is_judged and said else said


def _speed(ending: Ending) -> str:
    first, last = ending.speed_first_mps, ending.speed_last_mps
    if first is None or last is None:
        return ""
    slow, quick = spoken_speed(first, ending.units), spoken_speed(last, ending.units)
    if slow == quick:
        return f"Speed stayed at {quick}, as planned."
    return f"Speed went from {slow} to {quick}, week by week as the plan asked; it is no test."


def _stumbles(ending: Ending) -> str:
    if ending.near_falls is None and not ending.falls:
        return ""
    stumbles = counted(ending.near_falls, "stumble") if ending.near_falls else "No stumbles"
    falls = f" and {counted(ending.falls, 'fall')}" if ending.falls else ""
    return f"{stumbles}{falls} in {counted(ending.counts.walked + ending.counts.extra, 'walk')}."


def _add_missing(screen: Screen, names: Sequence[str]) -> None:
    screen.gap().say("Not known", Style.STRONG, indent=2)
    screen.table(
        points(
            tuple(
                f"No second value of {test_words(name)}: `retroplan assess {name}`"
                for name in names
            )
        )
    )


def _add_options(screen: Screen, options: Sequence[Option], clean: CleanWeeks) -> None:
    screen.gap().say("What may come next", Style.STRONG, indent=2)
    for option in options:
        lacks = f" Not yet: {listed(list(option.missing))}." if option.missing else ""
        screen.say(f"{option.sentence}{lacks}", indent=4)
        if not option.missing:
            screen.say(option.command, Style.ACCENT, indent=6)
        if option.kind is NextKind.JOG:
            screen.say(f"Clean weeks in a row: {clean.weeks} of {clean.needed}.", indent=6)


def level_words(reached: Reached, units: Units) -> str:
    """`10 minutes backward a session at 1.9 km/h, level`."""
    return (
        f"{minutes_words(reached.backward_s)} backward a session at "
        f"{spoken_speed(reached.speed_mps, units)}, {grade_words(reached.grade_pct)}"
    )
