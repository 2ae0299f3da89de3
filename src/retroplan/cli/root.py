"""The root of all commands, to which each adds itself, and the options that all of them share."""

from typing import Annotated

import typer

from retroplan.environment import Environment, Wishes, from_os
from retroplan.errors import ExitCode

EXIT_CODES = (
    "Exit codes: 0 ok, 2 usage or value, 3 not found or nothing to do, 4 bad input file, "
    "5 refused for safety, 6 infeasible, 7 store trouble, 10 a session is due (today --due), "
    "70 a defect of ours, 130 interrupted."
)

COMMANDS = {
    "init": "Begin: your answers, the safety questions, a plan.",
    "today": "What to do today, step by step.",
    "log": "Keep a session that you did, in seconds.",
    "skip": "Leave a session out; a skip is not a miss.",
    "checkin": "How you are this morning: is it a day for a session?",
    "easier": "Ask for less; it is always granted.",
    "plan": "The weeks, one week, one session, the limits.",
    "news": "A fall, a diagnosis, an operation, a new medicine.",
    "sessions": "What you recorded: look it up, put it right, delete it.",
    "undo": "Take back the last change.",
    "redo": "Bring again what undo took back.",
    "assess": "Tests: when one is due, how it is done, what it says.",
    "report": "How it goes: minutes, effort, pain, stumbles.",
    "screen": "Which answer limits the plan, and what to ask.",
    "protocols": "Protocols of your clinician's own.",
    "evidence": "The studies behind a number or a rule.",
    "energy": "What a walk costs, as an honest range.",
}
"""Every command in a line, in the order of their use. Each lives in a module of its own name."""


def examples(*lines: str) -> str:
    """The end of a command's help: what one may type, as it is typed."""
    return "\n".join(("\b", "Examples:", *(f"  retroplan {line}" for line in lines)))


app = typer.Typer(
    name="retroplan",
    help="A coach for walking backwards: a safe plan, each session step by step, your log, your progress.\n\n"
    "Begin with `retroplan init`. Then `retroplan today` before each session, and `retroplan log` after it.",
    epilog=EXIT_CODES,
    rich_markup_mode=None,  # plain help: quick, and readable aloud
    pretty_exceptions_enable=False,  # health data is never drawn into a traceback
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("retroplan")
        except PackageNotFoundError:  # run from its source tree
            number = "(not installed)"
        typer.echo(f"retroplan {number}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    profile: Annotated[
        str, typer.Option(metavar="NAME", help="Whose data, where several share a machine.")
    ] = "",
    data_dir: Annotated[
        str, typer.Option(metavar="DIR", help="Keep profile and store in this folder.")
    ] = "",
    config: Annotated[str, typer.Option(metavar="FILE", help="The profile file.")] = "",
    today: Annotated[
        str, typer.Option(metavar="DATE", help="Pretend that today is this day.")
    ] = "",
    plain: Annotated[
        bool, typer.Option("--plain", help="One fact a line, for screen readers and pipes.")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only data and errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(ExitCode.USAGE)
    if isinstance(ctx.obj, Environment):
        return
    ctx.obj = from_os(
        Wishes(
            person=profile, data_dir=data_dir, config=config, today=today, plain=plain,
            no_colour=no_color, no_input=no_input, quiet=quiet,
        )
    )  # fmt: skip
