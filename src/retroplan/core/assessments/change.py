"""What a difference between two values of a test may honestly be called."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retroplan.core.assessments.interpretation import Who, fits_conditions
from retroplan.core.model.assessment import Assessment, RealChange

SHARE = "% of the first value"


class Since(StrEnum):
    """What a value is compared with."""

    LAST = "last"
    BASELINE = "baseline"


class ChangeVerdict(StrEnum):
    SAME = "same"
    WITHIN_ERROR = "within-error"
    """No more than the measurement error."""
    BEYOND_ERROR = "beyond-error"
    """Real, and less than people surely notice, or nobody knows what they notice."""
    NOTICEABLE = "noticeable"
    """Real, or of unknown error, and as much as people notice."""
    PERHAPS_NOTICEABLE = "perhaps-noticeable"
    """The error is not known; as much as some people notice, less than others do."""
    NOT_NOTICEABLE = "not-noticeable"
    """The error is not known; less than people notice."""
    UNKNOWN = "unknown"
    """Nobody knows which change of this test counts."""


REAL = frozenset({ChangeVerdict.BEYOND_ERROR, ChangeVerdict.NOTICEABLE})
"""The verdicts with which a change may be called one (invariant I35)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Two values of a test, and what their difference is worth."""

    since: Since
    date: dt.date
    """Of the earlier value."""
    before: float
    after: float
    amount: float
    """After minus before, in the unit of the test."""
    is_better: bool | None
    """Which way it went, whatever that is worth; None for the same value."""
    verdict: ChangeVerdict
    error: RealChange | None
    """The smallest change that is more than chance, where one is known for this person."""
    felt: tuple[RealChange, ...]
    """The smallest changes that people notice, from the smallest."""

    @property
    def is_real(self) -> bool:
        """Whether it may be called a change at all."""
        return self.verdict in REAL


def change(
    test: Assessment, *, before: float, after: float, date: dt.date, since: Since, who: Who
) -> Change:
    """The difference between two values. `date` is the earlier one's."""
    amount = _exact(after - before)
    error, felt = _error(test, before, who), _felt(test, before, who)
    return Change(
        since=since,
        date=date,
        before=before,
        after=after,
        amount=amount,
        is_better=None if amount == 0 else (amount < 0) == (test.better == "lower"),
        verdict=_verdict(abs(amount), error, felt),
        error=error,
        felt=felt,
    )


def _exact(value: float) -> float:
    return round(value, 6) + 0.0  # 0.9 - 0.8 is 0.1, and no minus zero


def _verdict(size: float, error: RealChange | None, felt: tuple[RealChange, ...]) -> ChangeVerdict:
    if size == 0:
        return ChangeVerdict.SAME
    if error is not None and not _is_beyond(size, error):
        return ChangeVerdict.WITHIN_ERROR
    if felt and size >= max(each.high or each.value for each in felt):
        return ChangeVerdict.NOTICEABLE
    if error is not None:
        return ChangeVerdict.BEYOND_ERROR
    if not felt:
        return ChangeVerdict.UNKNOWN
    if size >= min(each.value for each in felt):
        return ChangeVerdict.PERHAPS_NOTICEABLE
    return ChangeVerdict.NOT_NOTICEABLE


def _is_beyond(size: float, error: RealChange) -> bool:
    """A detectable change must be exceeded; one that is taken as real by judgement, reached."""
    return size > error.value if error.kind == "mdc" else size >= error.value


def _error(test: Assessment, before: float, who: Who) -> RealChange | None:
    """That of people like this one, else the one for everybody."""
    known = [
        each for each in test.changes
        if each.kind in {"mdc", "judgement"} and each.unit == test.unit
        and _is_for(each, before, who)
    ]  # fmt: skip
    return max(known, key=lambda each: (bool(each.conditions), each.value), default=None)


def _felt(test: Assessment, before: float, who: Who) -> tuple[RealChange, ...]:
    known = [each for each in test.changes if each.kind == "mcid" and _is_for(each, before, who)]
    own = [each for each in known if each.unit == test.unit]
    shares = [each for each in known if each.unit == SHARE]
    found = own or [_in_units(each, test, before) for each in shares if before]
    special = [each for each in found if each.conditions]
    return tuple(sorted(special or found, key=lambda each: each.value))


def _in_units(record: RealChange, test: Assessment, before: float) -> RealChange:
    """A share of the first value, in the unit of the test."""
    return record._replace(value=_exact(before * record.value / 100), unit=test.unit)


def _is_for(record: RealChange, before: float, who: Who) -> bool:
    if record.is_context or not fits_conditions(record.conditions, who):
        return False
    low, high = record.start_from, record.start_to
    if low is not None and high is not None:
        return low <= before <= high
    return (low is None or before > low) and (high is None or before < high)
