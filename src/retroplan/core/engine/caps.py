"""What one person's plan may hold at most: tier caps, tests, clearance and equipment as one value."""

import datetime as dt
from math import ceil
from typing import NamedTuple

from retroplan.core.energetics import vo2max
from retroplan.core.engine.allowed import tier_caps
from retroplan.core.model.clearance import Agreed, Clearance, Limits
from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.protocol import Protocol, TierCaps, WeekDose
from retroplan.core.model.units import MPS_PER_KMH, MPS_PER_MPH
from retroplan.core.model.vocabulary import Experience, GoalKind, Place, Sex, Stage, Tier
from retroplan.core.screening.table import in_order
from retroplan.errors import Infeasible

_STEP_TOLERANCE = 1e-4
"""Of a step: a speed that rounding brought just under a step still counts as on it."""


class Belt(NamedTuple):
    """A treadmill as the planner sees it: slowest speed, step and steepest incline."""

    slowest_mps: float
    step_mps: float
    max_grade_pct: float
    has_rails: bool

    def rounded(self, speed_mps: float) -> float | None:
        """The fastest belt speed not above the wished one; None when the belt cannot go so slowly."""
        if speed_mps < self.slowest_mps - 1e-9:
            return None
        steps = int((speed_mps - self.slowest_mps) / self.step_mps + _STEP_TOLERANCE)
        return min(speed_mps, round(self.slowest_mps + steps * self.step_mps, 6))


class Caps(NamedTuple):
    """Every ceiling of one plan, worked out once."""

    tier: TierCaps
    protocol: Protocol
    fallback: Protocol | None
    """Rows that bound the protocol's own, where the person's tier is lower than the protocol's."""
    gentle: tuple[WeekDose, ...]
    """Rows that bound the first ones, until they have gone well; none for most."""
    limits: Limits
    first_week_speed_mps: float
    speed_mps: float
    vo2_reserve: float
    vo2max: float | None
    age: int
    mass_kg: float | None
    resting_hr_bpm: int | None
    forward_mps: float
    highest_stage: Stage
    places: frozenset[Place]
    belt: Belt | None
    experience: Experience
    is_spotted: bool
    asks_pain: bool
    """Every session asks for pain: the goal is about it, or a condition hurts."""
    each_session: tuple[str, ...]
    """What the person's conditions and medicines ask for in every session."""
    start_backward_s: int = 0
    """What a session of the first week holds where a clinician said so, and no later one less; 0 = not said."""
    lighter_weeks: bool = True
    """False: a clinician left the lighter weeks out (I17)."""
    pain_ceiling: int | None = None
    """NPRS 0-10, where a clinician set a lower one than the rules have."""

    @property
    def has_slope(self) -> bool:
        """A hill, or a belt with rails that tilts."""
        belt = self.belt
        return Place.HILL in self.places or bool(
            belt and belt.has_rails and belt.max_grade_pct >= 1
        )

    def walked_mps(self, speed_mps: float) -> float:
        """What a wished speed comes to, in m/s: a step of the belt, or a whole millimetre a second."""
        belt_mps = None if self.belt is None else self.belt.rounded(speed_mps)
        return int(speed_mps * 1000 + 1e-6) / 1000 if belt_mps is None else belt_mps


def personal_caps(
    profile: Profile, goal: GoalKind, clearance: Clearance, evidence: Evidence, start: dt.date
) -> Caps:
    """The ceilings for a person and a goal.

    Raises:
        Infeasible: no speed is slow enough, or nobody can stand by who must.
    """
    protocol = _protocol(profile, goal, evidence)
    tier_word = min(
        clearance.limits.tier, protocol.tier, _pregnancy_tier(profile, evidence),
        key=lambda tier: tier.rank,
    )  # fmt: skip
    agreed = clearance.agreed
    tier = tier_caps(tier_word, agreed, evidence)
    is_spotted = tier_word is Tier.C or clearance.limits.spotter_required
    if is_spotted and profile.equipment.helper is False:
        raise Infeasible(
            "this plan needs somebody beside you in every session, and the profile says nobody can",
            hint="ask a relative, friend or physiotherapist, then set helper = true; or choose "
            "exercises that you can do holding on, with your clinician",
        )
    bounds = evidence.bounds
    age = _age(profile, start)
    speed_mps = _speed_cap(profile, tier, protocol, bounds)
    first_mps = _first_speed(profile, tier, bounds, speed_mps)
    _refuse_too_slow(first_mps, bounds)
    return Caps(
        tier=tier,
        protocol=protocol,
        fallback=_fallback(protocol, tier, evidence),
        gentle=_gentle(protocol, clearance.limits, evidence),
        limits=clearance.limits,
        first_week_speed_mps=first_mps,
        speed_mps=speed_mps,
        vo2_reserve=min(tier.vo2_reserve_cap, clearance.limits.highest_vo2_reserve),
        vo2max=_vo2max(profile, evidence, age),
        age=age,
        mass_kg=_usable_mass(profile, evidence),
        resting_hr_bpm=profile.health.resting_hr_bpm,
        forward_mps=min(
            tier.forward_speed_mps, profile.profile.comfortable_speed_mps or tier.forward_speed_mps
        ),
        highest_stage=_highest_stage(tier, clearance.limits, agreed),
        places=frozenset(profile.equipment.places),
        belt=_belt(profile, bounds),
        experience=profile.profile.experience,
        is_spotted=is_spotted,
        asks_pain=protocol.asks_pain or hurts(profile, evidence),
        each_session=_each_session(profile, evidence),
        start_backward_s=_start_s(protocol, tier, agreed),
        lighter_weeks=agreed.lighter_weeks,
        pain_ceiling=agreed.pain_ceiling,
    )


def _start_s(protocol: Protocol, tier: TierCaps, agreed: Agreed) -> int:
    """Backward seconds of the first sessions where a yes may raise them: above their row, never above all rows."""
    if not agreed.opens or agreed.start_minutes is None:
        return 0
    return min(tier.week_1_backward_s, max(row.backward_s for row in protocol.weeks))


def hurts(profile: Profile, evidence: Evidence) -> bool:
    """Whether the person has a condition that hurts."""
    return any(evidence.conditions[name].hurts for name in profile.health.conditions or ())


def _protocol(profile: Profile, goal: GoalKind, evidence: Evidence) -> Protocol:
    """The goal's protocol, at the pace of a gentler one where it names one for people like this (6.3)."""
    protocol = evidence.protocols[goal]
    if protocol.pace_of is None:
        return protocol
    bmi = profile.profile.bmi
    is_heavy = bmi is not None and bmi >= protocol.pace_from_bmi
    if not is_heavy and not set(protocol.pace_conditions) & set(profile.health.conditions or ()):
        return protocol
    paces = evidence.protocols[protocol.pace_of].weeks
    rows = tuple(
        row._replace(speed_mph=min(row.speed_mph, pace.speed_mph))
        for row, pace in zip(protocol.weeks, paces, strict=True)
    )
    return protocol._replace(weeks=rows)


def _each_session(profile: Profile, evidence: Evidence) -> tuple[str, ...]:
    health = profile.health
    said = (*(health.conditions or ()), *(health.medications or ()))
    names = in_order(said, evidence.conditions)
    lines = (evidence.conditions[name].each_session for name in names)
    return tuple(dict.fromkeys(line for line in lines if line))


def _pregnancy_tier(profile: Profile, evidence: Evidence) -> Tier:
    """Support from the start where the plan runs on into the weeks of pregnancy that ask for it."""
    week = profile.health.pregnancy_week or 0
    last = week + profile.plan.weeks - 1
    needs_support = week and last >= evidence.screening["pregnancy_support_week"]
    return Tier.C if needs_support else Tier.A_PLUS


def _age(profile: Profile, on: dt.date) -> int:
    """The older of the ages a person can have: the more careful one for every cap."""
    ages = profile.profile.age_bounds(on)
    if ages is None:
        raise Infeasible(
            "a plan needs to know your age", hint="set birth_date or birth_year in the profile"
        )
    return ages[1]


def _fallback(protocol: Protocol, tier: TierCaps, evidence: Evidence) -> Protocol | None:
    if tier.tier.rank >= protocol.tier.rank or tier.fallback is None:
        return None
    return evidence.protocols[tier.fallback]


def _gentle(protocol: Protocol, limits: Limits, evidence: Evidence) -> tuple[WeekDose, ...]:
    """The first rows of the protocol that a lower tier falls back to, for who begins at its pace."""
    fallback = evidence.tiers[limits.start_tier].fallback
    if limits.start_tier.rank >= protocol.tier.rank or fallback is None:
        return ()
    weeks = int(evidence.screening["gentle_start_weeks"])
    return evidence.protocols[fallback].loading[:weeks]


def _speed_cap(profile: Profile, tier: TierCaps, protocol: Protocol, bounds: Bounds) -> float:
    """Invariant I10: tier cap, below 0.6 m/s after a fall, shares of the person's own speeds.

    The shares hold at every age: nobody keeps up their quickest three metres for minutes.
    """
    caps = [tier.speed_cap_mps]
    if profile.health.falls_last_12_months != 0 or profile.health.injurious_falls_last_12_months:
        caps.append(bounds.faller_speed_mps)
    comfortable = comfortable_mps(profile)
    if comfortable is not None:
        caps.append(comfortable * bounds.comfortable_share_later)
    walk_mps = backward_walk_mps(profile)
    if walk_mps is not None:
        caps.append(walk_mps * min(bounds.share_of_3m_walk, protocol.share_of_3m_walk))
    return min(caps)


def _first_speed(profile: Profile, tier: TierCaps, bounds: Bounds, cap_mps: float) -> float:
    """Invariant I08: tier start, half the comfortable forward speed, a share of the 3 m walk."""
    speeds = [cap_mps, tier.week_1_speed_mph * MPS_PER_MPH]
    comfortable = comfortable_mps(profile)
    if comfortable is not None:
        speeds.append(comfortable * bounds.comfortable_share)
    walk_mps = backward_walk_mps(profile)
    if walk_mps is not None:
        speeds.append(walk_mps * tier.week_1_share_of_3m_walk)
    return min(speeds)


def comfortable_mps(profile: Profile) -> float | None:
    """Comfortable forward speed as told, or else as tested, m/s; None when neither is known."""
    return profile.profile.comfortable_speed_mps or profile.tests.gait_speed_10m_mps


def backward_walk_mps(profile: Profile) -> float | None:
    """Backward speed of the 3 m backward walk test, m/s; None when it was not done."""
    seconds = profile.tests.backward_walk_3m_s
    return None if seconds is None else 3.0 / seconds


def _refuse_too_slow(first_mps: float, bounds: Bounds) -> None:
    if first_mps < bounds.lowest_speed_mph * MPS_PER_MPH - 1e-9:
        raise Infeasible(
            "your walking tests ask for a slower start than this program can plan",
            hint="show them to a physiotherapist: backward walking may still be right for you, "
            "with hands-on help",
        )


def _vo2max(profile: Profile, evidence: Evidence, age: int) -> float | None:
    mass = profile.profile.mass_kg
    if mass is None:
        return None
    return vo2max(age, profile.profile.sex or Sex.OTHER, mass, evidence.energetics)


def _usable_mass(profile: Profile, evidence: Evidence) -> float | None:
    """The body mass where the energy model holds, else None: then no energy is shown."""
    mass, constants = profile.profile.mass_kg, evidence.energetics
    if mass is None or not constants.valid_mass_min_kg <= mass <= constants.valid_mass_max_kg:
        return None
    return mass


def _highest_stage(tier: TierCaps, limits: Limits, agreed: Agreed) -> Stage:
    """Tier C stops at the rails, and comes to a treadmill only where a clinician said so (5.3, I21)."""
    stages = [limits.highest_stage]
    if tier.tier is Tier.C:
        stages.append(Stage.TREADMILL_RAILS if agreed.treadmill else Stage.CORRIDOR)
    if not limits.hands_free:
        stages.append(Stage.TREADMILL_RAILS)
    return min(stages, key=lambda stage: stage.rank)


def _belt(profile: Profile, bounds: Bounds) -> Belt | None:
    """The treadmill, when the person has one; what they did not say is taken from the bounds."""
    if Place.TREADMILL not in profile.equipment.places:
        return None
    machine = profile.equipment.treadmill
    step = (machine and machine.step_kmh) or bounds.treadmill_step_kmh
    slowest = (machine and machine.min_speed_kmh) or _whole_steps(bounds.treadmill_min_kmh, step)
    return Belt(
        slowest_mps=slowest * MPS_PER_KMH,
        step_mps=step * MPS_PER_KMH,
        max_grade_pct=(machine and machine.max_grade_pct) or 0.0,
        has_rails=bool(machine and machine.rails),
    )


def _whole_steps(speed_kmh: float, step_kmh: float) -> float:
    """The least multiple of a step that is no slower: where a belt of unknown start surely goes."""
    return ceil(speed_kmh / step_kmh - 1e-9) * step_kmh
