"""What leave-one-out found, as tables: worst price first."""

from collections.abc import Mapping, Sequence

from benches.cohort.leave import Prices, by_price, pair
from benches.cohort.softer import Change
from benches.cohort.tables import BY_KEY, table
from benches.cohort.tally import Estimate, Row, difference
from benches.cohort.walker import Joints
from retroplan.core.model.rulebook import Rule

PREVENTED = ("red", "many_reds", "stumbles")
"""Counts of which a rule may save some; as many for 100 walkers."""
TITLES = {
    "red": "red sessions prevented",
    "many_reds": "walkers with three or more prevented",
    "stumbles": "near-falls prevented",
}

SHORT = ("minutes lost", "red prevented", "near-falls prevented")


def leave_table(prices: Prices, every: Sequence[Change], rulebook: Mapping[str, Rule]) -> str:
    """Each change with what the rule costs against it and prevents, for 100 walkers; dearest first."""
    lines, without_effect = [], []
    for change in by_price(prices, every):
        own, other = pair(prices, change)
        if own == other:
            without_effect.append(change)
            continue
        lines.append(_line(prices, change, rulebook[change.rule], own, other))
    head = ["the rulebook less …", "asks for", "n", "minutes a week lost",
            *(f"{title}, for 100" for title in TITLES.values()), "suspended more, %",
            "revisions beyond an invariant, for 100", ""]  # fmt: skip
    same = ", ".join(change.name for change in without_effect)
    return "\n\n".join(
        [table(head, lines), *([f"Without any difference: {same}."] if same else [])]
    )


def _line(
    prices: Prices, change: Change, rule: Rule, own: Sequence[Row], other: Sequence[Row]
) -> list[str]:  # fmt: skip
    lost = difference(other, own, "end_minutes", "walkers")
    saved = [difference(other, own, key, "walkers") for key in PREVENTED]
    held = difference(own, other, "suspended", "walkers")
    broken = sum(row.counts["broken"] for row in other) / max(1, len(other))
    failed = prices.failed.get(change.name, 0)
    remarks = [
        *(["**prevents nothing**"] if _is_idle(lost, saved) else []),
        *([f"{failed} failed"] if failed else []),
    ]
    return [
        change.name, rule.step.value, f"{len(own):,}", _shown(lost),
        *(_shown(each, 100) for each in saved), _shown(held, 100), f"{100 * broken:.0f}",
        ", ".join(remarks),
    ]  # fmt: skip


def _is_idle(lost: Estimate | None, saved: Sequence[Estimate | None]) -> bool:
    """Whether something clearly costs dose, and clearly prevents none of what it might."""
    if lost is None or lost.value <= lost.half:
        return False
    return all(each is None or each.value <= each.half for each in saved)


def leave_kinds_table(prices: Prices, every: Sequence[Change], top: int) -> str:
    """The dearest by kind of joints: minutes lost, and what is prevented for 100 walkers of the kind."""
    known = [
        kind
        for kind in Joints
        if any(row.groups["joints"] == kind for row in prices.base.values())
    ]
    head = ["the rulebook less …"]
    head += [f"{kind}: {what}" for kind in known for what in SHORT]
    lines = []
    for change in by_price(prices, every)[:top]:
        cells = []
        for kind in known:
            own, other = (
                [row for row in rows if row.groups["joints"] == kind]
                for rows in pair(prices, change)
            )
            cells += [_shown(difference(other, own, "end_minutes", "walkers")),
                      _shown(difference(other, own, "red", "walkers"), 100),
                      _shown(difference(other, own, "stumbles", "walkers"), 100)]  # fmt: skip
        lines.append([change.name, *cells])
    return table(head, lines)


def leave_head(prices: Prices, seed: int) -> str:
    """With how many walkers, and how they fared under the whole rulebook."""
    rows = list(prices.base.values())
    number = max(1, len(rows))
    minutes = sum(row.counts["end_minutes"] for row in rows) / number
    reds = sum(row.counts["red"] for row in rows) / number
    return (
        f"{len(rows):,} walkers of seed {seed}; with the whole rulebook {minutes:.1f} minutes a week, "
        f"{BY_KEY['reds'].title}: {reds:.2f}."
    )


def _shown(found: Estimate | None, factor: float = 1) -> str:
    if found is None:
        return "–"
    value = found.times(factor)
    digits = 2 if factor == 1 else 1
    return f"{value.value:+.{digits}f} ± {value.half:.{digits}f}".replace("-", "−")
