"""What `retroplan log` asks in a terminal: three questions for who has no pain, a few more where safety asks."""

from collections.abc import Callable
from typing import Any, NamedTuple

import typer

from retroplan.cli.alarms import Heard
from retroplan.cli.beside_questions import (
    ask_leg_signs,
    ask_limbs,
    ask_painkiller,
    ask_place,
    is_worth_asking_where,
)
from retroplan.cli.checkin_values import with_signs
from retroplan.cli.log_values import MOST_STUMBLES, SCALE
from retroplan.cli.output import put_question, tell
from retroplan.cli.prompts import BACK, UNKNOWN, Back, Turn, ask, ask_yes_no, in_turn
from retroplan.core.model.events import CheckIn
from retroplan.core.quantities import parse_count, parse_minutes
from retroplan.core.recording import Report
from retroplan.core.text import day_words
from retroplan.environment import Environment
from retroplan.errors import UsageProblem
from retroplan.evidence.load import load_scales
from retroplan.reports.record import planned_words
from retroplan.reports.screen import Screen
from retroplan.usecases.training_log import Prospect

WHY_PAIN = (
    "0 is none, 10 the worst you can think of. Pain says whether the next session may be more. "
    "Type - if you do not know."
)
WHY_MORNING = (
    "The walk before this one hurt a little. Whether the morning after was like any other says "
    "whether it suited you. Enter, or -, if you do not know."
)
WHY_STUMBLES = (
    "Times you nearly fell. They say whether to hold on more. If you fell, type fell, or --falls. "
    "Type - if you do not know."
)
WHY_MINUTES = "All of it, warm-up included: 8, or 8:30. What you did counts."


class Told(NamedTuple):
    """What was said of a walk, and beside it."""

    report: Report
    check_in: CheckIn
    """Of the day of the walk."""
    morning_after: int | None = None
    """NPRS on the morning after the walk before."""


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


def ask_report(said: Told, found: Prospect) -> Told:
    """What was said, with the answers to what is still open.

    A sign that is heard ends the questions: what was said until then is kept, and the sign with it.
    """
    turns = _turns(said, found)
    then = in_turn(turns, said, heed=_with_sign)
    if turns:
        put_question("\n")
    return then


def _with_sign(said: Told, sign: Heard) -> Told:
    falls = max(said.report.falls or 0, sign.falls) or said.report.falls
    return said._replace(
        report=said.report._replace(falls=falls), check_in=with_signs(said.check_in, sign.signs)
    )


def _turns(said: Told, found: Prospect) -> list[Turn[Told]]:
    """What is open after the options, in order."""
    report, beside, asks = said.report, said.check_in, found.asks
    open_turns = {
        _of_report("total_s", _length): _lacks_length(report),
        Turn(_always, _ask_morning()): _lacks_morning(said, found),
        _of_report("rpe", _effort(found)): report.rpe is None,
        _of_report("nprs_during", _pain(usual=None if asks.hurts else 0)): report.nprs_during
        is None,
        Turn(_hurts_somewhere, _beside(ask_place)): beside.pain_elsewhere is None,
        Turn(_always, _ask_stumbles(is_typed=asks.types_stumbles)): report.near_falls is None
        and not report.falls,
        Turn(_always, _beside(ask_leg_signs)): asks.leg_signs and beside.leg_signs is None,
        Turn(_always, _beside(ask_painkiller)): asks.hurts and beside.painkiller is None,
        Turn(_always, _beside(ask_limbs)): asks.limbs and beside.limbs_as_ever is None,
    }
    return [turn for turn, is_open in open_turns.items() if is_open]


def _always(_: Told) -> bool:
    return True


def _hurts_somewhere(said: Told) -> bool:
    return is_worth_asking_where(said.report.nprs_during)


def _lacks_length(report: Report) -> bool:
    return report.is_partial and report.backward_s is None and report.total_s is None


def _lacks_morning(said: Told, found: Prospect) -> bool:
    """Whether the morning after the last walk is needed and neither kept nor said beside this one."""
    morning, beside = found.asks.morning_after, said.check_in
    is_beside = beside.date == morning and beside.morning_pain is not None
    return morning is not None and said.morning_after is None and not is_beside


Question = Callable[[Any], Any]
"""Asks, offering what was answered to it before; gives the answer, or `BACK`."""


def _of_report(field: str, question: Question) -> Turn[Told]:
    """A question for a field of the report, which offers its last answer after a step back."""
    last: int | None = None

    def put(said: Told) -> Told | Back:
        nonlocal last
        answer: int | Back | None = question(last)
        if answer is BACK:
            return BACK
        last = answer
        change: dict[str, Any] = {field: answer}
        return said._replace(report=said.report._replace(**change))

    return Turn(_always, put)


def _beside(question: Callable[[CheckIn], CheckIn | Back]) -> Callable[[Told], Told | Back]:
    def put(said: Told) -> Told | Back:
        answer = question(said.check_in)
        return BACK if answer is BACK else said._replace(check_in=answer)

    return put


def _ask_morning() -> Callable[[Told], Told | Back]:
    question = _scale(
        "How was the morning after your last walk, 0–10?", None, SCALE[1], why=WHY_MORNING
    )

    def put(said: Told) -> Told | Back:
        answer: int | Back | None = question(said.morning_after)
        return BACK if answer is BACK else said._replace(morning_after=answer)

    return put


def _ask_stumbles(*, is_typed: bool) -> Callable[[Told], Told | Back]:
    """Stumbles; who types that they fell is heard, and goes on."""
    question = _scale(
        "Stumbles?", None if is_typed else 0, MOST_STUMBLES, why=WHY_STUMBLES, is_typed=is_typed
    )
    turn = _of_report("near_falls", question)

    def put(said: Told) -> Told | Back:
        try:
            told: Told | Back = turn.ask(said)
        except Heard as sign:
            if sign.signs:
                raise
            return _with_sign(said, sign)
        return told

    return put


def _effort(found: Prospect) -> Question:
    words = {anchor.value: anchor.word for anchor in load_scales().effort}
    anchors = "; ".join(f"{value} {word}" for value, word in words.items())
    return _scale(
        "How hard was it, 0–10?", found.session.rpe.high if found.session else None, SCALE[1],
        why=f"{anchors}. Type - if you do not know.", words=words,
    )  # fmt: skip


def _pain(*, usual: int | None) -> Question:
    return _scale("Pain while walking, 0–10?", usual, SCALE[1], why=WHY_PAIN)


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
    is_typed: bool = False,
) -> Question:
    """A question for a whole number from 0, with its usual answer; `-` for "not known".

    Without a usual answer Enter is "not known" too, unless the answer is one that is typed.
    """

    def parse(typed: str) -> int | None:
        if typed == "" and is_typed:
            raise UsageProblem("please type a number; 0 if there were none, - if you do not know")
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
