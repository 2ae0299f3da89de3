"""One walk through the weeks of a plan: where it stands on the curve, and what each turn leaves."""

import datetime as dt
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

from retroplan.core.adaptation.calendar import Calendar
from retroplan.core.adaptation.course import Course
from retroplan.core.adaptation.day_off_rules import days_off_ruling
from retroplan.core.adaptation.facts import Facts, Pauses
from retroplan.core.adaptation.level import level_of, level_of_wish, within
from retroplan.core.adaptation.readback import dose_of
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.engine.ceilings import Return
from retroplan.core.engine.curve import Curve, Target
from retroplan.core.engine.dose import Dosing, Wish
from retroplan.core.engine.doses import UNLIMITED, Level, SessionDose
from retroplan.core.model.events import AppliedDose
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.vocabulary import Standing, Step

_DAY = dt.timedelta(days=1)


class Slot(NamedTuple):
    """One session of a week: as it was planned, or as it is to be."""

    session_id: str
    dose: SessionDose
    kept: Session | None = None
    """A session that is past, as it was."""
    because: tuple[Ruling, ...] = ()
    note: str = ""
    moved: Ruling | None = None
    """The person's own wish that put it on its day."""
    is_walked: bool = True
    """Or still to come; False once it has gone by unwalked."""


@dataclass(slots=True, kw_only=True)
class WeekAhead:
    """One week of the revision."""

    target: Target
    starts: dt.date
    slots: list[Slot] = field(default_factory=list)
    planned: int
    """Sessions that it was meant to hold, those left out included."""


@dataclass(slots=True, kw_only=True)
class Walkthrough:
    """The state that facts and weeks are taken to, one after another."""

    plan: Plan
    facts: Facts
    dosing: Dosing
    curve: Curve
    course: Course
    pauses: Pauses
    calendar: Calendar
    applied: dict[str, AppliedDose]
    today: dt.date
    weeks_wished: int
    weeks: list[WeekAhead] = field(default_factory=list)
    suspensions: list[tuple[Ruling, int]] = field(default_factory=list)
    """What holds the plan, each with the place of its fact in the order of entry."""
    counted: set[int] = field(default_factory=set)
    """Weeks that count as lighter ones."""
    _row: int = 0
    _lighter: int = 0
    """The last week that was, or counts as, a lighter one."""
    _gaps_seen: set[dt.date] = field(default_factory=set)

    @property
    def standing(self) -> Standing:
        """Whether sessions are offered after the facts so far."""
        if self.suspended is not None:
            return Standing.SUSPENDED
        if self.course.ill is not None:
            return Standing.RESTING
        if self.pauses.endless is not None:
            return Standing.PAUSED
        return Standing.ACTIVE

    @property
    def last_touched(self) -> int:
        """The last week of which any session has a record; 0 before the first."""
        numbers = (week.number for week in self.plan.weeks if self.is_touched(week.number))
        return max(numbers, default=0)

    def is_touched(self, number: int) -> bool:
        """Whether any session of a week has a record."""
        return any(session.session_id in self.facts.records for session in self.stored(number))

    def stored(self, number: int) -> tuple[Session, ...]:
        """The sessions of a week as the revision before has them."""
        return next((week.sessions for week in self.plan.weeks if week.number == number), ())

    def is_past(self, session: Session) -> bool:
        """Recorded, or gone by."""
        return session.date < self.today or session.session_id in self.facts.records

    @property
    def suspended(self) -> Ruling | None:
        """The newest rule that holds the plan."""
        return self.suspensions[-1][0] if self.suspensions else None

    def note_suspension(self, entry: int = 0) -> None:
        """Let every new rule that suspends hold the plan; `entry` is the place of its fact."""
        self.suspensions += [
            (ruling, entry) for ruling in self.course.unseen() if ruling.rule.step is Step.SUSPEND
        ]

    # -- turns ----------------------------------------------------------------------------

    def turn(self, number: int, starts: dt.date, *, is_past: bool) -> Target:
        """From one week to the next: the curve goes on by a step, unloads, or stays.

        Args:
            number: of the week that begins.
            starts: its first day.
            is_past: it has a walk.
        """
        self._close()
        course, before = self.course, self._row
        course.footing.move_on(starts)
        unloads = self._unloads(number)
        if number > 1 and not unloads:
            if course.is_earned(starts):
                self._rise(number, starts, is_past=is_past)
            else:
                course.hold(starts, f"Week {number}", is_past=is_past)
        course.footing.in_lighter_week = unloads
        self.dosing.returns = self._return(starts)
        return self.curve.target(number, self._row, before, unloads=unloads)

    def _rise(self, number: int, starts: dt.date, *, is_past: bool) -> None:
        """A step up: the next row, or, after acceptable pain, a minute a session towards it (4.4)."""
        course, following = self.course, min(self._row + 1, self.curve.scheduled(number))
        is_whole = course.rise(starts, is_past=is_past)
        if is_whole or course.footing.stands is None:
            self._row = following
            return
        rise_s = course.evidence.rulebook["two-clean"].numbers["acceptable_rise_s"]
        full_s = course.footing.stands.backward_s
        if full_s >= self.curve.rows[self._row].backward_s:
            self._row = following
        course.footing.rise_to(
            max(full_s, min(full_s + rise_s, self.curve.rows[self._row].backward_s))
        )

    def _unloads(self, number: int) -> bool:
        """Whether a week is a lighter one; the week after a break or a step down counts as one (I17)."""
        week = next((week for week in self.plan.weeks if week.number == number), None)
        if week is not None and self.is_touched(number):
            unloads, counts = week.is_deload, week.counts_as_lighter
        else:
            is_due = self.curve.unloads(number, self._lighter)
            setback = self.course.footing.setback
            is_back = setback is not None and not setback.is_wish
            counts = number > 1 and (self.course.footing.was_eased or (is_due and is_back))
            unloads = is_due and not counts
        self.course.footing.was_eased = False
        if unloads or counts:
            self._lighter = number
        if counts:
            self.counted.add(number)
        return unloads

    def _return(self, starts: dt.date) -> Return | None:
        """What a short way back leads to; None outside of one."""
        before = self.course.footing.returns_to(starts)
        planned = max((week.planned for week in self.dosing.weeks[-2:]), default=0)
        return None if before is None or not planned else self.dosing.return_to(before, planned)

    def _close(self) -> None:
        """The week that ends becomes what the next looks back on; after a long break, it alone."""
        if not self.weeks or not self.weeks[-1].slots:
            return
        week = self.weeks[-1]
        doses = self._looked_back_on(week.slots)
        footing = self.course.footing
        if footing.begins_anew and footing.cap is not None:
            left, footing.begins_anew = footing.cap, False
            doses = tuple(self._left(dose, left) for dose in doses)
            self.dosing.weeks = []
        closed = self.dosing.week(week.target, week.starts, doses, week.planned)
        self.dosing.weeks.append(closed)

    def gone_by(self, session: Session) -> Slot:
        """A session that is past, as it was."""
        return Slot(
            session_id=session.session_id,
            kept=session,
            dose=dose_of(session),
            is_walked=self.facts.is_walked(session.session_id),
        )

    def _looked_back_on(self, slots: list[Slot]) -> tuple[SessionDose, ...]:
        """The sessions of a week; one that nobody walked was no more than the others of its week."""
        walked = [level_of(slot.dose) for slot in slots if slot.is_walked]
        if not walked:
            return tuple(slot.dose for slot in slots)
        least = reduce(Level.lower, walked)
        return tuple(
            slot.dose if slot.is_walked else self._left(slot.dose, least) for slot in slots
        )

    def _left(self, dose: SessionDose, level: Level) -> SessionDose:
        wish = Wish(
            sessions=1, shape=dose.shape, speed_mps=dose.speed_mps, grade_pct=dose.grade_pct
        )
        held = within(wish, level, self.course.evidence.bounds)
        return SessionDose(
            number=dose.number, date=dose.date, stage=dose.stage, place=dose.place,
            speed_mps=held.speed_mps, grade_pct=held.grade_pct, shape=held.shape,
            is_new_rung=False, is_sure=False,
        )  # fmt: skip

    def wish(self, ahead: WeekAhead) -> Wish:
        """What each session of a week may hold, under what the way back allows.

        What was asked for before there was a session is taken from the first week that comes.
        """
        wish = self.dosing.wish(ahead.target, ahead.starts, self.way_back())
        self.course.footing.settle(level_of_wish(wish))
        return wish

    def way_back(self) -> Level | None:
        """After a long break minutes come back by two a week at most, and first to what they were."""
        recent, rebuilds_to = self.dosing.weeks[-2:], self.course.footing.rebuilds_to
        if rebuilds_to is None or not recent:
            return None
        most_s = max(week.backward_s for week in recent)
        if most_s >= rebuilds_to:
            self.course.footing.rebuilds_to = None
            return None
        rule = self.course.evidence.rulebook["way-back"]
        return UNLIMITED._replace(
            backward_s=min(most_s + rule.numbers["minutes_rise_s"], rebuilds_to)
        )

    def days_off(self, day: dt.date, session_id: str) -> None:
        """What the days since the last walk ask of the session of a day, once."""
        if day in self._gaps_seen:
            return
        self._gaps_seen.add(day)
        course = self.course
        last = course.last_walk
        ruling = days_off_ruling(
            last or max(self.plan.start, self.facts.declared[0].date),
            day,
            course.evidence.rulebook,
            session_id=session_id,
            is_walked=last is not None,
        )
        if ruling is None or (last is None and ruling.rule.step is not Step.SUSPEND):
            return
        is_repeat = ruling.rule.step is Step.REPEAT
        if is_repeat and last and (course.has_repeated or self._is_own_gap(session_id, last, day)):
            return
        course.take(ruling)
        self.note_suspension()

    def leaves_out(self, session_id: str, sessions: int) -> bool:
        """Whether a session that could not be made shorter is left out; never below the fewest of a week (I07)."""
        fewest = self.course.evidence.bounds.sessions_min
        week, _, position = session_id.partition(".")
        before = f"{week}.{int(position) - 1}"
        if position == "1":
            last = next((w for w in self.weeks if w.target.number == int(week) - 1), None)
            before = f"{last.target.number}.{last.planned}" if last else ""
        return sessions > fewest and before in self.course.left_after

    def _is_own_gap(self, session_id: str, last: dt.date, day: dt.date) -> bool:
        """Whether the days between are the plan's own: no pause in them, and the session before was walked."""
        between = (last + ahead * _DAY for ahead in range(1, (day - last).days))
        if any(self.pauses.holds(each) for each in between):
            return False
        return self._session_before(session_id) == self.course.last_name

    def _session_before(self, session_id: str) -> str:
        """The id of the session before one; empty before the first of all."""
        week, _, position = session_id.partition(".")
        if position not in {"", "1"}:
            return f"{week}.{int(position) - 1}"
        ids = [slot.session_id for week in self.weeks for slot in week.slots]
        before = ids[: ids.index(session_id)] if session_id in ids else ids
        return before[-1] if before else ""
