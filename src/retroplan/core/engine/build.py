"""From a cleared profile to a plan. Pure: the same arguments give the same plan, byte for byte."""

import datetime as dt
import json
from collections.abc import Mapping

from retroplan.core.assessments.suitability import suitable
from retroplan.core.codec import encode
from retroplan.core.engine.caps import Caps, personal_caps
from retroplan.core.engine.checks import check
from retroplan.core.engine.curve import targets
from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.doses import WeekOfDoses
from retroplan.core.engine.own import own_document
from retroplan.core.engine.reasons import notices
from retroplan.core.engine.sessions import Composer
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.plan import Plan, Week
from retroplan.core.model.profile import Goal, Profile
from retroplan.core.screening.refusal import refusal
from retroplan.errors import Infeasible, Unsafe


def build(
    profile: Profile, goal: Goal, clearance: Clearance, evidence: Evidence, start: dt.date
) -> Plan:
    """The plan for a person, a goal and a first day, checked against every invariant.

    Raises:
        Unsafe: the clearance withholds a plan.
        Infeasible: the wishes cannot be met together; the hint says what would help.
        Defect: the plan broke an invariant, which is a fault of ours.
    """
    if refused := refusal(clearance):
        raise refused
    weeks = weeks_wished(profile, evidence.bounds)
    caps = personal_caps(profile, goal.kind, clearance, evidence, start)
    dosing = Dosing(profile, caps, evidence, start)
    for target in targets(
        caps.protocol,
        caps.fallback,
        weeks,
        evidence.bounds,
        has_lighter=caps.lighter_weeks,
        gentle=caps.gentle,
    ):
        dosing.add(target)
    plan = Plan(
        plan_id=plan_id(profile, goal, clearance, start),
        revision=1,
        rules_version=evidence.rules_version,
        tier=caps.tier.tier,
        goal=goal.kind,
        protocol=(caps.fallback or caps.protocol).goal,
        start=start,
        units=profile.display.units,
        weeks=_spelt_out(dosing.weeks, caps, evidence, profile),
        notices=notices(profile, clearance, caps, evidence, dosing.weeks),
        citations=_citations(caps),
        own_protocol=own_document(evidence, goal.kind),
    )
    check(plan, profile, clearance, evidence)
    return plan


def plan_id(profile: Profile, goal: Goal, clearance: Clearance, start: dt.date) -> str:
    """`2026-11-23-knee-pain-1f3a90`: the day, the goal, and a digest of all that the plan rests on."""
    import hashlib  # only for a new plan

    basis = json.dumps(encode((profile, goal, clearance)), sort_keys=True).encode()
    return f"{start.isoformat()}-{goal.kind}-{hashlib.sha256(basis).hexdigest()[:6]}"


def weeks_wished(profile: Profile, bounds: Bounds) -> int:
    """The weeks wished for, ending before the weeks of pregnancy that rule backward walking out (I26)."""
    weeks = profile.plan.weeks
    if not bounds.weeks_min <= weeks <= bounds.weeks_max:
        raise Infeasible(
            f"a plan lasts {bounds.weeks_min} to {bounds.weeks_max} weeks, not {weeks}",
            hint="set weeks in the profile",
        )
    pregnant = profile.health.pregnancy_week or 0
    if not pregnant:
        return weeks
    left = bounds.pregnancy_stop_week - pregnant
    if left < bounds.weeks_min:
        raise Unsafe(
            f"from week {bounds.pregnancy_stop_week} of a pregnancy walking backward is left out, "
            "and that is too close to begin a plan now",
            hint="walking forward is a good choice until then; ask your midwife or doctor.",
        )
    return min(weeks, left)


def _spelt_out(
    doses: list[WeekOfDoses], caps: Caps, evidence: Evidence, profile: Profile
) -> tuple[Week, ...]:
    composer = Composer(caps=caps, evidence=evidence)
    tests = scheduled_tests(len(doses), caps, evidence, profile, doses[0].starts)
    return tuple(
        Week(
            number=week.target.number,
            starts=week.starts,
            phase=week.target.phase,
            is_deload=week.target.unload_share is not None,
            tests=tests.get(week.target.number, ()),
            sessions=tuple(composer.session(dose, week, before) for dose in week.sessions),
        )
        for before, week in zip([None, *doses], doses, strict=False)
    )


def scheduled_tests(
    weeks: int, caps: Caps, evidence: Evidence, profile: Profile, on: dt.date
) -> Mapping[int, tuple[str, ...]]:
    """The tests that suit the person (I47), at the start, in week 4, in the last (I35); between only every fourth."""
    every = evidence.bounds.deload_gap_min
    between = (
        week for week in range(every, weeks, every) if week == every or weeks - week >= every - 1
    )
    tests = suitable(caps.protocol.assessments, profile, evidence, on)
    return dict.fromkeys((1, *between, weeks), tests)


def _citations(caps: Caps) -> tuple[str, ...]:
    fallback = caps.fallback.cites if caps.fallback else ()
    return tuple(dict.fromkeys((*caps.protocol.cites, *fallback, *caps.tier.cites)))
