"""Pain over more than one walk: red days within weeks, pain that rises, doses that hurt twice."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from retroplan.core.adaptation.pain import Pain, Zone
from retroplan.core.adaptation.pain_rules import (
    back_again,
    flare,
    giving_way_again,
    reds,
    rising,
    still_rising,
)
from retroplan.core.adaptation.ruling import Ruling
from retroplan.core.adaptation.walk_signals import SessionSignals
from retroplan.core.model.events import CheckIn
from retroplan.core.model.evidence import Condition, Evidence
from retroplan.core.model.profile import Profile

RED_RULES = frozenset({"red-pain", "leg-signs", "red-morning", "red-knee", "giving-way"})


@dataclass(slots=True)
class Episode:
    """A red walk, its morning and what follows until the next walk: it counts once."""

    began: dt.date
    told: dt.date
    gave_way: bool = False
    is_elsewhere: bool = False


@dataclass(slots=True)
class PainCourse:
    """What is carried from pain to pain."""

    evidence: Evidence
    profile: Profile
    pain: Pain
    episodes: list[Episode] = field(default_factory=list)
    walks: list[tuple[dt.date, int]] = field(default_factory=list)
    """Pain while walking of each walk that told it."""
    holds: int = 0
    """Walks in a row in the zone that holds."""
    rose_at: int | None = None
    """How many walks had told their pain when it had risen."""
    has_flared: bool = False
    steps: list[dt.date] = field(default_factory=list)
    """When each dose was stepped down from for pain, one an episode."""

    # -- facts ----------------------------------------------------------------------------

    def walked(self, signals: SessionSignals, fired: Sequence[Ruling]) -> list[Ruling]:
        """What a walk adds up to with those before it."""
        log, found = signals.log, list[Ruling]()
        if log.nprs_during is not None:
            self.walks.append((log.date, log.nprs_during))
            found += [] if _is_red(fired) else self._risen(log.date)
        if signals.zone is not Zone.UNKNOWN:
            self.holds = self.holds + 1 if signals.zone is Zone.HOLD else 0
        rule = self.evidence.rulebook["pain-hold"]
        if self.holds >= rule.numbers["in_a_row"]:
            self.holds = 0
            found.append(back_again(log, self.pain, self.evidence.rulebook["pain-back"]))
        if _is_red(fired):
            found += self._red(log.date, log.date)
        return found

    def woke(
        self, fact: CheckIn, fired: Sequence[Ruling], last_walk: dt.date | None
    ) -> list[Ruling]:
        """What a check-in adds up to with what was told before it."""
        if not _is_red(fired):
            return []
        found = []
        earlier = self._earlier_giving_way(fact, last_walk)
        if earlier is not None:
            rule = self.evidence.rulebook["giving-way-again"]
            found.append(giving_way_again(earlier, fact.date, rule))
        began = self._began(fact.date, last_walk)
        return found + self._red(began, fact.date, gave_way=bool(fact.giving_way))

    def _earlier_giving_way(self, fact: CheckIn, last_walk: dt.date | None) -> dt.date | None:
        if not fact.giving_way:
            return None
        days = self.evidence.rulebook["giving-way-again"].numbers["days"]
        began = self._began(fact.date, last_walk)
        earlier = (
            each.told for each in self.episodes
            if each.gave_way and each.began != began and (fact.date - each.told).days <= days
        )  # fmt: skip
        return next(earlier, None)

    # -- red days -------------------------------------------------------------------------

    def _began(self, day: dt.date, last_walk: dt.date | None) -> dt.date:
        """The first day of the episode that a day belongs to: its walk's, or the day itself."""
        most = self.evidence.rulebook["two-reds"].numbers["episode_days"]
        if last_walk is not None and (day - last_walk).days <= most:
            return last_walk
        if self.episodes and (day - self.episodes[-1].began).days <= most:
            return self.episodes[-1].began
        return day

    def _red(self, began: dt.date, day: dt.date, *, gave_way: bool = False) -> list[Ruling]:
        """A day in the highest zone: two in two weeks are a flare or suspend the plan, so do three in six."""
        elsewhere = self.pain.told_on(day).is_elsewhere
        known = next((each for each in self.episodes if each.began == began), None)
        if known is not None:
            known.told = max(known.told, day)
            known.is_elsewhere |= elsewhere
            has_news = gave_way and not known.gave_way
            known.gave_way |= gave_way
            return self._judged(day) if has_news else []
        self.episodes.append(Episode(began, day, gave_way, elsewhere))
        return self._judged(day)

    def _judged(self, day: dt.date) -> list[Ruling]:
        """What the red days so far come to."""
        three, two = self.evidence.rulebook["three-reds"], self.evidence.rulebook["two-reds"]
        for rule in (three, two):
            recent = self._within(day, rule.numbers["days"])
            if len(recent) < rule.numbers["reds"]:
                continue
            days = [each.told for each in recent]
            if rule is two and self._may_flare(recent, day):
                self.has_flared = True
                return [flare(days, self.evidence.rulebook["flare"])]
            return [reds(days, rule)]
        return []

    def _within(self, day: dt.date, days: float) -> list[Episode]:
        return [each for each in self.episodes if (day - each.told).days <= days]

    def _may_flare(self, recent: Sequence[Episode], day: dt.date) -> bool:
        """Whether red days may be a flare of a joint or back that is known to hurt; once in a plan (4.4)."""
        if self.has_flared or any(each.gave_way or each.is_elsewhere for each in recent):
            return False
        if any(told.has_leg_signs for on, told in self.pain.days.items() if on <= day):
            return False
        rows = self._conditions()
        is_long = bool(self.profile.health.pain_over_3_months)
        flares = any(row.flares and (is_long or not row.flares_once_long) for row in rows)
        return flares and not any(row.no_flare for row in rows)

    def _conditions(self) -> list[Condition]:
        names = self.profile.health.conditions or ()
        return [
            self.evidence.conditions[name] for name in names if name in self.evidence.conditions
        ]

    # -- pain that rises ------------------------------------------------------------------

    def _risen(self, day: dt.date) -> list[Ruling]:
        """Whether the last three walks hurt clearly more than the first three did."""
        rule = self.evidence.rulebook["rising-pain"]
        number = int(rule.numbers["walks"])
        if self.rose_at is not None and len(self.walks) < self.rose_at + number:
            return []
        first = _mean(self.walks[:number])
        last = _mean(self.walks[-number:])
        above = self.evidence.rulebook["two-clean"].numbers["points_above_usual"]
        has_risen = (
            len(self.walks) > number
            and last - first >= rule.numbers["points"]
            and last > self.pain.usual(day) + above
        )
        was_rising, self.rose_at = self.rose_at is not None, None
        if not has_risen:
            return []
        if was_rising:
            return [still_rising(day, first, last, self.evidence.rulebook["still-rising"])]
        self.rose_at = len(self.walks)
        return [rising(day, first, last, rule)]

    # -- what else holds ------------------------------------------------------------------

    @property
    def has_numb_feet(self) -> bool:
        """Whether feeling is lost, so that pain is no guide."""
        return any(row.numb for row in self._conditions())

    def why_no_rise(self, day: dt.date) -> str:
        """The rule about usual pain that lets nothing rise; empty for none."""
        if self.pain.has_risen(day):
            return "usual-risen"
        is_asked = bool(self.walks) and any(row.hurts for row in self._conditions())
        return "usual-unknown" if is_asked and self.pain.latest(day) is None else ""

    def is_saw_tooth(
        self, day: dt.date, last_walk: dt.date | None, days: float, steps: float
    ) -> bool:
        """Whether a dose was stepped down from for pain so many times within so many days; keeps that it was."""
        began = self._began(day, last_walk)
        if began in self.steps:
            return False
        self.steps.append(began)
        return sum((day - each).days <= days for each in self.steps) >= steps


def _is_red(fired: Sequence[Ruling]) -> bool:
    return any(ruling.rule.name in RED_RULES for ruling in fired)


def _mean(walks: Sequence[tuple[dt.date, int]]) -> float:
    return sum(pain for _, pain in walks) / len(walks) if walks else 0.0
