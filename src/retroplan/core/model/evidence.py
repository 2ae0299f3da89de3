"""The evidence catalogue as the core receives it. Every number here comes from package data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from retroplan.core.model.units import MPS_PER_MPH as MPS_PER_MPH  # noqa: PLC0414  # read from here too
from retroplan.core.model.vocabulary import GoalKind, Place, Severity, Stage, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source, and how far it was read."""

    key: str
    authors: str
    year: int | None = None
    title: str = ""
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    registry: str = ""
    design: str = ""
    population: str = ""
    n: int | None = None
    read: str = ""
    """abstract, secondary source, registry entry, from memory: how the source was read."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement with its sources, how sure one can be, and what a reader must not conclude."""

    key: str
    topic: str
    sentence: str
    certainty: str
    """high, moderate, low, very low, or judgement."""
    caveat: str = ""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDose:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A weekly curve of doses for one goal. Row 4 shows how its unloading weeks look; rows after 8 continue it."""

    goal: GoalKind
    title: str
    tier: Tier
    """The tier whose caps the rows were made for; a person of a higher tier is held to it."""
    asks_pain: bool
    """Invariant I36: pain before, during and next morning."""
    effort_rises: bool
    """Effort target rises from week 5 on (cardio, athlete)."""
    total_backward_min_low: int
    total_backward_min_high: int
    """Invariant I37, for eight weeks at the protocol's own number of sessions."""
    assessments: tuple[str, ...]
    expects: str
    """What a person may honestly expect."""
    notices: tuple[str, ...]
    weeks: tuple[WeekDose, ...]
    cites: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCaps:
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
    rpe_later: tuple[int, int]
    rpe_rising: tuple[int, int]
    """From week 5 of a protocol whose effort rises."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
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
    is_treadmill: bool
    is_outdoors: bool
    hands_free: bool
    earliest_week: int = 1
    speed_cap_mph: float | None = None
    grade_cap_pct: float = 0.0
    lowest_tier: Tier = Tier.C
    muscles: tuple[str, ...] = ()
    why: str = ""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""

    @property
    def speed_cap_mps(self) -> float | None:
        return None if self.speed_cap_mph is None else self.speed_cap_mph * MPS_PER_MPH


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The numbers of the plan invariants, gathered from `invariants.toml`."""

    total_min_s: int
    total_max_s: int
    sum_tolerance_s: int
    warm_up_min_s: int
    warm_up_min_full_s: int
    cool_down_min_s: int
    backward_min_s: int
    backward_max_s: int
    backward_share_max: float
    bout_growth: float
    sessions_min: int
    sessions_max: int
    sessions_max_early: int
    early_weeks: int
    rest_day_up_to: int
    comfortable_share: float
    faller_speed_mps: float
    older_from_age: int
    older_share_of_3m_walk: float
    backward_rise_s: int
    backward_rise_share: float
    weekly_rise_s: int
    weekly_rise_share: float
    met_rise: float
    met_rise_share: float
    deload_first_week: int
    deload_gap_min: int
    deload_gap_max: int
    deload_share_min: float
    deload_share_max: float
    weeks_min: int
    weeks_max: int
    weeks_default: int
    weeks_short: int
    hands_free_3m_walk_s: float
    distance_tolerance: float
    energy_share: float
    energy_step_kcal: int
    adult_age: int
    bp_systolic_stop_mmhg: int
    bp_diastolic_stop_mmhg: int
    pregnancy_stop_week: int
    heart_rate_band_bpm: int
    lowest_speed_mph: float
    treadmill_min_kmh: float
    """Slowest belt, where a profile does not say."""
    treadmill_step_kmh: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """A rule that no plan may break, with its source."""

    id: str
    sentence: str
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergeticsConstants:
    """Constants of the cost-of-walking model (Model A) and of personal intensity."""

    standing_w_kg: float
    speed_factor: float
    speed_exponent: float
    speed_quartic: float
    grade_factor: float
    grade_base: float
    grade_inner_base: float
    grade_offset_pct: float
    backward_factor: float
    practised_factor: float
    practised_sessions: int
    rail_factor: float
    older_age: int
    older_w_kg_per_mps: float
    joules_per_ml_o2: float
    kcal_per_litre_o2: float
    met_ml_kg_min: float
    valid_speed_min_mph: float
    valid_speed_max_mps: float
    valid_grade_max_pct: float
    valid_mass_min_kg: float
    valid_mass_max_kg: float
    vo2max_intercept: float
    vo2max_age: float
    vo2max_female: float
    vo2max_lb: float
    vo2max_floor: float
    hr_max_intercept: float
    hr_max_age: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A row of the contraindication table: a name people can put in their profile, and what follows."""

    name: str
    title: str
    group: str
    """condition, symptom or medication: the list of the profile that may hold it."""
    severity: Severity
    sentence: str
    ask: str = ""
    """What to ask the clinician."""
    aliases: tuple[str, ...] = ()
    """Other names that people write for it."""
    acsm: bool = False
    """Known heart, vessel, metabolic or kidney disease: an active person may go on moderately without a new yes."""
    tier_b: bool = False
    """Holds the plan to the general tier; SUPPORT rows and `tier_c` hold it to C."""
    tier_c: bool = False
    spotter: bool = False
    hands_free: bool = True
    outdoors: bool = True
    level_only: bool = False
    treadmill_later: bool = False
    """The first week stays off the treadmill."""
    heart_rate_target: bool = True
    light_only: bool = False
    urgent: bool = False
    after_clearance: Severity = Severity.CAP
    """What remains once a clinician has said yes; a BLOCK that nothing lifts says BLOCK here too."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What a session says: cues, stop signs, checklist lines."""

    cues: tuple[str, ...]
    support_cue: str
    stop_signs: tuple[str, ...]
    checklist: tuple[str, ...]
    checklist_treadmill: tuple[str, ...]
    checklist_overground: tuple[str, ...]
    checklist_outdoors: tuple[str, ...]
    spotter_line: str
    spotter_first_line: str
    first_steps: str
    """The counter steps that come before the first session of somebody new to it."""
    look_behind_alone: str
    look_behind_guarded: str
    pain_questions: tuple[str, ...]
    caveats: tuple[str, ...]
    """The three that a reader must carry away, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A common fault of technique with its likely reason and fix."""

    name: str
    likely: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything the core needs of the literature, read once and passed in."""

    rules_version: str
    protocols: Mapping[GoalKind, Protocol]
    tiers: Mapping[Tier, TierCaps]
    ladder: Mapping[Stage, Rung]
    bounds: Bounds
    invariants: Mapping[str, Invariant]
    energetics: EnergeticsConstants
    conditions: Mapping[str, Condition]
    guidance: Guidance
    screening: Mapping[str, float]
    """Numbers of the screening rules, by name."""
    citations: Mapping[str, Citation] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
