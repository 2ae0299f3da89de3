"""What may be said of a test's value and of its change, in sentences: never more than the numbers carry."""

from collections.abc import Mapping
from typing import NamedTuple

from retroplan.core.answers.assessments import AssessmentAnswer
from retroplan.core.assessments.change import Change, ChangeVerdict, Since
from retroplan.core.assessments.interpretation import WhyNoNorm
from retroplan.core.model.assessment import CutOff, Norm, RealChange
from retroplan.core.model.vocabulary import Sex
from retroplan.core.text import day_words, listed

SIDES = {
    "below": "Below {}",
    "at-most": "{} or less",
    "at-least": "{} or more",
    "above": "Above {}",
}
GROUPS = {Sex.FEMALE: "women", Sex.MALE: "men"}


class Ways(NamedTuple):
    """How more and less of a value are called."""

    more: str
    less: str


TIMES = Ways("slower", "quicker")
HOLDS = Ways("longer", "shorter")
AMOUNTS = Ways("more", "less")
COUNTS = Ways("more", "fewer")
_WAYS = {
    "backward-walk-3m": TIMES,
    "tug": TIMES,
    "tandem": HOLDS,
    "single-leg": HOLDS,
    "gait-speed-10m": Ways("faster", "slower"),
    "chair-stand": COUNTS,
    "four-stage-balance": COUNTS,
    "six-minute-walk": Ways("further", "less far"),
}
_OF = {"nprs": " of 10", "koos-ps": " of 28, the raw sum", "four-stage-balance": " of 4 stages"}


def value_words(name: str, unit: str, value: float) -> str:
    """`9.8 s`, `1 stand`, `4 of 10`, `12 of 28, the raw sum`."""
    if name in _OF:
        return f"{_number(value)}{_OF[name]}"
    return _measure(unit, value)


def reading_sentences(answer: AssessmentAnswer) -> tuple[str, ...]:
    """The newest value beside norms and lines."""
    found = answer.reading
    if found is None:
        return ()
    value = answer.entries[-1].value
    said = [_norm(norm, value, answer) for norm in found.norms]
    if found.why_no_norm is not None:
        said.append(_no_norm(found.why_no_norm, found.norms_from_age))
    crossed = [_crossed(cut, answer) for cut in found.crossed]
    if any("fall" in cut.means for cut in found.crossed):
        crossed.append("No single test foretells a fall or rules one out.")
    if found.not_crossed is not None:
        said.append(_clear_of(found.not_crossed, answer))
    return (*said, *crossed)


def change_sentences(answer: AssessmentAnswer) -> tuple[str, ...]:
    """The newest value beside the last one and the first."""
    return tuple(change_sentence(change, answer) for change in answer.changes)


def change_sentence(change: Change, answer: AssessmentAnswer) -> str:
    """`Since Monday 23 November, your starting point: 11.2 s to 9.8 s, 1.4 s quicker. …`"""
    head = f"Since {day_words(change.date)}, {_SINCE[change.since]}"
    before = value_words(answer.name, answer.unit, change.before)
    if change.verdict is ChangeVerdict.SAME:
        return f"{head}: the same."
    after = value_words(answer.name, answer.unit, change.after)
    return f"{head}: {before} to {after}, {amount_words(change, answer)}. {_worth(change, answer)}"


def short_change(change: Change, answer: AssessmentAnswer) -> str:
    """For a table: `1.4 s quicker, within the error`."""
    if change.verdict is ChangeVerdict.SAME:
        return "the same"
    return f"{amount_words(change, answer)}, {_SHORT[change.verdict]}"


def amount_words(change: Change, answer: AssessmentAnswer) -> str:
    """`1.4 s quicker`, `2 stands more`: which way it went, whatever that is worth."""
    ways = _WAYS.get(answer.name, AMOUNTS)
    way = ways.more if change.amount > 0 else ways.less
    return f"{_measure(answer.unit, abs(change.amount))} {way}"


_SINCE = {Since.LAST: "the last time", Since.BASELINE: "your starting point"}

_SHORT = {
    ChangeVerdict.WITHIN_ERROR: "within the measurement error",
    ChangeVerdict.BEYOND_ERROR: "more than the measurement error",
    ChangeVerdict.NOTICEABLE: "as much as people notice",
    ChangeVerdict.PERHAPS_NOTICEABLE: "perhaps chance",
    ChangeVerdict.NOT_NOTICEABLE: "less than people notice",
    ChangeVerdict.UNKNOWN: "what counts is not known",
}


def _worth(change: Change, answer: AssessmentAnswer) -> str:
    """What the difference may be called."""
    error = _threshold(change.error, answer) if change.error else ""
    match change.verdict:
        case ChangeVerdict.WITHIN_ERROR:
            return (
                f"That is {_within(change)} the measurement error ({error}), so it may be chance."
            )
        case ChangeVerdict.BEYOND_ERROR:
            return f"That is larger than the measurement error ({error}){_felt(change, answer)}."
        case ChangeVerdict.NOTICEABLE:
            felt = f"as much as people notice ({_thresholds(change, answer)})"
            if error:
                beyond = f"larger than the measurement error ({error}) and {felt}"
                return f"That is {beyond}: {_way(change)}."
            return f"That is {felt}, {_which(change)}. {_NO_ERROR}"
        case ChangeVerdict.PERHAPS_NOTICEABLE:
            return f"That is {_between(change, answer)}; it may be chance."
        case ChangeVerdict.NOT_NOTICEABLE:
            felt = _thresholds(change, answer)
            return f"That is less than people notice ({felt}), so it may be chance."
    return "Which change of this test counts, no source here says; it is shown, not judged."


def _within(change: Change) -> str:
    is_smaller = change.error is not None and abs(change.amount) < change.error.value
    return "smaller than" if is_smaller else "no larger than"


def _felt(change: Change, answer: AssessmentAnswer) -> str:
    if not change.felt:
        return f": {_way(change)}. Which change people notice, no source here says"
    if abs(change.amount) < change.felt[0].value:
        return f", and less than people usually notice ({_thresholds(change, answer)})"
    return f", and {_between(change, answer)}"


def _between(change: Change, answer: AssessmentAnswer) -> str:
    """For a change beyond the smallest figure and short of the largest."""
    if len(change.felt) == 1:
        return f"about what people notice ({_thresholds(change, answer)})"
    small, large = change.felt[0], change.felt[-1]
    return (
        f"as much as some notice ({_threshold(small, answer)}), less than others do "
        f"({_threshold(large, answer)})"
    )


_NO_ERROR = "How large the measurement error of this test is, no source here says."


def _way(change: Change) -> str:
    return f"a real change {_which(change)}"


def _which(change: Change) -> str:
    if change.is_better:
        return "for the better"
    return "for the worse; tell a clinician or physiotherapist about it"


def _thresholds(change: Change, answer: AssessmentAnswer) -> str:
    return listed([_threshold(each, answer) for each in change.felt])


def _threshold(record: RealChange, answer: AssessmentAnswer) -> str:
    """`2.9 s, after a stroke; remembered …`."""
    high = f"–{_number(record.high)}" if record.high else ""
    size = f"{_number(record.value)}{high} {answer.unit}"
    people = f", {record.population}" if record.population else ""
    return f"{size}{people}; {_source(record, answer.sources)}"


def _norm(norm: Norm, value: float, answer: AssessmentAnswer) -> str:
    who = _group(norm) or "people"
    if norm.population:
        who = f"{who}, {norm.population}"
    usual, place = _usual(norm, answer), _place(norm, value, answer)
    return f"Usual for {who}: {usual} ({_source(norm, answer.sources)}). {place}"


def _usual(norm: Norm, answer: AssessmentAnswer) -> str:
    ends = (
        f"{_number(norm.low)}–{_number(norm.high)} {answer.unit}"
        if norm.low is not None and norm.high is not None
        else ""
    )
    if norm.value is None:
        return ends
    mean = f"{_measure(answer.unit, norm.value)} on average"
    return f"{ends}, {mean}" if ends else mean


def _place(norm: Norm, value: float, answer: AssessmentAnswer) -> str:
    """Where the value lies: within a range or beyond it, or on which side of an average."""
    ways = _WAYS.get(answer.name, AMOUNTS)
    if norm.low is not None and norm.high is not None:
        if norm.low <= value <= norm.high:
            return "Yours is within it."
        return f"Yours is {ways.more if value > norm.high else ways.less}."
    if norm.value is None or value == norm.value:
        return "Yours is the same."
    way = ways.more if value > norm.value else ways.less
    return f"Yours is {way} than that."


def _no_norm(why: WhyNoNorm, from_age: int | None) -> str:
    if why is WhyNoNorm.AGE_UNKNOWN:
        return "What is usual goes by age, and yours is not known here."
    own = "your own values are what to compare with"
    if from_age is not None:
        return f"There are no norms under {from_age} for this test; {own}."
    where = " at your age" if why is WhyNoNorm.OTHER_AGES else ""
    return f"No source here says what is usual{where}; {own}."


def _crossed(cut: CutOff, answer: AssessmentAnswer) -> str:
    """`12 s or more: at risk of falling, for older people (…).`"""
    side = SIDES[cut.sense].format(_measure(answer.unit, cut.value))
    return f"{side}: {cut.means}{_whom(cut)} ({_source(cut, answer.sources)})."


def _clear_of(cut: CutOff, answer: AssessmentAnswer) -> str:
    """`Clear of the line at 12 s (at risk of falling, for older people; …).`"""
    line = _measure(answer.unit, cut.value)
    said = f"{cut.means}{_whom(cut)}; {_source(cut, answer.sources)}"
    return f"Clear of the line at {line} ({said})."


def _whom(cut: CutOff) -> str:
    people = ", ".join(part for part in (_group(cut), cut.population) if part)
    joint = "" if people.startswith("after ") else "for "
    return f", {joint}{people}" if people else ""


def _group(record: Norm | CutOff) -> str:
    """`women of 60–69`, `people of 80 and over`, `men`, or nothing."""
    people = GROUPS[record.sex] if record.sex else ""
    if record.age_from is None:
        return people
    ages = f"{record.age_from}–{record.age_to}" if record.age_to else f"{record.age_from} and over"
    return f"{people or 'people'} of {ages}"


def _source(record: Norm | CutOff | RealChange, sources: Mapping[str, str]) -> str:
    """Whose number it is; that it is a judgement, or less sure, is said."""
    cited = listed([sources[key] for key in record.cites])
    if record.certainty == "judgement":
        return f"expert judgement on {cited}" if cited else "expert judgement"
    if not cited:
        return "from memory, its source not seen"
    return f"{cited}, fairly sure" if record.certainty == "moderate" else cited


def _measure(unit: str, value: float) -> str:
    """`9.8 s`, `1 stand`, `2 points`."""
    single = unit.removesuffix("s") if unit in {"stands", "stages", "points"} else unit
    return f"{_number(value)} {single if value == 1 else unit}"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
