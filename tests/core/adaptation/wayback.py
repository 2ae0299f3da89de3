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


RETURN = dt.timedelta(days=28)
"""Within so many days of a step down the dose before it comes back, and is no rise (I33)."""


def full_dose(plan: Plan, day: dt.date, evidence: Evidence) -> Load:
    """What the last full week with a session up to a day held: the dose before a step down on that day."""
    weeks = [week for week in plan.weeks if any(each.date <= day for each in week.sessions)]
    full = [week for week in weeks if not week.is_deload] or weeks
    past = [each for each in full[-1].sessions if each.date <= day]
    return Load(
        number=full[-1].number,
        count=len(full[-1].sessions),
        backward_s=max(each.backward_s for each in past),
        speed_mps=max(each.speed_mps for each in past),
        grade_pct=max(each.grade_pct for each in past),
        met_min=max(_met_min(each, evidence) for each in past),
    )


_NOTHING = Load(number=0, count=0, backward_s=0, speed_mps=0, grade_pct=0, met_min=0)


def breaches(
    plan: Plan,
    since: dt.date,
    evidence: Evidence,
    *,
    left_s: float | None = None,
    before: Load | None = None,
) -> list[str]:
    """What the weeks from a day on break of the limits of a way up, in words; none where all is well.

    `left_s`: what the step down left of a session, where a lighter week comes first and hides it.
    `before`: the dose before the step down, where the way back to it is a short one.
    """
    weeks = loads(plan, since, evidence)
    starts = {week.number: week.starts for week in plan.weeks}
    if left_s is not None and weeks:
        first = weeks[0]
        more = max(1.0, left_s / first.backward_s)
        left = replace(first, backward_s=first.backward_s * more, met_min=first.met_min * more)
        weeks = [left, *weeks]
    found = []
    for position in range(1, len(weeks)):
        now, early = weeks[position], weeks[position - 1]
        recent = weeks[max(0, position - 2) : position]
        minutes = max(each.backward_s for each in recent)
        weekly = max(each.weekly_s for each in recent)
        effort = max(each.met_min for each in recent)
        is_soon = before is not None and starts[now.number] <= since + RETURN
        back = before if before is not None and is_soon else _NOTHING
        speed, grade = (
            max(early.speed_mps, back.speed_mps),
            max(early.grade_pct, back.grade_pct),
        )
        longer = now.backward_s > max(early.backward_s, back.backward_s)
        faster, steeper = now.speed_mps > speed + 1e-6, now.grade_pct > grade + 1e-6
        rises = {
            "I11": (now.backward_s, minutes + max(120, 0.25 * minutes), back.backward_s),
            "I12": (now.weekly_s, weekly + max(480, 0.34 * weekly), back.backward_s * now.count),
            "I13": (now.met_min, effort + max(40, 0.35 * effort), back.met_min * now.count),
            "I09": (now.speed_mps, early.speed_mps + _rise_mps(plan), back.speed_mps),
            "I16": (now.grade_pct, early.grade_pct + GRADE_STEP_PCT[plan.tier], back.grade_pct),
        }
        rules = {
            name: held <= max(most, given) + 1e-6 for name, (held, most, given) in rises.items()
        }
        rules["I14"] = now.count <= early.count or not (faster or steeper or longer)
        rules["I15"] = not (faster and steeper)
        found += [f"{name} in week {now.number}" for name, holds in rules.items() if not holds]
    return found


def _rise_mps(plan: Plan) -> float:
    return SPEED_RISE_MPH[plan.tier] * MPH
