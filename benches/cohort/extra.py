"""Runs of their own, in which dose builds no tolerance: does retroplan then at least do no more harm?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benches.cohort.assumptions import Assumptions
from benches.cohort.run import Cohort, simulate
from benches.cohort.tables import BESIDE, BY_KEY, OWN, RIVAL, cell, shown, table
from benches.cohort.tally import difference
from benches.cohort.walker import Joints

SHOWN = ("reds", "many_reds", "red", "end_minutes", "minutes", "suspended", "held_at_end")


@dataclass(frozen=True, slots=True)
class Extra:
    """A run with other assumptions, under retroplan and its rival alone."""

    name: str
    """Of its part of the page, and of its flag."""
    says: str
    assumptions: Assumptions
    joints: Joints | None = None


EXTRAS = (
    Extra(
        "worsening", "whose joints worsen, all with pain being of that kind",
        replace(Assumptions(), worsening_share=1.0), Joints.WORSENING,
    ),
    Extra(
        "no-growth", "of every kind, in whom dose builds no tolerance (`tolerance_growth` = 0)",
        replace(Assumptions(), tolerance_growth=0.0),
    ),
)  # fmt: skip


def run_extra(
    extra: Extra, *, walkers: int, seed: int, jobs: int,
    advance: Callable[[int], None] = lambda _: None,
) -> Cohort:  # fmt: skip
    """Walkers drawn from a seed; where one kind is asked for, those of them that are of that kind."""
    return simulate(
        walkers=walkers, seed=seed, jobs=jobs, assumptions=extra.assumptions, advance=advance,
        policies=BESIDE, joints=extra.joints, is_watched=False,
    )  # fmt: skip


def extra_table(extra: Extra, cohort: Cohort, seed: int) -> str:
    """Harm and dose under both, and the difference walker by walker."""
    own, rival = cohort.of(OWN), cohort.of(RIVAL)
    lines = []
    for measure in (BY_KEY[key] for key in SHOWN):
        found = difference(own, rival, measure.count, measure.over)
        lines.append([measure.title, cell(own, measure), cell(rival, measure),
                      shown(found, measure, has_sign=True)])  # fmt: skip
    says = f"{len(own):,} walkers of seed {seed} {extra.says}:"
    return f"{says}\n\n" + table(["", OWN, RIVAL, "retroplan less 10 % a week"], lines)
