"""`retroplan protocols`: those that a clinician wrote for you."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.text import clean, clock, counted
from retroplan.environment import Environment, absolute_path
from retroplan.reports.screen import Column, Screen, Style, Table, points

if TYPE_CHECKING:
    from retroplan.core.model.vocabulary import Units
    from retroplan.usecases.protocols import OwnProtocol, Shelf

protocols = typer.Typer(rich_markup_mode=None)
app.add_typer(
    protocols,
    name="protocols",
    short_help=COMMANDS["protocols"],
    epilog=examples("protocols", "protocols check protocols/dr-lee-knee.toml"),
)


@protocols.callback(invoke_without_command=True)
def listing(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The protocols that a clinician wrote for you, and what is wrong with each."""
    if ctx.invoked_subcommand is not None:
        return
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.protocols import shelf

    found = shelf(environment=ctx.obj, evidence=load_evidence())
    if as_json:
        show_json("protocols", found)
        return
    show(ctx.obj, _shelf_screen(found))


@protocols.command(epilog=examples("protocols check dr-lee-knee.toml"))
def check(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The protocol, a .toml file.")],
    as_json: AsJson = False,
) -> None:
    """Read one file and say what is wrong with it, or what it asks for week by week."""
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.protocols import checked_protocol

    environment: Environment = ctx.obj
    found = checked_protocol(absolute_path(file), evidence=load_evidence())
    if as_json:
        show_json("protocols check", found)
        return
    show(environment, _protocol_screen(found, _units(environment)))


def _units(environment: Environment) -> "Units":
    from retroplan.core.model.vocabulary import Units
    from retroplan.usecases.planning import current_plan, units_of

    current = current_plan(environment=environment)
    return Units.METRIC if current is None else units_of(current)


def _shelf_screen(found: "Shelf") -> Screen:
    screen = Screen().title("Protocols of your clinician's own")
    if not found.protocols:
        screen.gap().say("There is none yet.", indent=2)
        screen.point_at("  A protocol is a .toml file in", clean(found.folder))
        return screen.say(
            "docs/protocol-file.md shows one. Your plan follows the protocol that retroplan has "
            "for your goal.",
            indent=2,
        )
    for each in found.protocols:
        chosen = "your profile chooses it" if each.is_chosen else ""
        screen.gap().say(clean(each.name) + (f" · {chosen}" if chosen else ""), Style.STRONG)
        if each.problems:
            screen.say("It cannot be used:", Style.WARNING, indent=2)
            screen.table(points(tuple(clean(problem) for problem in each.problems)))
        else:
            screen.say(f"{each.title}, by {each.author}: {_rows_words(each)}", indent=2)
            screen.say(f"Why: {each.reason}", indent=2)
    screen.gap().say(
        "To use one, write its name under [plan] in your profile, as in "
        'protocol = "dr-lee-knee", then run `retroplan init`.'
    )
    return screen.point_at("They lie in", clean(found.folder))


def _rows_words(each: "OwnProtocol") -> str:
    rows = counted(len(each.rows), "week")
    return f"{rows} for {each.extends}; longer plans go on with the last of them."


def _protocol_screen(found: "OwnProtocol", units: "Units") -> Screen:
    from retroplan.core.quantities import spoken_speed
    from retroplan.reports.words import STAGES, grade_words, length_words

    screen = Screen().title(f"{found.title}, by {found.author}", right="can be used").gap()
    rows, spoken = [], []
    for row in found.rows:
        dose = f"{row.reps} × {clock(row.bout_s)}"
        speed, grade = spoken_speed(row.speed_mps, units), grade_words(row.grade_pct)
        where = ", then ".join(STAGES[stage] for stage in row.stages)
        lighter = "lighter" if row.is_lighter else ""
        rows.append((str(row.week), str(row.sessions), dose, clock(row.backward_s), speed, grade,
                     lighter or where))  # fmt: skip
        stretches = f"{row.reps} times {length_words(row.bout_s)}"
        spoken.append(
            (
                f"Week {row.week}{', a lighter week' if lighter else ''}",
                f"Sessions: {row.sessions}",
                f"Backward: {stretches}, {length_words(row.backward_s)} in all",
                f"Speed: {speed}, {grade}",
                f"Where: {where}",
            )
        )
    screen.table(
        Table(
            columns=(
                Column("week", numeric=True),
                Column("sessions", numeric=True, spare=2),
                Column("stretches", numeric=True, spare=1),
                Column("backward", numeric=True),
                Column("speed"),
                Column("incline", spare=3),
                Column("where, as it can be", wraps=True),
            ),
            rows=tuple(rows),
            spoken=tuple(spoken),
        )
    )
    screen.gap().say(f"Why: {found.reason}", indent=2)
    return screen.say(
        "A longer plan goes on with the last week. The limits of every plan still hold, so a "
        "week may hold less than this.",
        indent=2,
    )
