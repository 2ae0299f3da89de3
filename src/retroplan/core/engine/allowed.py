"""What a tier allows once a clinician has said more, or less: the planner and its checks read the same (I05, I16)."""

from retroplan.core.model.clearance import Agreed
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.protocol import TierCaps
from retroplan.core.model.vocabulary import Tier

_NEXT = {Tier.C: Tier.B, Tier.B: Tier.A, Tier.A: Tier.A_PLUS, Tier.A_PLUS: Tier.A_PLUS}


def tier_caps(tier: Tier, agreed: Agreed, evidence: Evidence) -> TierCaps:
    """The caps of a tier as a clinician's yes leaves them: lower, or with first sessions of the next tier."""
    caps = _started(evidence.tiers[tier], agreed, evidence)
    if agreed.max_grade_pct is None:
        return caps
    return caps._replace(grade_cap_pct=min(caps.grade_cap_pct, agreed.max_grade_pct))


def _started(caps: TierCaps, agreed: Agreed, evidence: Evidence) -> TierCaps:
    """With the first week that was agreed."""
    if agreed.start_minutes is None:
        return caps
    most = evidence.tiers[_NEXT[caps.tier] if agreed.opens else caps.tier].week_1_backward_s
    least = evidence.bounds.backward_min_s
    return caps._replace(
        week_1_backward_s=max(least, min(int(agreed.start_minutes * 60), most)),
    )
