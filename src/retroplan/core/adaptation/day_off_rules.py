"""Rules over days off: how a person comes back, by how long it was."""

import datetime as dt
from collections.abc import Mapping

from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.model.adjustment import Input
from retroplan.core.model.rulebook import Rule
from retroplan.core.text import day_words

_BY_LENGTH = ("days-off-restart", "days-off-half", "days-off-shorter", "days-off-repeat")


def days_off_ruling(
    last: dt.date,
    following: dt.date,
    rulebook: Mapping[str, Rule],
    *,
    session_id: str = "",
    is_walked: bool = True,
) -> Ruling | None:
    """What the days between two sessions ask of the second (I32; judgement); None for four or fewer.

    Args:
        last: the day of the last walk, or of the plan's making where there was none.
        following: the day of the next session.
        rulebook: the rules, by name.
        session_id: of the session that comes next.
        is_walked: there was a walk; else `last` is the day that is counted from.
    """
    days = (following - last).days
    rules = (rulebook[name] for name in _BY_LENGTH)
    rule = next((each for each in rules if days >= each.numbers["days_at_least"]), None)
    if rule is None:
        return None
    if is_walked:
        way = f"from the last walk, on {day_words(last)}, to the next session"
        counted = "from the last walk to the session"
    else:
        way = f"from {day_words(last)} to the next session, and no walk yet"
        counted = "without a walk"
    return ruled(
        rule,
        date=following,
        sentence=f"{days} days {way}: {_tail(rule)}",
        inputs=[Input(date=last, name=counted, value=f"{days} days")],
        otherwise=_otherwise(rule.name, rulebook),
        session_id=session_id,
    )


def _otherwise(name: str, rulebook: Mapping[str, Rule]) -> str:
    """The rule of the next shorter gap."""
    most = int(rulebook[name].numbers["days_at_least"]) - 1
    position = _BY_LENGTH.index(name) + 1
    if position == len(_BY_LENGTH):
        return f"After {most} days or fewer the plan would have gone on as it was."
    return f"After {most} days or fewer: {_tail(rulebook[_BY_LENGTH[position]])}"


def _tail(rule: Rule) -> str:
    """What follows, as the rulebook says it behind its colon."""
    return rule.follows or rule.sentence.partition(": ")[2]
