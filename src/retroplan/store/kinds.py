"""The kinds of facts, by the name of each in the store."""

from retroplan.core.model.events import (
    Applied,
    AssessmentResult,
    CheckIn,
    Declared,
    Easier,
    FallAnswer,
    Move,
    NewRules,
    News,
    Pause,
    Resume,
)
from retroplan.core.model.log import SessionLog

Kept = (
    Applied
    | AssessmentResult
    | CheckIn
    | Declared
    | Easier
    | FallAnswer
    | Move
    | News
    | NewRules
    | Pause
    | Resume
    | SessionLog
)
KINDS: dict[str, type[Kept]] = {
    "applied": Applied,
    "assessment": AssessmentResult,
    "check-in": CheckIn,
    "declared": Declared,
    "easier": Easier,
    "fall-answer": FallAnswer,
    "move": Move,
    "new-rules": NewRules,
    "news": News,
    "pause": Pause,
    "resume": Resume,
    "session": SessionLog,
}
"""The name of each kind of fact, as the store keeps it."""
