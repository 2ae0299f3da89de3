"""Rules over a check-in: what a morning says of the day, and of the sessions after it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from retroplan.core.adaptation.day_signals import DaySignals
from retroplan.core.adaptation.pain import Morning
from retroplan.core.adaptation.ruling import Ruling, ruled
from retroplan.core.model.adjustment import Input
from retroplan.core.text import day_words, listed


def symptom(signals: DaySignals) -> Ruling | None:
    """A sign that a clinician should hear of first: no session before that (acsm-contraindications)."""
    names = signals.check_in.symptoms
    if not names:
        return None
    known = [signals.conditions[name] for name in names if name in signals.conditions]
    said = [row.sentence for row in known] or [signals.rulebook["symptom"].sentence]
    if any(row.urgent for row in known):
        said.insert(0, AT_ONCE)
    titles = {row.name: row.title for row in known}
    inputs = [_input(signals, "a sign of the day", titles.get(name, name)) for name in names]
    return _day(signals, "symptom", " ".join(said), inputs, unless="Without this sign")


def dizziness(signals: DaySignals) -> Ruling | None:
    """Dizziness that nothing explains is looked at before the next session (parq-plus)."""
    if not signals.check_in.dizziness:
        return None
    inputs = [_input(signals, "dizziness", "yes")]
    sentence = _sentence(signals, "dizziness", f"Dizziness on {_on(signals)}")
    return _day(signals, "dizziness", sentence, inputs, unless="Without dizziness")


def pressure_raised(signals: DaySignals) -> Ruling | None:
    """From 160 mmHg at rest a clinician's yes comes first (clinical-exercise-wales)."""
    if signals.has_yes or not _is_raised(signals):
        return None
    refer = f"{signals.numbers['systolic_refer_mmhg']:g}"
    return _pressure(signals, "pressure-raised", f"With an upper number below {refer} mmHg")


def fever(signals: DaySignals) -> Ruling | None:
    """With fever or an infection no session until 24 hours without (clinical-exercise-wales)."""
    if not signals.check_in.fever and "fever" not in signals.check_in.symptoms:
        return None
    inputs = [_input(signals, "fever or infection", "yes")]
    sentence = _sentence(signals, "fever", f"Fever or an infection since {_on(signals)}")
    return _day(signals, "fever", sentence, inputs, unless="Without fever")


def pressure_high(signals: DaySignals) -> Ruling | None:
    """At 180 over 100 mmHg or more at rest, either number, no session that day (I25)."""
    systolic, diastolic = signals.check_in.systolic_mmhg, signals.check_in.diastolic_mmhg
    bounds = signals.bounds
    is_high = (systolic is not None and systolic >= bounds.bp_systolic_stop_mmhg) or (
        diastolic is not None and diastolic >= bounds.bp_diastolic_stop_mmhg
    )
    if not is_high:
        return None
    limit = f"{bounds.bp_systolic_stop_mmhg}/{bounds.bp_diastolic_stop_mmhg} mmHg"
    return _pressure(signals, "pressure-high", f"With a reading below {limit}")


def heart_fast(signals: DaySignals) -> Ruling | None:
    """Above 100 beats a minute at rest no session that day (clinical-exercise-wales)."""
    rate, stop = signals.check_in.resting_hr_bpm, signals.numbers["resting_hr_stop_bpm"]
    if rate is None or rate <= stop:
        return None
    value = f"{rate} beats a minute"
    inputs = [_input(signals, "heart rate at rest", value)]
    sentence = _sentence(
        signals, "heart-fast", f"A heart rate of {value} at rest on {_on(signals)}"
    )
    return _day(signals, "heart-fast", sentence, inputs, unless=f"At {stop:g} or fewer")


def short_night(signals: DaySignals) -> Ruling | None:
    """Dizzy after a night under five hours: no session that day (judgement)."""
    slept, least = signals.check_in.sleep_h, signals.rulebook["short-night"].numbers
    if slept is None or slept >= least["sleep_h_below"] or not signals.check_in.dizziness:
        return None
    inputs = [_input(signals, "sleep", f"{slept:g} hours"), _input(signals, "dizziness", "yes")]
    sentence = _sentence(
        signals, "short-night", f"Dizzy after {slept:g} hours of sleep on {_on(signals)}"
    )
    return _day(signals, "short-night", sentence, inputs, unless="After a longer night")


def sedatives(signals: DaySignals) -> Ruling | None:
    """After something that makes drowsy, or alcohol, no session that day (judgement)."""
    said = {
        "something that makes drowsy": signals.check_in.sedatives,
        "alcohol": signals.check_in.alcohol,
    }
    names = [name for name, is_so in said.items() if is_so]
    if not names:
        return None
    inputs = [_input(signals, name, "yes") for name in names]
    sentence = _sentence(signals, "sedatives", f"After {listed(names)} on {_on(signals)}")
    return _day(signals, "sedatives", sentence, inputs, unless="Without it")


def joint_signs(signals: DaySignals) -> Ruling | None:
    """A joint that locks or is hot, night pain, no weight: a clinician has a look first (judgement)."""
    said = {
        "a joint that locks": signals.check_in.locking,
        "a hot joint": signals.check_in.hot_joint,
        "pain that wakes at night": signals.check_in.night_pain,
        "a leg that bears no weight": signals.check_in.no_weight,
    }
    names = [name for name, is_so in said.items() if is_so]
    if not names:
        return None
    inputs = [_input(signals, name, "yes") for name in names]
    sentence = f"{listed(names).capitalize()} on {_on(signals)}: the plan waits until a clinician has had a look."
    return _next(signals, "joint-signs", sentence, inputs, unless="Without it")


def giving_way(signals: DaySignals) -> Ruling | None:
    """A joint that gave way: 48 hours off, then half with one step more support (nevitt2016)."""
    if not signals.check_in.giving_way:
        return None
    sentence = _sentence(signals, "giving-way", f"A joint gave way on {_on(signals)}")
    inputs = [_input(signals, "a joint", "gave way")]
    return _next(signals, "giving-way", sentence, inputs, unless="Without it")


def leg_signs(signals: DaySignals) -> Ruling | None:
    """New pain or numbness in a leg on a day without a walk: as the highest zone (thomee1997)."""
    if not signals.check_in.leg_signs or signals.has_walk:
        return None
    sentence = _sentence(signals, "leg-signs", f"New pain or numbness in a leg on {_on(signals)}")
    inputs = [_input(signals, "new pain or numbness in a leg", "yes")]
    return _next(signals, "leg-signs", sentence, inputs, unless="Without it")


def red_knee(signals: DaySignals) -> Ruling | None:
    """A joint that swells: 48 hours off, then half (silbernagel2007)."""
    if not signals.check_in.swelling:
        return None
    sentence = _sentence(signals, "red-knee", f"A swollen joint on {_on(signals)}")
    inputs = [_input(signals, "a joint", "was swollen")]
    return _next(signals, "red-knee", sentence, inputs, unless="With a quiet joint")


def red_morning(signals: DaySignals) -> Ruling | None:
    """Three points or more above the usual morning, or above 6: 48 hours off, then half (silbernagel2007)."""
    return _morning(signals, "red-morning") if signals.morning is Morning.RED else None


def bad_morning(signals: DaySignals) -> Ruling | None:
    """Two points above the usual morning: the next session is shorter (silbernagel2007)."""
    return _morning(signals, "pain-back") if signals.morning is Morning.BACK else None


def pain_before(signals: DaySignals) -> Ruling | None:
    """Pain above 5 before a session: none that day (thomee1997)."""
    pain, most = (
        signals.check_in.morning_pain,
        signals.rulebook["pain-before"].numbers["pain_above"],
    )
    if pain is None or pain <= most:
        return None
    inputs = [_input(signals, "pain in the morning", f"{pain} of 10")]
    sentence = _sentence(signals, "pain-before", f"Pain was {pain} of 10 on {_on(signals)}")
    return _day(signals, "pain-before", sentence, inputs, unless=f"At {most:g} or below")


def pressure_light(signals: DaySignals) -> Ruling | None:
    """From 160 mmHg, with a clinician's yes, the next session is light (clinical-exercise-wales)."""
    if not signals.has_yes or not _is_raised(signals):
        return None
    refer = f"{signals.numbers['systolic_refer_mmhg']:g}"
    ruling = _pressure(signals, "pressure-light", f"With an upper number below {refer} mmHg")
    otherwise = ruling.adjustment.otherwise.replace(_WOULD_STAND, _AS_PLANNED)
    return ruling._replace(adjustment=replace(ruling.adjustment, otherwise=otherwise))


DAY_RULES: tuple[Callable[[DaySignals], Ruling | None], ...] = (
    symptom,
    dizziness,
    pressure_raised,
    fever,
    pressure_high,
    heart_fast,
    short_night,
    sedatives,
    pain_before,
    joint_signs,
    giving_way,
    leg_signs,
    red_knee,
    red_morning,
    bad_morning,
    pressure_light,
)

AT_ONCE = (
    "Get help today. If it is there now, began suddenly or gets worse, call the emergency number."
)


def day_rulings(*said: DaySignals) -> tuple[Ruling, ...]:
    """Every rule that fires over the check-ins of one day, most careful first, each rule once.

    A second check-in adds to the first: it never takes anything back.
    """
    fired: dict[str, Ruling] = {}
    for signals in said:
        for rule in DAY_RULES:
            ruling = rule(signals)
            if ruling is not None:
                name = ruling.rule.name
                fired[name] = _both(fired[name], ruling) if name in fired else ruling
    found = tuple(sorted(fired.values(), key=_carefulness))
    return found if len(found) == 1 else tuple(_among_others(ruling) for ruling in found)


def _carefulness(ruling: Ruling) -> tuple[float, ...]:
    """Smaller is more careful."""
    rule = ruling.rule
    return (-rule.step.rank, -rule.until_told, -rule.days_off, rule.minutes_share)


def _both(one: Ruling, other: Ruling) -> Ruling:
    """The same rule over two check-ins of a day: what each said, once."""
    first, second = one.adjustment, other.adjustment
    return one._replace(
        adjustment=replace(
            first,
            sentence=" ".join(dict.fromkeys((first.sentence, second.sentence))),
            inputs=tuple(dict.fromkeys((*first.inputs, *second.inputs))),
        ),
    )


def _among_others(ruling: Ruling) -> Ruling:
    """The ruling where others hold as well: no single answer would have changed the day."""
    unless = ruling.adjustment.otherwise.partition(", ")[0]
    otherwise = f"{unless}, the other reasons would still have counted."
    return ruling._replace(adjustment=replace(ruling.adjustment, otherwise=otherwise))


def _morning(signals: DaySignals, name: str) -> Ruling:
    pain, usual = signals.check_in.morning_pain, signals.usual_pain
    inputs = [
        _input(signals, "pain in the morning", f"{pain} of 10"),
        _input(signals, "usual pain", f"{usual} of 10"),
    ]
    rise = 0 if pain is None else pain - usual
    is_another = signals.pain.told_on(signals.check_in.date).is_elsewhere
    beside = "in another place than always" if is_another else f"{rise} above the usual {usual}"
    sentence = (
        f"Pain was {pain} of 10 in the morning of {_on(signals)}, {beside}: {_tail(signals, name)}"
    )
    values = {"usual_pain": usual, **({} if pain is None else {"morning_pain": pain})}
    return _next(signals, name, sentence, inputs, values=values, unless=f"At {usual + 1} or below")


def _pressure(signals: DaySignals, name: str, unless: str) -> Ruling:
    upper, lower = signals.check_in.systolic_mmhg, signals.check_in.diastolic_mmhg
    value = "/".join(str(number) for number in (upper, lower) if number is not None) + " mmHg"
    inputs = [_input(signals, "blood pressure at rest", value)]
    sentence = _sentence(signals, name, f"Blood pressure of {value} at rest on {_on(signals)}")
    return _day(signals, name, sentence, inputs, unless=unless)


def _is_raised(signals: DaySignals) -> bool:
    systolic = signals.check_in.systolic_mmhg
    return systolic is not None and systolic >= signals.numbers["systolic_refer_mmhg"]


def _sentence(signals: DaySignals, name: str, fact: str) -> str:
    """What was said, and what follows in the words of the rulebook, behind its colon."""
    return f"{fact}: {_tail(signals, name)}"


def _tail(signals: DaySignals, name: str) -> str:
    rule = signals.rulebook[name]
    return rule.follows or rule.sentence.partition(": ")[2]


_WOULD_STAND = "a session that day would have stood"
_AS_PLANNED = "the next session would have stood as planned"


def _on(signals: DaySignals) -> str:
    return day_words(signals.check_in.date)


def _input(signals: DaySignals, name: str, value: str) -> Input:
    return Input(date=signals.check_in.date, name=name, value=value)


def _day(
    signals: DaySignals, name: str, sentence: str, inputs: list[Input], *, unless: str
) -> Ruling:
    """A ruling about a day."""
    return ruled(
        signals.rulebook[name], date=signals.check_in.date, sentence=sentence, inputs=inputs,
        otherwise=f"{unless}, {_WOULD_STAND}.",
    )  # fmt: skip


def _next(
    signals: DaySignals,
    name: str,
    sentence: str,
    inputs: list[Input],
    *,
    unless: str,
    values: Mapping[str, float | str] | None = None,
) -> Ruling:
    """A ruling about what the last session left behind, and so about the next one."""
    return ruled(
        signals.rulebook[name], date=signals.check_in.date, sentence=sentence, inputs=inputs,
        session_id=signals.session_id,
        otherwise=f"{unless}, {_AS_PLANNED}.",
        values=values,
    )  # fmt: skip
