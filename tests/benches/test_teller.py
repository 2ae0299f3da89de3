"""What walkers tell: the morning that `log` asks for, as they remember it, and only where nobody told of it."""

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest

from benches.cohort.assumptions import Assumptions
from benches.cohort.body import Dose, Felt
from benches.cohort.life import Chances, Life, chances
from benches.cohort.teller import Teller
from benches.cohort.walker import START, Habit, walker
from retroplan.core.model.events import CheckIn, Event
from retroplan.core.model.plan import Session
from retroplan.core.model.vocabulary import Stage, Standing

ASSUMED = Assumptions()
SHORT = Dose(backward_s=240, speed_mps=0.45, grade_pct=0, stage=Stage.CORRIDOR)


@dataclass
class Listener:
    """A policy that keeps what it hears, by day and in one go."""

    heard: list[tuple[dt.date, tuple[Event, ...]]] = field(default_factory=list)
    standing: Standing = Standing.ACTIVE

    def dose_on(self, day: dt.date) -> Dose | None:  # noqa: ARG002
        return None

    def session_on(self, day: dt.date) -> Session | None:  # noqa: ARG002
        return None

    def hear(self, *events: Event, day: dt.date) -> None:
        self.heard.append((day, events))


QUIET_DAY = replace(chances(1, 1, 1), logs=0.0, checks_in=1.0, easier=1.0, answers=0.0, tells=0.0)


def asked_of(pain: int, *, before: Chances = QUIET_DAY, after: Chances = QUIET_DAY,
             habit: Habit = Habit.AS_TOLD, says_less: int = 0) -> list[Event]:  # fmt: skip
    """What is told at the log of day 12 beside it, after a walk on day 10 and a morning of 4 on day 11."""
    life = Life(aways=(), flares=(), news_day=None)
    who = replace(walker(1, 0, ASSUMED), habit=habit, says_less=says_less, life=life)
    listener = Listener()
    teller = Teller(who, listener, ASSUMED)
    felt = Felt(
        backward_s=240, pain=pain, effort=2, has_stumbled=False, has_fallen=False, is_hurt=False
    )
    for day, morning, dice in ((10, 3, QUIET_DAY), (11, 4, before), (12, 3, after)):
        date = START + dt.timedelta(days=day)
        teller.morning(day, date, morning, dice)
        if day != 11:
            teller.after_walk(day, date, None, SHORT, felt, dice)
    return list(listener.heard[-1][1][:-1])


@pytest.mark.parametrize("pain", range(11))
def test_log_asks_for_the_morning_after_acceptable_pain_and_hears_it_with_the_log(
    pain: int,
) -> None:
    morning = CheckIn(date=START + dt.timedelta(days=11), morning_pain=4)
    assert asked_of(pain) == ([morning] if 3 <= pain <= 5 else [])


def test_a_morning_is_told_as_the_walker_tells_pain_and_only_where_nobody_told_of_it() -> None:
    assert asked_of(5, says_less=1) == [
        CheckIn(date=START + dt.timedelta(days=11), morning_pain=3)
    ]
    assert asked_of(6, says_less=1)
    assert not asked_of(4, before=replace(QUIET_DAY, checks_in=0.0))
    assert not asked_of(4, after=replace(QUIET_DAY, answers=ASSUMED.answers_morning))
    half = replace(QUIET_DAY, answers=ASSUMED.answers_morning_careless)
    assert asked_of(4, after=half)
    assert not asked_of(4, after=half, habit=Habit.EAGER)
