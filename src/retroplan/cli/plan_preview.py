"""`retroplan plan preview`: what would happen if."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.plan import SUBCOMMANDS, plans
from retroplan.cli.root import examples

if TYPE_CHECKING:
    from retroplan.core.recording import Report

MOST_SESSIONS = 60


@plans.command(
    short_help=SUBCOMMANDS["preview"],
    epilog=examples(
        "plan preview --pain 6",
        "plan preview --pain 2 --morning 3",
        "plan preview --miss 10d",
        "plan preview --as-planned 2",
    ),
)
def preview(
    ctx: typer.Context,
    pain: Annotated[str, typer.Option(metavar="0-10", help="Pain while walking.")] = "",
    morning: Annotated[str, typer.Option(metavar="0-10", help="Pain on the morning after.")] = "",
    rpe: Annotated[str, typer.Option(metavar="0-10", help="How hard it was.")] = "",
    near_falls: Annotated[str, typer.Option(metavar="N", help="Stumbles.")] = "",
    fall: Annotated[bool, typer.Option("--fall", help="A fall.")] = False,
    minutes: Annotated[
        str, typer.Option(metavar="MIN", help="Minutes in all, where it ended early.")
    ] = "",
    as_planned: Annotated[
        str, typer.Option(metavar="N", help="First, so many sessions as planned and well.")
    ] = "",
    miss: Annotated[
        str, typer.Option(metavar="DAYS", help="First, days without a session: 10d, 2w.")
    ] = "",
    fever: Annotated[bool, typer.Option("--fever", help="Fever today.")] = False,
    easier: Annotated[bool, typer.Option("--easier", help="The wish for less.")] = False,
    pause: Annotated[str, typer.Option(metavar="DAYS", help="A pause from today: 7d, 2w.")] = "",
    as_json: AsJson = False,
) -> None:
    """What the plan would become if the next session went like this. Nothing is written."""
    from retroplan.core.quantities import parse_count
    from retroplan.core.when import parse_span
    from retroplan.usecases.changes.pretending import Pretence
    from retroplan.usecases.changes.pretending import preview as previewed

    pretence = Pretence(
        easier=easier,
        pause_days=parse_span(pause, name="--pause") if pause else 0,
        fever=fever,
        missed_days=parse_span(miss, name="--miss") if miss else 0,
        as_planned=(
            parse_count(as_planned, name="--as-planned", low=1, high=MOST_SESSIONS)
            if as_planned else 0
        ),
        report=_report(pain=pain, rpe=rpe, near_falls=near_falls, fall=fall, minutes=minutes),
        morning_pain=(
            parse_count(morning, name="--morning", low=0, high=10) if morning else None
        ),
    )  # fmt: skip
    found = previewed(environment=ctx.obj, pretence=pretence)
    if as_json:
        show_json("plan preview", found)
        return
    from retroplan.reports.preview import preview_screen

    show(ctx.obj, preview_screen(found))


def _report(*, pain: str, rpe: str, near_falls: str, fall: bool, minutes: str) -> "Report | None":
    """What is said of the session; None where nothing is."""
    from retroplan.cli.log_values import MOST_STUMBLES, SCALE
    from retroplan.core.quantities import parse_count, parse_minutes
    from retroplan.core.recording import Report

    def count(text: str, name: str, low: int, high: int) -> int | None:
        return parse_count(text, name=name, low=low, high=high) if text else None

    report = Report(
        total_s=parse_minutes(minutes, name="--minutes") if minutes else None,
        rpe=count(rpe, "--rpe", *SCALE),
        nprs_during=count(pain, "--pain", *SCALE),
        near_falls=count(near_falls, "--near-falls", 0, MOST_STUMBLES),
        falls=1 if fall else None,
    )
    return None if report == Report() else report
