"""`retroplan checkin`: how the day begins, and whether it holds a session."""

from typing import Annotated

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
from retroplan.environment import Environment


@app.command(
    short_help=COMMANDS["checkin"],
    epilog=examples(
        "checkin", "checkin --pain 4", "checkin --bp 128/80 --hr 66", "checkin yesterday --fever"
    ),
)
def checkin(
    ctx: typer.Context,
    when: When = None,
    pain: Annotated[str, typer.Option(metavar="0-10", help="Pain this morning.")] = "",
    usual: Annotated[
        str,
        typer.Option(metavar="0-10", help="Pain on an ordinary morning. Default: your profile."),
    ] = "",
    swelling: Swelling = False,
    giving_way: GivingWay = False,
    locking: Annotated[bool, typer.Option("--locking", help="A joint locked.")] = False,
    hot_joint: Annotated[bool, typer.Option("--hot-joint", help="A joint is hot.")] = False,
    night_pain: Annotated[
        bool, typer.Option("--night-pain", help="Pain that woke you at night.")
    ] = False,
    no_weight: Annotated[
        bool, typer.Option("--no-weight", help="A leg does not bear your weight.")
    ] = False,
    leg_signs: LegSigns = False,
    elsewhere: Elsewhere = False,
    fever: Fever = None,
    dizzy: Dizzy = False,
    sedatives: Sedatives = False,
    alcohol: Alcohol = False,
    sleep: Sleep = "",
    bp: Pressure = "",
    hr: Annotated[str, typer.Option(metavar="BPM", help="Heart rate at rest.")] = "",
    symptom: Symptom = None,
    note: Annotated[str, own_words("Anything worth keeping.")] = "",
    as_json: AsJson = False,
) -> None:
    """How you are this morning: a green, an amber or a red day, and what that means for the plan.

    In a terminal it asks what you did not say, and only what matters for you; Enter takes what
    stands in brackets.
    """
    from retroplan.cli.checkin_values import check_in_of
    from retroplan.core.when import past_day
    from retroplan.evidence.load import load_evidence
    from retroplan.usecases.checking_in import keep_check_in

    environment: Environment = ctx.obj
    day = past_day(" ".join(when), environment.today) if when else environment.today
    said = check_in_of(
        Said(
            pain=pain, usual=usual, swelling=swelling, giving_way=giving_way, locking=locking,
            hot_joint=hot_joint, night_pain=night_pain, no_weight=no_weight, leg_signs=leg_signs,
            elsewhere=elsewhere, fever=fever, dizzy=dizzy, sedatives=sedatives, alcohol=alcohol,
            sleep=sleep, bp=bp, hr=hr, symptoms=tuple(symptom or ()), note=note,
        ),
        day=day,
    )  # fmt: skip
    falls = 0
    if environment.is_interactive:
        from retroplan.cli.checkin_questions import asked

        said, falls = asked(environment, said)
    kept = keep_check_in(environment=environment, evidence=load_evidence(), said=said, falls=falls)
    if as_json:
        show_json("checkin", kept)
        return
    from retroplan.reports.check_in import check_in_screen

    show(environment, check_in_screen(kept))
