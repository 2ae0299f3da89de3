"""The closed choices. Their values are the words people type, the store keeps and JSON shows."""

from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Experience(StrEnum):
    """With backward walking, not with exercise."""

    NONE = "none"
    SOME = "some"
    REGULAR = "regular"


class GoalKind(StrEnum):
    KNEE_PAIN = "knee-pain"
    BALANCE = "balance"
    WEIGHT = "weight"
    CARDIO = "cardio"
    FOCUS = "focus"
    STROKE_GAIT = "stroke-gait"
    BACK_PAIN = "back-pain"
    HEALTHY_AGEING = "healthy-ageing"
    ATHLETE = "athlete"
    VARIETY = "variety"


class _Ordered(StrEnum):
    """Declared from least to most; `rank` is the position."""

    rank: int

    def __init__(self, _word: str) -> None:
        self.rank = len(type(self).__members__)


class Tier(_Ordered):
    """How much the caps allow: C needs support, B general adult, A active, A+ trained athlete."""

    C = "C"
    B = "B"
    A = "A"
    A_PLUS = "A+"


class Stage(_Ordered):
    """The rungs of the exposure ladder, 0 to 8."""

    COUNTER = "counter"
    WALL = "wall"
    CORRIDOR = "corridor"
    TREADMILL_RAILS = "treadmill-rails"
    TREADMILL_FREE = "treadmill-free"
    TRACK = "track"
    GRASS = "grass"
    UPHILL = "uphill"
    STEEP_UPHILL = "steep-uphill"


class Place(StrEnum):
    """Where a person can walk backward."""

    COUNTER = "counter"
    HALLWAY = "hallway"
    CORRIDOR = "corridor"
    TREADMILL = "treadmill"
    TRACK = "track"
    GRASS = "grass"
    HILL = "hill"


class SegmentKind(StrEnum):
    WARM_UP = "warm-up"
    WORK = "work"
    RECOVERY = "recovery"
    COOL_DOWN = "cool-down"


class Direction(StrEnum):
    FORWARD = "forward"
    BACKWARD = "backward"
    STANDING = "standing"
    SIDEWAYS = "sideways"


class Phase(StrEnum):
    """What a week is for. `unload` weeks are lighter and end in a re-test."""

    BASE = "base"
    BUILD = "build"
    PEAK = "peak"
    UNLOAD = "unload"


class Spotter(StrEnum):
    """Whether somebody stands by, behind and to the side."""

    REQUIRED = "required"
    FIRST_SESSION = "first-session"
    OPTIONAL = "optional"


class Units(StrEnum):
    METRIC = "metric"
    IMPERIAL = "imperial"


class Weekday(_Ordered):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Severity(_Ordered):
    """What a screening finding asks for, from least to most."""

    CAP = "cap"
    SUPPORT = "support"
    CLEAR = "clear"
    BLOCK = "block"


class Verdict(_Ordered):
    """What screening says of a plan as a whole, from least to most restrictive."""

    CLEAR = "clear"
    MODIFY = "modify"
    REFER = "refer"
    STOP = "stop"


class NamedBy(StrEnum):
    """How a person said which session a record is of."""

    DAY = "day"
    """By its day alone: it is of the session that the plan held then."""
    SESSION = "session"
    NOTHING = "nothing"
    """It is of a walk outside the plan."""


class Outcome(StrEnum):
    """What became of a session. A skip is not a miss: a miss has no record at all."""

    DONE = "done"
    PARTIAL = "partial"
    EXTRA = "extra"
    SKIPPED = "skipped"


class Theme(StrEnum):
    """What a report may be about."""

    DOSE = "dose"
    EFFORT = "effort"
    PAIN = "pain"
    STUMBLES = "stumbles"
    NOTES = "notes"


class Step(_Ordered):
    """Which way a rule takes the plan, from the least to the most careful."""

    PROGRESS = "progress"
    HOLD = "hold"
    """As planned, but nothing rises."""
    REPEAT = "repeat"
    """The last session once more."""
    REGRESS = "regress"
    REST = "rest"
    SUSPEND = "suspend"


class Standing(StrEnum):
    """Whether a plan offers sessions. Only an active one does."""

    ACTIVE = "active"
    RESTING = "resting"
    """Until a check-in says that it is over."""
    PAUSED = "paused"
    SUSPENDED = "suspended"
    """Until a screening, or a clinician, says yes."""


class Colour(_Ordered):
    """What a morning says of its day, from the best to the most careful."""

    GREEN = "green"
    AMBER = "amber"
    """A session, but less of it."""
    RED = "red"
    """No session."""


class NewsKind(StrEnum):
    """What asks for a new screening."""

    FALL = "fall"
    DIAGNOSIS = "diagnosis"
    SURGERY = "surgery"
    MEDICINE = "medicine"
