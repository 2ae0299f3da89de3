"""What a screening rule sees."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.profile import Health, KnownTests, Person, Profile
from retroplan.core.screening.agreement import is_agreed


class Case(NamedTuple):
    """A profile on a day, beside the numbers that it is held against."""

    profile: Profile
    evidence: Evidence
    on: dt.date

    @property
    def person(self) -> Person:
        return self.profile.profile

    @property
    def health(self) -> Health:
        return self.profile.health

    @property
    def tests(self) -> KnownTests:
        return self.profile.tests

    @property
    def ages(self) -> tuple[int, int] | None:
        """The youngest and oldest the person can be that day; None when not known."""
        return self.person.age_bounds(self.on)

    @property
    def agreed(self) -> bool:
        """A clinician's yes is recorded and counts."""
        return is_agreed(self.profile, self.on)

    @property
    def numbers(self) -> Mapping[str, float]:
        """The numbers of the screening rules, by name."""
        return self.evidence.screening

    @property
    def bounds(self) -> Bounds:
        """The numbers of the invariants."""
        return self.evidence.bounds
