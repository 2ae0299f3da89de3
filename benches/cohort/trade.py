"""Dose against harm over a few settings of one number of the rulebook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benches.cohort.assumptions import Assumptions
from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort, simulate
from benches.cohort.softer import Change
from benches.cohort.tables import BY_KEY, RIVAL, cell, rows_of, table
from benches.cohort.tally import Measure, Row
from benches.cohort.walker import Joints, Ordinary
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.vocabulary import Step

GROUPS = (("joints", Joints.SETTLING), ("joints", Joints.STUBBORN), ("ordinary", Ordinary.AMBER))
HARM = ("reds", "many_reds", "stumbles_a_minute", "suspended", "held_at_end")


@dataclass(frozen=True, slots=True)
class Setting:
    """One point of the curve."""

    name: str
    cohort: Cohort
    policy: PolicyName = PolicyName.RETROPLAN


def settings_of(asked: str, evidence: Evidence) -> list[Change]:
    """`RULE.FIELD=a,b,c`: a field of a rule or one of its numbers, with the values to try.

    Raises:
        ValueError: there is no such rule or field, or a value is not of its kind.
    """
    place, _, values = asked.partition("=")
    name, _, what = place.partition(".")
    rule = evidence.rulebook.get(name)
    if rule is None or not values:
        raise ValueError(f"{asked!r}: not RULE.FIELD=a,b,c with a rule of the rulebook")
    usual = rule.numbers[what] if what in rule.numbers else getattr(rule, what, None)
    if usual is None:
        raise ValueError(f"{asked!r}: {name} has no {what!r}")
    return [Change(name, what, _read(value, usual)) for value in values.split(",")]


def _read(value: str, usual: object) -> float | bool | str:
    if isinstance(usual, bool):
        return value.lower() in {"1", "true", "yes"}
    if isinstance(usual, Step):
        return Step(value)
    return int(value) if isinstance(usual, int) and value.lstrip("-").isdigit() else float(value)


def trade(
    asked: Sequence[Change], *, walkers: int, seed: int, jobs: int,
    advance: Callable[[int], None] = lambda _: None,
) -> list[Setting]:  # fmt: skip
    """The same walkers under the rulebook as it is, under each change of it, and under the rival."""
    found = []
    for change in (None, *asked):
        policies = (PolicyName.RETROPLAN,) if change else (PolicyName.RETROPLAN, RIVAL)
        cohort = simulate(
            walkers=walkers, seed=seed, jobs=jobs, assumptions=Assumptions(), advance=advance,
            policies=policies, is_watched=False, change=change,
        )  # fmt: skip
        found.append(Setting(change.name if change else "as it is", cohort))
    return [*found, Setting(RIVAL, found[0].cohort, RIVAL)]


def trade_table(found: Sequence[Setting]) -> str:
    """Dose and red share of everybody and of those with pain, and the other harms; a line a setting."""
    dose, red = BY_KEY["end_minutes"], BY_KEY["red"]
    head = ["setting", "n", "all: min a week", "red %"]
    head += [word for _, kind in GROUPS for word in (f"{kind}: min a week", "red %")]
    head += [BY_KEY[key].title for key in HARM]
    return table(head, [_line(each, dose, red) for each in found])


def _line(setting: Setting, dose: Measure, red: Measure) -> list[str]:
    everybody = setting.cohort.of(setting.policy)
    parts: list[list[Row]] = [everybody]
    parts += [rows_of(setting.cohort, setting.policy, group, kind) for group, kind in GROUPS]
    cells = [text for rows in parts for text in (cell(rows, dose), cell(rows, red))]
    cells += [cell(everybody, BY_KEY[key]) for key in HARM]
    return [setting.name, f"{len(everybody):,}", *cells]
