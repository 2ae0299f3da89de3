"""The report for other programs: CSV (RFC 4180) and a Markdown page."""

import csv
import io

from retroplan.core.model.progress import Progress, WeekProgress
from retroplan.core.model.vocabulary import Theme
from retroplan.core.text import clean, day_words
from retroplan.files.csv_cells import cell
from retroplan.reports.progress import heading, tally, weeks_table
from retroplan.reports.screen import Table
from retroplan.reports.trends import sentences
from retroplan.reports.week_facts import OVERVIEW, THEMES

HEADER = (
    "week", "starts", "ends", "is_deload", "planned", "past", "done", "partial", "skipped",
    "missed", "extra", "moved", "backward_s", "planned_backward_s", "total_s", "distance_m",
    "load", "monotony", "effort", "pain_before", "pain_during", "highest_pain", "near_falls",
    "falls", "speed_mps", "grade_pct", "energy_low_kcal", "energy_high_kcal", "notes",
)  # fmt: skip
"""Names and units as in the JSON; empty where nobody said."""


def as_csv(progress: Progress) -> str:
    """One row a week, numbers as numbers; text that a spreadsheet would run is neutralised."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for week in progress.weeks:
        writer.writerow([cell(value) for value in _values(week)])
    return file.getvalue()


def as_markdown(progress: Progress, theme: Theme | None, tests: Table | None = None) -> str:
    """A page with the table, the sentences, the tests and the notes."""
    facts = OVERVIEW if theme is None else THEMES[theme]
    title = f"# {heading(progress)}"
    parts = [title, tally(progress.counts).replace(" · ", ", ")]
    if facts and progress.weeks:
        parts.append(_markdown_table(weeks_table(progress, facts)))
    parts.append("\n".join(f"- {_escaped(text)}" for text in sentences(progress, theme)))
    if tests is not None:
        parts += ["## Tests", _markdown_table(tests)]
    notes = [note for week in progress.weeks for note in week.notes]
    if notes and theme in (None, Theme.NOTES):
        parts.append("## Notes")
        parts.append(
            "\n".join(f"- {day_words(note.date)}: {_escaped(note.text)}" for note in notes)
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def _values(week: WeekProgress) -> tuple[object, ...]:
    counts, energy = week.counts, week.energy_kcal
    return (
        week.number, week.starts.isoformat(), week.ends.isoformat(), int(week.is_deload),
        counts.planned, counts.past, counts.done, counts.partial, counts.skipped, counts.missed,
        counts.extra, counts.moved, week.backward_s, week.planned_backward_s, week.total_s,
        week.distance_m, week.load, week.monotony, week.effort, week.pain_before,
        week.pain_during, max(week.pains, default=None), week.near_falls, week.falls,
        week.speed_mps, week.grade_pct, energy and energy.low, energy and energy.high,
        "; ".join(f"{note.date.isoformat()} {note.text}" for note in week.notes),
    )  # fmt: skip


def _markdown_table(table: Table) -> str:
    titles = [column.title or " " for column in table.columns]
    rule = ["---:" if column.numeric else "---" for column in table.columns]
    rows = [[_escaped(cell.strip()) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [titles, rule, *rows])


_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|!~"} | {"&": "&amp;"})


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return clean(text).translate(_MARKDOWN)
