"""The profile: what a person says of themselves. `None` means "not known", never "no".

The same classes are the profile file's sections (see `docs/profile.md`); pydantic checks them
at that edge, so there is one definition.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from retroplan.core.model.vocabulary import Experience, GoalKind, Place, Sex, Units, Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str = ""
    birth_date: dt.date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    height_cm: float | None = None
    mass_kg: float | None = None
    experience: Experience = Experience.NONE
    active: bool = False
    """At least 30 minutes of moderate activity on 3 days a week for 3 months."""
    athlete: bool = False
    comfortable_speed_mps: float | None = None
    """Comfortable forward walking speed."""

    def age_bounds(self, on: dt.date) -> tuple[int, int] | None:
        """The youngest and oldest the person can be on a day, in whole years; None when not known."""
        if self.birth_date is not None:
            born = self.birth_date
            age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
            return age, age
        if self.birth_year is not None:
            return on.year - self.birth_year - 1, on.year - self.birth_year
        return None

    @property
    def bmi(self) -> float | None:
        """Body mass index in kg/m², None when height or mass is not known."""
        if self.height_cm is None or self.mass_kg is None:
            return None
        return self.mass_kg / (self.height_cm / 100) ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measurable aim: `measure` is the name of an assessment, `value` in its unit."""

    measure: str
    value: float
    by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    kind: GoalKind
    note: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicianYes:
    """A clinician's agreement, as the person recorded it (docs/decisions/0010)."""

    given: bool = False
    by: str = ""
    on: dt.date | None = None
    note: str = ""
    covers: tuple[str, ...] | None = None
    """Conditions, medicines and `YES_ANSWERS`. None = not said: then what was declared when it was given."""
    treadmill: bool = False
    """Who needs support may walk on a treadmill, hands on its rails."""
    max_grade_pct: float | None = None
    """The steepest incline; it may only lower what the rules have."""
    start_minutes: float | None = None
    """Backward minutes of a session of the first week."""
    pain_ceiling: int | None = None
    """NPRS 0-10: pain while walking above this is too much; it may only lower what the rules have."""
    no_lighter_weeks: bool = False


YES_ANSWERS = ("blood-pressure", "falls", "pregnancy", "backward-walk")
"""What a yes may cover beside names of the table: answers that ask for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answers to the safety questions. A list that is None was not answered; an empty one means "none"."""

    conditions: tuple[str, ...] | None = None
    symptoms: tuple[str, ...] | None = None
    medications: tuple[str, ...] | None = None
    usual_pain: int | None = None
    """NPRS 0-10 on an ordinary day."""
    pain_over_3_months: bool | None = None
    """The back has hurt for more than three months."""
    falls_last_12_months: int | None = None
    injurious_falls_last_12_months: int | None = None
    pregnancy_week: int | None = None
    """0 = not pregnant."""
    resting_systolic_mmhg: int | None = None
    resting_diastolic_mmhg: int | None = None
    resting_hr_bpm: int | None = None
    clearance: ClinicianYes = field(default_factory=ClinicianYes)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTests:
    """The last known values of the assessments."""

    backward_walk_3m_s: float | None = None
    tug_s: float | None = None
    chair_stands_30s: int | None = None
    tandem_s: float | None = None
    single_leg_s: float | None = None
    gait_speed_10m_mps: float | None = None
    six_minute_walk_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    days: tuple[Weekday, ...] = (Weekday.MON, Weekday.WED, Weekday.FRI)
    time: str | None = None
    """Local wall-clock time, HH:MM."""
    timezone: str | None = None
    """IANA zone name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Treadmill:
    rails: bool = False
    min_speed_kmh: float | None = None
    step_kmh: float | None = None
    max_grade_pct: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    places: tuple[Place, ...] = (Place.HALLWAY,)
    treadmill: Treadmill | None = None
    helper: bool | None = None
    """Somebody can stand by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWishes:
    weeks: int = 8
    start: dt.date | None = None
    sessions_per_week: int | None = None
    """None = what the protocol asks for."""
    protocol: str | None = None
    """The name of a clinician's own protocol for the goal; None = the catalogue's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    units: Units = Units.METRIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person's whole declaration, section by section as in the profile file."""

    profile: Person
    goal: Goal
    health: Health = field(default_factory=Health)
    tests: KnownTests = field(default_factory=KnownTests)
    availability: Availability = field(default_factory=Availability)
    equipment: Equipment = field(default_factory=Equipment)
    plan: PlanWishes = field(default_factory=PlanWishes)
    display: Display = field(default_factory=Display)

    def may_be_pregnant(self, on: dt.date, *, asked_to_age: float) -> bool:
        """Whether the person is pregnant, or has not said so and is of a sex and age that is asked."""
        week, ages = self.health.pregnancy_week, self.profile.age_bounds(on)
        if week is not None:
            return week > 0
        is_older = ages is not None and ages[0] > asked_to_age
        return self.profile.sex is not Sex.MALE and not is_older


class YesEnd(StrEnum):
    """What ends a clinician's yes before its time."""

    CONDITION = "condition"
    FALL = "fall"
    OPERATION = "operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownYes(ClinicianYes):
    """A yes with what the records say of it. Never in a file: `known_profile` adds it."""

    given_to: Profile
    """What was declared and known when it was given."""
    ended_by: YesEnd | None = None
    ended_on: dt.date | None = None
