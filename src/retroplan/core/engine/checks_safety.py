"""Invariants of the person: who may start, where, with whom, and what they are told."""

from retroplan.core.assessments.suitability import against
from retroplan.core.engine.readings import (
    Case,
    Readings,
    Unit,
    at_most,
    in_session,
    in_week,
    kept,
)
from retroplan.core.model.vocabulary import (
    Experience,
    GoalKind,
    Place,
    Severity,
    Spotter,
    Stage,
    Tier,
    Verdict,
)

_CREDITED = {
    Experience.NONE: {Stage.COUNTER},
    Experience.SOME: {Stage.COUNTER, Stage.WALL},
    Experience.REGULAR: {Stage.COUNTER, Stage.WALL, Stage.CORRIDOR},
}


def no_rung_is_skipped(case: Case) -> Readings:
    """I20: each stage only after the gate of one before it; hands free only for the quick and steady."""
    ladder, run = case.evidence.ladder, 0
    left = set(_CREDITED[case.profile.profile.experience])
    previous = None
    for session in case.plan.sessions:
        rung, where = ladder[session.stage], in_session(session)
        yield kept(not rung.after or bool(left & set(rung.after)), where)
        if rung.hands_free:
            yield kept(_may_let_go(case), where)
        is_enough = session.backward_s >= rung.leave_backward_s
        run = (run + 1 if session.stage is previous else 1) if is_enough else 0
        previous = session.stage
        if run >= rung.leave_sessions:
            left.add(session.stage)


def _may_let_go(case: Case) -> bool:
    """3 m backward walk in 4.5 s, or untested, under 65 and without a flag; and no fall in 12 months."""
    bounds, profile = case.evidence.bounds, case.profile
    falls = profile.health.falls_last_12_months
    if falls != 0 or profile.health.injurious_falls_last_12_months:
        return False
    seconds = profile.tests.backward_walk_3m_s
    if seconds is not None:
        return seconds <= bounds.hands_free_3m_walk_s
    ages = profile.profile.age_bounds(case.plan.start)
    has_flag = any(f.severity is not Severity.CAP for f in case.clearance.findings)
    return ages is not None and ages[1] < bounds.older_from_age and not has_flag


def support_is_kept(case: Case) -> Readings:
    """I21: in tier C something to hold and somebody beside, in every session."""
    if case.plan.tier is not Tier.C:
        return
    for session in case.plan.sessions:
        yield at_most(
            session.stage.rank, Stage.TREADMILL_RAILS.rank, in_session(session), Unit.COUNT
        )
        yield kept(session.spotter is Spotter.REQUIRED, in_session(session))


def clearance_is_kept(case: Case) -> Readings:
    """I23: nothing is planned while something blocks or waits for a clinician, and every limit is kept."""
    yield kept(case.clearance.verdict not in (Verdict.STOP, Verdict.REFER), "the plan")
    yield kept(
        case.plan.tier.rank <= case.clearance.limits.tier.rank, "tier against the clearance"
    )
    limits = case.clearance.limits
    for session in case.plan.sessions:
        rung = case.evidence.ladder[session.stage]
        yield kept(
            session.stage.rank <= limits.highest_stage.rank
            and (limits.hands_free or not rung.hands_free)
            and (limits.outdoors or not (rung.is_outdoors or session.place is Place.HILL))
            and (not limits.level_only or session.grade_pct == 0)
            and session.rpe.high <= limits.highest_rpe
            and (not limits.spotter_required or session.spotter is Spotter.REQUIRED)
            and (limits.heart_rate_target or session.heart_rate_bpm is None),
            in_session(session),
        )
    if limits.overground_first:
        first = case.plan.weeks[0]
        yield kept(all(s.place is not Place.TREADMILL for s in first.sessions), in_week(first))


def only_adults(case: Case) -> Readings:
    """I24: no plan for anybody under 18 on their own."""
    ages = case.profile.profile.age_bounds(case.plan.start)
    yield kept(ages is not None and ages[0] >= case.evidence.bounds.adult_age, "the plan")


def pressure_is_safe(case: Case) -> Readings:
    """I25: no session on a blood pressure of 180 or more over, or 100 or more under."""
    bounds, health = case.evidence.bounds, case.profile.health
    yield kept(
        (health.resting_systolic_mmhg or 0) < bounds.bp_systolic_stop_mmhg
        and (health.resting_diastolic_mmhg or 0) < bounds.bp_diastolic_stop_mmhg,
        "the plan",
    )


def pregnancy_is_early(case: Case) -> Readings:
    """I26: no backward walking from week 28 of a pregnancy, on any day of the plan."""
    now = case.profile.health.pregnancy_week or 0
    if not now:
        return
    for week in case.plan.weeks:
        yield kept(
            now + week.number - 1 < case.evidence.bounds.pregnancy_stop_week, f"week {week.number}"
        )


def plan_is_its_inputs(case: Case) -> Readings:
    """I40: the plan's name and dates follow from what went in, and nothing else."""
    plan = case.plan
    yield kept(plan.plan_id.startswith(f"{plan.start.isoformat()}-{plan.goal}-"), "plan id")
    yield kept(
        all((week.starts - plan.start).days == 7 * (week.number - 1) for week in plan.weeks),
        "week dates",
    )
    numbers = [session.number for session in plan.sessions]
    yield kept(numbers == list(range(1, len(numbers) + 1)), "session numbers")
    yield kept(plan.rules_version == case.evidence.rules_version, "rules version")


def load_ratio_steers_nothing(case: Case) -> Readings:
    """I41: the acute-to-chronic load ratio never changes a plan: nothing in it rests on those papers."""
    papers = set(case.evidence.invariants["I41"].cites)
    for session in case.plan.sessions:
        yield kept(not papers & set(session.citations), in_session(session))


def tests_suit_the_person(case: Case) -> Readings:
    """I47: no test is due in any week for whom it is contraindicated."""
    for week in case.plan.weeks:
        for test in week.tests:
            is_right = against(test, case.profile, case.evidence, case.plan.start) is None
            yield kept(is_right, in_week(week))


def small_dose_is_said(case: Case) -> Readings:
    """I44: fall-risk and stroke plans say that the dose is smaller, and name the 3 hours a week."""
    if case.plan.tier is not Tier.C and case.plan.goal is not GoalKind.STROKE_GAIT:
        return
    said = " ".join(case.plan.notices).lower()
    yield kept("smaller dose than the trials" in said and "3 hours a week" in said, "notices")
