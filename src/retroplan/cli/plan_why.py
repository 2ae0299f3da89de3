"""`retroplan plan why`: why a session is as it is."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples


@plans.command(short_help=SUBCOMMANDS["why"], epilog=examples("plan why", "plan why 3.2"))
def why(
    ctx: typer.Context,
    session: Annotated[
        str,
        typer.Argument(
            metavar="[SESSION]",
            help="By its name, such as 3.2. Default: today's, or the next.",
            show_default=False,
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Why a session is as it is: what happened, the rule, its source, and what would have come otherwise."""
    from retroplan.usecases.changes import explaining

    found = explaining.why(environment=ctx.obj, session_id=session)
    if as_json:
        show_json("plan why", found)
        return
    from retroplan.reports.why import why_screen

    show(ctx.obj, why_screen(found))
