"""`retroplan undo`: the last change, taken back."""

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples


@app.command(short_help=COMMANDS["undo"], epilog=examples("undo", "undo --json"))
def undo(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Take back what the last command changed, and say what that was. Once more for the one before.

    One command is one step, in the order in which they were typed, back to the beginning. What
    only looks, such as report, is no step. Something new ends what redo can bring again.
    """
    from retroplan.reports.undoing import taken_back_screen
    from retroplan.usecases.undoing import take_back

    found = take_back(environment=ctx.obj)
    if as_json:
        show_json("undo", found)
        return
    show(ctx.obj, taken_back_screen(found.sentence, found.remarks))
