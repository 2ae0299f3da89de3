"""What would come of facts that are only pretended: the rules that would fire, and the plan after them."""

import datetime as dt
import sqlite3
from typing import NamedTuple

from retroplan.core.answers.changes import Preview
from retroplan.core.model.events import CheckIn, Easier, Event, Pause
from retroplan.core.model.plan import Session
from retroplan.core.plan_diff import compared
from retroplan.core.recording import Report, recorded
from retroplan.core.text import counted, day_words, listed
from retroplan.environment import Environment
from retroplan.errors import NotFound, UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.store.database import reading
from retroplan.usecases.adapting import Adapted, adapted_in, facts
from retroplan.usecases.planning import CurrentPlan, needed_in
from retroplan.usecases.rules_in_force import rules_to_tell


class Pretence(NamedTuple):
    """What is pretended, in the order in which it happens: nothing of it is kept."""

    easier: bool = False
    pause_days: int = 0
    fever: bool = False
    missed_days: int = 0
    """Days that go by without a record."""
    as_planned: int = 0
    """The next sessions, all of them as planned and well."""
    report: Report | None = None
    """Of the session after that; what it leaves open is pretended to be well."""
    morning_pain: int | None = None
    """On the morning after it, NPRS 0-10."""


def preview(*, environment: Environment, pretence: Pretence) -> Preview:
    """What the rules would make of facts that are only pretended. Writes nothing.

    Raises:
        NotFound: there is no plan, or no session left that it could be about.
        UsageProblem: nothing is pretended, or it contradicts itself.
    """
    if pretence == Pretence():
        raise UsageProblem(
            "say what to pretend",
            hint="for example: retroplan plan preview --pain 6, or --miss 10d, or --easier",
        )
    with reading(environment.store_file) as connection:
        current = needed_in(connection, environment)
        world = _World(connection, current, environment.today)
        before = world.adapted()
        _pretend(world, pretence)
        after = world.adapted()
    known = {found.key for found in before.fired}
    return Preview(
        pretended=tuple(world.said),
        today=world.today,
        fired=tuple(found for found in after.fired if found.key not in known),
        diff=compared(before.after, after.after),
        units=after.after.units,
    )


class _World:
    """The facts as they are, and what is pretended on top of them."""

    def __init__(
        self, connection: sqlite3.Connection, current: CurrentPlan, today: dt.date
    ) -> None:
        self.current = current
        self.today = today
        self.said: list[str] = []
        self._connection = connection
        told = facts(connection, current.stored.plan_id)
        self._events: list[Event] = [*rules_to_tell(current, told, today)]
        self._recorded = set(current.outcomes)

    def adapted(self) -> Adapted:
        return adapted_in(
            self._connection, self.current, evidence=load_evidence(), today=self.today,
            pretended=self._events,
        )  # fmt: skip

    def happens(self, event: Event, sentence: str) -> None:
        self._events.append(event)
        self.today = max(self.today, event.date)
        self.said.append(sentence)

    def goes_by(self, days: int) -> None:
        self.today += dt.timedelta(days=days)
        day = day_words(self.today)
        self.said.append(f"{counted(days, 'day')} without a session: it is {day}")

    def walks(self, report: Report, words: str) -> Session:
        """The next session that has no record yet, reported."""
        session = self._next()
        self._recorded.add(session.session_id)
        which = f"session {session.session_id} on {day_words(session.date)}"
        self.happens(_well(session, report), f"{which}: {words}")
        return session

    def _next(self) -> Session:
        plan = self.adapted().after
        coming = plan.still_to_come(self.today, self._recorded)
        if not coming:
            raise NotFound(
                "no session is left in the plan that this could be about",
                hint=plan.standing_reason or "see `retroplan plan`",
            )
        return coming[0]


def _pretend(world: _World, pretence: Pretence) -> None:
    if pretence.easier:
        world.happens(Easier(date=world.today), "you ask for less")
    if pretence.pause_days:
        until = world.today + dt.timedelta(days=pretence.pause_days)
        world.happens(Pause(date=world.today, until=until), f"a pause until {day_words(until)}")
    if pretence.fever:
        fever = CheckIn(date=world.today, fever=True)
        world.happens(fever, f"fever on {day_words(world.today)}")
    if pretence.missed_days:
        world.goes_by(pretence.missed_days)
    for _ in range(pretence.as_planned):
        world.walks(Report(), _report_words(Report()))
    report = pretence.report
    if report is None and pretence.morning_pain is not None:
        report = Report()  # a morning after is after something
    if report is None:
        return
    session = world.walks(report, _report_words(report))
    if pretence.morning_pain is not None:
        day = session.date + dt.timedelta(days=1)
        morning = CheckIn(date=day, morning_pain=pretence.morning_pain)
        words = f"pain {pretence.morning_pain} of 10 on the morning of {day_words(day)}"
        world.happens(morning, words)


def _well(session: Session, report: Report) -> Event:
    """The record of a session of which all went well that the report leaves open."""
    return recorded(
        session,
        report._replace(
            rpe=session.rpe.high if report.rpe is None else report.rpe,
            nprs_before=report.nprs_before or 0,
            nprs_during=report.nprs_during or 0,
            near_falls=report.near_falls or 0,
            falls=report.falls or 0,
        ),
        date=session.date,
    )


def _report_words(report: Report) -> str:
    facts = [
        f"pain {report.nprs_during} of 10" if report.nprs_during is not None else "",
        f"effort {report.rpe} of 10" if report.rpe is not None else "",
        counted(report.near_falls, "stumble") if report.near_falls else "",
        counted(report.falls, "fall") if report.falls else "",
        f"{report.total_s / 60:g} minutes of it" if report.total_s is not None else "",
    ]
    said = listed([fact for fact in facts if fact])
    return f"{said}; the rest as planned" if said else "as planned, and well"
