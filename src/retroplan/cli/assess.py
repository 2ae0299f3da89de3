"""`retroplan assess`: the tests, one result, or one test step by step."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.options import AsJson, own_words
from retroplan.cli.output import show, show_json, tell
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.environment import Environment
from retroplan.errors import UsageProblem

if TYPE_CHECKING:
    from retroplan.cli.assess_values import Measured
    from retroplan.core.model.assessment import Assessment

_NOTHING_KEPT = "Left. Nothing was kept."


@app.command(
    short_help=COMMANDS["assess"],
    epilog=examples(
        "assess",
        "assess tug",
        "assess tug 9.8 --on yesterday --aid stick",
        'assess 3mbwt --trials "3.9 3.7" --by physiotherapist',
    ),
)
def assess(
    ctx: typer.Context,
    test: Annotated[
        str,
        typer.Argument(
            metavar="[TEST]",
            help="tug, 3mbwt, chair-stand, 10m, balance, tandem, single-leg, 6mwt, nprs, koos-ps.",
            show_default=False,
        ),
    ] = "",
    value: Annotated[
        str,
        typer.Argument(
            metavar="[VALUE]",
            help="The result: 9.8, 12, 1.1; 10m also as 8.4s.",
            show_default=False,
        ),
    ] = "",
    on: Annotated[
        str, typer.Option(metavar="DAY", help="When it was done: yesterday, mon, 2026-11-20.")
    ] = "",
    trials: Annotated[
        str, typer.Option(metavar="LIST", help='Each trial: 9.9,9.7 or "9,9 9,7".')
    ] = "",
    aid: Annotated[str, typer.Option(metavar="TEXT", help="A stick, a walker.")] = "",
    by: Annotated[str, typer.Option(metavar="TEXT", help="Who stood by or measured.")] = "",
    note: Annotated[str, own_words("Anything worth keeping.")] = "",
    as_json: AsJson = False,
) -> None:
    """The tests and when one is due; keep a result; or do one step by step, with a stopwatch.

    In a terminal `assess tug` leads through the test: how to set up, who stands by, when not to.
    """
    environment: Environment = ctx.obj
    if not test:
        _list(environment, as_json=as_json, has_more=bool(value or on or trials))
        return
    from retroplan.cli.assess_values import typed_result
    from retroplan.core.when import past_day
    from retroplan.usecases.assessments import answering

    found = answering.find(test)
    day = past_day(on, environment.today) if on else environment.today
    if value or trials:
        measured = typed_result(found, value, trials)
    elif as_json:
        show_json(
            "assess", answering.answer(environment=environment, test=found), view="assess.test"
        )
        return
    else:
        guided = _guided(environment, found, is_other_day=day != environment.today, aid=aid, by=by)
        if guided is None:
            tell(environment, _NOTHING_KEPT)
            return
        measured, aid, by = guided
    _keep(environment, found, measured, on=day, aid=aid, by=by, note=note, as_json=as_json)


def _list(environment: Environment, *, as_json: bool, has_more: bool) -> None:
    from retroplan.usecases.assessments import answering

    if has_more:
        raise UsageProblem("say which test", hint="`retroplan assess` lists them")
    found = answering.overview(environment=environment)
    if as_json:
        show_json("assess", found)
        return
    from retroplan.reports.assessments import overview_screen

    show(environment, overview_screen(found))


def _guided(
    environment: Environment, test: "Assessment", *, is_other_day: bool, aid: str, by: str
) -> "tuple[Measured, str, str] | None":
    """The test step by step, on a terminal; None where the person left it."""
    from retroplan.usecases.assessments.supervising import check_suits

    check_suits(environment=environment, test=test)
    if not environment.is_interactive:
        raise UsageProblem(
            f"what was the result of {test.title}?",
            hint=f"give the value: retroplan assess {test.name} VALUE; "
            f"what is kept of it: retroplan assess {test.name} --json",
        )
    if is_other_day:
        raise UsageProblem(
            "a stopwatch is for today", hint=f"--on goes with a value: assess {test.name} VALUE"
        )
    from retroplan.cli.alarms import keeping_signs
    from retroplan.cli.assess_guide import guide

    with keeping_signs(environment):
        return guide(environment, test, aid=aid, by=by)


def _keep(
    environment: Environment,
    test: "Assessment",
    measured: "Measured",
    *,
    on: dt.date,
    aid: str,
    by: str,
    note: str,
    as_json: bool,
) -> None:
    from retroplan.core.model.events import AssessmentResult
    from retroplan.usecases.assessments.keeping import keep_result

    result = AssessmentResult(
        date=on, assessment=test.name, value=measured.value, trials=measured.trials, aid=aid,
        supervised_by=by, note=note,
    )  # fmt: skip
    kept = keep_result(environment=environment, result=result)
    if as_json:
        show_json("assess", kept, view="assess.result")
        return
    from retroplan.reports.assessments import kept_screen

    show(environment, kept_screen(kept))
