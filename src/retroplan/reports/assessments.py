"""Tests as screens: the list of all, one result that was kept, and a table for the report."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.answers.assessments import (
    AssessmentAnswer,
    AssessmentOverview,
    AssessmentRow,
    KeptResult,
)
from retroplan.core.assessments.history import Entry
from retroplan.core.assessments.schedule import Due
from retroplan.core.model.assessment import Assessment
from retroplan.core.text import clean, day_words, full_day_words, listed
from retroplan.reports.readings import (
    change_sentences,
    reading_sentences,
    short_change,
    value_words,
)
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import echoed, weekday_and_short_day


def overview_screen(found: AssessmentOverview) -> Screen:
    """Every test with its last value and when it is due."""
    screen = Screen().title("Tests", right=full_day_words(found.today)).gap()
    shown = [row for row in found.tests if row.in_plan or row.last is not None]
    others = [row.name for row in found.tests if row not in shown]
    if shown:
        screen.table(_table(shown, found.today)).gap()
    if others:
        rest = "Others" if shown else "There are"
        screen.say(f"{rest}: {', '.join(others)}.", Style.QUIET, indent=2)
    if found.not_for_you:
        screen.say(f"Not for you now: {', '.join(found.not_for_you)}.", Style.QUIET, indent=2)
    if not found.has_plan:
        screen.say("No plan asks for tests yet; what you keep is there for the first.", indent=2)
    name = next((row.name for row in shown if row.name not in found.not_for_you), "tug")
    _pointer(screen, f"One step by step:  retroplan assess {name}")
    return _pointer(screen, f"What it says:  retroplan evidence {name}")


def _table(rows: Sequence[AssessmentRow], today: dt.date) -> Table:
    return Table(
        columns=(
            Column("test"),
            Column("last", numeric=True),
            Column("when", spare=1),
            Column("due", wraps=True),
        ),
        rows=tuple((row.name, _last(row), _when(row.last), _due(row.due, today)) for row in rows),
        spoken=tuple(_spoken(row, today) for row in rows),
    )


def _last(row: AssessmentRow) -> str:
    return _short_value(row.name, row.unit, row.last.value) if row.last else ""


def _short_value(name: str, unit: str, value: float) -> str:
    """For a column: without what the value is of."""
    return value_words(name, unit, value).partition(",")[0]


def _when(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return "as declared" if entry.is_declared else weekday_and_short_day(entry.date)


def _due(due: Due | None, today: dt.date) -> str:
    if due is None:
        return ""
    if not due.is_now:
        return f"week {due.week}, from {weekday_and_short_day(due.starts)}"
    return f"this week (week {due.week})" if due.by >= today else f"since week {due.week}"


def _spoken(row: AssessmentRow, today: dt.date) -> tuple[str, ...]:
    said = [f"{row.title} ({row.name})"]
    if row.last is None:
        said.append("no value yet")
    else:
        when = "as the profile says" if row.last.is_declared else full_day_words(row.last.date)
        said.append(f"last: {_last(row)}, {when}")
    due = _due(row.due, today)
    return (*said, f"due: {due}") if due else tuple(said)


def kept_screen(kept: KeptResult) -> Screen:
    """What was kept, what it says, and what it changes."""
    answer, result = kept.answer, kept.result
    value = value_words(answer.name, answer.unit, result.value)
    screen = Screen().say(
        f"Saved: {answer.title}, {value}, {full_day_words(result.date)}.", Style.STRONG
    )
    for line in _circumstances(kept):
        screen.say(line, Style.QUIET)
    if kept.is_beside:
        screen.say("That day has another result as well. Both are kept; this one counts.")
    if not kept.is_newest:
        screen.say("A later day has a result already; that one counts for the plan.")
    _say_all(screen, answer)
    _add_plan(screen, kept)
    return screen


def _circumstances(kept: KeptResult) -> list[str]:
    result, said = kept.result, []
    if len(result.trials) > 1:
        trials = listed([f"{round(trial, 2):g}" for trial in result.trials])
        said.append(f"Trials: {trials}")
    if result.aid:
        said.append(f"Aid: {echoed(result.aid)}")
    if result.supervised_by:
        said.append(f"Supervised by: {echoed(result.supervised_by)}")
    if result.note:
        said.append(f"Note: {echoed(result.note)}")
    return [" · ".join(said)] if said else []


def _say_all(screen: Screen, answer: AssessmentAnswer) -> None:
    said = (*reading_sentences(answer), *change_sentences(answer))
    if said:
        screen.gap()
    for sentence in said:
        screen.say(sentence, indent=2)


def _add_plan(screen: Screen, kept: KeptResult) -> None:
    for adjustment in kept.adjustments:
        screen.say(clean(adjustment.sentence), Style.WARNING)
    if kept.revision is not None:
        screen.gap().say(f"The plan has changed; it is revision {kept.revision} now.")
        _pointer(screen, "Why:  retroplan plan why")
    if not kept.has_plan:
        screen.gap().say("There is no plan yet.")
        if kept.profile_key:
            screen.say(
                f"For the first one, write it into your profile as well, under [tests]: "
                f"{kept.profile_key} = {kept.result.value:g}"
            )


def set_up_screen(test: Assessment, *, needs_helper: bool, last: str) -> Screen:
    """How to set up, who stands by, and when not to."""
    screen = Screen().title(test.title, right=last).gap()
    for number, step in enumerate(test.protocol, 1):
        screen.say(f"{number}. {step}", indent=2)
    if not test.how.is_said:
        screen.gap()
        if needs_helper:
            screen.say("Only with somebody beside you, or a wall within reach.", Style.WARNING,
                       indent=2)  # fmt: skip
        screen.say(
            "Not today with chest pain, dizziness, a fever, a new pain, or after a bad night. "
            "Stop at once if you feel unwell or unsteady.",
            indent=2,
        )
    return screen


def last_words(name: str, unit: str, entry: Entry | None) -> str:
    """`last: 9.8 s, Monday 23 November`; empty without one."""
    if entry is None:
        return ""
    when = "as declared" if entry.is_declared else day_words(entry.date)
    return f"last: {value_words(name, unit, entry.value)}, {when}"


def results_table(answers: Sequence[AssessmentAnswer]) -> Table:
    """The newest value of each test, and what became of it, for the report."""
    rows = tuple(_result_row(answer) for answer in answers)
    return Table(
        columns=(
            Column("test"),
            Column("last", numeric=True),
            Column("when", spare=1),
            Column("since the plan began", wraps=True),
        ),
        rows=rows,
        spoken=tuple(
            (
                f"{answer.title}: {row[1]}, {full_day_words(answer.entries[-1].date)}",
                *change_sentences(answer),
            )
            for answer, row in zip(answers, rows, strict=True)
        ),
    )


def _result_row(answer: AssessmentAnswer) -> tuple[str, str, str, str]:
    newest = answer.entries[-1]
    change = answer.changes[-1] if answer.changes else None
    return (
        answer.name,
        _short_value(answer.name, answer.unit, newest.value),
        weekday_and_short_day(newest.date),
        short_change(change, answer) if change else "the first",
    )


def _pointer(screen: Screen, text: str) -> Screen:
    return screen.say(text, Style.ACCENT, indent=2, plain=text.replace(":  ", ": "))
