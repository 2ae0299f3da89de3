"""The doses of the weeks: targets held down by every rate limit, one week after another.

Each value is a minimum of ceilings that never rise when a clearance gets stricter, so a stricter
clearance cannot give more (see docs/decisions/0005).
"""

import datetime as dt
from dataclasses import dataclass, replace

from retroplan.core.energetics import backward_vo2, mets, vo2_reserve_share
from retroplan.core.engine.bouts import STEP_S, Shape, shape
from retroplan.core.engine.caps import Caps
from retroplan.core.engine.curve import Target
from retroplan.core.engine.ladder import Climb
from retroplan.core.engine.schedule import DAYS_A_WEEK, day_sets
from retroplan.core.model.evidence import MPS_PER_MPH, Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Place, Stage
from retroplan.errors import Infeasible

_HALF_MINUTE_S = 30
_SPEED_STEP_MPS = 0.01
_GRADE_STEP_PCT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDose:
    """One session before it is spelt out: when, where, how fast, how long."""

    number: int
    date: dt.date
    stage: Stage
    place: Place
    speed_mps: float
    grade_pct: float
    shape: Shape
    is_new_rung: bool
    """The first session on this rung of the ladder."""
    is_sure: bool
    """The rung was left behind earlier, and the speed on it is not new: room for a thinking task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfDoses:
    target: Target
    starts: dt.date
    sessions: tuple[SessionDose, ...]
    met_minutes: float

    @property
    def count(self) -> int:
        return len(self.sessions)

    @property
    def backward_s(self) -> int:
        """Backward seconds of the longest session."""
        return max(session.shape.backward_s for session in self.sessions)

    @property
    def weekly_s(self) -> int:
        return sum(session.shape.backward_s for session in self.sessions)

    @property
    def bout_s(self) -> int:
        return max(session.shape.bout_s for session in self.sessions)

    @property
    def speed_mps(self) -> float:
        return max(session.speed_mps for session in self.sessions)

    @property
    def grade_pct(self) -> float:
        return max(session.grade_pct for session in self.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What one week may hold before it is checked against the week's total effort."""

    count: int
    shape: Shape
    speed_mps: float
    grade_pct: float


class Dosing:
    """Builds the weeks in order; holds what the limits look back on."""

    def __init__(
        self, profile: Profile, caps: Caps, evidence: Evidence, start: dt.date
    ) -> None:
        self.profile = profile
        self.caps = caps
        self.evidence = evidence
        self.bounds = evidence.bounds
        self.start = start
        self.day_sets = day_sets(profile.availability.days, start, evidence.bounds)
        self.weeks: list[WeekOfDoses] = []
        self.climb = Climb(evidence.ladder, caps)
        self._mets: dict[tuple[float, float], float] = {}

    def add(self, target: Target) -> None:
        """Dose one more week."""
        speed_mps = self._speed(target)
        wish = _Wish(
            count=self._count(target),
            shape=self._shape(target),
            speed_mps=speed_mps,
            grade_pct=self._grade(target, speed_mps),
        )
        while True:
            week, climb = self._try(target, wish)
            if week.met_minutes <= self._most_met_minutes() + 1e-6:
                break
            wish = self._eased(wish)
        self.weeks.append(week)
        self.climb = climb

    # -- how many -------------------------------------------------------------------------

    def _count(self, target: Target) -> int:
        bounds, caps = self.bounds, self.caps
        if target.unload_share is not None:
            return self.weeks[-1].count
        wishes = [target.row.sessions, caps.tier.sessions_per_week, bounds.sessions_max]
        if self.profile.plan.sessions_per_week is not None:
            wishes.append(self.profile.plan.sessions_per_week)
        if target.number <= bounds.early_weeks:
            wishes.append(bounds.sessions_max_early)
        if self.weeks:
            wishes.append(self.weeks[-1].count + (1 if target.adds_session else 0))
        count = min(min(wishes), max(self.day_sets, default=0))
        if count < bounds.sessions_min:
            raise Infeasible(
                f"a plan needs at least {bounds.sessions_min} sessions a week with a rest day "
                "between, and your days and wishes leave room for fewer",
                hint="name two or more days that are not next to each other (days in the "
                "profile), and no fewer than two sessions a week",
            )
        return count

    # -- how long -------------------------------------------------------------------------

    def _shape(self, target: Target) -> Shape:
        row = target.row
        return shape(
            self._backward_s(target),
            bout_s=min(row.bout_s, self._longest_bout(target)),
            recovery_s=row.recovery_s,
            cool_down_s=row.cool_down_s,
            bounds=self.bounds,
        )

    def _backward_s(self, target: Target) -> float:
        """Invariants I04, I05, I11, I12, I14, I17."""
        bounds = self.bounds
        if not self.weeks:
            return min(target.row.backward_s, self.caps.tier.week_1_backward_s)
        last = self.weeks[-1]
        if target.unload_share is not None:
            return self._unloaded_s(last.backward_s, target.unload_share)
        recent = max(week.backward_s for week in self.weeks[-2:])
        recent_weekly = max(week.weekly_s for week in self.weeks[-2:])
        most_weekly = recent_weekly + max(
            bounds.weekly_rise_s, recent_weekly * bounds.weekly_rise_share
        )
        ceilings = [
            target.row.backward_s,
            recent + max(bounds.backward_rise_s, recent * bounds.backward_rise_share),
            most_weekly / self._count(target),
        ]
        if target.adds_session:
            ceilings.append(last.backward_s)
        return min(ceilings)

    def _unloaded_s(self, before_s: int, share: float) -> float:
        """Invariant I17: the protocol's share of the week before, in whole half-minutes where they fit."""
        bounds = self.bounds
        wished = before_s * min(max(share, bounds.deload_share_min), bounds.deload_share_max)
        rounded = wished // _HALF_MINUTE_S * _HALF_MINUTE_S
        least = max(before_s * bounds.deload_share_min, bounds.backward_min_s)
        return rounded if rounded >= least else max(wished, least)

    def _longest_bout(self, target: Target) -> float:
        """Invariant I06."""
        if not self.weeks:
            return self.caps.tier.week_1_bout_s
        if target.unload_share is not None:
            return self.weeks[-1].bout_s
        return max(week.bout_s for week in self.weeks[-2:]) * self.bounds.bout_growth

    # -- how fast, how steep --------------------------------------------------------------

    def _speed(self, target: Target) -> float:
        """Invariants I08, I09, I10, I14, I15, I17, I18."""
        caps = self.caps
        if not self.weeks:
            return self._within_reserve(
                min(target.row.speed_mps, caps.first_week_speed_mps, caps.speed_mps), target
            )
        last = self.weeks[-1].speed_mps
        is_held = target.unload_share is not None or target.adds_session or target.adds_grade
        ceilings = [
            target.row.speed_mps,
            caps.speed_mps,
            last if is_held else last + caps.tier.speed_rise_mps,
        ]
        return self._within_reserve(min(ceilings), target)

    def _within_reserve(self, speed_mps: float, target: Target) -> float:
        """The fastest speed not above the wished one whose effort the person has in reserve (I18).

        The incline of the goal's own row counts, even where this person stays level: otherwise a
        clearance that forbids inclines would raise the speed.
        """
        lowest = self.bounds.lowest_speed_mph * MPS_PER_MPH
        while speed_mps > lowest and self._exceeds_reserve(speed_mps, target.protocol_grade_pct):
            speed_mps = max(lowest, speed_mps - _SPEED_STEP_MPS)
        if self._exceeds_reserve(speed_mps, 0.0):
            raise Infeasible(
                "even the slowest backward walking is more effort than your answers allow",
                hint="a physiotherapist can find a start that suits you; if your weight or "
                "age in the profile is wrong, correct it and try again",
            )
        return speed_mps

    def _exceeds_reserve(self, speed_mps: float, grade_pct: float) -> bool:
        """Whether a walk asks for more than the person's share of VO2 reserve; False where unknown."""
        caps, constants = self.caps, self.evidence.energetics
        if caps.vo2max is None:
            return False
        vo2 = backward_vo2(speed_mps, grade_pct, constants, age=caps.age)
        return vo2_reserve_share(vo2, caps.vo2max, constants) > caps.vo2_reserve

    def _grade(self, target: Target, speed_mps: float) -> float:
        """Invariants I14, I16, I17; and I18, where even the slowest speed leaves no room for the slope."""
        tier = self.caps.tier
        if (
            self.caps.limits.level_only
            or not tier.grade_first_week
            or target.number < tier.grade_first_week
        ):
            return 0.0
        last = self.weeks[-1].grade_pct if self.weeks else 0.0
        is_held = target.unload_share is not None or target.adds_session
        grade = min(
            target.row.grade_pct, tier.grade_cap_pct, last if is_held else last + tier.grade_step_pct
        )
        while grade > 0 and self._exceeds_reserve(speed_mps, grade):
            grade = max(0.0, grade - _GRADE_STEP_PCT)
        return grade

    # -- the week as a whole --------------------------------------------------------------

    def _try(self, target: Target, wish: _Wish) -> tuple[WeekOfDoses, Climb]:
        """The week that a wish comes to, and how far up the ladder it leads."""
        climb = replace(self.climb, walked=list(self.climb.walked), left=set(self.climb.left))
        starts = self.start + dt.timedelta(days=DAYS_A_WEEK * (target.number - 1))
        sessions = tuple(
            self._session(climb, target, wish, starts + dt.timedelta(days=offset), number)
            for number, offset in enumerate(self.day_sets[wish.count], self._done() + 1)
        )
        met_minutes = sum(
            session.shape.backward_s / 60 * self._met(session.speed_mps, session.grade_pct)
            for session in sessions
        )
        return (
            WeekOfDoses(
                target=target, starts=starts, sessions=sessions, met_minutes=met_minutes
            ),
            climb,
        )

    def _session(
        self, climb: Climb, target: Target, wish: _Wish, day: dt.date, number: int
    ) -> SessionDose:
        speed_mps = wish.speed_mps
        if number == 1:
            speed_mps = min(speed_mps, self.caps.tier.first_session_speed_mph * MPS_PER_MPH)
        choose = climb.choose if target.unload_share is None else climb.known
        stage = choose(
            target.stages, week=target.number, speed_mps=speed_mps, grade_pct=wish.grade_pct
        )
        place = climb.place(stage)
        session_mps = self._stage_speed(stage, speed_mps)
        is_new_rung = all(walked is not stage for walked, _ in climb.walked)
        is_sure = stage in climb.left and not self._is_new_speed(stage, session_mps)
        climb.record(stage, wish.shape.backward_s)
        return SessionDose(
            number=number,
            date=day,
            stage=stage,
            place=place,
            speed_mps=session_mps,
            grade_pct=self._stage_grade(stage, place, wish.grade_pct),
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

    def _stage_speed(self, stage: Stage, speed_mps: float) -> float:
        """On the rails no faster than the rung allows; in steps of the belt, for whoever has one.

        Off the belt too, so that a week has one speed and no place is a way to a faster one.
        """
        cap_mps = self.evidence.ladder[stage].speed_cap_mps
        capped = speed_mps if cap_mps is None else min(speed_mps, cap_mps)
        belt_mps = self.caps.belt.rounded(capped) if self.caps.belt else None
        return int(capped * 1000 + 1e-6) / 1000 if belt_mps is None else belt_mps

    def _stage_grade(self, stage: Stage, place: Place, grade_pct: float) -> float:
        grade = min(grade_pct, self.evidence.ladder[stage].grade_cap_pct)
        if place is Place.TREADMILL and self.caps.belt is not None:
            return min(grade, float(int(self.caps.belt.max_grade_pct)))
        return grade

    def _most_met_minutes(self) -> float:
        """Invariant I13."""
        if not self.weeks:
            return float("inf")
        recent = max(week.met_minutes for week in self.weeks[-2:])
        return recent + max(self.bounds.met_rise, recent * self.bounds.met_rise_share)

    def _eased(self, wish: _Wish) -> _Wish:
        """One thing less: first the speed of the week before, then its incline, then a shorter session."""
        last = self.weeks[-1]
        if wish.speed_mps > last.speed_mps:
            return replace(wish, speed_mps=last.speed_mps)
        if wish.grade_pct > last.grade_pct:
            return replace(wish, grade_pct=last.grade_pct)
        return replace(
            wish,
            shape=shape(
                wish.shape.backward_s - STEP_S * wish.shape.reps,
                bout_s=wish.shape.bout_s,
                recovery_s=wish.shape.recovery_s,
                cool_down_s=wish.shape.cool_down_s,
                bounds=self.bounds,
            ),
        )

    def _done(self) -> int:
        return sum(week.count for week in self.weeks)

    def _met(self, speed_mps: float, grade_pct: float) -> float:
        key = (speed_mps, grade_pct)
        if key not in self._mets:
            constants = self.evidence.energetics
            self._mets[key] = mets(backward_vo2(speed_mps, grade_pct, constants), constants)
        return self._mets[key]
