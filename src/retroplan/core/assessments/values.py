"""The value of a test from its trials, and whether it can be one at all."""

from collections.abc import Iterable, Mapping, Sequence

from retroplan.core.model.assessment import Assessment, Keep, Way
from retroplan.errors import UsageProblem

SAME_WITHIN = 0.06
"""A value beside its trials may be rounded to the tenth."""


def named(tests: Mapping[str, Assessment], word: str) -> Assessment | None:
    """The test of a name or another word for it, however it is spelt; None where there is none."""
    wanted = spelt(word)
    return next((test for test in tests.values() if wanted in (test.name, *test.aliases)), None)


def spelt(word: str) -> str:
    """As names are spelt: lower case, hyphens."""
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def names(tests: Iterable[Assessment]) -> list[str]:
    """Every word that `named` takes."""
    return [word for test in tests for word in (test.name, *test.aliases)]


def of_trials(test: Assessment, trials: Sequence[float]) -> float:
    """The value that several trials make, in the unit of the test."""
    how = test.how
    if how.way is Way.HOLDS:
        return float(sum(time >= (how.longest_s or 0) for time in trials))
    if how.keep is Keep.SUM:
        return float(sum(trials))
    if how.keep is Keep.BEST:
        return max(trials) if test.better == "higher" else min(trials)
    return round(sum(trials) / len(trials), 2)


def check_value(test: Assessment, value: float) -> None:
    """Refuse what no such test can give.

    Raises:
        UsageProblem: out of range, or no whole number where only whole ones are.
    """
    low, high = test.plausible.lowest, test.plausible.highest
    if not low <= value <= high:
        raise UsageProblem(
            f"{test.title}: {value:g} cannot be; it is from {low:g} to {high:g} {test.unit}"
        )
    if test.is_whole and value != round(value):
        raise UsageProblem(f"{test.title} is a whole number of {test.unit}, not {value:g}")


def check_trials(test: Assessment, value: float, trials: Sequence[float]) -> None:
    """Refuse a value that its trials do not make.

    Raises:
        UsageProblem: the two contradict one another.
    """
    if not trials or test.how.way not in {Way.STOPWATCH, Way.HOLDS, Way.QUESTIONS}:
        return
    made = of_trials(test, trials)
    if abs(made - value) > SAME_WITHIN:
        raise UsageProblem(
            f"these trials make {made:g} {test.unit}, not {value:g}",
            hint="leave the value out, and it is worked out from the trials",
        )


def capped(test: Assessment, value: float) -> float:
    """No more than the test lasts, where it is timed in seconds."""
    longest = test.how.longest_s
    is_time = test.how.way is Way.STOPWATCH and test.unit == "s"
    return min(value, longest) if is_time and longest is not None else value
