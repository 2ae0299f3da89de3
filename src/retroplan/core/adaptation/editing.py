"""A plan edited by hand: what differs, what may not, and the plan as it would be."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from retroplan.core.adaptation.readback import dose_of
from retroplan.core.engine.applied import shape_of
from retroplan.core.engine.bouts import Shape
from retroplan.core.engine.curve import Target
from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.doses import SessionDose
from retroplan.core.engine.sessions import Composer
from retroplan.core.model.events import AppliedDose
from retroplan.core.model.plan import Plan, Segment, Session, Week
from retroplan.core.model.plan_row import DOSE_FIELDS, PlanRow
from retroplan.core.model.protocol import WeekDose
from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.model.vocabulary import Direction, SegmentKind
from retroplan.core.text import clock, day_words


class Misfit(NamedTuple):
    """One thing in a file that the plan cannot take."""

    session_id: str
    """Empty for what concerns the whole."""
    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A session whose row differs from it."""

    session: Session
    row: PlanRow

    @property
    def is_moved(self) -> bool:
        return self.row.date != self.session.date

    @property
    def is_dosed(self) -> bool:
        """It holds something else, or has another note."""
        before = row_of(self.session)
        return any(
            getattr(before, name) != getattr(self.row, name) for name in (*DOSE_FIELDS, "note")
        )


def row_of(session: Session) -> PlanRow:
    """A session as a file says it."""
    shape = dose_of(session).shape
    return PlanRow(
        session_id=session.session_id,
        date=session.date,
        stage=session.stage,
        warm_up_s=shape.warm_up_s,
        reps=shape.reps,
        bout_s=shape.bout_s,
        recovery_s=shape.recovery_s,
        cool_down_s=shape.cool_down_s,
        speed_kmh=round(session.speed_mps / MPS_PER_KMH, 2),
        grade_pct=round(session.grade_pct, 1),
        note=session.note,
        backward_s=session.backward_s,
        total_s=session.total_s,
    )


def edits(plan: Plan, rows: Sequence[PlanRow]) -> tuple[Edit, ...]:
    """The sessions whose rows differ in what a row can change, in the order of the plan."""
    said = {row.session_id: row for row in rows}
    found = (
        Edit(session=session, row=said[session.session_id])
        for session in plan.sessions
        if session.session_id in said
    )
    return tuple(edit for edit in found if edit.is_moved or edit.is_dosed)


def misfits(
    plan: Plan, rows: Sequence[PlanRow], *, recorded: Collection[str], today: dt.date
) -> Iterator[Misfit]:
    """What keeps a file from being one of this plan: sessions it lacks or makes up, a past it changes."""
    sessions = {session.session_id: session for session in plan.sessions}
    for row in rows:
        session = sessions.get(row.session_id)
        if session is None:
            yield Misfit(row.session_id, "", "the plan holds no such session")
            continue
        yield from _derived(row, session)
        is_past = session.date < today or session.session_id in recorded
        if (
            is_past
            and (edit := Edit(session=session, row=row))
            and (edit.is_moved or edit.is_dosed)
        ):
            has_record = session.session_id in recorded
            why = "has a record" if has_record else f"was on {day_words(session.date)}"
            yield Misfit(
                row.session_id, _first_difference(edit), f"it {why}; what is past stays as it was"
            )
    for session_id in sessions.keys() - {row.session_id for row in rows}:
        yield Misfit(
            session_id,
            "",
            "is missing; to leave a session out, keep its row and use `retroplan skip`",
        )


def _first_difference(edit: Edit) -> str:
    before = row_of(edit.session)
    names = ("date", *DOSE_FIELDS, "note")
    return next(name for name in names if getattr(before, name) != getattr(edit.row, name))


def _derived(row: PlanRow, session: Session) -> Iterator[Misfit]:
    """Sums that were changed instead of what they are made of."""
    backward_s = row.reps * row.bout_s
    total_s = row.warm_up_s + backward_s + row.reps * row.recovery_s + row.cool_down_s
    sums = (
        ("backward_s", row.backward_s, session.backward_s, backward_s, "reps times bout_s"),
        ("total_s", row.total_s, session.total_s, total_s, "all its parts together"),
    )
    for field, said, was, follows, how in sums:
        if said not in {None, was, follows}:
            yield Misfit(
                row.session_id,
                field,
                f"follows from {how}, {follows} s, and cannot be set by itself",
            )


def raises(found: Sequence[Edit]) -> Iterator[Misfit]:
    """Every value that a file sets above what the plan gives."""
    for edit in found:
        before, row, session_id = row_of(edit.session), edit.row, edit.session.session_id
        if row.stage.rank > before.stage.rank:
            yield Misfit(session_id, "stage", f"{row.stage} is a step up from {before.stage}")
        backward_s, was_s = row.reps * row.bout_s, before.reps * before.bout_s
        if backward_s > was_s:
            more = (
                f"{clock(backward_s)} backward is more than the {clock(was_s)} that the rules give"
            )
            yield Misfit(session_id, "reps" if row.reps > before.reps else "bout_s", more)
        if row.bout_s > before.bout_s:
            more = f"a stretch of {row.bout_s} s is longer than the {before.bout_s} s that the rules give"
            yield Misfit(session_id, "bout_s", more)
        if _rest_share(row) < _rest_share(before) - 1e-9 and row.recovery_s < before.recovery_s:
            less = f"{row.recovery_s} s of rest after {row.bout_s} s is less than the rules give"
            yield Misfit(session_id, "recovery_s", less)
        if row.speed_kmh > before.speed_kmh:
            more = f"{row.speed_kmh:g} km/h is faster than the {before.speed_kmh:g} that the rules give"
            yield Misfit(session_id, "speed_kmh", more)
        if row.grade_pct > before.grade_pct:
            more = (
                f"{row.grade_pct:g} % is steeper than the {before.grade_pct:g} that the rules give"
            )
            yield Misfit(session_id, "grade_pct", more)


def _rest_share(row: PlanRow) -> float:
    return row.recovery_s / row.bout_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Spells out the sessions of one plan anew, as the engine does."""

    dosing: Dosing

    def unwalkable(self, found: Sequence[Edit]) -> Iterator[Misfit]:
        """Speeds, inclines and places that this person, belt or rung does not have."""
        for edit in found:
            before, row = row_of(edit.session), edit.row
            names = [name for name in DOSE_FIELDS if getattr(before, name) != getattr(row, name)]
            wished = self.dose(edit)
            if {"stage", "speed_kmh", "grade_pct"} & set(names):
                yield from self._ill_placed(edit, wished)

    def _ill_placed(self, edit: Edit, dose: AppliedDose) -> Iterator[Misfit]:
        row, name = edit.row, edit.session.session_id
        slowest = self.dosing.evidence.bounds.lowest_speed_mph * MPS_PER_MPH
        if row.speed_kmh * MPS_PER_KMH < slowest - 1e-3:
            least = f"{slowest / MPS_PER_KMH:.2f}"
            yield Misfit(name, "speed_kmh", f"is slower than any plan asks for: at least {least}")
            return
        takes = round(dose.speed_mps / MPS_PER_KMH, 2)
        if takes < row.speed_kmh:
            why = "the belt goes in steps" if self.dosing.caps.belt else "the rung allows no more"
            yield Misfit(
                name, "speed_kmh", f"{row.speed_kmh:g} cannot be set, {why}: write {takes:g}"
            )
        place = self.dosing.climb.place(row.stage)
        highest = self.dosing.stage_grade(row.stage, place, row.grade_pct)
        if highest < row.grade_pct:
            yield Misfit(name, "grade_pct", f"on {row.stage} the incline is at most {highest:g} %")
        week = int(name.partition(".")[0])
        if row.stage is not edit.session.stage and not self.dosing.climb.is_possible(
            row.stage, week, dose.speed_mps, row.grade_pct
        ):
            yield Misfit(
                name, "stage", f"the profile has no place for {row.stage}, or its limits none"
            )

    def dose(self, edit: Edit) -> AppliedDose:
        """What a row asks for; a speed that was not changed stays as exact as it was."""
        row, session = edit.row, edit.session
        is_as_fast = row.speed_kmh == row_of(session).speed_kmh
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
            grade_pct=row.grade_pct,
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
        shape = shape_of(dose)
        if _same_dose(dose, session, shape):
            return replace(session, note=dose.note)
        composed = self._composed(week, session, dose, shape)
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

    def _composed(self, week: Week, session: Session, dose: AppliedDose, shape: Shape) -> Session:
        stands = dose.stage is session.stage
        place = session.place if stands else self.dosing.climb.place(dose.stage)
        whole = SessionDose(
            number=session.number,
            date=session.date,
            stage=dose.stage,
            place=place,
            speed_mps=dose.speed_mps,
            grade_pct=dose.grade_pct,
            shape=shape,
            is_new_rung=False,
            is_sure=any(segment.task for segment in _work(session)),
        )
        target = _target(week, session, dose)
        seen = self.dosing.week(target, week.starts, (whole,))
        composer = Composer(caps=self.dosing.caps, evidence=self.dosing.evidence)
        return composer.session(whole, seen, None)


def _same_dose(dose: AppliedDose, session: Session, shape: Shape) -> bool:
    before = dose_of(session)
    return (dose.stage, dose.speed_mps, dose.grade_pct, shape) == (
        before.stage, before.speed_mps, before.grade_pct, before.shape,
    )  # fmt: skip


def _target(week: Week, session: Session, dose: AppliedDose) -> Target:
    """The week as its session shows it: what the composer has to know of a row."""
    tasks = [segment.task for segment in _work(session) if segment.task]
    sideways = [
        segment.task for segment in session.segments if segment.direction is Direction.SIDEWAYS
    ]
    row = WeekDose(
        week=week.number, sessions=len(week.sessions), warm_up_s=dose.warm_up_s, reps=dose.reps,
        bout_s=dose.bout_s, recovery_s=dose.recovery_s, cool_down_s=dose.cool_down_s,
        speed_mph=dose.speed_mps / MPS_PER_MPH, grade_pct=dose.grade_pct, stages=(dose.stage,),
        task=tasks[0] if tasks else "", recovery_task=sideways[0] if sideways else "",
    )  # fmt: skip
    return Target(
        number=week.number, phase=week.phase, row=row, protocol_grade_pct=dose.grade_pct,
        unload_share=None, adds_session=False, adds_grade=False,
    )  # fmt: skip


def _work(session: Session) -> list[Segment]:
    return [segment for segment in session.segments if segment.kind is SegmentKind.WORK]
