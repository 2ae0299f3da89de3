"""What a screening rule sees."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

from retroplan.core.model.clearance import Agreed
from retroplan.core.model.evidence import Bounds, Evidence
from retroplan.core.model.profile import Health, KnownTests, Person, Profile


class Case(NamedTuple):
    """A profile on a day, beside the numbers that it is held against."""

    profile: Profile
    evidence: Evidence
    on: dt.date
    scope: frozenset[str] = frozenset()
    """What a clinician's yes that counts that day covers."""
    agreed: Agreed = Agreed()
    """What it says beside."""

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

    def is_covered(self, about: Collection[str]) -> bool:
        """Whether a clinician's yes that counts covers one of these names."""
        return not self.scope.isdisjoint(about)

    @property
    def numbers(self) -> Mapping[str, float]:
        """The numbers of the screening rules, by name."""
        return self.evidence.screening

    @property
    def bounds(self) -> Bounds:
        """The numbers of the invariants."""
        return self.evidence.bounds
