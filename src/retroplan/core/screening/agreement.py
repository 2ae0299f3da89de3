"""A clinician's recorded yes: whether it counts, and why it does not."""

import datetime as dt
from dataclasses import replace

from retroplan.core.model.profile import ClinicianYes, Profile


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


def with_yes(profile: Profile, on: dt.date) -> Profile:
    """The profile as it would be with a clinician's yes of that day."""
    agreement = ClinicianYes(given=True, by="a clinician", on=on)
    return replace(profile, health=replace(profile.health, clearance=agreement))
