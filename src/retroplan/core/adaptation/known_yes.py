"""The clinician's yes that is in force: the newest told, what it was given for, and what has ended it (I48)."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from typing import NamedTuple

from retroplan.core.adaptation.falls import told_falls
from retroplan.core.model.events import Declared, Event, News, Resume
from retroplan.core.model.profile import ClinicianYes, Health, KnownYes, Profile, YesEnd
from retroplan.core.model.vocabulary import NewsKind

_NEWS = {NewsKind.DIAGNOSIS: YesEnd.CONDITION, NewsKind.SURGERY: YesEnd.OPERATION}


class _Told(NamedTuple):
    """A yes with its day, and the place in the order of entry where it was first told."""

    on: dt.date
    at: int
    yes: ClinicianYes


def yes_in_force(
    events: Sequence[Event], now: Health, known: Callable[[Sequence[Event]], Profile]
) -> ClinicianYes:
    """The newest yes with what the records say of it; as it was declared where it has no date.

    Args:
        events: all that was told of the person, in the order of entry; one `Declared` at least.
        now: what is known of their health, with the yes of the newest declaration.
        known: what was known by the first so many facts, the yes as it was declared.
    """
    told = max(_told(events, now.clearance), default=None, key=lambda each: (each.on, each.at))
    if told is None:
        return now.clearance
    at = _given_at(events, told)
    then = known(events[: at + 1])
    then = replace(then, health=replace(then.health, clearance=ClinicianYes()))
    on, by = min(_ends(events, told, at, then.health, now), default=(None, None))
    said = {each.name: getattr(told.yes, each.name) for each in fields(ClinicianYes)}
    for name in ("max_grade_pct", "pain_ceiling"):  # the lower word of two holds
        values = (said[name], getattr(now.clearance, name))
        said[name] = min((value for value in values if value is not None), default=None)
    return KnownYes(**said, given_to=then, ended_on=on, ended_by=by)


def _told(events: Sequence[Event], declared: ClinicianYes) -> Iterator[_Told]:
    """The yes that is declared now, and those told when a plan was resumed."""
    for at, event in enumerate(events):
        if isinstance(event, Resume) and event.clearance is not None:
            yield _Told(event.date, at, event.clearance)
        elif isinstance(event, Declared) and declared.given and declared.on is not None:
            said = event.profile.health.clearance
            if said.given and said.on == declared.on:
                yield _Told(declared.on, at, declared)
                declared = ClinicianYes()  # told once


def _given_at(events: Sequence[Event], told: _Told) -> int:
    """The place of what was declared when a yes was given: of its day or later, no later than it was told.

    The first of these: what was left out there, and stands in a later one, was found since.
    """
    before = [at for at, event in enumerate(events[: told.at + 1]) if isinstance(event, Declared)]
    return next((at for at in before if events[at].date >= told.on), before[-1])


def _ends(
    events: Sequence[Event], told: _Told, given_at: int, then: Health, now: Health
) -> Iterator[tuple[dt.date, YesEnd]]:
    """What came since that ends a yes, each with its day."""
    known = set(then.conditions or ())
    harmful = [fall.told_by for fall in told_falls(events) if fall.hurt is not False]
    injured = then.injurious_falls_last_12_months or 0
    is_hurt = (now.injurious_falls_last_12_months or 0) > injured
    for at, event in enumerate(events):
        is_later = event.date > told.on or (event.date == told.on and at > told.at)
        if not (at > given_at if isinstance(event, Declared) else is_later):
            continue
        if isinstance(event, News) and event.kind in _NEWS:
            yield event.date, _NEWS[event.kind]
        if event in harmful:
            yield event.date, YesEnd.FALL
        if isinstance(event, Declared):
            health = event.profile.health
            if set(health.conditions or ()) & set(now.conditions or ()) - known:
                yield event.date, YesEnd.CONDITION
            if is_hurt and (health.injurious_falls_last_12_months or 0) > injured:
                yield event.date, YesEnd.FALL
