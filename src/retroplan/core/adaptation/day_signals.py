"""What the rules over a check-in look at: what was said, and what it is compared with."""

from collections.abc import Mapping
from typing import NamedTuple

from retroplan.core.adaptation.pain import Morning, Pain
from retroplan.core.model.events import CheckIn
from retroplan.core.model.evidence import Bounds, Condition, Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.rulebook import Rule
from retroplan.core.screening.screen import scope


class DaySignals(NamedTuple):
    """What the rules look at."""

    check_in: CheckIn
    pain: Pain
    session_id: str
    """Of the last session walked before the check-in; empty where there was none."""
    has_walk: bool
    """A walk of that day is on record: signs of the legs are its own."""
    has_yes: bool
    """A clinician's yes that counts covers a raised blood pressure."""
    rulebook: Mapping[str, Rule]
    bounds: Bounds
    numbers: Mapping[str, float]
    """Of the screening rules, by name."""
    conditions: Mapping[str, Condition]

    @property
    def usual_pain(self) -> int:
        """NPRS 0-10 of an ordinary day; 0 where it is another pain."""
        return self.pain.measure(self.check_in.date)

    @property
    def morning(self) -> Morning:
        """What the pain of this morning says."""
        pain = self.check_in.morning_pain
        return Morning.USUAL if pain is None else self.pain.morning(pain, self.check_in.date)


def signals_of(
    check_in: CheckIn,
    *,
    profile: Profile,
    session_id: str,
    evidence: Evidence,
    pain: Pain,
    has_walk: bool = False,
) -> DaySignals:
    """A check-in with what its rules compare it with.

    Args:
        check_in: what was said.
        profile: as it is declared on that day.
        session_id: as `DaySignals.session_id`.
        evidence: the catalogue.
        pain: what is known of the person's pain.
        has_walk: as `DaySignals.has_walk`.
    """
    return DaySignals(
        check_in=check_in,
        pain=pain,
        session_id=session_id,
        has_walk=has_walk,
        has_yes="blood-pressure" in scope(profile, evidence, check_in.date),
        rulebook=evidence.rulebook,
        bounds=evidence.bounds,
        numbers=evidence.screening,
        conditions=evidence.conditions,
    )
