"""Courses counted: one row of numbers for each, and means over walkers with their intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from benches.cohort.course import DAYS, Course, Walked
from benches.cohort.policies import PolicyName
from benches.cohort.walker import WEEKS, Feet, Habit, Joints, Ordinary
from retroplan.core.model.vocabulary import GoalKind, Standing, Tier

END_WEEKS = (9, 10)
"""Weeks 10 and 11, counted from nought: the last full ones, for week 12 is a lighter one."""
MANY_REDS = 3
"""Red sessions that are more than bad luck."""
Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One walker under one policy."""

    number: int
    policy: PolicyName
    groups: dict[str, str]
    counts: dict[str, float]
    weeks_min: tuple[float, ...]
    weeks_red: tuple[int, ...]
    weeks_walks: tuple[int, ...]
    fired: dict[str, int]
    """Retroplan's rules by name, each with how often it fired."""


def row_of(course: Course, *, groups: dict[str, str], fired: dict[str, int]) -> Row:
    """The numbers of a course."""
    walks = course.walks
    weeks_min = tuple(
        sum(walk.felt.backward_s for walk in walks if walk.week == week) / 60
        for week in range(WEEKS)
    )
    after = _after_reds(walks, lambda walk: walk.is_red)
    after_told = _after_reds(walks, lambda walk: walk.is_told_red)
    held = [standing is Standing.SUSPENDED for standing in course.standings]
    reds = sum(walk.is_red for walk in walks)
    has_pain = course.walker.joints is not Joints.PAINLESS
    counts = {
        "walkers": 1,
        "walks": len(walks),
        "missed": course.missed,
        "minutes": sum(weeks_min),
        "end_minutes": sum(weeks_min[week] for week in END_WEEKS) / len(END_WEEKS),
        "red": reds,
        "many_reds": reds >= MANY_REDS,
        "amber": sum(walk.is_amber for walk in walks),
        "stumbles": sum(walk.felt.has_stumbled for walk in walks),
        "falls": sum(walk.felt.has_fallen for walk in walks),
        "ungated": sum(not walk.is_gated for walk in walks),
        "ungated_stumbles": sum(walk.felt.has_stumbled and not walk.is_gated for walk in walks),
        "reds_followed": len(after),
        "rises_after_red": sum(after),
        "told_reds_followed": len(after_told),
        "rises_after_told_red": sum(after_told),
        "suspended": any(held),
        "held_at_end": held[-1],
        "days": DAYS,
        "days_held": sum(held),
        "hurting": has_pain,
        "pain_change": course.usual_pain - course.walker.usual_pain,
    }
    return Row(
        number=course.walker.number,
        policy=course.policy,
        groups=groups,
        counts={name: float(count) for name, count in counts.items()},
        weeks_min=weeks_min,
        weeks_red=tuple(sum(w.is_red for w in walks if w.week == week) for week in range(WEEKS)),
        weeks_walks=tuple(sum(w.week == week for w in walks) for week in range(WEEKS)),
        fired=fired,
    )


def _after_reds(walks: Sequence[Walked], is_red: Callable[[Walked], bool]) -> list[bool]:
    """For each red session that another planned one follows: whether more was asked for then."""
    planned = [walk for walk in walks if walk.is_planned]
    return [
        after.dose.backward_s > before.dose.backward_s
        or after.dose.speed_mps > before.dose.speed_mps + 1e-6
        or after.dose.grade_pct > before.dose.grade_pct
        or after.dose.stage.rank > before.dose.stage.rank
        for before, after in pairwise(planned)
        if is_red(before)
    ]


Kinds = tuple[tuple[str, tuple[str, ...]], ...]
"""Groups of walkers, each with its names."""
KINDS: Kinds = (
    ("joints", tuple(Joints)),
    ("ordinary", tuple(Ordinary)),
    ("habit", tuple(Habit)),
    ("feet", tuple(Feet)),
)
GOALS: Kinds = (("tier", tuple(Tier)), ("goal", tuple(GoalKind)))


# -- estimates ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio of two sums over walkers, with half the width of its 95 % interval."""

    value: float
    half: float

    def times(self, factor: float) -> "Estimate":
        return Estimate(self.value * factor, self.half * factor)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the results."""

    key: str
    title: str
    over: str
    """What it is counted over; `walkers` for a mean over walkers."""
    factor: float = 1.0
    digits: int = 1
    of: str = ""
    """The count, where it is not the key."""

    @property
    def count(self) -> str:
        return self.of or self.key


MEASURES = (
    Measure("end_minutes", "backward minutes a week, weeks 10 and 11", "walkers"),
    Measure("minutes", "backward minutes in 12 weeks", "walkers", digits=0),
    Measure("red", "red sessions (true pain above 5), % of sessions", "walks", 100),
    Measure("amber", "amber sessions (true pain 3 to 5), % of sessions", "walks", 100),
    Measure("reds", "red sessions a walker", "walkers", digits=2, of="red"),
    Measure("many_reds", "walkers with three or more red sessions, %", "walkers", 100),
    Measure("rises_after_red", "more asked for after a red session, % of those", "reds_followed", 100),
    Measure(
        "rises_after_told_red", "the same, where the red was told", "told_reds_followed", 100
    ),
    Measure("stumbles", "near-falls for 100 walkers", "walkers", 100),
    Measure("stumbles_a_minute", "near-falls in 1,000 backward minutes", "minutes", 1000, 2, "stumbles"),
    Measure("ungated", "sessions on a rung whose gate was not passed, %", "walks", 100),
    Measure("ungated_stumbles", "near-falls there, for 100 walkers", "walkers", 100, 2),
    Measure("falls", "falls for 100 walkers", "walkers", 100, 2),
    Measure("suspended", "plans suspended at some time, % of walkers", "walkers", 100),
    Measure("held_at_end", "plans still suspended after 12 weeks, % of walkers", "walkers", 100),
    Measure("days_held", "days suspended, % of days", "days", 100),
    Measure("pain_change", "change of usual pain, of those with pain (points)", "hurting", digits=2),
)  # fmt: skip


def estimate(rows: Sequence[Row], count: str, over: str) -> Estimate | None:
    """A ratio with the interval that walkers drawn anew would give (linearised); None over nothing."""
    whole = sum(row.counts[over] for row in rows)
    if not whole:
        return None
    value = sum(row.counts[count] for row in rows) / whole
    rests = [row.counts[count] - value * row.counts[over] for row in rows]
    return Estimate(value, Z * _spread(rests) / whole)


def difference(
    rows: Sequence[Row], others: Sequence[Row], count: str, over: str
) -> Estimate | None:
    """The same ratio in `rows` less that in `others`, walker by walker the same people."""
    one, two = estimate(rows, count, over), estimate(others, count, over)
    if one is None or two is None:
        return None
    whole = sum(row.counts[over] for row in rows)
    whole_two = sum(row.counts[over] for row in others)
    rests = [
        (a.counts[count] - one.value * a.counts[over]) / whole
        - (b.counts[count] - two.value * b.counts[over]) / whole_two
        for a, b in zip(rows, others, strict=True)
    ]
    return Estimate(one.value - two.value, Z * _spread(rests))


def _spread(rests: Sequence[float]) -> float:
    """Square root of the sum of squares, as of one walker more than were drawn."""
    number = len(rests)
    return sqrt(sum(rest * rest for rest in rests) * number / max(1, number - 1))
