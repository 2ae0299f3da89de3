"""`retroplan plan next`: how a plan ended, and the plan after it."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.core.model.vocabulary import GoalKind
from retroplan.errors import UsageProblem


@plans.command(
    "next",
    short_help=SUBCOMMANDS["next"],
    epilog=examples(
        "plan next",
        "plan next --maintenance --dry-run",
        "plan next --goal balance --yes",
        "plan next --continue",
    ),
)
def next_(
    ctx: typer.Context,
    maintenance: Annotated[
        bool, typer.Option("--maintenance", help="A plan that holds what you reached.")
    ] = False,
    goal: Annotated[
        GoalKind | None,
        typer.Option(metavar="WORD", help="A new plan for this goal, from its first week."),
    ] = None,
    go_on: Annotated[
        bool, typer.Option("--continue", help="Go on with this plan, up to week 12.")
    ] = False,
    jog: Annotated[
        bool,
        typer.Option(
            "--jog",
            help="A new plan with a few short backward jogs. Only for trained athletes, after "
            "eight clean weeks.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show all, write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Make it without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """How the plan ended, and the next one: screened again, small at first, kept only after your yes."""
    from retroplan.cli.plan_next_run import Request, run

    if maintenance + go_on + (jog or goal is not None) > 1:
        raise UsageProblem(
            "give one of --maintenance, --continue, and --goal or --jog",
            hint="`retroplan plan next` alone shows what may come next",
        )
    if yes and dry_run:
        raise UsageProblem("give --yes or --dry-run, not both")
    run(
        ctx.obj,
        Request(
            maintenance=maintenance, goal=goal, go_on=go_on, jog=jog, dry_run=dry_run, yes=yes,
            as_json=as_json,
        ),
    )  # fmt: skip
