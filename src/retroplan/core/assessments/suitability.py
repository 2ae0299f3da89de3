"""Whether a test is for a person at all (invariant I47): the one place that decides."""

import datetime as dt
from collections.abc import Iterable

from retroplan.core.model.assessment import Assessment
from retroplan.core.model.evidence import Contraindication, Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Tier


def against(
    test: str, profile: Profile | None, evidence: Evidence, on: dt.date
) -> Contraindication | None:
    """What speaks against a test; None where it suits the person.

    What is not known counts as what speaks against it. None for the profile is "nobody knows".
    """
    record = evidence.contraindications.get(test)
    if record is None or profile is None:
        return record
    conditions = profile.health.conditions
    is_named = conditions is None or not set(record.conditions).isdisjoint(conditions)
    asked_to = evidence.screening["pregnancy_asked_to_age"]
    may_be = record.pregnancy and profile.may_be_pregnant(on, asked_to_age=asked_to)
    return record if is_named or may_be else None


def needs_support(test: Assessment, tier: Tier) -> bool:
    """Whether a test is done only with somebody beside the person, or a wall within reach (I47)."""
    return test.support_in_tier_c and tier is Tier.C


def suitable(
    tests: Iterable[str], profile: Profile | None, evidence: Evidence, on: dt.date
) -> tuple[str, ...]:
    """Those of the tests, by name, that nothing speaks against."""
    return tuple(test for test in tests if against(test, profile, evidence, on) is None)
