"""The wizard's part of `init`: what it starts from, what it keeps, what it ends in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import typer

from retroplan.cli.alarms import Heard
from retroplan.cli.prompts import ask_yes_no, sentence
from retroplan.cli.wizard import remark, walked
from retroplan.cli.wizard_answers import Answers, Choice, Value
from retroplan.cli.wizard_areas import AREAS, area_id
from retroplan.cli.wizard_catalogue import Catalogue
from retroplan.cli.wizard_days import Surroundings
from retroplan.cli.wizard_health import LISTS, MEDICINES
from retroplan.cli.wizard_profile import (
    AGREEMENT,
    INJURIOUS,
    START,
    answers_of,
    lists_of,
    names_in,
    unknown_areas,
    values_of,
)
from retroplan.cli.wizard_question import Question
from retroplan.cli.wizard_questions import questions
from retroplan.cli.wizard_walk import End, Walk, begun, read_again, spelled
from retroplan.core.model.evidence import Evidence
from retroplan.core.text import clean, counted
from retroplan.core.when import FURTHEST
from retroplan.environment import Environment
from retroplan.errors import Infeasible, UsageProblem
from retroplan.reports.screen import Screen
from retroplan.usecases.declaring import (
    Declaration,
    declared,
    flattened,
    local_zone,
    profile_of,
    ranges_of,
)
from retroplan.usecases.drafts import draft_file, read_draft, save_draft
from retroplan.usecases.starting import NotYet, rehearse, would_agreement_help

_WANTED = "Type its number to answer, n where there is nothing; q stops, and keeps your answers."
_GOES_ON = "your answers are kept with it; once it has been looked at, `retroplan init` goes on"
_GROUPS = dict(zip(LISTS, ("condition", "symptom", "medication"), strict=True))


def asked(
    environment: Environment,
    *,
    base: Declaration | None,
    values: dict[str, object],
    evidence: Evidence,
    is_rehearsal: bool,
    has_plan: bool,
) -> Declaration:
    """The profile that a person confirms at the terminal.

    Raises:
        typer.Abort: they stopped; what they typed is kept, and they are told where.
        Heard: they typed a sign that comes first; it is kept among the answers.
    """
    if base is not None and not values and _takes_as_is(environment, base, has_plan=has_plan):
        return base
    around = surroundings(environment, evidence)
    everything = questions(around)

    def declaration(walk: Walk) -> Declaration:
        said = values_of(
            {one.id: walk.answers.get(one.id) for one in everything}, around.catalogue
        )
        name = base.name if base else str(environment.profile_file)
        flagged = {key: value for key, value in values.items() if key.startswith(AGREEMENT)}
        return declared(
            {**flagged, **said}, base=base, name=name, evidence=evidence, today=environment.today
        )

    def objection(walk: Walk) -> str:
        if open_areas := _not_known(walk, around.catalogue):
            return f"Not known yet: {'; '.join(open_areas)}. {_WANTED}"
        try:
            rehearse(
                environment=environment, declaration=declaration(walk), evidence=evidence,
                is_asked=True,
            )  # fmt: skip
        except NotYet:
            return ""
        except (Infeasible, UsageProblem) as problem:
            return sentence(problem)
        return ""

    def keep(walk: Walk) -> None:
        if not is_rehearsal:
            save_draft(environment=environment, answers=spelled(walk))

    start = _beginning(environment, around, everything, base, values)
    end = walked(environment, start, keep=keep, objection=objection)
    if end.sign is not None:
        raise Heard(end.sign.typed, end.sign.alarms, hint="" if is_rehearsal else _GOES_ON)
    if end.end is not End.CONFIRMED:
        raise typer.Abort(_stopped_words(environment, end, is_rehearsal=is_rehearsal))
    return replace(declaration(end), says_injuries=INJURIOUS in end.answers)


def _not_known(walk: Walk, catalogue: Catalogue) -> list[str]:
    """The illnesses that are open, by what the summary calls them: without them there is no plan.

    Of medicines only where some were named elsewhere: half a list would pass for all of it.
    """
    said = {str(name) for area in AREAS for name in names_in(walk.answers.get(area_id(area)))}
    open_labels = (
        area.label
        for name, choices in catalogue.choices.items()
        if name != MEDICINES or said & {choice.word for choice in choices}
        for area in unknown_areas(name, walk.answers, catalogue)
    )
    return list(dict.fromkeys(open_labels))


def surroundings(environment: Environment, evidence: Evidence) -> Surroundings:
    """What the questions need of the evidence, the day and the machine."""
    choices = {
        name: tuple(
            Choice(
                row.name,
                row.title,
                row.aliases,
                at_once=f"{row.sentence} Ask: {row.ask}" if row.urgent else "",
            )
            for row in evidence.conditions.values()
            if row.group == group
        )
        for name, group in _GROUPS.items()
    }
    catalogue = Catalogue(
        choices=choices,
        ranges=ranges_of(evidence),
        oldest_pregnant=int(evidence.screening["pregnancy_asked_to_age"]),
        asked_how_long=frozenset(
            row.name for row in evidence.conditions.values() if row.flares_once_long
        ),
        asks_agreement=lambda _: False,
    )
    return Surroundings(
        today=environment.today,
        latest_start=environment.today + FURTHEST,
        weeks=evidence.bounds.weeks_default,
        zone=local_zone(),
        catalogue=replace(
            catalogue, asks_agreement=_asks_agreement(catalogue, evidence, environment.today)
        ),
    )


def _asks_agreement(
    catalogue: Catalogue, evidence: Evidence, today: dt.date
) -> Callable[[Answers], bool]:
    """Whether a clinician's yes would help; remembered, because every question is asked for it."""

    @cache
    def helps(said: tuple[tuple[str, Value], ...]) -> bool:
        try:
            profile = profile_of(values_of(dict(said), catalogue))
        except UsageProblem:
            return False
        return would_agreement_help(profile=profile, evidence=evidence, today=today)

    return lambda answers: helps(
        tuple((name, value) for name, value in answers.items() if not name.startswith(AGREEMENT))
    )


def _takes_as_is(environment: Environment, base: Declaration, *, has_plan: bool) -> bool:
    if read_draft(environment=environment):
        return False
    remark(environment, f"Your answers are in {base.name}.")
    return ask_yes_no(
        "Make the plan from them as they are?",
        default=not has_plan,
        why="No goes through the questions, with your answers offered at each.",
    ) is True  # fmt: skip


def _beginning(
    environment: Environment,
    around: Surroundings,
    everything: tuple[Question, ...],
    base: Declaration | None,
    values: dict[str, object],
) -> Walk:
    """A walk that knows the profile, the flags, and what was typed before somebody stopped."""
    known = answers_of(flattened(base.profile), around.catalogue) if base else {}
    known.pop(INJURIOUS, None)  # only asked after a fall, and of that it says nothing
    start = known.get(START)
    if isinstance(start, dt.date) and start < around.today:
        del known[START]
    flagged = answers_of(values, around.catalogue)
    draft = _draft(environment, everything)
    named = {name for each in LISTS for name in names_in(values.get(each))}
    for area in AREAS:  # one that asks for two lists, of which the flags gave one, is asked
        if told := tuple(name for name in area.names if name in named):
            known[area_id(area)] = told
    lists = [area for area in AREAS if lists_of(area, around.catalogue) <= values.keys()]
    settled = {*flagged, *(area_id(area) for area in lists)}
    return begun(everything, given={**draft, **flagged}, known=known, settled=frozenset(settled))


def _draft(environment: Environment, everything: tuple[Question, ...]) -> dict[str, Value]:
    found = read_again(everything, read_draft(environment=environment))
    if not found:
        return {}
    remark(environment, f"You stopped half-way last time, after {counted(len(found), 'answer')}.")
    goes_on = ask_yes_no(
        "Go on from there?",
        default=True,
        why="No begins at the first question, and forgets the answers of last time.",
    )
    return found if goes_on is True else {}


def _stopped_words(environment: Environment, walk: Walk, *, is_rehearsal: bool) -> str:
    said = len(walk.given)
    if is_rehearsal or not said:
        return "Stopped. Nothing was written."
    kept = f"{counted(said, 'answer')} so far {'is' if said == 1 else 'are'} kept"
    words = f"Stopped. Your {kept}: `retroplan init` goes on with them."
    screen = Screen().say(words).say(clean(str(draft_file(environment))))
    return screen.render(width=environment.width, plain=False, colour=False).rstrip()
