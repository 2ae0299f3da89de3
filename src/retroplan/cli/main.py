"""The command line's root: options for every command, and the only exit point."""

import re
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from retroplan.cli.output import show_error
from retroplan.environment import Environment, Wishes, from_os
from retroplan.errors import Defect, ExitCode, RetroplanError, UsageProblem

EXIT_CODES = (
    "Exit codes: 0 ok, 2 usage or value, 3 not found or nothing to do, 4 bad input file, "
    "5 refused for safety, 6 infeasible, 7 store trouble, 10 a session is due (today --due), "
    "70 a defect of ours, 130 interrupted."
)

app = typer.Typer(
    name="retroplan",
    help="A coach for walking backwards: a safe plan, each session step by step, your log, your progress.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: quick, and readable aloud
    pretty_exceptions_enable=False,  # health data is never drawn into a traceback
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"retroplan {version('retroplan')}")
        raise typer.Exit


@app.callback()
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
    if isinstance(ctx.obj, Environment):
        return
    ctx.obj = from_os(
        Wishes(
            person=profile, data_dir=data_dir, config=config, today=today, plain=plain,
            no_colour=no_color, no_input=no_input, quiet=quiet,
        )
    )  # fmt: skip


_FLAGS_TAKEN_ANYWHERE = frozenset({"--plain", "--no-color", "--no-input", "--quiet", "-q"})
_DAYS_AGO = re.compile(r"-(\d+)([dw])")


def reordered(argv: Sequence[str]) -> list[str]:
    """Root flags typed after the command, moved before it; `-2d` as `2d-ago`, which no parser takes for an option."""
    words = list(argv)
    end = words.index("--") if "--" in words else len(words)
    flags = [word for word in words[:end] if word in _FLAGS_TAKEN_ANYWHERE]
    rest = [word for word in words[:end] if word not in _FLAGS_TAKEN_ANYWHERE]
    return flags + [_DAYS_AGO.sub(r"\1\2-ago", word) if _DAYS_AGO.fullmatch(word) else word
                    for word in rest] + words[end:]  # fmt: skip


def main(argv: Sequence[str] | None = None, environment: Environment | None = None) -> int:
    """Run one command and return its exit code. The only exit point."""
    _register()
    try:
        return _run(reordered(sys.argv[1:] if argv is None else argv), environment)
    except RetroplanError as error:
        show_error(error)
        return error.exit_code
    except typer.TyperException as error:
        show_error(UsageProblem(_first_line(error), hint=_help_hint(error)))
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort, EOFError):
        typer.echo("\nStopped. Nothing was saved.", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # nobody reads; keep Python from complaining at exit
        return ExitCode.OK
    except Exception as error:
        # The last line of defence: a defect is told, never drawn as a traceback.
        if _wants_traceback():
            raise
        show_error(_defect(error))
        return ExitCode.DEFECT


def _run(argv: list[str], environment: Environment | None) -> int:
    code = app(args=argv, prog_name="retroplan", obj=environment, standalone_mode=False)
    if code == ExitCode.INTERRUPTED:  # typer has turned Ctrl-C into its code, without a word
        raise KeyboardInterrupt
    return code if isinstance(code, int) else ExitCode.OK


def _first_line(error: typer.TyperException) -> str:
    return error.format_message().strip().replace("\n", " ")


def _help_hint(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return (
        f"see `{context.command_path} --help`" if context is not None else "see `retroplan --help`"
    )


def _defect(error: Exception) -> Defect:
    return Defect(
        f"something went wrong inside retroplan ({type(error).__name__}); what was saved is safe",
        hint="run it again with RETROPLAN_DEBUG=1 to see where, and please report it",
    )


def _wants_traceback() -> bool:
    import os

    return bool(os.environ.get("RETROPLAN_DEBUG"))


def _register() -> None:
    """Import the command modules, each of which adds itself to `app`; stdlib and typer only."""
    from retroplan.cli import (  # noqa: F401  # imported for what they register
        energy,
        evidence,
        init,
        log,
        plan,
        report,
        screen,
        skip,
        today,
    )  # fmt: skip
