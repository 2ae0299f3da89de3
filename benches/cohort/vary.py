"""The same comparison with assumptions halved and doubled: does the order of the policies hold?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benches.cohort.assumptions import Assumptions
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, simulate
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
    ("red", "walks", 100.0),
    ("end_minutes", "walkers", 1.0),
    ("stumbles", "walkers", 100.0),
)
"""What is looked at: a count, what it is over, and a factor."""
SHOWN = (PolicyName.RETROPLAN, PolicyName.TABLE, PolicyName.TEN_PER_CENT)


@dataclass(frozen=True, slots=True)
class Variant:
    name: str
    value: float
    cohort: Cohort


def variants(
    *, walkers: int, seed: int, jobs: int, advance: Callable[[int], None] = lambda _: None
) -> list[Variant]:
    """One small cohort for each assumption at its low and its high value."""
    usual = Assumptions()
    return [
        Variant(
            name, value,
            simulate(walkers=walkers, seed=seed, jobs=jobs,
                     assumptions=replace(usual, **{name: value}), advance=advance),
        )
        for name, low, high in VARIED
        for value in (low, high)
    ]  # fmt: skip


def vary_table(usual: Cohort, found: Sequence[Variant]) -> str:
    """A line for each variant: red share, last dose and near-falls of three policies."""
    titles = ("red %", "min a week", "near-falls for 100")
    head = ["assumption", *(f"{title}, {name}" for title in titles for name in SHOWN)]
    lines = [["as stated", *_cells(usual)]]
    lines += [[f"`{each.name}` = {each.value:g}", *_cells(each.cohort)] for each in found]
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _cells(cohort: Cohort) -> list[str]:
    return [
        _shown(estimate(cohort.of(name), count, over), factor)
        for count, over, factor in MEASURED
        for name in SHOWN
    ]


def _shown(found: Estimate | None, factor: float) -> str:
    return "–" if found is None else f"{found.value * factor:.1f}"
