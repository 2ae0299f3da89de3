"""`retroplan sessions`: what was recorded, looked up, put right, deleted."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson, is_of_subcommand, own_words
from retroplan.cli.output import show, show_json, tell
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import Stage
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

if TYPE_CHECKING:
    from retroplan.core.answers.records import Changed

records = typer.Typer(rich_markup_mode=None)
app.add_typer(
    records,
    name="sessions",
    short_help=COMMANDS["sessions"],
    epilog=examples(
        "sessions", "sessions --weeks 52", "sessions show -1", "sessions edit -1 --pain 2",
        "sessions delete 12",
    ),
)  # fmt: skip

Number = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Its number in the list; -1 is the last, -2 the one before."
    ),
]


@records.callback(invoke_without_command=True)
def sessions(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="DAY", help="From this day on: 2026-11-23, -14d, mon.")
    ] = "",
    weeks: Annotated[
        int | None, typer.Option(metavar="N", help="The last N weeks. Default: 12.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What you recorded, in the order in which you entered it, the newest last."""
    if is_of_subcommand(ctx):
        return
    from retroplan.core.when import past_day
    from retroplan.usecases.sessions import list_sessions

    environment: Environment = ctx.obj
    day = past_day(since, environment.today) if since else None
    found = list_sessions(environment=environment, since=day, weeks=weeks)
    if as_json:
        show_json("sessions", found)
        return
    from retroplan.reports.sessions import list_screen

    show(environment, list_screen(found))


@records.command("show", epilog=examples("sessions show -1", "sessions show 12 --json"))
def show_one(ctx: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Everything about one record, with the session as it was planned."""
    from retroplan.usecases.sessions import show_session

    found = show_session(environment=ctx.obj, number=_number(number))
    if as_json:
        show_json("sessions show", found)
        return
    from retroplan.reports.sessions import in_full_screen

    show(ctx.obj, in_full_screen(found))


@records.command(
    epilog=examples(
        "sessions edit -1 --rpe 4 --pain 2", 'sessions edit 12 --note "it was the left knee"'
    )
)
def edit(
    ctx: typer.Context,
    number: Number,
    date: Annotated[
        str, typer.Option(metavar="DAY", help="The day it was: yesterday, tue, 2026-11-25.")
    ] = "",
    rpe: Annotated[str, typer.Option(metavar="0-10", help="How hard it was.")] = "",
    pain: Annotated[str, typer.Option(metavar="0-10", help="Pain while walking.")] = "",
    pain_before: Annotated[str, typer.Option(metavar="0-10", help="Pain before.")] = "",
    near_falls: Annotated[str, typer.Option(metavar="N", help="Stumbles.")] = "",
    falls: Annotated[str, typer.Option(metavar="N", help="Falls.")] = "",
    minutes: Annotated[str, typer.Option(metavar="MIN", help="Minutes in all: 13, 12:30.")] = "",
    backward_minutes: Annotated[
        str, typer.Option(metavar="MIN", help="Minutes backward: 4, 3:30.")
    ] = "",
    speed: Annotated[
        str, typer.Option(metavar="SPEED", help="Backward: 1.6km/h, 1mph, 0.45m/s.")
    ] = "",
    distance: Annotated[str, typer.Option(metavar="DIST", help="Backward: 110m, 360ft.")] = "",
    incline: Annotated[str, typer.Option(metavar="PCT", help="Incline in per cent.")] = "",
    hr: Annotated[str, typer.Option(metavar="BPM", help="Heart rate, beats a minute.")] = "",
    stage: Annotated[Stage | None, typer.Option(help="Where and with what support.")] = None,
    note: Annotated[str | None, own_words('In place of the note; "" for none.')] = None,
    reason: Annotated[str | None, own_words('Why it ended early; "" for none.')] = None,
    partial: Annotated[bool, typer.Option("--partial", help="It ended early.")] = False,
    as_json: AsJson = False,
) -> None:
    """Put a record right. What you do not say stays; the plan is taken to what then stands."""
    from retroplan.cli.log_values import report_of
    from retroplan.core.when import past_day
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.sessions import Edit, edit_session

    environment: Environment = ctx.obj
    asked = _number(number)
    report = report_of(
        environment, rpe=rpe, pain=pain, pain_before=pain_before, near_falls=near_falls,
        falls=falls, minutes=minutes, backward_minutes=backward_minutes, speed=speed,
        distance=distance, incline=incline, hr=hr, stage=stage, note="", reason="",
        is_partial=partial,
    )  # fmt: skip
    day = past_day(date, environment.today) if date else None
    found = edit_session(
        environment=environment,
        number=asked,
        edit=Edit(report, date=day, reason=reason, note=note),
        evidence=load_evidence(),
    )
    _show_changed("sessions edit", environment, found, as_json=as_json)


@records.command(epilog=examples("sessions delete -1", "sessions delete 12 --yes"))
def delete(
    ctx: typer.Context,
    number: Number,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete a record; the plan is taken to what then stands. A terminal asks first.

    Where nobody can be asked it is deleted at once: you named it, and `retroplan undo` has it back.
    """
    from retroplan.cli.alarms import keeping_signs
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.sessions import delete_session

    environment: Environment = ctx.obj
    asked = _number(number)
    if environment.is_interactive and not yes:
        with keeping_signs(environment):
            asked = _agreed(environment, asked)
    found = delete_session(environment=environment, number=asked, evidence=load_evidence())
    _show_changed("sessions delete", environment, found, as_json=as_json)


def _agreed(environment: Environment, number: int) -> int:
    """The number of the record, once the person has said yes to it; ends here otherwise."""
    from retroplan.cli.prompts import ask_yes_no
    from retroplan.reports.sessions import question_words
    from retroplan.usecases.sessions import show_session

    found = show_session(environment=environment, number=number)
    tell(environment, question_words(found))
    answer = ask_yes_no("Delete it?", default=False, why="`retroplan undo` would have it back.")
    if answer is not True:
        tell(environment, "Nothing was changed.")
        raise typer.Exit
    return found.record.number


def _show_changed(
    command: str, environment: Environment, found: "Changed", *, as_json: bool
) -> None:
    if as_json:
        show_json(command, found)
        return
    from retroplan.reports.sessions import changed_screen

    show(environment, changed_screen(found))


def _number(text: str) -> int:
    """`12`, or `-1` for the last; `cli.main` has spelt that `1-last`, which no parser takes for an option."""
    plain = text.strip()
    is_from_the_end = plain.startswith("-") or plain.endswith("-last")
    digits = plain.removeprefix("-").removesuffix("-last")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits)):
        raise UsageProblem(
            f"a record is asked for by its number, such as 12, or -1 for the last, not {text[:20]!r}",
            hint="`retroplan sessions` lists them",
        )
    return -int(digits) if is_from_the_end else int(digits)
