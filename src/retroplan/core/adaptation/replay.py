"""A plan taken through its days once more: what is true does not depend on when it was typed.

From the plan as it was first made, or as new rules found it, day by day. What was told of the days
before, and earlier on the day, says which session a record was of and what it was asked for.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.adaptation.facts import Pauses, by_day
from retroplan.core.adaptation.usual import is_as_foreseen
from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.events import (
    AssessmentResult,
    Declared,
    Easier,
    Event,
    News,
    Pause,
    Resume,
)
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session, Week
from retroplan.core.model.vocabulary import NamedBy, Standing
from retroplan.core.recording import told_anew
from retroplan.errors import Defect

_DAY = dt.timedelta(days=1)
_OPEN_DAYS = 6
"""So long a session without a record may be what a walk was of; a weekday still says which."""


class Story(NamedTuple):
    """What was told of a plan, and the plan from which it is taken up."""

    base: Plan
    events: tuple[Event, ...]
    """In the order of entry; `Declared` first."""
    known: int
    """How many of them the base has taken in."""
    since: dt.date
    """The day of the base: what it does not know of days before counts on that day."""


class Replayed(NamedTuple):
    """Where a story leads."""

    plan: Plan
    fired: tuple[Adjustment, ...]
    """Every rule that fired over the facts so far, oldest first."""
    logs: Mapping[int, SessionLog]
    """The records that the base did not know, by their places, each of the session that its day says."""


def replayed(story: Story, evidence: Evidence, today: dt.date) -> Replayed:
    """A plan after all that was told up to a day.

    Raises:
        Defect: the plan of the last day broke an invariant, which is a fault of ours.
    """
    days = _Days(story, evidence)
    for day in days.until(today - _DAY):
        days.live(day)
    plan, fired = days.end(today)
    return Replayed(plan, fired, days.logs)


def asked_on(
    story: Story, evidence: Evidence, day: dt.date, session_id: str = ""
) -> Session | None:
    """The session that a day held, knowing what was told up to it; None where it never held any.

    With `session_id` the one of that name, on whatever day.
    """
    days = _Days(story, evidence)
    for earlier in days.until(day - _DAY):
        days.live(earlier)
    days.begin(day)
    found = days.named(session_id) if session_id else days.held_on(day)
    return None if found is None else found.session


class _Held(NamedTuple):
    """A session as it was planned last, and the week that held it then."""

    session: Session
    week: Week
    is_free: bool = True
    """No walk of another day was of it."""


class _Days:
    """The state that one day after another is lived through in."""

    def __init__(self, story: Story, evidence: Evidence) -> None:
        self.plan = story.base
        self.events = list(story.events)
        """As told; each record that the base does not know of its session, once its day has come."""
        self._told = {
            at: event for at, event in enumerate(self.events)
            if at >= story.known and isinstance(event, SessionLog)
        }  # fmt: skip
        self.logs = dict(self._told)
        """The same by their places, each of its session once its day has come."""
        self._known, self._evidence = story.known, evidence
        self._day_of = [
            max(event.date, story.since) if at >= story.known else event.date
            for at, event in enumerate(self.events)
        ]
        """On which each counts."""
        self._lived = dt.date.min
        """The day to which the plan was taken."""
        self._without_wishes = self.plan
        """As the day began, before anybody asked for less."""
        self._is_offered = True
        """Whether the plan offered sessions as the day began."""
        self._held: dict[dt.date, _Held] = {}
        """What each day held, by the newest plan before it."""
        self._hold(dt.date.min)

    def until(self, last: dt.date) -> Iterator[dt.date]:
        """The days of what the base does not know."""
        yield from sorted({day for day in self._day_of[self._known :] if day <= last})

    def live(self, day: dt.date) -> None:
        """One day; where its plan breaks a rule of ours, the plan stays as it was until the next."""
        if self._is_usual(day):
            return
        self.begin(day)
        self._find_sessions(day)
        try:
            self._take(day)
        except Defect:
            self._lived = day

    def end(self, day: dt.date) -> tuple[Plan, tuple[Adjustment, ...]]:
        """The last day, and every rule that fired."""
        if day in self._day_of[self._known :]:
            self.begin(day)
            self._find_sessions(day)
        fired = self._take(day)
        return self.plan, fired

    def begin(self, day: dt.date) -> None:
        """The day until its walk: what the days before made of the plan, what was told, what was asked for."""
        if self._is_behind(day):
            self._try(day, self._told_before(day))
        self._is_offered = self.plan.standing is Standing.ACTIVE and not self._is_paused(day)
        self._hold(day)
        first, wishes = self._told_early(day)
        if first:
            self._try(day, first)
        self._without_wishes = self.plan
        if wishes:
            self._try(day, wishes)

    def held_on(self, day: dt.date) -> _Held | None:
        """The session of a day, as it stands; else the one that the day held until it changed."""
        found = _of_day(self.plan, day)
        if found is not None or day not in self._held:
            return found
        before = self._held[day]
        return before._replace(is_free=before.session.session_id not in self._recorded(day))

    def named(self, session_id: str) -> _Held | None:
        """The session of a name, as it stands; else as the plan held it last."""
        now = (_Held(session, week) for week in self.plan.weeks for session in week.sessions)
        before = reversed(self._held.values())
        return next(
            (each for each in (*now, *before) if each.session.session_id == session_id), None
        )

    # -- a day --------------------------------------------------------------------------------

    def _find_sessions(self, day: dt.date) -> None:
        for at, log in self._told.items():
            if self._day_of[at] == day and log.named_by is not NamedBy.NOTHING:
                self._keep(at, self._of_its_session(log))

    def _keep(self, at: int, log: SessionLog) -> None:
        self.events[at] = self.logs[at] = log

    def _of_its_session(self, log: SessionLog) -> SessionLog:
        if log.named_by is NamedBy.SESSION:
            found = self.named(log.session_id or "")
            return log if found is None else self._of(log, found)
        found = self.held_on(log.date)
        if found is None or not found.is_free:
            found = self._open_before(log.date) or found
        if found is None:
            return told_anew(log, None)
        if not found.is_free or not self._is_offered:
            return told_anew(told_anew(log, found.session), None)
        return self._of(log, found)

    def _of(self, log: SessionLog, found: _Held) -> SessionLog:
        self._put_back(found)
        return self._as_asked(log, found.session)

    def _as_asked(self, log: SessionLog, session: Session) -> SessionLog:
        """Who wished for less on the day of a walk, and walked more than that, did what stood before the wish."""
        told = told_anew(log, session)
        before = self._without_wishes.session(session.session_id)
        if before is None or before == session or (told.backward_s or 0) <= session.backward_s:
            return told
        return told_anew(log, before)

    def _open_before(self, day: dt.date) -> _Held | None:
        """The latest session of the days before that has no record."""
        recorded = self._recorded(day)
        oldest = day - _OPEN_DAYS * _DAY
        held = [
            _Held(session, week) for week in self.plan.weeks for session in week.sessions
            if oldest <= session.date < day and session.session_id not in recorded
        ]  # fmt: skip
        return max(held, key=lambda each: each.session.date, default=None)

    def _put_back(self, found: _Held) -> None:
        """See that the plan holds a session that was walked, on the day on which it did."""
        session = found.session
        if self.plan.session(session.session_id) == session:
            return
        weeks = {week.number: week for week in self.plan.weeks}
        week = weeks.get(found.week.number, replace(found.week, sessions=()))
        others = (each for each in week.sessions if each.session_id != session.session_id)
        sessions = sorted((*others, session), key=lambda each: each.date)
        weeks[week.number] = replace(week, sessions=tuple(sessions))
        self.plan = replace(self.plan, weeks=tuple(weeks[number] for number in sorted(weeks)))

    # -- the plan -----------------------------------------------------------------------------

    def _take(self, day: dt.date) -> tuple[Adjustment, ...]:
        """Take the plan to all that was told up to a day."""
        told = self._told_before(day + _DAY)
        self.plan, fired = adapt(self.plan, told, self._evidence, day)
        self._lived = day
        self._hold(day)
        return fired

    def _try(self, day: dt.date, told: Sequence[Event]) -> None:
        """As `_take`, of part of it; a plan that cannot take it in yet stays as it is."""
        try:
            self.plan, _ = adapt(self.plan, told, self._evidence, day)
        except Defect:
            return
        finally:
            self._lived = day

    def _hold(self, since: dt.date) -> None:
        self._held |= {
            session.date: _Held(session, week)
            for week in self.plan.weeks
            for session in week.sessions
            if session.date >= since
        }

    def _is_usual(self, day: dt.date) -> bool:
        """Whether all that is told of a day is one walk as the plan took it to go: then nothing changes."""
        own = [at for at, each in enumerate(self._day_of) if each == day]
        if len(own) != 1 or own[0] not in self._told or self._is_behind(day):
            return False
        log, found = self._told[own[0]], _of_day(self.plan, day)
        if self.plan.standing is not Standing.ACTIVE or found is None or self._is_paused(day):
            return False
        if log.named_by is NamedBy.DAY:
            self._keep(own[0], log := told_anew(log, found.session))
        earlier = (each for each in self._told_before(day) if isinstance(each, SessionLog))
        declared = [each for each in self._told_before(day + _DAY) if isinstance(each, Declared)]
        names = declared[-1].profile.health.conditions or ()
        return is_as_foreseen(log, earlier, conditions=names, is_day_told_of=False)

    def _is_behind(self, day: dt.date) -> bool:
        """Whether a session has gone by without a record since the plan was looked at."""
        recorded = self._recorded(day)
        return self.plan.standing is Standing.ACTIVE and any(
            self._lived <= session.date < day and session.session_id not in recorded
            for session in self.plan.sessions
        )

    # -- what was told ------------------------------------------------------------------------

    def _told_before(self, day: dt.date) -> list[Event]:
        return [self.events[at] for at in self._places_before(day)]

    def _places_before(self, day: dt.date) -> list[int]:
        """Who the plan is for is known on every day, also where a clock has gone back."""
        return [at for at, each in enumerate(self._day_of) if each < day or at == 0]

    def _told_early(self, day: dt.date) -> tuple[list[Event], list[Event]]:
        """All up to a day but its walks and what came of them; without wishes for less, and with them."""
        late = (SessionLog, News, AssessmentResult)
        own = [
            at for at, each in enumerate(self._day_of)
            if each == day and not isinstance(self.events[at], late)
        ]  # fmt: skip
        wishes = {at for at in own if isinstance(self.events[at], Easier)}
        before = self._places_before(day)
        first = sorted({*before, *own} - wishes)
        return (
            [self.events[at] for at in first] if set(own) - wishes else [],
            [self.events[at] for at in sorted({*first, *wishes})] if wishes else [],
        )

    def _recorded(self, day: dt.date) -> set[str]:
        """The sessions with a record of the days before."""
        return {
            log.session_id for log in self._told_before(day)
            if isinstance(log, SessionLog) and log.session_id is not None
        }  # fmt: skip

    def _is_paused(self, day: dt.date) -> bool:
        pauses = Pauses([])
        told = self._told_before(day)
        for event in (told[at] for at in by_day(told)):
            if isinstance(event, Pause):
                pauses.begin(event)
            elif isinstance(event, Resume):
                pauses.end(event)
        return pauses.holds(day)


def _of_day(plan: Plan, day: dt.date) -> _Held | None:
    return next(
        (_Held(session, week) for week in plan.weeks for session in week.sessions if session.date == day),
        None,
    )  # fmt: skip
