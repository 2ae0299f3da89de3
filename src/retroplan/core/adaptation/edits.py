"""A plan edited by hand, row by row: what differs, and what may not."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retroplan.core.adaptation.readback import dose_of
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.plan_row import DOSE_FIELDS, PlanRow
from retroplan.core.model.units import MPS_PER_KMH
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
        edit = Edit(session=session, row=row)
        has_record = session.session_id in recorded
        if (has_record or session.date < today) and (edit.is_moved or edit.is_dosed):
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
