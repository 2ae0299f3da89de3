"""`retroplan plan resume`: sessions again."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json, tell
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.environment import Environment
from retroplan.errors import ExitCode, Unsafe, UsageProblem

if TYPE_CHECKING:
    from retroplan.core.answers.course import Resumed
    from retroplan.core.model.profile import ClinicianYes
    from retroplan.usecases.course.held import Word

_OF_A_YES = frozenset({
    "covers", "cleared_treadmill", "cleared_max_grade", "cleared_start", "pain_ceiling",
    "no_lighter_weeks",
})  # fmt: skip
"""The parameters that tell more of a yes than who gave it."""


@plans.command(
    short_help=SUBCOMMANDS["resume"],
    epilog=examples(
        "plan resume", 'plan resume --clearance "Dr Adams"', "plan resume --hurt no --seen yes"
    ),
)
def resume(
    ctx: typer.Context,
    clearance: Annotated[
        str,
        typer.Option(
            metavar="WHO", help="The clinician who agreed, where the plan waits for one."
        ),
    ] = "",
    hurt: Annotated[
        str, typer.Option(metavar="yes|no", help="After a fall: whether it hurt.")
    ] = "",
    seen: Annotated[
        str,
        typer.Option(metavar="yes|no", help="And whether somebody qualified has looked at it."),
    ] = "",
    covers: Annotated[list[str] | None, typer.Option(
        metavar="NAME", help="With it: for which condition; again for more.")] = None,
    cleared_treadmill: Annotated[bool | None, typer.Option(
        help="With --covers: a treadmill, hands on its rails.")] = None,
    cleared_max_grade: Annotated[str | None, typer.Option(
        metavar="PCT", help="The steepest incline they allow.")] = None,
    cleared_start: Annotated[str | None, typer.Option(
        metavar="MIN", help="Backward minutes of the first sessions, if it begins anew.")] = None,
    pain_ceiling: Annotated[str | None, typer.Option(
        metavar="0-5", help="More pain than this is too much.")] = None,
    no_lighter_weeks: Annotated[bool | None, typer.Option(
        "--no-lighter-weeks", help="With --covers: no lighter weeks.")] = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Sessions again, as gently as the days off ask for. Where it is due, your answers are screened first."""
    from retroplan.cli.alarms import keeping_signs
    from retroplan.usecases.course.held import Word
    from retroplan.usecases.course.resuming import StillWaiting

    environment: Environment = ctx.obj
    try:
        by = clearance.strip()
        word = Word(
            cleared_by=by,
            clearance=_yes(environment, by, ctx),
            hurt=_yes_no("--hurt", hurt),
            seen=_yes_no("--seen", seen),
        )
        with keeping_signs(environment):
            resumed = _resumed(environment, word)
    except StillWaiting as refused:
        refused.findings = refused.clearance.findings
        raise
    if as_json:
        findings = resumed.clearance.findings if resumed.clearance else ()
        show_json("plan resume", resumed, findings=findings)
        return
    from retroplan.reports.course import resumed_screen

    show(environment, resumed_screen(resumed))


def _yes(environment: Environment, by: str, ctx: typer.Context) -> "ClinicianYes | None":
    """The yes that flags tell more of than who gave it; None where they do not."""
    flags = {name: value for name, value in ctx.params.items() if name in _OF_A_YES}
    if all(value in (None, (), []) for value in flags.values()):
        return None
    if not by:
        raise UsageProblem("whose yes is it?", hint="name the clinician too: --clearance GP")
    from retroplan.cli.agreement_questions import told_keys
    from retroplan.cli.init_flags import flag_values
    from retroplan.cli.init_wizard import surroundings
    from retroplan.cli.wizard_health import health_questions
    from retroplan.core.codec import decode
    from retroplan.core.model.profile import ClinicianYes
    from retroplan.evidence.load import load_evidence

    around = surroundings(environment, load_evidence())
    asked = health_questions(around.catalogue, environment.today)
    told = told_keys(flag_values(flags, asked, around.catalogue, units="metric"))
    return decode(ClinicianYes, {"given": True, "by": by, "on": environment.today, **told})


def _resumed(environment: Environment, word: "Word") -> "Resumed":
    """The plan resumed; on a terminal, what is still needed is asked for."""
    from dataclasses import replace

    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.course.falling import FallOpen
    from retroplan.usecases.course.held import NeedsAnswers, NeedsClinician
    from retroplan.usecases.course.resuming import resume_plan

    evidence = load_evidence()
    while True:
        try:
            return resume_plan(environment=environment, evidence=evidence, word=word)
        except FallOpen as needed:
            if not environment.is_interactive or None not in (word.hurt, word.seen):
                raise
            word = _ask_of_the_fall(environment, needed, word)
        except NeedsClinician as needed:
            if not environment.is_interactive:
                raise
            word = replace(word, cleared_by=_ask_who(environment, needed))
        except NeedsAnswers as needed:
            if not environment.is_interactive:
                raise
            _ask_whether_all_is_told(environment, needed)
            word = replace(word, is_all_told=True)


def _ask_of_the_fall(environment: Environment, needed: Unsafe, word: "Word") -> "Word":
    """With what was not said yet of a fall; Enter is no answer."""
    from dataclasses import replace

    _introduce(environment, needed)
    hurt, seen = word.hurt, word.seen
    if hurt is None:
        why = "A fall that hurt is looked at before you walk backward again."
        hurt = _answered(environment, "Did it hurt?", why)
    if seen is None:
        question = "Has somebody qualified looked at it, a doctor or a physiotherapist?"
        seen = _answered(environment, question, "They see what you may not feel yet.")
    return replace(word, hurt=hurt, seen=seen)


def _answered(environment: Environment, question: str, why: str) -> bool:
    from retroplan.cli.prompts import ask_yes_no

    answer = ask_yes_no(question, why=why)
    if not isinstance(answer, bool):
        _end(environment)
    return answer is True


def _yes_no(flag: str, typed: str) -> bool | None:
    said = {"": None, "yes": True, "y": True, "no": False, "n": False}
    if typed.strip().casefold() not in said:
        raise UsageProblem(f"{flag} takes yes or no, not {typed[:20]!r}")
    return said[typed.strip().casefold()]


def _ask_who(environment: Environment, needed: Unsafe) -> str:
    """The clinician who has agreed; ends here where none has."""
    from retroplan.cli.prompts import BACK, ask, ask_yes_no

    _introduce(environment, needed)
    why = "After pain that was too much, or a sign of something more, somebody qualified looks first."
    if ask_yes_no("Has a clinician agreed that you go on?", default=False, why=why) is not True:
        _end(environment)
    who = ask("Who?", parse=_name, why="It is kept with your plan, for you and for them.")
    if who is BACK:
        _end(environment)
    return str(who)


def _ask_whether_all_is_told(environment: Environment, needed: Unsafe) -> None:
    """Ends here where the profile does not know yet what is new."""
    from retroplan.cli.prompts import ask_yes_no

    _introduce(environment, needed)
    why = "The limits of your plan rest on the answers in your profile; what it does not know, they cannot heed."
    if ask_yes_no("Does it say all that is so now?", default=False, why=why) is not True:
        tell(environment, f"Write it there first: {environment.profile_file}")
        _end(environment)


def _name(typed: str) -> str:
    if not typed:
        raise UsageProblem("please type a name, such as GP")
    return typed


def _introduce(environment: Environment, needed: Unsafe) -> None:
    tell(environment, f"{needed.message[:1].upper()}{needed.message[1:].rstrip('.')}.")


def _end(environment: Environment) -> None:
    tell(environment, "The plan waits. Nothing was changed.")
    raise typer.Exit(ExitCode.UNSAFE)
