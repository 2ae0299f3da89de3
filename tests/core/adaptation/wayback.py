"""An independent look at the weeks that follow a step down: I09 and I11 to I16, counted from what is left.

Written from the rules' text alone; it shares no code with the engine but the formula of energy.
"""

import datetime as dt
from dataclasses import dataclass, replace

from retroplan.core.energetics import backward_vo2, mets
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.vocabulary import Tier

MPH = 0.44704
SPEED_RISE_MPH = {Tier.C: 0.15, Tier.B: 0.2, Tier.A: 0.3, Tier.A_PLUS: 0.3}
GRADE_STEP_PCT = {Tier.C: 0.0, Tier.B: 1.0, Tier.A: 1.0, Tier.A_PLUS: 2.0}


@dataclass(frozen=True)
class Load:
    """One week, as if all of it were walked."""

    number: int
    count: int
    backward_s: float
    speed_mps: float
    grade_pct: float
    met_min: float

    @property
    def weekly_s(self) -> float:
        return self.backward_s * self.count


def loads(plan: Plan, since: dt.date, evidence: Evidence) -> list[Load]:
    """The weeks from a day on; of the first, what is left of it counts for the whole."""
    found = []
    for week in plan.weeks:
        sessions = [session for session in week.sessions if session.date >= since]
        if sessions:
            count = len(week.sessions) + week.left_out
            found.append(
                Load(
                    number=week.number,
                    count=count,
                    backward_s=max(each.backward_s for each in sessions),
                    speed_mps=max(each.speed_mps for each in sessions),
                    grade_pct=max(each.grade_pct for each in sessions),
                    met_min=max(_met_min(each, evidence) for each in sessions) * count,
                )
            )
    return found


def _met_min(session: Session, evidence: Evidence) -> float:
    vo2 = backward_vo2(session.speed_mps, session.grade_pct, evidence.energetics)
    return session.backward_s / 60 * mets(vo2, evidence.energetics)


def breaches(
    plan: Plan, since: dt.date, evidence: Evidence, *, left_s: float | None = None
) -> list[str]:
    """What the weeks from a day on break of the limits of a way up, in words; none where all is well.

    `left_s`: what the step down left of a session, where a lighter week comes first and hides it.
    """
    weeks = loads(plan, since, evidence)
    if left_s is not None and weeks:
        first = weeks[0]
        more = max(1.0, left_s / first.backward_s)
        left = replace(first, backward_s=first.backward_s * more, met_min=first.met_min * more)
        weeks = [left, *weeks]
    found = []
    for position in range(1, len(weeks)):
        now, before = weeks[position], weeks[position - 1]
        recent = weeks[max(0, position - 2) : position]
        minutes = max(each.backward_s for each in recent)
        weekly = max(each.weekly_s for each in recent)
        effort = max(each.met_min for each in recent)
        faster = now.speed_mps > before.speed_mps + 1e-6
        steeper = now.grade_pct > before.grade_pct + 1e-6
        rise_mph = (now.speed_mps - before.speed_mps) / MPH
        rules = {
            "I11": now.backward_s <= minutes + max(120, 0.25 * minutes),
            "I12": now.weekly_s <= weekly + max(480, 0.34 * weekly),
            "I13": now.met_min <= effort + max(40, 0.35 * effort) + 1e-6,
            "I14": now.count <= before.count
            or not (faster or steeper or now.backward_s > before.backward_s),
            "I15": not (faster and steeper),
            "I09": rise_mph <= SPEED_RISE_MPH[plan.tier] + 1e-6,
            "I16": now.grade_pct - before.grade_pct <= GRADE_STEP_PCT[plan.tier] + 1e-6,
        }
        found += [f"{name} in week {now.number}" for name, holds in rules.items() if not holds]
    return found
