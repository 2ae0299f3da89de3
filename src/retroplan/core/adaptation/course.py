"""Where a person stands: what the facts so far leave of the next session, and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from retroplan.core.adaptation.course_rules import (
    after_illness,
    easier,
    news,
    risen,
    too_soon,
    two_reds,
)
from retroplan.core.adaptation.day import day_rulings, signals_of
from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.level import asked, level_of
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.session_rules import (
    SessionSignals,
    is_clean,
    is_red,
    session_rulings,
)
from retroplan.core.engine.doses import Level, SessionDose
from retroplan.core.engine.ladder import Climb
from retroplan.core.model.adjustment import FALL
from retroplan.core.model.events import CheckIn, Easier, News
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import NewsKind, Stage, Step

_RED_RULES = frozenset({"red-pain", "red-morning", "red-knee"})
_TOP = Stage.STEEP_UPHILL
_A_WEEK = 7
ONCE = "days-off-repeat"
"""The rule that speaks of one session, and of none after it."""


@dataclass(slots=True, kw_only=True)
class Course:
    """What is carried from fact to fact, and from session to session."""

    evidence: Evidence
    climb: Climb
    profile: Profile
    first_week_mps: float
    rulings: list[Ruling] = field(default_factory=list)
    """Every rule that fired, oldest first."""
    because: list[Ruling] = field(default_factory=list)
    """Those that still have a say in the next session."""
    last: SessionDose | None = None
    """The last session walked, as it was meant."""
    done_s: int | None = None
    """Backward seconds of it that were done; None where nobody knows."""
    done_mps: float | None = None
    """How fast; None where nobody knows."""
    last_walk: dt.date | None = None
    last_name: str = ""
    """The id of the session that was walked last; empty for a walk outside the plan."""
    level: Level | None = None
    """The most of the next session; None where the week alone decides."""
    once: Level | None = None
    """The most of the very next session, after a few days off."""
    pending: list[Rule] = field(default_factory=list)
    """What was asked before there was a session to take it from."""
    streak: int = 0
    """Clean sessions in a row in this week."""
    run: int = 0
    """Clean sessions in a row since the last that was not."""
    clean_needed: int = 0
    """How many in a row lift the cap on the ladder."""
    is_returning: bool = False
    """After a step down: one thing rises at a time, until the plan ends."""
    has_stepped_down: bool = False
    """In this week, so that the next looks back on what is left, not on what was."""
    counted: list[tuple[dt.date, str]] = field(default_factory=list)
    """The clean sessions of the streak, with their names."""
    pains: list[tuple[dt.date, int]] = field(default_factory=list)
    reds: dict[str, dt.date] = field(default_factory=dict)
    """The days in the highest zone, one for each session: the walk's, or its morning after."""
    rest_days: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    """From a day on to the first that may hold a session again."""
    ill: Ruling | None = None
    """What holds every session until a check-in says that it is over."""
    _walked: set[str] = field(default_factory=set)
    _seen: int = 0

    def unseen(self) -> list[Ruling]:
        """The rules that fired since this was asked last."""
        found = self.rulings[self._seen :]
        self._seen = len(self.rulings)
        return found

    # -- facts ----------------------------------------------------------------------------

    def walk(self, log: SessionLog, dose: SessionDose | None) -> None:
        """A walk that was done; `dose` is the session as it was meant, None outside the plan."""
        if not log.is_walk:
            return
        signals = SessionSignals(
            log=log, rulebook=self.evidence.rulebook, earlier_pain=tuple(self.pains)
        )
        if dose is not None:
            self.last, self.done_s, self.done_mps = dose, log.backward_s, log.speed_mps
        self.last_walk, self.last_name = log.date, log.session_id or ""
        self._once_is_over()
        for ruling in session_rulings(signals):
            self.take(ruling)
        if log.nprs_during is not None:
            self.pains.append((log.date, log.nprs_during))
        if is_red(signals):
            self._red(self.last_name or log.date.isoformat(), log.date)
        if dose is not None:
            clean = is_clean(signals)
            is_first = self._is_first(log.session_id or "")
            if is_first:
                self.climb.record(dose.stage, dose.shape.backward_s if clean else 0)
            if clean and is_first:
                self._count(log.date, log.session_id or "")
            elif not clean:
                self.streak = 0
                self.counted.clear()
                self._cap(dose.stage, clean_needed=self._two)

    def foresee(self, dose: SessionDose, name: str) -> None:
        """A session still to come, taken to go well."""
        self.last, self.last_walk, self.last_name = dose, dose.date, name
        self.done_s, self.done_mps = dose.shape.backward_s, dose.speed_mps
        self._once_is_over()
        if self._is_first(name):
            self._count(dose.date, name)

    def _is_first(self, name: str) -> bool:
        """Whether a session has no record yet: a second one of the same is no second session."""
        is_first = name not in self._walked
        self._walked.add(name)
        return is_first

    def _once_is_over(self) -> None:
        self.once = None
        self.because = [ruling for ruling in self.because if ruling.rule.name != ONCE]

    def check_in(self, fact: CheckIn) -> None:
        """How a day began."""
        signals = signals_of(
            fact, profile=self.profile, session_id=self.last_name, evidence=self.evidence
        )
        for ruling in day_rulings(signals):
            if self._is_known(ruling):
                continue  # a second check-in of a day only adds
            self.take(ruling)
            if ruling.rule.name in _RED_RULES:
                self._red(self._episode(fact.date), fact.date)
        if fact.fever is False:
            self._recovered(fact)

    def _episode(self, morning: dt.date) -> str:
        """What a bad morning belongs to: the walk of the day before, or else itself."""
        follows = self.last_walk is not None and (morning - self.last_walk).days <= 1
        return self.last_name if follows and self.last_name else morning.isoformat()

    def wish(self, fact: Easier) -> None:
        """The person asks for less, of whatever would come next."""
        self.take(easier(fact, self.evidence.rulebook["easier"]))

    def news(self, fact: News) -> None:
        """Something that asks for a new screening."""
        book = self.evidence.rulebook
        is_fall = fact.kind is NewsKind.FALL
        self.take(fallen(fact.date, book[FALL]) if is_fall else news(fact, book["news"]))

    # -- rules ----------------------------------------------------------------------------

    def take(self, ruling: Ruling) -> None:
        """Let a rule have its say in what comes next."""
        ruling = self._numbered(ruling)
        rule = ruling.rule
        self.rulings.append(ruling)
        self.because.append(ruling)
        if rule.days_off:
            until = ruling.adjustment.date + dt.timedelta(days=rule.days_off)
            self.rest_days.append((ruling.adjustment.date, until))
        if rule.until_told and self.ill is None:
            self.ill = ruling
        if ruling.is_rest_alone:
            return
        if rule.name == ONCE:
            self._once_more()
            return
        self.streak, self.run = 0, 0
        self.counted.clear()
        if self.last is not None:
            self._cap(self.last.stage, clean_needed=self._two)
        if rule.step is Step.REPEAT and self.last is not None:
            self.level = self._walked_level(self.last).lower(self.level)
        if ruling.asks_for_less:
            self._step_down(ruling)

    def note(self, ruling: Ruling) -> Ruling:
        """A rule that fired and takes nothing more from the next session."""
        self.rulings.append(self._numbered(ruling))
        return self.rulings[-1]

    def _is_known(self, ruling: Ruling) -> bool:
        return any(each.adjustment.key == ruling.adjustment.key for each in self.rulings)

    def _numbered(self, ruling: Ruling) -> Ruling:
        """Told apart from another of the same rule and day."""
        same = [each for each in self.rulings
                if each.rule is ruling.rule and each.adjustment.date == ruling.adjustment.date]  # fmt: skip
        if not same:
            return ruling
        return ruling._replace(adjustment=replace(ruling.adjustment, number=len(same) + 1))

    def rests_on(self, day: dt.date) -> bool:
        """Whether a rule asked for this day off."""
        return any(begins <= day < until for begins, until in self.rest_days)

    def because_on(self, day: dt.date, *, is_moved: bool) -> Iterator[Ruling]:
        """The rules that have a say in a session of a day; a day off only where it moved the session."""
        for ruling in self.because:
            if not ruling.is_rest_alone or (is_moved and self._rested(ruling, day)):
                yield ruling

    @staticmethod
    def _rested(ruling: Ruling, day: dt.date) -> bool:
        until = ruling.adjustment.until
        return until is not None and 0 <= (day - until).days < _A_WEEK

    def _step_down(self, ruling: Ruling) -> None:
        rule = ruling.rule
        self.has_stepped_down = self.is_returning = True
        base = self.level if rule.name == "easier" else None
        if self.last is not None:
            base = self._walked_level(self.last).lower(base)
        if base is None:
            self.pending.append(rule)
        else:
            self.level = self._asked(base, rule, ruling.backward_s).lower(self.level)
        if rule.stage_back and self.last is not None:
            here = min(self.last.stage, self.climb.highest, key=lambda stage: stage.rank)
            self._cap(self.climb.back_from(here), clean_needed=self._two)

    def _walked_level(self, last: SessionDose) -> Level:
        """What the last session held, and no more of it than was done."""
        level, bounds = level_of(last), self.evidence.bounds
        done_s = level.backward_s if self.done_s is None else self.done_s
        done_mps = level.speed_mps if self.done_mps is None else self.done_mps
        slowest = bounds.lowest_speed_mph * MPS_PER_MPH
        return level._replace(
            backward_s=max(min(level.backward_s, done_s), bounds.backward_min_s),
            speed_mps=min(level.speed_mps, max(done_mps, slowest)),
        )

    def _once_more(self) -> None:
        """The last session again, as the very next; what was earned before stays earned."""
        if self.last is not None:
            self.once = level_of(self.last)
            self._cap(self.last.stage, clean_needed=1)

    def settle(self, wish: Level) -> None:
        """What was asked for before there was a session, taken from the first that comes."""
        for rule in self.pending:
            self.level = self._asked(self.level or wish, rule, None).lower(self.level)
            self.has_stepped_down = True  # in this week, whatever the one before was left with
        self.pending.clear()

    def _asked(self, base: Level, rule: Rule, backward_s: int | None) -> Level:
        bounds = self.evidence.bounds
        left = asked(base, rule, bounds, first_week_mps=self.first_week_mps, backward_s=backward_s)
        if rule.name == "easier" and base.backward_s * rule.minutes_share < bounds.backward_min_s:
            drop = rule.numbers["speed_drop_mph_at_least_minutes"] * MPS_PER_MPH
            slowest = bounds.lowest_speed_mph * MPS_PER_MPH
            slower = min(base.speed_mps, max(base.speed_mps - drop, slowest))
            left = left._replace(speed_mps=slower)
        return left

    def _cap(self, stage: Stage, *, clean_needed: int) -> None:
        self.climb.highest = min(stage, self.climb.highest, key=lambda each: each.rank)
        self.clean_needed = max(self.clean_needed, clean_needed)
        self.run = 0

    def _count(self, date: dt.date, name: str) -> None:
        """One more clean session in a row."""
        self.counted.append((date, name))
        self.streak += 1
        self.run += 1
        if self.clean_needed and self.run >= self.clean_needed:
            self.climb.highest, self.clean_needed = _TOP, 0

    def _red(self, name: str, date: dt.date) -> None:
        """A day in the highest zone; two within two weeks suspend the plan (I30)."""
        if name in self.reds:
            self.reds[name] = max(date, self.reds[name])
            return
        rule = self.evidence.rulebook["two-reds"]
        window = dt.timedelta(days=rule.numbers["days"])
        before = [day for day in self.reds.values() if date - day <= window]
        self.reds[name] = date
        if len(before) + 1 < rule.numbers["reds"]:
            return
        self.take(two_reds(before[-1], date, rule))

    def _recovered(self, fact: CheckIn) -> None:
        """No fever for 24 hours: two sessions at half come first."""
        if self.ill is None or fact.date <= self.ill.adjustment.date:
            return  # of two words on one day the more careful counts
        ill, self.ill = self.ill.adjustment.date, None
        self.because = [ruling for ruling in self.because if not ruling.rule.until_told]
        self.take(after_illness(ill, fact.date, self.evidence.rulebook["after-illness"]))

    # -- weeks ----------------------------------------------------------------------------

    def is_earned(self) -> bool:
        """Whether the curve may rise by a step (I27)."""
        return self.streak >= self._two

    @property
    def _two(self) -> int:
        """Clean sessions in a row that a step up takes."""
        return int(self.evidence.rulebook["two-clean"].numbers["sessions"])

    def begin_week(self) -> None:
        """What was earned was for this turn: the next is earned in the week that begins."""
        self.streak = 0
        self.counted.clear()

    def rise(self, date: dt.date, *, is_past: bool) -> None:
        """The curve goes on by a step; what held the sessions below lets go."""
        if is_past:
            rule = self.evidence.rulebook["two-clean"]
            self.rulings.append(risen(date, self.counted[-2:], rule))
        self.level = None
        self.because = [
            ruling
            for ruling in self.because
            if ruling.rule.name == ONCE or (self.is_returning and ruling.asks_for_less)
        ]

    def hold(self, date: dt.date, name: str) -> None:
        """The curve stays where it is: the last session is the measure of the next."""
        rule = self.evidence.rulebook["too-soon"]
        self.rulings.append(too_soon(date, name, self.counted, rule))
        self.because.append(self.rulings[-1])
        if self.last is not None:
            self.level = level_of(self.last).lower(self.level)
