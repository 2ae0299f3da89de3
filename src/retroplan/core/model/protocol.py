"""What a plan is made from: the rows of a protocol, the caps of a tier, the rungs of the ladder."""

from typing import NamedTuple

from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import GoalKind, Place, Stage, Tier


class WeekDose(NamedTuple):
    """One row of a protocol: what a session of that week holds."""

    week: int
    sessions: int
    warm_up_s: int
    reps: int
    bout_s: int
    recovery_s: int
    cool_down_s: int
    speed_mph: float
    grade_pct: float
    stages: tuple[Stage, ...]
    """In order of preference."""
    unload: bool = False
    task: str = ""
    """A thinking task in the work bouts."""
    recovery_task: str = ""
    """How to spend an overground recovery other than walking forward."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""

    @property
    def backward_s(self) -> int:
        """Backward seconds a session."""
        return self.reps * self.bout_s

    @property
    def speed_mps(self) -> float:
        return self.speed_mph * MPS_PER_MPH


class Trial(NamedTuple):
    """What the trial that a protocol follows most closely gave, to be shown beside a plan."""

    minutes: int
    """Backward, a session."""
    sessions: int
    """A week."""
    weeks: int
    who: str
    """Who walked so, and with whom."""
    minutes_later: int | None = None
    """What they rose to, where they rose."""
    cites: tuple[str, ...] = ()


class Protocol(NamedTuple):
    """A weekly curve of doses for one goal. Row 4 shows how its unloading weeks look; rows after 8 continue it."""

    goal: GoalKind
    title: str
    tier: Tier
    """The tier whose caps the rows were made for; a person of a higher tier is held to it."""
    asks_pain: bool
    """Invariant I36: pain before, during and next morning."""
    effort_rises: bool
    """The effort target rises later on, as the tier says (cardio, athlete)."""
    total_backward_min_low: int
    total_backward_min_high: int
    """Invariant I37, for eight weeks at the protocol's own number of sessions."""
    assessments: tuple[str, ...]
    expects: str
    """What a person may honestly expect."""
    notices: tuple[str, ...]
    weeks: tuple[WeekDose, ...]
    incline_first: bool = False
    """Where walking is too easy the incline rises before the speed does."""
    share_of_3m_walk: float = 1.0
    """Of the person's own 3 m backward walk, the most that any week asks for."""
    pace_of: GoalKind | None = None
    """The protocol whose speeds bound these, for the body mass index and the conditions named next."""
    pace_from_bmi: float = 0.0
    pace_conditions: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    name: str = ""
    """Of the file of a person's own protocol; empty for those of the catalogue."""
    author: str = ""
    """The clinician who wrote it; empty for those of the catalogue."""
    reason: str = ""
    """Why it was written."""
    trial: Trial | None = None
    """Only where one gave all of its dose; never in anybody's own file."""
    jogs: bool = False
    """Short jogs may stand in its stretches (I45). Never in the catalogue, nor in anybody's own file."""

    @property
    def is_own(self) -> bool:
        """A clinician's own, not from a study."""
        return bool(self.author)

    @property
    def loading(self) -> tuple[WeekDose, ...]:
        """The rows in order, without the unloading one."""
        return tuple(row for row in self.weeks if not row.unload)

    @property
    def unload_share(self) -> float:
        """Backward minutes of the unloading row over those of the row before it."""
        for before, row in zip(self.weeks, self.weeks[1:], strict=False):
            if row.unload:
                return row.backward_s / before.backward_s
        return 1.0


class TierCaps(NamedTuple):
    """What a tier allows (invariants I05-I10, I16, I18; section 4.5 for effort)."""

    tier: Tier
    title: str
    week_1_backward_s: int
    week_1_bout_s: int
    sessions_per_week: int
    week_1_speed_mph: float
    first_session_speed_mph: float
    """One familiarisation session comes first where this is lower."""
    week_1_share_of_3m_walk: float
    speed_rise_mph: float
    speed_cap_mph: float
    grade_first_week: int
    """First week that may hold an incline; 0 = never."""
    grade_cap_pct: float
    grade_step_pct: float
    vo2_reserve_cap: float
    rpe_first: tuple[int, int]
    rpe_first_weeks: int
    """How long the first range holds."""
    rpe_later: tuple[int, int]
    rpe_rising: tuple[int, int]
    """For protocols whose effort rises."""
    rpe_rising_week: int
    """The week from which it does."""
    forward_speed_mps: float
    """Easy forward walking for warm-up and recovery, when the person's own is not known."""
    fallback: GoalKind | None
    """The protocol whose rows bound a goal made for a higher tier."""
    talk_test: str
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""

    @property
    def speed_cap_mps(self) -> float:
        return self.speed_cap_mph * MPS_PER_MPH

    @property
    def speed_rise_mps(self) -> float:
        return self.speed_rise_mph * MPS_PER_MPH


class Rung(NamedTuple):
    """One stage of the exposure ladder with its gates."""

    stage: Stage
    title: str
    where: str
    """As it is said of a session: "corridor, fingertips on the wall"."""
    places: tuple[Place, ...]
    """Any of these makes the stage possible; empty = possible in any home."""
    after: tuple[Stage, ...]
    """Stages of which one must be left behind first; empty = none."""
    leave_backward_s: int
    """Backward seconds in each of the sessions that open the next stage."""
    leave_sessions: int
    is_outdoors: bool
    hands_free: bool
    earliest_week: int = 1
    speed_cap_mph: float | None = None
    grade_cap_pct: float = 0.0
    lowest_tier: Tier = Tier.C
    hands: str = ""
    """A cue for the hands, on rungs with something to hold."""
    where_on_belt: str = ""
    """Where a rung of the hillside is walked on a treadmill."""
    muscles: tuple[str, ...] = ()
    why: str = ""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""

    @property
    def speed_cap_mps(self) -> float | None:
        return None if self.speed_cap_mph is None else self.speed_cap_mph * MPS_PER_MPH
