"""How much the next session may hold: a dose as a limit, value by value."""

from retroplan.core.engine.bouts import Shape, shape
from retroplan.core.engine.dose import Wish
from retroplan.core.engine.doses import Level, SessionDose
from retroplan.core.model.evidence import Bounds
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.units import MPS_PER_MPH


def level_of(dose: SessionDose) -> Level:
    """What a session holds."""
    return Level(
        backward_s=dose.shape.backward_s,
        bout_s=dose.shape.bout_s,
        speed_mps=dose.speed_mps,
        grade_pct=dose.grade_pct,
    )


def walked_level(
    dose: SessionDose, done_s: int | None, done_mps: float | None, bounds: Bounds
) -> Level:
    """What a session held, and no more of it than was done; None = all of it."""
    level = level_of(dose)
    seconds = level.backward_s if done_s is None else min(level.backward_s, done_s)
    slowest = bounds.lowest_speed_mph * MPS_PER_MPH
    speed = level.speed_mps if done_mps is None else max(done_mps, slowest)
    return level._replace(
        backward_s=max(seconds, bounds.backward_min_s), speed_mps=min(level.speed_mps, speed)
    )


def level_of_wish(wish: Wish) -> Level:
    """What a week's sessions were meant to hold."""
    return Level(
        backward_s=wish.shape.backward_s,
        bout_s=wish.shape.bout_s,
        speed_mps=wish.speed_mps,
        grade_pct=wish.grade_pct,
    )


def asked(
    base: Level,
    rule: Rule,
    bounds: Bounds,
    *,
    first_week_mps: float,
    backward_s: int | None = None,
) -> Level:
    """What a rule leaves of a session, never below the smallest session that a plan knows (I04).

    Args:
        base: the session it is about.
        rule: from the rulebook.
        bounds: the numbers of the invariants.
        first_week_mps: the speed of the plan's first week, m/s.
        backward_s: what the facts themselves allow, seconds.
    """
    most = base.backward_s * rule.minutes_share
    if backward_s is not None:
        most = min(most, backward_s)
    slowest = bounds.lowest_speed_mph * MPS_PER_MPH
    speed = base.speed_mps - rule.speed_drop_mph * MPS_PER_MPH
    if rule.first_week_speed:
        speed = min(speed, first_week_mps)
    return Level(
        backward_s=max(most, bounds.backward_min_s),
        bout_s=base.bout_s,
        speed_mps=min(base.speed_mps, max(speed, slowest)),
        grade_pct=0.0 if rule.level_only else base.grade_pct,
    )


def within(wish: Wish, level: Level | None, bounds: Bounds) -> Wish:
    """A week's wish for one session, held under a level."""
    if level is None:
        return wish
    return wish._replace(
        shape=_shape_within(wish.shape, level, bounds),
        speed_mps=min(wish.speed_mps, level.speed_mps),
        grade_pct=min(wish.grade_pct, level.grade_pct),
    )


def _shape_within(form: Shape, level: Level, bounds: Bounds) -> Shape:
    if form.backward_s <= level.backward_s and form.bout_s <= level.bout_s:
        return form
    wished_s = min(form.backward_s, level.backward_s)
    return shape(
        wished_s,
        bout_s=min(form.bout_s, level.bout_s),
        recovery_s=form.recovery_s,
        cool_down_s=form.cool_down_s,
        bounds=bounds,
        pattern=(form.reps, form.bout_s),
    )
