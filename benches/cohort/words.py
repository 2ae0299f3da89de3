"""What a run says, in sentences that are made from its numbers, so that no sentence outlives them."""

from collections.abc import Callable, Sequence

from benches.cohort.policies import PolicyName
from benches.cohort.run import Cohort
from benches.cohort.tally import MEASURES, Measure, Row, difference, estimate
from benches.cohort.walker import Habit, Joints, Ordinary

BY_KEY = {measure.key: measure for measure in MEASURES}
OWN = PolicyName.RETROPLAN
BASELINES = (PolicyName.TABLE, PolicyName.TEN_PER_CENT)


def says(cohort: Cohort) -> str:
    """The findings, for and against, as a list."""
    told = [
        (f"**Pain above 5.** {_all(cohort, 'red', ' %')} of sessions were red. "
        f"{_against(cohort, 'red', 'the share of red sessions')}"),
        (f"**A share hides harm**, since a rule that asks for more walks has more of them to hurt: "
        f"{_all(cohort, 'reds')} red sessions a walker. {_against(cohort, 'reds', 'that number')} "
        f"Three or more had {_all(cohort, 'many_reds', ' %')} of walkers."),
        (f"**Dose.** In weeks 10 and 11 people walked backward {_all(cohort, 'end_minutes')} "
        f"minutes a week. {_against(cohort, 'end_minutes', 'the dose')}"),
        (f"**Also for those whom nothing hurts.** Walkers without pain reached "
        f"{_all(cohort, 'end_minutes', of=_group('joints', Joints.PAINLESS))} minutes a week. "
        f"{_against(cohort, 'end_minutes', 'their dose', of=_group('joints', Joints.PAINLESS))}"),
        (f"**Where an ordinary day hurts 3 or more** they reached "
        f"{_all(cohort, 'end_minutes', of=_group('ordinary', Ordinary.AMBER))} minutes a week. "
        f"{_against(cohort, 'end_minutes', 'their dose', of=_group('ordinary', Ordinary.AMBER))} "
        f"{_all(cohort, 'red', ' %', of=_group('ordinary', Ordinary.AMBER))} of their sessions were red."),
        (f"**After a red session** more was asked for in {_all(cohort, 'rises_after_red', ' %')} of cases; "
        f"where the red was told, in {_all(cohort, 'rises_after_told_red', ' %')}."),
        (f"**Near-falls** in 1,000 backward minutes, so that less walking alone does not count: "
        f"{_all(cohort, 'stumbles_a_minute')}. "
        f"{_against(cohort, 'stumbles_a_minute', 'that rate')} Sessions on a rung whose gate had not "
        f"been passed: {_all(cohort, 'ungated', ' %')}."),
        (f"**Who says less pain than there is** gets what was said: "
        f"{_all(cohort, 'red', ' %', of=_group('habit', Habit.QUIET))} of their sessions were red, "
        f"against {_all(cohort, 'red', ' %', of=_group('habit', Habit.AS_TOLD))} of those who tell all."),
        (f"**Held back.** Retroplan suspended {_one(cohort, 'suspended')} % of plans at some time; "
        f"{_one(cohort, 'held_at_end')} % were still waiting at the end, and {_one(cohort, 'days_held')} % "
        "of all days passed so. The other policies never hold anybody back."),
        (f"**Usual pain** of those with pain changed by {_all(cohort, 'pain_change')} points. It settles "
        "with minutes walked, because the model says so; who is asked for less gains less here. "
        f"{_against(cohort, 'pain_change', 'the gain', more='smaller', less='larger')}"),
    ]  # fmt: skip
    return "\n".join(f"- {each}" for each in told)


Fits = Callable[[Row], bool]


def _group(name: str, value: str) -> Fits:
    return lambda row: row.groups[name] == value


def _everybody(_: Row) -> bool:
    return True


def _all(cohort: Cohort, key: str, unit: str = "", *, of: Fits = _everybody) -> str:
    """`1.9 % (retroplan), 12.1 % (plan unchanged), …`."""
    found = ((name, _number(_rows(cohort, name, of), BY_KEY[key])) for name in PolicyName)
    return ", ".join(f"{number}{unit} ({name})" for name, number in found)


def _one(cohort: Cohort, key: str) -> str:
    return _number(cohort.of(OWN), BY_KEY[key])


def _number(rows: Sequence[Row], measure: Measure) -> str:
    found = estimate(rows, measure.count, measure.over) if rows else None
    if found is None:
        return "–"
    return f"{found.value * measure.factor:.{measure.digits}f}".replace("-", "−")


def _against(
    cohort: Cohort, key: str, what: str, *, of: Fits = _everybody, more: str = "higher",
    less: str = "lower",
) -> str:  # fmt: skip
    """How retroplan stands to the two baselines, walker by walker."""
    measure, parts = BY_KEY[key], []
    for name in BASELINES:
        found = difference(
            _rows(cohort, OWN, of), _rows(cohort, name, of), measure.count, measure.over
        )
        if found is None:
            continue
        verdict = "not clearly different from"
        if abs(found.value) > found.half:
            verdict = f"{more if found.value > 0 else less} than under"
        parts.append(f"{verdict} {name}")
    return f"Under retroplan {what} is {' and '.join(parts)}." if parts else ""


def _rows(cohort: Cohort, name: PolicyName, of: Fits) -> list[Row]:
    return [row for row in cohort.of(name) if of(row)]
