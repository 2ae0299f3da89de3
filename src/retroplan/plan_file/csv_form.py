"""A plan as CSV (RFC 4180), and back, whatever a spreadsheet did to it in between."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from retroplan.core.model.vocabulary import Stage
from retroplan.core.text import DAYS
from retroplan.errors import BadFile
from retroplan.files.csv_cells import cell, uncelled
from retroplan.files.fields import Day, Number, Whole, check_fields
from retroplan.files.problems import did_you_mean, not_too_many, shown
from retroplan.plan_file.content import BY_NUMBER, FIELDS, PlanText, ReadRow, WrittenRow, row_of

COLUMNS = (
    "session_id", "number", "day", "date", "state", "stage", "warm_up_s", "reps", "bout_s",
    "recovery_s", "cool_down_s", "speed_kmh", "grade_pct", "note", "backward_s", "total_s",
    "plan_id", "revision",
)  # fmt: skip
_NEEDED = tuple(name for name, field in FIELDS.items() if field.needed)
_ID = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MOST_ROWS = 200
_HINT = "mend it and run this again; docs/plan-file.md explains every column"


def as_csv(rows: Sequence[WrittenRow], *, plan_id: str, revision: int) -> str:
    """One row a session, under the names of the columns."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, written in enumerate(rows, 1):
        row = written.row
        values = {
            "number": number, "day": DAYS[row.date.weekday()], "state": written.state,
            "plan_id": plan_id, "revision": revision,
        }  # fmt: skip
        writer.writerow([_written(values.get(name, getattr(row, name, ""))) for name in COLUMNS])
    return file.getvalue()


def _written(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return cell(str(value) if isinstance(value, Stage) else value)


def read_csv(text: str, *, name: str) -> PlanText:
    """The rows of a CSV. `;` and tabs between cells are taken too, and commas in decimals.

    Raises:
        BadFile: it is no plan; `problems` are all that is wrong with it, each with line and column.
    """
    lines = tuple(_lines(text, name))
    if not lines:
        raise BadFile(f"{name} is empty", hint="`retroplan plan export` writes a plan to edit")
    header, *rows = lines
    columns = [_key(title) for title in header[1]]
    problems = list(_header_problems(columns, header[0]))
    if problems:
        raise _bad(name, problems)
    order = _day_order([_at(cells, columns, "date") for _, cells in rows])
    read: list[ReadRow] = []
    for line, cells in rows:
        values, wrong = _values(cells, columns, len(read) + 1, order, line)
        problems += wrong
        if not wrong:
            number = _whole(_at(cells, columns, "number"))
            read.append(ReadRow(row=row_of(values), line=line, number=number))
    if problems or not read:
        raise _bad(name, problems or [f"line {header[0]}: no rows follow"])
    return PlanText(
        rows=tuple(read),
        plan_id=next((_at(cells, columns, "plan_id") for _, cells in rows), ""),
        revision=_whole(next((_at(cells, columns, "revision") for _, cells in rows), "")),
    )


def _bad(name: str, problems: Sequence[str]) -> BadFile:
    return BadFile(
        f"{name} cannot be taken as a plan", hint=_HINT, problems=not_too_many(list(problems))
    )


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that has any, with the line on which it begins."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            clean_cells = [_plain(each) for each in cells]
            if any(clean_cells):
                yield before + 1, clean_cells
            before = reader.line_num
            if before > _MOST_ROWS:
                raise _bad(name, [f"line {before}: no plan has so many rows"])
    except csv.Error as error:
        raise _bad(name, [f"line {reader.line_num}: {error}"]) from None


def _plain(text: str) -> str:
    """Without the blanks that spreadsheets put round and into numbers."""
    return (
        text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()
    )


def _key(title: str) -> str:
    return re.sub(r"[\s-]+", "_", title.strip().lower())


def _header_problems(columns: Sequence[str], line: int) -> Iterator[str]:
    for column in dict.fromkeys(columns):
        if column and column not in COLUMNS:
            near = did_you_mean(column, COLUMNS, bare=True)
            yield f"line {line}: the column {shown(column)} is not known{near}"
        if column and columns.count(column) > 1:
            yield f"line {line}: the column {shown(column)} stands there twice"
    for column in _NEEDED:
        if column not in columns and not (column == "session_id" and "number" in columns):
            yield f"line {line}: the column {column} is missing"


def _at(cells: Sequence[str], columns: Sequence[str], name: str) -> str:
    if name not in columns or columns.index(name) >= len(cells):
        return ""
    return cells[columns.index(name)]


def _values(
    cells: Sequence[str], columns: Sequence[str], number: int, order: str, line: int
) -> tuple[dict[str, Any], list[str]]:
    """The values of a row by their names, and everything that is wrong with them."""
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        return {}, [f"line {line}: has {len(cells)} cells, and the first line {len(columns)}"]
    texts = {name: _at(cells, columns, name) for name in columns if name in FIELDS}
    values = {
        name: _value(name, text, order) for name, text in texts.items()
        if text or FIELDS[name].needed
    }  # fmt: skip
    session_id = str(values.get("session_id", "")).replace(",", ".")
    if _ID.fullmatch(session_id):
        values["session_id"] = session_id
    elif _whole(
        _at(cells, columns, "number")
    ):  # a spreadsheet made a date of 3.2; the number is left
        values["session_id"] = BY_NUMBER
    empty = {name for name, value in values.items() if value == ""}
    place = f"session {_at(cells, columns, 'session_id') or number}"
    problems = [
        f"line {line}: {problem.place}: "
        + ("is empty" if problem.path[-1] in empty else problem.sentence)
        for problem in check_fields(values, FIELDS, place=place)
    ]
    return values, problems


def _value(name: str, text: str, order: str) -> object:
    """A cell as the value that it spells, or as its text where it spells none."""
    field = FIELDS[name]
    if isinstance(field, Whole | Number):
        number = _number(text)
        is_whole = isinstance(field, Whole) and number is not None and number.is_integer()
        return text if number is None else int(number) if is_whole else number
    if isinstance(field, Day):
        return _day(text, order) or text
    return uncelled(text).lower() if name == "stage" else uncelled(text)


def _number(text: str) -> float | None:
    """`1.5`, `1,5`: nothing in a plan reaches a thousand, so a comma is never one between thousands."""
    try:
        return float(text.replace(",", ".")) if re.fullmatch(r"-?\d+([.,]\d+)?", text) else None
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else None


def _day_order(dates: Sequence[str]) -> str:
    """`dmy` or `mdy`, as the dates with slashes show together; empty where they do not."""
    found = [match for text in dates if (match := _SLASHED.fullmatch(text))]
    firsts, seconds = ([int(match[part]) for match in found] for part in (1, 2))
    if max(firsts, default=0) > 12 >= max(seconds, default=0):
        return "dmy"
    if max(seconds, default=0) > 12 >= max(firsts, default=0):
        return "mdy"
    return ""


def _day(text: str, order: str) -> dt.date | None:
    parts = None
    if match := _ISO.fullmatch(text):
        parts = match[1], match[2], match[3]
    elif match := _DOTTED.fullmatch(text):
        parts = match[3], match[2], match[1]
    elif (match := _SLASHED.fullmatch(text)) and order:
        month, day = (2, 1) if order == "dmy" else (1, 2)
        parts = match[3], match[month], match[day]
    if parts is None:
        return None
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None
