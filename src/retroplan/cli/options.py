"""Options that several commands share: one wording for each."""

from typing import Annotated, Any

import typer

from retroplan.cli.output import heed_note


def own_words(what: str) -> Any:
    """An option for words of one's own; an alarming one among them is heard before all else."""

    def heed(words: str | None) -> str | None:
        heed_note(words or "")
        return words

    return typer.Option(metavar="TEXT", help=what, callback=heed)


AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON, for programs.")]
When = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHEN]",
        help="A day gone by: yesterday, tue, 3 days ago, -2d, 2026-11-25. Default: today.",
        show_default=False,
    ),
]
