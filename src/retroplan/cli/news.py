"""`retroplan news`: what asks for the safety questions again."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson, own_words
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import NewsKind
from retroplan.environment import Environment


@app.command(
    short_help=COMMANDS["news"],
    epilog=examples("news fall --on yesterday", 'news medicine --note "a new sleeping pill"'),
)
def news(
    ctx: typer.Context,
    kind: Annotated[
        NewsKind, typer.Argument(metavar="KIND", help="fall, diagnosis, surgery or medicine.")
    ],
    on: Annotated[
        str, typer.Option(metavar="WHEN", help="The day: yesterday, tue, -2d. Default: today.")
    ] = "",
    note: Annotated[str, own_words("What it was.")] = "",
    as_json: AsJson = False,
) -> None:
    """News of your health. The plan waits until you have gone through the safety questions again."""
    from retroplan.core.when import past_day
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.course.news import tell_news

    environment: Environment = ctx.obj
    heard = tell_news(
        environment=environment,
        evidence=load_evidence(),
        kind=kind,
        on=past_day(on, environment.today) if on else environment.today,
        note=note,
    )
    if as_json:
        show_json("news", heard)
        return
    from retroplan.reports.course import heard_screen

    show(environment, heard_screen(heard, environment.profile_file))
