"""What differs between two plans, as a screen: from what to what."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby

from retroplan.core.answers.changes import Difference, Preview
from retroplan.core.answers.course import Granted
from retroplan.core.model.adjustment import WISH, Adjustment
from retroplan.core.model.comparison import PlanDiff, SessionChange, SessionGlance
from retroplan.core.model.vocabulary import Standing, Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import clean, clock, counted, day_words
from retroplan.reports.folding import beside_a_diff, consequence, folded
from retroplan.reports.screen import Column, Screen, Style, Table, points
from retroplan.reports.words import (
    PLACES,
    STAGES,
    STANDINGS,
    echoed,
    grade_words,
    minutes_words,
    speed_number,
    speed_unit,
    weekday_and_short_day,
)

GOES_ON = f"The plan {STANDINGS[Standing.ACTIVE]}."
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


def preview_screen(found: Preview) -> Screen:
    """What would come of what is pretended, and that nothing of it is kept."""
    screen = Screen().title("What if", right="nothing of this is kept").gap()
    screen.table(points(tuple(f"{text[:1].upper()}{text[1:]}." for text in found.pretended)))
    fired = folded(found.fired)
    _add_rules(screen, fired)
    if found.diff.is_same:
        counts = "No session would change: the plan counts on this already."
        stays = "The plan would stay as it is."
        return screen.gap().say(counts if found.fired else stays, indent=2)
    said = [adjustment.sentence for adjustment in found.fired]
    return add_diff(screen, found.diff, found.units, said=said)


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


def change_words(change: SessionChange, units: Units, *, days: bool = True) -> str:
    """`2 minutes backward instead of 4, at the counter instead of along the wall`.

    The minutes in all only where those backward stay; without `days`, not that the day differs.
    """
    hidden = {"total_s"} if "backward_s" in change.differs else set()
    hidden |= set() if days else {"date"}
    return ", ".join(_clauses(change, units, hidden=hidden))


def instead_of(now: str, before: str) -> str:
    """`2 minutes backward instead of 4`: what both end with is said once."""
    words, old = now.split(), before.split()
    while len(old) > 1 and words[-1:] == old[-1:]:
        words.pop()
        old.pop()
    return f"{now} instead of {' '.join(old)}"


def _add_rules(screen: Screen, fired: Sequence[Adjustment]) -> None:
    if not fired:
        screen.gap().say("No rule would ask for a change.", indent=2)
        return
    for adjustment in fired:
        screen.gap().say(clean(adjustment.sentence), Style.STRONG, indent=2)
        if adjustment.otherwise:
            screen.say(clean(adjustment.otherwise), Style.QUIET, indent=4)


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


SAID: Mapping[str, Callable[[SessionGlance, Units], str]] = {
    "date": lambda each, _: day_words(each.date),
    "backward_s": lambda each, _: f"{minutes_words(each.backward_s)} backward",
    "total_s": lambda each, _: f"{minutes_words(each.total_s)} in all",
    "speed_mps": lambda each, units: spoken_speed(each.speed_mps, units),
    "grade_pct": lambda each, _: grade_words(each.grade_pct),
    "stage": lambda each, _: PLACES[each.stage],
    "where": lambda each, _: each.where or PLACES[each.stage],
}
"""Each field in a clause."""


def _changes(changes: Sequence[SessionChange], units: Units) -> Table:
    """Only the columns in which something differs; in them old and new, or what stays."""
    differs = {name for change in changes for name in _shown(change)}
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
    return (change.after.number - place, week, _shown(change), *cells)


def _ids(group: Sequence[SessionChange], to: str) -> str:
    first, last = group[0].after.session_id, group[-1].after.session_id
    return first if first == last else f"{first}{to}{last}"


def _days(group: Sequence[SessionChange], units: Units) -> str:
    day = _cell(group[0], "date", units)
    return day if len(group) == 1 else f"from {day}"


def _shown(change: SessionChange) -> tuple[str, ...]:
    """What to say of a change: a place is told by its name, its support only where the place stays."""
    hidden = "where" if "stage" in change.differs else "stage"
    return tuple(name for name in SAID if name in change.differs and name != hidden)


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
    clauses = _clauses(group[0], units)
    return (head, *(f"{clause[:1].upper()}{clause[1:]}" for clause in clauses))


def _clauses(change: SessionChange, units: Units, *, hidden: Collection[str] = ()) -> list[str]:
    """What differs, a clause each: the new, and what it was."""
    found = []
    for name in _shown(change):
        before, after = SAID[name](change.before, units), SAID[name](change.after, units)
        if before == after or name in hidden:
            continue
        is_number = name in _NUMBERS
        found.append(instead_of(after, before) if is_number else f"{after} instead of {before}")
    return found


_NUMBERS = frozenset({"backward_s", "total_s", "speed_mps", "grade_pct"})
