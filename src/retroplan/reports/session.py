"""One session in full: what to do, how hard, what to look out for, and why."""

from retroplan.core.model.plan import Segment, Session
from retroplan.core.model.vocabulary import Direction, SegmentKind, Stage, Units
from retroplan.core.quantities import seconds_per_5m, spoken_speed
from retroplan.core.repeats import Step, steps_of
from retroplan.core.text import clock, counted
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import (
    grade_words,
    length_words,
    minutes_number,
    minutes_words,
    needs_company,
    span_words,
    where_words,
)

ON_A_BELT = frozenset({Stage.TREADMILL_RAILS, Stage.TREADMILL_FREE})


def summary(session: Session) -> tuple[str, ...]:
    """The session in a line: minutes, backward minutes, place and support, company."""
    facts = [
        f"{minutes_words(session.total_s)}, {minutes_number(session.backward_s)} of them backward",
        where_words(session),
    ]
    if needs_company(session):
        facts.append("somebody beside you")
    return tuple(facts)


def add_session(screen: Screen, session: Session, units: Units) -> Screen:
    """Everything a person needs to do the session, added to a screen."""
    screen.say(" · ".join(summary(session)), indent=2).gap()
    screen.table(_steps(session, units)).gap()
    screen.table(
        labelled(
            ("Effort", _effort(session)),
            ("Cues", session.cues),
            ("Before", session.checklist),
            ("Works", session.muscles),
            ("Note down", session.questions),
            ("Why", session.reasons),
        )
    ).gap()
    return screen.table(labelled(("Stop for", session.stop_signs), style=Style.WARNING))


LABEL = len("Note down")
"""So that labels of several tables stand in one column."""


def labelled(*parts: tuple[str, tuple[str, ...]], style: Style = Style.PLAIN) -> Table:
    """Labels with their items beside them; read aloud, each item is a line with its label."""
    rows, spoken = [], []
    for label, items in parts:
        heads = iter([label])
        rows += [(next(heads, "").ljust(LABEL), text) for text in _paragraphs(items)]
        spoken.append(tuple(f"{label}: {item}" for item in items))
    return Table(
        columns=(Column(""), Column("", wraps=True)),
        rows=tuple(rows),
        spoken=tuple(spoken),
        styles=(style,) * len(rows),
    )


def _paragraphs(items: tuple[str, ...]) -> list[str]:
    """Sentences on lines of their own; between them, short items joined on one."""
    texts: list[str] = []
    is_open = False
    for item in items:
        is_sentence = item.endswith((".", "!", "?"))
        if is_open and not is_sentence:
            texts[-1] += f" · {item}"
        else:
            texts.append(item)
        is_open = not is_sentence
    return texts


def _effort(session: Session) -> tuple[str, ...]:
    facts = [f"{span_words(session.rpe)} of 10. {session.talk_test}".strip()]
    if session.heart_rate_bpm is not None:
        facts.append(f"Heart rate about {span_words(session.heart_rate_bpm)} beats a minute.")
    if session.energy_kcal is not None:
        facts.append(f"About {span_words(session.energy_kcal)} kcal in all.")
    return tuple(facts)


def _steps(session: Session, units: Units) -> Table:
    """The steps with their times; speeds where a person must set or keep one."""
    rows, spoken = [], []
    for number, step in enumerate(steps_of(session.segments), start=1):
        for index, segment in enumerate(step.segments):
            times = f"{step.times} ×" if step.times > 1 and index == 0 else ""
            rows.append((times, clock(segment.duration_s), *_walk(segment, session, units)))
        spoken.append(_said(number, step, session, units))
    return Table(
        columns=(
            Column("", numeric=True),
            Column("", numeric=True),
            Column(""),
            Column(""),
            Column(""),
            Column(""),
        ),
        rows=tuple(rows),
        spoken=tuple(spoken),
    )


def _walk(segment: Segment, session: Session, units: Units) -> tuple[str, str, str, str]:
    """What to do, speed, yardstick, incline."""
    what = _deed(segment, session)
    if segment.kind is SegmentKind.WORK:
        return (
            what,
            spoken_speed(segment.speed_mps, units),
            f"5 m in {seconds_per_5m(segment.speed_mps)} s",
            grade_words(segment.grade_pct),
        )
    if session.stage in ON_A_BELT and segment.speed_mps > 0:
        return what, spoken_speed(segment.speed_mps, units), "", ""
    return what, "", "", ""


def _deed(segment: Segment, session: Session) -> str:
    is_recovery = segment.kind is SegmentKind.RECOVERY
    plain = {
        Direction.BACKWARD: "backward" if not is_recovery else "slowly backward",
        Direction.FORWARD: "forward, easy" if is_recovery else "walk forward, easy",
        Direction.STANDING: "stand, rails in hand" if session.stage in ON_A_BELT else "stand",
        Direction.SIDEWAYS: "side-steps",
    }[segment.direction]
    return f"{plain}, {segment.task}" if segment.task else plain


def _said(number: int, step: Step, session: Session, units: Units) -> tuple[str, ...]:
    """`Step 2, 8 times: 30 seconds backward, 1.6 km/h, 5 m in 11 s, level; then 30 seconds …`."""
    head = f"Step {number}"
    if step.times > 1:
        head += f", {counted(step.times, 'time')}"
    parts = [
        ", ".join([length_words(segment.duration_s), what, *(fact for fact in facts if fact)])
        for segment in step.segments
        for what, *facts in [_walk(segment, session, units)]
    ]
    return (f"{head}: {', then '.join(parts)}.",)
