"""Options that several commands share: one wording for each."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON, for programs.")]
When = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHEN]",
        help="A day gone by: yesterday, tue, 3 days ago, -2d, 2026-11-25. Default: today.",
        show_default=False,
    ),
]
