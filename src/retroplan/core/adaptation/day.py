"""Rules over a check-in: what a morning says of the day, and of the sessions after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.model.events import CheckIn
from retroplan.core.model.evidence import Bounds
from retroplan.core.model.rulebook import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySignals:
    """What the rules look at."""

    check_in: CheckIn
    usual_pain: int
    """NPRS 0-10 of an ordinary morning: as the check-in, else the profile, else 0."""
    session_id: str
    """Of the last session walked before the check-in; empty where there was none."""
    has_yes: bool
    """A clinician's yes is on record and counts."""
    rulebook: Mapping[str, Rule]
    bounds: Bounds


DAY_RULES: tuple[Callable[[DaySignals], Ruling | None], ...] = ()


def day_rulings(signals: DaySignals) -> tuple[Ruling, ...]:
    """Every rule that fires, most careful first."""
    fired = [ruling for rule in DAY_RULES if (ruling := rule(signals)) is not None]
    return tuple(sorted(fired, key=lambda ruling: -ruling.adjustment.step.rank))
