"""A dose spelt out: segments, cues, checklist, effort, energy, and why."""

from dataclasses import replace
from typing import NamedTuple

from retroplan.core.energetics import (
    agrees_with_effort,
    backward_vo2,
    forward_vo2,
    heart_rate_at,
    kcal_per_min,
    kcal_span,
    practice_factor,
    standing_vo2,
    vo2_reserve_share,
)
from retroplan.core.engine.caps import Caps
from retroplan.core.engine.doses import SessionDose, WeekOfDoses
from retroplan.core.engine.jog import jogged, may_jog
from retroplan.core.engine.reasons import reasons
from retroplan.core.model.evidence import Evidence, Guidance
from retroplan.core.model.plan import Segment, Session, Span
from retroplan.core.model.vocabulary import (
    Direction,
    Experience,
    Place,
    SegmentKind,
    Spotter,
    Stage,
    Tier,
)


class Composer(NamedTuple):
    """Spells out the sessions of one plan."""

    caps: Caps
    evidence: Evidence

    def session(self, dose: SessionDose, week: WeekOfDoses, before: WeekOfDoses | None) -> Session:
        """One session of a week; `before` is the week that led to it."""
        target, rung = week.target, self.evidence.ladder[dose.stage]
        on_belt = self._is_on_belt(dose)
        segments = self._segments(dose, week)
        has_jogs = may_jog(dose, week, self.caps, self.evidence.bounds)
        if has_jogs:
            segments = jogged(segments, self.evidence)
        position = dose.number - week.sessions[0].number + 1
        spotter = self._spotter(dose)
        backward_s = dose.shape.backward_s
        return Session(
            session_id=f"{target.number}.{position}",
            number=dose.number,
            date=dose.date,
            stage=dose.stage,
            place=dose.place,
            where=rung.where_on_belt if on_belt and rung.where_on_belt else rung.where,
            spotter=spotter,
            total_s=dose.shape.total_s,
            backward_s=backward_s,
            speed_mps=dose.speed_mps,
            grade_pct=dose.grade_pct,
            distance_m=round(dose.speed_mps * backward_s, 1),
            energy_kcal=self._energy(dose, segments),
            rpe=self._rpe(target.number),
            heart_rate_bpm=self._heart_rate(dose, self._rpe(target.number)),
            segments=segments,
            cues=self._cues(dose, spotter),
            stop_signs=self.evidence.guidance.stop_signs,
            checklist=self._checklist(dose, spotter, has_jogs=has_jogs),
            muscles=rung.muscles,
            talk_test=self.caps.tier.talk_test,
            questions=self.evidence.guidance.pain_questions if self.caps.asks_pain else (),
            reasons=(
                *reasons(dose, week, before, self.caps, self.evidence),
                *((self.evidence.guidance.jog_reason,) if has_jogs else ()),
            ),
            citations=tuple(
                dict.fromkeys((*target.row.cites, *rung.cites, *self.caps.protocol.cites))
            ),
        )

    # -- the steps ------------------------------------------------------------------------

    def _segments(self, dose: SessionDose, week: WeekOfDoses) -> tuple[Segment, ...]:
        """Warm-up, stretches each followed by its recovery, cool-down (invariants I02, I22)."""
        form, row = dose.shape, week.target.row
        easy = self.caps.forward_mps
        plain = Segment(
            kind=SegmentKind.WORK, direction=Direction.BACKWARD, duration_s=form.bout_s,
            speed_mps=dose.speed_mps, grade_pct=dose.grade_pct,
        )  # fmt: skip
        thinking = self._with_task(plain, dose, row.task)
        rest = self._recovery(dose, row.recovery_task)
        steps = [_forward(SegmentKind.WARM_UP, form.warm_up_s, easy)]
        for number in range(form.reps):
            steps.append(thinking if number % 2 else plain)
            if rest is not None:
                steps.append(rest)
        steps.append(_forward(SegmentKind.COOL_DOWN, form.cool_down_s, easy))
        return tuple(steps)

    def _with_task(self, work: Segment, dose: SessionDose, task: str) -> Segment:
        """A thinking task in every second stretch, only where the feet are already sure (6.5)."""
        if not task or not dose.is_sure:
            return work
        return replace(work, task=task)

    def _recovery(self, dose: SessionDose, task: str) -> Segment | None:
        """On a treadmill standing, elsewhere forward; side-steps only with nothing to hold on to lose."""
        seconds = dose.shape.recovery_s
        if not seconds:
            return None
        if self._is_on_belt(dose):
            return Segment(
                kind=SegmentKind.RECOVERY, direction=Direction.STANDING, duration_s=seconds,
                speed_mps=0.0, grade_pct=dose.grade_pct,
                task="belt stopped, hands on the rails",
            )  # fmt: skip
        if task and dose.is_sure and self.caps.tier.tier is not Tier.C:
            return Segment(
                kind=SegmentKind.RECOVERY, direction=Direction.SIDEWAYS, duration_s=seconds,
                speed_mps=dose.speed_mps, task=task,
            )  # fmt: skip
        return _forward(SegmentKind.RECOVERY, seconds, self.caps.forward_mps)

    @staticmethod
    def _is_on_belt(dose: SessionDose) -> bool:
        return dose.place is Place.TREADMILL

    # -- how hard -------------------------------------------------------------------------

    def _rpe(self, week: int) -> Span:
        tier = self.caps.tier
        low, high = tier.rpe_first if week <= tier.rpe_first_weeks else tier.rpe_later
        if self.caps.protocol.effort_rises and week >= tier.rpe_rising_week:
            low, high = tier.rpe_rising
        highest = min(high, self.caps.limits.highest_rpe)
        return Span(low=min(low, highest), high=highest)

    def _heart_rate(self, dose: SessionDose, rpe: Span) -> Span | None:
        """For fitness goals, a forecast from resting rate and predicted effort; never on a beta-blocker (I42).

        Only where the prediction agrees with the effort that is asked: else one of the two would mislead.
        """
        caps = self.caps
        if (
            not caps.protocol.effort_rises
            or not caps.limits.heart_rate_target
            or caps.vo2max is None
            or caps.resting_hr_bpm is None
        ):
            return None
        constants = self.evidence.energetics
        vo2 = backward_vo2(dose.speed_mps, dose.grade_pct, constants, age=caps.age)
        share = vo2_reserve_share(vo2, caps.vo2max, constants)
        if not agrees_with_effort(share, rpe.high, constants):
            return None
        middle = round(heart_rate_at(share, caps.resting_hr_bpm, caps.age, constants))
        band = self.evidence.bounds.heart_rate_band_bpm
        return Span(low=middle - band, high=middle + band)

    def _energy(self, dose: SessionDose, segments: tuple[Segment, ...]) -> Span | None:
        """Gross kilocalories of the whole session, as a rounded range (I39)."""
        mass = self.caps.mass_kg
        if mass is None:
            return None
        constants, bounds = self.evidence.energetics, self.evidence.bounds
        costs: dict[Segment, float] = {}
        total = 0.0
        for segment in segments:
            if segment not in costs:
                vo2 = self._vo2(segment, dose)
                costs[segment] = kcal_per_min(vo2, mass, constants) * segment.duration_s / 60
            total += costs[segment]
        return kcal_span(total, share=bounds.energy_share, step=bounds.energy_step_kcal)

    def _vo2(self, segment: Segment, dose: SessionDose) -> float:
        constants, age = self.evidence.energetics, self.caps.age
        if segment.direction is Direction.STANDING:
            return standing_vo2(constants)
        if segment.direction is Direction.BACKWARD:
            return backward_vo2(
                segment.speed_mps, segment.grade_pct, constants,
                practice=practice_factor(dose.number - 1, constants),
                rail=constants.rail_factor if dose.stage is Stage.TREADMILL_RAILS else 1.0,
                age=age,
            )  # fmt: skip
        return forward_vo2(segment.speed_mps, segment.grade_pct, constants, age=age)

    # -- what is said ---------------------------------------------------------------------

    def _spotter(self, dose: SessionDose) -> Spotter:
        if self.caps.is_spotted:
            return Spotter.REQUIRED
        return Spotter.FIRST_SESSION if dose.number == 1 else Spotter.OPTIONAL

    def _cues(self, dose: SessionDose, spotter: Spotter) -> tuple[str, ...]:
        """Two cues of technique in turn, the hands, and where to look."""
        guidance = self.evidence.guidance
        first = (dose.number - 1) % len(guidance.cues)
        cues = [guidance.cues[first], guidance.cues[(first + 1) % len(guidance.cues)]]
        if hands := self.evidence.ladder[dose.stage].hands:
            cues.append(hands)
        is_guarded = spotter is not Spotter.OPTIONAL or self._is_on_belt(dose)
        cues.append(guidance.look_behind_guarded if is_guarded else guidance.look_behind_alone)
        return tuple(cues)

    def _checklist(
        self, dose: SessionDose, spotter: Spotter, *, has_jogs: bool
    ) -> tuple[str, ...]:
        guidance, rung = self.evidence.guidance, self.evidence.ladder[dose.stage]
        lines = [*_first_steps(guidance, dose, self.caps), *guidance.checklist]
        if self._is_on_belt(dose):
            lines += guidance.checklist_treadmill
        elif dose.place is Place.HILL:
            lines += (*guidance.checklist_hill, *guidance.checklist_outdoors)
        elif rung.is_outdoors:
            lines += (*guidance.checklist_overground, *guidance.checklist_outdoors)
        else:
            lines += (*guidance.checklist_overground, *guidance.checklist_indoors)
        if has_jogs:
            lines += guidance.jog_checklist
        lines += self.caps.each_session
        if spotter is Spotter.REQUIRED:
            lines.append(guidance.spotter_line)
        elif spotter is Spotter.FIRST_SESSION:
            lines.append(guidance.spotter_first_line)
        return tuple(lines)


def _first_steps(guidance: Guidance, dose: SessionDose, caps: Caps) -> tuple[str, ...]:
    """The counter steps that open the first sessions of somebody new to it (5.3, rung 0)."""
    is_new = caps.experience is Experience.NONE and dose.number <= guidance.first_steps_sessions
    return (guidance.first_steps,) if is_new else ()


def _forward(kind: SegmentKind, seconds: int, speed_mps: float) -> Segment:
    return Segment(kind=kind, direction=Direction.FORWARD, duration_s=seconds, speed_mps=speed_mps)
