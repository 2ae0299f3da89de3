"""A clinician's recorded yes: whether it counts, and why it does not."""

import datetime as dt

from retroplan.core.model.profile import Profile


def is_agreed(profile: Profile, on: dt.date) -> bool:
    """True when a yes is recorded with who gave it and when, and that day has come."""
    return profile.health.clearance.given and not why_not_counted(profile, on)


def why_not_counted(profile: Profile, on: dt.date) -> str:
    """Why a recorded yes does not count, as a sentence; empty when it does, or when there is none."""
    agreement = profile.health.clearance
    if not agreement.given:
        return ""
    if not agreement.by.strip():
        return "The recorded yes does not say who gave it, so it does not count yet."
    if agreement.on is None:
        return "The recorded yes has no date, so it does not count yet."
    if agreement.on > on:
        return "The recorded yes lies in the future, so it does not count yet."
    return ""
