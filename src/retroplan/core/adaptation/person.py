"""What is known of a person: what they declared last, with the falls, tests and pain told since.

The one place that lays records over answers; every screening goes through it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from retroplan.core.assessments.overlay import known_tests, usual_pain
from retroplan.core.assessments.schedule import DECLARED_AS
from retroplan.core.model.events import AssessmentResult, Declared, Event, News
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import NewsKind

_PAIN = "nprs"


def known_profile(events: Sequence[Event], on: dt.date) -> Profile:
    """The newest declaration, with what is on record of tests, pain and falls.

    Of a value that was both declared and measured, what was told later counts: an answer that stays
    as it was is no later word. Falls on record are never talked away: see `known_falls`.

    Args:
        events: all that was told of the person, in the order of entry; one `Declared` at least.
        on: the day of the screening.
    """
    latest = _declared(events)[-1][1].profile
    health = latest.health
    return replace(
        latest,
        tests=known_tests(latest.tests, _unanswered_results(events)),
        health=replace(
            health,
            usual_pain=usual_pain(health.usual_pain, _unanswered_results(events)),
            falls_last_12_months=known_falls(events, on),
        ),
    )


def known_falls(events: Sequence[Event], on: dt.date) -> int | None:
    """Falls of the last 12 months; None where nobody ever said.

    The largest of: those on record; the newest answer and the falls told after it; an earlier answer of
    these 12 months and the falls told after that. So an answer that was not brought up to date counts
    no less than the records, and one that was is not counted twice.
    """
    since = year_before(on)
    falls = [(at, _falls(event)) for at, event in enumerate(events) if event.date > since]
    told = sum(number for _, number in falls)
    *earlier, (_, newest) = _declared(events)
    answer = newest.profile.health.falls_last_12_months
    if not told:
        return answer
    counts = [told]
    for at, event in (*earlier, _declared(events)[-1]):
        after = sum(number for place, number in falls if place > at)
        if event is newest or (after and event.date > since):
            counts.append((event.profile.health.falls_last_12_months or 0) + after)
    return max(counts)


def is_of_the_person(event: Event) -> bool:
    """Whether a fact says something of the person that a later plan must know too."""
    return isinstance(event, AssessmentResult | Declared) or bool(_falls(event))


def _falls(event: Event) -> int:
    if isinstance(event, SessionLog):
        return event.falls or 0
    return int(isinstance(event, News) and event.kind is NewsKind.FALL)


def year_before(day: dt.date) -> dt.date:
    """The same day a year before; of 29 February the day before that."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=max(day.year - 1, 1), day=28 if is_leap_day else day.day)


def _declared(events: Sequence[Event]) -> list[tuple[int, Declared]]:
    return [(at, event) for at, event in enumerate(events) if isinstance(event, Declared)]


def _unanswered_results(events: Sequence[Event]) -> Iterable[AssessmentResult]:
    """The results that no other answer was given after."""
    declared = _declared(events)
    for at, event in enumerate(events):
        if isinstance(event, AssessmentResult) and at > _first_said(declared, event.assessment):
            yield event


def _first_said(declared: Sequence[tuple[int, Declared]], assessment: str) -> int:
    """The place of the declaration that first gave the present answer; before all where there is none."""
    value = _answer(assessment)
    present = value(declared[-1][1].profile)
    place = -1
    for at, event in reversed(declared):
        if present is None or value(event.profile) != present:
            break
        place = at
    return place


def _answer(assessment: str) -> Callable[[Profile], Any]:
    """Where a profile says what an assessment measures."""
    if assessment == _PAIN:
        return lambda profile: profile.health.usual_pain
    return lambda profile: getattr(profile.tests, DECLARED_AS.get(assessment, ""), None)
