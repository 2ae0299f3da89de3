"""The rest of a plan, after what happened. Pure: the same facts give the same plan."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from retroplan.core.adaptation.ahead import look_ahead
from retroplan.core.adaptation.calendar import Calendar
from retroplan.core.adaptation.course import Course
from retroplan.core.adaptation.facts import Facts, Pauses, sorted_facts
from retroplan.core.adaptation.footing import Footing
from retroplan.core.adaptation.new_rules import with_past_reasons
from retroplan.core.adaptation.past import take_facts
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.adaptation.spelling import spelt_out
from retroplan.core.adaptation.walk_signals import allowed_of
from retroplan.core.adaptation.walkthrough import Walkthrough
from retroplan.core.engine.applied import caps_of
from retroplan.core.engine.build import weeks_wished
from retroplan.core.engine.caps import Caps, personal_caps
from retroplan.core.engine.checks import check_ahead
from retroplan.core.engine.curve import curve
from retroplan.core.engine.dose import Dosing
from retroplan.core.engine.own import evidence_of
from retroplan.core.model.adjustment import HELD_BACK, Adjustment, Input
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.events import Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan, Week
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Standing
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.errors import Defect, Infeasible, RetroplanError, Unsafe


def adapt(
    plan: Plan, events: Sequence[Event], evidence: Evidence, today: dt.date
) -> tuple[Plan, tuple[Adjustment, ...]]:
    """The plan as the facts ask for it from `today` on, and every rule that fired.

    Args:
        plan: the current revision; its past is kept as it is.
        events: all facts since it began, in the order in which they were entered; `Declared` first.
        evidence: the catalogue.
        today: sessions before it, or with a record, are past.

    Returns:
        The same plan where nothing asks for a change, else the next revision.

    Raises:
        Defect: the revision broke an invariant, which is a fault of ours.
    """
    evidence = evidence_of(plan, evidence)
    evidence = evidence._replace(rulebook=dict(evidence.rulebook))  # looked at for every fact
    facts = sorted_facts(events, today)
    profile = facts.profile
    clearance = screen(profile, evidence, facts.judged_on, yes_on=facts.asked_on)
    first = screen(facts.profile_at_first, evidence, facts.declared[0].date)
    screened = _screened(facts, clearance, first, evidence)
    try:
        revised, fired = _revised(plan, facts, profile, clearance, evidence, today)
    except (Infeasible, Unsafe) as refused:
        revised, fired = _withheld(plan, facts, refused, evidence, today)
    fired = _in_order(with_past_reasons(plan, revised, (*screened, *fired), facts))
    revised = replace(revised, rules_version=evidence.rules_version)
    if asks_the_same(plan, revised):
        return plan, fired
    revised = replace(revised, revision=plan.revision + 1, adjustments=fired)
    check_ahead(
        revised, profile, clearance, evidence, today=today, recorded=frozenset(facts.records)
    )
    return revised, fired


def _revised(
    plan: Plan,
    facts: Facts,
    profile: Profile,
    clearance: Clearance,
    evidence: Evidence,
    today: dt.date,
) -> tuple[Plan, tuple[Adjustment, ...]]:
    refused = refusal(clearance)
    if refused and facts.open_fall is None:  # an open fall holds the plan before all else
        raise refused
    caps = personal_caps(profile, plan.goal, clearance, evidence, plan.start)
    walk = _walkthrough(plan, facts, profile, caps, evidence, today)
    take_facts(walk)
    if walk.standing is Standing.ACTIVE:
        look_ahead(walk)
    fired = tuple(ruling.adjustment for ruling in walk.course.rulings)
    if walk.standing is not Standing.ACTIVE:
        return _standing_still(plan, walk, facts, today), fired
    return spelt_out(plan, walk, profile, clearance, caps, evidence, facts), fired


def _walkthrough(
    plan: Plan, facts: Facts, profile: Profile, caps: Caps, evidence: Evidence, today: dt.date
) -> Walkthrough:
    dosing = Dosing(profile, caps, evidence, plan.start)
    rows = curve(
        caps.protocol, caps.fallback, evidence.bounds,
        has_lighter=caps.lighter_weeks, gentle=caps.gentle,
    )  # fmt: skip
    course = Course(
        evidence=evidence,
        climb=dosing.climb,
        profile=profile,
        pain=facts.pain(evidence.rulebook),
        allowed=allowed_of(caps, evidence),
        walk_days=frozenset(log.date for log in facts.logs if log.is_walk),
        footing=Footing(
            evidence=evidence,
            first_week_mps=caps.first_week_speed_mps,
            first_week_s=min(rows.rows[0].backward_s, caps.tier.week_1_backward_s),
        ),
    )
    pauses = Pauses([])
    return Walkthrough(
        plan=plan,
        facts=facts,
        dosing=dosing,
        curve=rows,
        course=course,
        pauses=pauses,
        calendar=Calendar(
            dosing=dosing,
            bounds=evidence.bounds,
            today=today,
            is_closed=lambda day: course.rests_on(day) or pauses.holds(day),
        ),
        applied=caps_of(facts.happened),
        today=today,
        weeks_wished=_weeks_in_all(profile, facts, evidence),
    )


def _weeks_in_all(profile: Profile, facts: Facts, evidence: Evidence) -> int:
    """As wished now, of a plan that began when a pregnancy, if there is one, was so far along as told then."""
    then = facts.declared[0].profile.health.pregnancy_week
    at_start = replace(profile, health=replace(profile.health, pregnancy_week=then))
    return weeks_wished(at_start, evidence.bounds)


def held_back(
    plan: Plan, events: Sequence[Event], evidence: Evidence, today: dt.date, defect: Defect
) -> tuple[Plan, tuple[Adjustment, ...]]:
    """What is left of a plan whose revision broke an invariant: nothing to come, until that is mended.

    A fact that calls for care must never leave the sessions of before standing.
    """
    facts = sorted_facts(events, today)
    ruling = ruled(
        evidence.rulebook[HELD_BACK],
        date=today,
        sentence="What you told is kept, but the plan could not take it in without breaking its own "
        f"rules ({defect.message}). It waits until that is mended: please report it, or take the "
        "last entry back with `retroplan undo`.",
        inputs=[Input(date=today, name="the checks of the plan", value="broken")],
        otherwise="With its rules kept the plan would have gone on.",
    )
    fired = (*plan.adjustments, ruling.adjustment)
    stopped = replace(
        plan,
        weeks=_what_was(plan, facts, today),
        standing=Standing.SUSPENDED,
        standing_reason=ruling.adjustment.sentence,
        rules_version=evidence_of(plan, evidence).rules_version,
    )
    if asks_the_same(plan, stopped):
        return plan, fired
    return replace(stopped, revision=plan.revision + 1, adjustments=fired), fired


# -- standing still -------------------------------------------------------------------------


def _standing_still(plan: Plan, walk: Walkthrough, facts: Facts, today: dt.date) -> Plan:
    """What is left of a plan that offers nothing for now: what was."""
    return replace(
        plan,
        weeks=_what_was(plan, facts, today),
        standing=walk.standing,
        standing_reason=_reason(walk),
    )


def _reason(walk: Walkthrough) -> str:
    if walk.suspended is not None:
        return walk.suspended.adjustment.sentence
    if walk.course.ill is not None:
        return walk.course.ill.adjustment.sentence
    return next(
        ruling.adjustment.sentence
        for ruling in reversed(walk.course.rulings)
        if ruling.rule.name == "paused"
    )


def _withheld(
    plan: Plan, facts: Facts, refused: RetroplanError, evidence: Evidence, today: dt.date
) -> tuple[Plan, tuple[Adjustment, ...]]:
    ruling = ruled(
        evidence.rulebook["screening"],
        date=facts.judged_on,
        sentence=f"The safety questions, answered anew: {refused.message}",
        inputs=[Input(date=facts.judged_on, name="your answers", value="told anew")],
        otherwise=refused.hint,
    )
    stopped = replace(
        plan,
        weeks=_what_was(plan, facts, today),
        standing=Standing.SUSPENDED,
        standing_reason=ruling.adjustment.sentence,
    )
    return stopped, (ruling.adjustment,)


def _what_was(plan: Plan, facts: Facts, today: dt.date) -> tuple[Week, ...]:
    """The sessions that have a record or have gone by, in their weeks."""
    records = facts.records
    weeks = (
        replace(
            week,
            sessions=tuple(
                session
                for session in week.sessions
                if session.date < today or session.session_id in records
            ),
        )
        for week in plan.weeks
    )
    return tuple(week for week in weeks if week.sessions)


# -- what is new ------------------------------------------------------------------------------


def _screened(
    facts: Facts, clearance: Clearance, first: Clearance, evidence: Evidence
) -> tuple[Adjustment, ...]:
    """That answers or tests told since set other limits than those the plan began with."""
    if clearance.limits == first.limits or clearance.withholds:
        return ()
    known = {finding.rule for finding in first.findings}
    new = [finding for finding in clearance.findings if finding.rule not in known]
    said = " ".join(finding.sentence for finding in new) or "Some limits no longer hold."
    ruling: Ruling = ruled(
        evidence.rulebook["limits"],
        date=facts.judged_on,
        sentence=f"What you told since the plan began sets other limits. {said}",
        inputs=[
            Input(date=facts.judged_on, name=finding.rule, value=finding.answer) for finding in new
        ],
        otherwise="Without it the limits would have stayed.",
    )
    return (ruling.adjustment,)


def _in_order(fired: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    return tuple(sorted(fired, key=lambda adjustment: adjustment.date))


def asks_the_same(plan: Plan, revised: Plan) -> bool:
    """Whether two revisions ask the same of a person, whatever they say of why."""
    return _frame(plan) == _frame(revised) and all(
        _same_week(before, after)
        for before, after in zip_longest(plan.weeks, revised.weeks, fillvalue=None)
    )


def _frame(plan: Plan) -> Plan:
    is_held = plan.standing is Standing.SUSPENDED  # for something else: that is news
    reason = plan.standing_reason if is_held else ""
    return replace(plan, revision=0, standing_reason=reason, adjustments=(), notices=(), weeks=())


def _same_week(before: Week | None, after: Week | None) -> bool:
    if before is None or after is None or len(before.sessions) != len(after.sessions):
        return False
    return replace(after, sessions=before.sessions) == before and all(
        new is old or replace(new, adjusted_by=old.adjusted_by, reasons=old.reasons) == old
        for old, new in zip(before.sessions, after.sessions, strict=True)
    )
