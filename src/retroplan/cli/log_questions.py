"""What `retroplan log` asks in a terminal: three questions at most, Enter for the usual answer."""

from collections.abc import Callable
from typing import Any

import typer

from retroplan.cli.log_values import MOST_STUMBLES, SCALE
from retroplan.cli.output import put_question, tell
from retroplan.cli.prompts import Back, ask, ask_in_turn, ask_yes_no
from retroplan.core.quantities import parse_count, parse_minutes
from retroplan.core.recording import Report
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.evidence.load import load_scales
from retroplan.reports.record import planned_words
from retroplan.reports.screen import Screen
from retroplan.usecases.training_log import Prospect

UNKNOWN = "-"
Question = Callable[[int | None], int | Back | None]

WHY_PAIN = (
    "0 is none, 10 the worst you can think of. Pain says whether the next session may be more. "
    "Type - if you do not know."
)
WHY_STUMBLES = (
    "Times you nearly fell. They say whether to hold on more. A fall is told with --falls. "
    "Type - if you do not know."
)
WHY_MINUTES = "All of it, warm-up included: 8, or 8:30. What you did counts."


def introduce(environment: Environment, found: Prospect) -> None:
    """The day that was understood, and what was prescribed."""
    line = f"{day_words(found.day)}, a walk outside the plan"
    if found.session is not None:
        line = planned_words(found.day, found.session, found.units)
    tell(environment, _wrapped(environment, line))


def _wrapped(environment: Environment, line: str) -> str:
    """A sentence in the terminal's width, with its end of line."""
    screen = Screen().say(line)
    return screen.render(width=environment.width, plain=environment.is_plain, colour=False)


def ask_to_keep_another(environment: Environment, found: Prospect) -> None:
    """Whether to keep a second record of the session.

    Raises:
        typer.Exit: no; nothing is changed.
    """
    if found.earlier is None or found.session is None:
        return
    line = (
        f"Session {found.session.number} has a record already: {found.earlier.outcome.value}, "
        f"on {day_words(found.earlier.date)}."
    )
    put_question(_wrapped(environment, line))
    answer = ask_yes_no(
        "Keep another beside it?", default=False, why="Both are kept; the fuller one counts."
    )
    if answer is not True:
        put_question("  Nothing was changed.\n")
        raise typer.Exit


def ask_report(report: Report, found: Prospect) -> Report:
    """The report with the answers to what it did not say yet."""
    open_questions = {
        name: question
        for name, question in _questions(found).items()
        if getattr(report, name) is None and (name != "total_s" or _lacks_length(report))
    }
    answers = ask_in_turn(list(open_questions.values()))
    if answers:
        put_question("\n")
    changes: dict[str, Any] = dict(zip(open_questions, answers, strict=True))
    return report._replace(**changes)


def _lacks_length(report: Report) -> bool:
    return report.is_partial and report.backward_s is None


def _questions(found: Prospect) -> dict[str, Question]:
    """By the field of the report that each answers."""
    target = found.session.rpe.high if found.session else None
    words = {anchor.value: anchor.word for anchor in load_scales().effort}
    anchors = "; ".join(f"{value} {word}" for value, word in words.items())
    return {
        "total_s": _length,
        "rpe": _scale(
            "How hard was it, 0–10?", target, SCALE[1],
            why=f"{anchors}. Type - if you do not know.", words=words,
        ),
        "nprs_during": _scale("Pain while walking, 0–10?", 0, SCALE[1], why=WHY_PAIN),
        "near_falls": _scale("Stumbles?", 0, MOST_STUMBLES, why=WHY_STUMBLES),
    }  # fmt: skip


def _length(earlier: int | None) -> int | Back:
    default = "" if earlier is None else f"{earlier / 60:g}"
    return ask("How many minutes in all?", default=default, parse=_minutes, why=WHY_MINUTES)


def _minutes(typed: str) -> int:
    return parse_minutes(typed, name="that")


def _scale(
    question: str,
    usual: int | None,
    highest: int,
    *,
    why: str,
    words: dict[int, str] | None = None,
) -> Question:
    """A question for a whole number from 0, with its usual answer; `-` for "not known"."""

    def parse(typed: str) -> int | None:
        if typed in {"", UNKNOWN}:
            return None
        return parse_count(typed, name="that", low=0, high=highest)

    def put(earlier: int | None) -> int | Back | None:
        default = usual if earlier is None else earlier
        return ask(
            question,
            default="" if default is None else str(default),
            parse=parse,
            why=why,
            hint=(words or {}).get(default, "") if default is not None else "",
        )

    return put
