"""Why a session is as it is: the rules that fired, what they looked at, and what stands behind them."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from retroplan.core.adaptation.course_rules import risen
from retroplan.core.adaptation.facts import sorted_facts
from retroplan.core.adaptation.session_rules import Mark, mark_of
from retroplan.core.adaptation.walk_signals import SessionSignals
from retroplan.core.answers.explanation import Explained, Grounds, SourceUse, Why
from retroplan.core.model.adjustment import PAUSED, RISING, TOO_SOON, Adjustment
from retroplan.core.model.events import Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Standing, Step
from retroplan.core.plan_diff import glance
from retroplan.environment import Environment
from retroplan.errors import NotFound
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading
from retroplan.usecases.adapting import Adapted, adapted_in, facts
from retroplan.usecases.planning import CurrentPlan, needed_in, session_of

DECISIVE_FIRST = (
    Step.SUSPEND, Step.REGRESS, Step.REPEAT, Step.REST, Step.HOLD, Step.PROGRESS,
)  # fmt: skip
"""What says most of a session's dose; days of rest only say when it is."""

LEAST_SURE_FIRST = ("very low", "low", "moderate", "high")
BEHIND_A_CHANGE = frozenset({"progression", "safety"})
"""Topics of the claims that a change of the plan rests on."""


def why(*, environment: Environment, session_id: str = "") -> Why:
    """Why a session is as it is: the one named, else the first that is still to be walked.

    The facts are taken to the plan anew, so that the answer is true also where no command has
    kept what the days ask for.

    Raises:
        NotFound: there is no plan, no such session, or none is left.
    """
    evidence = load_evidence()
    with reading(environment.store_file) as connection:
        current = needed_in(connection, environment)
        found = adapted_in(connection, current, evidence=evidence, today=environment.today)
        events = facts(connection, current.stored.plan_id)
    plan, today = found.after, environment.today
    session = _chosen(current, plan, session_id.strip(), today)
    outcome = current.outcomes.get(session.session_id) if session else None
    is_coming = session is not None and outcome is None and session.date >= today
    rise = _next_rise(plan, session) if session is not None and is_coming else None
    behind = _decisive(found, session, evidence)
    is_held_down = any(each.step is Step.REGRESS or each.rule == TOO_SOON for each in behind)
    if session is not None and not is_held_down:
        earned = _earned(session, events, evidence)
        behind = _with(earned, behind) if earned is not None else behind
    return Why(
        plan_id=plan.plan_id,
        revision=plan.revision,
        is_kept=not found.is_changed,
        standing=plan.standing,
        standing_reason=plan.standing_reason,
        session=glance(session) if session else None,
        outcome=outcome,
        adjusted=tuple(_explained(each, evidence) for each in behind),
        reasons=session.reasons if session else (),
        sources=_sources(session.citations, evidence) if session else (),
        next_rise=glance(rise) if rise else None,
        rising=_grounds(RISING, (), "", evidence) if rise else None,
        units=plan.units,
    )


def _chosen(current: CurrentPlan, plan: Plan, session_id: str, today: dt.date) -> Session | None:
    """The session that is asked about; None where the plan stands still and holds none."""
    session = (
        plan.session(session_id) if session_id
        else _at_hand(plan, current.outcomes.keys(), today)
    )  # fmt: skip
    if session is not None or plan.standing is not Standing.ACTIVE:
        return session
    if session_id:
        session_of(current, session_id)  # says which there are
    raise NotFound(
        "no session of this plan is still to come",
        hint="name one that is over, such as `retroplan plan why 1.1`",
    )


def _at_hand(plan: Plan, recorded: Collection[str], today: dt.date) -> Session | None:
    """Today's session or the next; of a plan that goes on, today's with its record where it is the last."""
    left = plan.still_to_come(today, recorded)
    if not left and plan.standing is Standing.ACTIVE:
        left = plan.still_to_come(today, ())
    return left[0] if left else None


def _decisive(found: Adapted, session: Session | None, evidence: Evidence) -> list[Adjustment]:
    """The adjustments behind the session, or behind the standstill; most decisive first."""
    if session is None:
        return _stopping(found, evidence)
    keys = set(session.adjusted_by)
    behind = [each for each in found.after.adjustments if each.key in keys]
    newest_first = sorted(behind, key=lambda each: each.date, reverse=True)
    return sorted(newest_first, key=lambda each: DECISIVE_FIRST.index(each.step))


def _earned(session: Session, events: Sequence[Event], evidence: Evidence) -> Adjustment | None:
    """That the two walks before a session went well, where it holds more than the last of them."""
    walks = [
        each for each in events
        if isinstance(each, SessionLog) and each.is_walk and each.date < session.date
    ]  # fmt: skip
    before = sorted(walks, key=lambda log: log.date)[-2:]
    last = before[-1].prescribed if before else None
    pain = sorted_facts(events, session.date).pain(evidence.rulebook)
    went_well = [_went_well(SessionSignals(log, evidence.rulebook, pain)) for log in before]
    if last is None or len(before) < 2 or not all(went_well):
        return None
    if session.backward_s <= last.backward_s and session.stage.rank <= last.stage.rank:
        return None
    walked = [(log.date, log.session_id or "") for log in before]
    return risen(before[-1].date, walked, evidence.rulebook[RISING]).adjustment


def _went_well(signals: SessionSignals) -> bool:
    """Whether a walk counts; one that hurt somewhat only once a morning is told that bears it out."""
    mark, walked, pain = mark_of(signals), signals.log.date, signals.pain
    if mark is not Mark.ACCEPTABLE:
        return mark is Mark.CLEAN
    most = int(signals.rulebook["two-clean"].numbers["days_for_a_morning"])
    days = [walked + dt.timedelta(days=number) for number in range(1, most + 1)]
    told = [(day, pain.told_on(day).morning) for day in days]
    return any(
        value is not None and pain.confirms(value, day, walked, is_morning=True)
        for day, value in told
    )


def _with(earned: Adjustment, behind: list[Adjustment]) -> list[Adjustment]:
    """What was earned comes first where nothing happened since; else last."""
    known = [each for each in behind if each.rule != earned.rule]
    is_newest = all(each.date <= earned.date for each in known)
    return [earned, *known] if is_newest else [*known, earned]


def _stopping(found: Adapted, evidence: Evidence) -> list[Adjustment]:
    """The latest of the adjustments that can have made the plan stand as it does."""
    stops: Mapping[Standing, Callable[[Adjustment, Rule | None], bool]] = {
        Standing.SUSPENDED: lambda each, _: each.step is Step.SUSPEND,
        Standing.RESTING: lambda _, rule: rule is not None and rule.until_told,
        Standing.PAUSED: lambda each, _: each.rule == PAUSED,
    }
    is_stop = stops[found.after.standing]
    behind = [each for each in found.fired if is_stop(each, evidence.rulebook.get(each.rule))]
    latest = max((each.date for each in behind), default=None)
    return [each for each in behind if each.date == latest]


def _next_rise(plan: Plan, session: Session) -> Session | None:
    """The first later session that holds more of anything, in a week that is not a lighter one."""
    later = sorted((each for each in plan.sessions if each.date > session.date), key=_day)
    return next((each for each in later if _holds_more(each, session)), None)


def _day(session: Session) -> dt.date:
    return session.date


def _holds_more(later: Session, session: Session) -> bool:
    return (
        later.backward_s > session.backward_s
        or later.speed_mps > session.speed_mps + 1e-6
        or later.grade_pct > session.grade_pct
        or later.stage.rank > session.stage.rank
    )


def _explained(adjustment: Adjustment, evidence: Evidence) -> Explained:
    grounds = _grounds(adjustment.rule, adjustment.cites, adjustment.judgement, evidence)
    return Explained(adjustment=adjustment, grounds=grounds)


def _grounds(name: str, cites: tuple[str, ...], judgement: str, evidence: Evidence) -> Grounds:
    """A rule by its name; its own sources and judgement where none are given."""
    rule = evidence.rulebook.get(name)
    if rule is None:  # a plan of an older version of the rules
        return Grounds(rule="", sources=_sources(cites, evidence), judgement=judgement)
    own = rule.reason if rule.judgement else ""
    return Grounds(
        rule=rule.sentence,
        sources=_sources(cites or rule.cites, evidence),
        judgement=judgement or own,
    )


def _sources(keys: Iterable[str], evidence: Evidence) -> tuple[SourceUse, ...]:
    return tuple(
        SourceUse(
            key=key, name=evidence.citations[key].short_name, certainty=_certainty(key, evidence)
        )
        for key in keys if key in evidence.citations
    )  # fmt: skip


def _certainty(key: str, evidence: Evidence) -> str:
    """How sure the catalogue is of what rests on a source: the least of it, about changes if it can be.

    A claim that is judgement says nothing of how sure its sources are of what they do say.
    """
    claims = [
        claim for claim in evidence.claims.values()
        if key in claim.cites and claim.certainty in LEAST_SURE_FIRST
    ]  # fmt: skip
    about = [claim for claim in claims if claim.topic in BEHIND_A_CHANGE] or claims
    return min((claim.certainty for claim in about), key=LEAST_SURE_FIRST.index, default="")
