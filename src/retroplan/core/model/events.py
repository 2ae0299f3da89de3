"""What happens after a plan was made, beside the walks: each a fact with its day."""

import datetime as dt
from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import ClinicianYes, Profile
from retroplan.core.model.vocabulary import NewsKind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """How a day begins. None is "not said"."""

    date: dt.date
    morning_pain: int | None = None
    """NPRS 0-10, this morning."""
    usual_pain: int | None = None
    """NPRS 0-10 on an ordinary morning; None = as the profile says."""
    swelling: bool | None = None
    giving_way: bool | None = None
    """A joint gave way."""
    locking: bool | None = None
    """A joint locked."""
    hot_joint: bool | None = None
    night_pain: bool | None = None
    """Pain that wakes at night."""
    no_weight: bool | None = None
    """The leg does not bear weight."""
    leg_signs: bool | None = None
    """New pain or numbness in a leg."""
    pain_elsewhere: bool | None = None
    """The pain told of this day, of its morning or its walk, is not in the usual place."""
    painkiller: bool | None = None
    """More than usual taken against pain before a walk."""
    limbs_as_ever: bool | None = None
    """Feet and joints are as ever; asked where feeling is lost."""
    fever: bool | None = None
    """Fever or an acute infection. False = none, and none in the 24 hours before."""
    dizziness: bool | None = None
    sedatives: bool | None = None
    alcohol: bool | None = None
    sleep_h: float | None = None
    systolic_mmhg: int | None = None
    diastolic_mmhg: int | None = None
    resting_hr_bpm: int | None = None
    symptoms: tuple[str, ...] = ()
    """By the names that the profile's `symptoms` take."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No sessions from `date` on; the plan's end moves."""

    date: dt.date
    until: dt.date | None = None
    """The first day that may hold a session again; None = until told."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Sessions again from `date` on."""

    date: dt.date
    cleared_by: str = ""
    """The clinician who agreed, where the plan was suspended for one."""
    clearance: ClinicianYes | None = None
    """Their yes of that day, where it was told what it covers, or what it opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Easier:
    """The person wishes for less. Always honoured."""

    date: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One session on another day."""

    date: dt.date
    """When it was asked for."""
    session_id: str
    to: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentResult:
    """A test that was done."""

    date: dt.date
    assessment: str
    """By its name in the catalogue, such as `tug`."""
    value: float
    """In the unit of the assessment."""
    trials: tuple[float, ...] = ()
    aid: str = ""
    supervised_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that asks for a new screening before the next session."""

    date: dt.date
    kind: NewsKind
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FallAnswer:
    """What a person says of the falls that they told of: until then there is no session."""

    date: dt.date
    hurt: bool
    seen: bool
    """Somebody qualified has looked at it."""
    falls: int
    """How many had been told in all: one that is written into an older record is asked about anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the person says of themselves, from `date` on."""

    date: dt.date
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was told of the person before a plan was made: screening knows it, the plan itself does not.

    Gathered for each plan, never kept.
    """

    date: dt.date
    """The day on which the plan was made."""
    facts: tuple[Declared | AssessmentResult | FallAnswer | News | Resume | SessionLog, ...]
    """In the order of entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedDose:
    """One session as somebody wrote it by hand: from then on it never holds more than this."""

    session_id: str
    reps: int
    bout_s: int
    recovery_s: int
    warm_up_s: int
    cool_down_s: int
    speed_mps: float
    grade_pct: float
    stage: Stage
    note: str = ""

    @property
    def backward_s(self) -> int:
        return self.reps * self.bout_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A plan edited by hand: the sessions that were changed. Other days are `Move`s, kept beside it."""

    date: dt.date
    doses: tuple[AppliedDose, ...]
    source: str = ""
    """What the file is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRules:
    """The rules of another program count from `date` on; what held the plan before holds it still."""

    date: dt.date
    before: str
    """The version of the rules until then."""
    rules_version: str
    """The version of those that count now."""
    held: tuple[Adjustment, ...] = ()
    """What had suspended the plan, let it rest, or withheld days still to come, by the rules before."""


Event = (
    SessionLog
    | CheckIn
    | Pause
    | Resume
    | Easier
    | Move
    | AssessmentResult
    | FallAnswer
    | News
    | Declared
    | Before
    | Applied
    | NewRules
)
