"""How the wizard looks: a question, a list, the summary. No drawing, nothing that moves."""

import datetime as dt

from retroplan.cli.wizard_answers import Choice, Value
from retroplan.cli.wizard_question import Missing, Question
from retroplan.cli.wizard_spelling import is_imperial
from retroplan.cli.wizard_walk import Walk, summary_order
from retroplan.core.text import clean, full_day_words
from retroplan.reports.screen import Column, Screen, Style, Table

_LONGEST_OFFER = 48


def opening_screen() -> Screen:
    """What is about to happen, and the few keys that work everywhere."""
    return (
        Screen()
        .title("A plan for walking backward")
        .gap()
        .say("A few questions about you, then a plan. It takes about five minutes.", indent=2)
        .say("What you say stays on this computer.", indent=2)
        .gap()
        .say("At any question:", indent=2)
        .table(
            Table(
                columns=(Column("key"), Column("what")),
                rows=(
                    ("Enter", "takes what stands in brackets"),
                    ("<", "goes back one question"),
                    ("-", "says that you do not know"),
                    ("?", "says why it is asked"),
                    ("q", "stops; your answers are kept"),
                ),
                indent=4,
                spoken=(
                    ("Enter takes the answer that is offered.",),
                    ("The less-than sign goes back one question.",),
                    ("A minus sign says that you do not know.",),
                    ("A question mark says why it is asked.",),
                    ("The letter q stops; your answers are kept.",),
                ),
            )
        )
    )


def question_screen(walk: Walk, question: Question, *, opens_section: bool) -> Screen:
    """The question, with the heading of its group where it is the first one, and its choices."""
    screen = Screen()
    if opens_section:
        screen.gap().say(question.section.title, Style.STRONG)
        if question.section.opening:
            screen.say(question.section.opening, Style.QUIET)
    screen.gap().say(asked_text(walk, question), indent=2)
    if question.choices and (walk.shows_list or not question.is_list_hidden):
        screen.table(_numbered(question.choices))
    return screen


def _numbered(choices: tuple[Choice, ...]) -> Table:
    titles = [(str(number), choice.title) for number, choice in enumerate(choices, 1)]
    return Table(
        columns=(Column("", numeric=True), Column("", wraps=True)),
        rows=tuple((f"{number:>2}", title) for number, title in titles),
        indent=4,
        spoken=tuple((f"{number}: {title}",) for number, title in titles),
    )


def asked_text(walk: Walk, question: Question) -> str:
    """The question in the units that the person likes."""
    imperial = question.imperial_text
    return imperial if imperial and is_imperial(walk.answers) else question.text


def prompt(walk: Walk, *, plain: bool) -> str:
    """What stands before the cursor: what Enter takes."""
    offered = _offer_words(walk)
    if plain:
        return f"Enter means {offered}. Answer: " if offered else "Answer: "
    return f"  [{offered}] > " if offered else "  > "


def _offer_words(walk: Walk) -> str:
    if walk.question is None:
        return "yes"
    offered = walk.offered
    if isinstance(offered, Missing):
        return ""
    words = clean(answer_words(walk, walk.question, offered), longest=_LONGEST_OFFER)
    return "no" if words == "none" and walk.question.is_list_hidden else words


def answer_words(walk: Walk, question: Question, value: Value) -> str:
    """An answer as it is shown: choices by what they say."""
    if value is None:
        return question.unsaid
    if isinstance(value, dt.date):
        return full_day_words(value)
    titles = {choice.word: choice.title for choice in question.choices}
    if titles and isinstance(value, tuple) and value:
        return ", ".join(titles.get(str(word), str(word)) for word in value)
    if titles and isinstance(value, str):
        return titles.get(value, value)
    return question.spell(value, walk.answers)


def summary_screen(walk: Walk) -> Screen:
    """Every answer under its group, numbered; the numbers change them."""
    screen = Screen().gap().say("Is this right?", Style.STRONG)
    section = None
    for number, question in enumerate(summary_order(walk), 1):
        if question.section is not section:
            section = question.section
            screen.gap().say(section.title, Style.QUIET, indent=2)
        said = clean(answer_words(walk, question, walk.given[question.id]))
        text = f"{question.label}: {said}"
        screen.say(f"{number:>2}  {text}", indent=2, plain=f"{number}: {text}")
    return screen.gap().say("Enter makes the plan. A number changes that answer.", indent=2)
