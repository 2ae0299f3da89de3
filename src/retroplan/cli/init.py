"""`retroplan init`: who you are, what you want, what you have; then a plan."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson, own_words
from retroplan.cli.root import COMMANDS, app, examples

_Text = str | None
_Words = list[str] | None
_Bool = bool | None


@app.command(
    short_help=COMMANDS["init"],
    epilog=examples(
        "init",
        "init --from profile.toml --dry-run",
        "init --birth-year 1959 --goal knee-pain",
    ),
)
def init(
    ctx: typer.Context,
    from_: Annotated[_Text, typer.Option(
        "--from", metavar="FILE", help="Take everything from this profile file.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show all, write nothing.")] = False,
    new_plan: Annotated[bool, typer.Option(
        "--new-plan", help="Begin a new plan; the old one is kept.")] = False,
    units: Annotated[_Text, typer.Option(metavar="WORD", help="metric or imperial.")] = None,
    name: Annotated[_Text, typer.Option(metavar="TEXT", help="What to call you.")] = None,
    birth_date: Annotated[_Text, typer.Option(metavar="DATE", help="1966-04-02.")] = None,
    birth_year: Annotated[_Text, typer.Option(metavar="YEAR", help="If not the day.")] = None,
    sex: Annotated[_Text, typer.Option(metavar="WORD", help="female, male or other.")] = None,
    height: Annotated[_Text, typer.Option(metavar="LENGTH", help="163, 1.63m, 5ft4.")] = None,
    mass: Annotated[_Text, typer.Option(metavar="MASS", help="78, 78kg, 172lb.")] = None,
    experience: Annotated[_Text, typer.Option(
        metavar="WORD", help="With walking backward: none, some, regular.")] = None,
    active: Annotated[_Bool, typer.Option(
        help="Half an hour of moderate activity, 3 days a week, for 3 months.")] = None,
    athlete: Annotated[_Bool, typer.Option(help="You train for a sport.")] = None,
    comfortable_speed: Annotated[_Text, typer.Option(
        metavar="SPEED", help="Forward: 4.8km/h, 3mph, 1.3m/s.")] = None,
    goal: Annotated[_Text, typer.Option(metavar="WORD", help=(
        "knee-pain, balance, weight, cardio, focus, stroke-gait, back-pain, healthy-ageing, "
        "athlete, variety."))] = None,
    goal_note: Annotated[_Text, own_words("In your words.")] = None,
    condition: Annotated[_Words, typer.Option(
        metavar="NAME", help="As `evidence conditions` lists them; again for more; none.")] = None,
    symptom: Annotated[_Words, typer.Option(metavar="NAME", help="Likewise, or none.")] = None,
    medication: Annotated[_Words, typer.Option(metavar="NAME", help="Likewise, or none.")] = None,
    usual_pain: Annotated[_Text, typer.Option(
        metavar="0-10", help="On an ordinary day.")] = None,
    pain_over_3_months: Annotated[_Bool, typer.Option(
        help="With back pain: for more than three months.")] = None,
    falls: Annotated[_Text, typer.Option(metavar="N", help="In the last 12 months.")] = None,
    injurious_falls: Annotated[_Text, typer.Option(
        metavar="N", help="Those of them that hurt you.")] = None,
    pregnancy_week: Annotated[_Text, typer.Option(metavar="N", help="0 = not pregnant.")] = None,
    blood_pressure: Annotated[_Text, typer.Option(
        metavar="UP/LOW", help="At rest, 128/80.")] = None,
    resting_hr: Annotated[_Text, typer.Option(metavar="BPM", help="Heart rate at rest.")] = None,
    cleared_by: Annotated[_Text, typer.Option(
        metavar="NAME", help="The clinician who said yes.")] = None,
    cleared_on: Annotated[_Text, typer.Option(metavar="DATE", help="And when.")] = None,
    covers: Annotated[_Words, typer.Option(
        metavar="NAME", help="For which condition; again for more. Default: all you tell.")] = None,
    cleared_treadmill: Annotated[_Bool, typer.Option(
        help="With --covers: a treadmill, hands on its rails, for who needs support.")] = None,
    cleared_max_grade: Annotated[_Text, typer.Option(
        metavar="PCT", help="The steepest incline they allow.")] = None,
    cleared_start: Annotated[_Text, typer.Option(
        metavar="MIN", help="Backward minutes of the first sessions.")] = None,
    pain_ceiling: Annotated[_Text, typer.Option(
        metavar="0-5", help="More pain than this is too much.")] = None,
    no_lighter_weeks: Annotated[bool | None, typer.Option(
        "--no-lighter-weeks", help="With --covers: no lighter weeks.")] = None,
    backward_walk_3m: Annotated[_Text, typer.Option(
        metavar="S", help="Test: 3 m backward, seconds.")] = None,
    tug: Annotated[_Text, typer.Option(metavar="S", help="Test: up and go, seconds.")] = None,
    chair_stands: Annotated[_Text, typer.Option(
        metavar="N", help="Test: stands in 30 seconds.")] = None,
    tandem: Annotated[_Text, typer.Option(
        metavar="S", help="Test: heel to toe, seconds.")] = None,
    single_leg: Annotated[_Text, typer.Option(
        metavar="S", help="Test: on one leg, seconds.")] = None,
    gait_speed: Annotated[_Text, typer.Option(metavar="SPEED", help="Test: 10 m walk.")] = None,
    six_minute_walk: Annotated[_Text, typer.Option(
        metavar="M", help="Test: 6-minute walk, metres.")] = None,
    days: Annotated[_Text, typer.Option(metavar="DAYS", help="mon,wed,fri.")] = None,
    time: Annotated[_Text, typer.Option(metavar="HH:MM", help="Time of day.")] = None,
    timezone: Annotated[_Text, typer.Option(metavar="ZONE", help="Europe/Berlin.")] = None,
    place: Annotated[_Words, typer.Option(metavar="WORD", help=(
        "counter, hallway, corridor, treadmill, track, grass, hill; again for more."))] = None,
    treadmill_rails: Annotated[_Bool, typer.Option(help="It has side rails to hold.")] = None,
    treadmill_min: Annotated[_Text, typer.Option(metavar="SPEED", help="Slowest.")] = None,
    treadmill_step: Annotated[_Text, typer.Option(metavar="SPEED", help="Speed step.")] = None,
    treadmill_max_grade: Annotated[_Text, typer.Option(
        metavar="PCT", help="Steepest incline.")] = None,
    helper: Annotated[_Bool, typer.Option(help="Somebody can stand by.")] = None,
    weeks: Annotated[_Text, typer.Option(metavar="N", help="4 to 12.")] = None,
    sessions_per_week: Annotated[_Text, typer.Option(
        metavar="N", help="2 to 5; default: what the goal asks for.")] = None,
    start: Annotated[_Text, typer.Option(
        metavar="DATE", help="The first day; default: your next one.")] = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Begin: a few questions in a terminal, or these flags, or a file; then a plan.

    In a terminal it asks what no flag answers. A second time it keeps the old plan and asks before
    beginning a new one; the same plan again changes nothing.
    """
    from retroplan.cli.init_run import Request, run

    run(
        ctx.obj,
        Request(
            flags=ctx.params, source=from_ or "", is_rehearsal=dry_run, is_new=new_plan,
            as_json=as_json,
        ),
    )  # fmt: skip
