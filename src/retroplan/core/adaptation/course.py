"""Where a person stands: what the facts so far leave of the next session, and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from retroplan.core.adaptation.course_rules import after_illness, easier, news, risen, too_soon
from retroplan.core.adaptation.day import day_rulings, signals_of
from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.level import asked, level_of
from retroplan.core.adaptation.pain import Pain
from retroplan.core.adaptation.pain_course import PainCourse
from retroplan.core.adaptation.pain_rules import held_long, saw_tooth, waits_for_usual
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.session_rules import Mark, is_steady, mark_of, session_rulings
from retroplan.core.adaptation.setback import Setback, stairs_of
from retroplan.core.adaptation.walk_signals import Allowed, SessionSignals
from retroplan.core.engine.doses import Level, SessionDose
from retroplan.core.engine.ladder import Climb
from retroplan.core.model.adjustment import FALL
from retroplan.core.model.events import CheckIn, Easier, News
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.units import MPS_PER_MPH
from retroplan.core.model.vocabulary import NewsKind, Stage

_TOP = Stage.STEEP_UPHILL
_A_WEEK = 7
_NEVER = 1 << 60
"""A place in the order of entry after every fact: of what is still to come."""
_BREAK = "days-off-shorter"
ONCE = "days-off-repeat"
"""The rule that speaks of one session, and of none after it."""


class Counted(NamedTuple):
    """A clean session of the row."""

    date: dt.date
    name: str
    is_acceptable: bool = False
    """Its pain was in the acceptable zone: it raises minutes alone."""
    known_at: int = 0
    """The place, in the order of entry, of the word that made it clean."""


class Waiting(NamedTuple):
    """A walk in the acceptable zone whose morning is not told."""

    date: dt.date
    name: str


@dataclass(slots=True, kw_only=True)
class Course:
    """What is carried from fact to fact, and from session to session."""

    evidence: Evidence
    climb: Climb
    profile: Profile
    pain: Pain
    allowed: Allowed
    walk_days: frozenset[dt.date]
    """Of every walk on record."""
    first_week_mps: float
    first_week_s: float
    """Backward seconds of a session of the plan's first week."""
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
    full: Level | None = None
    """What the last full week held: the measure of holds and shares. A lighter week leaves it as it is."""
    cap: Level | None = None
    """What a session may hold until the next step up, where that is less than the curve."""
    lighter: Level | None = None
    """A lighter week that had trouble and no clean session: its dose stays until one comes."""
    setback: Setback | None = None
    saw: tuple[Level, dt.date] | None = None
    """The dose that hurt twice, at its share, and the day until which it holds."""
    once: Level | None = None
    """The most of the very next session alone."""
    has_repeated: bool = False
    """The last walk was such a repeat, and went well: the same days off ask for no other."""
    pending: list[Rule] = field(default_factory=list)
    """Rules that fired before the first session: there was nothing to take from yet."""
    row: list[Counted] = field(default_factory=list)
    """Clean sessions in a row; it runs over weeks, and a step up uses it."""
    waiting: Waiting | None = None
    run: int = 0
    """Clean sessions in a row since the last that was not."""
    clean_needed: int = 0
    """How many in a row lift the cap on the ladder."""
    in_lighter_week: bool = False
    was_eased: bool = False
    """Since the last turn minutes were taken down, or a break went by: the week counts as a lighter one."""
    begins_anew: bool = False
    """After a long break the limits look back on what is left, not on what was."""
    rebuilds_to: float | None = None
    """Backward seconds that a long break took; until then minutes come back by two a week at most."""
    weeks_held: int = 0
    efforts_above: int = 0
    """Sessions in a row one point harder than meant."""
    left_after: list[str] = field(default_factory=list)
    """Sessions after which the next is left out, for it could not be made shorter."""
    rest_days: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    """From a day on to the first that may hold a session again."""
    ill: Ruling | None = None
    """What holds every session until a check-in says that it is over."""
    _walked: set[str] = field(default_factory=set)
    _seen: int = 0
    _pains: PainCourse = field(init=False)

    def __post_init__(self) -> None:
        self._pains = PainCourse(self.evidence, self.profile, self.pain)

    def unseen(self) -> list[Ruling]:
        """The rules that fired since this was asked last."""
        found = self.rulings[self._seen :]
        self._seen = len(self.rulings)
        return found

    # -- facts ----------------------------------------------------------------------------

    def walk(self, log: SessionLog, dose: SessionDose | None, entry: int = 0) -> None:
        """A walk that was done; `dose` is the session as it was meant, None outside the plan."""
        signals = SessionSignals(
            log=log,
            rulebook=self.evidence.rulebook,
            pain=self.pain,
            allowed=self._allowed(),
            has_numb_feet=self._pains.has_numb_feet,
        )
        self.move_on(log.date)
        if dose is not None:
            self.last, self.done_s, self.done_mps = dose, log.backward_s, log.speed_mps
            self._note_full(dose)
        self._confirm(log.nprs_before, log.date, entry)
        self.last_walk, self.last_name = log.date, log.session_id or ""
        self._once_is_over()
        fired = session_rulings(signals)
        for ruling in (*fired, *self._pains.walked(signals, fired)):
            self.take(ruling)
        if dose is not None:
            self._mark(signals, dose, entry)

    def _mark(self, signals: SessionSignals, dose: SessionDose, entry: int) -> None:
        """What a walk is for its rung, and for the row."""
        log, mark = signals.log, mark_of(signals)
        if not self._is_first(log.session_id or ""):
            if mark is Mark.BROKEN:
                self._break()
            return
        self.climb.record(dose.stage, dose.shape.backward_s if is_steady(signals) else 0)
        if mark is Mark.CLEAN:
            self._count(Counted(log.date, log.session_id or "", known_at=entry))
        elif mark is Mark.ACCEPTABLE:
            self.waiting = Waiting(log.date, log.session_id or "")
        elif mark is Mark.BROKEN:
            self._note_trouble(dose)
            self._break()
        self._count_effort(signals, mark)

    def _count_effort(self, signals: SessionSignals, mark: Mark) -> None:
        """One point too hard is noise; twice in a row it is not."""
        rule = self.evidence.rulebook["effort-above"]
        rpe, target = signals.log.rpe, signals.target
        is_above = rpe is not None and target is not None and rpe > target
        self.efforts_above = self.efforts_above + 1 if is_above and mark is not Mark.BROKEN else 0
        if self.efforts_above >= rule.numbers["in_a_row"]:
            self.efforts_above = 0
            self._break()

    def foresee(self, dose: SessionDose, name: str) -> None:
        """A session still to come, taken to go well."""
        self.move_on(dose.date)
        self.last, self.last_walk, self.last_name = dose, dose.date, name
        self.done_s, self.done_mps = dose.shape.backward_s, dose.speed_mps
        self._note_full(dose)
        self._once_is_over()
        if self._is_first(name):
            self._count(Counted(dose.date, name, known_at=_NEVER))

    def _is_first(self, name: str) -> bool:
        """Whether a session has no record yet: a second one of the same is no second session."""
        is_first = name not in self._walked
        self._walked.add(name)
        return is_first

    def _allowed(self) -> Allowed:
        full = self.full
        if full is None:
            return self.allowed
        return self.allowed._replace(full_s=full.backward_s, full_mps=full.speed_mps)

    def _once_is_over(self) -> None:
        self.has_repeated |= self.once is not None
        self.once = None
        self.because = [ruling for ruling in self.because if ruling.rule.name != ONCE]

    def check_in(self, fact: CheckIn, entry: int = 0) -> None:
        """How a day began."""
        signals = signals_of(
            fact, profile=self.profile, session_id=self.last_name, evidence=self.evidence,
            pain=self.pain, has_walk=fact.date in self.walk_days,
        )  # fmt: skip
        fired = day_rulings(signals)
        for ruling in (*fired, *self._pains.woke(fact, fired, self.last_walk)):
            if self._is_known(ruling):
                continue  # a second check-in of a day only adds
            self.take(ruling)
        self._confirm(fact.morning_pain, fact.date, entry)
        if fact.fever is False:
            self._recovered(fact)

    def _confirm(self, pain: int | None, day: dt.date, entry: int) -> None:
        """The morning after a walk in the acceptable zone, or what stands in for it."""
        waiting = self.waiting
        if waiting is None or pain is None or day <= waiting.date:
            return
        if self.pain.confirms(pain, day, waiting.date):
            self.waiting = None
            self._count(Counted(waiting.date, waiting.name, is_acceptable=True, known_at=entry))

    def wish(self, fact: Easier) -> None:
        """The person asks for less, of whatever would come next."""
        self.take(easier(fact, self.evidence.rulebook["easier"]))

    def news(self, fact: News) -> None:
        """Something that asks for a new screening."""
        book = self.evidence.rulebook
        is_fall = fact.kind is NewsKind.FALL
        self.take(fallen(fact.date, book[FALL]) if is_fall else news(fact, book["news"]))

    # -- the dose that stands -------------------------------------------------------------

    def level_on(self, day: dt.date) -> Level | None:
        """The most of a session on a day; None where nothing limits it but the curve."""
        found = self.cap
        if self.setback is not None:
            found = self.setback.level.lower(found)
        if self.saw is not None and day < self.saw[1]:
            found = self.saw[0].lower(found)
        return found if self.lighter is None else self.lighter.lower(found)

    def _note_full(self, dose: SessionDose) -> None:
        """A session of a full week, that nothing lowered, is the measure of what a hold holds."""
        is_lowered = self.setback or self.lighter or self.once
        if self.in_lighter_week or is_lowered:
            return
        self.full = level_of(dose).higher(self.full)

    def _note_trouble(self, dose: SessionDose) -> None:
        """In a lighter week a session that was not clean keeps its dose, until one is (I28)."""
        if self.in_lighter_week and self.lighter is None:
            self.lighter = level_of(dose)

    def move_on(self, day: dt.date) -> None:
        """What is over by a day: the short way back after four weeks, the dose that hurt twice."""
        if self.setback is not None:
            days = self.evidence.bounds.return_days
            if (day - self.setback.began).days > days:
                self.cap = self.setback.level.lower(self.cap)
                self.full = self.cap
                self.setback = None
        if self.saw is not None and day >= self.saw[1]:
            self.saw = None

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
        self.has_repeated = False
        if not rule.keeps_row:
            self._break()
        if ruling.asks_for_less:
            self._step_down(ruling)

    def _break(self) -> None:
        """The row of clean sessions starts anew, and no rung is climbed before it."""
        self.row.clear()
        self.waiting = None
        if self.setback is not None:
            self.setback.clean = 0
        if self.last is not None:
            self._cap(self.last.stage, clean_needed=self._two)

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
        """Less from the next session on, and the way back from it (I29, I31-I33)."""
        rule = ruling.rule
        base = self._base(rule)
        if base is None:
            self.pending.append(rule)
        else:
            self._lower(ruling, base)
        if rule.stage_back and self.last is not None:
            here = min(self.last.stage, self.climb.highest, key=lambda stage: stage.rank)
            self._cap(self.climb.back_from(here), clean_needed=self._two)
        self.climb.stepped_down()

    def _base(self, rule: Rule) -> Level | None:
        """What shares are of: the dose that hurt, or the last full one, whichever is less."""
        base = self._standing(self.last.date) if rule.name == "easier" and self.last else None
        if self.last is None:
            return base
        walked = self._walked_level(self.last)
        full = self.full if self.in_lighter_week or self.full is None else walked.lower(self.full)
        if rule.name.startswith("days-off"):
            return (full or walked).lower(base)
        return walked.lower(full).lower(base)

    def _standing(self, day: dt.date) -> Level | None:
        level = self.level_on(day)
        return self.full if level is None else level.lower(self.full)

    def _lower(self, ruling: Ruling, base: Level) -> None:
        rule, day = ruling.rule, ruling.adjustment.date
        left = self._asked(base, rule, ruling.backward_s)
        takes_minutes = left.backward_s < base.backward_s
        if rule.is_of_pain and rule.minutes_share < 1 and not takes_minutes:
            self.left_after.append(self.last_name)
        self.was_eased |= takes_minutes
        if rule.slow_return:
            self._begin_anew(left)
            return
        before = self.full or base
        if self.setback is None:
            self.setback = Setback(
                before=before, began=day, level=left,
                stairs=stairs_of(left, before, rule.back_share), is_break=rule.name == _BREAK,
            )  # fmt: skip
            if rule.is_of_pain:
                self._note_pain_step(day)
        else:
            self.setback.further(left, rule.back_share)

    def _begin_anew(self, left: Level) -> None:
        """After a long break nothing is given back at once: the limits look back on what is left."""
        before = self.setback.before if self.setback else self.full
        self.rebuilds_to = before.backward_s if before else None
        self.cap = self.full = left.lower(self.level_on(self.rulings[-1].adjustment.date))
        self.setback, self.saw, self.begins_anew = None, None, True

    def _note_pain_step(self, day: dt.date) -> None:
        """A dose stepped down from for pain twice within four weeks comes back at less of it (4.4)."""
        rule = self.evidence.rulebook["saw-tooth"]
        is_twice = self._pains.is_saw_tooth(
            day, self.last_walk, days=rule.numbers["days"], steps=rule.numbers["steps"]
        )
        if self.setback is None or not is_twice:
            return
        before = self.setback.before
        until = day + dt.timedelta(days=int(rule.numbers["days"]))
        least = self.evidence.bounds.backward_min_s
        left = before._replace(backward_s=max(before.backward_s * rule.numbers["share"], least))
        self.saw = (left, until)
        self.rulings.append(saw_tooth(day, until, before.backward_s, rule))

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
            before = self.setback.before if self.setback else wish
            left = self._asked(self.setback.level if self.setback else wish, rule, None)
            began = self.rulings[-1].adjustment.date
            self.setback = Setback(
                before=before,
                began=began,
                level=left,
                stairs=stairs_of(left, before, rule.back_share),
            )
        self.pending.clear()

    def _asked(self, base: Level, rule: Rule, backward_s: int | None) -> Level:
        bounds = self.evidence.bounds
        if rule.first_week_minutes:
            backward_s = int(
                min(self.first_week_s, self.first_week_s if backward_s is None else backward_s)
            )
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

    def _count(self, counted: Counted) -> None:
        """One more clean session in a row."""
        self.lighter = None
        self.run += 1
        if self.clean_needed and self.run >= self.clean_needed:
            self.climb.highest, self.clean_needed = _TOP, 0
        if self.setback is None or self.setback.is_break:
            self.row.append(counted)
        if self.setback is not None and self.setback.count(self._two):
            self._is_back()

    def _is_back(self) -> None:
        """The dose before the step down stands again; what led back to it is no step up."""
        self.setback = None
        self.because = [ruling for ruling in self.because if not ruling.asks_for_less]

    def _recovered(self, fact: CheckIn) -> None:
        """No fever for 24 hours: two sessions at half come first."""
        if self.ill is None or fact.date <= self.ill.adjustment.date:
            return  # of two words on one day the more careful counts
        ill, self.ill = self.ill.adjustment.date, None
        self.because = [ruling for ruling in self.because if not ruling.rule.until_told]
        self.take(after_illness(ill, fact.date, self.evidence.rulebook["after-illness"]))

    # -- weeks ----------------------------------------------------------------------------

    def is_earned(self, day: dt.date, entry: int | None) -> bool:
        """Whether the curve may rise by a step (I27).

        Args:
            day: on which the week begins.
            entry: the place, in the order of entry, of the walk that turns the week; what was told later
                counts for a later turn. None for a turn still to come.
        """
        is_waiting = self.setback is not None or self.saw is not None or self.lighter is not None
        if is_waiting or self._pains.why_no_rise(day):
            return False
        return len(self._counting(entry)) >= self._two

    def _counting(self, entry: int | None) -> list[Counted]:
        if entry is None:
            return self.row
        return [each for each in self.row if each.known_at < entry]

    @property
    def _two(self) -> int:
        """Clean sessions in a row that a step up takes."""
        return int(self.evidence.rulebook["two-clean"].numbers["sessions"])

    def rise(self, date: dt.date, *, is_past: bool, entry: int | None) -> bool:
        """The curve goes on by a step. Returns whether all of it may, or minutes alone."""
        used = self._counting(entry)[-self._two :]
        if is_past:
            rule = self.evidence.rulebook["two-clean"]
            walked = [(each.date, each.name) for each in used]
            self.rulings.append(risen(date, walked, rule))
        self.row = [each for each in self.row if each not in self._counting(entry)]
        self.weeks_held = 0
        self.because = [ruling for ruling in self.because if ruling.rule.name == ONCE]
        is_whole = not any(each.is_acceptable for each in used)
        if is_whole:
            self.cap, self.full = None, None
        return is_whole

    def rise_to(self, backward_s: float) -> None:
        """A step of minutes alone: speed and incline stay (4.4)."""
        if self.full is not None:
            self.cap = self.full = self.full._replace(backward_s=backward_s, bout_s=float("inf"))

    def hold(self, date: dt.date, name: str, *, is_past: bool, entry: int | None) -> None:
        """The curve stays where it is, and the dose of the last full week with it."""
        walked = [(each.date, each.name) for each in self._counting(entry)]
        self._held(too_soon(date, name, walked, self.evidence.rulebook["too-soon"]))
        if reason := self._pains.why_no_rise(date):
            self._held(waits_for_usual(date, self.evidence.rulebook[reason], self.pain))
        if is_past:
            self.weeks_held += 1
            for long in ("held-two-weeks", "held-four-weeks"):
                rule = self.evidence.rulebook[long]
                if self.weeks_held == rule.numbers["weeks"]:
                    held_by = [ruling.adjustment for ruling in self.because]
                    self._held(held_long(date, rule, held_by))
        if self.full is not None:
            self.cap = self.full.lower(self.cap)

    def _held(self, ruling: Ruling) -> None:
        self.rulings.append(ruling)
        self.because.append(ruling)
