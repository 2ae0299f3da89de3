"""Options that several commands share: one wording for each."""

from typing import Annotated, Any

import typer

from retroplan.cli.output import heed_note
from retroplan.errors import UsageProblem


def own_words(what: str) -> Any:
    """An option for words of one's own; an alarming one among them is heard before all else."""

    def heed(words: str | None) -> str | None:
        heed_note(words or "")
        return words

    return typer.Option(metavar="TEXT", help=what, callback=heed)


def is_of_subcommand(ctx: typer.Context) -> bool:
    """Whether a command below this one is to run; no option of this one is dropped on the way.

    Raises:
        UsageProblem: one was given.
    """
    below = ctx.invoked_subcommand
    if below is None:
        return False
    for option in ctx.command.params:
        source = ctx.get_parameter_source(option.name or "")
        if source is not None and source.name == "COMMANDLINE":
            path = ctx.command_path
            raise UsageProblem(
                f"{option.opts[0]} is an option of `{path}`, not of `{path} {below}`",
                hint=f"leave it out, or see `{path} {below} --help`",
            )
    return True


AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON, for programs.")]
When = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHEN]",
        help="A day gone by: yesterday, tue, 3 days ago, -2d, 2026-11-25. Default: today.",
        show_default=False,
    ),
]
