"""The pain-monitoring model: what pain while walking, and on the morning after, says.

Zones and the morning rule are those of thomee1997 and silbernagel2007; how they are read here, case by
case, stands in docs/decisions/0011.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from retroplan.core.model.events import AssessmentResult, CheckIn, Declared, Event, Resume
from retroplan.core.model.log import SessionLog
from retroplan.core.model.rulebook import Rule

_DAY = dt.timedelta(days=1)


class Zone(StrEnum):
    """Of a walk, by its pain."""

    UNKNOWN = "unknown"
    GREEN = "green"
    ACCEPTABLE = "acceptable"
    HOLD = "hold"
    RED = "red"


class Morning(StrEnum):
    """What a morning, or pain before a walk, says of the walk before it."""

    USUAL = "usual"
    """At most a point above usual: a point is noise."""
    BACK = "back"
    RED = "red"


class DayTold(NamedTuple):
    """What the check-ins of one day said of pain and joints, all of them together."""

    morning: int | None = None
    """The highest that was told; NPRS 0-10."""
    is_elsewhere: bool = False
    has_leg_signs: bool = False
    took_painkiller: bool = False
    limbs_as_ever: bool = False
    """Said so, and nothing else."""


class Pain(NamedTuple):
    """What is known of somebody's pain, over all that was told so far."""

    rulebook: Mapping[str, Rule]
    first: int | None
    """Usual pain when the plan was made, NPRS 0-10; None where nobody said."""
    told: tuple[tuple[dt.date, int], ...]
    """Usual pain as told later, each with the first day that it counts on."""
    agreed: tuple[dt.date, ...]
    """The days of a clinician's yes: what was usual then may be the measure."""
    days: Mapping[dt.date, DayTold]
    ceiling: int | None = None
    """The most pain that a clinician allows while walking."""

    def latest(self, day: dt.date) -> int | None:
        """Usual pain as told last, whatever it is measured against."""
        told = [value for since, value in self.told if since <= day]
        return told[-1] if told else self.first

    def usual(self, day: dt.date) -> int:
        """Pain of an ordinary day, as told last: not above what was told first, until a clinician agrees."""
        latest = self.latest(day)
        if latest is None:
            return 0
        first = self.told[0][1] if self.first is None else self.first
        agreed = [self.latest(yes) or 0 for yes in self.agreed if yes <= day]
        return min(latest, max(first, *agreed, 0))

    def has_risen(self, day: dt.date) -> bool:
        """Whether usual pain is told so far above the measure that nothing rises."""
        latest = self.latest(day)
        points = self.rulebook["usual-risen"].numbers["points_above_first"]
        return latest is not None and latest - self.usual(day) >= points

    def told_on(self, day: dt.date) -> DayTold:
        return self.days.get(day, _NOTHING)

    # -- a walk ---------------------------------------------------------------------------

    def measure(self, day: dt.date) -> int:
        """What pain of a day is compared with: usual pain, or 0 where it is another pain."""
        return 0 if self.told_on(day).is_elsewhere else self.usual(day)

    @property
    def red_above(self) -> float:
        """Pain while walking above which it is too much; a clinician may only lower it."""
        highest = self.rulebook["red-pain"].numbers["pain_above"]
        return highest if self.ceiling is None else min(highest, self.ceiling)

    def zone(self, log: SessionLog) -> Zone:
        """The zone of a walk, the morning after it apart."""
        if self.told_on(log.date).has_leg_signs:
            return Zone.RED
        pain, numbers = log.nprs_during, self.rulebook["two-clean"].numbers
        if pain is None:
            return Zone.UNKNOWN
        if pain > self.red_above:
            return Zone.RED
        if pain <= numbers["green_at_most"]:
            return Zone.GREEN
        is_near = pain <= self.measure(log.date) + numbers["points_above_usual"]
        return Zone.ACCEPTABLE if is_near else Zone.HOLD

    # -- a morning ------------------------------------------------------------------------

    def morning(self, pain: int, day: dt.date) -> Morning:
        """What pain of a morning, or before a walk, says."""
        usual = self.measure(day)
        red, back = self.rulebook["red-morning"].numbers, self.rulebook["pain-back"].numbers
        if pain - usual >= red["rise_at_least"] or pain > red["pain_above"]:
            return Morning.RED
        if pain - usual >= back["rise_at_least"] or (pain > usual and pain > back["pain_above"]):
            return Morning.BACK
        return Morning.USUAL

    def confirms(self, pain: int, day: dt.date, walked: dt.date, *, is_morning: bool) -> bool:
        """Whether pain told on a day says that a walk was borne: the morning after it, or usual pain soon after.

        `walked` is the day of the walk, `is_morning` that the pain is of a morning and not of just before
        a walk. But for the morning after only usual pain stands in, and a point more confirms nothing.
        """
        if self.morning(pain, day) is not Morning.USUAL:
            return False
        if is_morning and day == walked + _DAY:
            return True
        most = self.rulebook["two-clean"].numbers["days_for_a_morning"]
        return pain <= self.measure(day) and 0 < (day - walked).days <= most


_NOTHING = DayTold()


def pain_of(
    declared: Iterable[Declared],
    happened: Iterable[Event],
    *,
    first: int | None,
    ceiling: int | None,
    rulebook: Mapping[str, Rule],
) -> Pain:
    """What is known of somebody's pain.

    Args:
        declared: what they said of themselves, the plan's own first.
        happened: everything else, by day.
        first: usual pain when the plan was made; None where nobody said.
        ceiling: as `Pain.ceiling`.
        rulebook: the rules, by name.
    """
    facts = list(happened)
    told = sorted(_usual_told(list(declared)[1:], facts), key=lambda each: each[0])
    check_ins = [fact for fact in facts if isinstance(fact, CheckIn)]
    by_day = groupby(sorted(check_ins, key=lambda each: each.date), key=lambda each: each.date)
    return Pain(
        rulebook=rulebook,
        first=first,
        told=tuple(told),
        agreed=tuple(fact.date for fact in facts if isinstance(fact, Resume) and fact.cleared_by),
        days={day: _day_told(list(each)) for day, each in by_day},
        ceiling=ceiling,
    )


def _usual_told(
    declared: Iterable[Declared], facts: Iterable[Event]
) -> Iterable[tuple[dt.date, int]]:
    """Usual pain as told later. One told together with a morning judges no earlier day than the next."""
    for each in declared:
        if each.profile.health.usual_pain is not None:
            yield each.date, each.profile.health.usual_pain
    for fact in facts:
        if isinstance(fact, AssessmentResult) and fact.assessment == "nprs":
            yield fact.date, round(fact.value)
        if isinstance(fact, CheckIn) and fact.usual_pain is not None:
            yield fact.date + _DAY, fact.usual_pain


def _day_told(said: list[CheckIn]) -> DayTold:
    mornings = [each.morning_pain for each in said if each.morning_pain is not None]
    limbs = [each.limbs_as_ever for each in said if each.limbs_as_ever is not None]
    return DayTold(
        morning=max(mornings, default=None),
        is_elsewhere=any(each.pain_elsewhere for each in said),
        has_leg_signs=any(each.leg_signs for each in said),
        took_painkiller=any(each.painkiller for each in said),
        limbs_as_ever=bool(limbs) and all(limbs),
    )
