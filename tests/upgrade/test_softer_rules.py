"""Rules of now that would let a plan go: what held it by the rules before holds it all the same."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from retroplan.core.model.events import AssessmentResult, CheckIn, Resume
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Standing, Step
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading, writing
from retroplan.store.kinds import Kept
from retroplan.store.plans import current_plan
from retroplan.usecases.adapting import Adapted, adapted_in, keep_event_in
from retroplan.usecases.planning import plan_in
from tests.upgrade.homes import WAITING, opened

DECIDED = {
    "two_reds": "two-reds", "rising_pain": "rising-pain", "fallen": "fall", "fever": "fever",
    "withheld": "red-pain",
}  # fmt: skip
"""By which rule each home is held."""
NEEDS_YES = ("two_reds", "rising_pain")


def softened(name: str) -> Evidence:
    """The catalogue with a rule that fires, and asks for nothing."""
    evidence = load_evidence()
    rulebook: Mapping[str, Rule] = evidence.rulebook
    rule = rulebook[name]
    numbers = {key: number for key, number in rule.numbers.items() if key != "needs_yes"}
    mild = Rule(name=name, step=Step.HOLD, sentence=rule.sentence, numbers=numbers)
    return evidence._replace(rulebook={**rulebook, name: mild})


def silenced(name: str) -> Evidence:
    """The catalogue with a rule whose numbers nothing reaches."""
    evidence = load_evidence()
    rule = evidence.rulebook[name]
    out_of_reach = {key: 1 if key == "needs_yes" else 999.0 for key in rule.numbers}
    return evidence._replace(
        rulebook={**evidence.rulebook, name: rule._replace(numbers=out_of_reach)}
    )


def seen(environment: Environment, evidence: Evidence, today: dt.date, *facts: Kept) -> Adapted:
    """The plan with facts that are pretended."""
    with reading(environment.store_file) as connection:
        current = plan_in(connection, today=today)
        assert current is not None
        return adapted_in(connection, current, evidence=evidence, today=today, pretended=facts)


def told(environment: Environment, evidence: Evidence, today: dt.date, fact: Kept) -> Adapted:
    """The plan with a fact that is kept, and the new rules before it."""
    with writing(environment.store_file) as connection:
        current = plan_in(connection, today=today)
        assert current is not None
        return keep_event_in(
            connection, current, fact, evidence=evidence, today=today, at=environment.now()
        )


@pytest.mark.parametrize("name", ["two_reds", "rising_pain", "fallen", "fever"])
@pytest.mark.parametrize("is_kept", [False, True])
def test_what_held_a_plan_holds_it(environment: Environment, name: str, is_kept: bool) -> None:
    today, evidence = opened(name, environment), softened(DECIDED[name])
    with reading(environment.store_file) as connection:
        before = current_plan(connection)
    assert before is not None

    if is_kept:
        told(environment, evidence, today, CheckIn(date=today, morning_pain=1))
    found = seen(environment, evidence, today + dt.timedelta(days=3)).after

    assert found.standing == WAITING[name]
    assert found.standing_reason == before.standing_reason
    assert found.still_to_come(today, ()) == ()


@pytest.mark.parametrize("name", NEEDS_YES)
@pytest.mark.parametrize("weakened", [softened, silenced])
def test_what_asked_for_a_clinician_still_does(
    environment: Environment, name: str, weakened: object
) -> None:
    assert callable(weakened)
    today, evidence = opened(name, environment), weakened(DECIDED[name])
    told(environment, evidence, today, CheckIn(date=today, morning_pain=1))

    without = seen(environment, evidence, today, Resume(date=today))
    agreed = seen(environment, evidence, today, Resume(date=today, cleared_by="GP"))

    assert without.after.standing is Standing.SUSPENDED
    assert agreed.after.standing is Standing.ACTIVE


def test_a_fever_is_over_once_it_is_told(environment: Environment) -> None:
    today, evidence = opened("fever", environment), softened("fever")
    over = seen(environment, evidence, today, CheckIn(date=today, fever=False))
    assert over.after.standing is Standing.ACTIVE


def test_days_off_that_were_asked_for_stay_off(environment: Environment) -> None:
    today, evidence = opened("withheld", environment), softened("red-pain")
    with reading(environment.store_file) as connection:
        plan = current_plan(connection)
    assert plan is not None
    (until,) = {each.until for each in plan.adjustments if each.until and each.until > today}

    found = seen(environment, evidence, today).after

    assert found.standing is Standing.ACTIVE
    assert min(session.date for session in found.still_to_come(today, ())) >= until
    assert until in {each.until for each in found.adjustments}


def test_what_no_rule_knows_any_more_asks_for_a_clinician(environment: Environment) -> None:
    from retroplan.core.adaptation.new_rules import needs_yes

    opened("two_reds", environment)
    with reading(environment.store_file) as connection:
        plan = current_plan(connection)
    assert plan is not None
    (held,) = (each for each in plan.adjustments if each.step is Step.SUSPEND)
    assert needs_yes(replace(held, rule="a rule of long ago"), load_evidence().rulebook)


def test_a_result_of_a_test_lifts_nothing_but_what_the_answers_held(
    environment: Environment,
) -> None:
    today, evidence = opened("two_reds", environment), softened("two-reds")
    result = AssessmentResult(date=today, assessment="tug", value=8.0)
    assert told(environment, evidence, today, result).after.standing is Standing.SUSPENDED


def test_a_session_that_is_past_keeps_the_reason_that_it_names(environment: Environment) -> None:
    today, evidence = opened("two_reds", environment), silenced("red-pain")
    found = seen(environment, evidence, today).after
    named = {key for session in found.sessions for key in session.adjusted_by}
    assert named
    assert named <= {each.key for each in found.adjustments}
