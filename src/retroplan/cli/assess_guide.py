"""A test step by step: how to set up, who stands by, when not to; then the watch or the questions."""

from collections.abc import Callable
from typing import TypeVar

from retroplan.cli.assess_values import Measured, parse_value
from retroplan.cli.assess_watch import Label, run_watch
from retroplan.cli.keyboard import open_keys
from retroplan.cli.output import put_question
from retroplan.cli.prompts import BACK, Back, ask, ask_in_turn, ask_yes_no, sentence
from retroplan.core.assessments.stopwatch import Stage, Watch
from retroplan.core.assessments.values import check_value, of_trials
from retroplan.core.model.assessment import Assessment, Way
from retroplan.core.quantities import parse_count, parse_number
from retroplan.environment import Environment
from retroplan.errors import Unsafe, UsageProblem
from retroplan.reports.assessments import last_words, set_up_screen
from retroplan.reports.readings import value_words
from retroplan.usecases.assessments.supervising import ready

T = TypeVar("T")

_WHY_AID = "A value with another aid is another value. Enter if there was none."
_WHY_BY = "A name or a word such as physiotherapist. Enter if nobody did."


class _Left(Exception):
    """The person left the test."""


def guide(
    environment: Environment, test: Assessment, *, aid: str, by: str
) -> tuple[Measured, str, str] | None:
    """What was measured, the aid and who stood by; None where the person left.

    Raises:
        Unsafe: not today, or not alone.
        UsageProblem: the test is not done with this program.
        typer.Abort: the input has ended.
    """
    if test.how.way is Way.ELSEWHERE:
        raise UsageProblem(
            f"{test.title} is not asked here",
            hint=f"a value from elsewhere can be kept: retroplan assess {test.name} VALUE",
        )
    found = ready(environment=environment, test=test)
    last = last_words(test.name, test.unit, found.last)
    screen = set_up_screen(test, needs_helper=found.needs_helper, last=last)
    put_question(
        screen.render(width=environment.width, plain=environment.is_plain, colour=False) + "\n"
    )
    if found.needs_helper:
        _ask_for_helper(test)
    try:
        measured = _measured(environment, test)
        put_question(f"\n  {test.title}: {value_words(test.name, test.unit, measured.value)}\n")
        if test.how.is_said:
            return measured, aid, by
        aid = aid or _text("With which aid, if any?", _WHY_AID)
        return measured, aid, by or _text("Who stood by, if anybody?", _WHY_BY)
    except _Left:
        return None


def _ask_for_helper(test: Assessment) -> None:
    answer = None
    while answer not in {True, False}:
        answer = ask_yes_no(
            "Is somebody beside you, or a wall within reach?",
            why="Without either this test is for another day.",
        )
    if answer is False:
        raise Unsafe(
            f"{test.title} is for a moment when somebody is beside you, or at a wall",
            hint="nothing was kept; do it once somebody is there",
        )


def _measured(environment: Environment, test: Assessment) -> Measured:
    match test.how.way:
        case Way.QUESTIONS:
            return _answered(test)
        case Way.NUMBER:
            return Measured(_number(test))
        case Way.COUNTDOWN:
            _timed(environment, test, _watch(test), lambda _: "The clock")
            return Measured(_number(test))
        case Way.HOLDS:
            holds = _timed(environment, test, _watch(test), _position(test))
            return Measured(of_trials(test, holds), holds)
    return _stopped(environment, test)


def _stopped(environment: Environment, test: Assessment) -> Measured:
    metres = _distance(test)
    while True:
        times = _timed(environment, test, _watch(test), _trial(test))
        trials = tuple(round(metres / max(time, 0.01), 3) for time in times) if metres else times
        value = of_trials(test, trials)
        try:
            check_value(test, value)
        except UsageProblem as slip:
            put_question(f"  {sentence(slip)} Once more from the beginning.\n")
        else:
            return Measured(value, trials)


def _watch(test: Assessment) -> Watch:
    how = test.how
    if how.way is Way.HOLDS:
        return Watch(0, len(how.parts), how.longest_s, ends_when_short=True)
    return Watch(how.practice, how.trials, how.longest_s)


def _timed(
    environment: Environment, test: Assessment, watch: Watch, label: Label
) -> tuple[float, ...]:
    """The trials that count, in seconds, none of them nothing."""
    if test.how.goes:
        put_question(f"  {test.how.goes}\n")
    with open_keys() as keys:
        watch = run_watch(environment, keys, watch, label)
    if watch.stage is Stage.LEFT:
        raise _Left
    return watch.counted


def _trial(test: Assessment) -> Label:
    practice, trials = test.how.practice, test.how.trials

    def label(number: int) -> str:
        if number < practice:
            return "For practice"
        return (
            f"Trial {number - practice + 1} of {trials}" if trials > 1 else "The one that counts"
        )

    return label


def _position(test: Assessment) -> Label:
    def label(number: int) -> str:
        part = test.how.parts[number]
        return f"{part[:1].upper()}{part[1:]}"

    return label


def _distance(test: Assessment) -> float | None:
    """Metres of the timed part, where the value is a speed."""
    if not test.how.distances_m:
        return None
    usual, *others = test.how.distances_m

    def parse(typed: str) -> float:
        _leave_at_q(typed)
        metres = parse_number(typed, name="the timed part", low=1, high=100, unit="m")
        if metres not in test.how.distances_m:
            said = " or ".join(f"{each:g}" for each in (usual, *others))
            raise UsageProblem(f"the timed part is {said} m")
        return metres

    return _asked(
        "How many metres are timed?", parse, default=f"{usual:g}", why="All, or the middle part."
    )


def _number(test: Assessment) -> float:
    def parse(typed: str) -> float:
        _leave_at_q(typed)
        return parse_value(test, typed)

    return _asked(test.how.ask, parse, why="q leaves; nothing is kept then.")


def _answered(test: Assessment) -> Measured:
    how = test.how
    scale = " · ".join(f"{number} {word}" for number, word in enumerate(how.answers))
    put_question(f"  {scale}\n\n")

    def question(part: str) -> Callable[[float | None], float | Back]:
        def parse(typed: str) -> float:
            _leave_at_q(typed)
            return float(parse_count(typed, name="that", low=0, high=len(how.answers) - 1))

        def put(earlier: float | None) -> float | Back:
            default = "" if earlier is None else f"{earlier:g}"
            return ask(how.ask.format(part=part), default=default, parse=parse, why=scale)

        return put

    answers = tuple(ask_in_turn([question(part) for part in how.parts]))
    return Measured(of_trials(test, answers), answers)


def _text(question: str, why: str) -> str:
    def parse(typed: str) -> str:
        _leave_at_q(typed)
        return "" if typed == "-" else typed

    return _asked(question, parse, why=why)


def _asked(question: str, parse: Callable[[str], T], *, why: str, default: str = "") -> T:
    """The answer to a question that has none before it to go back to."""
    while True:
        answer = ask(question, default=default, parse=parse, why=why)
        if answer is not BACK:
            return answer


def _leave_at_q(typed: str) -> None:
    if typed.strip().casefold() == "q":
        raise _Left
