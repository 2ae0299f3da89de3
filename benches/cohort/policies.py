"""Who says what comes next: retroplan, its plan left unchanged, a fixed table, ten per cent a week."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, Self

from benches.cohort.body import Dose
from benches.cohort.walker import WEEKS, Walker
from retroplan.core.adaptation.adapt import adapt
from retroplan.core.adaptation.person import known_profile
from retroplan.core.adaptation.usual import is_as_foreseen
from retroplan.core.engine.build import build
from retroplan.core.engine.curve import targets
from retroplan.core.engine.schedule import day_sets
from retroplan.core.model.adjustment import RESTART, Adjustment
from retroplan.core.model.clearance import Clearance
from retroplan.core.model.events import CheckIn, Declared, Event, Resume
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Plan, Session
from retroplan.core.model.profile import ClinicianYes, Profile
from retroplan.core.model.protocol import WeekDose
from retroplan.core.model.vocabulary import Place, Spotter, Stage, Standing
from retroplan.core.screening.screen import screen
from retroplan.errors import Infeasible, Unsafe


class PolicyName(StrEnum):
    RETROPLAN = "retroplan"
    UNCHANGED = "plan unchanged"
    TABLE = "fixed table"
    TEN_PER_CENT = "10 % a week"


class Policy(Protocol):
    """What a day asks for, and what it makes of what it is told."""

    def dose_on(self, day: dt.date) -> Dose | None:
        """The session of a day; None for a day without."""

    def session_on(self, day: dt.date) -> Session | None:
        """The same as the planner's own session; None where there is no planner."""

    def hear(self, *events: Event, day: dt.date) -> None:
        """What the walker tells in one go."""

    @property
    def standing(self) -> Standing: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A walker's plan as it is made on the first day, and what it rests on."""

    profile: Profile
    clearance: Clearance
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a walker got no plan: a verdict of the screening, or wishes that do not fit."""

    why: str


def begin(walker: Walker, evidence: Evidence, start: dt.date) -> Start | Refused:
    """Screen and plan as `init` does; who is sent to a clinician comes back with a yes, or not."""
    profile = walker.profile
    clearance = screen(profile, evidence, start)
    if clearance.withholds and walker.yes_after_days is not None:
        yes = ClinicianYes(
            given=True, by="physiotherapist", on=start - dt.timedelta(days=2),
            covers=("falls", *(profile.health.conditions or ())), treadmill=True,
        )  # fmt: skip
        profile = replace(profile, health=replace(profile.health, clearance=yes))
        clearance = screen(profile, evidence, start)
    if clearance.withholds:
        return Refused(why=clearance.verdict.value)
    try:
        plan = build(profile, profile.goal, clearance, evidence, start)
    except Infeasible:
        return Refused(why="infeasible")
    return Start(profile=profile, clearance=clearance, plan=plan)


# -- the planner ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Unchanged:
    """The plan of the first day, whatever is told."""

    plan: Plan
    standing: Standing = Standing.ACTIVE

    def session_on(self, day: dt.date) -> Session | None:
        return next((session for session in self.plan.sessions if session.date == day), None)

    def dose_on(self, day: dt.date) -> Dose | None:
        session = self.session_on(day)
        return None if session is None else dose_of(session)

    def hear(self, *events: Event, day: dt.date) -> None:
        """It does not listen."""


@dataclass(slots=True)
class Retroplan:
    """The plan as `adapt` makes it of all that was told so far."""

    plan: Plan
    evidence: Evidence
    events: list[Event]
    fired: dict[str, Adjustment] = field(default_factory=dict)
    """Every rule that fired, by its key."""
    calls: int = 0
    told_on: dt.date | None = None

    @classmethod
    def over(cls, start: Start, evidence: Evidence) -> Self:
        """The first plan, with the profile that it rests on as the first fact."""
        declared = Declared(date=start.plan.start, profile=start.profile)
        return cls(plan=start.plan, evidence=evidence, events=[declared])

    @property
    def standing(self) -> Standing:
        return self.plan.standing

    def session_on(self, day: dt.date) -> Session | None:
        return next((session for session in self.plan.sessions if session.date == day), None)

    def dose_on(self, day: dt.date) -> Dose | None:
        if self.standing is not Standing.SUSPENDED and self._is_gap(day):
            self._adapt(day)  # days alone never bring a plan back that waits
        session = self.session_on(day)
        if session is None or self.standing is not Standing.ACTIVE:
            return None
        return dose_of(session)

    def hear(self, *events: Event, day: dt.date) -> None:
        """Take facts in, as the program does: a walk that went as foreseen asks for no working out.

        A morning from before the plan was made is refused.
        """
        made = min(self.events[0].date, self.plan.start)
        events = tuple(
            event for event in events if not isinstance(event, CheckIn) or event.date >= made
        )
        goes_on = all(
            isinstance(event, SessionLog) and self._is_as_foreseen(event) for event in events
        )
        self.events += events
        self.told_on = day
        if any(isinstance(event, Resume) for event in events) and self._asks_to_begin_anew():
            self._begin_anew(day)
        if not goes_on:
            self._adapt(day)

    def _asks_to_begin_anew(self) -> bool:
        """After more than four weeks off `plan resume` makes a plan from its first week."""
        reasons = {
            each.rule for each in self.plan.adjustments
            if each.sentence == self.plan.standing_reason
        }  # fmt: skip
        return self.standing is Standing.SUSPENDED and reasons == {RESTART}

    def _begin_anew(self, day: dt.date) -> None:
        profile = known_profile(self.events, day)
        clearance = screen(profile, self.evidence, day)
        with suppress(Infeasible, Unsafe):
            self.plan = build(profile, profile.goal, clearance, self.evidence, day)
            self.events = [Declared(date=day, profile=profile)]

    def _is_as_foreseen(self, log: SessionLog) -> bool:
        earlier = [event for event in self.events if isinstance(event, SessionLog)]
        last = max((each.date for each in earlier), default=dt.date.min)
        known = {each.session_id for each in earlier}
        is_behind = any(
            last <= session.date < log.date and session.session_id not in known
            for session in self.plan.sessions
        )
        is_told_of = any(
            isinstance(event, CheckIn) and event.date == log.date for event in self.events
        )
        names = known_profile(self.events, log.date).health.conditions or ()
        return not is_behind and is_as_foreseen(
            log, earlier, conditions=names, is_day_told_of=is_told_of
        )

    def _is_gap(self, day: dt.date) -> bool:
        """Days without a word: the program looks at the plan anew before a session is begun."""
        return self.told_on is not None and (day - self.told_on).days >= 5

    def _adapt(self, day: dt.date) -> None:
        self.calls += 1
        self.plan, fired = adapt(self.plan, self.events, self.evidence, day)
        self.fired.update((found.key, found) for found in fired)


def dose_of(session: Session) -> Dose:
    """A planned session as a walker meets it."""
    return Dose(
        backward_s=session.backward_s,
        speed_mps=session.speed_mps,
        grade_pct=session.grade_pct,
        stage=session.stage,
        asks_helper=session.spotter is Spotter.REQUIRED
        or (session.spotter is Spotter.FIRST_SESSION and session.number == 1),
        effort_top=session.rpe.high,
    )


# -- the baselines --------------------------------------------------------------------------------


@dataclass(slots=True)
class Table:
    """A timetable of doses by day; nothing that is told changes it."""

    doses: dict[dt.date, Dose]
    standing: Standing = Standing.ACTIVE

    def session_on(self, day: dt.date) -> Session | None:  # noqa: ARG002
        return None

    def dose_on(self, day: dt.date) -> Dose | None:
        return self.doses.get(day)

    def hear(self, *events: Event, day: dt.date) -> None:
        """It does not listen."""


def fixed_table(profile: Profile, evidence: Evidence, start: dt.date) -> Table:
    """The rows of the goal's own protocol, week by week, for whoever comes: no tier, no gate."""
    doses: dict[dt.date, Dose] = {}
    sets = day_sets(profile.availability.days, start, evidence.bounds)
    for number, row in rows(profile, evidence):
        count = max(size for size in sets if size <= max(row.sessions, min(sets)))
        for offset in sets[count]:
            doses[start + dt.timedelta(days=7 * (number - 1) + offset)] = Dose(
                backward_s=row.backward_s,
                speed_mps=row.speed_mps,
                grade_pct=row.grade_pct,
                stage=_stage(row, profile),
            )
    return Table(doses)


def ten_per_cent(begun: Start, evidence: Evidence) -> Table:
    """The first week of the person's own plan, then ten per cent more minutes each week.

    Speed and number of sessions stay; the place goes on as the table does, for nothing holds it.
    """
    first, start = begun.plan.weeks[0], begun.plan.start
    doses: dict[dt.date, Dose] = {}
    for number, row in rows(begun.profile, evidence):
        for session in first.sessions:
            stage = session.stage if number == 1 else _stage(row, begun.profile)
            doses[session.date + dt.timedelta(days=7 * (number - 1))] = Dose(
                backward_s=round(session.backward_s * 1.1 ** (number - 1)),
                speed_mps=first.sessions[-1].speed_mps,
                grade_pct=0.0,
                stage=stage,
            )
    assert len({(day - start).days // 7 for day in doses}) == WEEKS
    return Table(doses)


def rows(profile: Profile, evidence: Evidence) -> list[tuple[int, WeekDose]]:
    """Week by week the row of the goal's protocol; every fourth is the lighter one."""
    protocol = evidence.protocols[profile.goal.kind]
    last = protocol.weeks[0]
    found = []
    for target in targets(protocol, None, WEEKS, evidence.bounds):
        row = target.row
        if target.unload_share is not None:
            row = _lighter(last, target.unload_share)
        found.append((target.number, row))
        last = target.row
    return found


def _lighter(row: WeekDose, share: float) -> WeekDose:
    if row.reps > 2:
        return row._replace(reps=max(1, round(row.reps * share)))
    return row._replace(bout_s=round(row.bout_s * share))


def _stage(row: WeekDose, profile: Profile) -> Stage:
    """The first place of the row that the person has; the corridor where there is none."""
    places = {Place.HALLWAY, *profile.equipment.places}
    needed = {
        Stage.TREADMILL_RAILS: Place.TREADMILL,
        Stage.TREADMILL_FREE: Place.TREADMILL,
        Stage.TRACK: Place.TRACK,
        Stage.GRASS: Place.GRASS,
    }
    for stage in row.stages:
        if stage in (Stage.UPHILL, Stage.STEEP_UPHILL):
            if places & {Place.TREADMILL, Place.HILL}:
                return stage
        elif needed.get(stage, Place.HALLWAY) in places:
            return stage
    return Stage.CORRIDOR
