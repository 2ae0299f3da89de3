"""`retroplan plan diff`: what changed between two revisions."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples

HIGHEST = 1_000_000


@plans.command(
    short_help=SUBCOMMANDS["diff"], epilog=examples("plan diff", "plan diff 1", "plan diff 2 4")
)
def diff(
    ctx: typer.Context,
    first: Annotated[
        str,
        typer.Argument(
            metavar="[A]", help="A revision. Default: the last but one.", show_default=False
        ),
    ] = "",
    second: Annotated[
        str,
        typer.Argument(
            metavar="[B]", help="Another. Default: the current one.", show_default=False
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """What changed between two revisions, session by session: from what to what."""
    from retroplan.usecases.changes import revisions

    found = revisions.difference(environment=ctx.obj, first=_number(first), second=_number(second))
    if as_json:
        show_json("plan diff", found)
        return
    from retroplan.reports.history import diff_screen

    show(ctx.obj, diff_screen(found))


def _number(text: str) -> int | None:
    from retroplan.core.quantities import parse_count

    return parse_count(text, name="a revision", low=1, high=HIGHEST) if text else None
