"""An onlooker who knows the truth: was a rung's gate passed before it was entered?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from benches.cohort.body import Felt
from benches.cohort.walker import Walker
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.protocol import Rung
from retroplan.core.model.vocabulary import Experience, Stage

KNOWN = {
    Experience.NONE: {Stage.COUNTER},
    Experience.SOME: {Stage.COUNTER, Stage.WALL},
    Experience.REGULAR: {Stage.COUNTER, Stage.WALL, Stage.CORRIDOR},
}


@dataclass(slots=True)
class Gates:
    """The ladder's gates over walks as they were: long enough, in a row, without a stumble."""

    rungs: Mapping[Stage, Rung]
    may_let_go: bool
    """Quick enough backward over 3 m, and no fall within the year."""
    left: set[Stage]
    run: int = 0
    last: Stage | None = None
    entered: set[Stage] = field(default_factory=set)

    @classmethod
    def of(cls, walker: Walker, evidence: Evidence) -> "Gates":
        health = walker.profile.health
        return cls(
            rungs=evidence.ladder,
            may_let_go=walker.walk_3m_s <= evidence.bounds.hands_free_3m_walk_s
            and not health.falls_last_12_months,
            left=set(KNOWN[walker.profile.profile.experience]),
        )

    def is_open(self, stage: Stage) -> bool:
        rung = self.rungs[stage]
        if rung.hands_free and not self.may_let_go:
            return False
        return not rung.after or bool(self.left & set(rung.after))

    def record(self, stage: Stage, felt: Felt) -> None:
        """A walk on a rung; enough clean ones in a row leave it behind."""
        rung = self.rungs[stage]
        is_clean = felt.backward_s >= rung.leave_backward_s and not felt.has_stumbled
        self.run = (self.run + 1 if stage is self.last else 1) if is_clean else 0
        self.last = stage
        if self.run >= rung.leave_sessions:
            self.left.add(stage)
        if felt.has_fallen:
            self.may_let_go = False
