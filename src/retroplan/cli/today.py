"""`retroplan today`: what to do today, or next."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.environment import Environment
from retroplan.errors import ExitCode


@app.command(
    short_help=COMMANDS["today"],
    epilog=examples("today", "today --plain"),
)
def today(
    ctx: typer.Context,
    due: Annotated[
        bool,
        typer.Option("--due", help="Say nothing; exit 10 if a session is due today, else 0."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What to do today, step by step; on a rest day, when the next session is."""
    from retroplan.usecases import todays_plan

    environment: Environment = ctx.obj
    if due:
        is_due = todays_plan.is_due(
            todays_plan.plan_of_today(environment=environment), environment.today
        )
        raise typer.Exit(ExitCode.DUE if is_due else ExitCode.OK)
    current = todays_plan.needed_plan_of_today(environment=environment)
    day = todays_plan.day_of(current, environment.today)
    if as_json:
        show_json("today", todays_plan.day_document(current, day))
        return
    from retroplan.reports.today import today_screen

    show(environment, today_screen(day))
