"""`retroplan plan`: the weeks at a glance, a week, a session, and the limits the plan keeps."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from retroplan.cli.options import AsJson, is_of_subcommand
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

SUBCOMMANDS = {
    "why": "Why a session is as it is, and what would have changed it.",
    "history": "The plan's revisions, and what brought each about.",
    "diff": "What changed between two revisions.",
    "preview": "What would happen if; nothing is written.",
    "pause": "No sessions for a while; the end moves.",
    "resume": "Sessions again, as much as the break allows.",
    "move": "One session on another day.",
    "rebuild": "The rest of the plan anew, after you edited your profile.",
    "export": "The plan as a file that you can edit.",
    "apply": "A plan that was edited by hand, checked in full.",
    "next": "How this plan ended, and the one after it.",
}
"""Every command below `plan` in a line. Each lives in `cli/plan_<name>.py` and adds itself to `plans`."""

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
    if is_of_subcommand(ctx):
        return
    if week is not None and session:
        raise UsageProblem("give --week or --session, not both")
    if session:
        _show_session(ctx.obj, session, as_json=as_json)
    elif week is not None:
        _show_week(ctx.obj, week, as_json=as_json)
    else:
        _show_plan(ctx.obj, as_json=as_json)


def register(argv: Sequence[str]) -> None:
    """Import the modules of the commands below `plan` that are named; where none is, list them all."""
    after = argv[argv.index("plan") + 1 :]
    named = [word for word in after if word in SUBCOMMANDS]
    before = after[: after.index(named[0])] if named else after
    if not named or {"-h", "--help"} & set(before):
        for name, summary in SUBCOMMANDS.items():
            if f"retroplan.cli.plan_{name}" not in sys.modules:
                plans.command(name, short_help=summary)(_listed)
    for name in named:
        import_module(f"retroplan.cli.plan_{name}")


def register_all() -> None:
    """Import every module of a command below `plan`."""
    for name in SUBCOMMANDS:
        import_module(f"retroplan.cli.plan_{name}")


def _listed() -> None:
    """Stands for a command that is only listed."""


@plans.command()
def bounds(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The limits that this plan keeps, and how close it comes to each."""
    from retroplan.usecases import limits

    found, uses = limits.bounds(environment=ctx.obj)
    if as_json:
        show_json("plan bounds", {"plan_id": found.plan_id, "revision": found.revision,
                                  "bounds": uses})  # fmt: skip
        return
    from retroplan.reports.bounds import bounds_screen

    show(ctx.obj, bounds_screen(found, uses))


def _show_plan(environment: Environment, *, as_json: bool) -> None:
    from retroplan.usecases import planning, todays_plan

    current = todays_plan.needed_plan_of_today(environment=environment)
    if as_json:
        show_json("plan", current.document)
        return
    from retroplan.reports.plan import plan_screen

    held = todays_plan.held_on(current, environment.today)
    show(environment, plan_screen(planning.outline(current), current.outcomes, held))


def _show_week(environment: Environment, number: int, *, as_json: bool) -> None:
    from retroplan.usecases import planning, todays_plan

    current = todays_plan.needed_plan_of_today(environment=environment)
    document, week = planning.week_of(current, number)
    if as_json:
        show_json("plan", document, view="plan.week")
        return
    from retroplan.reports.plan import week_screen

    show(environment, week_screen(planning.outline(current), week, current.outcomes))


def _show_session(environment: Environment, session_id: str, *, as_json: bool) -> None:
    from retroplan.usecases import planning, todays_plan

    current = todays_plan.needed_plan_of_today(environment=environment)
    document, session = planning.session_of(current, session_id)
    if as_json:
        show_json("plan", document, view="plan.session")
        return
    from retroplan.reports.plan import session_screen

    show(environment, session_screen(planning.outline(current), session, current.outcomes))
