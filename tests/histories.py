"""Lives with a plan: what people report, day by day, for the laws of adaptation."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from retroplan.core.adaptation.adapt import adapt
from retroplan.core.model.events import CheckIn, Declared, Easier, Event, Pause
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import Outcome

DAY = dt.timedelta(days=1)


def done(session: Session, **changes: Any) -> SessionLog:
    """A record of a session that went as it should."""
    values: dict[str, Any] = {
        "session_id": session.session_id,
        "date": session.date,
        "outcome": Outcome.DONE,
        "total_s": session.total_s,
        "backward_s": session.backward_s,
        "speed_mps": session.speed_mps,
        "grade_pct": session.grade_pct,
        "stage": session.stage,
        "rpe": session.rpe.high,
        "nprs_before": 0,
        "nprs_during": 0,
        "near_falls": 0,
        "falls": 0,
        "prescribed": session,
    }
    return SessionLog(**{**values, **changes})


def declared(profile: Profile, on: dt.date) -> Declared:
    return Declared(date=on, profile=profile)


Answer = dict[str, Any]
"""What is told of one session, over `done`; `missed` and `skipped` say that it was not walked."""

_well: Answer = {}
answers: st.SearchStrategy[Answer] = st.one_of(
    st.just(_well),
    st.just(_well),
    st.just(_well),
    st.just({"missed": True}),
    st.just({"skipped": True}),
    st.fixed_dictionaries({"nprs_during": st.integers(0, 10)}),
    st.fixed_dictionaries({"rpe": st.integers(0, 10)}),
    st.fixed_dictionaries({"near_falls": st.integers(1, 2)}),
    st.fixed_dictionaries({"share": st.sampled_from([0.3, 0.6, 0.8, 0.95])}),
    st.fixed_dictionaries({"nprs_during": st.none(), "rpe": st.none(), "near_falls": st.none()}),
)

happenings: st.SearchStrategy[Callable[[dt.date], Event] | None] = st.one_of(
    st.none(),
    st.none(),
    st.none(),
    st.none(),
    st.builds(_morning := lambda pain: lambda day: CheckIn(date=day, morning_pain=pain, usual_pain=2),
              st.integers(0, 6)),
    st.just(lambda day: Easier(date=day)),
    st.just(lambda day: CheckIn(date=day, swelling=True)),
    st.just(lambda day: CheckIn(date=day, fever=True)),
    st.just(lambda day: CheckIn(date=day, fever=False)),
    st.just(lambda day: CheckIn(date=day, sedatives=True)),
    st.builds(_paused := lambda days: lambda day: Pause(date=day, until=day + days * DAY),
              st.integers(1, 20)),
)  # fmt: skip

Life = list[tuple[Answer, Callable[[dt.date], Event] | None, int]]
"""For each planned session: what is told of it, what happens the morning after, and days of silence."""

lives: st.SearchStrategy[Life] = st.lists(
    st.tuples(answers, happenings, st.sampled_from([0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 12, 20])),
    max_size=14,
)


def record(session: Session, answer: Answer) -> SessionLog | None:
    """What is told of a session; None where nobody says a word."""
    told = dict(answer)
    if told.pop("missed", False):
        return None
    if told.pop("skipped", False):
        return SessionLog(
            session_id=session.session_id, date=session.date, outcome=Outcome.SKIPPED,
            prescribed=session,
        )  # fmt: skip
    share = told.pop("share", None)
    if share is not None:
        told |= {"outcome": Outcome.PARTIAL, "backward_s": int(session.backward_s * share)}
    return done(session, **told)


@dataclass(frozen=True)
class Turn:
    """One look at a plan that changed it."""

    before: Plan
    facts: int
    today: dt.date
    after: Plan


class Walker:
    """Somebody who lives with a plan; every revision is kept, with what led to it."""

    def __init__(self, plan: Plan, profile: Profile, evidence: Evidence) -> None:
        self.plan, self.evidence = plan, evidence
        self.today = plan.start
        self.events: list[Event] = [declared(profile, plan.start)]
        self.revisions = [plan]
        self.turns: list[Turn] = []

    def next_session(self) -> Session | None:
        known = {event.session_id for event in self.events if isinstance(event, SessionLog)}
        return next(
            (s for s in self.plan.sessions if s.date >= self.today and s.session_id not in known),
            None,
        )

    def adapt(self) -> None:
        plan, _ = adapt(self.plan, self.events, self.evidence, self.today)
        if plan is not self.plan:
            self.revisions.append(plan)
            self.turns.append(Turn(self.plan, len(self.events), self.today, plan))
        self.plan = plan

    def tell(self, event: Event) -> None:
        self.events.append(event)
        self.adapt()

    def live(self, life: Life) -> None:
        for answer, happens, silence in life:
            self.adapt()
            session = self.next_session()
            if session is None:
                self.today += DAY
            else:
                self.today = session.date
                self.adapt()
                session = self.next_session()
                if session is not None and session.date == self.today:
                    log = record(session, answer)
                    if log is not None:
                        self.tell(log)
            self.today += DAY
            if happens is not None:
                self.tell(happens(self.today))
            self.today += silence * DAY
        self.adapt()


def ahead(plan: Plan, today: dt.date, events: list[Event]) -> dict[str, Session]:
    """The sessions still to come, by id."""
    known = {event.session_id for event in events if isinstance(event, SessionLog)}
    return {
        session.session_id: session
        for session in plan.sessions
        if session.date >= today and session.session_id not in known
    }


def stripped(plan: Plan) -> Plan:
    """What a plan asks, without what it says of why."""
    return replace(
        plan, revision=0, adjustments=(), standing_reason="", notices=(),
        weeks=tuple(
            replace(week, sessions=tuple(
                replace(session, adjusted_by=(), reasons=()) for session in week.sessions))
            for week in plan.weeks),
    )  # fmt: skip
