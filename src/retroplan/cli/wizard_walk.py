"""The walk through the questions: a value, and what becomes of it with each line that is typed.

Nothing here reads or writes: a terminal, a test or a screen reader can drive it alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from retroplan.cli.alarms import Heard, listen
from retroplan.cli.prompts import sentence
from retroplan.cli.wizard_answers import NO, YES, Answers, Value, WantsList, spellings
from retroplan.cli.wizard_areas import AREAS, area_id
from retroplan.cli.wizard_health import FALLS
from retroplan.cli.wizard_question import MISSING, Missing, Question
from retroplan.core.text import counted
from retroplan.errors import UsageProblem

SUMMARY = ""
"""Where the walk is when every question has its answer."""

WHICH = "Which? Numbers or names, such as 1 or 1, 3."

BACK, WHY, STOP, CLEAR = "<", "?", frozenset({"q", "quit"}), "-"


class End(Enum):
    """How a walk ends."""

    CONFIRMED = "confirmed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Where somebody is, and what they have said so far."""

    questions: tuple[Question, ...]
    given: Answers = field(default_factory=dict)
    """Answers, by the id of their question."""
    known: Answers = field(default_factory=dict)
    """What an earlier profile says: offered, not taken."""
    settled: frozenset[str] = frozenset()
    """Answered by flags: not asked, but shown in the summary."""
    at: str = SUMMARY
    is_amending: bool = False
    """One answer of the summary is being changed."""
    shows_list: bool = False
    has_said_yes: bool = False
    """To a list: which of it is still open, so that Enter is no answer."""
    sign: Heard | None = None
    """What was typed that comes before any question."""
    end: End | None = None

    @property
    def question(self) -> Question | None:
        """The one that is asked now; None at the summary."""
        return next((one for one in self.questions if one.id == self.at), None)

    @property
    def applicable(self) -> tuple[Question, ...]:
        """The questions that matter for what was said so far."""
        said: dict[str, Value] = {}
        kept = []
        for question in self.questions:
            if question.matters(said):
                kept.append(question)
                if question.id in self.given:
                    said[question.id] = self.given[question.id]
        return tuple(kept)

    @property
    def answers(self) -> dict[str, Value]:
        """What counts: the answers to questions that matter."""
        return {one.id: self.given[one.id] for one in self.applicable if one.id in self.given}

    @property
    def offered(self) -> Value | Missing:
        """What Enter takes: the answer given before, the one known, or the question's own."""
        question = self.question
        if question is None:
            return MISSING
        for source in (self.given, self.known):
            if question.id in source:
                return source[question.id]
        return question.offer(self.answers)


def begun(
    questions: tuple[Question, ...],
    *,
    given: Answers,
    known: Answers,
    settled: frozenset[str] = frozenset(),
) -> Walk:
    """A walk at its first question without an answer."""
    walk = Walk(questions=questions, given=given, known=known, settled=settled)
    return replace(walk, at=_first_open(walk))


def answered(walk: Walk, line: str) -> tuple[Walk, str]:
    """The walk after a line was typed, and what to say about it; empty where nothing is to be said."""
    typed = line.strip()
    if typed.lower() in STOP:
        return replace(walk, end=End.STOPPED), ""
    if typed == BACK:
        return _back(walk)
    question = walk.question
    if question is None:
        return _confirmed(walk, typed)
    if typed == WHY:
        return replace(walk, shows_list=bool(question.choices)), question.why
    if not typed:
        return _entered(walk)
    if typed == CLEAR:
        return _cleared(walk, question)
    try:
        value = question.read(typed, walk.answers)
        return _taken(walk, value), question.remark(value)
    except WantsList:
        return replace(walk, shows_list=True, has_said_yes=True), WHICH
    except UsageProblem as problem:
        try:
            _listen(typed, question)
        except Heard as sign:
            return _heard(walk, sign)
        # whoever is told of a list also sees it
        return replace(walk, shows_list=bool(question.choices)), sentence(problem)


def _listen(typed: str, question: Question) -> None:
    """An alarming word is heard, unless it is near a name of the list that is asked about."""
    known = {spelling for choice in question.choices for spelling in spellings(choice)}
    if not known.intersection(typed.lower().split()):
        listen(typed)


def _heard(walk: Walk, sign: Heard) -> tuple[Walk, str]:
    """What was typed is kept as the answer that it is, and the questions end; falls, asked for, go on."""
    if walk.at == FALLS and not sign.signs:
        return _taken(walk, sign.falls), f"Noted: {counted(sign.falls, 'fall')}. {sign.message}"
    given = dict(walk.given)
    for area in AREAS:
        named = tuple(name for name in sign.signs if name in area.names)
        before = given.get(area_id(area))
        if named:
            kept = before if isinstance(before, tuple) else ()
            given[area_id(area)] = tuple(dict.fromkeys((*map(str, kept), *named)))
    if sign.falls:
        told = given.get(FALLS)
        given[FALLS] = max(told if isinstance(told, int) else 0, sign.falls)
    return replace(walk, given=given, sign=sign, end=End.STOPPED), ""


def _entered(walk: Walk) -> tuple[Walk, str]:
    if walk.has_said_yes:
        return walk, f"{WHICH} n if there is none after all, - if you do not know."
    offered = walk.offered
    if isinstance(offered, Missing):
        return walk, "This one needs an answer; ? says why, q stops and keeps what you typed."
    return _taken(walk, offered), ""


def _cleared(walk: Walk, question: Question) -> tuple[Walk, str]:
    if question.offer(walk.answers) is None:
        return _taken(walk, None), ""
    return walk, "This one needs an answer."


def _taken(walk: Walk, value: Value) -> Walk:
    """The answer kept, and on to the next question."""
    given = {**walk.given, walk.at: value}
    after = replace(walk, given=given, shows_list=False, has_said_yes=False)
    if walk.is_amending:
        following = _first_open(after)
        return replace(after, at=following, is_amending=following != SUMMARY)
    return replace(after, at=_next(after))


def _next(walk: Walk) -> str:
    """The question after this one; from the last one to any left open, then the summary."""
    asked = [one.id for one in walk.applicable if one.id not in walk.settled]
    later = asked[asked.index(walk.at) + 1 :] if walk.at in asked else []
    return later[0] if later else _first_open(walk)


def _first_open(walk: Walk) -> str:
    return next((one.id for one in walk.applicable if one.id not in walk.given), SUMMARY)


def _back(walk: Walk) -> tuple[Walk, str]:
    asked = [one.id for one in walk.applicable if one.id not in walk.settled]
    if walk.at == SUMMARY:
        return (replace(walk, at=asked[-1]), "") if asked else (walk, "")
    if walk.is_amending and _first_open(walk) == SUMMARY:
        return replace(
            walk, at=SUMMARY, is_amending=False, shows_list=False, has_said_yes=False
        ), ""
    earlier = asked[: asked.index(walk.at)] if walk.at in asked else asked
    if not earlier:
        return walk, "This is the first question."
    return replace(walk, at=earlier[-1], shows_list=False, has_said_yes=False), ""


def _confirmed(walk: Walk, typed: str) -> tuple[Walk, str]:
    """At the summary: a number changes that answer, Enter agrees."""
    if typed.lower() in YES | {""}:
        return replace(walk, end=End.CONFIRMED), ""
    listed = summary_order(walk)
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(listed):
        return replace(walk, at=listed[int(typed) - 1].id, is_amending=True), ""
    if typed.lower() in NO:
        return walk, "Type the number of the answer to change."
    try:
        listen(typed)
    except Heard as sign:
        return _heard(walk, sign)
    return walk, f"Enter to go on, or a number from 1 to {len(listed)} to change that answer."


def summary_order(walk: Walk) -> tuple[Question, ...]:
    """The answered questions, as the summary numbers them."""
    return tuple(one for one in walk.applicable if one.id in walk.given)


def spelled(walk: Walk) -> Mapping[str, str]:
    """Every answer as it could be typed again, in order; `-` for "not known"."""
    answers = walk.given
    return {
        one.id: CLEAR if answers[one.id] is None else one.spell(answers[one.id], answers)
        for one in walk.questions
        if one.id in answers
    }


def read_again(questions: tuple[Question, ...], texts: Mapping[str, str]) -> dict[str, Value]:
    """The answers that spelled texts stand for; what can no longer be read is left out, to be asked."""
    found: dict[str, Value] = {}
    for question in questions:
        text = texts.get(question.id)
        if text is None:
            continue
        try:
            found[question.id] = None if text == CLEAR else question.read(text, found)
        except UsageProblem:
            continue
    return found
