"""A clinician's yes as it is asked for, and as flags say it: who, when, for what, and what it opens (I48)."""

import datetime as dt
from collections.abc import Mapping

from retroplan.cli.wizard_answers import (
    Answers,
    Choice,
    Ranges,
    Reader,
    decimal,
    free_text,
    many_of,
    whole,
    yes_no,
)
from retroplan.cli.wizard_dates import day_gone_by
from retroplan.cli.wizard_question import Matters, Question, Section, nothing_offered, offer
from retroplan.core.model.profile import YES_ANSWERS

_HERE = Section.HEALTH
KEY = "health.clearance."


def agreement_questions(
    names: tuple[Choice, ...], matters: Matters, today: dt.date
) -> tuple[Question, ...]:
    """What is asked where it matters: whether, who, when, and for which of all names of the table."""

    def is_given(answers: Answers) -> bool:
        return matters(answers) and answers.get(f"{KEY}given") is True

    return (
        Question(
            id=f"{KEY}given", section=_HERE, label="A clinician's yes",
            text="Your answers ask for a clinician's view first. Has a doctor or physiotherapist "
            "who knows this said yes to walking backward?",
            read=yes_no, offer=offer(value=False), matters=matters,
            why="They can weigh what a questionnaire cannot. Without a yes your answers are kept, "
            "and there is a page to show them.",
        ),
        Question(
            id=f"{KEY}by", section=_HERE, label="Who said yes", flag="--cleared-by",
            text="Who was it?", read=free_text(120), offer=nothing_offered, matters=is_given,
            why="A name or a role, so that you both know whom to ask again.",
        ),
        Question(
            id=f"{KEY}on", section=_HERE, label="On", flag="--cleared-on",
            text="When? Year-month-day.", matters=is_given, offer=nothing_offered,
            read=day_gone_by(today),
            why="A yes counts from its day on, for 12 months.",
        ),
        _covers(names, is_given),
    )  # fmt: skip


def _covers(names: tuple[Choice, ...], is_given: Matters) -> Question:
    answers = tuple(Choice(name, name.replace("-", " ")) for name in YES_ANSWERS)
    return Question(
        id=f"{KEY}covers", section=_HERE, label="It covers", flag="--covers",
        text="Which of your conditions does it cover? Enter for all that you told.",
        read=many_of((), everywhere=(*names, *answers)), matters=is_given,
        unsaid="all that you told",
        why="A yes for a new knee says nothing of a stroke. Names as `retroplan evidence conditions` "
        "lists them, apart by commas.",
    )  # fmt: skip


def opening_questions(ranges: Ranges) -> tuple[Question, ...]:
    """What only flags and the profile file say: what a yes opens, and what it lowers."""
    return (
        _flag("treadmill", "--cleared-treadmill", yes_no),
        _flag("max_grade_pct", "--cleared-max-grade", decimal(ranges[f"{KEY}max_grade_pct"], "%")),
        _flag("start_minutes", "--cleared-start", decimal(ranges[f"{KEY}start_minutes"], "min")),
        _flag("pain_ceiling", "--pain-ceiling", whole(ranges[f"{KEY}pain_ceiling"])),
        _flag("no_lighter_weeks", "--no-lighter-weeks", yes_no),
    )


def _flag(key: str, flag: str, read: Reader) -> Question:
    return Question(
        id=f"{KEY}{key}", section=_HERE, label=key, text="", why="", flag=flag,
        read=read,
    )  # fmt: skip


def told_keys(values: Mapping[str, object]) -> dict[str, object]:
    """What flags said of a yes, by the keys of `clearance`."""
    return {
        name.removeprefix(KEY): value for name, value in values.items() if name.startswith(KEY)
    }
