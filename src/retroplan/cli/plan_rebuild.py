"""`retroplan plan rebuild`: the rest of the plan anew, after the profile was edited."""

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.environment import Environment


@plans.command(short_help=SUBCOMMANDS["rebuild"], epilog=examples("plan rebuild"))
def rebuild(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The rest of the plan from what your profile says now. What lies behind you stays as it was."""
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.course.rebuilding import Withheld, rebuild_plan

    environment: Environment = ctx.obj
    try:
        rebuilt = rebuild_plan(environment=environment, evidence=load_evidence())
    except Withheld as refused:
        refused.data, refused.findings = refused.found, refused.found.clearance.findings
        raise
    if as_json:
        show_json("plan rebuild", rebuilt, findings=rebuilt.clearance.findings)
        return
    from retroplan.reports.course import rebuilt_screen

    show(environment, rebuilt_screen(rebuilt))
