"""The rest of a plan anew, from what the profile file says now; and what that changes."""

import datetime as dt
from collections.abc import Iterable

from retroplan.core.answers.course import AnswerChange, Rebuilt
from retroplan.core.model.events import Declared, Event
from retroplan.core.model.evidence import Evidence
from retroplan.core.model.profile import Profile
from retroplan.core.plan_diff import compared
from retroplan.core.screening.refusal import refusal
from retroplan.core.screening.screen import screen
from retroplan.core.text import counted, listed
from retroplan.environment import Environment
from retroplan.errors import Unsafe, UsageProblem
from retroplan.reports.words import answer_words
from retroplan.store.journal import changing
from retroplan.store.screenings import add_screening
from retroplan.usecases.adapting import adapted_in, facts, keep_event_in
from retroplan.usecases.clock import clock_remarks
from retroplan.usecases.course.falling import asked_of_a_fall
from retroplan.usecases.declaring import declared_in, flattened
from retroplan.usecases.person import known_person
from retroplan.usecases.planning import needed_in, start_of, units_of

_ASKS_FOR_A_NEW_PLAN = ("goal.kind", "plan.weeks", "plan.start", "plan.protocol")


class Withheld(Unsafe):
    """The answers of now hold the plan back. They are kept, and what they change comes with it."""

    def __init__(self, found: Rebuilt, refused: Unsafe) -> None:
        super().__init__(refused.message, hint=f"{refused.hint} Your answers are kept.")
        self.found = found


def rebuild_plan(*, environment: Environment, evidence: Evidence) -> Rebuilt:
    """Take the profile file as it is now to the rest of the plan; on disk when this returns.

    Raises:
        NotFound: there is no plan, or no profile file.
        BadFile: the profile file is none.
        UsageProblem: what was changed asks for a new plan.
        Withheld: the screening holds the plan back; answers and screening are kept all the same.
        StoreProblem: not saved.
    """
    at, today = environment.now(), environment.today
    path = environment.profile_file
    with changing(environment.store_file, command="plan rebuild", at=at) as change:
        connection = change.connection
        current = needed_in(connection, environment)
        events = facts(connection, current.stored.plan_id)
        declaration = declared_in(path, name=str(path), evidence=evidence, today=today)
        profile = declaration.profile
        answers = answer_changes(declared_now(events), profile)
        refuse_new_plan(answers, start_of(current))
        known = known_person(connection, profile, today=today)
        clearance = screen(known.profile, evidence, today)
        if answers:
            change.sentence = f"{_named(answers)} in your profile, taken to the plan"
            add_screening(connection, clearance, at=at, profile_document=profile)
            event = Declared(date=today, profile=profile)
            kept = keep_event_in(
                connection, current, event, evidence=evidence, today=today, at=at, profile=profile
            )
        else:
            kept = adapted_in(connection, current, evidence=evidence, today=today)
    found = Rebuilt(
        answers=answers,
        clearance=clearance,
        reasons=kept.new,
        changes=compared(kept.before, kept.after if answers else kept.before),
        units=units_of(current),
        remarks=(*known.remarks, *clock_remarks(events[1:], today)),
    )
    refused = asked_of_a_fall(known.fall) or refusal(
        clearance, profile_name=declaration.name, opening="the plan waits"
    )
    if answers and refused:
        raise Withheld(found, refused)
    return found


def declared_now(events: Iterable[Event]) -> Profile:
    """The profile on which a plan rests: the one that was declared last.

    `events` hold one at least, as those of a plan do.
    """
    return [event.profile for event in events if isinstance(event, Declared)][-1]


def answer_changes(before: Profile, after: Profile) -> tuple[AnswerChange, ...]:
    """Every answer that is not the same in both, in the order of the profile."""
    old, new = flattened(before), flattened(after)
    return tuple(
        AnswerChange(field=field, before=old.get(field), after=new.get(field))
        for field in dict.fromkeys([*new, *old])
        if old.get(field) != new.get(field)
    )


def refuse_new_plan(answers: tuple[AnswerChange, ...], start: dt.date) -> None:
    """Another goal, protocol, length or start is another plan."""
    found = [
        answer for answer in answers
        if answer.field == "plan.protocol"
        or (answer.field in _ASKS_FOR_A_NEW_PLAN and answer.after not in {None, start.isoformat()})
    ]  # fmt: skip
    if not found:
        return
    said = listed([f"{answer.field} from {answer_words(answer.before)} to "
                   f"{answer_words(answer.after)}" for answer in found])  # fmt: skip
    raise UsageProblem(
        f"your profile changes {said}, and that asks for a new plan",
        hint="`retroplan init --new-plan` begins one and keeps the old; or change it back",
    )


def _named(answers: tuple[AnswerChange, ...]) -> str:
    """`the new health.usual_pain`, or `3 new answers`."""
    if len(answers) == 1:
        return f"the new {answers[0].field}"
    return counted(len(answers), "new answer")
