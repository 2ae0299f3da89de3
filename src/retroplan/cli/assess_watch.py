"""The stopwatch on a terminal: a thin loop around `core.assessments.stopwatch`."""

from collections.abc import Callable

from retroplan.cli.keyboard import Keys
from retroplan.cli.output import put_question
from retroplan.core.assessments.stopwatch import Stage, Watch
from retroplan.core.text import clock, counted
from retroplan.environment import Environment

TICK_S = 0.1
BELL = "\a"
_ENDED = frozenset({Stage.DONE, Stage.LEFT})
_WIDE = 40

Label = Callable[[int], str]
"""What a trial is called, by its number from 0: `Practice`, `Trial 1 of 2`."""


def run_watch(environment: Environment, keys: Keys, watch: Watch, label: Label) -> Watch:
    """The watch once its times are kept, or it was left."""
    _say_stage(watch, label)
    minutes = 0
    while watch.stage not in _ENDED:
        key = keys.next(TICK_S)
        at = environment.monotonic()
        before = watch
        watch = watch.ticked(at) if key is None else watch.pressed(key, at)
        _say(environment, before, watch, label, at)
        minutes = _say_minutes(environment, int(watch.elapsed(at) // 60), minutes)
    return watch


def _say_minutes(environment: Environment, minutes: int, said: int) -> int:
    """Each full minute in words, where the running time is not shown."""
    if environment.is_plain and minutes > said:
        put_question(f"  {counted(minutes, 'minute')}.\n")
    return minutes


def _say(environment: Environment, before: Watch, watch: Watch, label: Label, at: float) -> None:
    if watch.stage is Stage.RUNNING:
        _say_running(environment, before, watch, at)
    elif len(watch.times) > len(before.times):
        _say_time(environment, before, watch, label)
        _say_stage(watch, label)
    elif watch is not before and watch.stage is Stage.WAITING:
        put_question(f"{_start_of_line(environment)}  Once more.\n")
        _say_stage(watch, label)
    elif watch.stage is Stage.LEFT:
        put_question("\n")


def _say_running(environment: Environment, before: Watch, watch: Watch, at: float) -> None:
    """The time as it runs; read aloud, only that it does."""
    seconds = watch.elapsed(at)
    if not environment.is_plain:
        put_question(f"\r    {_running(watch, seconds)}".ljust(_WIDE))
    elif before.stage is not Stage.RUNNING:
        put_question("  Running.\n")


def _running(watch: Watch, seconds: float) -> str:
    if watch.longest_s is not None:
        return f"{clock(int(seconds))} of {clock(watch.longest_s)}"
    return f"{seconds:.1f} s"


def _say_time(environment: Environment, before: Watch, watch: Watch, label: Label) -> None:
    time = watch.times[-1]
    bell = BELL if watch.longest_s is not None and time >= watch.longest_s else ""
    said = f"  {label(len(before.times))}: {time:.2f} s"
    put_question(f"{bell}{_start_of_line(environment)}{said}\n")


def _start_of_line(environment: Environment) -> str:
    return "" if environment.is_plain else f"\r{' ' * _WIDE}\r"


def _say_stage(watch: Watch, label: Label) -> None:
    if watch.stage is Stage.WAITING:
        stops = "starts it" if watch.longest_s is not None else "starts and stops it"
        put_question(f"  {label(len(watch.times))}: Space {stops}, q leaves.\n")
    elif watch.stage is Stage.CHECKING:
        put_question("  Enter keeps this, r does the last one once more, q leaves.\n")
