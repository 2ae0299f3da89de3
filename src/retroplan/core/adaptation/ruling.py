"""What a rule says once it fires: words for people, and what the next sessions may hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from retroplan.core.model.adjustment import Adjustment, Input
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Step

_A_WEEK = 7


class Ruling(NamedTuple):
    """A rule that fired, with what it asks for."""

    adjustment: Adjustment
    rule: Rule
    backward_s: int | None = None
    """The most that the next session may hold, where the facts themselves say it; seconds."""

    @property
    def asks_for_less(self) -> bool:
        """Whether it takes anything away from the next session."""
        rule = self.rule
        return (
            rule.minutes_share < 1
            or rule.speed_drop_mph > 0
            or rule.first_week_speed
            or rule.first_week_minutes
            or rule.level_only
            or rule.stage_back
            or self.backward_s is not None
        )

    @property
    def is_rest_alone(self) -> bool:
        """Whether it asks for days off and nothing else."""
        return self.rule.step is Step.REST and not self.asks_for_less

    def says_of(self, day: dt.date, *, is_moved: bool) -> bool:
        """Whether it has a say in a session of a day; a day off only where it moved the session."""
        if not self.is_rest_alone:
            return True
        until = self.adjustment.until
        return is_moved and until is not None and 0 <= (day - until).days < _A_WEEK


def ruled(
    rule: Rule,
    *,
    date: dt.date,
    sentence: str,
    inputs: Sequence[Input],
    otherwise: str = "",
    session_id: str = "",
    backward_s: int | None = None,
    values: Mapping[str, float | str] | None = None,
) -> Ruling:
    """A rule firing over facts.

    Args:
        rule: from the rulebook.
        date: of the facts.
        sentence: what happened and what follows, with its values.
        inputs: the facts that it looked at.
        otherwise: what would have come instead, and on which condition.
        session_id: of the session it is about; empty for a day.
        backward_s: as `Ruling.backward_s`.
        values: as `Adjustment.values`.
    """
    return Ruling(
        adjustment=Adjustment(
            rule=rule.name, step=rule.step, date=date, session_id=session_id, sentence=sentence,
            otherwise=otherwise, inputs=tuple(inputs), cites=rule.cites,
            judgement=rule.reason if rule.judgement else "",
            until=date + dt.timedelta(days=rule.days_off) if rule.days_off else None,
            values=values or {},
        ),
        rule=rule,
        backward_s=backward_s,
    )  # fmt: skip
