"""A session that is not what it was, in clauses. Read by `log`, so it loads little."""

from collections.abc import Callable, Collection, Mapping

from retroplan.core.model.comparison import SessionChange, SessionGlance
from retroplan.core.model.vocabulary import Units
from retroplan.core.quantities import spoken_speed
from retroplan.core.text import day_words
from retroplan.reports.words import PLACES, grade_words, minutes_words

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


def shown_fields(change: SessionChange) -> tuple[str, ...]:
    """What to say of a change: a place is told by its name, its support only where the place stays."""
    hidden = "where" if "stage" in change.differs else "stage"
    return tuple(name for name in SAID if name in change.differs and name != hidden)


def change_words(change: SessionChange, units: Units, *, days: bool = True) -> str:
    """`2 minutes backward instead of 4, at the counter instead of along the wall`.

    The minutes in all only where those backward stay; without `days`, not that the day differs.
    """
    hidden = {"total_s"} if "backward_s" in change.differs else set()
    hidden |= set() if days else {"date"}
    return ", ".join(clauses(change, units, hidden=hidden))


def instead_of(now: str, before: str) -> str:
    """`2 minutes backward instead of 4`: what both end with is said once."""
    words, old = now.split(), before.split()
    while len(old) > 1 and words[-1:] == old[-1:]:
        words.pop()
        old.pop()
    return f"{now} instead of {' '.join(old)}"


def clauses(change: SessionChange, units: Units, *, hidden: Collection[str] = ()) -> list[str]:
    """What differs, a clause each: the new, and what it was."""
    found = []
    for name in shown_fields(change):
        before, after = SAID[name](change.before, units), SAID[name](change.after, units)
        if before == after or name in hidden:
            continue
        is_number = name in _NUMBERS
        found.append(instead_of(after, before) if is_number else f"{after} instead of {before}")
    return found


_NUMBERS = frozenset({"backward_s", "total_s", "speed_mps", "grade_pct"})
