"""`retroplan plan`: the weeks at a glance, a week, a session, and the limits the plan keeps."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

plans = typer.Typer(rich_markup_mode=None)
app.add_typer(
    plans,
    name="plan",
    short_help=COMMANDS["plan"],
    epilog=examples("plan", "plan --week 2", "plan --session 3.2", "plan bounds"),
)


@plans.callback(invoke_without_command=True)
def plan(
    ctx: typer.Context,
    week: Annotated[
        int | None, typer.Option(metavar="N", help="One week, session by session.")
    ] = None,
    session: Annotated[
        str, typer.Option(metavar="ID", help="One session in full, such as 3.2.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """The plan: its weeks at a glance, one week, or one session."""
    if ctx.invoked_subcommand is not None:
        return
    if week is not None and session:
        raise UsageProblem("give --week or --session, not both")
    if session:
        _show_session(ctx.obj, session, as_json=as_json)
    elif week is not None:
        _show_week(ctx.obj, week, as_json=as_json)
    else:
        _show_plan(ctx.obj, as_json=as_json)


@plans.command()
def bounds(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The limits that this plan keeps, and how close it comes to each."""
    from retroplan.usecases import planning

    found, uses = planning.bounds(environment=ctx.obj)
    if as_json:
        show_json("plan bounds", {"plan_id": found.plan_id, "revision": found.revision,
                                  "bounds": uses})  # fmt: skip
        return
    from retroplan.reports.bounds import bounds_screen

    show(ctx.obj, bounds_screen(found, uses))


def _show_plan(environment: Environment, *, as_json: bool) -> None:
    from retroplan.usecases import planning

    current = planning.needed_plan(environment=environment)
    if as_json:
        show_json("plan", current.document)
        return
    from retroplan.reports.plan import plan_screen

    show(environment, plan_screen(planning.outline(current), current.outcomes))


def _show_week(environment: Environment, number: int, *, as_json: bool) -> None:
    from retroplan.usecases import planning

    current = planning.needed_plan(environment=environment)
    document, week = planning.week_of(current, number)
    if as_json:
        show_json("plan", document)
        return
    from retroplan.reports.plan import week_screen

    show(environment, week_screen(planning.outline(current), week, current.outcomes))


def _show_session(environment: Environment, session_id: str, *, as_json: bool) -> None:
    from retroplan.usecases import planning

    current = planning.needed_plan(environment=environment)
    document, session = planning.session_of(current, session_id)
    if as_json:
        show_json("plan", document)
        return
    from retroplan.reports.plan import session_screen

    show(environment, session_screen(planning.outline(current), session, current.outcomes))
