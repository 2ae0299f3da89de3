"""What is to come: the rest of the week that has begun, and the weeks after it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from retroplan.core.adaptation.calendar import Place
from retroplan.core.adaptation.course_rules import left_out, moved, other_day, week_later
from retroplan.core.adaptation.level import within
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.walkthrough import Slot, Walkthrough, WeekAhead
from retroplan.core.engine.applied import capped_shape
from retroplan.core.engine.dose import Wish
from retroplan.core.engine.ladder import Climb
from retroplan.core.engine.schedule import DAYS_A_WEEK
from retroplan.core.model.adjustment import RESTART
from retroplan.core.model.events import AppliedDose
from retroplan.core.model.plan import Session

_USUAL_SESSIONS = 3


def look_ahead(walk: Walkthrough) -> None:
    """Every week from the one that has begun, until something on the way suspends the plan."""
    for number in range(max(walk.last_touched, 1), walk.weeks_wished + 1):
        _week(walk, number)
        if walk.suspended is not None:
            return


def _week(walk: Walkthrough, number: int) -> None:
    """A week that holds sessions still to come: the rest of one that has begun, or a whole one."""
    if walk.weeks and walk.weeks[-1].target.number == number:
        ahead = walk.weeks[-1]
    else:
        starts = _starts(walk, number)
        gone = _gone_by(walk, number, starts)
        first = _first_to_come(walk, number, starts, gone)
        if first is not None:
            walk.days_off(*first)
            if walk.suspended is not None:
                return
        ahead = _begun(walk, number, starts, gone)
    wish = walk.wish(ahead)
    done = sum(week.planned for week in walk.weeks[:-1])
    for position, offset in enumerate(walk.dosing.days(ahead.starts)[wish.sessions], 1):
        day = ahead.starts + dt.timedelta(days=offset)
        _session(walk, ahead, wish, position, done + position, day)
        if walk.suspended is not None:
            return
    ahead.slots.sort(key=lambda slot: slot.dose.date)  # one may have a record ahead of its day


def _begun(
    walk: Walkthrough, number: int, starts: dt.date, gone: tuple[Session, ...]
) -> WeekAhead:
    """A week without a record yet; sessions of it that have gone by stay as they were."""
    target = walk.turn(number, starts, is_past=False)
    slots = [walk.gone_by(session) for session in gone]
    ahead = WeekAhead(
        target=target,
        starts=starts,
        slots=slots,
        planned=walk.dosing.count(target, starts),
    )
    walk.weeks.append(ahead)
    return ahead


def _session(
    walk: Walkthrough, ahead: WeekAhead, wish: Wish, position: int, number: int, day: dt.date
) -> None:
    session_id = f"{ahead.target.number}.{position}"
    if any(slot.session_id == session_id for slot in ahead.slots):
        return
    if walk.leaves_out(session_id, wish.sessions):
        rule = walk.course.evidence.rulebook["left-out"]
        walk.course.rulings.append(left_out(session_id, day, rule))
        return
    wished = _wished(walk, session_id, day, ahead.starts)
    place = _place(walk, ahead, position, wish.sessions, wished)
    placed = walk.calendar.placed(wished, place)
    if placed != wished:
        rule = walk.course.evidence.rulebook["rest-day"]
        walk.course.rulings.append(other_day(session_id, wished, placed, rule))
    if placed is None:
        return
    walk.days_off(placed, session_id)
    if walk.suspended is not None:
        return
    cap = walk.applied.get(session_id)
    with _capped(walk.course.climb, cap):
        held = _held(walk, wish, cap, placed)
        dose = walk.dosing.session(walk.course.climb, ahead.target, held, placed, number)
    because = tuple(walk.course.because_on(placed, is_moved=placed != day))
    walk.course.foresee(dose, session_id)
    ahead.slots.append(
        Slot(
            session_id=session_id,
            dose=dose,
            because=because,
            note=cap.note if cap else "",
            moved=_moved_to(walk, session_id, placed),
        )
    )


def _wished(walk: Walkthrough, session_id: str, day: dt.date, starts: dt.date) -> dt.date:
    """The day that the person asked for, while it lies in the week; else the week's own."""
    fact = walk.facts.moved.get(session_id)
    is_within = fact is not None and 0 <= (fact.to - starts).days < DAYS_A_WEEK
    return fact.to if fact is not None and is_within else day


def _moved_to(walk: Walkthrough, session_id: str, day: dt.date) -> Ruling | None:
    """That the person put a session on its day; None where nobody did."""
    fact = walk.facts.moved.get(session_id)
    if fact is None or fact.to != day:
        return None
    return walk.course.note(moved(fact, walk.course.evidence.rulebook["moved"]))


def _held(walk: Walkthrough, wish: Wish, cap: AppliedDose | None, day: dt.date) -> Wish:
    bounds = walk.course.evidence.bounds
    held = within(
        within(wish, walk.course.footing.level_on(day), bounds), walk.course.footing.once, bounds
    )
    if cap is None:
        return held
    return Wish(
        sessions=held.sessions,
        shape=capped_shape(held.shape, cap, bounds),
        speed_mps=min(held.speed_mps, cap.speed_mps),
        grade_pct=min(held.grade_pct, cap.grade_pct),
    )


@contextmanager
def _capped(climb: Climb, cap: AppliedDose | None) -> Iterator[None]:
    """For one session no higher on the ladder than was written by hand."""
    highest = climb.highest
    if cap is not None:
        climb.highest = min(highest, cap.stage, key=lambda stage: stage.rank)
    yield
    climb.highest = highest


# -- days ---------------------------------------------------------------------------------------


def _starts(walk: Walkthrough, number: int) -> dt.date:
    """A week's first day: after the week before it, or once days off and missed days have gone by."""
    if walk.is_touched(number):
        return next(week.starts for week in walk.plan.weeks if week.number == number)
    if walk.weeks:
        regular = walk.weeks[-1].starts + dt.timedelta(days=DAYS_A_WEEK)
    else:
        regular = walk.plan.start + dt.timedelta(days=DAYS_A_WEEK * (number - 1))
    missed = {each.date for each in walk.stored(number) if each.date < walk.today}
    count = _usual_count(walk)
    is_left = walk.leaves_out(f"{number}.1", count)
    left = walk.calendar.days_of(regular, count)[0] if is_left else None
    starts = walk.calendar.opening(regular, count, missed, _last_day(walk), left)
    if starts != regular:
        book = walk.course.evidence.rulebook
        later = week_later(number, regular, starts, book["week-later"], book[RESTART])
        walk.course.rulings.append(later)
    return starts


def _usual_count(walk: Walkthrough) -> int:
    """Sessions of the week before; before the first, as many as most plans begin with."""
    return walk.weeks[-1].planned if walk.weeks else _USUAL_SESSIONS


def _first_to_come(
    walk: Walkthrough, number: int, starts: dt.date, gone: tuple[Session, ...]
) -> tuple[dt.date, str] | None:
    """Day and id of the first session still to come of a week without a walk."""
    left_out = {session.session_id for session in gone}
    days = walk.calendar.days_of(starts, _usual_count(walk))
    for position, day in enumerate(days, 1):
        session_id = f"{number}.{position}"
        if session_id not in left_out and day >= walk.today:
            return _wished(walk, session_id, day, starts), session_id
    return None


def _gone_by(walk: Walkthrough, number: int, starts: dt.date) -> tuple[Session, ...]:
    """The sessions of a week without a walk that were left out."""
    return tuple(
        session
        for session in walk.stored(number)
        if walk.is_past(session) and starts <= session.date
    )


def _last_day(walk: Walkthrough, until: dt.date = dt.date.max) -> dt.date | None:
    """The newest day of a walk, or of a session placed so far."""
    days = [slot.dose.date for week in walk.weeks for slot in week.slots]
    days += [log.date for log in walk.facts.logs if log.is_walk]
    return max((day for day in days if day <= until), default=None)


def _place(
    walk: Walkthrough, ahead: WeekAhead, position: int, count: int, wished: dt.date
) -> Place:
    """Where in the calendar a session has to find its day: after what comes before it, recorded or not."""
    fewest = count if ahead.slots else min(count, _usual_count(walk))
    days_of_week = walk.dosing.days(ahead.starts)[count]
    offsets = (*days_of_week[position:], days_of_week[0] + DAYS_A_WEEK)
    return Place(
        before=_last_day(walk, wished),
        rest_before=walk.calendar.rest(fewest),
        rest_after=walk.calendar.rest(count),
        following=tuple(ahead.starts + dt.timedelta(days=offset) for offset in offsets),
        ends=ahead.starts + dt.timedelta(days=DAYS_A_WEEK),
    )
