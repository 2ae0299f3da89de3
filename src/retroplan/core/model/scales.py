"""The 0-10 scales that people answer on: effort and pain, with the words that go with them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortWord:
    """An anchor of the effort scale (Borg CR10): the word for one number."""

    value: int
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PainZone:
    """A stretch of the pain scale, both ends included."""

    name: str
    """green, amber or red."""
    low: int
    high: int
    next_time: str = ""
    """What it asks of the next session, where no rule has changed it; empty where nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """Effort and pain together, as `pain.toml` holds them."""

    effort: tuple[EffortWord, ...]
    zones: tuple[PainZone, ...]
