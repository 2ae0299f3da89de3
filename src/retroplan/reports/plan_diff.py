"""What differs between two plans, as part of a screen: a table from what to what, and the sums."""

from collections.abc import Collection, Sequence
from itertools import groupby

from retroplan.core.model.comparison import PlanDiff, SessionChange, SessionGlance
from retroplan.core.model.vocabulary import Standing, Units
from retroplan.core.text import clean, clock, counted, day_words
from retroplan.reports.changes import clauses, instead_of, shown_fields
from retroplan.reports.screen import Column, Screen, Table
from retroplan.reports.words import (
    STAGES,
    STANDINGS,
    minutes_words,
    speed_number,
    speed_unit,
    weekday_and_short_day,
)

GOES_ON = f"The plan {STANDINGS[Standing.ACTIVE]}."


def add_diff(
    screen: Screen, diff: PlanDiff, units: Units, *, said: Collection[str] = ()
) -> Screen:
    """What differs, session by session, then in sum. Nothing where there is no difference.

    `said`: sentences that the screen holds already; why a plan stands still may be one of them.
    """
    if diff.changed:
        screen.gap().table(_changes(diff.changed, units))
    _add_others(screen, diff)
    told = sums(diff, said)
    if told:
        screen.gap()
    for sentence in told:
        screen.say(sentence, indent=2)
    return screen


def sums(diff: PlanDiff, said: Collection[str] = ()) -> tuple[str, ...]:
    """How the plan as a whole changed, in sentences; of one that stands still, why it does."""
    if diff.standing_after is not Standing.ACTIVE:
        reason = "" if diff.standing_reason in said else clean(diff.standing_reason)
        return (f"The plan {STANDINGS[diff.standing_after]}. {reason}".strip(),)
    before, after = diff.backward_before_s, diff.backward_after_s
    found = []
    if diff.standing_before is not Standing.ACTIVE:
        found += [] if GOES_ON in said else [GOES_ON]
    elif before != after:
        found.append(
            f"Backward in all: {instead_of(minutes_words(after), minutes_words(before))}."
        )
    if diff.end_before != diff.end_after and diff.end_after is not None:
        is_known = diff.end_before and diff.standing_before is Standing.ACTIVE
        was = f", not on {day_words(diff.end_before)}" if is_known and diff.end_before else ""
        found.append(f"Its last session is on {day_words(diff.end_after)}{was}.")
    return tuple(found)


def _add_others(screen: Screen, diff: PlanDiff) -> None:
    """Sessions that only one of the two holds; by name only where they are few."""
    stands_still = diff.standing_after is not Standing.ACTIVE
    if diff.removed and stands_still:
        waiting = counted(len(diff.removed), "session")
        screen.gap().say(f"No session for now: {waiting} to come can wait.", indent=2)
    elif diff.removed:
        _add_list(screen, "No longer in the plan", diff.removed)
    if diff.added:
        _add_list(screen, "New in the plan", diff.added)


NAMED = 6
"""Sessions that are listed one by one; of more, the first and the last day say enough."""


def _add_list(screen: Screen, heading: str, sessions: Sequence[SessionGlance]) -> None:
    if len(sessions) > NAMED:
        first, last = sessions[0].date, sessions[-1].date
        span = f"from {day_words(first)} to {day_words(last)}"
        screen.gap().say(f"{heading}: {counted(len(sessions), 'session')}, {span}.", indent=2)
        return
    screen.gap().say(f"{heading}:", indent=2)
    screen.table(
        Table(
            columns=(Column("session"), Column("day"), Column("backward", numeric=True)),
            rows=tuple(
                (each.session_id, weekday_and_short_day(each.date), clock(each.backward_s))
                for each in sessions
            ),
            spoken=tuple((_named(each),) for each in sessions),
        )
    )


def _named(each: SessionGlance) -> str:
    minutes = minutes_words(each.backward_s)
    return f"Session {each.session_id}, {day_words(each.date)}: {minutes} backward"


def _changes(changes: Sequence[SessionChange], units: Units) -> Table:
    """Only the columns in which something differs; in them old and new, or what stays."""
    differs = {name for change in changes for name in shown_fields(change)}
    columns = {
        "backward_s": Column("backward", numeric=True),
        "total_s": Column("total", numeric=True, spare=3),
        "speed_mps": Column(speed_unit(units), numeric=True, spare=1),
        "grade_pct": Column("incline", numeric=True, spare=2),
        "where": Column("where", wraps=True),
    }
    names = [
        name for name in columns if name in differs or (name == "where" and "stage" in differs)
    ]
    alike = _alike(changes, names, units)
    return Table(
        columns=(Column("session"), Column("day"), *(columns[name] for name in names)),
        rows=tuple(
            (_ids(group, "–"), _days(group, units), *(_cell(group[0], n, units) for n in names))
            for group in alike
        ),
        spoken=tuple(_said(group, units) for group in alike),
    )


def _alike(
    changes: Sequence[SessionChange], names: Sequence[str], units: Units
) -> list[list[SessionChange]]:
    """The changes in order, those that follow one another and look the same but for their days together."""
    numbered = enumerate(changes)
    groups = groupby(numbered, key=lambda each: _but_for_days(each[0], each[1], names, units))
    return [[change for _, change in group] for _, group in groups]


def _but_for_days(
    place: int, change: SessionChange, names: Sequence[str], units: Units
) -> tuple[object, ...]:
    """What two changes of one row share; where days move, only within a week."""
    week = change.after.session_id.split(".")[0] if "date" in change.differs else ""
    cells = (_cell(change, name, units) for name in names)
    return (change.after.number - place, week, shown_fields(change), *cells)


def _ids(group: Sequence[SessionChange], to: str) -> str:
    first, last = group[0].after.session_id, group[-1].after.session_id
    return first if first == last else f"{first}{to}{last}"


def _days(group: Sequence[SessionChange], units: Units) -> str:
    day = _cell(group[0], "date", units)
    return day if len(group) == 1 else f"from {day}"


def _cell(change: SessionChange, name: str, units: Units) -> str:
    before, after = (_short(each, name, units) for each in (change.before, change.after))
    if name == "where" and change.before.stage is change.after.stage:
        before, after = change.before.where, change.after.where
    is_same = before == after
    if name == "where" and is_same:
        return STAGES[change.after.stage]
    return after if is_same else f"{before} → {after}"


def _short(each: SessionGlance, name: str, units: Units) -> str:
    return {
        "date": weekday_and_short_day(each.date),
        "backward_s": clock(each.backward_s),
        "total_s": clock(each.total_s),
        "speed_mps": speed_number(each.speed_mps, units),
        "grade_pct": f"{each.grade_pct:g} %",
        "where": STAGES[each.stage],
    }[name]


def _said(group: Sequence[SessionChange], units: Units) -> tuple[str, ...]:
    day = day_words(group[0].after.date)
    is_one, moves = len(group) == 1, "date" in group[0].differs
    head = f"Session {_ids(group, '')}" if is_one else f"Sessions {_ids(group, ' to ')}"
    if not moves:
        head += f", {day}" if is_one else f", from {day}"
    told = (f"{clause[:1].upper()}{clause[1:]}" for clause in clauses(group[0], units))
    return (head, *told)
