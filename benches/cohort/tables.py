"""The results as Markdown tables and as JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from benches.cohort.assumptions import Assumptions, stated
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort
from benches.cohort.tally import KINDS, MEASURES, Estimate, Measure, Row, difference, estimate
from retroplan.core.model.vocabulary import GoalKind, Tier

OTHERS = tuple(name for name in PolicyName if name is not PolicyName.RETROPLAN)
PAIRED = (
    "end_minutes",
    "red",
    "rises_after_red",
    "stumbles",
    "stumbles_a_minute",
    "ungated_stumbles",
    "falls",
    "pain_change",
)
BY_KEY = {measure.key: measure for measure in MEASURES}


def main_table(cohort: Cohort) -> str:
    """Every measure under every policy."""
    lines = [
        [measure.title, *(_cell(cohort.of(name), measure) for name in PolicyName)]
        for measure in MEASURES
    ]
    return _table(["", *PolicyName], lines)


def paired_table(cohort: Cohort) -> str:
    """Retroplan less each other policy, over the same walkers."""
    own = cohort.of(PolicyName.RETROPLAN)
    lines = []
    for key in PAIRED:
        measure = BY_KEY[key]
        found = (difference(own, cohort.of(name), measure.count, measure.over) for name in OTHERS)
        lines.append([measure.title, *(_shown(each, measure, has_sign=True) for each in found)])
    return _table(["retroplan less …", *OTHERS], lines)


def kinds_table(cohort: Cohort, key: str) -> str:
    """One measure for each kind of walker, under every policy."""
    lines = [_kind_line(cohort, group, name, key) for group, names in KINDS for name in names]
    return _table(_kind_head(), lines)


def goals_table(cohort: Cohort, key: str) -> str:
    """The same for each tier and each goal."""
    lines = [_kind_line(cohort, "tier", tier, key) for tier in Tier]
    lines += [_kind_line(cohort, "goal", goal, key) for goal in GoalKind]
    return _table(_kind_head(), lines)


def _kind_head() -> list[str]:
    return ["walkers", "n", *PolicyName, "suspended, % of walkers"]


def _kind_line(cohort: Cohort, group: str, name: str, key: str) -> list[str]:
    parts = [
        [row for row in cohort.of(policy) if row.groups[group] == name] for policy in PolicyName
    ]
    cells = [_cell(rows, BY_KEY[key]) for rows in parts]
    return [name, f"{len(parts[0]):,}", *cells, _cell(parts[0], BY_KEY["suspended"])]


def fired_table(cohort: Cohort) -> str:
    """How often each of retroplan's rules fired, and for how many walkers."""
    rows = cohort.of(PolicyName.RETROPLAN)
    names = sorted({name for row in rows for name in row.fired})
    lines = [
        [
            f"`{name}`",
            f"{100 * sum(row.fired.get(name, 0) for row in rows) / len(rows):.1f}",
            f"{100 * sum(name in row.fired for row in rows) / len(rows):.1f}",
        ]
        for name in names
    ]
    return _table(["rule", "fired for 100 walkers", "% of walkers"], lines)


def refused_table(cohort: Cohort) -> str:
    """Who got no plan, and what the fixed table would have done with them."""
    keys = ("red", "stumbles", "falls")
    lines = []
    for why in sorted({row.groups["why"] for row in cohort.refused}):
        rows = [row for row in cohort.refused if row.groups["why"] == why]
        lines.append([why, f"{len(rows):,}", *(_cell(rows, BY_KEY[key]) for key in keys)])
    admitted = cohort.of(PolicyName.TABLE)
    cells = [_cell(admitted, BY_KEY[key]) for key in keys]
    lines.append(["got a plan (for comparison)", f"{len(admitted):,}", *cells])
    return _table(["screening", "n", *(f"{BY_KEY[key].title}, table" for key in keys)], lines)


def assumptions_table(assumptions: Assumptions) -> str:
    """Every invented number with its reason."""
    lines = [[f"`{name}`", f"{value:g}", why] for name, value, why in stated(assumptions)]
    return _table(["assumption", "value", "reason"], lines)


def as_json(cohort: Cohort, *, walkers: int, seed: int) -> dict[str, Any]:
    """All estimates with half the width of their intervals, for programs."""
    return {
        "walkers": walkers,
        "seed": seed,
        "planned": len(cohort.of(PolicyName.RETROPLAN)),
        "refused": len(cohort.refused),
        "troubles": [vars_of(trouble) for trouble in cohort.troubles],
        "adapt_calls": cohort.calls,
        "measures": {
            name.value: {m.key: _number(cohort.of(name), m) for m in MEASURES}
            for name in PolicyName
        },
        "weeks": {
            name.value: weekly(cohort.of(name), lambda row: row.weeks_min) for name in PolicyName
        },
    }


def vars_of(trouble: Any) -> dict[str, Any]:
    """A trouble as JSON."""
    return {"walker": trouble.number, "policy": trouble.policy.value, "what": trouble.what}


def weekly(rows: Sequence[Row], of: Callable[[Row], Sequence[float]]) -> list[float]:
    """Mean over walkers, week by week."""
    sums = zip(*(of(row) for row in rows), strict=True)
    return [round(sum(week) / len(rows), 2) for week in sums]


# -- cells ----------------------------------------------------------------------------------------


def _cell(rows: Sequence[Row], measure: Measure) -> str:
    return _shown(estimate(rows, measure.count, measure.over), measure)


def _shown(found: Estimate | None, measure: Measure, *, has_sign: bool = False) -> str:
    if found is None:
        return "–"
    value, digits = found.times(measure.factor), measure.digits
    sign = "+" if has_sign else ""
    return f"{value.value:{sign}.{digits}f} ± {value.half:.{digits}f}".replace("-", "−")


def _number(rows: Sequence[Row], measure: Measure) -> dict[str, float] | None:
    found = estimate(rows, measure.count, measure.over)
    if found is None:
        return None
    value = found.times(measure.factor)
    return {"value": round(value.value, 4), "half": round(value.half, 4)}


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *lines]
    if head[-1] == "reason":
        rows[1] = ["---", "---:", "---"]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
