"""The 0-10 scales that people answer on: effort and pain, with the words that go with them."""

from typing import NamedTuple


class EffortWord(NamedTuple):
    """An anchor of the effort scale (Borg CR10): the word for one number."""

    value: int
    word: str


class PainZone(NamedTuple):
    """A stretch of the pain scale, both ends included."""

    name: str
    """green, amber or red."""
    low: int
    high: int
    next_time: str = ""
    """What it asks of the next session, where no rule has changed it; empty where nothing follows."""


class Scales(NamedTuple):
    """Effort and pain together, as `pain.toml` holds them."""

    effort: tuple[EffortWord, ...]
    zones: tuple[PainZone, ...]
