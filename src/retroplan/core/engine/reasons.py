"""Why a session is as it is, and what a plan must say up front: sentences, nothing else."""

from collections.abc import Sequence

from retroplan.core.engine.caps import Caps
from retroplan.core.engine.doses import SessionDose, WeekOfDoses
from retroplan.core.engine.own import own_notices, own_reason
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import GoalKind, Severity, Stage, Tier
from retroplan.core.text import counted

_HOLD = "you keep something to hold and somebody beside you"


def reasons(
    dose: SessionDose,
    week: WeekOfDoses,
    before: WeekOfDoses | None,
    caps: Caps,
    evidence: Evidence,
) -> tuple[str, ...]:
    """Why this session: its minutes, its place, its speed, and what stands behind the row."""
    rung, row = evidence.ladder[dose.stage], week.target.row
    found = [_minutes(dose, week, before), _place(dose, rung.why)]
    if before is not None:
        found += _rises(week, before)
    if row.cites and week.target.unload_share is None:
        found.append(row.reason)
    found += own_reason(caps.protocol)
    if caps.fallback is not None:
        found.append(
            f"Your answers call for the smaller steps of the “{caps.fallback.title.lower()}” protocol."
        )
    return tuple(found)


def _minutes(dose: SessionDose, week: WeekOfDoses, before: WeekOfDoses | None) -> str:
    now_s = dose.shape.backward_s
    now = _spoken_minutes(now_s)
    if before is None:
        return f"A first week is short on purpose: {now} backward a session."
    was = _spoken_minutes(before.backward_s)
    if week.target.unload_share is not None:
        if now_s < before.backward_s:
            return (
                f"A lighter week: {now} backward instead of {was}, and nothing else rises, so that "
                "your legs catch up."
            )
        return f"A lighter week: nothing rises, so that your legs catch up. {now} is the least there is."
    held = len(week.sessions)
    if held > before.planned:
        return f"One more session this week, so nothing else rises: {now} backward each."
    if held > len(before.sessions):
        return f"All {held} sessions again this week, so nothing else rises: {now} backward each."
    if now_s > before.backward_s:
        return f"Backward time goes from {was} to {now} a session."
    if now_s < before.backward_s:
        return f"Backward time goes down from {was} to {now} a session."
    return f"Backward time stays at {now} a session."


def _spoken_minutes(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def _place(dose: SessionDose, why: str) -> str:
    is_a_step_up = dose.is_new_rung and dose.number > 1
    return f"A new place to walk, one step up the ladder. {why}" if is_a_step_up else why


def _rises(week: WeekOfDoses, before: WeekOfDoses) -> list[str]:
    found = []
    if week.speed_mps > before.speed_mps + 1e-6:
        found.append("The speed rises a little this week.")
    if week.grade_pct > before.grade_pct:
        found.append(f"The incline rises to {week.grade_pct:g} %, so the speed does not.")
    return found


def _pregnancy_notices(
    profile: Profile, clearance: Clearance, caps: Caps, evidence: Evidence
) -> list[str]:
    """Why a plan that begins before the weeks that ask for support holds on from its first day."""
    is_told = clearance.limits.tier is Tier.C or not profile.health.pregnancy_week
    if is_told or caps.tier.tier is not Tier.C or caps.protocol.tier is Tier.C:
        return []
    week = evidence.screening["pregnancy_support_week"]
    return [
        f"As the plan runs into week {week} of the pregnancy or beyond, {_HOLD} from the start."
    ]


def notices(
    profile: Profile,
    clearance: Clearance,
    caps: Caps,
    evidence: Evidence,
    weeks: Sequence[WeekOfDoses],
) -> tuple[str, ...]:
    """What a person must know before the first session: limits, honest expectations, caveats."""
    protocol, bounds = caps.protocol, evidence.bounds
    found = [
        finding.sentence for finding in clearance.findings if finding.severity is not Severity.CAP
    ]
    found += _pregnancy_notices(profile, clearance, caps, evidence)
    found += own_notices(protocol)
    found += protocol.notices
    found.append(f"What to expect: {protocol.expects}")
    if caps.tier.tier is Tier.C and protocol.goal is not GoalKind.BALANCE:
        found += evidence.protocols[GoalKind.BALANCE].notices[:1]
    if len(weeks) < bounds.weeks_short:
        found.append(
            f"{counted(len(weeks), 'week')} is shorter than most trials, which lasted "
            f"{bounds.weeks_short} weeks or more."
        )
    if len(weeks) < profile.plan.weeks:
        found.append(
            f"The plan ends before week {bounds.pregnancy_stop_week} of the pregnancy; from then on "
            "walk forward instead."
        )
    if caps.mass_kg is None:
        found.append(
            "Energy is left out: your body mass is not known, or outside the model's range."
        )
    found += _wish_notices(profile, caps)
    found += _place_notices(caps, weeks)
    found += evidence.guidance.caveats
    return tuple(dict.fromkeys(found))


def _place_notices(caps: Caps, weeks: Sequence[WeekOfDoses]) -> list[str]:
    highest = max(dose.stage.rank for week in weeks for dose in week.sessions)
    if highest > Stage.WALL.rank or caps.highest_stage.rank <= Stage.WALL.rank:
        return []
    missing = "name a hallway, a corridor or a treadmill with rails in the profile if you have one"
    return [f"The plan stays at the wall, because your places hold no next step: {missing}."]


def _wish_notices(profile: Profile, caps: Caps) -> list[str]:
    wished = profile.plan.sessions_per_week
    most = max(row.sessions for row in caps.protocol.loading)
    if wished is None or wished <= most:
        return []
    limit = f"You wished for {wished} sessions a week; this plan holds at most {most}, as its protocol does."
    return [f"{limit} Rest days are part of it."]
