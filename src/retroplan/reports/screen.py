"""Screens as values: lines of styled words, tables and facts, rendered for a terminal or read aloud.

Daily commands print through this, not through rich, because importing rich costs more than all
they do (docs/decisions/0003). With `plain` every screen is one fact a line, without drawing.
"""

import textwrap
from dataclasses import dataclass, field
from enum import StrEnum


class Style(StrEnum):
    """What a piece of text is, not how it looks. The value is its SGR code; colour never carries meaning alone."""

    PLAIN = ""
    STRONG = "1"
    QUIET = "2"
    ACCENT = "36"
    WARNING = "33"


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph. `right` is set flush right where there is room; `plain` replaces it when read aloud."""

    text: str
    style: Style = Style.PLAIN
    right: str = ""
    indent: int = 0
    plain: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    numeric: bool = False
    plain_title: str = ""
    """What the column is called when read aloud, where the short title would not do."""
    spoken: bool = True
    """False for pictures, whose meaning stands elsewhere as a sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; read aloud, each cell is `title: value` on a line of its own."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    indent: int = 2
    heading: str = ""
    """Names a row when read aloud; the first column's title where empty."""
    styles: tuple[Style, ...] = ()
    """One a row, where given."""


@dataclass(slots=True)
class Screen:
    """A growing list of lines and tables."""

    parts: list[Line | Table] = field(default_factory=list)

    def title(self, text: str, right: str = "") -> "Screen":
        """The heading of the screen, with what belongs at the right margin."""
        self.parts.append(Line(text, Style.STRONG, right=right))
        return self

    def say(
        self, text: str = "", style: Style = Style.PLAIN, *, indent: int = 0, plain: str | None = None
    ) -> "Screen":
        """A line or paragraph; an empty one is air. `plain=""` leaves it out when read aloud."""
        self.parts.append(Line(text, style, indent=indent, plain=plain))
        return self

    def gap(self) -> "Screen":
        """An empty line; nothing when read aloud."""
        return self.say("", plain="")

    def table(self, table: Table) -> "Screen":
        self.parts.append(table)
        return self

    def render(self, *, width: int, plain: bool, colour: bool) -> str:
        """The whole screen as text ending in a line break."""
        lines: list[str] = []
        for part in self.parts:
            if plain:
                lines += _spoken(part)
            elif isinstance(part, Table):
                lines += _table(part, width, colour)
            else:
                lines += _line(part, width, colour)
        return "".join(f"{line.rstrip()}\n" for line in lines)


def _spoken(part: Line | Table) -> list[str]:
    if isinstance(part, Table):
        return _facts(part)
    if part.plain is not None:
        return [part.plain] if part.plain else []
    return [text for text in (part.text.strip(), part.right.strip()) if text]


def _facts(table: Table) -> list[str]:
    lines = []
    head, *rest = table.columns
    for row in table.rows:
        name = table.heading or head.plain_title or head.title
        lines.append(f"{name} {row[0].strip()}".strip())
        lines += [
            f"{column.plain_title or column.title}: {cell.strip()}"
            for column, cell in zip(rest, row[1:], strict=True)
            if column.spoken and cell.strip()
        ]
    return lines


def _line(line: Line, width: int, colour: bool) -> list[str]:
    pad = " " * line.indent
    if line.right and len(pad) + len(line.text) + 2 + len(line.right) <= width:
        space = " " * (width - len(pad) - len(line.text) - len(line.right))
        return [pad + _painted(line.text, line.style, colour) + space
                + _painted(line.right, Style.QUIET, colour)]  # fmt: skip
    texts = [line.text, line.right] if line.right else [line.text]
    return [
        pad + _painted(piece, line.style, colour)
        for text in texts
        for piece in (_wrapped(text, width - len(pad)) or [""])
    ]


def _wrapped(text: str, width: int) -> list[str]:
    """Wrapped to the width; a hanging indent follows the text's own first indent."""
    if len(text) <= width:
        return [text]
    own = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text.strip(), max(width, 16), initial_indent=own, subsequent_indent=own,
        break_on_hyphens=False,
    )  # fmt: skip


def _table(table: Table, width: int, colour: bool) -> list[str]:
    """Aligned columns two spaces apart; as facts where the terminal is too narrow for them."""
    has_titles = any(column.title for column in table.columns)
    grid = ([tuple(column.title for column in table.columns)] if has_titles else []) + list(table.rows)
    if not grid:
        return []
    widths = [max(len(row[index]) for row in grid) for index in range(len(table.columns))]
    if table.indent + sum(widths) + 2 * (len(widths) - 1) > width:
        return [piece for fact in _facts(table) for piece in _wrapped(fact, width)]
    styles = ([Style.QUIET] if has_titles else []) + (
        list(table.styles) or [Style.PLAIN] * len(table.rows)
    )
    return [
        " " * table.indent + _painted(_row(table.columns, row, widths), style, colour)
        for row, style in zip(grid, styles, strict=True)
    ]


def _row(columns: tuple[Column, ...], row: tuple[str, ...], widths: list[int]) -> str:
    cells = (
        cell.rjust(width) if column.numeric else cell.ljust(width)
        for column, cell, width in zip(columns, row, widths, strict=True)
    )
    return "  ".join(cells).rstrip()


def _painted(text: str, style: Style, colour: bool) -> str:
    if not colour or not style.value or not text.strip():
        return text
    return f"\x1b[{style.value}m{text}\x1b[0m"
