"""`retroplan plan history`: the plan's revisions."""

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans


@plans.command(short_help=SUBCOMMANDS["history"])
def history(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The plan's revisions: when each was made, what brought it about, and what it changed."""
    from retroplan.usecases.changes import revisions

    found = revisions.history(environment=ctx.obj)
    if as_json:
        show_json("plan history", found)
        return
    from retroplan.reports.history import history_screen

    show(ctx.obj, history_screen(found))
