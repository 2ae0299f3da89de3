"""Screens as values: lines of styled words, tables and facts, rendered for a terminal or read aloud.

Daily commands print through this, not through rich, because importing rich costs more than all
they do (docs/decisions/0003); the parts are named tuples for the same reason. With `plain` every
screen is one fact a line, without drawing.
"""

import re
import textwrap
from enum import StrEnum
from typing import NamedTuple


class Style(StrEnum):
    """What a piece of text is, not how it looks. The value is its SGR code; colour never carries meaning alone."""

    PLAIN = ""
    STRONG = "1"
    QUIET = "2"
    ACCENT = "36"
    WARNING = "33"


class Line(NamedTuple):
    """One line or paragraph. `right` is set flush right where there is room; `plain` replaces it when read aloud."""

    text: str
    style: Style = Style.PLAIN
    right: str = ""
    indent: int = 0
    plain: str | None = None
    copied: str = ""
    """The end of the text, where people will want to copy it whole."""


class Column(NamedTuple):
    title: str
    numeric: bool = False
    plain_title: str = ""
    """What the column is called when read aloud, where the short title would not do."""
    spoken: bool = True
    """False for pictures, whose meaning stands elsewhere as a sentence."""
    spare: int = 0
    """Where the terminal is too narrow, columns are left out, the highest number first; 0 stays."""
    wraps: bool = False
    """Its cells may run over several lines. For the last column."""
    hang: int = 0
    """How much further in the later lines of a wrapped cell stand, so that one sees where the next item begins."""


class Table(NamedTuple):
    """Rows under columns; read aloud, each cell is `title: value` on a line of its own."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    indent: int = 2
    heading: str = ""
    """Names a row when read aloud; the first column's title where empty."""
    styles: tuple[Style, ...] = ()
    """One a row, where given."""
    spoken: tuple[tuple[str, ...], ...] = ()
    """The sentences that say each row when read aloud, where `title: value` would not do."""


def points(texts: tuple[str, ...]) -> Table:
    """Paragraphs with a dot before each, so that one sees where the next begins."""
    return Table(
        columns=(Column(""), Column("", wraps=True)),
        rows=tuple(("·", text) for text in texts),
        spoken=tuple((text,) for text in texts),
    )


class Screen:
    """A growing list of lines and tables."""

    def __init__(self) -> None:
        self.parts: list[Line | Table] = []

    def title(self, text: str, right: str = "") -> "Screen":
        """The heading of the screen, with what belongs at the right margin."""
        self.parts.append(Line(text, Style.STRONG, right=right))
        return self

    def say(
        self,
        text: str = "",
        style: Style = Style.PLAIN,
        *,
        indent: int = 0,
        plain: str | None = None,
    ) -> "Screen":
        """A line or paragraph; an empty one is air. `plain=""` leaves it out when read aloud."""
        self.parts.append(Line(text, style, indent=indent, plain=plain))
        return self

    def point_at(self, what: str, path: str) -> "Screen":
        """A path to copy: on a line of its own where it is long, and never broken."""
        self.parts.append(Line(f"{what} {path}", Style.QUIET, copied=path))
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
        return [fact for row in _facts(part) for fact in row]
    if part.plain is not None:
        return [part.plain] if part.plain else []
    facts = f"{part.text} · {part.right}".split(" · ")
    return [_said(fact.strip()) for fact in facts if fact.strip()]


def _said(text: str) -> str:
    """`2–3` as `2 to 3`, and no room that is only for the eye."""
    return " ".join(re.sub(r"(?<=\d)–(?=\d)", " to ", text).split())


def _facts(table: Table) -> list[list[str]]:
    """Each row as sentences, one fact each."""
    if table.spoken:
        return [[_said(sentence) for sentence in row] for row in table.spoken]
    head, *rest = table.columns
    name = table.heading or head.plain_title or head.title
    return [
        [_said(f"{name} {row[0]}")]
        + [
            _said(f"{column.plain_title or column.title}: {cell}")
            for column, cell in zip(rest, row[1:], strict=True)
            if column.spoken and cell.strip()
        ]
        for row in table.rows
    ]


def _line(line: Line, width: int, colour: bool) -> list[str]:
    pad = " " * line.indent
    if line.copied and len(line.text) > width:
        what = line.text.removesuffix(line.copied).rstrip()
        return [_painted(what, line.style, colour), _painted(line.copied, line.style, colour)]
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


def _wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """Wrapped to the width, later lines `hang` further in.

    A separating dot never begins a line; a number keeps what it counts, a command its words.
    """
    if len(text) <= width:
        return [text]
    own = text[: len(text) - len(text.lstrip())]
    lines = textwrap.wrap(
        _kept_together(text.strip(), max(width, 12) - hang),
        max(width, 12),
        initial_indent=own,
        subsequent_indent=own + " " * hang,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


_TOGETHER = (
    r" ·(?= )"
    r"|(?<=\d) (?=[a-z%×])"
    r"|`[^`]+`"
    r"|(?<= )retroplan [-a-z0-9. ]+$"
)


def _kept_together(text: str, width: int) -> str:
    """The text with firm spaces where a line must not end, in pieces that fit one line."""
    return re.sub(
        _TOGETHER,
        lambda found: (
            found[0].replace(" ", "\N{NO-BREAK SPACE}") if len(found[0]) <= width else found[0]
        ),
        text,
    )


def _table(table: Table, width: int, colour: bool) -> list[str]:
    """Aligned columns two spaces apart; as facts where the terminal is too narrow for them."""
    fitted = _fitted(table, width)
    if fitted is None:
        return _narrow(table, width)
    grid = _grid(fitted)
    widths = _widths(fitted)
    if widths and fitted.columns[-1].wraps:
        widths[-1] = min(widths[-1], _room_for_last(fitted, width))
    has_titles = len(grid) > len(fitted.rows)
    styles = ([Style.QUIET] if has_titles else []) + (
        list(fitted.styles) or [Style.PLAIN] * len(fitted.rows)
    )
    return [
        " " * fitted.indent + _painted(line, style, colour)
        for row, style in zip(grid, styles, strict=True)
        for line in _row(fitted.columns, row, widths)
    ]


def _narrow(table: Table, width: int) -> list[str]:
    """Facts, a blank line between rows of several."""
    pad = " " * table.indent
    blocks = [
        [pad + piece for fact in row for piece in _wrapped(fact, width - table.indent, hang=2)]
        for row in _facts(table)
    ]
    has_air = any(len(row) > 1 for row in _facts(table))
    lines = [line for block in blocks for line in [*block, *([""] if has_air else [])]]
    return lines[:-1] if has_air else lines


LEAST_WRAPPED = 14
"""Columns that a wrapping cell needs; with fewer it reads worse than facts do."""


def _fitted(table: Table, width: int) -> Table | None:
    """The table with as many columns as the width holds; None where the needed ones do not fit."""
    while _room_for_last(table, width) < _needed_by_last(table):
        spare = max((column.spare for column in table.columns), default=0)
        if spare == 0:
            return None
        keep = [index for index, column in enumerate(table.columns) if column.spare < spare]
        table = table._replace(
            columns=tuple(table.columns[index] for index in keep),
            rows=tuple(tuple(row[index] for index in keep) for row in table.rows),
        )
    return table


def _grid(table: Table) -> list[tuple[str, ...]]:
    titles = tuple(column.title for column in table.columns)
    return ([titles] if any(titles) and table.rows else []) + list(table.rows)


def _widths(table: Table) -> list[int]:
    grid = _grid(table)
    return [
        max((len(row[index]) for row in grid), default=0) for index in range(len(table.columns))
    ]


def _room_for_last(table: Table, width: int) -> int:
    return width - table.indent - sum(each + 2 for each in _widths(table)[:-1])


def _needed_by_last(table: Table) -> int:
    widest = _widths(table)[-1] if table.columns else 0
    return min(widest, LEAST_WRAPPED) if table.columns and table.columns[-1].wraps else widest


def _row(columns: tuple[Column, ...], row: tuple[str, ...], widths: list[int]) -> list[str]:
    """The lines of a row; more than one where its last cell wraps."""
    *_, last = row
    pieces = _wrapped(last, widths[-1], columns[-1].hang) if columns[-1].wraps and last else [last]
    lines = []
    for number, piece in enumerate(pieces):
        cells = (*row[:-1], piece) if number == 0 else ("",) * (len(row) - 1) + (piece,)
        lines.append(
            "  ".join(
                cell.rjust(width) if column.numeric else cell.ljust(width)
                for column, cell, width in zip(columns, cells, widths, strict=True)
            ).rstrip()
        )
    return lines


def _painted(text: str, style: Style, colour: bool) -> str:
    if not colour or not style.value or not text.strip():
        return text
    return f"\x1b[{style.value}m{text}\x1b[0m"
