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
from retroplan.core.model.vocabulary import Outcome, Stage

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
"""What is told of one session, over `done`.

`missed` and `skipped` say that it was not walked, `share` and `pace` how much of it and how fast, and
`beside` what a check-in of the day says with it.
"""


def _told(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[Answer]:
    return st.fixed_dictionaries(values)


_well: Answer = {}
_clean: st.SearchStrategy[Answer] = st.just(_well)
_beside = st.sampled_from(["painkiller", "pain_elsewhere", "leg_signs", "limbs_as_ever"])
answers: st.SearchStrategy[Answer] = st.one_of(
    _clean,
    _clean,
    _clean,
    _clean,
    st.just({"missed": True}),
    st.just({"skipped": True}),
    _told(nprs_during=st.integers(0, 10)),
    _told(nprs_during=st.integers(3, 5), nprs_before=st.none() | st.integers(0, 6)),
    _told(nprs_before=st.none() | st.integers(0, 10)),
    _told(rpe=st.integers(0, 10)),
    _told(near_falls=st.integers(1, 2)),
    _told(share=st.sampled_from([0.3, 0.6, 0.8, 0.95])),
    _told(share=st.sampled_from([1.1, 1.3, 1.4, 1.6, 3.0])),
    _told(pace=st.sampled_from([1.1, 1.2, 1.6])),
    _told(grade_pct=st.sampled_from([1.0, 6.0, 15.0])),
    _told(stage=st.sampled_from(Stage)),
    _told(nprs_during=st.integers(0, 5), beside=st.builds(lambda name: {name: True}, _beside)),
    _told(nprs_during=st.none(), rpe=st.none(), near_falls=st.none()),
)

Happening = Callable[[dt.date], Event]


def _check_in(**told: Any) -> Happening:
    return lambda day: CheckIn(date=day, **told)


SIGNS = ("swelling", "giving_way", "leg_signs", "locking", "hot_joint", "night_pain", "no_weight")
"""What a check-in may say of joints and legs."""
nothing: st.SearchStrategy[Happening | None] = st.none()
mornings: st.SearchStrategy[Happening] = st.builds(
    _check_in, morning_pain=st.integers(0, 6), usual_pain=st.sampled_from([None, None, None, 2])
)
happenings: st.SearchStrategy[Happening | None] = st.one_of(
    nothing,
    nothing,
    nothing,
    nothing,
    mornings,
    mornings,
    mornings,
    st.builds(lambda name: _check_in(**{name: True}), st.sampled_from(SIGNS)),
    st.builds(_check_in, painkiller=st.just(True)),
    st.just(lambda day: Easier(date=day)),
    st.builds(_check_in, swelling=st.just(True)),
    st.builds(_check_in, fever=st.booleans()),
    st.builds(_check_in, sedatives=st.just(True)),
    st.builds(
        lambda days: lambda day: Pause(date=day, until=day + days * DAY), st.integers(1, 20)
    ),
)

Life = list[tuple[Answer, Happening | None, int]]
"""For each planned session: what is told of it, what happens the morning after, and days of silence."""

lives: st.SearchStrategy[Life] = st.lists(
    st.tuples(answers, happenings, st.sampled_from([0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 12, 20])),
    max_size=14,
)


def record(session: Session, answer: Answer) -> SessionLog | None:
    """What is told of a session; None where nobody says a word."""
    told = {name: value for name, value in answer.items() if name != "beside"}
    if told.pop("missed", False):
        return None
    if told.pop("skipped", False):
        return SessionLog(
            session_id=session.session_id, date=session.date, outcome=Outcome.SKIPPED,
            prescribed=session,
        )  # fmt: skip
    share, pace = told.pop("share", 1), told.pop("pace", 1)
    if share != 1:
        outcome = Outcome.PARTIAL if share < 1 else Outcome.DONE
        told |= {"outcome": outcome, "backward_s": int(session.backward_s * share)}
    if pace != 1:
        told["speed_mps"] = session.speed_mps * pace
    return done(session, **told)


def beside(session: Session, answer: Answer) -> CheckIn | None:
    """What a check-in of the day says with a record; None where nothing does."""
    told = answer.get("beside")
    return CheckIn(date=session.date, **told) if told else None


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
                    with_it = beside(session, answer)
                    if with_it is not None:
                        self.events.append(with_it)
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
