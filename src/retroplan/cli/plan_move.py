"""`retroplan plan move`: one session on another day."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.environment import Environment


@plans.command(
    short_help=SUBCOMMANDS["move"],
    epilog=examples("plan move 1.3 sat", "plan move 3.2 2026-12-10", "plan move 2.1 in 3 days"),
)
def move(
    ctx: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION", help="Which one, such as 3.2.")],
    when: Annotated[
        list[str],
        typer.Argument(
            metavar="WHEN", help="A day to come: today, sat, +2d, next mon, 2026-12-05."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """One session on another day of its week; the order and the rest days stay."""
    from retroplan.core.when import coming_day
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.course.moving import move_session

    environment: Environment = ctx.obj
    moved = move_session(
        environment=environment,
        evidence=load_evidence(),
        session_id=session,
        to=coming_day(" ".join(when), environment.today),
    )
    if as_json:
        show_json("plan move", moved)
        return
    from retroplan.reports.course import moved_screen

    show(environment, moved_screen(moved))
