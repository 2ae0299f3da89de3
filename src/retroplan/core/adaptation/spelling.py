"""A walkthrough spelt out as a plan: what was stays word for word, the rest is composed anew."""

from dataclasses import replace

from retroplan.core.adaptation.facts import Facts
from retroplan.core.adaptation.walkthrough import Slot, Walkthrough, WeekAhead
from retroplan.core.engine.build import scheduled_tests
from retroplan.core.engine.caps import Caps
from retroplan.core.engine.doses import WeekOfDoses
from retroplan.core.engine.own import own_document
from retroplan.core.engine.reasons import notices
from retroplan.core.engine.sessions import Composer
from retroplan.core.model.adjustment import BY_HAND
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Standing


def spelt_out(
    plan: Plan,
    walk: Walkthrough,
    profile: Profile,
    clearance: Clearance,
    caps: Caps,
    evidence: Evidence,
    facts: Facts,
) -> Plan:
    """The plan as the walk leaves it; its revision is still that of before."""
    ahead = [week for week in walk.weeks if week.slots]
    ahead = _before_it_is_too_late(ahead, profile, facts, evidence)
    doses = [_doses(week, walk) for week in ahead]
    composer = Composer(caps=caps, evidence=evidence)
    last = max((week.target.number for week in ahead), default=0)
    tests = scheduled_tests(last, caps, evidence, profile, plan.start)
    weeks = tuple(
        Week(
            number=week.target.number,
            starts=week.starts,
            phase=week.target.phase,
            is_deload=week.target.unload_share is not None,
            tests=tests.get(week.target.number, ()),
            sessions=tuple(_session(slot, whole, before, walk, composer) for slot in week.slots),
            left_out=max(0, week.planned - len(week.slots)),
            counts_as_lighter=week.target.number in walk.counted,
        )
        for before, whole, week in zip([None, *doses], doses, ahead, strict=False)
    )
    weeks = _kept_weeks(plan, weeks, walk)
    plan = replace(plan, weeks=weeks, standing=Standing.ACTIVE, standing_reason="")
    if profile == facts.declared[0].profile:
        return plan
    return replace(
        plan,
        tier=caps.tier.tier,
        protocol=(caps.fallback or caps.protocol).goal,
        units=profile.display.units,
        notices=notices(profile, clearance, caps, evidence, doses),
        own_protocol=own_document(evidence, plan.goal),
    )


def _kept_weeks(plan: Plan, weeks: tuple[Week, ...], walk: Walkthrough) -> tuple[Week, ...]:
    """Weeks that are wholly past are those of before, tests and all."""
    stored = {week.number: week for week in plan.weeks}
    past = {week.target.number for week in walk.weeks if all(slot.kept for slot in week.slots)}
    return tuple(
        replace(week, phase=stored[week.number].phase)
        if week.number in past and week.number in stored
        else week
        for week in weeks
    )


def _before_it_is_too_late(
    ahead: list[WeekAhead], profile: Profile, facts: Facts, evidence: Evidence
) -> list[WeekAhead]:
    """Weeks that would reach into the end of a pregnancy are left out (I26), however late the plan runs."""
    told = profile.health.pregnancy_week or 0
    if not told:
        return ahead
    since = facts.declared[-1].date
    return [
        week
        for week in ahead
        if told + (week.starts - since).days // 7 < evidence.bounds.pregnancy_stop_week
        or all(slot.kept for slot in week.slots)
    ]


def _doses(week: WeekAhead, walk: Walkthrough) -> WeekOfDoses:
    doses = tuple(slot.dose for slot in week.slots)
    return walk.dosing.week(week.target, week.starts, doses, week.planned)


def _session(
    slot: Slot,
    week: WeekOfDoses,
    before: WeekOfDoses | None,
    walk: Walkthrough,
    composer: Composer,
) -> Session:
    if slot.kept is not None:
        return slot.kept
    is_usual = all(each.shape == slot.dose.shape for each in week.sessions)
    seen = week if is_usual else walk.dosing.week(week.target, week.starts, (slot.dose,))
    dose = slot.dose
    if slot.because and composer.caps.protocol.jogs:
        dose = dose._replace(is_sure=False)  # what a rule changed holds no jogs (I45)
    session = composer.session(dose, seen, before)
    behind = slot.because if slot.moved is None else (*slot.because, slot.moved)
    because = tuple(ruling.adjustment for ruling in behind)
    return replace(
        session,
        session_id=slot.session_id,
        note=slot.note,
        is_moved=slot.moved is not None,
        adjusted_by=tuple(dict.fromkeys(adjustment.key for adjustment in because)),
        reasons=tuple(dict.fromkeys(adjustment.sentence for adjustment in because))
        + session.reasons
        + _by_hand(slot, walk),
    )


def _by_hand(slot: Slot, walk: Walkthrough) -> tuple[str, ...]:
    """What a session that was edited says of that, as it said before."""
    if slot.session_id not in walk.applied:
        return ()
    before = (each for each in walk.plan.sessions if each.session_id == slot.session_id)
    said = next((each.reasons for each in before), ())
    return tuple(reason for reason in said if reason.startswith(BY_HAND))
