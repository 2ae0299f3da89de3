"""`retroplan screen`: what your answers mean for a plan."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json, write
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.environment import Environment
from retroplan.errors import ExitCode, UsageProblem


@app.command(
    short_help=COMMANDS["screen"],
    epilog=examples("screen", "screen --for-clinician"),
)
def screen(
    ctx: typer.Context,
    for_clinician: Annotated[
        bool,
        typer.Option("--for-clinician", help="One page of plain text to show to your clinician."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What your answers mean for a plan: which one causes which limit, and why. Exit 5 if it has to wait."""
    if as_json and for_clinician:
        raise UsageProblem("give --json or --for-clinician, not both")
    from retroplan.usecases import screening

    environment: Environment = ctx.obj
    found = screening.screen_profile(environment=environment)
    if as_json:
        show_json("screen", screening.document_of(found), findings=found.clearance.findings)
    elif for_clinician:
        from retroplan.cli.clinician_page import clinician_page

        write(clinician_page(found, width=environment.width))
    else:
        from retroplan.cli.screening_screen import screening_screen

        show(environment, screening_screen(found, environment.profile_file))
    raise typer.Exit(ExitCode.UNSAFE if found.clearance.withholds else ExitCode.OK)
