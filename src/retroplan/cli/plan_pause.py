"""`retroplan plan pause`: no sessions for a while."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson, own_words
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.environment import Environment


@plans.command(
    short_help=SUBCOMMANDS["pause"],
    epilog=examples("plan pause", "plan pause --until 2026-12-07 --reason travel"),
)
def pause(
    ctx: typer.Context,
    until: Annotated[
        str,
        typer.Option(
            metavar="WHEN", help="The first day that may hold a session again: +2w, 'next mon'."
        ),
    ] = "",
    reason: Annotated[str, own_words("Why, in your own words: travel, a cold.")] = "",
    as_json: AsJson = False,
) -> None:
    """No sessions from today on, until a day or until you say so. The plan's end moves; nothing is lost."""
    from retroplan.core.when import coming_day
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.course.pausing import pause_plan

    environment: Environment = ctx.obj
    paused = pause_plan(
        environment=environment,
        evidence=load_evidence(),
        until=coming_day(until, environment.today) if until else None,
        reason=reason,
    )
    if as_json:
        show_json("plan pause", paused)
        return
    from retroplan.reports.course import paused_screen

    show(environment, paused_screen(paused))
