"""What a fall asks for, whichever way it was told: two answers, and no session before them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from retroplan.core.adaptation.falls import Fall
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.model.adjustment import Input
from retroplan.core.model.rulebook import Rule
from retroplan.core.text import day_words


def fallen(day: dt.date, rule: Rule, *, number: int = 1, session_id: str = "") -> Ruling:
    """A fall: whether it hurt and was looked at comes before the next session (judgement)."""
    return _ruled(
        day, rule,
        f"You told of a fall on {day_words(day)}: did it hurt, and has a doctor or physiotherapist "
        "looked at it? Until both are answered there is no session.",
        Input(date=day, name="falls", value=str(number)),
        "Without a fall the plan would have gone on.",
        {"falls": number, "hurt": "not answered", "seen": "not answered"},
        session_id,
    )  # fmt: skip


def unseen(fall: Fall, rule: Rule) -> Ruling:
    """A fall that hurt, and that nobody has looked at: that comes first (judgement)."""
    return _ruled(
        fall.date, rule,
        f"The fall of {day_words(fall.date)} hurt: have it looked at first.",
        Input(date=fall.date, name="a fall that hurt", value="not looked at"),
        "With a look at it first the safety questions would have decided how it goes on.",
        {"falls": fall.number, "hurt": "yes", "seen": "no" if fall.seen is False else "not answered"},
    )  # fmt: skip


def _ruled(
    day: dt.date,
    rule: Rule,
    sentence: str,
    told: Input,
    otherwise: str,
    values: Mapping[str, float | str],
    session_id: str = "",
) -> Ruling:
    ruling = ruled(
        rule,
        date=day,
        sentence=sentence,
        inputs=[told],
        otherwise=otherwise,
        session_id=session_id,
    )
    return ruling._replace(adjustment=replace(ruling.adjustment, values=values))
