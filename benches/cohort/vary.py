"""The same comparison with assumptions halved and doubled: does the order of the policies hold?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benches.cohort.assumptions import Assumptions
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, simulate
from benches.cohort.tables import table
from benches.cohort.tally import Estimate, estimate

VARIED: tuple[tuple[str, float, float], ...] = (
    ("pain_per_overload", 2.0, 8.0),
    ("tolerance_settling_min", 7.0, 14.0),
    ("tolerance_stubborn_min", 4.0, 9.0),
    ("settling_share", 0.3, 0.9),
    ("irritation_half_life_days", 0.75, 3.0),
    ("pain_noise", 0.35, 1.4),
    ("checks_in", 0.1, 0.8),
    ("novelty_factor", 0.0, 6.0),
    ("speed_factor", 0.0, 3.0),
    ("yes_share", 0.2, 1.0),
)
"""Name, a low and a high value."""
MEASURED = (
    ("red %", "red", "walks", 100.0, 1),
    ("red sessions a walker", "red", "walkers", 1.0, 2),
    ("three or more, %", "many_reds", "walkers", 100.0, 1),
    ("min a week", "end_minutes", "walkers", 1.0, 1),
    ("near-falls for 100", "stumbles", "walkers", 100.0, 1),
)
"""What is looked at: its title, a count, what it is over, a factor, and digits."""
SHOWN = (PolicyName.RETROPLAN, PolicyName.TABLE, PolicyName.TEN_PER_CENT)


@dataclass(frozen=True, slots=True)
class Variant:
    name: str
    cohort: Cohort


def variants(
    *, walkers: int, seed: int, jobs: int, advance: Callable[[int], None] = lambda _: None
) -> list[Variant]:
    """One small cohort as stated, and one for each assumption at its low and its high value."""
    usual = Assumptions()
    others = [("as stated", usual)] + [
        (f"`{name}` = {value:g}", replace(usual, **{name: value}))
        for name, low, high in VARIED
        for value in (low, high)
    ]
    return [
        Variant(name, simulate(walkers=walkers, seed=seed, jobs=jobs, assumptions=other,
                               advance=advance, policies=SHOWN, is_watched=False))
        for name, other in others
    ]  # fmt: skip


def vary_table(found: Sequence[Variant]) -> str:
    """A line for each variant: red sessions, last dose and near-falls of three policies."""
    head = ["assumption", *(title for title, *_ in MEASURED)]
    return table(head, [[each.name, *_cells(each.cohort)] for each in found])


def _cells(cohort: Cohort) -> list[str]:
    return [
        " / ".join(
            _shown(estimate(cohort.of(name), count, over), factor, digits) for name in SHOWN
        )
        for _, count, over, factor, digits in MEASURED
    ]


def _shown(found: Estimate | None, factor: float, digits: int) -> str:
    return "–" if found is None else f"{found.value * factor:.{digits}f}"
