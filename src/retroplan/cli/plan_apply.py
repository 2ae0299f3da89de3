"""`retroplan plan apply`: a plan that was edited by hand, checked again and kept."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples
from retroplan.core.text import clean, counted, listed
from retroplan.environment import Environment, absolute_path
from retroplan.errors import BadFile, Unsafe
from retroplan.reports.screen import Screen, Style

if TYPE_CHECKING:
    from retroplan.usecases.plan_files.applying import AppliedFile

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
    from retroplan.usecases.plan_files.applying import apply_plan_file

    environment: Environment = ctx.obj
    path = absolute_path(file)
    try:
        found = apply_plan_file(
            environment=environment,
            path=path,
            name=clean(path.name, longest=_LONGEST_NAME),
            evidence=load_evidence(),
            is_rehearsal=dry_run,
        )
    except (BadFile, Unsafe) as refused:
        if as_json:
            error = {
                "kind": refused.kind, "message": refused.message, "hint": refused.hint,
                "problems": refused.problems,
            }  # fmt: skip
            show_json("plan apply", None, errors=[error])
        raise
    if as_json:
        show_json("plan apply", found)
    else:
        show(environment, _screen(found, is_rehearsal=dry_run))


def _screen(found: "AppliedFile", *, is_rehearsal: bool) -> Screen:
    from retroplan.reports.plan_diff import add_diff

    screen = Screen()
    for remark in found.remarks:
        screen.say(remark)
    if not found.edited:
        return screen.say(f"Nothing in {found.file} differs from the plan; nothing was changed.")
    sessions = f"{counted(len(found.edited), 'session')} ({listed(found.edited)})"
    if is_rehearsal:
        screen.say(f"A rehearsal: {found.file} would change {sessions}. Nothing is written.",
                   Style.STRONG)  # fmt: skip
    else:
        screen.say(f"Saved: {found.file} changes {sessions}. Every rule still holds.")
    add_diff(screen, found.changes, found.units)
    if {change.after.session_id for change in found.changes.changed} - set(found.edited):
        screen.say("What changes beside those follows from the rules and the days gone by.",
                   indent=2)  # fmt: skip
    if not is_rehearsal:
        screen.gap().say("Take it back: retroplan undo", Style.QUIET)
    return screen
