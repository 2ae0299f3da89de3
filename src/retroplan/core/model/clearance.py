"""What screening says: findings, and the clearance they add up to."""

from dataclasses import dataclass, field

from retroplan.core.model.vocabulary import Severity, Stage, Tier, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a plan may hold. The defaults limit nothing; `tighter` combines two, the stricter winning."""

    tier: Tier = Tier.A_PLUS
    """The highest tier whose caps may be used."""
    start_tier: Tier = Tier.A_PLUS
    """The tier whose rows bound the first weeks, until they have gone well."""
    highest_stage: Stage = Stage.STEEP_UPHILL
    spotter_required: bool = False
    hands_free: bool = True
    """False: no hands-free treadmill, track, grass or hill (invariant I20)."""
    outdoors: bool = True
    level_only: bool = False
    overground_first: bool = False
    """The first week stays off the treadmill."""
    heart_rate_target: bool = True
    highest_vo2_reserve: float = 1.0
    """Share of VO2 reserve, 0-1; the tier's own cap still applies."""
    highest_rpe: int = 10

    def tighter(self, other: "Limits") -> "Limits":
        """The stricter of the two on every line."""
        return Limits(
            tier=min(self.tier, other.tier, key=lambda tier: tier.rank),
            start_tier=min(self.start_tier, other.start_tier, key=lambda tier: tier.rank),
            highest_stage=min(
                self.highest_stage, other.highest_stage, key=lambda stage: stage.rank
            ),
            spotter_required=self.spotter_required or other.spotter_required,
            hands_free=self.hands_free and other.hands_free,
            outdoors=self.outdoors and other.outdoors,
            level_only=self.level_only or other.level_only,
            overground_first=self.overground_first or other.overground_first,
            heart_rate_target=self.heart_rate_target and other.heart_rate_target,
            highest_vo2_reserve=min(self.highest_vo2_reserve, other.highest_vo2_reserve),
            highest_rpe=min(self.highest_rpe, other.highest_rpe),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What a clinician's yes says beside the findings that it lifts. The defaults say nothing."""

    opens: bool = False
    """It may give more than the rules do: it counts, and names what it covers."""
    treadmill: bool = False
    """Hands on the rails, for who needs support."""
    max_grade_pct: float | None = None
    start_minutes: float | None = None
    """Backward minutes of a session of the first week."""
    pain_ceiling: int | None = None
    lighter_weeks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that fired: what was answered, what follows, and where the rule comes from."""

    rule: str
    severity: Severity
    answer: str
    """The answer that caused it, as `field = value`."""
    sentence: str
    """What follows, in words a person can read."""
    ask: str = ""
    """What to ask the clinician, for CLEAR and BLOCK."""
    limits: Limits = field(default_factory=Limits)
    cites: tuple[str, ...] = ()
    judgement: str = ""
    """The reason, where no study stands behind the rule."""
    after_clearance: Severity | None = None
    """What remains once a clinician has said yes; None = the same as before."""
    about: tuple[str, ...] = ()
    """Names in the scope of a yes, any of which lifts this finding."""
    lifted: bool = False
    """A clinician's yes is recorded, and this finding asks for no more than `after_clearance` now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """All findings of a screening, with the verdict and the limits they add up to."""

    verdict: Verdict
    limits: Limits
    findings: tuple[Finding, ...] = ()
    """From the most to the least restrictive."""
    agreed: Agreed = field(default_factory=Agreed)
    why_not_agreed: str = ""
    """Why a clinician's yes that is recorded does not count; empty when it does, or when there is none."""

    @property
    def withholds(self) -> bool:
        """No plan, and no session, until the answer changes or a clinician has said yes."""
        return self.verdict.rank >= Verdict.REFER.rank
