"""`retroplan report`: what became of the plan, week by week."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json, write
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import Theme
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

if TYPE_CHECKING:
    from retroplan.reports.screen import Table
    from retroplan.usecases.reporting import Report


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
    from retroplan.reports.words import reminder
    from retroplan.usecases import reporting

    environment: Environment = ctx.obj
    if as_json + as_csv + as_md > 1:
        raise UsageProblem("give one of --json, --csv and --md")
    day = past_day(since, environment.today) if since else None
    found = reporting.report(environment=environment, since=day, weeks=weeks)
    if as_json:
        show_json("report", found and reporting.document_of(found))
    elif found is None:
        show(environment, no_plan_screen())
    elif as_csv or as_md:
        from retroplan.reports import files

        progress, tests = found.progress, _table(found, theme)
        write(files.as_csv(progress) if as_csv else files.as_markdown(progress, theme, tests))
    else:
        screen = progress_screen(found.progress, theme, tests=_table(found, theme))
        if found.tests_due and theme is None:
            screen.gap().say(reminder(found.tests_due, found.progress.tier), indent=2)
        show(environment, screen)


def _table(found: "Report", theme: Theme | None) -> "Table | None":
    """The plan's tests, where the report is about everything and there are results."""
    if theme is not None or not found.tests:
        return None
    from retroplan.reports.assessments import results_table

    return results_table(found.tests)
