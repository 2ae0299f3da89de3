"""A clinician's own protocols, and what is wrong with each."""

from dataclasses import dataclass

from retroplan.core.model.vocabulary import GoalKind, Stage, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolRow:
    """What a session of one week asks for, before the limits of a plan and of a person."""

    week: int
    sessions: int
    reps: int
    bout_s: int
    recovery_s: int
    backward_s: int
    speed_mps: float
    grade_pct: float
    stages: tuple[Stage, ...]
    is_lighter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProtocol:
    """A file of the folder, as far as it can be read."""

    name: str
    file: str
    is_chosen: bool = False
    """The profile names it."""
    extends: GoalKind | None = None
    title: str = ""
    author: str = ""
    reason: str = ""
    tier: Tier | None = None
    rows: tuple[ProtocolRow, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with it, each with its line; empty for one that can be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The folder for own protocols and what is in it."""

    folder: str
    protocols: tuple[OwnProtocol, ...]
