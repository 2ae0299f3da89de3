"""`retroplan energy`: what a walk costs, as a range."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import Direction, Units
from retroplan.errors import UsageProblem
from retroplan.reports.screen import Screen, Style

if TYPE_CHECKING:
    from retroplan.usecases.energy import Estimate

OLDEST = 120
MOST_SESSIONS = 10_000


@app.command(
    short_help=COMMANDS["energy"],
    epilog=examples(
        "energy --speed 3mph --mass 70",
        "energy --speed 3.2km/h --grade 2 --mass 154lb --minutes 12",
    ),
)
def energy(
    ctx: typer.Context,
    speed: Annotated[
        str, typer.Option(metavar="SPEED", help="With its unit: 3mph, 4.8km/h, 1.34m/s.")
    ],
    grade: Annotated[str, typer.Option(metavar="PCT", help="Incline in per cent.")] = "0",
    mass: Annotated[
        str, typer.Option(metavar="MASS", help="Body mass: 70, 70kg, 154lb. Needed for calories.")
    ] = "",
    direction: Annotated[
        str, typer.Option(metavar="WAY", help="backward or forward.")
    ] = Direction.BACKWARD.value,
    age: Annotated[str, typer.Option(metavar="YEARS", help="Walking costs more later on.")] = "",
    sessions_done: Annotated[
        str, typer.Option(metavar="N", help="Backward sessions so far: practice makes it cheaper.")
    ] = "0",
    rails: Annotated[bool, typer.Option("--rails", help="Some weight is on handrails.")] = False,
    minutes: Annotated[
        str, typer.Option(metavar="MIN", help="How long: 12, 12:30. For calories in all.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """What a walk costs: oxygen, METs and calories, as an honest range."""
    from retroplan.core.quantities import (
        parse_count,
        parse_mass,
        parse_minutes,
        parse_number,
        parse_speed,
    )
    from retroplan.usecases.energy import Walk, estimate

    walk = Walk(
        direction=_direction(direction),
        speed_mps=parse_speed(speed, name="--speed"),
        grade_pct=parse_number(grade, name="--grade", low=-100, high=100, unit="%"),
        mass_kg=parse_mass(mass, name="--mass") if mass else None,
        age=parse_count(age, name="--age", low=1, high=OLDEST) if age else None,
        sessions_done=parse_count(
            sessions_done, name="--sessions-done", low=0, high=MOST_SESSIONS
        ),
        holds_rails=rails,
        duration_s=parse_minutes(minutes, name="--minutes") if minutes else None,
    )
    found = estimate(walk)
    if as_json:
        show_json("energy", found)
    else:
        show(ctx.obj, _screen(found))


def _direction(word: str) -> Direction:
    if word.casefold() in {Direction.BACKWARD, Direction.FORWARD}:
        return Direction(word.casefold())
    raise UsageProblem(f"--direction is backward or forward, not {word[:20]!r}")


def _screen(found: "Estimate") -> Screen:
    from retroplan.core.model.units import MPS_PER_KMH
    from retroplan.core.quantities import exact_speed

    walk = found.walk
    kmh = f"{walk.speed_mps / MPS_PER_KMH:.1f} km/h, {exact_speed(walk.speed_mps)}"
    slope = f"{walk.grade_pct:g} % uphill" if walk.grade_pct else "on the level"
    screen = Screen().title(f"Walking {walk.direction.value} at {kmh}, {slope}").gap()
    screen.say(
        f"Oxygen: {found.vo2_ml_kg_min:.1f} mL for each kg and minute, "
        f"{found.mets:.1f} times that of rest (METs)",
        indent=2,
    )
    _add_energy(screen, found)
    screen.gap()
    for sentence in (*found.assumptions, *found.caveats):
        screen.say(sentence, Style.QUIET, indent=2)
    return screen


def _add_energy(screen: Screen, found: "Estimate") -> None:
    from retroplan.core.quantities import spoken_mass

    rate, walk = found.kcal_per_min, found.walk
    if rate is None or walk.mass_kg is None:
        return
    screen.say(
        f"Energy: {rate.low:.1f} to {rate.high:.1f} kcal a minute, about {rate.mid:.1f}, "
        f"at {spoken_mass(walk.mass_kg, Units.METRIC)} ({spoken_mass(walk.mass_kg, Units.IMPERIAL)})",
        indent=2,
    )
    if found.kcal is not None and walk.duration_s is not None:
        screen.say(
            f"In {walk.duration_s / 60:g} minutes: {found.kcal.low} to {found.kcal.high} kcal",
            Style.STRONG,
            indent=2,
        )
