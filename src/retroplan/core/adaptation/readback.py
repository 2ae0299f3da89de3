"""Sessions that were planned, read back as doses: what the limits look back on."""

from retroplan.core.engine.bouts import Shape
from retroplan.core.engine.doses import SessionDose
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import SegmentKind


def dose_of(session: Session) -> SessionDose:
    """The dose that a session spells out."""
    work = session.stretches_s
    return SessionDose(
        number=session.number,
        date=session.date,
        stage=session.stage,
        place=session.place,
        speed_mps=session.speed_mps,
        grade_pct=session.grade_pct,
        shape=Shape(
            warm_up_s=sum(_durations(session, SegmentKind.WARM_UP)),
            reps=len(work),
            bout_s=max(work),
            recovery_s=max(_durations(session, SegmentKind.RECOVERY), default=0),
            cool_down_s=sum(_durations(session, SegmentKind.COOL_DOWN)),
        ),
        is_new_rung=False,
        is_sure=False,
    )


def _durations(session: Session, kind: SegmentKind) -> list[int]:
    return [segment.duration_s for segment in session.segments if segment.kind is kind]
