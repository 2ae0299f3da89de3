"""The health questions of `init`: one calm sentence an area, a list only for those who need it.

Words and reasons are those of the screening (core/screening/questions.py); here is only what a
list offers and when a question matters.
"""

import datetime as dt
from collections.abc import Callable

from retroplan.cli.agreement_questions import agreement_questions
from retroplan.cli.wizard_answers import (
    Answers,
    Choice,
    Reader,
    Span,
    Value,
    blood_pressure,
    many_of,
    whole,
    yes_no,
)
from retroplan.cli.wizard_areas import AREAS, Area, area_id
from retroplan.cli.wizard_catalogue import Catalogue
from retroplan.cli.wizard_question import (
    Missing,
    Question,
    Section,
    always,
    nothing_offered,
)
from retroplan.cli.wizard_spelling import spell, spell_pressure
from retroplan.core.screening.answers import PAIN_GOALS
from retroplan.core.screening.questions import QUESTIONS
from retroplan.core.text import listed

LISTS = ("health.conditions", "health.symptoms", "health.medications")
MEDICINES = LISTS[-1]
FALLS = "health.falls_last_12_months"
FLAGS = {
    "health.conditions": "--condition",
    "health.symptoms": "--symptom",
    "health.medications": "--medication",
}
_ASKED = {question.id: question for question in QUESTIONS}


def health_questions(catalogue: Catalogue, today: dt.date) -> tuple[Question, ...]:
    """All of them, in order."""
    return (
        *(_area_question(area, catalogue) for area in AREAS),
        *_numbers(catalogue, today),
        *agreement_questions(catalogue.everything, catalogue.asks_agreement, today),
    )


def list_questions(catalogue: Catalogue) -> tuple[Question, ...]:
    """Conditions, symptoms and medicines as whole lists: what the flags answer."""
    return tuple(
        Question(
            id=name, section=Section.HEALTH, label=name, text="", why="", flag=FLAGS[name],
            read=many_of(catalogue.choices[name], everywhere=catalogue.choices[name]),
        )
        for name in LISTS
    )  # fmt: skip


def _area_question(area: Area, catalogue: Catalogue) -> Question:
    titles = {choice.word: choice for choice in catalogue.everything}
    choices = tuple(titles[name] for name in area.names if name in titles)
    asked = _ASKED[area.asks]

    def remark(value: Value) -> str:
        chosen = [titles[str(name)] for name in value] if isinstance(value, tuple) else []
        noted = [f"Noted: {listed([choice.title for choice in chosen])}."] if chosen else []
        said = [choice.at_once for choice in chosen if choice.at_once]
        stop = ["You can stop here with q; your answers are kept."] if said else []
        return " ".join([*noted, *said, *stop])

    return Question(
        id=area_id(area), section=Section.HEALTH, label=area.label, text=area.text or asked.text,
        why=asked.why, choices=choices, is_list_hidden=True, remark=remark,
        read=_sole(choices) if len(choices) == 1
        else many_of(choices, everywhere=catalogue.everything),
    )  # fmt: skip


def _sole(choices: tuple[Choice, ...]) -> Reader:
    """Where a list has one name, yes means that one."""

    def read(text: str, answers: Answers) -> Value:
        if text.lower() == choices[0].word:
            return (choices[0].word,)
        return (
            (choices[0].word,) if yes_no("n" if text.lower() == "none" else text, answers) else ()
        )

    return read


def _numbers(catalogue: Catalogue, today: dt.date) -> tuple[Question, ...]:
    def usual_pain(answers: Answers) -> Value | Missing:
        return nothing_offered(answers) if answers.get("goal.kind") in PAIN_GOALS else None

    span = catalogue.ranges
    pressure = blood_pressure(
        span["health.resting_systolic_mmhg"], span["health.resting_diastolic_mmhg"]
    )
    return (
        _asked("usual-pain", "Usual pain", "--usual-pain", offer=usual_pain,
               read=whole(span["health.usual_pain"])),
        _asked("pain-over-3-months", "For over 3 months", "--pain-over-3-months", read=yes_no,
               matters=_names_any(catalogue.asked_how_long)),
        _asked("falls", "Falls in a year", "--falls",
               read=whole(span["health.falls_last_12_months"])),
        _asked("injurious-falls", "Falls that hurt", "--injurious-falls", offer=nothing_offered,
               read=_at_most_all_falls(span["health.injurious_falls_last_12_months"]),
               matters=_has_fallen),
        _asked("pregnancy", "Pregnancy week", "--pregnancy-week",
               read=whole(span["health.pregnancy_week"]),
               matters=_may_be_pregnant(catalogue, today)),
        _asked("blood-pressure", "Blood pressure", "--blood-pressure", read=pressure,
               spell=spell_pressure),
        _asked("resting-heart-rate", "Resting pulse", "--resting-hr",
               read=whole(span["health.resting_hr_bpm"])),
    )  # fmt: skip


def _asked(
    name: str, label: str, flag: str, *, read: Reader,
    offer: Callable[[Answers], Value | Missing] = lambda _: None,
    matters: Callable[[Answers], bool] = always,
    spell: Callable[[Value, Answers], str] = spell,
) -> Question:  # fmt: skip
    asked = _ASKED[name]
    return Question(
        id=asked.field, section=Section.HEALTH, label=label, flag=flag, text=asked.text,
        why=asked.why, read=read, offer=offer, matters=matters,
        spell=spell,
    )  # fmt: skip


def _at_most_all_falls(span: Span) -> Reader:
    def read(text: str, answers: Answers) -> Value:
        falls = answers.get(FALLS)
        return whole((span[0], falls if isinstance(falls, int) else span[1]))(text, answers)

    return read


def _names_any(names: frozenset[str]) -> Callable[[Answers], bool]:
    """Whether one of the names was told, in whatever area it was typed."""

    def matters(answers: Answers) -> bool:
        told = (answers.get(area_id(area)) for area in AREAS)
        return any(names.intersection(map(str, one)) for one in told if isinstance(one, tuple))

    return matters


def _has_fallen(answers: Answers) -> bool:
    falls = answers.get(FALLS)
    return isinstance(falls, int) and falls > 0


def _may_be_pregnant(catalogue: Catalogue, today: dt.date) -> Callable[[Answers], bool]:
    def matters(answers: Answers) -> bool:
        born = answers.get("profile.birth_date")
        year = born.year if isinstance(born, dt.date) else born
        young = not isinstance(year, int) or today.year - year <= catalogue.oldest_pregnant + 1
        return answers.get("profile.sex") != "male" and young

    return matters
