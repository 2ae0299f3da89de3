"""A text as TOML, with the line of every key, and safe from hostile files."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from retroplan.core.text import counted
from retroplan.errors import BadFile
from retroplan.files.problems import KeyPath, Problem, not_too_many
from retroplan.files.reading import LARGEST, too_large

_DEEPEST = 40
"""Dots and brackets on one line: nesting beyond any file of ours, at which tomllib needs hundreds of megabytes."""

_WORDS = re.compile(
    r'#[^\n]*|"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)|\'\'\'.*?(?:\'{3,5}|\Z)|"(?:\\.|[^"\\\n])*"?|\'[^\'\n]*\'?',
    re.DOTALL,
)
_HEADER = re.compile(r"\s*(\[{1,2})([^\]\n]*)\]")
_KEY_PART = re.compile(r'"((?:\\.|[^"\\])*)"|\'([^\']*)\'|([^\s."\']+)')
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


class Document(NamedTuple):
    values: dict[str, Any]
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int | None:
        """The line of a key, or of the nearest thing that holds it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


def read_document(text: str, name: str, *, what: str) -> Document:
    """The values of a text and their lines.

    Args:
        text: as it stands in the file.
        name: what the file is called in errors.
        what: it should be, as in "profile".

    Raises:
        BadFile: too large, nested too deeply, or no TOML.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise too_large(name, what)
    bones = _WORDS.sub(_blank, text)
    for number, line in enumerate(bones.split("\n"), 1):
        if sum(map(line.count, ".[{")) > _DEEPEST:
            raise _bad(name, "cannot be read", f"line {number}: too many dots or brackets")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise _bad(name, "is nested too deeply") from None
    except ValueError as error:
        raise _bad(
            name, "is not a TOML file", _syntax(str(error), bones.count("\n") + 1)
        ) from None
    return Document(values, dict(_lines(text, bones)))


def mistakes(name: str, document: Document, problems: Sequence[Problem], *, hint: str) -> BadFile:
    """Every problem of a file, in the order of its lines."""
    placed = sorted(
        ((document.line(problem.path), problem) for problem in problems),
        key=lambda pair: (pair[0] is None, pair[0] or 0),
    )
    return BadFile(
        f"{name} has {counted(len(problems), 'problem')}",
        hint=hint,
        problems=not_too_many([problem.told(line) for line, problem in placed]),
    )


def _bad(name: str, what: str, *problems: str) -> BadFile:
    return BadFile(f"{name} {what}", hint="mend it and run this again", problems=problems)


def _syntax(message: str, last_line: int) -> str:
    """What tomllib says, with the line first."""
    at = _AT.search(message)
    if at is None:
        return message
    line = at[1] or last_line
    return f"line {line}: {_AT.sub('', message)}" + (f" (column {at[2]})" if at[2] else "")


def _blank(word: re.Match[str]) -> str:
    """A comment or string with its characters blotted out, line breaks kept: what is left is structure."""
    filler = " " if word[0].startswith("#") else "s"
    return "".join("\n" if character == "\n" else filler for character in word[0])


def _lines(text: str, bones: str) -> Iterator[tuple[KeyPath, int]]:
    """Every section, row, key and element of a list with its line. The text is known to be valid TOML."""
    section: KeyPath = ()
    key: KeyPath = ()
    rows: dict[KeyPath, int] = {}
    depth = element = 0
    for number, (line, frame) in enumerate(
        zip(text.split("\n"), bones.split("\n"), strict=True), 1
    ):
        rest = frame
        if depth == 0:
            if header := _HEADER.match(frame):
                section = _key(line[header.start(2) : header.end(2)])
                if section not in rows:
                    yield section, number
                if header[1] == "[[":
                    rows[section] = rows.get(section, -1) + 1
                    section = (*section, rows[section])
                    yield section, number
                continue
            if "=" not in frame:
                continue
            key = section + _key(line[: frame.index("=")])
            yield key, number
            rest, element = frame[frame.index("=") + 1 :], 0
        for character in rest:
            if depth == 1 and not character.isspace() and character not in ",]":
                yield (*key, element), number
            depth += (character in "[{") - (character in "]}")
            element += character == "," and depth == 1


def _key(text: str) -> KeyPath:
    """`profile."birth_date"` as its parts."""
    return tuple(
        next(part for part in found.groups() if part is not None)
        for found in _KEY_PART.finditer(text)
    )
