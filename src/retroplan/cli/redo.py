"""`retroplan redo`: what was taken back, brought again."""

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples


@app.command(short_help=COMMANDS["redo"], epilog=examples("redo", "redo --json"))
def redo(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Bring again what undo took back last. Once more for the step after it.

    It is there until something new is entered.
    """
    from retroplan.reports.undoing import brought_again_screen
    from retroplan.usecases.undoing import bring_again

    found = bring_again(environment=ctx.obj)
    if as_json:
        show_json("redo", found)
        return
    show(ctx.obj, brought_again_screen(found.sentence, found.remarks))
