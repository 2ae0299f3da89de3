"""How a test is shown: its steps, what is usual, what a value may mean, which change is real."""

from retroplan.core.model.assessment import Assessment, CutOff, Norm, RealChange
from retroplan.core.model.vocabulary import Sex
from retroplan.reports.screen import Column, Screen, Style, Table

SIDES = {"below": "below", "at-most": "up to", "at-least": "from", "above": "above"}

KINDS = {"mdc": "more than chance", "mcid": "people notice it", "judgement": "taken as real"}

PEOPLE = {Sex.FEMALE: "women", Sex.MALE: "men"}


def say_test(screen: Screen, test: Assessment) -> None:
    """The test on a screen, without its sources."""
    screen.title(test.title, test.name)
    screen.say(f"In {test.unit}; {test.better} is better.", Style.QUIET, indent=2).gap()
    for number, step in enumerate(test.protocol, 1):
        screen.say(f"{number}. {step}", indent=2)
    if test.needs_helper_from_age:
        screen.say(
            f"From age {test.needs_helper_from_age}, or if you are unsure on your feet, only with "
            "somebody beside you or a wall within reach.",
            indent=2,
        )
    if test.support_in_tier_c:
        screen.say("In a plan with support (tier C) never without either.", indent=2)
    if test.note:
        screen.say(test.note, indent=2)
    if test.judgement:
        screen.say(f"Expert judgement: {test.reason}", indent=2)
    _norms(screen, test)
    _cut_offs(screen, test)
    _changes(screen, test)


def _norms(screen: Screen, test: Assessment) -> None:
    if not test.norms:
        return
    screen.gap().say("What is usual", Style.STRONG, indent=2)
    usual = Column(test.unit, plain_title=f"usual, in {test.unit}")
    columns = (Column("who", plain_title="people:"), usual, Column("certainty", spare=1))
    rows = tuple((_who(norm), _usual(norm), norm.certainty) for norm in test.norms)
    screen.table(Table(columns=columns, rows=rows, indent=4))


def _cut_offs(screen: Screen, test: Assessment) -> None:
    if not test.cut_offs:
        return
    screen.gap().say("What a value may mean", Style.STRONG, indent=2)
    for cut in test.cut_offs:
        side = f"{SIDES[cut.sense]} {cut.value:g} {test.unit}"
        screen.say(f"{_of_whom(cut)}{side}: {cut.means} ({cut.certainty})", indent=4)


def _changes(screen: Screen, test: Assessment) -> None:
    if not test.changes:
        return
    screen.gap().say("Which change counts", Style.STRONG, indent=2)
    for change in test.changes:
        size = f"{change.value:g}" + (f"–{change.high:g}" if change.high else "")
        whose = _whose(change, test.unit)
        screen.say(
            f"{size} {change.unit}{whose}: {KINDS[change.kind]} ({change.certainty})", indent=4
        )


def _who(norm: Norm) -> str:
    parts = (_group(norm), norm.population, norm.variant)
    return ", ".join(part for part in parts if part) or "everybody"


def _usual(norm: Norm) -> str:
    ends = f"{norm.low:g}–{norm.high:g}" if norm.low is not None and norm.high else ""
    if norm.value is None:
        return ends
    return f"{norm.value:g}" + (f" ± {norm.spread:g}" if norm.spread else "") + (
        f" ({ends})" if ends else ""
    )  # fmt: skip


def _of_whom(cut: CutOff) -> str:
    parts = [part for part in (_group(cut), cut.population) if part]
    return f"{', '.join(parts)}: ".capitalize() if parts else ""


def _group(record: Norm | CutOff) -> str:
    """`women 60–69`, `60–69`, `men`, or nothing."""
    age = ""
    if record.age_from is not None:
        age = (
            f"{record.age_from}–{record.age_to}"
            if record.age_to
            else f"{record.age_from} and over"
        )
    return " ".join(part for part in (PEOPLE[record.sex] if record.sex else "", age) if part)


def _whose(change: RealChange, unit: str) -> str:
    start = ""
    if change.start_from is not None and change.start_to is not None:
        start = f"from {change.start_from:g} to {change.start_to:g} {unit} at first"
    elif change.start_to is not None:
        start = f"below {change.start_to:g} {unit} at first"
    elif change.start_from is not None:
        start = f"above {change.start_from:g} {unit} at first"
    parts = [part for part in (change.population, start) if part]
    return f", {', '.join(parts)}" if parts else ""
