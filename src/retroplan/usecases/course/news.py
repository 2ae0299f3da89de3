"""News that asks for a new screening: a fall, a diagnosis, an operation, a change of medicine."""

import datetime as dt

from retroplan.core.answers.course import Heard
from retroplan.core.model.events import News
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.vocabulary import NewsKind
from retroplan.core.plan_diff import compared
from retroplan.core.text import day_words, full_day_words
from retroplan.environment import Environment
from retroplan.errors import UsageProblem
from retroplan.reports.words import NEWS
from retroplan.store.rows import checked_text
from retroplan.usecases.adapting import keep_event


def tell_news(
    *, environment: Environment, evidence: Evidence, kind: NewsKind, on: dt.date, note: str = ""
) -> Heard:
    """Keep news, and let the plan wait for the safety questions; on disk when this returns.

    Raises:
        NotFound: there is no plan.
        UsageProblem: the day is still to come, or the note is too long.
        StoreProblem: not saved.
    """
    checked_text("note", note)
    if on > environment.today:
        raise UsageProblem(
            f"{full_day_words(on)} is still to come",
            hint="tell it once it has happened; for days off before then: `retroplan plan pause`",
        )
    kept = keep_event(
        environment=environment,
        event=News(date=on, kind=kind, note=note),
        evidence=evidence,
        command="news",
        sentence=f"the news of {day_words(on)}: {NEWS[kind]}",
    )
    return Heard(
        kind=kind,
        date=on,
        note=note,
        reasons=kept.new,
        changes=compared(kept.before, kept.after),
    )
