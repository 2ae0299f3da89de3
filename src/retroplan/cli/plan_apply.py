"""`retroplan plan apply`: a plan that was edited by hand, checked again and kept."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.core.text import clean
from retroplan.environment import Environment, absolute_path

_LONGEST_NAME = 80


@plans.command(
    short_help=SUBCOMMANDS["apply"],
    epilog=examples("plan apply plan.csv --dry-run", "plan apply plan.csv"),
)
def apply(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A .csv or .toml that `plan export` wrote.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show all, write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep a plan that you or your clinician edited by hand, once every rule was checked.

    Only sessions still to come may differ: to less, or to another day of their week. All that speaks
    against the file is told at once, with its lines.
    """
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.plan_files.applying import apply_plan_file, rehearse_plan_file

    environment: Environment = ctx.obj
    path = absolute_path(file)
    found = (rehearse_plan_file if dry_run else apply_plan_file)(
        environment=environment,
        path=path,
        name=clean(path.name, longest=_LONGEST_NAME),
        evidence=load_evidence(),
    )
    if as_json:
        show_json("plan apply", found)
        return
    from retroplan.reports.plan_files import applied_screen

    show(environment, applied_screen(found))
