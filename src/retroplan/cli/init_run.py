"""What `retroplan init` does, step by step: gather, ask, begin, show."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import typer

from retroplan.cli.alarms import keeping_signs
from retroplan.cli.init_look import beginning_screen, document_of, plan_words
from retroplan.cli.output import show, show_json, tell
from retroplan.cli.wizard_profile import INJURIOUS
from retroplan.core.model.adjustment import FALL
from retroplan.core.text import listed
from retroplan.environment import Environment, absolute_path
from retroplan.errors import ExitCode, NotFound, Unsafe, UsageProblem
from retroplan.evidence.load import load_evidence
from retroplan.usecases.declaring import Declaration, declared, declared_in, local_zone
from retroplan.usecases.drafts import drop_draft
from retroplan.usecases.starting import (
    Beginning,
    NotYet,
    begin,
    existing_plan,
    rehearse,
)

if TYPE_CHECKING:
    from retroplan.cli.init_flags import Flags
    from retroplan.core.model.evidence import Evidence
    from retroplan.store.plans import StoredPlan

_NO_ANSWERS = frozenset({"from_", "dry_run", "new_plan", "as_json"})
_ANSWERED_BY = {
    "health.conditions": "--condition none",
    "health.symptoms": "--symptom none",
    "health.usual_pain": "--usual-pain 0",
    "health.injurious_falls_last_12_months": "--injurious-falls 0",
}


class Request(NamedTuple):
    """What was typed after `init`."""

    flags: "Flags"
    source: str
    is_rehearsal: bool
    is_new: bool
    as_json: bool


def run(environment: Environment, request: Request) -> None:
    """From what was typed to a plan on disk and on the screen.

    Raises:
        Heard: a sign that comes first was typed at a question.
    """
    with keeping_signs(environment, keeps=not request.is_rehearsal):
        _run(environment, request)


def _run(environment: Environment, request: Request) -> None:
    current = existing_plan(environment=environment)
    asks = environment.is_interactive and not request.source
    if current is not None and asks and not request.is_new:
        _offer_new_plan(environment, current)
    evidence = load_evidence()
    base = _base(environment, request, evidence)
    values = _flag_values(request, base, evidence, environment)
    if asks:
        from retroplan.cli.init_wizard import asked

        declaration = asked(
            environment, base=base, values=values, evidence=evidence,
            is_rehearsal=request.is_rehearsal, has_plan=current is not None,
        )  # fmt: skip
    else:
        declaration = _told(environment, base, values, evidence, request.source)
        if current is not None and not request.is_new:
            _guard(environment, declaration, evidence, current)
    _begin(environment, declaration, evidence, request, is_asked=asks)


def _base(environment: Environment, request: Request, evidence: "Evidence") -> Declaration | None:
    """What a file says already: the one that was named, or the profile file if there is one."""
    source = request.source
    path = absolute_path(source) if source else environment.profile_file
    try:
        return declared_in(
            path, name=source or str(path), evidence=evidence, today=environment.today
        )
    except NotFound:
        if source:
            raise
        return None


def _flag_values(
    request: Request, base: Declaration | None, evidence: "Evidence", environment: Environment
) -> dict[str, object]:
    if all(
        value in (None, ()) for name, value in request.flags.items() if name not in _NO_ANSWERS
    ):
        return {}
    from retroplan.cli.init_flags import flag_values
    from retroplan.cli.init_wizard import surroundings
    from retroplan.cli.wizard_questions import questions

    around = surroundings(environment, evidence)
    units = base.profile.display.units if base else "metric"
    return flag_values(request.flags, questions(around), around.catalogue, units=units)


def _told(
    environment: Environment,
    base: Declaration | None,
    values: dict[str, object],
    evidence: "Evidence",
    source: str,
) -> Declaration:
    """The profile of file and flags, with nobody to ask."""
    if base is not None and not values:
        return base
    name = source or str(environment.profile_file)
    if base is None:
        from retroplan.cli.init_flags import refuse_missing

        refuse_missing(values)
        values = {"availability.timezone": local_zone() or None, **values}
    found = declared(values, base=base, name=name, evidence=evidence, today=environment.today)
    return replace(found, says_injuries=INJURIOUS in values)


def _begin(
    environment: Environment,
    declaration: Declaration,
    evidence: "Evidence",
    request: Request,
    *,
    is_asked: bool,
) -> None:
    make = rehearse if request.is_rehearsal else begin
    try:
        made = make(
            environment=environment, declaration=declaration, evidence=evidence, is_asked=is_asked
        )
    except NotYet as refused:
        if not request.is_rehearsal:
            drop_draft(environment=environment)
        _refuse(environment, _with_flags(refused), request)
    else:
        if made.is_kept:
            drop_draft(environment=environment)
        _show(environment, made, request)


def _show(environment: Environment, made: Beginning, request: Request) -> None:
    if request.as_json:
        show_json("init", document_of(made), findings=made.clearance.findings)
    else:
        show(environment, beginning_screen(made))


def _refuse(environment: Environment, refused: NotYet, request: Request) -> None:
    refused.findings = refused.clearance.findings
    refused.data = {
        "profile_file": str(environment.profile_file),
        "is_kept": not request.is_rehearsal,
        "clearance": refused.clearance,
        "plan": None,
    }
    raise refused


def _with_flags(refused: NotYet) -> NotYet:
    """The refusal for want of answers, with the flags that give them."""
    named = [finding.answer.split()[0] for finding in refused.clearance.findings
             if finding.rule in {"unanswered", FALL} and not refused.is_left]  # fmt: skip
    flags = [_ANSWERED_BY[key] for key in named if key in _ANSWERED_BY]
    if not flags:
        return refused
    hint = f"answer with {listed(flags)}, or with what you have."
    return NotYet(
        refused.clearance, Unsafe(refused.message, hint=hint), what_became=refused.what_became
    )


def _offer_new_plan(environment: Environment, current: "StoredPlan") -> None:
    """Ends here unless the person wants a new plan beside the one there is."""
    from retroplan.cli.prompts import ask_yes_no
    from retroplan.cli.wizard import remark

    remark(environment, f"You have a plan: {plan_words(current)}.")
    wants = ask_yes_no(
        "Begin a new one? The old plan and all you logged are kept.",
        default=False,
        why="A new plan starts from week 1. `retroplan plan` shows the one you have.",
    )
    if wants is not True:
        tell(environment, "Nothing was changed.")
        raise typer.Exit(ExitCode.OK)


def _guard(
    environment: Environment,
    declaration: Declaration,
    evidence: "Evidence",
    current: "StoredPlan",
) -> None:
    """A second plan is never begun by accident; the same one again, or a refusal, is no second."""
    try:
        made = rehearse(environment=environment, declaration=declaration, evidence=evidence)
    except NotYet:
        return
    if made.was_there:
        return
    if environment.is_interactive:
        _offer_new_plan(environment, current)
        return
    raise UsageProblem(
        f"there is a plan already: {plan_words(current)}",
        hint="--new-plan begins a new one and keeps the old; `retroplan plan` shows the old one",
    )
