"""A stopwatch for the trials of a test, as a value: keys and moments in, times out. Pure.

`Space` or `Enter` starts and stops; `r` does the last trial once more; `q` leaves. After the last
trial the watch waits: `Enter` or `Space` keeps the times.
"""

from enum import StrEnum
from typing import NamedTuple

GO = frozenset({" ", "\r", "\n"})
AGAIN = "r"
LEAVE = "q"
BOUNCE_S = 0.3
"""Judgement: nobody presses twice within it on purpose; a key that bounces does."""


class Stage(StrEnum):
    WAITING = "waiting"
    """For the start of the next trial."""
    RUNNING = "running"
    CHECKING = "checking"
    """All trials are timed; they are kept, or the last one is done again."""
    DONE = "done"
    LEFT = "left"
    """Nothing is to be kept."""


class Watch(NamedTuple):
    """The trials of one test, some of them timed."""

    practice: int
    """Trials before those that count."""
    trials: int
    longest_s: float | None = None
    """The watch stops a trial by itself."""
    ends_when_short: bool = False
    """A trial that does not last the whole time is the last one (positions that are held)."""
    stage: Stage = Stage.WAITING
    since: float = 0.0
    """The moment of the last start or stop, in seconds of any clock that never goes back."""
    times: tuple[float, ...] = ()
    """Seconds of every trial so far, practice included."""

    @property
    def counted(self) -> tuple[float, ...]:
        """The trials that count."""
        return self.times[self.practice :]

    def elapsed(self, at: float) -> float:
        """Seconds of the trial that runs; 0 between trials."""
        if self.stage is not Stage.RUNNING:
            return 0.0
        return self._within(at - self.since)

    def pressed(self, key: str, at: float) -> "Watch":
        """The watch after a key. Other keys, and a key that bounces, change nothing."""
        watch = self.ticked(at)
        key = key.casefold()
        if watch.stage in {Stage.DONE, Stage.LEFT}:
            return watch
        if key == LEAVE:
            return watch._replace(stage=Stage.LEFT)
        if key == AGAIN:
            return watch.repeated()
        if key not in GO or _bounces(watch, at):
            return watch
        if watch.stage is Stage.WAITING:
            return watch._replace(stage=Stage.RUNNING, since=at)
        if watch.stage is Stage.RUNNING:
            return watch.stopped(at)
        return watch._replace(stage=Stage.DONE)

    def ticked(self, at: float) -> "Watch":
        """The watch as time goes by: it stops by itself at its longest."""
        is_over = self.longest_s is not None and at - self.since >= self.longest_s
        if self.stage is Stage.RUNNING and is_over:
            return self.stopped(at)
        return self

    def stopped(self, at: float) -> "Watch":
        """The watch once the trial that runs is over."""
        time = self._within(at - self.since)
        times = (*self.times, time)
        is_short = self.longest_s is not None and time < self.longest_s
        is_last = len(times) >= self.practice + self.trials or (self.ends_when_short and is_short)
        return self._replace(
            stage=Stage.CHECKING if is_last else Stage.WAITING, since=at, times=times
        )

    def repeated(self) -> "Watch":
        """The trial that runs, or else the last one, is done again."""
        times = self.times if self.stage is Stage.RUNNING else self.times[:-1]
        return self._replace(stage=Stage.WAITING, times=times)

    def _within(self, seconds: float) -> float:
        """To the hundredth, never below 0, and no longer than the test."""
        longest = seconds if self.longest_s is None else min(seconds, self.longest_s)
        return max(0.0, round(longest, 2))


def _bounces(watch: Watch, at: float) -> bool:
    has_begun = watch.stage is Stage.RUNNING or bool(watch.times)
    return has_begun and at - watch.since < BOUNCE_S
