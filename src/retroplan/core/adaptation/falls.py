"""Falls, whichever way they were told: whether they hurt, whether they were looked at, how many count.

One rule for a record, news, and a declaration that counts more than was known: a fall is open until
both are answered, and an answer from before it says nothing of it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from retroplan.core.model.events import Declared, Event, FallAnswer, News
from retroplan.core.model.log import SessionLog
from retroplan.core.model.vocabulary import NewsKind


class Fall(NamedTuple):
    """What was told of falls in one go. None is "not answered"."""

    told_by: Event
    number: int
    earliest: dt.date
    """Before this day nobody can have looked at it."""
    hurt: bool | None = None
    seen: bool | None = None

    @property
    def date(self) -> dt.date:
        """The day of it, or that on which it was told."""
        return self.told_by.date

    @property
    def is_open(self) -> bool:
        """Whether there is no session yet: it may have hurt, or hurt and nobody has looked at it."""
        return self.hurt is None or (self.hurt and not self.seen)


def told_falls(events: Sequence[Event]) -> tuple[Fall, ...]:
    """Every fall that was told, in the order of entry, with what was answered since."""
    falls: list[Fall] = []
    latest: Declared | None = None
    for at, event in enumerate(events):
        if number := _newly_told(event, events[:at], latest):
            falls.append(Fall(event, number, _earliest(event, latest)))
        if isinstance(event, FallAnswer) and sum(fall.number for fall in falls) <= event.falls:
            falls = [
                fall._replace(hurt=event.hurt, seen=event.seen) if fall.is_open else fall
                for fall in falls
            ]
        elif isinstance(event, Declared):
            falls = [_declared_of(fall, event, latest) for fall in falls]
            latest = event
    return tuple(falls)


def answering(events: Sequence[Event], on: dt.date, *, hurt: bool, seen: bool) -> FallAnswer:
    """The answer to every fall that was told so far."""
    told = sum(fall.number for fall in told_falls(events))
    return FallAnswer(date=on, hurt=hurt, seen=seen, falls=told)


def open_fall(events: Sequence[Event], on: dt.date) -> Fall | None:
    """The newest fall of the last 12 months that waits for an answer."""
    since = year_before(on)
    waiting = [fall for fall in told_falls(events) if fall.is_open and fall.date > since]
    return waiting[-1] if waiting else None


def known_falls(events: Sequence[Event], on: dt.date) -> int | None:
    """Falls of the last 12 months; None where nobody ever said.

    The largest of: those on record; the newest answer and the falls told after it; an earlier answer of
    these 12 months and the falls told after that. So an answer that was not brought up to date counts
    no less than the records, and one that was is not counted twice.
    """
    since = year_before(on)
    falls = [(at, falls_of(event)) for at, event in enumerate(events) if event.date > since]
    told = sum(number for _, number in falls)
    declared = [(at, event) for at, event in enumerate(events) if isinstance(event, Declared)]
    newest = declared[-1][1]
    answer = newest.profile.health.falls_last_12_months
    if not told:
        return answer
    counts = [told]
    for at, event in declared:
        after = sum(number for place, number in falls if place > at)
        if event is newest or (after and event.date > since):
            counts.append((event.profile.health.falls_last_12_months or 0) + after)
    return max(counts)


def known_injuries(events: Sequence[Event], on: dt.date) -> int | None:
    """Falls of the last 12 months that hurt; None where nobody ever said. An answer takes none away."""
    declared = [event for event in events if isinstance(event, Declared)][-1]
    answer, since = declared.profile.health.injurious_falls_last_12_months, year_before(on)
    answered = [fall for fall in told_falls(events) if fall.hurt is not None and fall.date > since]
    if answer is None and not answered:
        return None
    return max(answer or 0, sum(bool(fall.hurt) for fall in answered))


def falls_of(event: Event) -> int:
    """The falls that a record or news tell of."""
    if isinstance(event, SessionLog):
        return event.falls or 0
    return int(isinstance(event, News) and event.kind is NewsKind.FALL)


def year_before(day: dt.date) -> dt.date:
    """The same day a year before; of 29 February the day before that."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=max(day.year - 1, 1), day=28 if is_leap_day else day.day)


def _newly_told(event: Event, before: Sequence[Event], latest: Declared | None) -> int:
    """The falls that nobody knew of: of a declaration, those it counts beyond the ones known."""
    if not isinstance(event, Declared):
        return falls_of(event)
    known = known_falls(before, event.date) if latest else 0
    now = known_falls((*before, event), event.date)
    return max((now or 0) - (known or 0), 0)


def _earliest(event: Event, latest: Declared | None) -> dt.date:
    if not isinstance(event, Declared):
        return event.date
    return latest.date + dt.timedelta(days=1) if latest else dt.date.min


def _declared_of(fall: Fall, event: Declared, latest: Declared | None) -> Fall:
    """What a declaration says of a fall: only a number that is new answers whether it hurt.

    Where it did, the clinician's yes that screening asks for says that it was looked at.
    """
    health = event.profile.health
    number, agreed = health.injurious_falls_last_12_months, health.clearance
    is_new = latest is None or number != latest.profile.health.injurious_falls_last_12_months
    if fall.hurt is None and number is not None and is_new:
        fall = fall._replace(hurt=number > 0)
    if fall.hurt and agreed.given and agreed.on is not None and agreed.on >= fall.earliest:
        fall = fall._replace(seen=True)
    return fall
