"""Where a person stands: what the facts so far leave of the next session, and why."""

import datetime as dt
from dataclasses import dataclass, field, replace

from retroplan.core.adaptation.course_rules import after_illness, easier, news, risen, too_soon
from retroplan.core.adaptation.day import day_rulings
from retroplan.core.adaptation.day_signals import signals_of
from retroplan.core.adaptation.fall_rules import fallen
from retroplan.core.adaptation.footing import Footing
from retroplan.core.adaptation.level import level_of, walked_level
from retroplan.core.adaptation.pain import Pain
from retroplan.core.adaptation.pain_course import PainCourse
from retroplan.core.adaptation.pain_rules import held_long, saw_tooth, waits_for_usual
from retroplan.core.adaptation.row import Counted, Row, Waiting
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.session_rules import Mark, acceptable_pain, mark_of, session_rulings
from retroplan.core.adaptation.walk_signals import Allowed, SessionSignals
from retroplan.core.engine.doses import SessionDose
from retroplan.core.engine.ladder import Climb
from retroplan.core.model.adjustment import FALL, ONCE, TOO_SOON, WISH
from retroplan.core.model.events import CheckIn, Easier, News
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.profile import Profile
from retroplan.core.model.vocabulary import NewsKind


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
    footing: Footing
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
    has_repeated: bool = False
    """The last walk was a repeat after days off, and went well: the same days off ask for no other."""
    row: Row = field(default_factory=Row)
    weeks_held: int = 0
    efforts_above: int = 0
    """Sessions in a row one point harder than meant."""
    left_after: list[str] = field(default_factory=list)
    """Sessions after which the next is left out, for it could not be made shorter."""
    rest_days: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    """From a day on to the first that may hold a session again."""
    ill: Ruling | None = None
    """What holds every session until a check-in says that it is over."""
    _acceptable: Ruling | None = None
    """The newest walk in the acceptable zone: what a step up of minutes alone, or its waiting, goes back to."""
    _walked: set[str] = field(default_factory=set)
    _seen: int = 0
    _pains: PainCourse = field(init=False)

    def __post_init__(self) -> None:
        self._pains = PainCourse(self.evidence, self.profile, self.pain)

    def unseen(self) -> list[Ruling]:
        """The rules that fired since this was asked last."""
        found, self._seen = self.rulings[self._seen :], len(self.rulings)
        return found

    # -- facts ----------------------------------------------------------------------------

    def walk(self, log: SessionLog, dose: SessionDose | None) -> None:
        """A walk that was done; `dose` is the session as it was meant, None outside the plan."""
        signals = SessionSignals(
            log=log,
            rulebook=self.evidence.rulebook,
            pain=self.pain,
            allowed=self._allowed(),
            has_numb_feet=self._pains.has_numb_feet,
        )
        self.footing.move_on(log.date)
        if dose is not None:
            self.last, self.done_s, self.done_mps = dose, log.backward_s, log.speed_mps
            self.footing.note_full(dose)
        self._confirm(log.nprs_before, log.date, is_morning=False)
        self.last_walk, self.last_name = log.date, log.session_id or ""
        self._once_is_over()
        fired = session_rulings(signals)
        for ruling in (*fired, *self._pains.walked(signals, fired)):
            self.take(ruling)
        if dose is not None:
            self._mark(signals, dose)

    def _mark(self, signals: SessionSignals, dose: SessionDose) -> None:
        """What a walk is for its rung, and for the row."""
        log, mark = signals.log, mark_of(signals)
        if not self._is_first(log.session_id or ""):
            if mark is Mark.BROKEN:
                self._break()
            return
        if mark is not Mark.OPEN:
            self.climb.record(dose.stage, dose.shape.backward_s if mark.is_steady else 0)
        if mark is Mark.CLEAN:
            self._count(Counted(log.date, log.session_id or ""))
        elif mark is Mark.ACCEPTABLE:
            self.row.waiting = Waiting(log.date, log.session_id or "")
            self._acceptable = self.note(acceptable_pain(signals))
        elif mark is Mark.BROKEN:
            self.footing.note_trouble(dose)
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
        self.footing.move_on(dose.date)
        self.last, self.last_walk, self.last_name = dose, dose.date, name
        self.done_s, self.done_mps = dose.shape.backward_s, dose.speed_mps
        self.footing.note_full(dose)
        self._once_is_over()
        if self._is_first(name):
            self._count(Counted(dose.date, name))

    def _is_first(self, name: str) -> bool:
        """Whether a session has no record yet: a second one of the same is no second session."""
        is_first = name not in self._walked
        self._walked.add(name)
        return is_first

    def _allowed(self) -> Allowed:
        """With the dose that stands; before the first session that of the first week."""
        full_s, full_mps = self.footing.standing
        stages = frozenset(filter(self.climb.is_open, self.allowed.stages))
        return self.allowed._replace(stages=stages, full_s=full_s, full_mps=full_mps)

    def _once_is_over(self) -> None:
        self.has_repeated |= self.footing.once is not None
        self.footing.once = None
        self.because = [ruling for ruling in self.because if ruling.rule.name != ONCE]

    def check_in(self, fact: CheckIn) -> None:
        """How a day began."""
        signals = signals_of(
            fact, profile=self.profile, session_id=self.last_name, evidence=self.evidence,
            pain=self.pain, has_walk=fact.date in self.walk_days,
        )  # fmt: skip
        fired = day_rulings(signals)
        known = {each.adjustment.key for each in self.rulings}
        for ruling in (*fired, *self._pains.woke(fact, fired, self.last_walk)):
            if ruling.adjustment.key not in known:  # a second check-in of a day only adds
                self.take(ruling)
        self._confirm(fact.morning_pain, fact.date, is_morning=True)
        if fact.fever is False:
            self._recovered(fact)

    def _confirm(self, pain: int | None, day: dt.date, *, is_morning: bool) -> None:
        """The morning after a walk in the acceptable zone, or what stands in for it."""
        if found := self.row.confirmed(self.pain, pain, day, is_morning=is_morning):
            self._count(found)

    def wish(self, fact: Easier) -> None:
        """The person asks for less, of whatever would come next."""
        self.take(easier(fact, self.evidence.rulebook[WISH]))

    def news(self, fact: News) -> None:
        """Something that asks for a new screening."""
        book, is_fall = self.evidence.rulebook, fact.kind is NewsKind.FALL
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
        self.has_repeated = False
        if not rule.keeps_row:
            self._break()
        if ruling.asks_for_less:
            self._step_down(ruling)

    def _break(self) -> None:
        """The row of clean sessions starts anew, and no rung is climbed before it."""
        self.row.clear()
        if self.footing.setback is not None:
            self.footing.setback.clean = 0
        if self.last is not None:
            self.climb.hold_at(self.last.stage, clean_needed=self._two)

    def note(self, ruling: Ruling) -> Ruling:
        """A rule that fired and takes nothing more from the next session."""
        self.rulings.append(numbered := self._numbered(ruling))
        return numbered

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

    def because_on(self, day: dt.date, *, is_moved: bool) -> list[Ruling]:
        """The rules that have a say in a session of a day; a day off only where it moved the session."""
        return [ruling for ruling in self.because if ruling.says_of(day, is_moved=is_moved)]

    def _step_down(self, ruling: Ruling) -> None:
        """Less from the next session on, and the way back from it (I29, I31-I33)."""
        rule, footing, last = ruling.rule, self.footing, self.last
        is_new = footing.setback is None
        if last is None:
            footing.pending.append(ruling)
        else:
            walked = walked_level(last, self.done_s, self.done_mps, self.evidence.bounds)
            base = footing.base(rule, walked, last.date)
            if not footing.lower(ruling, base) and rule.is_of_pain and rule.minutes_share < 1:
                self.left_after.append(self.last_name)
            if rule.is_of_pain and is_new:
                self._note_pain_step(ruling.adjustment.date)
        if rule.stage_back and last is not None:
            here = min(last.stage, self.climb.highest, key=lambda stage: stage.rank)
            self.climb.hold_at(self.climb.back_from(here), clean_needed=self._two)
        self.climb.stepped_down()

    def _note_pain_step(self, day: dt.date) -> None:
        """A dose stepped down from for pain twice within four weeks comes back at less of it (4.4)."""
        rule = self.evidence.rulebook["saw-tooth"]
        days, steps = int(rule.numbers["days"]), rule.numbers["steps"]
        if not self._pains.is_saw_tooth(day, self.last_walk, days=days, steps=steps):
            return
        until = day + dt.timedelta(days=days)
        if before := self.footing.saw_tooth(until, rule.numbers["share"]):
            self.rulings.append(saw_tooth(day, until, before.backward_s, rule))

    def _once_more(self) -> None:
        """The last session again, as the very next; what was earned before stays earned."""
        if self.last is not None:
            self.footing.once = level_of(self.last)
            self.climb.hold_at(self.last.stage, clean_needed=1)

    def _count(self, counted: Counted) -> None:
        """One more clean session in a row."""
        self.climb.count_clean()
        setback = self.footing.setback
        self.row.counted.append(counted)
        if self.footing.count(self._two):
            self.because = [ruling for ruling in self.because if not ruling.asks_for_less]
            if setback and not setback.counts:  # it gave the dose before back, and no more
                self.row.counted.clear()

    def _recovered(self, fact: CheckIn) -> None:
        """No fever for 24 hours: two sessions at half come first."""
        if self.ill is None or fact.date <= self.ill.adjustment.date:
            return  # of two words on one day the more careful counts
        ill, self.ill = self.ill.adjustment.date, None
        self.because = [ruling for ruling in self.because if not ruling.rule.until_told]
        self.take(after_illness(ill, fact.date, self.evidence.rulebook["after-illness"]))

    # -- weeks ----------------------------------------------------------------------------

    def is_earned(self, day: dt.date) -> bool:
        """Whether the curve may rise by a step (I27) in the week that begins on a day."""
        if self.footing.waits or self._pains.why_no_rise(day):
            return False
        return len(self.row.counted) >= self._two

    @property
    def _two(self) -> int:
        """Clean sessions in a row that a step up takes."""
        return int(self.evidence.rulebook["two-clean"].numbers["sessions"])

    def rise(self, date: dt.date, *, is_past: bool) -> bool:
        """The curve goes on by a step. Returns whether all of it may, or minutes alone."""
        used = self.row.counted[-self._two :]
        if is_past:
            rule = self.evidence.rulebook["two-clean"]
            self.rulings.append(risen(date, [each.walked for each in used], rule))
        self.row.counted.clear()
        self.weeks_held = 0
        # An acceptable walk among them whose morning is not told yet counts no less than one that is told of.
        is_gentle = self.row.waits_since(used[0].date) or any(each.is_acceptable for each in used)
        self.because = [each for each in self.because if each.rule.name == ONCE]
        if is_gentle and self._acceptable is not None:
            self.because.append(self._acceptable)
        elif not is_gentle:
            self.footing.rise()
        return not is_gentle

    def hold(self, date: dt.date, name: str, *, is_past: bool) -> None:
        """The curve stays where it is, and the dose of the last full week with it."""
        walked = [each.walked for each in self.row.counted]
        # A way back has its own reason.
        say = self._held if self.footing.setback is None else self.note
        say(too_soon(date, name, walked, self.evidence.rulebook[TOO_SOON]))
        if reason := self._pains.why_no_rise(date):
            self._held(waits_for_usual(date, self.evidence.rulebook[reason], self.pain))
        if self._acceptable is not None and self.row.waiting is not None:
            self.because.append(self._acceptable)
        if is_past and not self.footing.waits:
            self.weeks_held += 1
            for long in ("held-two-weeks", "held-four-weeks"):
                rule = self.evidence.rulebook[long]
                if self.weeks_held == rule.numbers["weeks"]:
                    self._held(held_long(date, rule, [each.adjustment for each in self.because]))
        self.footing.hold()

    def _held(self, ruling: Ruling) -> None:
        self.rulings.append(ruling)
        self.because.append(ruling)
