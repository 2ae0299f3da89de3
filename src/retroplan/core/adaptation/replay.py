"""The plan walked through once more with the facts: its past as it was, the rest as they leave it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from retroplan.core.adaptation.calendar import Calendar, Place
from retroplan.core.adaptation.course import Course
from retroplan.core.adaptation.day_off_rules import days_off_ruling
from retroplan.core.adaptation.facts import Facts, Pauses
from retroplan.core.adaptation.level import Level, level_of_wish, within
from retroplan.core.adaptation.readback import dose_of
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.engine.applied import capped_shape
from retroplan.core.engine.curve import Curve, Target
from retroplan.core.engine.dose import Dosing, Wish
from retroplan.core.engine.doses import SessionDose, WeekOfDoses
from retroplan.core.engine.schedule import DAYS_A_WEEK
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import (
    AppliedDose,
    CheckIn,
    Easier,
    Event,
    News,
    Pause,
    Resume,
)
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.vocabulary import Outcome, Standing, Step
from retroplan.core.text import day_words

_USUAL_SESSIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One session of a week: as it was planned, or as it is to be."""

    session_id: str
    kept: Session | None = None
    """A session that is past, as it was."""
    dose: SessionDose
    because: tuple[Ruling, ...] = ()
    note: str = ""


@dataclass(slots=True, kw_only=True)
class WeekAhead:
    """One week of the revision."""

    target: Target
    starts: dt.date
    slots: list[Slot] = field(default_factory=list)
    before: WeekOfDoses | None = None
    """What its rises are counted from."""
    planned: int = 0
    """Sessions that it was meant to hold, those left out included."""


@dataclass(slots=True, kw_only=True)
class Replay:
    """One walk through the weeks; `weeks` and `course` hold what it came to."""

    plan: Plan
    facts: Facts
    dosing: Dosing
    usual: Dosing
    """The same person's plan when nothing happens; filled as far as it is asked for."""
    curve: Curve
    course: Course
    pauses: Pauses
    calendar: Calendar
    applied: dict[str, AppliedDose]
    today: dt.date
    weeks_wished: int
    weeks: list[WeekAhead] = field(default_factory=list)
    suspended: Ruling | None = None
    row: int = 0
    _row_before: int = 0
    _gaps_seen: set[dt.date] = field(default_factory=set)

    def run(self) -> None:
        """The past, then, unless the plan stands still, what is to come."""
        for fact in self._past():
            self._take(fact)
            self._note_suspension()
        if self.standing is not Standing.ACTIVE:
            return
        for number in range(max(self._last_touched, 1), self.weeks_wished + 1):
            self._week_ahead(number)
            if self.suspended is not None:
                return

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

    # -- what was -------------------------------------------------------------------------

    @property
    def _last_touched(self) -> int:
        """The last week of which any session has a record; 0 before the first."""
        records = self.facts.records
        return max(
            (week.number for week in self.plan.weeks
             if any(session.session_id in records for session in week.sessions)),
            default=0,
        )  # fmt: skip

    def _past(self) -> Iterator["Event | Week"]:
        """Facts and the turns of the weeks, by day: what a morning says comes before the week's first walk."""
        last, records = self._last_touched, self.facts.records
        items: list[tuple[dt.date, int, Event | Week]] = [
            (fact.date, 0, fact) for fact in self.facts.others
        ]
        for week in self.plan.weeks:
            if week.number <= last:
                walks = [log.date for session in week.sessions
                         for log in records.get(session.session_id, ())]  # fmt: skip
                items.append((min([week.starts, *walks]), 1, week))
        items += [(log.date, 2, log) for log in self.facts.logs]
        return (item for _, _, item in sorted(items, key=lambda item: item[:2]))

    def _take(self, fact: "Event | Week") -> None:
        if isinstance(fact, Week):
            self._past_week(fact)
        elif isinstance(fact, SessionLog):
            self._walk(fact)
        elif isinstance(fact, CheckIn):
            self.course.check_in(fact)
        elif isinstance(fact, Easier):
            self.course.wish(fact)
        elif isinstance(fact, News):
            self.course.news(fact)
        elif isinstance(fact, Pause):
            self.pauses.begin(fact)
            self.course.rulings.append(self._paused(fact))
        elif isinstance(fact, Resume):
            self.pauses.end(fact)
            self._lift(fact)

    def _past_week(self, week: Week) -> None:
        """The turn into a week that has begun, and its sessions as they were planned."""
        first = next((log for log in self.facts.logs if log.session_id is not None
                      and any(log.session_id == each.session_id for each in week.sessions)
                      and log.outcome is not Outcome.SKIPPED), None)  # fmt: skip
        if first is not None:
            self._days_off(first.date, first.session_id or "")
        target = self._turn(week.number, week.starts, is_past=True)
        ahead = WeekAhead(target=target, starts=week.starts, before=self._before)
        ahead.slots = [
            Slot(session_id=session.session_id, kept=session, dose=dose_of(session))
            for session in week.sessions
            if self._is_past(session)
        ]
        self.weeks.append(ahead)

    def _walk(self, log: SessionLog) -> None:
        if log.outcome is Outcome.SKIPPED:
            return
        self._days_off(log.date, log.session_id or "")
        prescribed = log.prescribed
        if prescribed is None and log.session_id is not None:
            prescribed = self._planned(log.session_id)
        self.course.walk(log, dose_of(prescribed) if prescribed is not None else None)

    def _planned(self, session_id: str) -> Session | None:
        return next((s for s in self.plan.sessions if s.session_id == session_id), None)

    def _is_past(self, session: Session) -> bool:
        """Recorded or gone by; and, in a week that is behind, whatever it held."""
        return session.date < self.today or session.session_id in self.facts.records

    def _note_suspension(self) -> None:
        for ruling in self.course.unseen():
            if ruling.rule.step is Step.SUSPEND:
                self.suspended = ruling

    def _lift(self, fact: Resume) -> None:
        """A suspension ends with a screening that holds nothing back; for pain with a clinician's yes."""
        held = self.suspended
        if held is None:
            return
        if held.rule.numbers.get("needs_yes") and not (
            fact.cleared_by or self._has_yes_since(held)
        ):
            return
        self.suspended = None

    def _has_yes_since(self, held: Ruling) -> bool:
        given = self.facts.profile.health.clearance
        return given.given and given.on is not None and given.on >= held.adjustment.date

    def _paused(self, fact: Pause) -> Ruling:
        until = f" until {day_words(fact.until)}" if fact.until else ""
        said = f" ({fact.reason})" if fact.reason else ""
        return ruled(
            self.course.evidence.rulebook["paused"],
            date=fact.date,
            sentence=f"You paused the plan on {day_words(fact.date)}{until}{said}: its end moves by "
            "as much.",
            inputs=[Input(date=fact.date, name="your pause", value=fact.reason or "a pause")],
            otherwise="Without the pause the sessions would have stayed on their days.",
        )

    # -- what is to come ------------------------------------------------------------------

    def _week_ahead(self, number: int) -> None:
        """A week that holds sessions still to come: the rest of one that has begun, or a whole one."""
        if self.weeks and self.weeks[-1].target.number == number:
            ahead = self.weeks[-1]
            starts = ahead.starts
        else:
            starts = self._starts(number)
            first = self._first_day(number, starts)
            if first is not None:
                self._days_off(first, f"{number}.1")
                if self.suspended is not None:
                    return
            target = self._turn(number, starts, is_past=False)
            ahead = WeekAhead(target=target, starts=starts, before=self._before)
            ahead.slots = [
                Slot(session_id=session.session_id, kept=session, dose=dose_of(session))
                for session in self._stored(number)
                if self._is_past(session) and starts <= session.date
            ]
            self.weeks.append(ahead)
        wish = self._wish(ahead)
        offsets = self.dosing.days(starts)[wish.count]
        done = sum(len(self._slots_of(week)) for week in self.weeks[:-1])
        for position, offset in enumerate(offsets, 1):
            self._slot(ahead, wish, position, done + position, starts + dt.timedelta(days=offset))
            if self.suspended is not None:
                return
        ahead.planned = wish.count

    def _place(self, ahead: WeekAhead, session_id: str, count: int) -> Place:
        """Where in the calendar a session has to find its day."""
        days = [slot.dose.date for week in self.weeks for slot in week.slots]
        fewest = count if ahead.slots else min(count, self._usual_count)
        offsets = self.dosing.days(ahead.starts)[count][int(session_id.split(".")[1]) :]
        return Place(
            before=max(days, default=None),
            rest_before=self.calendar.rest(fewest),
            rest_after=self.calendar.rest(count),
            following=tuple(ahead.starts + dt.timedelta(days=offset) for offset in offsets),
            ends=ahead.starts + dt.timedelta(days=DAYS_A_WEEK),
        )

    def _slots_of(self, week: WeekAhead) -> range:
        """As many places as the week was meant to have, so that numbers do not move when one is left out."""
        named = [int(slot.session_id.split(".")[1]) for slot in week.slots]
        stored = [int(s.session_id.split(".")[1]) for s in self._stored(week.target.number)]
        return range(max([*named, *stored], default=0))

    def _slot(
        self, ahead: WeekAhead, wish: Wish, position: int, number: int, day: dt.date
    ) -> None:
        session_id = f"{ahead.target.number}.{position}"
        if any(slot.session_id == session_id for slot in ahead.slots):
            return
        placed = self.calendar.placed(
            self.facts.moved.get(session_id, day),
            self._place(ahead, session_id, wish.count),
        )
        if placed is None:
            return
        self._days_off(placed, session_id)
        if self.suspended is not None:
            return
        cap = self.applied.get(session_id)
        held = self._held(wish, cap)
        with self._capped(cap):
            dose = self.dosing.session(self.course.climb, ahead.target, held, placed, number)
        because = tuple(self.course.because_on(placed, is_moved=placed != day))
        self.course.foresee(dose, session_id)
        note = cap.note if cap else ""
        ahead.slots.append(Slot(session_id=session_id, dose=dose, because=because, note=note))

    def _wish(self, ahead: WeekAhead) -> Wish:
        """The week's wish, held under what the way back allows; asked for less before it began, less."""
        bounds = self.course.evidence.bounds
        wish = self.dosing.wish(ahead.target, ahead.starts)
        wish = within(wish, self._way_back(ahead.target.number), bounds)
        self.course.settle(level_of_wish(wish))
        return wish

    def _held(self, wish: Wish, cap: AppliedDose | None) -> Wish:
        bounds = self.course.evidence.bounds
        held = within(wish, self.course.level, bounds)
        if cap is None:
            return held
        return Wish(
            count=held.count,
            shape=capped_shape(held.shape, cap, bounds),
            speed_mps=min(held.speed_mps, cap.speed_mps),
            grade_pct=min(held.grade_pct, cap.grade_pct),
        )

    @contextmanager
    def _capped(self, cap: AppliedDose | None) -> Iterator[None]:
        """For one session no higher on the ladder than was written by hand."""
        climb = self.course.climb
        highest = climb.highest
        if cap is not None:
            climb.highest = min(highest, cap.stage, key=lambda stage: stage.rank)
        yield
        climb.highest = highest

    # -- turns ----------------------------------------------------------------------------

    @property
    def _before(self) -> WeekOfDoses | None:
        return self.dosing.weeks[-1] if self.dosing.weeks else None

    def _turn(self, number: int, starts: dt.date, *, is_past: bool) -> Target:
        """From one week to the next: the curve goes on by a step, unloads, or stays."""
        self._close()
        self._row_before = self.row
        if number > 1 and not self.curve.unloads(number):
            if self.course.is_earned():
                self.course.rise(starts, is_past=is_past)
                self.row = min(self.row + 1, self.curve.scheduled(number))
            else:
                self.course.hold(starts, f"Week {number}")
        return self.curve.target(number, self.row, self._row_before)

    def _close(self) -> None:
        """The week that ends becomes what the next looks back on; after a step down, only what is left of it."""
        if not self.weeks or not self.weeks[-1].slots:
            return
        week = self.weeks[-1]
        doses = tuple(slot.dose for slot in week.slots)
        planned = max(week.planned, len(self._slots_of(week)))
        if self.course.has_stepped_down and self.course.level is not None:
            left = (self._left(doses[-1], self.course.level),) * len(doses)
            self.dosing.weeks = [self.dosing.week(week.target, week.starts, left, planned)]
            self.course.has_stepped_down = False
        else:
            self.dosing.weeks.append(self.dosing.week(week.target, week.starts, doses, planned))

    def _left(self, dose: SessionDose, level: Level) -> SessionDose:
        wish = Wish(count=1, shape=dose.shape, speed_mps=dose.speed_mps, grade_pct=dose.grade_pct)
        held = within(wish, level, self.course.evidence.bounds)
        return SessionDose(
            number=dose.number, date=dose.date, stage=dose.stage, place=dose.place,
            speed_mps=held.speed_mps, grade_pct=held.grade_pct, shape=held.shape,
            is_new_rung=False, is_sure=False,
        )  # fmt: skip

    def _way_back(self, number: int) -> Level | None:
        """After a step down one thing rises at a time, minutes first.

        Speed and incline wait until the minutes are what the plan holds in this week when nothing
        ever happens.
        """
        recent = self.dosing.weeks[-2:]
        if not self.course.is_returning or not recent or self.curve.unloads(number):
            return None
        bounds, rule = self.course.evidence.bounds, self.course.evidence.rulebook["way-back"]
        most_s = max(week.backward_s for week in recent)
        unlimited = float("inf")
        if most_s >= self._planned_s(number):
            return Level(
                backward_s=most_s,
                bout_s=bounds.backward_max_s,
                speed_mps=unlimited,
                grade_pct=unlimited,
            )
        return Level(
            backward_s=most_s + rule.numbers["minutes_rise_s"],
            bout_s=bounds.backward_max_s,
            speed_mps=max(week.speed_mps for week in recent),
            grade_pct=max(week.grade_pct for week in recent),
        )

    def _planned_s(self, number: int) -> int:
        """Backward seconds that a session of a week holds when nothing ever happens.

        Measured against this, and not against the person's own row, the way back is never quicker
        for somebody who had to wait more often.
        """
        usual = self.usual
        while len(usual.weeks) < number:
            following = len(usual.weeks) + 1
            at = self.curve.scheduled(following)
            before = self.curve.scheduled(max(1, following - 1))
            usual.add(self.curve.target(following, at, before))
        return usual.weeks[number - 1].backward_s

    def _days_off(self, day: dt.date, session_id: str) -> None:
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
        )
        if ruling is None or (last is None and ruling.rule.step is not Step.SUSPEND):
            return
        if ruling.rule.step is Step.REPEAT and self._is_own_gap(session_id):
            return
        course.take(ruling)
        self._note_suspension()

    def _is_own_gap(self, session_id: str) -> bool:
        """Whether the session before it in the plan was walked: then the days between are the plan's own."""
        ids = [session.session_id for session in self.plan.sessions]
        if session_id not in ids:
            return False
        before = ids[: ids.index(session_id)][-1:]
        return before == [self.course.last_name]

    def _stored(self, number: int) -> tuple[Session, ...]:
        return next((week.sessions for week in self.plan.weeks if week.number == number), ())

    def _starts(self, number: int) -> dt.date:
        """A week's first day: after the week before it, or once days off and missed days have gone by."""
        if self.weeks:
            regular = self.weeks[-1].starts + dt.timedelta(days=DAYS_A_WEEK)
        else:
            regular = self.plan.start + dt.timedelta(days=DAYS_A_WEEK * (number - 1))
        missed = {s.date for s in self._stored(number) if s.date < self.today}
        return self.calendar.opening(regular, self._usual_count, missed)

    @property
    def _usual_count(self) -> int:
        """Sessions of the week before; before the first, as many as most plans begin with."""
        return self.dosing.weeks[-1].planned if self.dosing.weeks else _USUAL_SESSIONS

    def _first_day(self, number: int, starts: dt.date) -> dt.date | None:
        """The day of the first session of a week that has not begun; None of one that has."""
        if any(self._is_past(s) and starts <= s.date for s in self._stored(number)):
            return None
        moved = self.facts.moved.get(f"{number}.1")
        days = self.calendar.days_of(starts, self._usual_count)
        return moved or next((day for day in days if day >= self.today), None)
