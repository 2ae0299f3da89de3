"""What walkers tell their plan, and when: not always, and not always the truth."""

import datetime as dt
from dataclasses import dataclass

from benches.cohort.assumptions import Assumptions
from benches.cohort.body import Dose, Felt
from benches.cohort.life import Chances
from benches.cohort.policies import Policy
from benches.cohort.walker import WEEKS, Habit, Walker
from retroplan.core.model.events import (
    AssessmentResult,
    CheckIn,
    Easier,
    FallAnswer,
    News,
    Pause,
    Resume,
)
from retroplan.core.model.log import SessionLog
from retroplan.core.model.plan import Session
from retroplan.core.model.profile import ClinicianYes
from retroplan.core.model.vocabulary import NewsKind, Standing
from retroplan.core.recording import Report, recorded

ANSWERS_AFTER_DAYS = 2
"""After this many days held back a walker answers the safety questions again."""
ASKED_AFTER = range(3, 6)
"""Told pain after which `log` asks for the morning, where no check-in told of it."""
TEST_DAYS = (22, WEEKS * 7 - 5)


@dataclass(slots=True)
class Teller:
    """One walker's talk with their plan."""

    walker: Walker
    policy: Policy
    assumptions: Assumptions
    walked_on: int | None = None
    held_since: int | None = None
    wants_easier: bool = False
    falls_told: int = 0
    is_hurt: bool = False
    """By any of them."""
    asks_of: int | None = None
    """The morning that the next `log` will ask about; None where it has nothing to ask."""
    remembered: int | None = None
    """Pain of that morning, as it will be told."""

    # -- in the morning -------------------------------------------------------------------

    def morning(self, day: int, date: dt.date, pain: int, dice: Chances) -> None:
        """Whatever is said before a walk."""
        self._news(day, date, dice)
        self._away(day, date)
        self._held_back(day, date)
        if day == self.asks_of:
            self.remembered = self._less(pain)
        if self.walked_on is not None and day == self.walked_on + 1:
            told = self._less(pain)
            if dice.checks_in < self._checks_in(told):
                self.policy.hear(CheckIn(date=date, morning_pain=told), day=date)
                if day == self.asks_of:
                    self.remembered = None
            if self.wants_easier and dice.easier < self.assumptions.asks_easier:
                self.policy.hear(Easier(date=date), day=date)

    def _news(self, day: int, date: dt.date, dice: Chances) -> None:
        life, tests = self.walker.life, self.walker.profile.tests
        if day == life.news_day:
            self.policy.hear(News(date=date, kind=NewsKind.MEDICINE), day=date)
        if day in TEST_DAYS and tests.backward_walk_3m_s is not None:
            value = round(max(1.5, self.walker.walk_3m_s + 0.2 * dice.test), 1)
            result = AssessmentResult(date=date, assessment="backward-walk-3m", value=value)
            self.policy.hear(result, day=date)

    def _away(self, day: int, date: dt.date) -> None:
        for away in self.walker.life.aways:
            if not away.is_told:
                continue
            if day == away.first:
                back = date + dt.timedelta(days=away.days)
                said = CheckIn(date=date, fever=True) if away.is_fever else Pause(
                    date=date, until=back, reason="holiday"
                )  # fmt: skip
                self.policy.hear(said, day=date)
            if day == away.first + away.days and away.is_fever:
                self.policy.hear(CheckIn(date=date, fever=False), day=date)

    def _held_back(self, day: int, date: dt.date) -> None:
        """A plan that waits for somebody: answer again, then ask a clinician, who may say yes."""
        if self.policy.standing is not Standing.SUSPENDED:
            self.held_since = None
            return
        if self.held_since is None:
            self.held_since = day
        waited = day - self.held_since
        if waited == ANSWERS_AFTER_DAYS:
            self._of_a_fall(date, seen=False)
            self.policy.hear(Resume(date=date), day=date)
        elif (
            self.walker.yes_after_days is not None
            and waited == ANSWERS_AFTER_DAYS + self.walker.yes_after_days
        ):
            self._of_a_fall(date, seen=True)
            yes = ClinicianYes(given=True, by="physiotherapist", on=date)
            resumed = Resume(date=date, cleared_by="physiotherapist", clearance=yes)
            self.policy.hear(resumed, day=date)
            self.held_since = None

    def _of_a_fall(self, date: dt.date, *, seen: bool) -> None:
        """Whether a fall that was told hurt, and whether a clinician has looked at it."""
        if self.falls_told:
            before = self.walker.profile.health.falls_last_12_months or 0
            answer = FallAnswer(
                date=date, hurt=self.is_hurt, seen=seen, falls=before + self.falls_told
            )
            self.policy.hear(answer, day=date)

    def _checks_in(self, told: int) -> float:
        stated = self.assumptions
        if self.walker.habit.is_careless:
            return stated.checks_in_careless
        is_worse = told > (self.walker.profile.health.usual_pain or 0)
        return min(1.0, stated.checks_in * 2) if is_worse else stated.checks_in

    # -- after a walk ---------------------------------------------------------------------

    def after_walk(
        self, day: int, date: dt.date, session: Session | None, dose: Dose, felt: Felt,
        dice: Chances,
    ) -> int | None:  # fmt: skip
        """Log it, or forget to. Returns the pain that was told."""
        self.walked_on = day
        self.wants_easier = felt.pain >= 4 or felt.effort >= dose.effort_top + 2
        if self.walker.habit is Habit.EAGER:
            self.wants_easier = False
        is_logged = (
            self.walker.habit is not Habit.FORGETFUL or dice.logs < self.assumptions.logs_forgetful
        )
        if not is_logged:
            return None
        log = self._log(date, session, dose, felt, dice)
        self.policy.hear(*self._answered(day, date, dice), log, day=date)
        self.asks_of = day + 1 if log.nprs_during in ASKED_AFTER else None
        self.remembered = None
        return log.nprs_during

    def _answered(self, day: int, date: dt.date, dice: Chances) -> tuple[CheckIn, ...]:
        """`log` asks how the morning after the last walk was, where that decides and nobody told."""
        if self.asks_of is None or self.remembered is None:
            return ()
        stated, is_careless = self.assumptions, self.walker.habit.is_careless
        if dice.answers >= (
            stated.answers_morning_careless if is_careless else stated.answers_morning
        ):
            return ()
        morning = date - dt.timedelta(days=day - self.asks_of)
        return (CheckIn(date=morning, morning_pain=self.remembered),)

    def _log(
        self, date: dt.date, session: Session | None, dose: Dose, felt: Felt, dice: Chances
    ) -> SessionLog:
        stumbles, falls = self._steadiness(felt, dice)
        self.falls_told += falls
        self.is_hurt |= felt.is_hurt
        effort = max(0, felt.effort - 2) if self.walker.habit is Habit.EAGER else felt.effort
        backward_s = self._told_backward_s(session, felt, dice)
        report = Report(
            is_partial=session is not None and backward_s is not None
            and backward_s < session.backward_s,
            total_s=None if session else max(600, felt.backward_s + 300),
            backward_s=backward_s,
            speed_mps=None if session else dose.speed_mps,
            stage=None if session else dose.stage,
            rpe=effort,
            nprs_during=self._less(felt.pain),
            near_falls=stumbles,
            falls=falls,
        )  # fmt: skip
        return recorded(session, report, date=date)

    def _told_backward_s(self, session: Session | None, felt: Felt, dice: Chances) -> int | None:
        """Backward seconds as told; None = as planned."""
        if session is None:
            return felt.backward_s
        if felt.backward_s < session.backward_s * 0.95:
            return felt.backward_s
        has_more = felt.backward_s > session.backward_s * 1.05
        is_admitted = has_more and dice.admits < self.assumptions.eager_admits
        return felt.backward_s if is_admitted else None

    def _steadiness(self, felt: Felt, dice: Chances) -> tuple[int, int]:
        """Stumbles and falls as told."""
        is_kept_quiet = (
            self.walker.habit is Habit.QUIET and dice.tells > self.assumptions.quiet_stumbles
        )
        if is_kept_quiet:
            return 0, 0
        return int(felt.has_stumbled and not felt.has_fallen), int(felt.has_fallen)

    def _less(self, pain: int) -> int:
        return max(0, pain - self.walker.says_less)
