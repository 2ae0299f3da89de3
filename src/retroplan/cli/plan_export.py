"""`retroplan plan export`: the plan as a file to edit by hand."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json, write
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.environment import Environment, absolute_path
from retroplan.errors import UsageProblem


@plans.command(
    short_help=SUBCOMMANDS["export"],
    epilog=examples("plan export plan.csv", "plan export plan.toml", "plan export - --format csv"),
)
def export(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="plan.csv or plan.toml; - is the screen.")
    ],
    form: Annotated[
        str,
        typer.Option("--format", metavar="WORD", help="csv or toml, if the name says neither."),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """The plan as a file for a spreadsheet or an editor, a row a session.

    Edit what is still to come, to less or to another day of its week, then check and keep it with
    `retroplan plan apply`.
    """
    from retroplan.plan_file.exchange import Form, form_of
    from retroplan.usecases.plan_files.exporting import export_plan, plan_text

    environment: Environment = ctx.obj
    if form and form.lower() not in set(Form):
        raise UsageProblem(f"--format takes csv or toml, not {form!r}")
    if file == "-":
        if as_json:
            raise UsageProblem("--json tells of a file; on the screen it is the plan itself",
                               hint="`retroplan plan --json`, or name a file")  # fmt: skip
        if not form:
            raise UsageProblem("which form?", hint="--format csv, or --format toml")
        write(plan_text(environment=environment, form=Form(form.lower())))
        return
    path = absolute_path(file)
    wished = Form(form.lower()) if form else form_of(path)
    found = export_plan(environment=environment, path=path, form=wished, replaces=force)
    if as_json:
        show_json("plan export", found)
        return
    from retroplan.reports.plan_files import exported_screen

    show(environment, exported_screen(found, typed=file))
