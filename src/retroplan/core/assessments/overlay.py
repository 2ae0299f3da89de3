"""Results laid over what the profile says, so that screening and caps see the newest of each test."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from retroplan.core.assessments.schedule import DECLARED_AS
from retroplan.core.model.events import AssessmentResult
from retroplan.core.model.profile import KnownTests

FOUR_STAGES = "four-stage-balance"
HEEL_TO_TOE = 3
"""The stage of the 4-stage balance that is the heel-to-toe stance."""
STAGE_S = 10.0
"""How long a stage lasts; the definition of the test."""


def known_tests(declared: KnownTests, results: Iterable[AssessmentResult]) -> KnownTests:
    """The newest result of each test, over what was declared.

    Args:
        declared: what the profile says; it stands where there is no result.
        results: in the order in which they were entered; of one day, the later entry counts.
    """
    newest: dict[str, Any] = {}
    for result in sorted(results, key=lambda result: result.date):  # stable: entries stay in order
        field = DECLARED_AS.get(result.assessment)
        if field is not None:
            newest[field] = _told(result)
    return replace(declared, **newest)


def usual_pain(declared: int | None, results: Iterable[AssessmentResult]) -> int | None:
    """Pain on an ordinary day, 0-10: the newest result of `nprs`, else what was declared."""
    pain = [result for result in results if result.assessment == "nprs"]
    newest = sorted(pain, key=lambda result: result.date)[-1:]
    return round(newest[0].value) if newest else declared


def _told(result: AssessmentResult) -> float | int:
    """The value as the profile keeps it."""
    if result.assessment == FOUR_STAGES:
        return _heel_to_toe_s(result)
    return round(result.value) if result.assessment == "chair-stand" else result.value


def _heel_to_toe_s(result: AssessmentResult) -> float:
    """Seconds of the third stage: as timed, else all of it or, where it did not last, nothing."""
    if result.value >= HEEL_TO_TOE:
        return STAGE_S
    if len(result.trials) >= HEEL_TO_TOE:
        return min(result.trials[HEEL_TO_TOE - 1], STAGE_S)
    return 0.0
