"""One session in full: what to do, how hard, what to look out for, and why."""

from retroplan.core.model.plan import Segment, Session
from retroplan.core.model.vocabulary import Direction, Place, SegmentKind, Units
from retroplan.core.quantities import spoken_speed, yardstick
from retroplan.core.repeats import Step, steps_of
from retroplan.core.text import clean, clock, counted
from retroplan.reports.screen import Column, Screen, Style, Table
from retroplan.reports.words import (
    grade_words,
    in_units,
    length_words,
    minutes_number,
    minutes_words,
    needs_company,
    span_words,
    where_words,
)


def summary(session: Session) -> tuple[str, ...]:
    """The session in a line: minutes, backward minutes, place and support, company."""
    facts = [
        f"{minutes_words(session.total_s)}, {minutes_number(session.backward_s)} of them backward",
        where_words(session),
    ]
    if needs_company(session):
        facts.append("somebody beside you")
    return tuple(facts)


def add_session(
    screen: Screen, session: Session, units: Units, *, reasons: tuple[str, ...] | None = None
) -> Screen:
    """Everything a person needs to do the session, added to a screen.

    `reasons` are said in place of the session's own, where the screen says some of them already.
    """
    screen.say(" · ".join(summary(session)), indent=2).gap()
    screen.table(steps_table(session, units)).gap()
    screen.table(
        labelled(
            ("Effort", _effort(session)),
            ("Note", (clean(session.note),) if session.note else ()),
            ("Energy", _energy(session)),
            ("Cues", session.cues),
            ("Before", _in_units(session.checklist, units)),
            ("Pain", session.questions),
            ("Works", session.muscles),
            ("Why", session.reasons if reasons is None else reasons),
        )
    ).gap()
    return screen.table(labelled(("Stop for", session.stop_signs), style=Style.WARNING))


LABEL = len("Stop for")
"""So that labels of several tables stand in one column."""


def labelled(
    *parts: tuple[str, tuple[str, ...]], style: Style = Style.PLAIN, width: int = LABEL
) -> Table:
    """Labels with their items beside them; read aloud, each item is a line with its label."""
    rows, spoken = [], []
    for label, items in parts:
        heads = iter([label])
        rows += [(next(heads, "").ljust(width), text) for text in _paragraphs(items)]
        spoken.append(tuple(f"{label}: {item}" for item in items))
    return Table(
        columns=(Column(""), Column("", wraps=True, hang=2)),
        rows=tuple(rows),
        spoken=tuple(spoken),
        styles=(style,) * len(rows),
    )


SHORT = 60
"""Characters that a line of several items may have; longer ones are found again on lines of their own."""


def _paragraphs(items: tuple[str, ...]) -> tuple[str, ...]:
    """A few words on one line, anything longer an item a line."""
    joined = " · ".join(items)
    is_short = len(joined) <= SHORT and not any(item.endswith((".", "!", "?")) for item in items)
    return (joined,) if items and is_short else items


def _in_units(items: tuple[str, ...], units: Units) -> tuple[str, ...]:
    return tuple(in_units(item, units) for item in items)


def _effort(session: Session) -> tuple[str, ...]:
    facts = [f"{span_words(session.rpe)} of 10. {session.talk_test}".strip()]
    if session.heart_rate_bpm is not None:
        beats = span_words(session.heart_rate_bpm)
        facts.append(f"Heart rate: about {beats} beats a minute, a forecast; how it feels counts.")
    return tuple(facts)


def _energy(session: Session) -> tuple[str, ...]:
    if session.energy_kcal is None:
        return ()
    return (f"about {span_words(session.energy_kcal)} kcal in all",)


def steps_table(session: Session, units: Units) -> Table:
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
            yardstick(segment.speed_mps, units),
            grade_words(segment.grade_pct),
        )
    if session.place is Place.TREADMILL and segment.speed_mps > 0:
        return what, spoken_speed(segment.speed_mps, units), "", ""
    return what, "", "", ""


def _deed(segment: Segment, session: Session) -> str:
    is_recovery = segment.kind is SegmentKind.RECOVERY
    if segment.direction is Direction.STANDING and session.place is Place.TREADMILL:
        return "stand, belt stopped, hold on"
    plain = {
        Direction.BACKWARD: "backward" if not is_recovery else "slowly backward",
        Direction.FORWARD: "forward, easy" if is_recovery else "walk forward, easy",
        Direction.STANDING: "stand",
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
