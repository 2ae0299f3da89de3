"""The facts of a plan, sorted: what a person says of themselves, what they walked, what else happened."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retroplan.core.assessments.overlay import known_tests, usual_pain
from retroplan.core.model.events import (
    AssessmentResult,
    Declared,
    Event,
    Move,
    News,
    Pause,
    Resume,
)
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import NewsKind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts up to a day. Those of one day stand in the order in which they were entered."""

    declared: tuple[Declared, ...]
    happened: tuple[Event, ...]
    """Everything else, by day."""
    logs: tuple[SessionLog, ...]
    """The records among them: walks, and sessions skipped."""
    records: Mapping[str, tuple[SessionLog, ...]]
    """The records of each planned session, by its id."""
    moved: Mapping[str, dt.date]
    """The day that each moved session was moved to; the newest word counts."""

    @property
    def profile(self) -> Profile:
        """What is known of the person now: as declared, with tests, pain and falls told since."""
        first, latest = self.declared[0].profile, self.declared[-1].profile
        results = [fact for fact in self.happened if isinstance(fact, AssessmentResult)]
        health = latest.health
        return replace(
            latest,
            tests=known_tests(latest.tests, results),
            health=replace(
                health,
                usual_pain=usual_pain(health.usual_pain, results),
                falls_last_12_months=self._falls(first, latest),
            ),
        )

    def _falls(self, first: Profile, latest: Profile) -> int | None:
        """Falls told since the plan began come on top of those declared then; the larger sum counts."""
        told = sum(log.falls or 0 for log in self.logs) + sum(
            isinstance(fact, News) and fact.kind is NewsKind.FALL for fact in self.happened
        )
        now = latest.health.falls_last_12_months
        if not told:
            return now
        return max(now or 0, (first.health.falls_last_12_months or 0) + told)

    @property
    def judged_on(self) -> dt.date:
        """The day of the newest fact that screening looks at."""
        days = [self.declared[-1].date]
        days += [
            fact.date
            for fact in self.happened
            if isinstance(fact, AssessmentResult | News | Resume)
        ]
        days += [log.date for log in self.logs if log.falls]
        return max(days)


def sorted_facts(events: Sequence[Event], today: dt.date) -> Facts:
    """The facts up to today; what is dated later has not happened yet.

    Raises:
        ValueError: nobody said who the plan is for.
    """
    known = sorted(
        (event for event in events if event.date <= today), key=lambda event: event.date
    )
    declared = tuple(event for event in events if isinstance(event, Declared))
    if not declared:
        raise ValueError("a plan is somebody's: the first fact is what they declared")
    happened = tuple(event for event in known if not isinstance(event, Declared))
    logs = tuple(event for event in happened if isinstance(event, SessionLog))
    return Facts(
        declared=declared,
        happened=happened,
        logs=logs,
        records=_by_session(logs),
        moved={fact.session_id: fact.to for fact in happened if isinstance(fact, Move)},
    )


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
