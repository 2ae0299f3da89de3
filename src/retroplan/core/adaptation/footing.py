"""The dose that stands: what the next session may hold, and the ways back to more."""

import datetime as dt
from dataclasses import dataclass, field
from functools import reduce

from retroplan.core.adaptation.level import asked, level_of
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.setback import Setback
from retroplan.core.engine.doses import Level, SessionDose
from retroplan.core.model.adjustment import WISH
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.units import MPS_PER_MPH

_NO_END = float("inf")


@dataclass(slots=True, kw_only=True)
class Footing:
    """What limits the next session, under the curve."""

    evidence: Evidence
    first_week_mps: float
    first_week_s: float
    """Backward seconds of a session of the plan's first week."""
    full: Level | None = None
    """What the last full week held: the measure of holds and shares. A lighter week leaves it as it is."""
    risen_from: Level | None = None
    """What stood before the last step up: a week that held no more than it was none."""
    cap: Level | None = None
    """What a session may hold until the next step up, where that is less than the curve."""
    lighter: Level | None = None
    """A lighter week that had trouble and no clean session: its dose stays until one comes."""
    setback: Setback | None = None
    returned: Setback | None = None
    """The last setback that came to its end: the weeks that follow soon may hold the dose before it."""
    saw: tuple[Level, dt.date] | None = None
    """The dose that hurt twice, at its share, and the day until which it holds."""
    once: Level | None = None
    """The most of the very next session alone."""
    pending: list[Ruling] = field(default_factory=list)
    """Rules that fired before the first session: there was nothing to take from yet."""
    in_lighter_week: bool = False
    was_eased: bool = False
    """Since the last turn minutes were taken down, or a break went by: the week counts as a lighter one."""
    begins_anew: bool = False
    """After a long break the limits look back on what is left, not on what was."""
    rebuilds_to: float | None = None
    """Backward seconds that a long break took; until then minutes come back by two a week at most."""
    walked: list[tuple[dt.date, Level]] = field(default_factory=list)
    """What every session held."""

    # -- what stands ----------------------------------------------------------------------

    def level_on(self, day: dt.date) -> Level | None:
        """The most of a session on a day; None where nothing limits it but the curve."""
        found = self.cap
        if self.setback is not None:
            found = self.setback.level.lower(found)
        if self.saw is not None and day < self.saw[1]:
            found = self.saw[0].lower(found)
        return found if self.lighter is None else self.lighter.lower(found)

    @property
    def stands(self) -> Level | None:
        """The dose of a full week: as walked, else as earned; None where the curve alone says it."""
        return self.full or self.cap

    @property
    def standing(self) -> tuple[float, float]:
        """Backward seconds and speed of a full session; before the first, those of the first week."""
        if self.full is None:
            return self.first_week_s, self.first_week_mps
        return self.full.backward_s, self.full.speed_mps

    @property
    def waits(self) -> bool:
        """Whether something has to come back first, before anything rises."""
        return self.setback is not None or self.saw is not None or self.lighter is not None

    def note_full(self, dose: SessionDose) -> None:
        """A session of a full week, that nothing lowered, is the measure of what a hold holds."""
        level = level_of(dose)
        self.walked.append((dose.date, level))
        is_lowered = self.setback or self.lighter or self.once
        if not self.in_lighter_week and not is_lowered:
            level = level.higher(self.full)
            before = self.risen_from
            self.full = before if before is not None and level.lower(before) == level else level

    def note_trouble(self, dose: SessionDose) -> None:
        """In a lighter week a session that was not clean keeps its dose, until one is (I28)."""
        if self.in_lighter_week and self.lighter is None:
            self.lighter = level_of(dose)

    def move_on(self, day: dt.date) -> None:
        """What is over by a day: the short way back after four weeks, the dose that hurt twice."""
        if self.setback is not None:
            days = self.evidence.bounds.return_days
            if (day - self.setback.began).days > days:
                self.cap = self.full = self.setback.level.lower(self.cap)
                self.setback = None
        if self.saw is not None and day >= self.saw[1]:
            self.saw = None

    def returns_to(self, day: dt.date) -> Level | None:
        """The dose that a way back leads, or just led, back to; None where none did within four weeks."""
        found = self.setback or self.returned
        if found is None or (day - found.began).days > self.evidence.bounds.return_days:
            return None
        return found.returns

    # -- less -----------------------------------------------------------------------------

    def base(self, rule: Rule, walked: Level, day: dt.date) -> Level:
        """What shares are of: the dose that hurt, or the last full one, whichever is less (4.4).

        Args:
            rule: that asks for less.
            walked: what the last session held, and no more of it than was done.
            day: of that session.
        """
        if rule.name.startswith("days-off"):
            return self.full or walked
        if rule.name == WISH:
            walked = walked.lower(self.level_on(day))
        return walked.lower(self.full)

    def lower(self, ruling: Ruling, base: Level) -> bool:
        """Less from the next session on, and the way back from it (I29, I31-I33).

        Returns whether it took minutes; where the smallest session is reached it cannot.
        """
        rule, day = ruling.rule, ruling.adjustment.date
        self.risen_from = None
        left = self._asked(base, rule, ruling.backward_s)
        takes_minutes = left.backward_s < base.backward_s
        is_wish = rule.name == WISH
        self.was_eased |= takes_minutes and not is_wish
        if rule.slow_return:
            self._begin_anew(left, day)
        else:
            if self.setback is None:
                before = self.full or base
                self.setback = Setback(
                    before=before,
                    returns=before.lower(self._walked_before(day) or left),
                    began=day,
                    counts=rule.counts_back,
                    is_wish=is_wish,
                )
            self.setback.step_down(
                left,
                base.backward_s,
                share=rule.back_share,
                counts=rule.counts_back,
                is_wish=is_wish,
            )
        return takes_minutes

    def _begin_anew(self, left: Level, day: dt.date) -> None:
        """After a long break nothing is given back at once: the limits look back on what is left."""
        before = self.setback.before if self.setback else self.full
        self.rebuilds_to = before.backward_s if before else None
        self.cap = self.full = left.lower(self.level_on(day))
        self.setback, self.saw, self.begins_anew = None, None, True

    def _walked_before(self, day: dt.date) -> Level | None:
        """The most that the sessions of the four weeks up to a day held; None where there were none."""
        since = day - dt.timedelta(days=self.evidence.bounds.return_days)
        recent = [level for walked, level in self.walked if since <= walked <= day]
        return reduce(Level.higher, recent) if recent else None

    def settle(self, wish: Level) -> None:
        """What was asked for before there was a session, taken from the first that comes."""
        for ruling in self.pending:
            # Shares are each of the dose that was to come; every wish takes more of it.
            is_wish = ruling.rule.name == WISH
            self.lower(ruling, self.setback.level if self.setback and is_wish else wish)
        self.pending.clear()

    def _asked(self, base: Level, rule: Rule, backward_s: int | None) -> Level:
        bounds = self.evidence.bounds
        if rule.first_week_minutes:
            backward_s = int(self.first_week_s)
        left = asked(base, rule, bounds, first_week_mps=self.first_week_mps, backward_s=backward_s)
        if rule.name == WISH and base.backward_s * rule.minutes_share < bounds.backward_min_s:
            drop = rule.numbers["speed_drop_mph_at_least_minutes"] * MPS_PER_MPH
            slowest = bounds.lowest_speed_mph * MPS_PER_MPH
            slower = min(base.speed_mps, max(base.speed_mps - drop, slowest))
            left = left._replace(speed_mps=slower)
        return left

    def saw_tooth(self, until: dt.date, share: float) -> Level | None:
        """The dose before comes back at a share of it until a day; None where nothing was stepped down from."""
        if self.setback is None:
            return None
        before, least = self.setback.before, self.evidence.bounds.backward_min_s
        self.saw = (before._replace(backward_s=max(before.backward_s * share, least)), until)
        return before

    # -- more -----------------------------------------------------------------------------

    def count(self, needed: int) -> bool:
        """One more clean session. Returns whether the dose before a step down stands again."""
        self.lighter = None
        if self.setback is None or not self.setback.count(needed):
            return False
        self.returned, self.setback = self.setback, None
        self.full = self.full or self.returned.before
        return True

    def rise(self) -> None:
        """The curve alone limits the next session."""
        self.risen_from = self.stands
        self.cap, self.full = None, None

    def rise_to(self, backward_s: float) -> None:
        """A step of minutes alone: speed and incline stay (4.4)."""
        if self.stands is not None:
            self.cap = self.stands._replace(backward_s=backward_s, bout_s=_NO_END)
            self.full = None

    def hold(self) -> None:
        """The dose of the last full week stays."""
        stands = self.full or (self.setback.before if self.setback else None)
        if stands is not None:
            self.cap = stands.lower(self.cap)
