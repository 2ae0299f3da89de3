"""`retroplan protocols`: those that a clinician wrote for you."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson, is_of_subcommand
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import Units
from retroplan.environment import Environment, absolute_path

protocols = typer.Typer(rich_markup_mode=None)
app.add_typer(
    protocols,
    name="protocols",
    short_help=COMMANDS["protocols"],
    epilog=examples("protocols", "protocols check protocols/dr-lee-knee.toml"),
)


@protocols.callback(invoke_without_command=True)
def listing(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The protocols that a clinician wrote for you, and what is wrong with each."""
    if is_of_subcommand(ctx):
        return
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.protocols import shelf

    found = shelf(environment=ctx.obj, evidence=load_evidence())
    if as_json:
        show_json("protocols", found)
        return
    from retroplan.reports.protocols import shelf_screen

    show(ctx.obj, shelf_screen(found))


@protocols.command(epilog=examples("protocols check dr-lee-knee.toml"))
def check(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The protocol, a .toml file.")],
    as_json: AsJson = False,
) -> None:
    """Read one file and say what is wrong with it, or what it asks for week by week."""
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.protocols import checked_protocol

    environment: Environment = ctx.obj
    found = checked_protocol(absolute_path(file), evidence=load_evidence())
    if as_json:
        show_json("protocols check", found)
        return
    from retroplan.reports.protocols import protocol_screen
    from retroplan.usecases.training_log import units_in_use

    show(
        environment, protocol_screen(found, units_in_use(environment=environment) or Units.METRIC)
    )
