"""Questions on a terminal: asked on stderr, answered on stdin.

Enter takes the default, `?` explains why it is asked, `<` goes back a question. An answer that
cannot be taken is asked again, saying why; the end of the input stops the command. An alarming
word in an answer that cannot be taken is heard: `cli/alarms.py`.
"""

import sys
import textwrap
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, Literal, NamedTuple, TypeVar

import typer

from retroplan.cli.output import put_question
from retroplan.core.text import clean
from retroplan.environment import terminal_width
from retroplan.errors import RetroplanError, UsageProblem

if TYPE_CHECKING:
    from retroplan.cli.alarms import Heard

T = TypeVar("T")

UNKNOWN = "-"
"""How it is said that something is not known."""


class Step(Enum):
    """What a person may ask for instead of answering."""

    BACK = "<"


BACK: Final = Step.BACK
Back = Literal[Step.BACK]

_NO_REASON = "There is no more to say about this one; Enter takes what stands in brackets."


def ask(
    question: str, *, default: str = "", parse: Callable[[str], T], why: str = "", hint: str = ""
) -> T | Back:
    """The answer as `parse` takes it, or `BACK`.

    `default` is what Enter types, and is shown in brackets; where it is empty, `parse` sees an
    empty text. `parse` raises `UsageProblem` for what it cannot take; its words are shown and the
    question comes again. `why` is shown for `?`; `hint` is a word beside the default, such as
    "moderate" for an effort of 3.

    Raises:
        Heard: what was typed is a sign that comes first.
        typer.Abort: the input has ended.
    """
    bracket = f"  [{clean(default)}{f', {hint}' if hint else ''}]" if default else ""
    while True:
        put_question(f"  {question}{bracket}  ")
        typed = read_line()
        if typed is None:
            remark("That could not be read.")
        elif typed == "?":
            remark(why or _NO_REASON)
        elif typed == BACK.value:
            return BACK
        else:
            try:
                return parse(typed or default)
            except UsageProblem as problem:
                from retroplan.cli.alarms import listen  # only where an answer cannot be taken

                listen(typed)
                remark(sentence(problem))


def ask_yes_no(question: str, *, default: bool | None = None, why: str = "") -> bool | Back:
    """Yes or no, or `BACK`; without a default Enter asks again."""
    shown = "" if default is None else ("y" if default else "n")
    return ask(f"{question} y/n", default=shown, parse=_yes_or_no, why=why)


def _yes_or_no(typed: str) -> bool:
    if typed.casefold() in {"y", "yes"}:
        return True
    if typed.casefold() in {"n", "no"}:
        return False
    raise UsageProblem("please type y or n")


def ask_yes_no_unknown(question: str, *, why: str = "") -> bool | Back | None:
    """Yes or no, or `BACK`; Enter and `-` are "not known"."""

    def parse(typed: str) -> bool | None:
        return None if typed in {"", UNKNOWN} else _yes_or_no(typed)

    return ask(f"{question} y/n", parse=parse, why=why)


class Turn(NamedTuple, Generic[T]):
    """One question, and whether it matters after what was said so far."""

    matters: Callable[[T], bool]
    ask: Callable[[T], T | Back]


def in_turn(steps: Sequence[Turn[T]], said: T, *, heed: Callable[[T, "Heard"], T]) -> T:
    """What was said after every question that matters; `<` goes back to the one before.

    A sign that is heard ends the questions: `heed` adds it to what was said so far.
    """
    from retroplan.cli.alarms import Heard

    before: list[tuple[int, T]] = []
    at = 0
    while at < len(steps):
        try:
            answer = steps[at].ask(said) if steps[at].matters(said) else None
        except Heard as sign:
            remark(sign.message)
            return heed(said, sign)
        if answer is BACK and before:
            at, said = before.pop()
        elif answer is BACK:
            remark("This is the first question.")
        else:
            if answer is not None:
                before.append((at, said))
                said = answer
            at += 1
    return said


def ask_in_turn(steps: Sequence[Callable[[T | None], T | Back]]) -> list[T]:
    """The answers of several questions; `BACK` asks the one before again.

    Each step is called with what was answered to it before, to offer it as its default, or None.
    """
    given: dict[int, T] = {}
    at = 0
    while at < len(steps):
        answer = steps[at](given.get(at))
        if answer is not BACK:
            given[at] = answer
            at += 1
        elif at:
            at -= 1
        else:
            remark("This is the first question.")
    return [given[number] for number in range(len(steps))]


def read_line() -> str | None:
    """The next line, without the blanks around it; None where its bytes are no text.

    Raises:
        typer.Abort: the input has ended, or there is none.
    """
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return None
    except (AttributeError, OSError, ValueError):  # no stdin at all, or one that was closed
        raise typer.Abort from None
    if not line:
        raise typer.Abort
    return line.strip()


def remark(text: str) -> None:
    """A sentence between the questions."""
    pad = " " * 4
    lines = textwrap.wrap(clean(text), terminal_width(), initial_indent=pad, subsequent_indent=pad)
    put_question("".join(f"{line}\n" for line in lines))


def sentence(problem: RetroplanError) -> str:
    """What was wrong with an answer, as a sentence."""
    text = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"
