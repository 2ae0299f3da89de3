"""What is known of a person: their answers, with what the store holds of every plan they had."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from typing import NamedTuple

from retroplan.core.adaptation.falls import Fall, answering, open_fall
from retroplan.core.adaptation.person import is_of_the_person, known_profile
from retroplan.core.assessments.schedule import DECLARED_AS
from retroplan.core.model.events import (
    AssessmentResult,
    Before,
    Declared,
    Event,
    FallAnswer,
    News,
    Resume,
)
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import ClinicianYes, KnownTests, Profile
from retroplan.core.text import counted
from retroplan.store.facts import facts_of_kind
from retroplan.store.plans import StoredPlan, first_revisions
from retroplan.store.rows import document_value
from retroplan.store.trouble import Unreadable
from retroplan.usecases.planning import CurrentPlan, whole

_OF_THE_PERSON = ("assessment", "declared", "fall-answer", "news", "resume", "session")
_NO_PLAN = -1
"""The place of what belongs to no plan: before all of them."""

_Place = tuple[int, int]


class Known(NamedTuple):
    """A person as every screening sees them."""

    profile: Profile
    """The answers, with the tests, pain and falls that were told since, in whichever plan."""
    remarks: tuple[str, ...]
    """Where that is not what the profile file says; the file stays as it is."""
    fall: Fall | None = None
    """The newest of which it is not known whether it hurt, or that nobody has looked at."""
    answer: FallAnswer | None = None
    """To be kept with the answers, where they say more of a fall than their numbers."""


def known_person(
    connection: sqlite3.Connection,
    profile: Profile,
    *,
    today: dt.date,
    says_injuries: bool = False,
) -> Known:
    """A profile as it is declared today, and all that was told of the person before.

    `says_injuries`: how many falls hurt was said just now, so that the same number as before is an
    answer too: the newest fall did not.
    """
    events: tuple[Event, ...] = (*told(connection), Declared(date=today, profile=profile))
    fall, answer = open_fall(events, today), None
    if fall is not None and fall.hurt is None and says_injuries:
        answer = answering(events, today, hurt=False, seen=False)
        fall, events = None, (*events, answer)
    known = known_profile(events, today)
    screened = known if fall is None else _unanswered(known, fall)
    return Known(screened, remarks_on(profile, known), fall, answer)


def _unanswered(known: Profile, fall: Fall) -> Profile:
    """As far as a fall leaves answers standing: what was said before it says nothing of it."""
    changes = (
        {"clearance": ClinicianYes()} if fall.hurt else {"injurious_falls_last_12_months": None}
    )
    return replace(known, health=replace(known.health, **changes))


def told(connection: sqlite3.Connection) -> tuple[Event, ...]:
    """What says something of the person, of every plan and of none, in the order of entry."""
    return _told(connection, first_revisions(connection))


def told_before(
    connection: sqlite3.Connection,
    plans: Sequence[StoredPlan],
    *,
    made: dt.date,
) -> Before:
    """What was told of the person before a plan was made.

    Args:
        connection: to look only.
        plans: the first revisions of the plans before it.
        made: the day on which the plan was made.
    """
    kept = (
        fact for fact in _told(connection, plans)
        if isinstance(fact, AssessmentResult | Declared | FallAnswer | News | Resume | SessionLog)
    )  # fmt: skip
    return Before(date=made, facts=tuple(kept))


def _told(connection: sqlite3.Connection, plans: Sequence[StoredPlan]) -> tuple[Event, ...]:
    """What belongs to these plans, or to none."""
    rank = {None: _NO_PLAN} | {plan.plan_id: at for at, plan in enumerate(plans)}
    found: list[tuple[_Place, Event]] = [
        *(((at, 0), declared) for at, declared in _declared(plans)),
        *(((rank[row.plan_id], row.fact_id), row.event)
          for row in facts_of_kind(connection, *_OF_THE_PERSON) if row.plan_id in rank),
    ]  # fmt: skip
    found.sort(key=lambda each: each[0])
    return tuple(fact for _, fact in found if is_of_the_person(fact))


def _declared(plans: Sequence[StoredPlan]) -> Iterator[tuple[int, Declared]]:
    """What was declared for each plan; answers that another version kept, and only those, are left out."""
    for at, plan in enumerate(plans):
        with suppress(Unreadable):
            yield at, declared_first(plan)


def is_readable(current: CurrentPlan) -> bool:
    """Whether this program can read a plan and the answers that it rests on."""
    try:
        whole(current)
        declared_first(current.stored)
    except Unreadable:
        return False
    return True


def declared_first(plan: StoredPlan) -> Declared:
    """What the person declared for a plan, from its first revision.

    It holds from the day on which the plan was made, or from its first day if a clock was ahead.

    Raises:
        Unreadable: another version of this program kept the answers.
    """
    profile = document_value(f"profile of plan {plan.plan_id}", Profile, plan.profile_text)
    made = dt.datetime.fromisoformat(plan.at).date()
    began = dt.date.fromisoformat(json.loads(plan.text)["start"])
    return Declared(date=min(made, began), profile=profile)


def remarks_on(said: Profile, known: Profile) -> tuple[str, ...]:
    """Where records count for more than the answers in the profile file."""
    return (*_of_falls(said, known), *_of_tests(said.tests, known.tests), *_of_pain(said, known))


def _of_falls(said: Profile, known: Profile) -> list[str]:
    answer, counts = said.health.falls_last_12_months, known.health.falls_last_12_months
    if answer == counts:
        return []
    number = f"{counted(counts or 0, 'fall')} {'counts' if counts == 1 else 'count'}"
    told_of = "with those that you told of"
    return [f"Falls in the last 12 months: your profile {_says(answer)}, {told_of} {number}."]


def _of_tests(said: KnownTests, known: KnownTests) -> list[str]:
    changed = [each.name for each in fields(KnownTests)
               if getattr(said, each.name) != getattr(known, each.name)]  # fmt: skip
    if not changed:
        return []
    from retroplan.evidence.load import load_assessments

    tests = load_assessments()
    named = {field: tests[name] for name, field in reversed(DECLARED_AS.items())}
    return [
        f"{named[field].title}: your profile {_says(getattr(said, field))}, and your last result "
        f"counts: {getattr(known, field):g} {named[field].unit}."
        for field in changed
    ]


def _of_pain(said: Profile, known: Profile) -> list[str]:
    answer, counts = said.health.usual_pain, known.health.usual_pain
    if answer == counts:
        return []
    last = f"your last answer counts: {counts} of 10"
    return [f"Pain on an ordinary day: your profile {_says(answer)}, and {last}."]


def _says(answer: float | None) -> str:
    return "does not say" if answer is None else f"says {answer:g}"
