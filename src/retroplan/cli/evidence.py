"""`retroplan evidence`: what stands behind a number, and how sure one can be."""

from typing import Annotated

import typer

from retroplan.cli.options import AsJson
from retroplan.cli.output import show, show_json, write
from retroplan.cli.root import COMMANDS, app, examples
from retroplan.errors import UsageProblem


@app.command(
    short_help=COMMANDS["evidence"],
    epilog=examples("evidence", "evidence knee-pain", "evidence conditions"),
)
def evidence(
    ctx: typer.Context,
    word: Annotated[
        str,
        typer.Argument(
            metavar="[KEY|TOPIC]",
            help="A topic or goal, a claim, a source, a rule such as I11, a test or a condition; "
            "`list` shows every name, `conditions` the health names for a profile.",
            show_default=False,
        ),
    ] = "",
    as_json: AsJson = False,
    as_bibtex: Annotated[
        bool, typer.Option("--bibtex", help="The sources as BibTeX, for a reference manager.")
    ] = False,
) -> None:
    """The studies behind a number or a rule, and how sure one can be."""
    if as_json and as_bibtex:
        raise UsageProblem("give --json or --bibtex, not both")
    from retroplan.usecases.evidence import answer

    found = answer(word=word)
    if as_json:
        show_json("evidence", found)
    elif as_bibtex:
        from retroplan.evidence.bibtex import bibtex

        write(bibtex(found.sources))
    else:
        from retroplan.cli.evidence_screens import screen_of

        show(ctx.obj, screen_of(found))
