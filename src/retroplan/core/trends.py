"""What may honestly be said of a row of answers: too early, steady, within error, or a change."""

from collections.abc import Sequence

from retroplan.core.model.progress import Trend, Verdict

SESSIONS_COMPARED = 3
"""Judgement: the mean of three answers at each end, so that one bad day is not a trend."""
STEADY_BELOW = 0.5
"""Arithmetic: half a point on a scale of whole points rounds to no change."""


def trend(values: Sequence[int], *, smallest: float | None) -> Trend:
    """Compare the means of the first and the last three of `values`, which are in order of time."""
    needed = 2 * SESSIONS_COMPARED
    if len(values) < needed:
        return Trend(
            verdict=Verdict.TOO_EARLY, sessions=len(values), needed=needed, smallest=smallest
        )
    early = sum(values[:SESSIONS_COMPARED]) / SESSIONS_COMPARED
    late = sum(values[-SESSIONS_COMPARED:]) / SESSIONS_COMPARED
    return Trend(
        verdict=_verdict(late - early, smallest),
        sessions=len(values),
        needed=needed,
        early=round(early, 1),
        late=round(late, 1),
        smallest=smallest,
    )


def _verdict(change: float, smallest: float | None) -> Verdict:
    size = round(abs(change), 6)  # thirds must not fail to reach a whole number
    if size < STEADY_BELOW:
        return Verdict.STEADY
    if smallest is None or size < smallest:
        return Verdict.UNCERTAIN
    return Verdict.FELL if change < 0 else Verdict.ROSE
