"""The doses of the weeks: each as high as its target and its ceilings allow, one after another."""

import datetime as dt
from typing import NamedTuple

from retroplan.core.energetics import backward_vo2, mets
from retroplan.core.engine.bouts import SUM_STEP_S, Shape, shape
from retroplan.core.engine.caps import Caps
from retroplan.core.engine.ceilings import Ceilings, Return
from retroplan.core.engine.curve import Target
from retroplan.core.engine.doses import UNLIMITED, Level, SessionDose, WeekOfDoses
from retroplan.core.engine.ladder import Climb
from retroplan.core.engine.schedule import DAYS_A_WEEK, Offsets, day_sets
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Place, Stage


class Wish(NamedTuple):
    """What each session of a week may hold."""

    sessions: int
    """How many there are."""
    shape: Shape
    speed_mps: float
    grade_pct: float


class Dosing:
    """Builds the weeks in order; holds what the limits look back on."""

    def __init__(self, profile: Profile, caps: Caps, evidence: Evidence, start: dt.date) -> None:
        self.profile = profile
        self.caps = caps
        self.evidence = evidence
        self.start = start
        self.weeks: list[WeekOfDoses] = []
        self.returns: Return | None = None
        self.climb = Climb(evidence.ladder, caps)
        self._day_sets: dict[int, dict[int, Offsets]] = {}
        self._mets: dict[tuple[float, float], float] = {}

    def add(self, target: Target) -> None:
        """Dose one more week, as it goes when nothing happens."""
        starts = self.start + dt.timedelta(days=DAYS_A_WEEK * (target.number - 1))
        wish = self.wish(target, starts)
        week, climb = self._try(target, wish, starts)
        self.weeks.append(week)
        self.climb = climb

    def wish(self, target: Target, starts: dt.date, highest: Level | None = None) -> Wish:
        """What each session of a week may hold, after the weeks so far and within their total effort.

        `highest` is the most of it where something besides those limits it.
        """
        ceilings = self._ceilings(starts)
        wish = self._wish(target, ceilings, highest or UNLIMITED)
        most = ceilings.most_met_minutes() + 1e-6
        while (week := self._try(target, wish, starts)[0]).met_minutes > most:
            wish = self._eased(wish)
        # A rung that opens on the way may not add what was not reckoned with.
        return wish._replace(
            speed_mps=min(wish.speed_mps, max(each.speed_mps for each in week.sessions)),
            grade_pct=min(wish.grade_pct, max(each.grade_pct for each in week.sessions)),
        )

    def count(self, target: Target, starts: dt.date) -> int:
        """How many sessions a week is meant to hold, after the weeks so far."""
        return self._ceilings(starts).count(target)

    def _ceilings(self, starts: dt.date) -> Ceilings:
        return Ceilings(
            caps=self.caps,
            evidence=self.evidence,
            weeks=tuple(self.weeks),
            most_sessions=max(self.days(starts), default=0),
            wished_sessions=self.profile.plan.sessions_per_week,
            returns=self.returns,
        )

    def days(self, starts: dt.date) -> dict[int, Offsets]:
        """The days of a week that begins on `starts`, for each number of sessions."""
        weekday = starts.weekday()
        if weekday not in self._day_sets:
            wished = self.profile.availability.days
            self._day_sets[weekday] = day_sets(wished, starts, self.evidence.bounds)
        return self._day_sets[weekday]

    def _wish(self, target: Target, ceilings: Ceilings, highest: Level) -> Wish:
        speed_mps = min(ceilings.speed(target), highest.speed_mps)
        count = ceilings.count(target)
        return Wish(
            sessions=count,
            shape=shape(
                min(ceilings.backward_s(target, count), highest.backward_s),
                bout_s=min(target.bout_s, ceilings.longest_bout(target), highest.bout_s),
                recovery_s=target.row.recovery_s,
                cool_down_s=target.row.cool_down_s,
                bounds=self.evidence.bounds,
                pattern=(target.row.reps, target.row.bout_s),
            ),
            speed_mps=speed_mps,
            grade_pct=min(ceilings.grade(target, speed_mps), highest.grade_pct),
        )

    def _try(self, target: Target, wish: Wish, starts: dt.date) -> tuple[WeekOfDoses, Climb]:
        """The week that a wish comes to, and how far up the ladder it leads."""
        climb = self.climb.copy()
        sessions = tuple(
            self.session(climb, target, wish, starts + dt.timedelta(days=offset), number)
            for number, offset in enumerate(self.days(starts)[wish.sessions], self._done() + 1)
        )
        return self.week(target, starts, sessions), climb

    def week(
        self,
        target: Target,
        starts: dt.date,
        sessions: tuple[SessionDose, ...],
        planned: int = 0,
    ) -> WeekOfDoses:
        """A week of these sessions, with its backward MET-minutes; it was meant to hold `planned`."""
        met_minutes = sum(
            session.shape.backward_s / 60 * self._met(session.speed_mps, session.grade_pct)
            for session in sessions
        )
        return WeekOfDoses(
            target=target,
            starts=starts,
            sessions=sessions,
            met_minutes=met_minutes,
            left_out=max(0, planned - len(sessions)),
        )

    def session(
        self, climb: Climb, target: Target, wish: Wish, day: dt.date, number: int
    ) -> SessionDose:
        """One session of a week, placed on the ladder; `climb` takes note of it."""
        speed_mps = wish.speed_mps
        if number == 1:
            speed_mps = min(speed_mps, self.caps.tier.first_session_speed_mph * MPS_PER_MPH)
        choose = climb.choose if target.unload_share is None else climb.known
        stages = target.row.stages
        if wish.grade_pct > target.row.grade_pct:  # the incline rises before the speed (6.4)
            stages = (Stage.UPHILL, *stages)
        stage = choose(stages, week=target.number, speed_mps=speed_mps, grade_pct=wish.grade_pct)
        place = climb.place(stage)
        session_mps = self.stage_speed(stage, speed_mps)
        is_new_rung = all(walked.rank < stage.rank for walked, _ in climb.walked)
        is_sure = stage in climb.left and not self._is_new_speed(stage, session_mps)
        climb.record(stage, wish.shape.backward_s)
        return SessionDose(
            number=number,
            date=day,
            stage=stage,
            place=place,
            speed_mps=session_mps,
            grade_pct=self.stage_grade(stage, place, wish.grade_pct),
            shape=wish.shape,
            is_new_rung=is_new_rung,
            is_sure=is_sure,
        )

    def _is_new_speed(self, stage: Stage, speed_mps: float) -> bool:
        """Faster than ever before on a hands-free treadmill (6.5: no thinking task then)."""
        return stage is Stage.TREADMILL_FREE and all(
            session.speed_mps < speed_mps
            for week in self.weeks
            for session in week.sessions
            if session.stage is stage
        )

    def stage_speed(self, stage: Stage, speed_mps: float) -> float:
        """On the rails no faster than the rung allows; in steps of the belt, for whoever has one.

        Off the belt too, so that a week has one speed and no place is a way to a faster one.
        """
        cap_mps = self.evidence.ladder[stage].speed_cap_mps
        return self.caps.walked_mps(speed_mps if cap_mps is None else min(speed_mps, cap_mps))

    def stage_grade(self, stage: Stage, place: Place, grade_pct: float) -> float:
        """No steeper than the rung and the belt allow."""
        grade = min(grade_pct, self.evidence.ladder[stage].grade_cap_pct)
        if place is Place.TREADMILL and self.caps.belt is not None:
            return min(grade, float(int(self.caps.belt.max_grade_pct)))
        return grade

    def _eased(self, wish: Wish) -> Wish:
        """One thing less: first the speed of the week before, then its incline, then a shorter session."""
        last = self.weeks[-1]
        if wish.speed_mps > last.speed_mps:
            return wish._replace(speed_mps=last.speed_mps)
        if wish.grade_pct > last.grade_pct:
            return wish._replace(grade_pct=last.grade_pct)
        return wish._replace(
            shape=shape(
                wish.shape.backward_s - SUM_STEP_S,
                bout_s=wish.shape.bout_s,
                recovery_s=wish.shape.recovery_s,
                cool_down_s=wish.shape.cool_down_s,
                bounds=self.evidence.bounds,
            ),
        )

    def _done(self) -> int:
        return sum(len(week.sessions) for week in self.weeks)

    def return_to(self, level: Level, sessions: int) -> Return:
        """The week before a step down, as it was meant: what a short way back may come to."""
        weekly_s = level.backward_s * sessions
        met_minutes = weekly_s / 60 * self._met(level.speed_mps, level.grade_pct)
        return Return(level.backward_s, weekly_s, met_minutes, level.speed_mps)

    def _met(self, speed_mps: float, grade_pct: float) -> float:
        key = (speed_mps, grade_pct)
        if key not in self._mets:
            constants = self.evidence.energetics
            self._mets[key] = mets(backward_vo2(speed_mps, grade_pct, constants), constants)
        return self._mets[key]
