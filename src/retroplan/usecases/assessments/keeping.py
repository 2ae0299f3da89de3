"""A result of a test, kept with what it changes."""

import datetime as dt
from dataclasses import replace

from retroplan.core.answers.assessments import KeptResult
from retroplan.core.assessments.overlay import FOUR_STAGES
from retroplan.core.assessments.schedule import DECLARED_AS
from retroplan.core.assessments.values import capped, check_trials, check_value
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.assessment import Assessment
from retroplan.core.model.events import AssessmentResult
from retroplan.core.text import full_day_words
from retroplan.environment import Environment
from retroplan.errors import UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.store.facts import add_fact
from retroplan.store.journal import changing
from retroplan.store.rows import checked_text
from retroplan.usecases.adapting import adapted_in, keep_event_in
from retroplan.usecases.assessments.answering import answer_of, find
from retroplan.usecases.assessments.known import gathered


def keep_result(*, environment: Environment, result: AssessmentResult) -> KeptResult:
    """Keep a result, and what it changes in the plan; one step for `undo`.

    Raises:
        NotFound: there is no store yet.
        UsageProblem: the day is still to come, or the value cannot be.
        StoreProblem: not saved.
    """
    test = find(result.assessment)
    result = _checked(test, result, environment.today)
    evidence, at = load_evidence(), environment.now()
    with changing(environment.store_file, command="assess", at=at) as change:
        connection = change.connection
        change.sentence = f"the result of {test.title} on {full_day_words(result.date)}"
        before = gathered(connection, environment)
        current, today, adapted = before.current, environment.today, None
        found: tuple[Adjustment, ...] = ()
        if current is None:
            add_fact(connection, result, plan_id=None, at=at)
        else:
            without = adapted_in(connection, current, evidence=evidence, today=today)
            adapted = keep_event_in(
                connection, current, result, evidence=evidence, today=today, at=at
            )
            found = _of_result(without.fired, adapted.fired)
    same = [each.date for each in before.results if each.assessment == test.name]
    known = before.with_result(result)
    return KeptResult(
        result=result,
        is_beside=result.date in same,
        is_newest=all(day <= result.date for day in same),
        answer=answer_of(test, known, environment.today),
        has_plan=current is not None,
        adjustments=found,
        revision=adapted.after.revision if adapted and adapted.is_changed else None,
        profile_key="" if test.name == FOUR_STAGES else DECLARED_AS.get(test.name, ""),
    )


def _of_result(
    without: tuple[Adjustment, ...], with_it: tuple[Adjustment, ...]
) -> tuple[Adjustment, ...]:
    """What the rules found in the result, and not in the days that went by."""
    known = {(each.key, each.sentence) for each in without}
    return tuple(each for each in with_it if (each.key, each.sentence) not in known)


def _checked(test: Assessment, result: AssessmentResult, today: dt.date) -> AssessmentResult:
    if result.date > today:
        raise UsageProblem(
            f"{full_day_words(result.date)} is still to come", hint="keep it once it is done"
        )
    for name, text in (
        ("aid", result.aid), ("name", result.supervised_by), ("note", result.note),
    ):  # fmt: skip
        checked_text(name, text)
    check_value(test, result.value)
    check_trials(test, result.value, result.trials)
    return replace(result, assessment=test.name, value=capped(test, result.value))
