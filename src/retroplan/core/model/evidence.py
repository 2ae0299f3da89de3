"""The evidence catalogue as the core receives it. Every number here comes from package data."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from retroplan.core.model.protocol import Protocol, Rung, TierCaps
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import GoalKind, Severity, Stage, Tier


class Citation(NamedTuple):
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

    @property
    def short_name(self) -> str:
        """`Alghadir et al. 2019`; what it is, with its key, where no author was seen."""
        if self.authors == "authors not seen":
            return f"{self.design} ({self.key})"
        first, *others = self.authors.removesuffix(" et al.").split(", ")
        many = f"{first} et al." if others or self.authors.endswith("et al.") else first
        return f"{many} {self.year}" if self.year else many


class Claim(NamedTuple):
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


class Bounds(NamedTuple):
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
    stretch_min_s: int
    """The shortest stretch that a level is held with."""
    stretch_step_s: int
    sessions_min: int
    sessions_max: int
    sessions_max_early: int
    early_weeks: int
    rest_day_up_to: int
    comfortable_share: float
    faller_speed_mps: float
    older_from_age: int
    share_of_3m_walk: float
    comfortable_share_later: float
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
    return_days: int
    """Within which the dose before a step down comes back as a whole."""
    weeks_min: int
    weeks_max: int
    weeks_default: int
    weeks_short: int
    hands_free_3m_walk_s: float
    test_early_days: int
    """A result so many days before its week of tests counts for it."""
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
    jog_clean_weeks: int
    jog_clean_gap_days: int
    """The most days since the last walk of the clean weeks."""
    jog_clean_pain: int
    """NPRS 0-10, at most."""
    jog_clean_walks: int
    """In each of the weeks, at least."""
    jog_first_week: int
    jog_bout_s: int
    jog_bouts_max: int
    jog_lead_s: int
    """Walked backward before a stretch's first jog, at least."""
    jog_gap_s: int
    """Walked backward from one jog to the next, at least."""


class Invariant(NamedTuple):
    """A rule that no plan may break, with its source."""

    id: str
    sentence: str
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""


class EnergeticsConstants(NamedTuple):
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
    light_share_min: float
    """Of VO2 reserve, as are the next three."""
    moderate_share_min: float
    moderate_share_max: float
    vigorous_share_max: float
    moderate_effort_max: int
    """CR10: an effort above it is vigorous."""
    hr_max_intercept: float
    hr_max_age: float


class Condition(NamedTuple):
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
    hurts: bool = False
    """Pain is asked of every walk; Enter asserts nothing."""
    numb: bool = False
    """Little is felt, so pain is no guide."""
    flares: bool = False
    """Known to flare up and settle: two red days are a flare, not a reason to stop (4.4)."""
    flares_once_long: bool = False
    """That holds once it has lasted for more than three months."""
    no_flare: bool = False
    """Two red days are never taken for a flare."""
    urgent: bool = False
    each_session: str = ""
    """A line for the checklist of every session."""
    after_clearance: Severity = Severity.CAP
    """What remains once a clinician has said yes; a BLOCK that nothing lifts says BLOCK here too."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""


class Contraindication(NamedTuple):
    """For whom a test is never due, offered or guided (I47)."""

    test: str
    because: str
    """What it does that they should not, after "it is not for you now: "."""
    instead: str
    """What to do instead, as sentences."""
    conditions: tuple[str, ...] = ()
    """By their names in a profile."""
    pregnancy: bool = False
    """In any week, or one that nobody has said."""
    cites: tuple[str, ...] = ()
    judgement: bool = False
    reason: str = ""


class Guidance(NamedTuple):
    """What a session says: cues, stop signs, checklist lines."""

    cues: tuple[str, ...]
    stop_signs: tuple[str, ...]
    checklist: tuple[str, ...]
    checklist_treadmill: tuple[str, ...]
    checklist_overground: tuple[str, ...]
    checklist_indoors: tuple[str, ...]
    checklist_hill: tuple[str, ...]
    checklist_outdoors: tuple[str, ...]
    spotter_line: str
    spotter_first_line: str
    first_steps: str
    """The counter steps that open the first sessions of somebody new to it."""
    first_steps_sessions: int
    """How many sessions they open."""
    look_behind_alone: str
    look_behind_guarded: str
    pain_questions: tuple[str, ...]
    maintenance_expects: str
    maintenance_notices: tuple[str, ...]
    """What a plan says that holds a level."""
    jog: str
    """What a jog is called within its stretch; no other segment is called so."""
    jog_reason: str
    jog_checklist: tuple[str, ...]
    jog_notices: tuple[str, ...]
    jog_expects: str
    jog_instead_of: str
    """The notice of the protocol that a plan with jogs does not give."""
    jog_warning: str
    """What it is, for whoever is asked to say yes to it."""
    caveats: tuple[str, ...]
    """The three that a reader must carry away, in plain words."""


class Fault(NamedTuple):
    """A common fault of technique with its likely reason and fix."""

    name: str
    likely: str
    fix: str


class Evidence(NamedTuple):
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
    rulebook: Mapping[str, Rule] = MappingProxyType({})
    """The rules of adaptation, by name."""
    contraindications: Mapping[str, Contraindication] = MappingProxyType({})
    """By the name of the test."""
    citations: Mapping[str, Citation] = MappingProxyType({})
    claims: Mapping[str, Claim] = MappingProxyType({})
