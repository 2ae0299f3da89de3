"""Rules over more than one fact, and over what a person tells of their own accord."""

import datetime as dt
from collections.abc import Sequence

from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import Easier, Move, News
from retroplan.core.model.plan import Session
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import NewsKind
from retroplan.core.text import day_words

Walked = Sequence[tuple[dt.date, str]]
"""Sessions that went well, by day and id."""

_NEWS = {
    NewsKind.DIAGNOSIS: "a new diagnosis",
    NewsKind.SURGERY: "an operation",
    NewsKind.MEDICINE: "a change of medicine",
}


def easier(fact: Easier, rule: Rule) -> Ruling:
    """The person asks for less: always honoured (judgement)."""
    said = f" ({fact.reason})" if fact.reason else ""
    return ruled(
        rule,
        date=fact.date,
        sentence=f"You asked for less on {day_words(fact.date)}{said}: the next sessions are a fifth "
        "shorter, or slower where they cannot be shorter, and nothing rises until two in a row have "
        "gone well.",
        inputs=[Input(date=fact.date, name="your wish", value=fact.reason or "easier")],
        otherwise="Without your wish the minutes would have stayed.",
    )


def news(fact: News, rule: Rule) -> Ruling:
    """Something that changes what is safe: a new screening comes first (judgement)."""
    what = _NEWS[fact.kind]
    return ruled(
        rule,
        date=fact.date,
        sentence=f"You told of {what} on {day_words(fact.date)}: the safety questions come first, "
        "before the next session.",
        inputs=[Input(date=fact.date, name="news", value=fact.note or what)],
        otherwise="Without the news the plan would have gone on.",
    )


def after_illness(ill: dt.date, well: dt.date, rule: Rule) -> Ruling:
    """No fever for 24 hours: two sessions at half come first (judgement)."""
    return ruled(
        rule,
        date=well,
        sentence=f"Well again since {day_words(well)}: two small sessions come first.",
        inputs=[
            Input(date=ill, name="fever or infection", value="yes"),
            Input(date=well, name="24 hours without fever", value="yes"),
        ],
        otherwise="Without the illness the minutes would have stayed.",
    )


def risen(date: dt.date, walked: Walked, rule: Rule) -> Ruling:
    """Two clean sessions in a row: the curve goes on (I27; silbernagel2007)."""
    return ruled(
        rule,
        date=date,
        sentence="Two sessions in a row went well, so a step up was earned.",
        inputs=[_well(day, name) for day, name in walked],
        otherwise="Without them the plan would have stayed where it was.",
    )


def too_soon(date: dt.date, week: str, walked: Walked, rule: Rule) -> Ruling:
    """Fewer than two clean sessions in a row: the week is walked once more (I27; silbernagel2007)."""
    needed = int(rule.numbers["sessions"])
    none = [Input(date=date, name="good sessions in a row", value="none")]
    return ruled(
        rule,
        date=date,
        sentence=f"{week} holds what the last full week held: a step up takes {needed} good sessions "
        "in a row.",
        inputs=[_well(day, name) for day, name in walked] or none,
        otherwise=f"With {needed} in a row before it, it would have gone up by a step.",
    )


def missed(session: Session, rule: Rule, *, is_told: bool) -> Ruling:
    """A session that was not walked, told or not: let go, never made up (judgement)."""
    day = day_words(session.date)
    return ruled(
        rule,
        date=session.date,
        sentence=f"You left out the session of {day}: nothing rises on it, and it is never made up."
        if is_told
        else f"{day} has no record: that session is let go, and never made up.",
        inputs=[
            Input(
                date=session.date,
                name=f"session {session.session_id}",
                value="left out" if is_told else "no record",
            )
        ],
        otherwise="With a walk, and a record of it, it would have counted.",
        session_id=session.session_id,
    )


def other_day(session_id: str, wished: dt.date, placed: dt.date | None, rule: Rule) -> Ruling:
    """A session that its day cannot hold: on another of the week, or let go (judgement)."""
    where = f"is on {day_words(placed)} instead" if placed else "is let go"
    return ruled(
        rule,
        date=wished,
        sentence=f"Session {session_id} of {day_words(wished)} {where}: a day off or a rest day "
        "comes first.",
        inputs=[Input(date=wished, name=f"session {session_id}", value="no room on its day")],
        otherwise="With room on its day it would have stayed.",
        session_id=session_id,
    )


def moved(fact: Move, rule: Rule) -> Ruling:
    """A session is on the day that the person asked for (judgement)."""
    return ruled(
        rule,
        date=fact.date,
        sentence=f"You moved session {fact.session_id} to {day_words(fact.to)}.",
        inputs=[Input(date=fact.date, name=f"session {fact.session_id}", value="moved by you")],
        otherwise="Without that it would have stayed on its day.",
        session_id=fact.session_id,
        values={"session": fact.session_id, "to": fact.to.isoformat()},
    )


def left_out(session_id: str, day: dt.date, rule: Rule) -> Ruling:
    """A session that could not be made shorter is left out instead (judgement)."""
    return ruled(
        rule,
        date=day,
        sentence=f"Session {session_id} of {day_words(day)} is left out: it could not be made shorter.",
        inputs=[Input(date=day, name=f"session {session_id}", value="the shortest there is")],
        otherwise="With more minutes it would have been made shorter.",
        session_id=session_id,
        values={"session": session_id},
    )


def week_later(
    number: int, regular: dt.date, starts: dt.date, rule: Rule, restart: Rule
) -> Ruling:
    """A week whose days went by without a walk, or are closed, begins later (judgement)."""
    days = int(restart.numbers["days_at_least"])
    return ruled(
        rule,
        date=regular,
        sentence=f"Week {number} begins on {day_words(starts)} instead of {day_words(regular)}, and "
        f"the end of the plan moves with it. It moves until you begin; {days} days after the last walk "
        "the plan waits.",
        inputs=[Input(date=regular, name=f"week {number}", value="no walk on its days")],
        otherwise=f"With a walk on its days week {number} would have stayed where it was.",
    )


def _well(day: dt.date, name: str) -> Input:
    return Input(date=day, name=f"session {name}", value="went well")
