"""A clinician's recorded yes: from when to when it counts, and what it says beside what it covers (I48)."""

import datetime as dt
from dataclasses import replace

from retroplan.core.model.clearance import Agreed
from retroplan.core.model.profile import ClinicianYes, KnownYes, Profile, YesEnd
from retroplan.core.text import full_day_words

_ENDED = {
    YesEnd.CONDITION: "something new was found",
    YesEnd.FALL: "there was a fall that hurt, or of which that is not said",
    YesEnd.OPERATION: "there was an operation",
}


def is_agreed(profile: Profile, on: dt.date) -> bool:
    """True when a yes counts on a day; what it lifts is the matter of its scope (`screen.scope`)."""
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
    if on > year_after(agreement.on):
        return (
            f"The recorded yes is of {full_day_words(agreement.on)}, and a yes counts for "
            "12 months: ask again."
        )
    return _why_ended(agreement, on)


def _why_ended(agreement: ClinicianYes, on: dt.date) -> str:
    """Why a yes that was whole and in time has ended: what a clinician could not know counts for more."""
    if not isinstance(agreement, KnownYes) or agreement.ended_by is None:
        return ""
    if agreement.ended_on is None or on < agreement.ended_on:
        return ""
    return f"Since the recorded yes {_ENDED[agreement.ended_by]}, so it has ended: ask again."


def agreed(profile: Profile, on: dt.date) -> Agreed:
    """What the yes opens on a day, and what it lowers on any.

    Only a yes that says what it covers opens anything; what it lowers holds even when it no longer counts.
    """
    yes = profile.health.clearance
    opens = yes.covers is not None and is_agreed(profile, on)
    return Agreed(
        opens=opens,
        treadmill=opens and yes.treadmill,
        max_grade_pct=yes.max_grade_pct,
        start_minutes=yes.start_minutes,
        pain_ceiling=yes.pain_ceiling,
        lighter_weeks=not (opens and yes.no_lighter_weeks),
    )


def pain_ceiling(profile: Profile, on: dt.date) -> int | None:
    """A clinician's lower limit of pain while walking, NPRS 0-10; None = as the rules have it."""
    return agreed(profile, on).pain_ceiling


def answers_a_wait(profile: Profile, on: dt.date) -> bool:
    """Whether the yes speaks of what a plan waits for; one for named conditions knows nothing of it."""
    return is_agreed(profile, on) and profile.health.clearance.covers is None


def with_yes(profile: Profile, on: dt.date) -> Profile:
    """The profile as it would be with a clinician's yes of that day."""
    agreement = ClinicianYes(given=True, by="a clinician", on=on)
    return replace(profile, health=replace(profile.health, clearance=agreement))


def year_after(day: dt.date) -> dt.date:
    """The last day of the 12 months from a day on; of 29 February the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    year = min(day.year + 1, dt.MAXYEAR)
    return day.replace(year=year, day=28 if is_leap_day else day.day)
