"""Valid values with everyday defaults; a test changes only what it is about."""

import datetime as dt
from typing import Any

from retroplan.core.adaptation.pain import Pain, pain_of
from retroplan.core.model.events import Declared, Event
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Segment, Session, Span, Week
from retroplan.core.model.vocabulary import (
    Direction,
    GoalKind,
    NamedBy,
    Outcome,
    Phase,
    Place,
    SegmentKind,
    Spotter,
    Stage,
    Tier,
    Units,
)
from retroplan.evidence.load import load_rulebook
from retroplan.usecases.rules_in_force import RULES_VERSION

START = dt.date(2026, 11, 23)  # a Monday
MPH = 0.44704

# backward repetitions, seconds a repetition, recovery seconds, mph, stage: a curve for sore knees
WEEKS = (
    (8, 30, 30, 1.0, Stage.CORRIDOR),
    (6, 60, 30, 1.0, Stage.TREADMILL_RAILS),
    (8, 60, 30, 1.1, Stage.TREADMILL_RAILS),
    (6, 60, 30, 1.1, Stage.TREADMILL_RAILS),
    (5, 120, 30, 1.2, Stage.TREADMILL_RAILS),
    (5, 120, 30, 1.3, Stage.TREADMILL_FREE),
    (5, 120, 30, 1.4, Stage.TREADMILL_FREE),
    (6, 120, 30, 1.4, Stage.TRACK),
)
PLACES = {Stage.CORRIDOR: Place.CORRIDOR, Stage.TRACK: Place.TRACK}
WHERE = {
    Stage.CORRIDOR: "corridor, fingertips on the wall",
    Stage.TREADMILL_RAILS: "treadmill, both hands on the rails",
    Stage.TREADMILL_FREE: "treadmill, hands free",
    Stage.TRACK: "track, inside lane",
}


def make_segments(
    *, reps: int = 8, bout_s: int = 30, recovery_s: int = 30, speed_mps: float = 1.0 * MPH,
    grade_pct: float = 0.0, stage: Stage = Stage.CORRIDOR,
) -> tuple[Segment, ...]:  # fmt: skip
    """Warm-up, bouts with recoveries, cool-down."""
    on_belt = stage in (Stage.TREADMILL_RAILS, Stage.TREADMILL_FREE)
    rest = Direction.STANDING if on_belt else Direction.FORWARD
    bout = (
        Segment(kind=SegmentKind.WORK, direction=Direction.BACKWARD, duration_s=bout_s,
                speed_mps=speed_mps, grade_pct=grade_pct),
        Segment(kind=SegmentKind.RECOVERY, direction=rest, duration_s=recovery_s,
                speed_mps=0.0 if on_belt else 0.9),
    )  # fmt: skip
    easy = {"direction": Direction.FORWARD, "speed_mps": 0.9}
    return (
        Segment(kind=SegmentKind.WARM_UP, duration_s=180, **easy),  # type: ignore[arg-type]
        *bout * reps,
        Segment(kind=SegmentKind.COOL_DOWN, duration_s=120, **easy),  # type: ignore[arg-type]
    )


def make_session(**changes: Any) -> Session:
    """A first session: 13 minutes in a corridor, 4 of them backward."""
    stage = changes.get("stage", Stage.CORRIDOR)
    segments = changes.get("segments", make_segments(stage=stage))
    work = [segment for segment in segments if segment.kind is SegmentKind.WORK]
    backward_s = sum(segment.duration_s for segment in work)
    speed = work[0].speed_mps if work else 0.0
    values: dict[str, Any] = {
        "session_id": "1.1",
        "number": 1,
        "date": START,
        "stage": stage,
        "place": PLACES.get(stage, Place.TREADMILL),
        "spotter": Spotter.OPTIONAL,
        "total_s": sum(segment.duration_s for segment in segments),
        "backward_s": backward_s,
        "speed_mps": speed,
        "grade_pct": work[0].grade_pct if work else 0.0,
        "distance_m": round(speed * backward_s, 1),
        "energy_kcal": Span(low=40, high=60),
        "rpe": Span(low=2, high=3),
        "heart_rate_bpm": None,
        "segments": segments,
        "cues": ("toes touch first, then the heel",),
        "stop_signs": ("chest pain", "dizziness", "knee pain above 5", "a stumble"),
        "checklist": ("lane clear 6 m beyond the end", "shoes with a heel", "phone away"),
        "muscles": ("front of the thigh", "calf"),
        "talk_test": "You can say a whole sentence.",
        "questions": ("pain before", "pain while walking", "pain next morning"),
        "reasons": ("Week 1 begins with 4 minutes backward, the most that a beginner should do.",),
        "citations": ("alghadir2019",),
        "where": WHERE.get(stage, ""),
    }
    return Session(**(values | changes))


def make_week(number: int = 1, *, start: dt.date = START, sessions: int = 3) -> Week:
    """Week `number` of the everyday plan, sessions every other day from its Monday."""
    reps, bout_s, recovery_s, mph, stage = WEEKS[(number - 1) % len(WEEKS)]
    monday = start + dt.timedelta(days=7 * (number - 1))
    is_deload = number % 4 == 0 and number < len(WEEKS)
    segments = make_segments(
        reps=reps, bout_s=bout_s, recovery_s=recovery_s, speed_mps=mph * MPH, stage=stage
    )
    later = Span(low=3, high=4)
    return Week(
        number=number,
        starts=monday,
        phase=Phase.UNLOAD if is_deload else Phase.BASE if number < 4 else Phase.BUILD,
        is_deload=is_deload,
        tests=("nprs", "tug") if is_deload or number == len(WEEKS) else (),
        sessions=tuple(
            make_session(
                session_id=f"{number}.{index + 1}",
                number=(number - 1) * sessions + index + 1,
                date=monday + dt.timedelta(days=2 * index),
                stage=stage,
                spotter=Spotter.REQUIRED if (number, index) == (1, 0) else Spotter.OPTIONAL,
                segments=segments,
                rpe=Span(low=2, high=3) if number < 3 else later,
            )
            for index in range(sessions)
        ),
    )


def make_plan(*, weeks: int = 8, sessions: int = 3, **changes: Any) -> Plan:
    """Eight weeks for sore knees from Monday 23 November 2026, three sessions a week."""
    start = changes.get("start", START)
    values: dict[str, Any] = {
        "plan_id": "plan-1",
        "revision": 1,
        "rules_version": RULES_VERSION,
        "tier": Tier.B,
        "goal": GoalKind.KNEE_PAIN,
        "protocol": GoalKind.KNEE_PAIN,
        "start": start,
        "units": Units.METRIC,
        "weeks": tuple(
            make_week(number, start=start, sessions=sessions) for number in range(1, weeks + 1)
        ),
        "notices": (
            "Most studies were small, and few could hide who walked backward.",
            "The doses are smaller than those of the studies.",
        ),
        "citations": ("alghadir2019",),
    }
    return Plan(**(values | changes))


def make_log(session: Session | None = None, **changes: Any) -> SessionLog:
    """A session done as planned, effort 3, no pain; an extra walk where `session` is None."""
    values: dict[str, Any] = {
        "session_id": session.session_id if session else None,
        "date": session.date if session else START,
        "outcome": Outcome.DONE if session else Outcome.EXTRA,
        "total_s": session.total_s if session else 600,
        "backward_s": session.backward_s if session else 120,
        "speed_mps": session.speed_mps if session else 1.0 * MPH,
        "grade_pct": 0.0,
        "distance_m": session.distance_m if session else 53.6,
        "stage": session.stage if session else None,
        "rpe": 3,
        "nprs_before": 1,
        "nprs_during": 0,
        "near_falls": 0,
        "falls": 0,
        "prescribed": session,
        "named_by": NamedBy.DAY if session else NamedBy.NOTHING,
    }
    return SessionLog(**(values | changes))


def make_pain(
    first: int | None = 0,
    *told: Event,
    later: tuple[Declared, ...] = (),
    ceiling: int | None = None,
) -> Pain:
    """What is known of the pain of somebody whose usual pain was `first`; `later` are new profiles."""
    return pain_of(
        (*later[:1], *later), told, first=first, ceiling=ceiling, rulebook=load_rulebook()
    )
