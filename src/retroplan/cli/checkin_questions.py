"""What `retroplan checkin` asks in a terminal: on a good morning one question or two."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from retroplan.cli.alarms import Heard
from retroplan.cli.beside_questions import ask_place, is_worth_asking_where
from retroplan.cli.checkin_values import (
    ALSO_FIELDS,
    LONGEST_NIGHT_H,
    SCALE,
    heart_rate,
    pressure,
    signs,
    with_signs,
)
from retroplan.cli.output import put_question, tell
from retroplan.cli.prompts import BACK, UNKNOWN, Back, Turn, ask, ask_yes_no, in_turn
from retroplan.cli.wizard_answers import Choice, many_of
from retroplan.core.model.events import CheckIn
from retroplan.core.model.evidence import Condition
from retroplan.core.quantities import parse_count, parse_number
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.evidence.load import load_conditions
from retroplan.reports.screen import Column, Screen, Table
from retroplan.usecases.checking_in import Morning, morning

T = TypeVar("T")

SHORT_NIGHT = Choice("short-night", "A very short night", ("little-sleep", "tired"))
DROWSY = Choice(
    "drowsy", "Something that makes drowsy", ("sedatives", "sedative", "sleeping-pill")
)
ALCOHOL = Choice("alcohol", "Alcohol", ("drink",))
SWELLING = Choice("swelling", "The knee is swollen", ("swollen",))
GIVING_WAY = Choice("giving-way", "The knee gave way", ("gave-way",))
LEG_SIGNS = Choice("leg-signs", "New pain or numbness in a leg", ("leg-pain", "leg-numbness"))
OWN = {
    SWELLING.word: "swelling", GIVING_WAY.word: "giving_way", LEG_SIGNS.word: "leg_signs",
    DROWSY.word: "sedatives", ALCOHOL.word: "alcohol",
}  # fmt: skip
"""Words of the list that are no names of the table, with the field of a check-in that each fills."""

OFTEN = (
    "fever", "dizziness", "chest-pain", "breathlessness-at-rest", "palpitations", "syncope",
    "calf-swelling", "new-weakness", "sudden-headache",
)  # fmt: skip
OF_THE_KNEE = ("knee-locking", "hot-swollen-knee", "night-knee-pain", "cannot-bear-weight")
OF_THE_BACK = ("saddle-numbness", "bladder-bowel-change", "progressive-leg-weakness")

WHY_SIGNS = (
    "You cannot see where you walk, so some days are not for it. With n the day is taken to be "
    "like any other."
)
WHICH = "Numbers or names, with commas between them; any sign of `retroplan evidence conditions`."
WHY_PAIN = (
    "0 is none, 10 the worst you can think of. The morning after says whether the last session "
    "suited you. Type - if you do not know."
)
WHY_FEVER = "The plan rests until then; with n it rests on."
WHY_SLEEP = "Hours, as far as you know: 4, or 4.5."
WHY_MEASURED = "Only if you measured it, sitting, after some minutes of rest. Enter leaves it out."


def asked(environment: Environment, said: CheckIn) -> tuple[CheckIn, int]:
    """The check-in with what was still open asked for, and the falls that were told at a question.

    First it is made clear whose morning it is.

    Raises:
        NotFound: there is no plan.
        UsageProblem: the day is still to come, or before the plan was made.
    """
    conditions = load_conditions()
    found = morning(environment=environment, conditions=conditions, day=said.date)
    tell(environment, day_words(said.date))
    falls = 0

    def heed(said: CheckIn, sign: Heard) -> CheckIn:
        nonlocal falls
        falls = sign.falls
        return with_signs(said, sign.signs)

    then = in_turn(_steps(environment, found, conditions), said, heed=heed)
    put_question("\n")
    return then, falls


def _steps(
    environment: Environment, found: Morning, conditions: Mapping[str, Condition]
) -> tuple[Turn[CheckIn], ...]:
    return (
        Turn(
            lambda said: not _has_told_signs(said),
            lambda said: _ask_signs(environment, found, conditions, said),
        ),
        Turn(
            lambda said: found.is_resting and said.fever is None and not _is_unwell(said),
            _ask_fever_over,
        ),
        Turn(
            lambda said: found.asks_pain and said.morning_pain is None and not _is_unwell(said),
            lambda said: _ask_pain(found, said),
        ),
        Turn(lambda said: _is_another_pain(found, said), ask_place),
        Turn(
            lambda said: found.asks_pressure and said.systolic_mmhg is None
            and not _is_unwell(said),
            _ask_pressure,
        ),
        Turn(
            lambda said: found.asks_heart_rate and said.resting_hr_bpm is None
            and not _is_unwell(said),
            _ask_heart_rate,
        ),
    )  # fmt: skip


def _has_told_signs(said: CheckIn) -> bool:
    fields = (*OWN.values(), *ALSO_FIELDS.values(), "fever", "dizziness", "symptoms")
    return any(getattr(said, name) for name in fields)


def _is_unwell(said: CheckIn) -> bool:
    """Whether enough is said: the day holds no session, and somebody who is ill is not asked on."""
    return bool(said.symptoms or said.fever or said.dizziness)


def _is_another_pain(found: Morning, said: CheckIn) -> bool:
    """Whether more hurts than on other mornings, and nobody said where."""
    usual = found.usual_pain if said.usual_pain is None else said.usual_pain
    is_more = is_worth_asking_where(said.morning_pain) and (said.morning_pain or 0) > (usual or 0)
    return is_more and found.asks_pain and said.pain_elsewhere is None and not _is_unwell(said)


def _ask_signs(
    environment: Environment, found: Morning, conditions: Mapping[str, Condition], said: CheckIn
) -> CheckIn | Back:
    """One yes or no for all that may speak against a session; the list only after a yes."""
    knee = "a knee that is swollen or gave way, " if found.asks_knee else ""
    line = (
        f"Fever, dizziness, chest pain, {knee}a very short night, something that makes drowsy, "
        "alcohol, or anything else that is new?"
    )
    while True:
        _put(environment, Screen().say(line, indent=2))
        answer = ask_yes_no("Any of these?", default=False, why=WHY_SIGNS)
        if answer is BACK:
            return BACK
        if not answer:
            return _like_any_other(said, found)
        words = _ask_which(environment, _offered(found, conditions), conditions)
        if words is BACK:
            continue
        slept = _ask_sleep() if SHORT_NIGHT.word in words else said.sleep_h
        if slept is not BACK:
            return _with_words(replace(said, sleep_h=slept), words)


def _ask_which(
    environment: Environment, choices: tuple[Choice, ...], conditions: Mapping[str, Condition]
) -> tuple[str, ...] | Back:
    _put(environment, Screen().table(_numbered(choices)))
    read = many_of(choices, everywhere=_everything(conditions), least=1)

    def parse(typed: str) -> tuple[str, ...]:
        words = read(typed, {})
        return tuple(str(word) for word in words) if isinstance(words, tuple) else ()

    return ask("Which?", parse=parse, why=WHICH)


def _offered(found: Morning, conditions: Mapping[str, Condition]) -> tuple[Choice, ...]:
    """What the list shows this person; any other sign may be typed by its name."""
    names = (
        *OFTEN, *(OF_THE_KNEE if found.asks_knee else ()), *(OF_THE_BACK if found.asks_back else ())
    )  # fmt: skip
    knee = (SWELLING, GIVING_WAY) if found.asks_knee else ()
    back = (LEG_SIGNS,) if found.asks_back else ()
    rows = tuple(_choice(conditions[name]) for name in names)
    return (
        *rows,
        *knee,
        *back,
        SHORT_NIGHT,
        DROWSY,
        ALCOHOL,
        _choice(conditions["other-symptom"]),
    )


def _everything(conditions: Mapping[str, Condition]) -> tuple[Choice, ...]:
    return tuple(_choice(row) for row in signs(conditions).values())


def _choice(row: Condition) -> Choice:
    return Choice(row.name, row.title, row.aliases)


def _numbered(choices: tuple[Choice, ...]) -> Table:
    titles = [(str(number), choice.title) for number, choice in enumerate(choices, 1)]
    return Table(
        columns=(Column("", numeric=True), Column("", wraps=True)),
        rows=tuple((f"{number:>2}", title) for number, title in titles),
        indent=4,
        spoken=tuple((f"{number}: {title}",) for number, title in titles),
    )


def _like_any_other(said: CheckIn, found: Morning) -> CheckIn:
    """After a no. Fever stays open: whether 24 hours have gone by is a question of its own."""
    knee = False if found.asks_knee else None
    return replace(
        said, dizziness=False, sedatives=False, alcohol=False, swelling=knee, giving_way=knee
    )


def _with_words(said: CheckIn, words: tuple[str, ...]) -> CheckIn:
    own = {OWN[word]: True for word in words if word in OWN}
    others = [word for word in words if word not in {*OWN, SHORT_NIGHT.word}]
    return with_signs(replace(said, **own), others)  # type: ignore[arg-type]  # fields of yes and no


def _ask_sleep() -> float | Back:
    def parse(typed: str) -> float:
        hours = typed.lower().removesuffix("hours").removesuffix("h").strip()
        return parse_number(hours, name="that", low=0, high=LONGEST_NIGHT_H, unit="hours")

    return ask("How many hours did you sleep?", parse=parse, why=WHY_SLEEP)


def _ask_fever_over(said: CheckIn) -> CheckIn | Back:
    answer = ask_yes_no("Have 24 hours gone by without fever?", why=WHY_FEVER)
    if answer is BACK:
        return BACK
    return replace(said, fever=False) if answer else said


def _ask_pain(found: Morning, said: CheckIn) -> CheckIn | Back:
    usual = found.usual_pain if said.usual_pain is None else said.usual_pain

    def parse(typed: str) -> int | None:
        if typed in {"", UNKNOWN}:
            return None
        return parse_count(typed, name="that", low=SCALE[0], high=SCALE[1])

    answer = ask(
        "Pain this morning, 0–10?", default="" if usual is None else str(usual),
        hint="usual", parse=parse, why=WHY_PAIN,
    )  # fmt: skip
    return BACK if answer is BACK else replace(said, morning_pain=answer)


def _ask_pressure(said: CheckIn) -> CheckIn | Back:
    answer = ask("Blood pressure, if measured?", parse=_unless_empty(_pressure), why=WHY_MEASURED)
    if answer is BACK:
        return BACK
    upper, lower = answer or (None, None)
    return replace(said, systolic_mmhg=upper, diastolic_mmhg=lower)


def _ask_heart_rate(said: CheckIn) -> CheckIn | Back:
    answer = ask("Heart rate at rest, if measured?", parse=_unless_empty(_rate), why=WHY_MEASURED)
    return BACK if answer is BACK else replace(said, resting_hr_bpm=answer)


def _pressure(typed: str) -> tuple[int, int]:
    return pressure(typed, "that")


def _rate(typed: str) -> int:
    return heart_rate(typed, "that")


def _unless_empty(parse: Callable[[str], T]) -> Callable[[str], T | None]:
    return lambda typed: None if typed in {"", UNKNOWN} else parse(typed)


def _put(environment: Environment, screen: Screen) -> None:
    text = screen.render(width=environment.width, plain=environment.is_plain, colour=False)
    put_question(text)
