"""`retroplan easier`: the wish for less."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson, own_words
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples


@app.command(
    short_help=COMMANDS["easier"], epilog=examples("easier", 'easier --reason "a hard week"')
)
def easier(
    ctx: typer.Context,
    reason: Annotated[str, own_words("Why, in your own words. Nobody needs one.")] = "",
    as_json: AsJson = False,
) -> None:
    """Less from the next session on, until two sessions in a row went well. Always granted."""
    from retroplan.usecases.course import wishing

    found = wishing.easier(environment=ctx.obj, reason=reason)
    if as_json:
        show_json("easier", found)
        return
    from retroplan.reports.course import granted_screen

    show(ctx.obj, granted_screen(found))
