"""The parts of the results page that a run writes: between `<!-- name -->` and `<!-- /name -->`."""

from collections.abc import Sequence
from pathlib import Path

from benches.cohort.assumptions import Assumptions
from benches.cohort.pictures import Bar, bars_picture, weeks_picture
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, Task
from benches.cohort.singles import chosen, singles_picture
from benches.cohort.tables import (
    assumptions_table,
    fired_table,
    goals_table,
    kinds_table,
    main_table,
    paired_table,
    refused_table,
    weekly,
)
from benches.cohort.tally import Row, estimate
from benches.cohort.vary import Variant, vary_table
from benches.cohort.walker import WEEKS, Habit, Joints
from benches.cohort.words import says


def sections(
    cohort: Cohort, varied: Sequence[Variant], *, walkers: int, seed: int
) -> dict[str, str]:
    """The parts by name."""
    planned = len(cohort.of(PolicyName.RETROPLAN))
    parts = {
        "run": f"{walkers:,} walkers from seed {seed}: {planned:,} got a plan, "
        f"{len(cohort.refused):,} were refused one at the start. `adapt` was called "
        f"{cohort.calls:,} times; {len(cohort.troubles)} calls broke a law or failed.",
        "says": says(cohort),
        "results": main_table(cohort),
        "paired": paired_table(cohort),
        "kinds-red": kinds_table(cohort, "red"),
        "kinds-dose": kinds_table(cohort, "end_minutes"),
        "goals-red": goals_table(cohort, "red"),
        "goals-dose": goals_table(cohort, "end_minutes"),
        "refused": refused_table(cohort),
        "fired": fired_table(cohort),
        "assumptions": assumptions_table(Assumptions()),
    }
    if varied:
        parts["varied"] = vary_table(cohort, varied)
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
            name: weekly(_part(cohort, name, "joints", joints), lambda row: row.weeks_min)
            for name in PolicyName
        })
        for joints in Joints
        if _part(cohort, PolicyName.TABLE, "joints", joints)
    ]  # fmt: skip
    return weeks_picture("Dose over the weeks", panels, "backward minutes a week, mean")


def _red_weeks(cohort: Cohort) -> str:
    panels = [
        (joints.value, {
            name: _red_share(_part(cohort, name, "joints", joints)) for name in PolicyName
        })
        for joints in (Joints.SETTLING, Joints.STUBBORN)
        if _part(cohort, PolicyName.TABLE, "joints", joints)
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
            if (bar := _bar(_part(cohort, name, group, kind)))
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


def _part(cohort: Cohort, name: PolicyName, group: str, kind: str) -> list[Row]:
    return [row for row in cohort.of(name) if row.groups[group] == kind]
