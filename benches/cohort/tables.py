"""The results as Markdown tables and as JSON."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benches.cohort.assumptions import Assumptions, stated
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort
from benches.cohort.tally import MEASURES, Estimate, Kinds, Measure, Row, difference, estimate

OWN, RIVAL = PolicyName.RETROPLAN, PolicyName.TEN_PER_CENT
PAIRED = (
    "end_minutes",
    "red",
    "reds",
    "many_reds",
    "rises_after_red",
    "stumbles",
    "stumbles_a_minute",
    "ungated_stumbles",
    "falls",
    "pain_change",
)
BESIDE = (OWN, RIVAL)
BY_KEY = {measure.key: measure for measure in MEASURES}


def main_table(cohort: Cohort) -> str:
    """Every measure under every policy."""
    lines = [
        [measure.title, *(cell(cohort.of(name), measure) for name in cohort.policies)]
        for measure in MEASURES
    ]
    return table(["", *cohort.policies], lines)


def paired_table(cohort: Cohort) -> str:
    """Retroplan less each other policy, over the same walkers."""
    own, lines = cohort.of(OWN), []
    others = [name for name in cohort.policies if name is not OWN]
    for key in PAIRED:
        measure = BY_KEY[key]
        found = (difference(own, cohort.of(name), measure.count, measure.over) for name in others)
        lines.append([measure.title, *(shown(each, measure, has_sign=True) for each in found)])
    return table(["retroplan less …", *others], lines)


def kinds_table(cohort: Cohort, kinds: Kinds, key: str) -> str:
    """One measure for each kind of walker, under every policy, and red sessions beside it."""
    lines = [_kind_line(cohort, group, name, key) for group, name in known_kinds(cohort, kinds)]
    return table(_kind_head(cohort), lines)


def _kind_head(cohort: Cohort) -> list[str]:
    beside = " / ".join(name for name in BESIDE if name in cohort.policies)
    return ["walkers", "n", *cohort.policies, f"red sessions a walker: {beside}",
            f"three or more, %: {beside}", "suspended, % of walkers"]  # fmt: skip


def _kind_line(cohort: Cohort, group: str, name: str, key: str) -> list[str]:
    parts = {policy: rows_of(cohort, policy, group, name) for policy in cohort.policies}
    cells = [cell(rows, BY_KEY[key]) for rows in parts.values()]
    cells += [
        " / ".join(cell(parts[each], BY_KEY[harm]) for each in BESIDE if each in parts)
        for harm in ("reds", "many_reds")
    ]
    return [name, f"{len(parts[OWN]):,}", *cells, cell(parts[OWN], BY_KEY["suspended"])]


def known_kinds(cohort: Cohort, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Group and name of each kind of which anybody came."""
    for group, names in kinds:
        known = {row.groups[group] for row in cohort.of(OWN)}
        yield from ((group, name) for name in names if name in known)


def rows_of(cohort: Cohort, policy: PolicyName, group: str, name: str) -> list[Row]:
    """The walkers of a kind under a policy."""
    return [row for row in cohort.of(policy) if row.groups[group] == name]


def fired_table(cohort: Cohort) -> str:
    """How often each of retroplan's rules fired, and for how many walkers."""
    rows = cohort.of(OWN)
    names = sorted({name for row in rows for name in row.fired})
    lines = [
        [
            f"`{name}`",
            f"{100 * sum(row.fired.get(name, 0) for row in rows) / len(rows):.1f}",
            f"{100 * sum(name in row.fired for row in rows) / len(rows):.1f}",
        ]
        for name in names
    ]
    return table(["rule", "fired for 100 walkers", "% of walkers"], lines)


def refused_table(cohort: Cohort) -> str:
    """Who got no plan, and what the fixed table would have done with them."""
    keys = ("red", "reds", "many_reds", "stumbles", "falls")
    lines = []
    for why in sorted({row.groups["why"] for row in cohort.refused}):
        rows = [row for row in cohort.refused if row.groups["why"] == why]
        lines.append([why, f"{len(rows):,}", *(cell(rows, BY_KEY[key]) for key in keys)])
    admitted = cohort.of(PolicyName.TABLE)
    cells = [cell(admitted, BY_KEY[key]) for key in keys]
    lines.append(["got a plan (for comparison)", f"{len(admitted):,}", *cells])
    return table(["screening", "n", *(f"{BY_KEY[key].title}, table" for key in keys)], lines)


def assumptions_table(assumptions: Assumptions) -> str:
    """Every invented number with its reason."""
    lines = [[f"`{name}`", f"{value:g}", why] for name, value, why in stated(assumptions)]
    return table(["assumption", "value", "reason"], lines)


def as_json(cohort: Cohort, *, walkers: int, seed: int) -> dict[str, Any]:
    """All estimates with half the width of their intervals, for programs."""
    return {
        "walkers": walkers,
        "seed": seed,
        "planned": len(cohort.of(OWN)),
        "refused": len(cohort.refused),
        "troubles": [vars_of(trouble) for trouble in cohort.troubles],
        "adapt_calls": cohort.calls,
        "measures": {
            name.value: {m.key: _number(cohort.of(name), m) for m in MEASURES}
            for name in cohort.policies
        },
        "weeks": {
            name.value: weekly(cohort.of(name), lambda row: row.weeks_min)
            for name in cohort.policies
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


def cell(rows: Sequence[Row], measure: Measure) -> str:
    """One estimate, with its interval."""
    return shown(estimate(rows, measure.count, measure.over), measure)


def shown(found: Estimate | None, measure: Measure, *, has_sign: bool = False) -> str:
    """An estimate in the unit of its measure."""
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


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Markdown; all columns but the first hold numbers."""
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *lines]
    if head[-1] == "reason":
        rows[1] = ["---", "---:", "---"]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
