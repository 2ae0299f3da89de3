"""What the rules over a walk look at: the walk, and what it is compared with."""

from collections.abc import Mapping
from typing import NamedTuple

from retroplan.core.adaptation.pain import Pain, Zone
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.engine.caps import Caps
from retroplan.core.model.adjustment import Input
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.log import SessionLog
from retroplan.core.model.rulebook import Rule
from retroplan.core.model.vocabulary import Stage
from retroplan.core.text import clock, day_words


class Allowed(NamedTuple):
    """What a walk may be at most for this person, whatever the day's session."""

    stages: frozenset[Stage]
    """Rungs that clearance, tier and places leave open."""
    grade_pct: float
    holds_on: bool = False
    """Something under the hand, and somebody beside, in every session."""
    full_s: float | None = None
    """Backward seconds of the dose that stands; None where none was given yet."""
    full_mps: float | None = None


def allowed_of(caps: Caps, evidence: Evidence) -> Allowed:
    """What tier, clearance and places leave open to a person, the week apart."""
    stages = (
        stage
        for stage, rung in evidence.ladder.items()
        if stage.rank <= caps.highest_stage.rank
        and rung.lowest_tier.rank <= caps.tier.tier.rank
        and (caps.limits.hands_free or not rung.hands_free)
        and (caps.limits.outdoors or not rung.is_outdoors)
    )
    grade_pct = 0.0 if caps.limits.level_only else caps.tier.grade_cap_pct
    return Allowed(
        stages=frozenset(stages),
        grade_pct=grade_pct,
        holds_on=caps.is_spotted or not caps.limits.hands_free,
    )


class SessionSignals(NamedTuple):
    """What the rules look at: one walk, and what it is compared with."""

    log: SessionLog
    rulebook: Mapping[str, Rule]
    pain: Pain
    allowed: Allowed | None = None
    has_numb_feet: bool = False

    @property
    def zone(self) -> Zone:
        return self.pain.zone(self.log)

    @property
    def target(self) -> int | None:
        """The top of the effort that was meant, CR10."""
        return self.log.prescribed.rpe.high if self.log.prescribed else None

    @property
    def share_done(self) -> float | None:
        """Of the backward time that was planned, 0 and more; None where nobody knows."""
        if self.log.prescribed is None or self.log.backward_s is None:
            return None
        return self.log.backward_s / self.log.prescribed.backward_s

    @property
    def is_whole(self) -> bool:
        """Nine tenths of it, and more."""
        share = self.share_done
        return share is not None and share >= self.rulebook["two-clean"].numbers["share_at_least"]

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What a person did not tell, of what a rise rests on."""
        asked = {
            "effort": self.log.rpe,
            "pain": self.log.nprs_during,
            "stumbles": self.log.near_falls,
        }
        return tuple(name for name, value in asked.items() if value is None)


def ruled_of(
    signals: SessionSignals,
    name: str,
    sentence: str,
    inputs: list[Input],
    otherwise: str,
    backward_s: int | None = None,
    values: Mapping[str, float | str] | None = None,
) -> Ruling:
    """A rule firing over a walk; arguments as `ruled`."""
    return ruled(
        signals.rulebook[name],
        date=signals.log.date,
        sentence=sentence,
        inputs=inputs,
        otherwise=otherwise,
        session_id=signals.log.session_id or "",
        backward_s=backward_s,
        values=values,
    )


def day_of(signals: SessionSignals) -> str:
    """The day of a walk, as it is said."""
    return day_words(signals.log.date)


def done_of(signals: SessionSignals) -> Input:
    """The backward time that was walked, of that which was planned."""
    done, planned = signals.log.backward_s, planned_clock(signals)
    of = f" of {planned}" if planned else ""
    value = "part of it" if done is None else f"{clock(done)}{of}"
    return Input(date=signals.log.date, name="backward time", value=value)


def planned_clock(signals: SessionSignals) -> str:
    """The backward time that was planned; empty for a walk outside the plan."""
    prescribed = signals.log.prescribed
    return clock(prescribed.backward_s) if prescribed else ""
