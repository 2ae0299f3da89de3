"""What is known of a person: what they declared last, with the falls, tests and pain told since.

The one place that lays records over answers; every screening goes through it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from retroplan.core.adaptation.falls import falls_of, known_falls, known_injuries
from retroplan.core.adaptation.known_yes import yes_in_force
from retroplan.core.assessments.overlay import known_tests, usual_pain
from retroplan.core.assessments.schedule import DECLARED_AS
from retroplan.core.model.events import (
    AssessmentResult,
    Declared,
    Event,
    FallAnswer,
    News,
    Resume,
)
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import NewsKind

_PAIN = "nprs"


def known_profile(events: Sequence[Event], on: dt.date) -> Profile:
    """The newest declaration, with what is on record of tests, pain, falls and a clinician's yes.

    Of a value that was both declared and measured, what was told later counts: an answer that stays
    as it was is no later word. Falls on record are never talked away: see `falls.py`.

    Args:
        events: all that was told of the person, in the order of entry; one `Declared` at least.
        on: the day of the screening.
    """
    known = _overlaid(events, on)
    yes = yes_in_force(events, known.health, lambda earlier: _overlaid(earlier, on))
    return replace(known, health=replace(known.health, clearance=yes))


def _overlaid(events: Sequence[Event], on: dt.date) -> Profile:
    """The newest declaration with tests, pain and falls."""
    latest = _declared(events)[-1][1].profile
    health = latest.health
    return replace(
        latest,
        tests=known_tests(latest.tests, _unanswered_results(events)),
        health=replace(
            health,
            usual_pain=usual_pain(health.usual_pain, _unanswered_results(events)),
            falls_last_12_months=known_falls(events, on),
            injurious_falls_last_12_months=known_injuries(events, on),
        ),
    )


def is_of_the_person(event: Event) -> bool:
    """Whether a fact says something of the person that a later plan must know too."""
    is_yes = isinstance(event, Resume) and event.clearance is not None
    is_news = isinstance(event, News) and event.kind is not NewsKind.MEDICINE
    is_own = isinstance(event, AssessmentResult | Declared | FallAnswer)
    return is_yes or is_news or is_own or bool(falls_of(event))


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
