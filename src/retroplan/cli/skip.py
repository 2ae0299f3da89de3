"""`retroplan skip`: a session not done, on purpose."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson, When, own_words
from retroplan.cli.output import show, show_json
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.environment import Environment


@app.command(
    short_help=COMMANDS["skip"],
    epilog=examples("skip --reason travel", "skip yesterday"),
)
def skip(
    ctx: typer.Context,
    when: When = None,
    reason: Annotated[str, own_words("Why, in your own words: travel, ill, too hot.")] = "",
    session: Annotated[
        str, typer.Option(metavar="ID", help="A session of another day, such as 3.2.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """A session that you leave out, with a reason if you like. A skip is not a miss."""
    from retroplan.core.when import past_day
    from retroplan.usecases.training_log import skip_session
    from retroplan.usecases.which_session import Which

    environment: Environment = ctx.obj
    day = past_day(" ".join(when), environment.today) if when else environment.today
    saved = skip_session(
        environment=environment, which=Which(day=day, session_id=session), reason=reason
    )
    if as_json:
        show_json("skip", saved)
        return
    from retroplan.reports.record import record_screen

    show(environment, record_screen(saved))
