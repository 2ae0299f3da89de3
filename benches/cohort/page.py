"""The parts of the results page that a run writes: between `<!-- name -->` and `<!-- /name -->`."""

from collections.abc import Sequence
from pathlib import Path

from benches.cohort.assumptions import Assumptions
from benches.cohort.beside import aims_table, beside_table
from benches.cohort.pictures import Bar, bars_picture, weeks_picture
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, Task
from benches.cohort.singles import chosen, singles_picture
from benches.cohort.tables import (
    assumptions_table,
    fired_table,
    kinds_table,
    main_table,
    paired_table,
    refused_table,
    rows_of,
    weekly,
)
from benches.cohort.tally import GOALS, KINDS, Row, estimate
from benches.cohort.walker import WEEKS, Habit, Joints
from benches.cohort.words import says


def sections(cohort: Cohort, *, walkers: int, seed: int) -> dict[str, str]:
    """The parts by name, as far as the policies that were run can fill them."""
    planned = len(cohort.of(PolicyName.RETROPLAN))
    parts = {
        "run": f"{walkers:,} walkers from seed {seed}: {planned:,} got a plan, "
        f"{len(cohort.refused):,} were refused one at the start. `adapt` was called "
        f"{cohort.calls:,} times; {len(cohort.troubles)} calls broke a law or failed.",
        "results": main_table(cohort),
        "paired": paired_table(cohort),
        "kinds-red": kinds_table(cohort, KINDS, "red"),
        "kinds-dose": kinds_table(cohort, KINDS, "end_minutes"),
        "goals-red": kinds_table(cohort, GOALS, "red"),
        "goals-dose": kinds_table(cohort, GOALS, "end_minutes"),
        "fired": fired_table(cohort),
        "assumptions": assumptions_table(Assumptions()),
    }
    if PolicyName.TEN_PER_CENT in cohort.policies:
        parts |= {
            "aims": aims_table(cohort),
            "kinds-paired": beside_table(cohort, KINDS),
            "goals-paired": beside_table(cohort, GOALS),
        }
    if cohort.policies == tuple(PolicyName):
        parts |= {"says": says(cohort), "refused": refused_table(cohort)}
    return parts


def filled(page: str, parts: dict[str, str]) -> str:
    """The page with each marked part written anew; what a run has no part for stays.

    Raises:
        ValueError: a mark is opened and not closed.
    """
    for name, text in parts.items():
        opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
        if opening not in page:
            continue
        head, _, rest = page.partition(opening)
        old, closed, tail = rest.partition(closing)
        if not closed:
            raise ValueError(f"{opening} is not closed; after it comes {old[:40]!r}")
        page = f"{head}{opening}\n{text}\n{closing}{tail}"
    return page


def write_pictures(folder: Path, cohort: Cohort, task: Task) -> None:
    """The pictures of a run, as files."""
    pictures = {
        "dose": _dose(cohort),
        "red": _red(cohort),
        "red-weeks": _red_weeks(cohort),
        "walkers": singles_picture(
            "Single walkers under retroplan: backward minutes of each session",
            chosen(cohort.of(PolicyName.RETROPLAN), task),
        ),
    }
    for name, picture in pictures.items():
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


def _dose(cohort: Cohort) -> str:
    panels = [
        (joints.value, {
            name: weekly(rows_of(cohort, name, "joints", joints), lambda row: row.weeks_min)
            for name in PolicyName
        })
        for joints in Joints
        if rows_of(cohort, PolicyName.TABLE, "joints", joints)
    ]  # fmt: skip
    return weeks_picture("Dose over the weeks", panels, "backward minutes a week, mean")


def _red_weeks(cohort: Cohort) -> str:
    panels = [
        (joints.value, {
            name: _red_share(rows_of(cohort, name, "joints", joints)) for name in PolicyName
        })
        for joints in (Joints.SETTLING, Joints.STUBBORN)
        if rows_of(cohort, PolicyName.TABLE, "joints", joints)
    ]  # fmt: skip
    return weeks_picture("Red sessions over the weeks", panels, "% of sessions with pain above 5")


def _red_share(rows: Sequence[Row]) -> list[float]:
    walks = [sum(row.weeks_walks[week] for row in rows) for week in range(WEEKS)]
    reds = [sum(row.weeks_red[week] for row in rows) for week in range(WEEKS)]
    return [100 * red / max(1, walked) for red, walked in zip(reds, walks, strict=True)]


def _red(cohort: Cohort) -> str:
    groups = [
        (kind.value, {
            name: bar
            for name in PolicyName
            if (bar := _bar(rows_of(cohort, name, group, kind)))
        })
        for group, kind in (
            *(("joints", joints) for joints in Joints), *(("habit", habit) for habit in Habit)
        )
    ]  # fmt: skip
    return bars_picture("Red sessions by kind of walker, % of sessions", " %",
                        [(name, bars) for name, bars in groups if bars])  # fmt: skip


def _bar(rows: Sequence[Row]) -> Bar | None:
    found = estimate(rows, "red", "walks") if rows else None
    return None if found is None else Bar(100 * found.value, 100 * found.half)
