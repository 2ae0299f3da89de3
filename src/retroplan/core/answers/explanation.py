"""Why a session is as it is, or why a plan stands still, with what stands behind it."""

from dataclasses import dataclass

from retroplan.core.model.adjustment import Adjustment
from retroplan.core.model.comparison import SessionGlance
from retroplan.core.model.vocabulary import Outcome, Standing, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """A source, and how sure one can be of what is taken from it."""

    key: str
    name: str
    """`Alghadir et al. 2019`."""
    certainty: str
    """high, moderate, low, very low or judgement; empty where the catalogue says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """A rule in its own words, and where it comes from."""

    rule: str
    sources: tuple[SourceUse, ...]
    judgement: str
    """The reason, where no study stands behind all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A rule that fired, with its grounds."""

    adjustment: Adjustment
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a session is as it is; or, without a session, why the plan stands still."""

    plan_id: str
    revision: int
    is_kept: bool
    """False where the days that went by ask for a change that nothing has kept yet."""
    standing: Standing
    standing_reason: str
    session: SessionGlance | None
    outcome: Outcome | None
    """What became of the session, where it has a record."""
    adjusted: tuple[Explained, ...]
    """Most decisive first."""
    reasons: tuple[str, ...]
    """The session's own, from the protocol and the limits."""
    sources: tuple[SourceUse, ...]
    """Of the reasons."""
    next_rise: SessionGlance | None
    """The first session after it that holds more, if all goes well."""
    rising: Grounds | None
    """The rule by which the plan rises; None where nothing is still to rise."""
    units: Units
