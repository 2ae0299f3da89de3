"""Retroplan beside "10 % a week", kind by kind: does more dose come without more harm?"""

from collections.abc import Sequence
from dataclasses import dataclass

from benches.cohort.run import Cohort
from benches.cohort.tables import BY_KEY, OWN, RIVAL, cell, known_kinds, rows_of, shown, table
from benches.cohort.tally import Kinds, Row, difference, estimate
from benches.cohort.walker import Joints, Ordinary

KEYS = ("end_minutes", "reds", "many_reds")
MARK = "**beaten**"
TOO_FEW = 30
"""Walkers of whom an interval says nothing yet."""


def beside_table(cohort: Cohort, kinds: Kinds) -> str:
    """For each kind of walker the difference in dose and in harm, and a mark where the rival is better."""
    lines = []
    for group, name in known_kinds(cohort, kinds):
        own, rival = (rows_of(cohort, policy, group, name) for policy in (OWN, RIVAL))
        found = [difference(own, rival, BY_KEY[key].count, BY_KEY[key].over) for key in KEYS]
        cells = [
            shown(each, BY_KEY[key], has_sign=True) for each, key in zip(found, KEYS, strict=True)
        ]
        lines.append([name, f"{len(own):,}", *cells, MARK if is_beaten(own, rival) else ""])
    titles = (f"{BY_KEY[key].title}" for key in KEYS)
    return table(["retroplan less 10 % a week", "n", *titles, ""], lines)


def is_beaten(own: Sequence[Row], rival: Sequence[Row]) -> bool:
    """Whether the rival gives clearly more dose, and not clearly more red sessions."""
    dose = difference(own, rival, "end_minutes", "walkers")
    reds = difference(own, rival, "red", "walkers")
    if dose is None or reds is None or len(own) < TOO_FEW:
        return False
    return dose.value + dose.half < 0 and reds.value + reds.half >= 0


# -- what was to be reached -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that was asked for before it was measured."""

    who: str
    key: str
    least: float | None = None
    most: float | None = None
    group: str = ""
    kind: str = ""

    @property
    def words(self) -> str:
        return f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}"

    def is_reached(self, value: float) -> bool:
        if self.least is not None:
            return value >= self.least
        return self.most is not None and value <= self.most


AIMS = (
    Aim("no pain", "end_minutes", least=23, group="joints", kind=Joints.PAINLESS),
    Aim("no pain", "red", most=0.2, group="joints", kind=Joints.PAINLESS),
    Aim("pain that settles", "end_minutes", least=17, group="joints", kind=Joints.SETTLING),
    Aim("pain that settles", "red", most=3.5, group="joints", kind=Joints.SETTLING),
    Aim("pain that does not", "end_minutes", least=9.5, group="joints", kind=Joints.STUBBORN),
    Aim("pain that does not", "red", most=8, group="joints", kind=Joints.STUBBORN),
    Aim("usual pain 3 or more", "end_minutes", least=15, group="ordinary", kind=Ordinary.AMBER),
    Aim("usual pain 3 or more", "red", most=6, group="ordinary", kind=Ordinary.AMBER),
    Aim("all", "stumbles_a_minute", most=0.8),
    Aim("all", "suspended", most=17),
    Aim("all", "held_at_end", most=7),
    Aim("all", "reds", most=0.75),
    Aim("all", "many_reds", most=8),
)
"""Set before the rules were changed, and left alone since."""


def aims_table(cohort: Cohort) -> str:
    """Each figure that was aimed at, what was reached, and what the rival gives."""
    lines = []
    for aim in AIMS:
        measure = BY_KEY[aim.key]
        own, rival = (
            rows_of(cohort, policy, aim.group, aim.kind) if aim.group else cohort.of(policy)
            for policy in (OWN, RIVAL)
        )  # fmt: skip
        found = estimate(own, measure.count, measure.over)
        verdict = "–"
        if found is not None:
            verdict = "yes" if aim.is_reached(found.value * measure.factor) else "**no**"
        lines.append([f"{aim.who}: {measure.title}", aim.words, cell(own, measure), verdict,
                      cell(rival, measure)])  # fmt: skip
    return table(["walkers: figure", "aim", OWN, "reached", RIVAL], lines)
