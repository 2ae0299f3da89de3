"""Invariants of single sessions: length, shares, what is said, energy, distance."""

from retroplan.core.energetics import backward_vo2, forward_vo2, mets
from retroplan.core.engine.caps import hurts, personal_caps
from retroplan.core.engine.readings import (
    Case,
    Readings,
    Unit,
    at_least,
    at_most,
    in_session,
    kept,
)
from retroplan.core.model.plan import Session
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Direction, Place, SegmentKind, Tier


def total_within_frame(case: Case) -> Readings:
    """I01: a session lasts from 10 to 20 minutes."""
    bounds = case.evidence.bounds
    for session in case.plan.sessions:
        yield at_least(session.total_s, bounds.total_min_s, in_session(session), Unit.SECONDS)
        yield at_most(session.total_s, bounds.total_max_s, in_session(session), Unit.SECONDS)


def parts_add_up(case: Case) -> Readings:
    """I02: warm-up, stretches with their recoveries and cool-down make the total."""
    for session in case.plan.sessions:
        parts_s = sum(segment.duration_s for segment in session.segments)
        yield at_most(
            abs(parts_s - session.total_s), case.evidence.bounds.sum_tolerance_s,
            in_session(session), Unit.SECONDS,
        )  # fmt: skip


def opens_and_closes_forward(case: Case) -> Readings:
    """I03: at least 3 minutes forward first (2.5 in a full session outside tier C), 2 at the end."""
    bounds = case.evidence.bounds
    for session in case.plan.sessions:
        where, first, last = in_session(session), session.segments[0], session.segments[-1]
        is_full = session.total_s >= bounds.total_max_s and case.plan.tier is not Tier.C
        opening_s = bounds.warm_up_min_full_s if is_full else bounds.warm_up_min_s
        yield at_least(first.duration_s, opening_s, where, Unit.SECONDS)
        yield at_least(last.duration_s, bounds.cool_down_min_s, where, Unit.SECONDS)
        yield kept(
            first.kind is SegmentKind.WARM_UP
            and last.kind is SegmentKind.COOL_DOWN
            and first.direction is last.direction is Direction.FORWARD,
            where,
        )


def backward_within_share(case: Case) -> Readings:
    """I04: 2 to 15 backward minutes, at most 80 % of the session."""
    bounds = case.evidence.bounds
    for session in case.plan.sessions:
        where, backward_s = in_session(session), session.backward_s
        yield kept(backward_s == sum(_bouts(session)), where)
        yield at_least(backward_s, bounds.backward_min_s, where, Unit.SECONDS)
        yield at_most(backward_s, bounds.backward_max_s, where, Unit.SECONDS)
        yield at_most(backward_s / session.total_s, bounds.backward_share_max, where, Unit.SHARE)


def nobody_turns_on_a_belt(case: Case) -> Readings:
    """I22: on a treadmill no forward walking between stretches, and the safety key is named."""
    for session in case.plan.sessions:
        if session.place is not Place.TREADMILL:
            continue
        yield kept(
            all(
                segment.direction is not Direction.FORWARD
                and (segment.kind is SegmentKind.WORK or segment.speed_mps == 0)
                for segment in session.segments[1:-1]
            ),
            in_session(session),
        )
        yield kept(
            any("safety key" in line.lower() for line in session.checklist), in_session(session)
        )


def says_all_it_must(case: Case) -> Readings:
    """I34: warm-up, stretches, speed, effort, talk test, stop signs, surroundings and spotter."""
    for session in case.plan.sessions:
        kinds = {segment.kind for segment in session.segments}
        yield kept(
            {SegmentKind.WARM_UP, SegmentKind.WORK, SegmentKind.COOL_DOWN} <= kinds
            and session.speed_mps > 0
            and 0 <= session.rpe.low <= session.rpe.high <= 10
            and bool(session.talk_test)
            and bool(session.stop_signs)
            and bool(session.checklist)
            and bool(session.cues)
            and bool(session.reasons),
            in_session(session),
        )


def asks_for_pain(case: Case) -> Readings:
    """I36: for knees and backs, and where a condition hurts, every session asks before, during and next morning."""
    asks = case.evidence.protocols[case.plan.goal].asks_pain
    if not asks and not hurts(case.profile, case.evidence):
        return
    for session in case.plan.sessions:
        asked = [question.partition(":")[0].lower() for question in session.questions]
        yield kept({"before", "while walking", "next morning"} <= set(asked), in_session(session))


def energy_model_is_sane(case: Case) -> Readings:
    """I38: cost rises with speed and slope, and is higher backward than forward, where this plan walks."""
    constants = case.evidence.energetics
    for speed, grade in sorted({(s.speed_mps, s.grade_pct) for s in case.plan.sessions}):
        here = backward_vo2(speed, grade, constants)
        yield kept(
            here > forward_vo2(speed, grade, constants)
            and backward_vo2(speed + 0.01, grade, constants) > here
            and backward_vo2(speed, grade + 0.5, constants) > here,
            f"{speed:.2f} m/s at {grade:g} %",
        )


def energy_is_honest(case: Case) -> Readings:
    """I39: a range rounded to 5 kcal; no kilos promised, backward never called better than forward."""
    step = case.evidence.bounds.energy_step_kcal
    for session in case.plan.sessions:
        span = session.energy_kcal
        yield kept(
            span is None or (span.low % step == span.high % step == 0 and span.low < span.high),
            in_session(session),
        )
    denials = set(case.evidence.guidance.caveats)
    claimed = [notice for notice in case.plan.notices if notice not in denials]
    said = " ".join((*claimed, *(r for s in case.plan.sessions for r in s.reasons))).lower()
    yield kept(
        not any(promise in said for promise in ("lose weight", "kg less", "better than forward")),
        "notices and reasons",
    )


def no_heart_rate_on_beta_blockers(case: Case) -> Readings:
    """I42: no heart-rate target for anybody on a beta-blocker, or whose medicines are not known."""
    medications = case.profile.health.medications
    is_silent = medications is None or "beta-blocker" in medications
    for session in case.plan.sessions:
        yield kept(session.heart_rate_bpm is None or not is_silent, in_session(session))


def distance_is_speed_times_time(case: Case) -> Readings:
    """I43: the distance shown is speed times backward time, within 2 %."""
    for session in case.plan.sessions:
        expected = session.speed_mps * session.backward_s
        yield at_most(
            abs(session.distance_m - expected) / expected,
            case.evidence.bounds.distance_tolerance, in_session(session), Unit.SHARE,
        )  # fmt: skip


def effort_within_reserve(case: Case) -> Readings:
    """I18: predicted effort under the share of VO2 reserve that tier and clearance leave, where fitness is known."""
    plan = case.plan
    caps = personal_caps(case.profile, plan.goal, case.clearance, case.evidence, plan.start)
    if caps.vo2max is None:
        return
    constants = case.evidence.energetics
    rest = constants.met_ml_kg_min
    limit = min(case.caps.vo2_reserve_cap, case.clearance.limits.highest_vo2_reserve)
    for session in plan.sessions:
        vo2 = backward_vo2(session.speed_mps, session.grade_pct, constants, age=caps.age)
        yield at_most((vo2 - rest) / (caps.vo2max - rest), limit, in_session(session), Unit.SHARE)


def met_minutes(session: Session, case: Case) -> float:
    """Backward METs times backward minutes, without practice or rails (I13)."""
    constants = case.evidence.energetics
    vo2 = backward_vo2(session.speed_mps, session.grade_pct, constants)
    return session.backward_s / 60 * mets(vo2, constants)


def within_first_speed(case: Case) -> Readings:
    """I08: tier start, half the comfortable forward speed, a share of the 3 m backward walk."""
    person, tests = case.profile.profile, case.profile.tests
    limits = [case.caps.week_1_speed_mph * MPS_PER_MPH]
    comfortable = person.comfortable_speed_mps or tests.gait_speed_10m_mps
    if comfortable is not None:
        limits.append(comfortable * case.evidence.bounds.comfortable_share)
    if tests.backward_walk_3m_s is not None:
        limits.append(3 / tests.backward_walk_3m_s * case.caps.week_1_share_of_3m_walk)
    for session in case.plan.weeks[0].sessions:
        yield at_most(session.speed_mps, min(limits), in_session(session), Unit.SPEED)


def _bouts(session: Session) -> list[int]:
    return [
        segment.duration_s
        for segment in session.segments
        if segment.direction is Direction.BACKWARD
    ]
