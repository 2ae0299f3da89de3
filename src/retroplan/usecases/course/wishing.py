"""What a person wishes of the plan: less. There is no wish for more; the rules alone give that."""

import datetime as dt

from retroplan.core.answers.course import Granted
from retroplan.core.model.adjustment import WISH, Adjustment
from retroplan.core.model.events import Easier
from retroplan.core.plan_diff import compared
from retroplan.core.text import full_day_words
from retroplan.environment import Environment
from retroplan.evidence.load import load_evidence
from retroplan.store.rows import checked_text
from retroplan.usecases.adapting import Adapted, keep_event


def easier(*, environment: Environment, reason: str = "") -> Granted:
    """Keep the wish for less, and make the plan of it; one step for `undo`.

    Raises:
        NotFound: there is no plan.
        UsageProblem: the reason cannot be kept.
        StoreProblem: not saved.
    """
    checked_text("reason", reason)
    today = environment.today
    adapted = keep_event(
        environment=environment,
        event=Easier(date=today, reason=reason),
        evidence=load_evidence(),
        command="easier",
        sentence=f"the wish for less on {full_day_words(today)}",
    )
    return Granted(
        date=today,
        reason=reason,
        reasons=_reasons(adapted, today),
        diff=compared(adapted.before, adapted.after),
        standing=adapted.after.standing,
        standing_reason=adapted.after.standing_reason,
        units=adapted.after.units,
    )


def _reasons(adapted: Adapted, today: dt.date) -> tuple[Adjustment, ...]:
    """The wish first, be it the day's second; then whatever the days brought with them."""
    wishes = [each for each in adapted.fired if each.rule == WISH and each.date == today]
    return (*wishes, *(each for each in adapted.new if each not in wishes))
