"""`retroplan log`: a session that was done, in seconds."""

from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.checkin_options import (
    Alcohol,
    Dizzy,
    Elsewhere,
    Fever,
    GivingWay,
    LegSigns,
    Pressure,
    Said,
    Sedatives,
    Sleep,
    Swelling,
    Symptom,
)
from retroplan.cli.options import AsJson, When, own_words
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.core.model.vocabulary import Stage
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

if TYPE_CHECKING:
    from retroplan.core.model.events import CheckIn
    from retroplan.core.recording import Report
    from retroplan.usecases.which_session import Which


@app.command(
    short_help=COMMANDS["log"],
    epilog=examples(
        "log",
        "log --rpe 3 --pain 2 --near-falls 0",
        'log yesterday --partial --minutes 8 --note "knee was stiff"',
    ),
)
def log(
    ctx: typer.Context,
    when: When = None,
    rpe: Annotated[str, typer.Option(metavar="0-10", help="How hard it was.")] = "",
    pain: Annotated[str, typer.Option(metavar="0-10", help="Pain while walking.")] = "",
    pain_before: Annotated[str, typer.Option(metavar="0-10", help="Pain before.")] = "",
    near_falls: Annotated[str, typer.Option(metavar="N", help="Stumbles.")] = "",
    falls: Annotated[str, typer.Option(metavar="N", help="Falls.")] = "",
    minutes: Annotated[
        str, typer.Option(metavar="MIN", help="Minutes in all: 13, 12:30, 12m30s.")
    ] = "",
    backward_minutes: Annotated[
        str, typer.Option(metavar="MIN", help="Minutes backward: 4, 3:30.")
    ] = "",
    speed: Annotated[
        str, typer.Option(metavar="SPEED", help="Backward: 1.6km/h, 1mph, 0.45m/s.")
    ] = "",
    distance: Annotated[
        str, typer.Option(metavar="DIST", help="Backward: 110m, 360ft. Else speed times minutes.")
    ] = "",
    incline: Annotated[str, typer.Option(metavar="PCT", help="Incline in per cent.")] = "",
    hr: Annotated[str, typer.Option(metavar="BPM", help="Heart rate, beats a minute.")] = "",
    stage: Annotated[Stage | None, typer.Option(help="Where and with what support.")] = None,
    morning_pain: Annotated[
        str, typer.Option(metavar="0-10", help="Pain that morning; as in checkin.")
    ] = "",
    morning_after: Annotated[
        str, typer.Option(metavar="0-10", help="Pain on the morning after your last walk.")
    ] = "",
    elsewhere: Elsewhere = False,
    leg_signs: LegSigns = False,
    painkiller: Annotated[
        bool, typer.Option("--painkiller", help="More than usual against pain before it.")
    ] = False,
    limbs_as_ever: Annotated[
        bool | None,
        typer.Option(
            "--limbs-as-ever/--limbs-not-as-ever",
            help="Feet and joints are as ever; or not.",
            show_default=False,
        ),
    ] = None,
    swelling: Swelling = False,
    giving_way: GivingWay = False,
    fever: Fever = None,
    dizzy: Dizzy = False,
    sedatives: Sedatives = False,
    alcohol: Alcohol = False,
    sleep: Sleep = "",
    bp: Pressure = "",
    resting_hr: Annotated[
        str, typer.Option(metavar="BPM", help="Heart rate at rest that morning.")
    ] = "",
    symptom: Symptom = None,
    note: Annotated[str, own_words("Anything worth keeping.")] = "",
    reason: Annotated[str, own_words("Why it ended early.")] = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="It ended early; with --minutes, or it asks.")
    ] = False,
    as_planned: Annotated[
        bool, typer.Option("--as-planned", help="Effort as meant, no stumble; ask nothing.")
    ] = False,
    extra: Annotated[bool, typer.Option("--extra", help="A walk outside the plan.")] = False,
    session: Annotated[
        str, typer.Option(metavar="ID", help="A session of another day, such as 3.2.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Keep it beside a record that is there already.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """A session that you did: today's as planned, unless you say otherwise.

    In a terminal it asks three things, a few more where something hurts; Enter takes what stands
    in brackets, and where nothing does it is not known.
    """
    from retroplan.cli.log_values import pain_of, report_of
    from retroplan.core.when import past_day
    from retroplan.usecases.training_log import log_session
    from retroplan.usecases.which_session import Which

    environment: Environment = ctx.obj
    which = Which(
        day=past_day(" ".join(when), environment.today) if when else environment.today,
        session_id=session,
        is_extra=extra,
        is_again=again,
    )
    report = report_of(
        environment, rpe=rpe, pain=pain, pain_before=pain_before, near_falls=near_falls,
        falls=falls, minutes=minutes, backward_minutes=backward_minutes, speed=speed,
        distance=distance, incline=incline, hr=hr, stage=stage, note=note, reason=reason,
        is_partial=partial,
    )  # fmt: skip
    said = Said(
        pain=morning_pain, swelling=swelling, giving_way=giving_way, leg_signs=leg_signs,
        elsewhere=elsewhere, painkiller=painkiller, limbs_as_ever=limbs_as_ever, fever=fever,
        dizzy=dizzy, sedatives=sedatives, alcohol=alcohol, sleep=sleep, bp=bp, hr=resting_hr,
        symptoms=tuple(symptom or ()),
    )  # fmt: skip
    check_in = _morning(said, which) if said != Said() else None
    morning = pain_of(morning_after, "--morning-after")
    if as_planned:
        _refuse_other_dose(report, which)
        report = _as_planned(environment, which, report)
    elif environment.is_interactive:
        which, (report, check_in, morning) = _asked(environment, which, report, check_in, morning)
    saved = log_session(
        environment=environment, which=which, report=report, check_in=check_in,
        morning_after=morning,
    )  # fmt: skip
    if as_json:
        show_json("log", saved)
        return
    from retroplan.reports.record import record_screen

    show(environment, record_screen(saved))


def _morning(said: Said, which: "Which") -> "CheckIn":
    """What was said of that morning, beside the session."""
    from retroplan.cli.checkin_values import Names, check_in_of

    return check_in_of(said, day=which.day, names=Names("--morning-pain", "--resting-hr"))


def _as_planned(environment: Environment, which: "Which", report: "Report") -> "Report":
    """The report with the person's word that all went as planned, as far as one may take it."""
    from retroplan.usecases.training_log import as_planned, prospect

    return as_planned(report, prospect(environment=environment, which=which))


def _asked(
    environment: Environment,
    which: "Which",
    report: "Report",
    check_in: "CheckIn | None",
    morning: int | None,
) -> "tuple[Which, tuple[Report, CheckIn | None, int | None]]":
    """What was said, with what was still open asked for, once it is clear what it is about."""
    from retroplan.cli.alarms import keeping_signs
    from retroplan.cli.log_questions import Told, ask_report, ask_to_keep_another, introduce
    from retroplan.core.model.events import CheckIn
    from retroplan.usecases.training_log import prospect

    found = prospect(environment=environment, which=which)
    if found.earlier is not None and not which.is_again:
        with keeping_signs(environment):
            ask_to_keep_another(environment, found)
        which = which._replace(is_again=True)
    introduce(environment, found)
    nothing = CheckIn(date=which.day)
    told = ask_report(Told(report, check_in or nothing, morning), found)
    beside = None if told.check_in == nothing else told.check_in
    return which, (told.report, beside, told.morning_after)


def _refuse_other_dose(report: "Report", which: "Which") -> None:
    others = {
        "--partial": report.is_partial,
        "--minutes": report.total_s is not None,
        "--backward-minutes": report.backward_s is not None,
        "--speed": report.speed_mps is not None,
        "--distance": report.distance_m is not None,
        "--incline": report.grade_pct is not None,
        "--stage": report.stage is not None,
        "--extra": which.is_extra,
    }
    for flag, is_said in others.items():
        if is_said:
            raise UsageProblem(f"--as-planned and {flag} contradict one another")
