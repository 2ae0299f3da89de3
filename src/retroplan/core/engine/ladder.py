"""Which rung of the exposure ladder a session stands on: never one skipped, each left behind first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from retroplan.core.engine.caps import Caps
from retroplan.core.model.protocol import Rung
from retroplan.core.model.vocabulary import Experience, Place, Stage

_KNOWN_ALREADY = {
    Experience.NONE: (Stage.COUNTER,),
    Experience.SOME: (Stage.COUNTER, Stage.WALL),
    Experience.REGULAR: (Stage.COUNTER, Stage.WALL, Stage.CORRIDOR),
}
"""Rungs that experience stands for. The counter's twenty steps open the first sessions (5.3)."""


@dataclass(slots=True)
class Climb:
    """How far up the ladder the sessions so far have come."""

    rungs: Mapping[Stage, Rung]
    caps: Caps
    walked: list[tuple[Stage, int]] = field(default_factory=list)
    """Stage and backward seconds of each session so far."""
    left: set[Stage] = field(default_factory=set)
    """Rungs left behind: their exit gate was passed."""
    highest: Stage = Stage.STEEP_UPHILL
    """No higher for now, whatever was left behind."""
    clean_needed: int = 0
    """Clean sessions in a row that let go of that; 0 where nothing holds."""
    clean_run: int = 0
    clean_since: set[Stage] | None = None
    """After a step down: the rungs walked clean since. None where there was none."""

    def __post_init__(self) -> None:
        self.left.update(_KNOWN_ALREADY[self.caps.experience])

    def copy(self) -> "Climb":
        """The same height, to try a week from."""
        since = None if self.clean_since is None else set(self.clean_since)
        return replace(self, walked=list(self.walked), left=set(self.left), clean_since=since)

    def hold_at(self, stage: Stage, *, clean_needed: int) -> None:
        """No higher than a rung, until so many clean sessions in a row."""
        self.highest = min(stage, self.highest, key=lambda each: each.rank)
        self.clean_needed, self.clean_run = max(self.clean_needed, clean_needed), 0

    def count_clean(self) -> None:
        """One more clean session in a row."""
        self.clean_run += 1
        if self.clean_needed and self.clean_run >= self.clean_needed:
            self.highest, self.clean_needed = Stage.STEEP_UPHILL, 0

    def stepped_down(self) -> None:
        """From here on no rung that is new, until the one below it was walked clean again."""
        if self.walked:
            self.clean_since = set()

    def back_from(self, stage: Stage) -> Stage:
        """The rung with one step more support; the lowest has none below."""
        return max(self.rungs[stage].after, key=lambda before: before.rank, default=stage)

    def record(self, stage: Stage, backward_s: int) -> None:
        """A session on a rung; enough of them in a row leave it behind."""
        self.walked.append((stage, backward_s))
        if backward_s and self.clean_since is not None:
            self.clean_since.add(stage)
        rung = self.rungs[stage]
        recent = self.walked[-rung.leave_sessions :]
        if len(recent) == rung.leave_sessions and all(
            walked is stage and seconds >= rung.leave_backward_s for walked, seconds in recent
        ):
            self.left.add(stage)

    def choose(
        self, options: tuple[Stage, ...], *, week: int, speed_mps: float, grade_pct: float
    ) -> Stage:
        """The rung for the next session: the first option that is possible, or the next step towards it.

        Where something holds the climb it is no lower than it has to be: what holds does not also lead down.
        """
        step = self._first(options, week, speed_mps, grade_pct)
        if step is not None and self.clean_needed:
            open_now = (
                walked for walked, _ in self.walked
                if self.is_possible(walked, week, speed_mps, grade_pct) and self.is_open(walked)
            )  # fmt: skip
            return max((step, *open_now), key=lambda stage: stage.rank)
        if step is not None:
            return step
        ceiling = max(option.rank for option in options)
        below = (stage for stage in reversed(Stage) if stage.rank <= ceiling)
        return next(
            stage for stage in below
            if self.is_possible(stage, week, speed_mps, grade_pct) and self.is_open(stage)
        )  # fmt: skip

    def _first(
        self, options: tuple[Stage, ...], week: int, speed_mps: float, grade_pct: float
    ) -> Stage | None:
        for option in options:
            if self.is_possible(option, week, speed_mps, grade_pct):
                step = self._step_towards(option, week, speed_mps, grade_pct)
                if step is not None:
                    return step
        return None

    def known(
        self, options: tuple[Stage, ...], *, week: int, speed_mps: float, grade_pct: float
    ) -> Stage:
        """For lighter weeks: as `choose`, but no rung that is new, nor one above the last."""
        stage = self.choose(options, week=week, speed_mps=speed_mps, grade_pct=grade_pct)
        used = [
            walked
            for walked, _ in self.walked
            if walked.rank <= self.highest.rank
            and self.is_possible(walked, week, speed_mps, grade_pct)
        ]
        if not used or (stage in used and stage.rank <= used[-1].rank):
            return stage
        return used[-1]

    def place(self, stage: Stage) -> Place:
        """Where a rung is walked, given what the person has; the treadmill before the hill."""
        for place in self.rungs[stage].places:
            if place is Place.TREADMILL and not self._has_belt_for(stage):
                continue
            if place in self.caps.places:
                return place
        return Place.COUNTER if stage is Stage.COUNTER else Place.HALLWAY

    def is_open(self, stage: Stage) -> bool:
        """Whether the way there is walked: a rung below it was left behind, and again after a step down."""
        after = self.rungs[stage].after
        if not after:
            return True
        is_left = any(before in self.left for before in after)
        if not is_left or self.clean_since is None:
            return is_left
        is_known = stage in self.left or any(walked is stage for walked, _ in self.walked)
        return is_known or not self.clean_since.isdisjoint(after)

    def _step_towards(
        self, stage: Stage, week: int, speed_mps: float, grade_pct: float
    ) -> Stage | None:
        if not self.is_possible(stage, week, speed_mps, grade_pct):
            return None
        if self.is_open(stage):
            return stage
        for before in self.rungs[stage].after:
            step = self._step_towards(before, week, speed_mps, grade_pct)
            if step is not None:
                return step
        return None

    def is_possible(self, stage: Stage, week: int, speed_mps: float, grade_pct: float) -> bool:
        """Whether a person can and may walk there in a week, its gate apart."""
        rung, caps = self.rungs[stage], self.caps
        return (
            stage.rank <= min(caps.highest_stage.rank, self.highest.rank)
            and rung.lowest_tier.rank <= caps.tier.tier.rank
            and (caps.limits.hands_free or not rung.hands_free)
            and (caps.limits.outdoors or not rung.is_outdoors)
            and week >= rung.earliest_week
            and (not rung.grade_cap_pct or grade_pct > 0)
            and self._has_place(stage, week, speed_mps)
        )

    def _has_place(self, stage: Stage, week: int, speed_mps: float) -> bool:
        rung, caps = self.rungs[stage], self.caps
        if not rung.places:
            return True
        place = self.place(stage)
        if place is Place.TREADMILL:
            is_held_back = week == 1 and caps.limits.overground_first
            return (
                not is_held_back
                and caps.belt is not None
                and (caps.belt.rounded(_capped(speed_mps, rung)) is not None)
            )
        return (
            place in rung.places
            and place in caps.places
            and (caps.limits.outdoors or place is not Place.HILL)
        )

    def _has_belt_for(self, stage: Stage) -> bool:
        """Rails within reach on every belt, and no slope on one that was not walked level first."""
        belt = self.caps.belt
        if belt is None:
            return False
        if stage is Stage.TREADMILL_RAILS:
            return belt.has_rails
        if self.rungs[stage].grade_cap_pct:
            return belt.has_rails and belt.max_grade_pct >= 1 and Stage.TREADMILL_FREE in self.left
        return belt.has_rails


def _capped(speed_mps: float, rung: Rung) -> float:
    cap_mps = rung.speed_cap_mps
    return speed_mps if cap_mps is None else min(speed_mps, cap_mps)
