"""The options by which a morning is told, shared by `checkin` and `log`: one wording for each."""

from typing import Annotated, NamedTuple

import typer

Swelling = Annotated[
    bool, typer.Option("--swelling", help="The knee, or another joint, is swollen.")
]
GivingWay = Annotated[bool, typer.Option("--giving-way", help="The knee gave way.")]
LegSigns = Annotated[bool, typer.Option("--leg-signs", help="New pain or numbness in a leg.")]
Elsewhere = Annotated[
    bool, typer.Option("--elsewhere", help="The pain is not in the usual place.")
]
Fever = Annotated[
    bool | None,
    typer.Option(
        "--fever/--no-fever",
        help="Fever or an infection; or 24 hours without.",
        show_default=False,
    ),
]
Dizzy = Annotated[bool, typer.Option("--dizzy", help="Dizzy.")]
Sedatives = Annotated[bool, typer.Option("--sedatives", help="Took something that makes drowsy.")]
Alcohol = Annotated[bool, typer.Option("--alcohol", help="Had alcohol.")]
Sleep = Annotated[str, typer.Option(metavar="HOURS", help="Hours of sleep: 7, 4.5.")]
Pressure = Annotated[str, typer.Option(metavar="MMHG", help="Blood pressure at rest: 128/80.")]
Symptom = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Another sign, such as chest-pain; `evidence conditions` lists them.",
        show_default=False,
    ),
]


class Said(NamedTuple):
    """The options as they were typed. Empty, None and False are "not said"."""

    pain: str = ""
    usual: str = ""
    swelling: bool = False
    giving_way: bool = False
    locking: bool = False
    hot_joint: bool = False
    night_pain: bool = False
    no_weight: bool = False
    leg_signs: bool = False
    elsewhere: bool = False
    painkiller: bool = False
    limbs_as_ever: bool | None = None
    fever: bool | None = None
    dizzy: bool = False
    sedatives: bool = False
    alcohol: bool = False
    sleep: str = ""
    bp: str = ""
    hr: str = ""
    symptoms: tuple[str, ...] = ()
    note: str = ""
