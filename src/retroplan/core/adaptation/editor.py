"""The sessions of a plan spelt out anew after an edit by hand, as the engine spells them out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retroplan.core.adaptation.edits import Edit, Misfit, row_of
from retroplan.core.adaptation.readback import dose_of
from retroplan.core.engine.applied import shape_of
from retroplan.core.engine.curve import Target
from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.doses import SessionDose
from retroplan.core.engine.sessions import Composer
from retroplan.core.model.events import AppliedDose
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.protocol import WeekDose
from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.model.vocabulary import Direction, SegmentKind

_TOLERANCE_KMH = 0.01
"""The precision of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Spells out the sessions of one plan anew, as the engine does."""

    dosing: Dosing

    def unwalkable(self, found: Sequence[Edit]) -> Iterator[Misfit]:
        """Speeds, inclines and places that this person, belt or rung does not have; what rises is told elsewhere."""
        for edit in found:
            before, row = row_of(edit.session), edit.row
            is_moved_down = row.stage.rank < before.stage.rank
            if is_moved_down or row.speed_kmh < before.speed_kmh:
                yield from self._wrong_speed(edit)
            if is_moved_down or row.grade_pct < before.grade_pct:
                yield from self._wrong_grade(edit)
            if is_moved_down:
                yield from self._wrong_place(edit)

    def _wrong_speed(self, edit: Edit) -> Iterator[Misfit]:
        row, evidence = edit.row, self.dosing.evidence
        slowest_kmh = evidence.bounds.lowest_speed_mph * MPS_PER_MPH / MPS_PER_KMH
        takes = round(self.dose(edit).speed_mps / MPS_PER_KMH, 2)
        most_mps = evidence.ladder[row.stage].speed_cap_mps
        if row.speed_kmh < slowest_kmh - _TOLERANCE_KMH:
            wrong = f"is slower than any plan asks for: at least {slowest_kmh:.2f}"
        elif most_mps is not None and row.speed_kmh > most_mps / MPS_PER_KMH + _TOLERANCE_KMH:
            wrong = f"on {row.stage} it is at most {takes:g} km/h"
        elif takes < row.speed_kmh:
            wrong = f"the belt goes in steps, and {row.speed_kmh:g} is none: write {takes:g}"
        else:
            return
        yield Misfit(row.session_id, "speed_kmh", wrong)

    def _wrong_grade(self, edit: Edit) -> Iterator[Misfit]:
        row = edit.row
        place = self.dosing.climb.place(row.stage)
        most = self.dosing.stage_grade(row.stage, place, row.grade_pct)
        if most < row.grade_pct:
            yield Misfit(row.session_id, "grade_pct", f"on {row.stage} it is at most {most:g} %")

    def _wrong_place(self, edit: Edit) -> Iterator[Misfit]:
        row, speed_mps = edit.row, self.dose(edit).speed_mps
        week = int(row.session_id.partition(".")[0])
        if not self.dosing.climb.is_possible(row.stage, week, speed_mps, row.grade_pct):
            wrong = f"the profile names no place for {row.stage}, or a limit speaks against it"
            yield Misfit(row.session_id, "stage", wrong)

    def dose(self, edit: Edit) -> AppliedDose:
        """What a row asks for; a speed or an incline that was not changed stays as exact as it was."""
        row, session = edit.row, edit.session
        before = row_of(session)
        is_as_fast = row.speed_kmh == before.speed_kmh
        wished_mps = session.speed_mps if is_as_fast else row.speed_kmh * MPS_PER_KMH
        speed_mps = wished_mps
        if not is_as_fast or row.stage is not session.stage:
            speed_mps = self.dosing.stage_speed(row.stage, wished_mps)
        return AppliedDose(
            session_id=session.session_id,
            reps=row.reps,
            bout_s=row.bout_s,
            recovery_s=row.recovery_s,
            warm_up_s=row.warm_up_s,
            cool_down_s=row.cool_down_s,
            speed_mps=speed_mps,
            grade_pct=(session.grade_pct if row.grade_pct == before.grade_pct else row.grade_pct),
            stage=row.stage,
            note=row.note,
        )

    def edited(self, plan: Plan, found: Sequence[Edit], *, reason: str) -> Plan:
        """The plan with every edited session as its row says; days stay, as they are moves.

        Args:
            plan: the current revision.
            found: the rows that differ.
            reason: said of each of these sessions.
        """
        by_id = {edit.session.session_id: edit for edit in found if edit.is_dosed}
        weeks = tuple(
            replace(
                week,
                sessions=tuple(self._session(week, each, by_id, reason) for each in week.sessions),
            )
            for week in plan.weeks
        )
        return replace(plan, weeks=weeks, rules_version=self.dosing.evidence.rules_version)

    def _session(
        self, week: Week, session: Session, by_id: Mapping[str, Edit], reason: str
    ) -> Session:
        edit = by_id.get(session.session_id)
        if edit is None:
            return session
        dose = self.dose(edit)
        if _is_same(dose, session):
            return replace(session, note=dose.note)
        composed = self._composed(week, session, dose)
        rung = self.dosing.evidence.ladder[dose.stage]
        return replace(
            composed,
            session_id=session.session_id,
            rpe=session.rpe,
            talk_test=session.talk_test,
            questions=session.questions,
            reasons=(reason, rung.why),
            citations=tuple(dict.fromkeys((*session.citations, *rung.cites))),
            adjusted_by=session.adjusted_by,
            note=dose.note,
        )

    def _composed(self, week: Week, session: Session, dose: AppliedDose) -> Session:
        stands = dose.stage is session.stage
        place = session.place if stands else self.dosing.climb.place(dose.stage)
        whole = SessionDose(
            number=session.number,
            date=session.date,
            stage=dose.stage,
            place=place,
            speed_mps=dose.speed_mps,
            grade_pct=dose.grade_pct,
            shape=shape_of(dose),
            is_new_rung=False,
            is_sure=any(
                segment.task and segment.kind is SegmentKind.WORK for segment in session.segments
            )
            or bool(_side_steps(session)),
        )
        target = _target(week, session, dose, jog=self.dosing.evidence.guidance.jog)
        first = whole._replace(number=week.sessions[0].number)  # jogs stand in the first of a week
        seen = self.dosing.week(target, week.starts, (first, whole))
        composer = Composer(caps=self.dosing.caps, evidence=self.dosing.evidence)
        return composer.session(whole, seen, None)


def _is_same(dose: AppliedDose, session: Session) -> bool:
    """Whether a row that differs does so only in its note."""
    before = dose_of(session)
    return (dose.stage, dose.speed_mps, dose.grade_pct, shape_of(dose)) == (
        before.stage, before.speed_mps, before.grade_pct, before.shape,
    )  # fmt: skip


def _target(week: Week, session: Session, dose: AppliedDose, *, jog: str) -> Target:
    """The week as its session shows it: what the composer has to know of a row."""
    is_light = 1.0 if week.is_deload else None
    thoughts, side_steps = _thoughts(session, jog), _side_steps(session)
    row = WeekDose(
        week=week.number, sessions=len(week.sessions), warm_up_s=dose.warm_up_s, reps=dose.reps,
        bout_s=dose.bout_s, recovery_s=dose.recovery_s, cool_down_s=dose.cool_down_s,
        speed_mph=dose.speed_mps / MPS_PER_MPH, grade_pct=dose.grade_pct, stages=(dose.stage,),
        task=thoughts[0] if thoughts else "",
        recovery_task=side_steps[0] if side_steps else "",
    )  # fmt: skip
    return Target(
        number=week.number, phase=week.phase, row=row, bout_s=dose.bout_s,
        protocol_grade_pct=dose.grade_pct,
        unload_share=is_light, adds_session=False, adds_grade=False,
    )  # fmt: skip


def _thoughts(session: Session, jog: str) -> list[str]:
    """The thinking tasks of its stretches; a jog is none."""
    work = (segment for segment in session.segments if segment.kind is SegmentKind.WORK)
    return [segment.task for segment in work if segment.task not in {"", jog}]


def _side_steps(session: Session) -> list[str]:
    """The side-steps of its recoveries."""
    return [
        segment.task for segment in session.segments if segment.direction is Direction.SIDEWAYS
    ]
