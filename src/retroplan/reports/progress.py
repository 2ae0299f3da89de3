"""The report as a screen: weeks in a table, then what may be said of them."""

from retroplan.core.model.progress import Counts, Progress, WeekProgress
from retroplan.core.model.vocabulary import Standing, Theme
from retroplan.core.text import clean, day_words
from retroplan.reports.screen import Screen, Style, Table
from retroplan.reports.trends import sentences
from retroplan.reports.week_facts import LEVEL, OVERVIEW, THEMES, Fact, columns_of
from retroplan.reports.words import STANDINGS, WHAT_CAME


def progress_screen(
    progress: Progress, theme: Theme | None, *, tests: Table | None = None
) -> Screen:
    """The weeks asked for, on everything or on one theme; `tests` are the plan's, as a table."""
    screen = Screen().title(heading(progress), right=tally(progress.counts))
    if not has_records(progress):
        screen.gap().say("Nothing is recorded in these weeks yet.", indent=2)
        screen.say("After a session: retroplan log", Style.ACCENT, indent=2)
    facts = OVERVIEW if theme is None else THEMES[theme]
    if facts and has_records(progress):
        screen.gap().table(weeks_table(progress, facts))
    said = sentences(progress, theme)
    if said:
        screen.gap()
    for sentence in said:
        screen.say(sentence, indent=2)
    if tests is not None:
        screen.gap().say("Tests", Style.STRONG, indent=2).table(tests)
    if theme is None:
        _add_notes(screen, progress, most=NOTES_SHOWN)
    elif theme is Theme.NOTES:
        _add_notes(screen, progress, most=None)
    if theme is None and progress.standing is not Standing.ACTIVE:
        reason = (
            f"{clean(progress.standing_reason)} The plan {STANDINGS[progress.standing]} for now."
        )
        screen.gap().say(reason, Style.WARNING, indent=2)
    if theme is None and _is_over(progress):
        screen.gap().say(WHAT_CAME, Style.ACCENT, indent=2, plain=WHAT_CAME.replace(":  ", ": "))
    return screen


def _is_over(progress: Progress) -> bool:
    """Whether the last week of the plan is shown, with no session still to come, and nothing holds it."""
    return progress.standing is Standing.ACTIVE and any(
        week.number == progress.weeks_in_plan and week.counts.past == week.counts.planned
        for week in progress.weeks
    )


NOTES_SHOWN = 5
"""The latest, beside everything else; the theme has all."""


def no_plan_screen() -> Screen:
    """What a report says before there is anything to report."""
    return (
        Screen()
        .say("There is no plan yet, so there is nothing to report.")
        .say(
            "Begin with `retroplan init`; after each session `retroplan log` takes a few seconds."
        )
    )


def has_records(progress: Progress) -> bool:
    """Whether anything at all was recorded in the weeks shown."""
    counts = progress.counts
    return bool(counts.walked or counts.skipped or counts.extra)


def heading(progress: Progress) -> str:
    """`Weeks 1–3`, or the dates where the weeks have no number."""
    if not progress.weeks:
        return "Progress"
    first, last = progress.weeks[0], progress.weeks[-1]
    if first.number is None or last.number is None:
        return f"From {day_words(first.starts)} to {day_words(last.ends)}"
    if first is last:
        return f"Week {first.number}"
    return f"Weeks {first.number}–{last.number}"


def tally(counts: Counts) -> str:
    """`7 of 9 done · 1 skipped · 1 missed`; what is part of the 9 adds up to it."""
    parts = [f"{counts.done} of {counts.past} done"] if counts.past else []
    parts += [
        f"{amount} {word}"
        for amount, word in (
            (counts.partial, "in part"),
            (counts.skipped, "skipped"),
            (counts.missed, "missed"),
            (counts.extra, "extra"),
        )
        if amount
    ]
    return " · ".join(parts)


def weeks_table(progress: Progress, facts: tuple[Fact, ...]) -> Table:
    """One row a week, one column a fact of which some week has something to say."""
    facts = tuple(fact for fact in facts if _says_something(fact, progress))
    return Table(
        columns=columns_of(facts, progress.units),
        rows=tuple(
            tuple(fact.cell(week, progress.units) for fact in facts) for week in progress.weeks
        ),
        spoken=tuple(_said(week, progress, facts) for week in progress.weeks),
    )


def _says_something(fact: Fact, progress: Progress) -> bool:
    """False where every cell is empty, or says that it was level."""
    return any(fact.cell(week, progress.units) not in ("", LEVEL) for week in progress.weeks)


def _said(week: WeekProgress, progress: Progress, facts: tuple[Fact, ...]) -> tuple[str, ...]:
    day = day_words(week.starts)
    head = f"Week {week.number}, from {day}" if week.number else f"Week from {day}"
    said = (fact.sentence(week, progress.units) for fact in facts)
    return (head, *(sentence for sentence in said if sentence))


def _add_notes(screen: Screen, progress: Progress, *, most: int | None) -> None:
    """The person's own words, never obeyed by the terminal."""
    notes = [note for week in progress.weeks for note in week.notes]
    shown = notes if most is None else notes[-most:]
    if shown:
        screen.gap().say("Your notes", Style.STRONG, indent=2)
    elif most is None and has_records(progress):
        screen.gap().say('No notes in these weeks. One is kept with: retroplan log --note "..."',
                         indent=2)  # fmt: skip
    for note in shown:
        text = f"{day_words(note.date)}: {clean(note.text)}"
        screen.say(text, indent=2, plain=text)
    if len(shown) < len(notes):
        screen.say("All of them: retroplan report --theme notes", Style.QUIET, indent=2)
