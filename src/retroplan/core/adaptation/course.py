"""Where a person stands: what the facts so far leave of the next session, and why."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from retroplan.core.adaptation.day import day_rulings, signals_of
from retroplan.core.adaptation.level import Level, asked, level_of
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.adaptation.session_rules import (
    SessionSignals,
    is_clean,
    is_red,
    session_rulings,
)
from retroplan.core.engine.doses import SessionDose
from retroplan.core.engine.ladder import Climb
from retroplan.core.model.adjustment import Input
from retroplan.core.model.events import CheckIn, Easier, News
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import Outcome, Stage, Step
from retroplan.core.text import day_words

_RED_RULES = frozenset({"red-pain", "red-morning", "red-knee"})
_TOP = Stage.STEEP_UPHILL
_A_WEEK = 7


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
    last_walk: dt.date | None = None
    last_name: str = ""
    """The id of the session that was walked last; empty for a walk outside the plan."""
    level: Level | None = None
    """The most of the next session; None where the week alone decides."""
    pending: list[Rule] = field(default_factory=list)
    """What was asked before there was a session to take it from."""
    streak: int = 0
    """Clean sessions in a row at this step of the curve."""
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
    """The days in the highest zone, one for each session."""
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
        if log.outcome is Outcome.SKIPPED:
            return
        signals = SessionSignals(
            log=log, rulebook=self.evidence.rulebook, earlier_pain=tuple(self.pains)
        )
        if dose is not None:
            self.last = dose
        self.last_walk, self.last_name = log.date, log.session_id or ""
        for ruling in session_rulings(signals):
            self.take(ruling)
        if log.nprs_during is not None:
            self.pains.append((log.date, log.nprs_during))
        if is_red(signals):
            self._red(log.session_id or log.date.isoformat(), log.date)
        if dose is not None:
            clean = is_clean(signals)
            self.climb.record(dose.stage, dose.shape.backward_s if clean else 0)
            if clean:
                self._count(log.date, log.session_id or "")
            else:
                self.streak, self.run = 0, 0
                self.counted.clear()

    def foresee(self, dose: SessionDose, name: str) -> None:
        """A session still to come, taken to go well."""
        self.last, self.last_walk, self.last_name = dose, dose.date, name
        self._count(dose.date, name)

    def check_in(self, fact: CheckIn) -> None:
        """How a day began."""
        signals = signals_of(
            fact, profile=self.profile, session_id=self.last_name, evidence=self.evidence
        )
        for ruling in day_rulings(signals):
            self.take(ruling)
            if ruling.rule.name in _RED_RULES:
                self._red(self.last_name or fact.date.isoformat(), fact.date)
        if fact.fever is False:
            self._recovered(fact)

    def wish(self, fact: Easier) -> None:
        """The person asks for less, of whatever would come next."""
        said = f" ({fact.reason})" if fact.reason else ""
        self.take(
            ruled(
                self.evidence.rulebook["easier"],
                date=fact.date,
                sentence=f"You asked for less on {day_words(fact.date)}{said}: the next sessions are "
                "a fifth shorter, and nothing rises until two of them went well.",
                inputs=[Input(date=fact.date, name="your wish", value=fact.reason or "easier")],
                otherwise="Without your wish the minutes would have stayed.",
            )
        )

    def news(self, fact: News) -> None:
        """Something that asks for a new screening."""
        rule = self.evidence.rulebook["fall" if fact.kind.value == "fall" else "news"]
        self.take(
            ruled(
                rule,
                date=fact.date,
                sentence=f"{fact.kind.value.capitalize()} told on {day_words(fact.date)}: the "
                "safety questions come first, before the next session.",
                inputs=[Input(date=fact.date, name="news", value=fact.note or fact.kind.value)],
                otherwise="Without the news the plan would have gone on.",
            )
        )

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
        if _is_rest_alone(ruling):
            return
        self.streak, self.run = 0, 0
        self.counted.clear()
        if rule.until_told and self.ill is None:
            self.ill = ruling
        if rule.step is Step.REPEAT and self.last is not None:
            self.level = level_of(self.last).lower(self.level)
            self._cap(self.last.stage, clean_needed=1)
        if _asks_for_less(ruling):
            self._step_down(ruling)

    def _numbered(self, ruling: Ruling) -> Ruling:
        """Told apart from another of the same rule and day."""
        same = [each for each in self.rulings
                if each.rule is ruling.rule and each.adjustment.date == ruling.adjustment.date]  # fmt: skip
        if not same:
            return ruling
        return replace(ruling, adjustment=replace(ruling.adjustment, number=len(same) + 1))

    def rests_on(self, day: dt.date) -> bool:
        """Whether a rule asked for this day off."""
        return any(begins <= day < until for begins, until in self.rest_days)

    def because_on(self, day: dt.date, *, is_moved: bool) -> Iterator[Ruling]:
        """The rules that have a say in a session of a day; a day off only where it moved the session."""
        for ruling in self.because:
            if not _is_rest_alone(ruling) or (is_moved and self._rested(ruling, day)):
                yield ruling

    @staticmethod
    def _rested(ruling: Ruling, day: dt.date) -> bool:
        until = ruling.adjustment.until
        return until is not None and 0 <= (day - until).days < _A_WEEK

    def _step_down(self, ruling: Ruling) -> None:
        rule = ruling.rule
        self.has_stepped_down = self.is_returning = True
        base = self.level if rule.name == "easier" else None
        if base is None and self.last is not None:
            base = level_of(self.last)
        if base is None:
            self.pending.append(rule)
        else:
            self.level = self._asked(base, rule, ruling.backward_s).lower(self.level)
        if rule.stage_back and self.last is not None:
            here = min(self.last.stage, self.climb.highest, key=lambda stage: stage.rank)
            needed = int(self.evidence.rulebook["two-clean"].numbers["sessions"])
            self._cap(self.climb.back_from(here), clean_needed=needed)

    def settle(self, wish: Level) -> None:
        """What was asked for before there was a session, taken from the first that comes."""
        for rule in self.pending:
            self.level = self._asked(self.level or wish, rule, None).lower(self.level)
        self.pending.clear()

    def _asked(self, base: Level, rule: Rule, backward_s: int | None) -> Level:
        bounds = self.evidence.bounds
        left = asked(base, rule, bounds, first_week_mps=self.first_week_mps, backward_s=backward_s)
        if rule.name == "easier" and base.backward_s * rule.minutes_share < bounds.backward_min_s:
            drop = rule.numbers["speed_drop_mph_at_least_minutes"] * MPS_PER_MPH
            slowest = bounds.lowest_speed_mph * MPS_PER_MPH
            slower = min(base.speed_mps, max(base.speed_mps - drop, slowest))
            left = replace(left, speed_mps=slower)
        return left

    def _cap(self, stage: Stage, *, clean_needed: int) -> None:
        self.climb.highest = min(stage, self.climb.highest, key=lambda each: each.rank)
        self.clean_needed = max(self.clean_needed, clean_needed)
        self.run = 0

    def _count(self, date: dt.date, name: str) -> None:
        """One more clean session; a second record of the same one counts once."""
        if name in self._walked:
            return
        self._walked.add(name)
        self.counted.append((date, name))
        self.streak += 1
        self.run += 1
        if self.clean_needed and self.run >= self.clean_needed:
            self.climb.highest, self.clean_needed = _TOP, 0

    def _red(self, name: str, date: dt.date) -> None:
        """A day in the highest zone; two within two weeks suspend the plan (I30)."""
        if name in self.reds:
            return
        rule = self.evidence.rulebook["two-reds"]
        window = dt.timedelta(days=rule.numbers["days"])
        before = [day for day in self.reds.values() if date - day <= window]
        self.reds[name] = date
        if len(before) + 1 < rule.numbers["reds"]:
            return
        days = [*before, date]
        self.take(
            ruled(
                rule,
                date=date,
                sentence=f"Too much pain, swelling or giving way on {day_words(days[-2])} and again "
                f"on {day_words(date)}: the plan waits until a clinician has had a look.",
                inputs=[
                    Input(date=day, name="a day in the highest zone", value="yes") for day in days
                ],
                otherwise="With more than two weeks between them the plan would have gone on, at "
                "half the minutes.",
            )
        )

    def _recovered(self, fact: CheckIn) -> None:
        """No fever for 24 hours: two sessions at half come first."""
        if self.ill is None:
            return
        ill, self.ill = self.ill.adjustment.date, None
        self.because = [ruling for ruling in self.because if not ruling.rule.until_told]
        self.take(
            ruled(
                self.evidence.rulebook["after-illness"],
                date=fact.date,
                sentence=f"Well again since {day_words(fact.date)}: two sessions with half the "
                "backward minutes come first.",
                inputs=[
                    Input(date=ill, name="fever or infection", value="yes"),
                    Input(date=fact.date, name="24 hours without fever", value="yes"),
                ],
                otherwise="Without the illness the minutes would have stayed.",
            )
        )

    # -- weeks ----------------------------------------------------------------------------

    def is_earned(self) -> bool:
        """Whether the curve may rise by a step (I27)."""
        return self.streak >= self.evidence.rulebook["two-clean"].numbers["sessions"]

    def rise(self, date: dt.date, *, is_past: bool) -> None:
        """The curve goes on by a step; what held the sessions below lets go."""
        if is_past:
            self.rulings.append(self._risen(date))
        self.streak = 0
        self.counted.clear()
        self.level = None
        self.because = [
            ruling for ruling in self.because if self.is_returning and _asks_for_less(ruling)
        ]

    def hold(self, date: dt.date, name: str) -> None:
        """The curve stays where it is: the last session is the measure of the next."""
        rule = self.evidence.rulebook["too-soon"]
        needed = int(rule.numbers["sessions"])
        counted = [
            Input(date=day, name=f"session {walked}", value="went well")
            for day, walked in self.counted
        ] or [Input(date=date, name="good sessions in a row", value="none")]
        self.rulings.append(
            ruled(
                rule,
                date=date,
                sentence=f"{name} stays at what was walked last: fewer than {needed} good sessions "
                "in a row at this step so far.",
                inputs=counted,
                otherwise=f"With {needed} in a row it would have risen by a step.",
            )
        )
        self.because.append(self.rulings[-1])
        if self.last is not None:
            self.level = level_of(self.last).lower(self.level)

    def _risen(self, date: dt.date) -> Ruling:
        names: Sequence[tuple[dt.date, str]] = self.counted[-2:]
        return ruled(
            self.evidence.rulebook["two-clean"],
            date=date,
            sentence="Two sessions in a row went well, so the plan goes on by a step.",
            inputs=[
                Input(date=day, name=f"session {name}", value="went well") for day, name in names
            ],
            otherwise="With one of them not so, the week would have been walked once more.",
        )


def _is_rest_alone(ruling: Ruling) -> bool:
    """Whether a rule asks for days off and nothing else."""
    return ruling.rule.step is Step.REST and not _asks_for_less(ruling)


def _asks_for_less(ruling: Ruling) -> bool:
    """Whether a rule takes anything away from the next session."""
    rule = ruling.rule
    return (
        rule.minutes_share < 1
        or rule.speed_drop_mph > 0
        or rule.first_week_speed
        or rule.level_only
        or rule.stage_back
        or ruling.backward_s is not None
    )
