"""Every invariant as a named check, run on every plan that is built. A breach is a defect of ours."""

import datetime as dt
from collections.abc import Callable, Collection

from retroplan.core.engine import checks_jog as jog
from retroplan.core.engine import checks_progress as progress
from retroplan.core.engine import checks_safety as safety
from retroplan.core.engine import checks_session as session
from retroplan.core.engine.readings import Case, Reading, Readings, in_session, in_week
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.plan import Plan
from retroplan.core.model.profile import Profile
from retroplan.core.model.protocol import Protocol
from retroplan.errors import Defect, Infeasible

Check = Callable[[Case], Readings]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("I01", session.total_within_frame),
    ("I02", session.parts_add_up),
    ("I03", session.opens_and_closes_forward),
    ("I04", session.backward_within_share),
    ("I05", progress.first_week_is_short),
    ("I06", progress.stretches_grow_slowly),
    ("I07", progress.sessions_are_spaced),
    ("I08", session.within_first_speed),
    ("I09", progress.speed_rises_slowly),
    ("I10", progress.speed_stays_capped),
    ("I11", progress.session_minutes_rise_slowly),
    ("I12", progress.weekly_minutes_rise_slowly),
    ("I13", progress.weekly_effort_rises_slowly),
    ("I14", progress.one_more_session_alone),
    ("I15", progress.speed_or_incline_not_both),
    ("I16", progress.incline_stays_gentle),
    ("I17", progress.every_fourth_week_is_lighter),
    ("I18", session.effort_within_reserve),
    ("I19", progress.length_is_said),
    ("I20", safety.no_rung_is_skipped),
    ("I21", safety.support_is_kept),
    ("I22", session.nobody_turns_on_a_belt),
    ("I23", safety.clearance_is_kept),
    ("I24", safety.only_adults),
    ("I25", safety.pressure_is_safe),
    ("I26", safety.pregnancy_is_early),
    ("I34", session.says_all_it_must),
    ("I35", progress.tests_are_scheduled),
    ("I36", session.asks_for_pain),
    ("I37", progress.sum_fits_the_protocol),
    ("I38", session.energy_model_is_sane),
    ("I39", session.energy_is_honest),
    ("I40", safety.plan_is_its_inputs),
    ("I41", safety.load_ratio_steers_nothing),
    ("I42", session.no_heart_rate_on_beta_blockers),
    ("I43", session.distance_is_speed_times_time),
    ("I44", safety.small_dose_is_said),
    ("I45", jog.jogs_are_few_and_asked_for),
    ("I47", safety.tests_suit_the_person),
)


def breaches(
    plan: Plan, profile: Profile, clearance: Clearance, evidence: Evidence
) -> tuple[tuple[str, Reading], ...]:
    """Every reading that does not hold, with the id of its invariant."""
    case = Case(plan, profile, clearance, evidence)
    return tuple(
        (name, reading) for name, run in CHECKS for reading in run(case) if not reading.holds
    )


def check(plan: Plan, profile: Profile, clearance: Clearance, evidence: Evidence) -> None:
    """Refuse a plan that breaks an invariant.

    Raises:
        Infeasible: it follows a clinician's own protocol, which asks for what no plan may hold.
        Defect: naming the rules that are broken and where.
    """
    _refuse(breaches(plan, profile, clearance, evidence), plan, evidence)


def _refuse(found: tuple[tuple[str, Reading], ...], plan: Plan, evidence: Evidence) -> None:
    if found:
        names = ", ".join(
            f"{name} in {reading.where} ({reading.value:g} against {reading.limit:g})"
            for name, reading in found[:4]
        )
        if evidence.protocols[plan.goal].is_own:
            raise _asks_too_much(evidence.protocols[plan.goal], found, evidence)
        raise Defect(
            f"the plan that was made breaks its own rules: {names}",
            hint="nothing was saved; please report this with your profile file",
        )


def _asks_too_much(
    own: Protocol, found: tuple[tuple[str, Reading], ...], evidence: Evidence
) -> Infeasible:
    """A clinician's own protocol that no ceiling could bring into a plan."""
    first = dict(reversed(found))  # the first reading of each rule
    rules = [
        f"{reading.where}: {evidence.invariants[name].sentence.rstrip('.')} ({name})"
        for name, reading in sorted(first.items())[:3]
    ]
    return Infeasible(
        f"the protocol {own.name} leads to what no plan may hold. {'; '.join(rules)}",
        hint="ask its author to change those rows, or leave `protocol` out of the profile",
    )


_OF_A_NEW_PLAN = frozenset({"I19", "I40"})
"""Of a plan before it begins: its length in weeks, and its dates. An adapted one may have moved."""

_NO_FLOOR = frozenset({"I17", "I37"})
"""Less than they ask for is what a step down leads to; more is a breach as ever."""


def breaches_ahead(
    plan: Plan,
    profile: Profile,
    clearance: Clearance,
    evidence: Evidence,
    *,
    today: dt.date,
    recorded: Collection[str],
) -> tuple[tuple[str, Reading], ...]:
    """The readings that do not hold of what a revision still holds; what is past is as it was.

    Args:
        plan: a revision, its past included.
        profile: what is known of the person now.
        clearance: what screening says now.
        evidence: the catalogue.
        today: sessions before it are past.
        recorded: ids of the sessions that have a record; they are past as well.
    """
    ahead = {
        in_session(session)
        for session in plan.sessions
        if session.date >= today and session.session_id not in recorded
    }
    if not ahead:
        return ()
    for week in plan.weeks:
        if all(in_session(session) in ahead for session in week.sessions):
            ahead.add(in_week(week))
    whole = {"the plan", "notices", "tier against the clearance"}
    return tuple(
        (name, reading)
        for name, reading in breaches(plan, profile, clearance, evidence)
        if name not in _OF_A_NEW_PLAN
        and reading.where in ahead | whole
        and not (reading.is_floor and name in _NO_FLOOR)
    )


def check_ahead(
    plan: Plan,
    profile: Profile,
    clearance: Clearance,
    evidence: Evidence,
    *,
    today: dt.date,
    recorded: Collection[str],
) -> None:
    """Refuse a revision whose rest breaks an invariant; arguments as `breaches_ahead`.

    Raises:
        Defect: naming the rules that are broken and where.
    """
    found = breaches_ahead(plan, profile, clearance, evidence, today=today, recorded=recorded)
    _refuse(found, plan, evidence)


def closest(
    plan: Plan, profile: Profile, clearance: Clearance, evidence: Evidence
) -> tuple[tuple[str, Reading | None], ...]:
    """For each invariant the reading that comes closest to its limit; None where it has nothing to read."""
    case = Case(plan, profile, clearance, evidence)
    return tuple(
        (name, max(run(case), key=lambda reading: (not reading.holds, reading.closeness), default=None))
        for name, run in CHECKS
    )  # fmt: skip
