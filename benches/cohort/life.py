"""What happens to a walker whatever the plan says, and the chances of each day.

Both come from the walker's seed alone, so that every policy meets the same life.
"""

from dataclasses import dataclass
from random import Random

from benches.cohort.assumptions import Assumptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days on which nobody walks."""

    first: int
    days: int
    is_told: bool
    """The plan hears of it when it begins."""
    is_fever: bool

    def holds(self, day: int) -> bool:
        return self.first <= day < self.first + self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    aways: tuple[Away, ...]
    flares: tuple[tuple[int, float], ...]
    """Day and height of pain that comes by itself."""
    news_day: int | None

    def away(self, day: int) -> Away | None:
        return next((away for away in self.aways if away.holds(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The dice of one day: the first four have a spread of 1, the rest lie between 0 and 1."""

    pain: float
    morning: float
    effort: float
    test: float
    misses: float
    more: float
    admits: float
    extra: float
    stumbles: float
    falls: float
    hurts: float
    helper: float
    logs: float
    checks_in: float
    tells: float
    easier: float
    answers: float


def life_of(rng: Random, assumptions: Assumptions, *, days: int, has_pain: bool) -> Life:
    """Illnesses, a holiday, flares and news of one walker."""
    aways = [
        Away(first=day, days=rng.randint(3, 12), is_told=rng.random() < 0.7, is_fever=True)
        for day in range(days)
        if rng.random() < assumptions.fevers_a_week / 7
    ]
    holiday = Away(first=rng.randrange(7, days - 20), days=rng.randint(6, 30),
                   is_told=rng.random() < 0.5, is_fever=False)  # fmt: skip
    if rng.random() < assumptions.holiday_share:
        aways.append(holiday)
    rate = assumptions.flares_a_week / 7 * (1.0 if has_pain else 0.2)
    flares = tuple((day, rng.uniform(1, 4)) for day in range(days) if rng.random() < rate)
    news_day = rng.randrange(days)
    has_news = rng.random() < assumptions.news_share
    return Life(
        aways=tuple(sorted(aways, key=lambda away: away.first)),
        flares=flares,
        news_day=news_day if has_news else None,
    )


def chances(seed: int, number: int, day: int) -> Chances:
    """The dice of a walker's day."""
    rng = Random(f"{seed}:{number}:{day}")  # noqa: S311 - a game, replayed by its seed
    pain, morning, effort, test = (rng.gauss(0, 1) for _ in range(4))
    flat = [rng.random() for _ in range(13)]
    return Chances(
        pain=pain, morning=morning, effort=effort, test=test, misses=flat[0], more=flat[1],
        admits=flat[2], extra=flat[3], stumbles=flat[4], falls=flat[5], hurts=flat[6],
        helper=flat[7], logs=flat[8], checks_in=flat[9], tells=flat[10], easier=flat[11],
        answers=flat[12],
    )  # fmt: skip
