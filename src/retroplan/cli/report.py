"""`retroplan report`: what became of the plan, week by week."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json, write
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import Theme
from retroplan.environment import Environment
from retroplan.errors import UsageProblem


@app.command(
    short_help=COMMANDS["report"],
    epilog=examples("report", "report --weeks 4 --theme pain", "report --since 2026-11-23 --md"),
)
def report(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="DAY", help="From this day on: 2026-11-23, -14d, mon.")
    ] = "",
    weeks: Annotated[int | None, typer.Option(metavar="N", help="The last N weeks.")] = None,
    theme: Annotated[Theme | None, typer.Option(help="One theme instead of all.")] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="A row a week, as CSV.")] = False,
    as_md: Annotated[bool, typer.Option("--md", help="A page, as Markdown.")] = False,
) -> None:
    """How it goes: sessions, minutes, effort, pain and stumbles, week by week."""
    from retroplan.core.when import past_day
    from retroplan.reports.progress import no_plan_screen, progress_screen
    from retroplan.usecases import reporting

    environment: Environment = ctx.obj
    if as_json + as_csv + as_md > 1:
        raise UsageProblem("give one of --json, --csv and --md")
    day = past_day(since, environment.today) if since else None
    found = reporting.progress(environment=environment, since=day, weeks=weeks)
    if as_json:
        show_json("report", found)
    elif found is None:
        show(environment, no_plan_screen())
    elif as_csv or as_md:
        from retroplan.reports import files

        write(files.as_csv(found) if as_csv else files.as_markdown(found, theme))
    else:
        show(environment, progress_screen(found, theme))
