"""How a day begins, from the options of `checkin` and `log` to a check-in, each within what can be."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from retroplan.cli.checkin_options import Said
from retroplan.core.model.events import CheckIn
from retroplan.core.model.evidence import Condition
from retroplan.core.model.vocabulary import Severity
from retroplan.core.quantities import parse_count, parse_number
from retroplan.errors import UsageProblem

SCALE = (0, 10)
LONGEST_NIGHT_H = 24
OWN_FIELDS = {"fever": "fever", "dizziness": "dizziness"}
"""Signs that a check-in keeps in a field of their own."""
ALSO_FIELDS = {
    "knee-locking": "locking",
    "hot-swollen-knee": "hot_joint",
    "night-knee-pain": "night_pain",
    "cannot-bear-weight": "no_weight",
}
"""Signs that stand in a field as well: they are looked at before a plan, and weighed within one."""


class Names(NamedTuple):
    """What the options are called, for the words of an error."""

    pain: str = "--pain"
    hr: str = "--hr"


def check_in_of(said: Said, *, day: dt.date, names: Names | None = None) -> CheckIn:
    """What the options say of a day.

    Raises:
        UsageProblem: a value that cannot be; the sentence names the option and its range.
    """
    called = names or Names()
    if said.usual and not said.pain:
        raise UsageProblem(
            f"--usual is what to compare {called.pain} with", hint=f"give {called.pain} as well"
        )
    upper, lower = pressure(said.bp) if said.bp else (None, None)
    sleep = said.sleep.strip().removesuffix("h")
    found = CheckIn(
        date=day,
        morning_pain=_count(said.pain, called.pain, SCALE),
        usual_pain=_count(said.usual, "--usual", SCALE),
        swelling=said.swelling or None,
        giving_way=said.giving_way or None,
        locking=said.locking or None,
        hot_joint=said.hot_joint or None,
        night_pain=said.night_pain or None,
        no_weight=said.no_weight or None,
        leg_signs=said.leg_signs or None,
        pain_elsewhere=said.elsewhere or None,
        painkiller=said.painkiller or None,
        limbs_as_ever=said.limbs_as_ever,
        fever=said.fever,
        dizziness=said.dizzy or None,
        sedatives=said.sedatives or None,
        alcohol=said.alcohol or None,
        sleep_h=(
            parse_number(sleep, name="--sleep", low=0, high=LONGEST_NIGHT_H, unit="hours")
            if said.sleep
            else None
        ),
        systolic_mmhg=upper,
        diastolic_mmhg=lower,
        resting_hr_bpm=heart_rate(said.hr, called.hr) if said.hr else None,
        note=said.note,
    )
    return with_signs(found, named_signs(said.symptoms)) if said.symptoms else found


def pressure(text: str, name: str = "--bp") -> tuple[int, int]:
    """Upper and lower value in mmHg of `182/96`.

    Raises:
        UsageProblem: no such pair, swapped, or beyond what a cuff can show.
    """
    from retroplan.cli.wizard_answers import blood_pressure

    spans = _ranges()
    read = blood_pressure(
        spans["health.resting_systolic_mmhg"], spans["health.resting_diastolic_mmhg"]
    )
    try:
        pair = read(text.strip(), {})
    except UsageProblem as problem:
        raise UsageProblem(f"{name}: {problem.message}", hint=problem.hint) from None
    upper, lower = pair  # type: ignore[misc, str-unpack]  # this reader gives a pair of numbers
    return int(upper), int(lower)


def heart_rate(text: str, name: str = "--hr") -> int:
    """Beats a minute at rest.

    Raises:
        UsageProblem: no whole number, or beyond what a heart can do.
    """
    low, high = _ranges()["health.resting_hr_bpm"]
    return parse_count(text, name=name, low=int(low), high=int(high), unit="beats a minute")


def named_signs(words: Iterable[str]) -> tuple[str, ...]:
    """Signs by the names of the table, from what people call them.

    Raises:
        UsageProblem: a name that the table does not have, or has for something else.
    """
    from retroplan.evidence.load import load_conditions

    conditions = load_conditions()
    return tuple(dict.fromkeys(_named(word, conditions) for word in words))


def signs(conditions: Mapping[str, Condition]) -> dict[str, Condition]:
    """The rows of the table that may come up on a day: symptoms, and whatever rules a plan out."""
    return {
        name: row for name, row in conditions.items()
        if row.group == "symptom" or (row.group == "condition" and row.severity is Severity.BLOCK)
    }  # fmt: skip


def with_signs(said: CheckIn, names: Iterable[str]) -> CheckIn:
    """The check-in with signs added, each where it belongs."""
    wanted = tuple(names)
    fields = OWN_FIELDS | ALSO_FIELDS
    own = {fields[name]: True for name in wanted if name in fields}
    others = [name for name in wanted if name not in OWN_FIELDS]
    symptoms = tuple(dict.fromkeys((*said.symptoms, *others)))
    return replace(said, symptoms=symptoms, **own)  # type: ignore[arg-type]  # fields of yes and no


def _named(word: str, conditions: Mapping[str, Condition]) -> str:
    from retroplan.cli.wizard_answers import Choice, found

    if word.strip().isdigit():
        raise UsageProblem("--symptom takes a name, such as chest-pain", hint=_LIST)
    choices = tuple(Choice(row.name, row.title, row.aliases) for row in signs(conditions).values())
    try:
        return found(word, choices).word
    except UsageProblem as problem:
        other = {
            name: row.name for row in conditions.values() for name in (row.name, *row.aliases)
        }
        known = other.get(word.strip().lower().replace(" ", "-"))
        if known is None or known in signs(conditions):
            raise UsageProblem(f"--symptom: {problem.message}", hint=_LIST) from None
        raise UsageProblem(
            f"{known} is no sign of a day, but belongs in your profile",
            hint="write it there, then `retroplan plan rebuild`",
        ) from None


_LIST = "`retroplan evidence conditions` lists the names"


def _ranges() -> dict[str, tuple[float, float]]:
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.declaring import ranges_of

    return ranges_of(load_evidence())


def _count(text: str, name: str, span: tuple[int, int]) -> int | None:
    return parse_count(text, name=name, low=span[0], high=span[1]) if text else None
