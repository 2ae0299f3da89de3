"""The ceilings of one week: what the invariants allow after the weeks before it.

Each value is a minimum of limits none of which rises when a clearance gets stricter, so a stricter
clearance cannot give more (docs/decisions/0005).
"""

from typing import NamedTuple

from retroplan.core.energetics import backward_vo2, vo2_reserve_share
from retroplan.core.engine.caps import Caps
from retroplan.core.engine.curve import Target
from retroplan.core.engine.doses import WeekOfDoses
from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.errors import Infeasible

_HALF_MINUTE_S = 30
_SPEED_TOLERANCE_MPS = 0.001
_GRADE_STEP_PCT = 0.5


class Return(NamedTuple):
    """The dose before a step down, which two clean sessions give back: that is no rise (I33)."""

    backward_s: float
    weekly_s: float
    met_minutes: float
    speed_mps: float


class Ceilings(NamedTuple):
    """What a week may hold, given the person's caps and the weeks so far."""

    caps: Caps
    evidence: Evidence
    weeks: tuple[WeekOfDoses, ...]
    most_sessions: int
    """As many as the person's days hold with the rest days between."""
    wished_sessions: int | None
    returns: Return | None = None
    """What a short way back leads to."""

    @property
    def bounds(self) -> Bounds:
        return self.evidence.bounds

    # -- how many -------------------------------------------------------------------------

    def count(self, target: Target) -> int:
        """Sessions this week (I07, I14).

        Raises:
            Infeasible: the days or wishes leave room for fewer than a plan needs.
        """
        bounds, caps = self.bounds, self.caps
        if target.unload_share is not None:
            return min(self.weeks[-1].planned, self.most_sessions)
        wishes = [target.row.sessions, caps.tier.sessions_per_week, bounds.sessions_max]
        if self.wished_sessions is not None:
            wishes.append(self.wished_sessions)
        if target.number <= bounds.early_weeks:
            wishes.append(bounds.sessions_max_early)
        if self.weeks:
            wishes.append(self.weeks[-1].planned + (1 if target.adds_session else 0))
        count = min(*wishes, self.most_sessions)
        if count < bounds.sessions_min:
            raise Infeasible(
                f"a plan needs at least {bounds.sessions_min} sessions a week with a rest day "
                "between, and your days and wishes leave room for fewer",
                hint="name two or more days that are not next to each other (days in the "
                "profile), and no fewer than two sessions a week",
            )
        return count

    # -- how long -------------------------------------------------------------------------

    def backward_s(self, target: Target, count: int) -> float:
        """Backward seconds of each of `count` sessions (I04, I05, I11, I12, I14, I17)."""
        bounds = self.bounds
        row_s = max(target.row.backward_s, self.caps.start_backward_s)
        if not self.weeks:
            return min(row_s, self.caps.tier.week_1_backward_s)
        last = self.weeks[-1]
        if target.unload_share is not None:
            return self._unloaded_s(last.weekly_s / len(last.sessions), target.unload_share)
        recent = max(week.backward_s for week in self._recent)
        recent_weekly = max(week.weekly_s for week in self._recent)
        most = recent + max(bounds.backward_rise_s, recent * bounds.backward_rise_share)
        most_weekly = recent_weekly + max(
            bounds.weekly_rise_s, recent_weekly * bounds.weekly_rise_share
        )
        if self.returns is not None:
            most = max(most, self.returns.backward_s)
            most_weekly = max(most_weekly, self.returns.weekly_s)
        ceilings = [row_s, most, most_weekly / count]
        if self._adds_session(target):
            ceilings.append(last.backward_s if count > len(last.sessions) else recent)
        return min(ceilings)

    @property
    def _recent(self) -> tuple[WeekOfDoses, ...]:
        """The weeks that a rise is measured against."""
        return self.weeks[-2:]

    def _adds_session(self, target: Target) -> bool:
        """Whether the week holds more sessions than the one before it did, so that nothing else may rise (I14)."""
        return target.adds_session or (bool(self.weeks) and self.weeks[-1].left_out > 0)

    def _unloaded_s(self, before_s: float, share: float) -> float:
        """Invariant I17: the protocol's share of the week before, in whole half-minutes where they fit."""
        bounds = self.bounds
        wished = before_s * min(max(share, bounds.deload_share_min), bounds.deload_share_max)
        rounded = wished // _HALF_MINUTE_S * _HALF_MINUTE_S
        least = max(before_s * bounds.deload_share_min, bounds.backward_min_s)
        return rounded if rounded >= least else max(wished, least)

    def longest_bout(self, target: Target) -> float:
        """Seconds of the longest stretch (I06)."""
        if not self.weeks:
            return self.caps.tier.week_1_bout_s
        if target.unload_share is not None:
            return self.weeks[-1].bout_s
        return max(week.bout_s for week in self.weeks[-2:]) * self.bounds.bout_growth

    # -- how fast, how steep --------------------------------------------------------------

    def speed(self, target: Target) -> float:
        """Speed in m/s (I08, I09, I10, I14, I15, I17, I18)."""
        caps = self.caps
        if not self.weeks:
            return self._within_reserve(
                min(target.row.speed_mps, caps.first_week_speed_mps, caps.speed_mps), target
            )
        last = self.weeks[-1].speed_mps
        is_held = target.unload_share is not None or self._adds_session(target)
        is_for_incline = target.adds_grade or self._raises_incline(target)
        most = last if is_held else last + caps.tier.speed_rise_mps
        if is_for_incline:  # what a step down took comes back first
            most = min(most, max(last, self.returns.speed_mps if self.returns else last))
        ceilings = [target.row.speed_mps, caps.speed_mps, most]
        return self._within_reserve(min(ceilings), target)

    def _within_reserve(self, speed_mps: float, target: Target) -> float:
        """The fastest speed not above the wished one whose effort the person has in reserve (I18).

        The incline of the goal's own row counts, even where this person stays level: otherwise a
        clearance that forbids inclines would raise the speed.
        """
        if self._exceeds_reserve(speed_mps, target.protocol_grade_pct):
            speed_mps = min(speed_mps, self._fastest_in_reserve(target.protocol_grade_pct))
        if self._exceeds_reserve(speed_mps, 0.0):
            raise Infeasible(
                "even the slowest backward walking is more effort than your answers allow",
                hint="a physiotherapist can find a start that suits you; if your weight or "
                "age in the profile is wrong, correct it and try again",
            )
        return speed_mps

    def _fastest_in_reserve(self, grade_pct: float) -> float:
        """The speed at which the person's share of VO2 reserve is used up, to a thousandth; never below the slowest."""
        # The same bracket for everybody: another one would stop at another thousandth.
        slow = self.bounds.lowest_speed_mph * MPS_PER_MPH
        fast = self.evidence.energetics.valid_speed_max_mps
        while fast - slow > _SPEED_TOLERANCE_MPS:
            middle = (slow + fast) / 2
            if self._exceeds_reserve(middle, grade_pct):
                fast = middle
            else:
                slow = middle
        return slow

    def _exceeds_reserve(self, speed_mps: float, grade_pct: float) -> bool:
        """Whether a walk asks for more than the person's share of VO2 reserve; False where unknown."""
        caps, constants = self.caps, self.evidence.energetics
        if caps.vo2max is None:
            return False
        vo2 = backward_vo2(speed_mps, grade_pct, constants, age=caps.age)
        return vo2_reserve_share(vo2, caps.vo2max, constants) > caps.vo2_reserve

    def grade(self, target: Target, speed_mps: float) -> float:
        """Incline in % (I14, I15, I16, I17; and I18, where even the slowest speed leaves no room for it).

        Where the speed rises it waits, however late that makes it.
        """
        tier = self.caps.tier
        if (
            self.caps.limits.level_only
            or not tier.grade_first_week
            or target.number < tier.grade_first_week
        ):
            return 0.0
        last = self.weeks[-1].grade_pct if self.weeks else 0.0
        is_held = (
            target.unload_share is not None
            or self._adds_session(target)
            or self._is_faster(speed_mps)
        )
        most = tier.grade_cap_pct if self._raises_incline(target) else target.row.grade_pct
        grade = min(
            most,
            tier.grade_cap_pct,
            last if is_held else last + tier.grade_step_pct,
        )
        while grade > 0 and self._exceeds_reserve(speed_mps, grade):
            grade = max(0.0, grade - _GRADE_STEP_PCT)
        return grade

    def _raises_incline(self, target: Target) -> bool:
        """Whether walking is still too easy, and the incline rises before the speed does (6.4).

        For everybody with a slope at hand, allowed or not: a stricter clearance must not be the way to
        more speed.
        """
        caps, constants = self.caps, self.evidence.energetics
        first = caps.tier.grade_first_week
        if not caps.protocol.incline_first or not first or target.number < first:
            return False
        if not self.weeks or caps.vo2max is None or not caps.has_slope:
            return False
        last = self.weeks[-1]
        vo2 = backward_vo2(last.speed_mps, last.grade_pct, constants, age=caps.age)
        return vo2_reserve_share(vo2, caps.vo2max, constants) < constants.moderate_share_min

    def _is_faster(self, speed_mps: float) -> bool:
        """Whether a week of this speed is walked faster than the one before."""
        return (
            bool(self.weeks) and self.caps.walked_mps(speed_mps) > self.weeks[-1].speed_mps + 1e-6
        )

    def most_met_minutes(self) -> float:
        """Backward MET-minutes of the week (I13)."""
        if not self.weeks:
            return float("inf")
        recent = max(week.met_minutes for week in self._recent)
        most = recent + max(self.bounds.met_rise, recent * self.bounds.met_rise_share)
        return most if self.returns is None else max(most, self.returns.met_minutes)
