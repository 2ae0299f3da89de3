"""The facts of a plan, sorted: what a person says of themselves, what they walked, what else happened."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from retroplan.core.adaptation.falls import Fall, open_fall, told_falls
from retroplan.core.adaptation.pain import Pain, pain_of
from retroplan.core.adaptation.person import known_profile
from retroplan.core.model.events import (
    Applied,
    AssessmentResult,
    Before,
    CheckIn,
    Declared,
    Easier,
    Event,
    FallAnswer,
    Move,
    News,
    Pause,
    Resume,
)
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import NewsKind, Outcome
from retroplan.core.screening.agreement import pain_ceiling


class Facts(NamedTuple):
    """All facts up to a day, in the order of `by_day`."""

    declared: tuple[Declared, ...]
    happened: tuple[Event, ...]
    """Everything else."""
    entries: tuple[int, ...]
    """The place of each in the order of entry: a return lifts what was told before it, and no more."""
    logs: tuple[SessionLog, ...]
    """The records among them: walks, and sessions skipped."""
    records: Mapping[str, tuple[SessionLog, ...]]
    """The records of each planned session, by its id."""
    moved: Mapping[str, Move]
    """What each moved session was moved by; the newest word counts."""
    before: tuple[Event, ...]
    """What was told of the person before the plan was made, in the order of entry."""
    since: tuple[Event, ...]
    """All of the above but that."""
    told: tuple[Event, ...]
    """The same, in the order of entry."""

    def is_walked(self, session_id: str) -> bool:
        """Whether any record of a planned session is of a walk."""
        return any(log.is_walk for log in self.records.get(session_id, ()))

    @property
    def profile(self) -> Profile:
        """What is known of the person now: as declared, with tests, pain and falls told since."""
        return known_profile((*self.before, *self.since), self.judged_on)

    @property
    def profile_at_first(self) -> Profile:
        """What was known of the person when the plan was made."""
        first = self.declared[0]
        return known_profile((*self.before, first), first.date)

    def pain(self, rulebook: Mapping[str, Rule], *also: Event) -> Pain:
        """What is known of the person's pain, and of what is told beside these facts."""
        return pain_of(
            self.declared,
            (*self.happened, *also),
            first=self.profile_at_first.health.usual_pain,
            ceiling=pain_ceiling(self.profile, self.judged_on),
            rulebook=rulebook,
        )

    @property
    def open_fall(self) -> Fall | None:
        """The fall that holds every session until it is known whether it hurt and was looked at."""
        return open_fall((*self.before, *self.since), self.judged_on)

    @property
    def asked_on(self) -> dt.date:
        """The day of the newest fact that asks for a clinician's yes: a test does not make one older (I48)."""
        days = [self.declared[-1].date]
        days += [
            fact.date
            for fact in self.happened
            if isinstance(fact, News) or (isinstance(fact, Resume) and fact.clearance is not None)
        ]
        days += [log.date for log in self.logs if log.falls]
        return max(days)

    @property
    def judged_on(self) -> dt.date:
        """The day of the newest fact that screening looks at."""
        days = [self.declared[-1].date]
        days += [
            fact.date
            for fact in self.happened
            if isinstance(fact, AssessmentResult | FallAnswer | News | Resume)
        ]
        days += [log.date for log in self.logs if log.falls]
        return max(days)


def sorted_facts(events: Sequence[Event], today: dt.date) -> Facts:
    """The facts up to today; what is dated later has not happened yet.

    Raises:
        ValueError: nobody said who the plan is for.
    """
    ordered = [(events[entry], entry) for entry in by_day(events)]
    known = [each for each in ordered if each[0].date <= today]
    declared = tuple(event for event in events if isinstance(event, Declared))
    if not declared:
        raise ValueError("a plan is somebody's: the first fact is what they declared")
    before = tuple(
        chain.from_iterable(event.facts for event in events if isinstance(event, Before))
    )
    own = [
        event for event, _ in ordered
        if isinstance(event, Declared) or (event.date <= today and not isinstance(event, Before))
    ]  # fmt: skip
    found = [
        (_as_news(event), entry)
        for event, entry in known
        if not isinstance(event, Before | Declared)
        or (event is not declared[0] and _tells_of_a_fall(event, (*before, *own)))
    ]
    happened = tuple(event for event, _ in found)
    logs = tuple(event for event in happened if isinstance(event, SessionLog))
    return Facts(
        declared=declared,
        happened=happened,
        entries=tuple(entry for _, entry in found),
        logs=logs,
        records=_by_session(logs),
        moved={fact.session_id: fact for fact in happened if isinstance(fact, Move)},
        before=before,
        since=tuple(own),
        told=tuple(each for each in events if each.date <= today and not isinstance(each, Before)),
    )


_RANK: dict[type, int] = {
    CheckIn: 0, Pause: 1, Move: 2, Applied: 3, Easier: 4, SessionLog: 5, News: 6, AssessmentResult: 7,
}  # fmt: skip
"""How a day goes: how it begins, what is asked of its session, the walk, and what came of it."""


def by_day(events: Sequence[Event]) -> list[int]:
    """The places of facts in the order in which they count: by day, then by kind, then as entered.

    Answers that speak of all that was told until then (of a person, of a fall, a return, new rules) part
    their day: what was entered before them comes before, and what was entered after them after.
    """
    parts: dict[dt.date, int] = {}
    keys = []
    for entry, event in enumerate(events):
        rank = _RANK.get(type(event), -1)
        if rank < 0:
            parts[event.date] = parts.get(event.date, 0) + 1
        keys.append((event.date, parts.get(event.date, 0), rank, entry))
    return [entry for *_, entry in sorted(keys)]


def _tells_of_a_fall(event: Event, events: Sequence[Event]) -> bool:
    return any(fall.told_by is event for fall in told_falls(events))


def _as_news(event: Event) -> Event:
    """A fall that was told in the profile is the same as news of it."""
    return News(date=event.date, kind=NewsKind.FALL) if isinstance(event, Declared) else event


def _by_session(logs: Sequence[SessionLog]) -> dict[str, tuple[SessionLog, ...]]:
    found: dict[str, tuple[SessionLog, ...]] = {}
    for log in logs:
        if log.session_id is not None and log.outcome is not Outcome.EXTRA:
            found[log.session_id] = (*found.get(log.session_id, ()), log)
    return found


@dataclass(slots=True)
class Pauses:
    """The stretches of days on which a person wished for no session."""

    spans: list[tuple[dt.date, dt.date | None, Pause]]

    def begin(self, fact: Pause) -> None:
        self.spans.append((fact.date, fact.until, fact))

    def end(self, fact: Resume) -> None:
        """Whatever still runs ends."""
        self.spans = [
            (begins, fact.date if ends is None or ends > fact.date else ends, pause)
            for begins, ends, pause in self.spans
        ]

    @property
    def endless(self) -> Pause | None:
        """A pause that nobody has ended yet."""
        return next((pause for _, ends, pause in self.spans if ends is None), None)

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in a pause."""
        return any(
            begins <= day and (ends is None or day < ends) for begins, ends, _ in self.spans
        )
