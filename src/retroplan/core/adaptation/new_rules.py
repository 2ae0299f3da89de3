"""Plans under way when the rules change: what held a plan holds it until what it asked for is answered."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from retroplan.core.adaptation.facts import Facts
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.adaptation.walkthrough import Walkthrough
from retroplan.core.model.adjustment import HELD_BACK, NEW_RULES, PAUSED, Adjustment, Input
from retroplan.core.model.events import AssessmentResult, Declared, Event, NewRules, Resume
from retroplan.core.model.plan import Plan
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Standing, Step
from retroplan.core.text import day_words

_SCREENING = "screening"
"""The rule that withholds a plan for its answers: other answers, or another test, answer it."""


def new_rules(
    plan: Plan, events: Sequence[Event], *, rules_version: str, day: dt.date
) -> NewRules:
    """That other rules count from a day on, with what holds the plan on it.

    Args:
        plan: as the rules before have left it.
        events: all that was told so far.
        rules_version: of the rules that count now.
        day: the first on which they do.
    """
    resumed = max((each.date for each in events if isinstance(each, Resume)), default=dt.date.min)
    return NewRules(
        date=day,
        before=base_version(plan.rules_version),
        rules_version=rules_version,
        held=tuple(each for each in plan.adjustments if _holds(each, plan, resumed, day)),
    )


def base_version(rules_version: str) -> str:
    """A version without the name of an own protocol behind it."""
    return rules_version.partition("+")[0]


def _holds(found: Adjustment, plan: Plan, resumed: dt.date, day: dt.date) -> bool:
    """Whether an adjustment keeps sessions from coming; in doubt it does.

    A suspension of the day of a resumption may have been told after it. What a plan could not take
    in is for the program to mend, and a pause is a fact that any rules know.
    """
    if found.rule in {HELD_BACK, PAUSED}:
        return False
    if found.until is not None and found.until > day:
        return True
    is_reason = found.sentence == plan.standing_reason
    if plan.standing is Standing.SUSPENDED and found.step is Step.SUSPEND:
        return is_reason or found.date >= resumed
    return plan.standing is Standing.RESTING and is_reason


def needs_yes(found: Adjustment, rulebook: Mapping[str, Rule]) -> bool:
    """Whether a suspension asks for a clinician; one that these rules do not know so always does."""
    return bool(_rule_of(found, rulebook).numbers.get("needs_yes"))


def _rule_of(found: Adjustment, rulebook: Mapping[str, Rule]) -> Rule:
    """What stands behind an adjustment: the rule of now if that goes as far, else what is known of it."""
    known = rulebook.get(found.rule)
    if known is not None and known.step is found.step:
        return known
    is_suspension = found.step is Step.SUSPEND
    return Rule(
        name=found.rule,
        step=found.step,
        sentence=found.sentence,
        until_told=found.step is Step.REST and found.until is None,
        numbers={"needs_yes": 1} if is_suspension else {},
    )


def take_new_rules(walk: Walkthrough, fact: NewRules, entry: int) -> None:
    """What held the plan by the rules before holds it by those of now, where they would let it go."""
    course = walk.course
    course.rulings.append(_told(fact, course.evidence.rulebook[NEW_RULES]))
    for held in fact.held:
        if not _is_answered(held, fact, walk.facts):
            _hold(walk, Ruling(held, _rule_of(held, course.evidence.rulebook)), entry)


def _is_answered(held: Adjustment, fact: NewRules, facts: Facts) -> bool:
    """Whether answers told since have taken the place of those that held the plan."""
    since = facts.told[facts.told.index(fact) + 1 :]
    return held.rule == _SCREENING and any(
        isinstance(each, AssessmentResult | Declared) for each in since
    )


def _hold(walk: Walkthrough, ruling: Ruling, entry: int) -> None:
    course, held = walk.course, ruling.adjustment
    keys = [each.adjustment.key for each in course.rulings]
    if held.key in keys:  # in the words and with the days that it had
        at = keys.index(held.key)
        course.rulings[at] = course.rulings[at]._replace(adjustment=held)
    else:
        course.take(ruling)
    if held.until is not None:
        course.rest_days.append((held.date, held.until))
    walk.note_suspension(entry)
    holding = {each.adjustment.key for each, _ in walk.suspensions}
    if held.step is Step.SUSPEND and held.key not in holding:
        walk.suspensions.append((ruling, entry))
    if held.step is Step.REST and held.until is None:
        course.ill = course.ill or ruling


def _told(fact: NewRules, rule: Rule) -> Ruling:
    return ruled(
        rule,
        date=fact.date,
        sentence=f"New rules count since {day_words(fact.date)} (version {fact.rules_version}): what "
        "is past stays as it was, and so does whatever held the plan. `retroplan plan history` says "
        "what else changed.",
        inputs=[
            Input(date=fact.date, name="the rules before", value=fact.before),
            Input(date=fact.date, name="the rules of now", value=fact.rules_version),
        ],
        otherwise="By the rules before the sessions still to come would have stayed as they were.",
    )


def with_past_reasons(
    plan: Plan, revised: Plan, fired: Iterable[Adjustment], facts: Facts
) -> tuple[Adjustment, ...]:
    """What fired, and what sessions from before the newest rules name as their reason: it stays so."""
    found = tuple(fired)
    dates = [each.date for each in facts.happened if isinstance(each, NewRules)]
    if not dates:
        return found
    known = {each.key for each in found}
    named = {key for session in revised.sessions for key in session.adjusted_by} - known
    return (
        *found,
        *(each for each in plan.adjustments if each.key in named and each.date <= dates[-1]),
    )
