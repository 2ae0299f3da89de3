"""What goes into rows: checked text and moments, documents, and a checksum over each row.

SQLite notices a damaged page only sometimes; the checksum notices a changed value.
"""

import datetime as dt
import json
import os
import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

from retroplan.core.codec import decode, encode
from retroplan.errors import Defect, UsageProblem
from retroplan.store.trouble import Unreadable

T = TypeVar("T")

LONGEST_TEXT = 2000
"""Characters of one note or reason."""

_LONGEST_DOCUMENT = 4_000_000  # bytes of JSON; a plan of twelve weeks has about 150,000


def checked_text(name: str, text: str) -> str:
    """The text as it was typed, if it can be kept.

    Raises:
        UsageProblem: it is too long, or holds what is no character.
    """
    if len(text) > LONGEST_TEXT:
        raise UsageProblem(
            f"the {name} has {len(text):,} characters; {LONGEST_TEXT:,} can be kept",
            hint="shorten it",
        )
    if "\0" in text or not _is_utf8(text):
        raise UsageProblem(
            f"the {name} holds something that is no character", hint="type that part again"
        )
    return text


def document_text(name: str, value: object) -> str:
    """A value of ours as JSON text, the same for the same value.

    Raises:
        UsageProblem: it holds a number that is none, or what is no character.
    """
    try:
        text = _json(encode(value))
        if "-0.0" in text:
            text = _json(json.loads(text, parse_float=_without_minus_zero))
    except ValueError:
        raise UsageProblem(f"the {name} holds a number that is none") from None
    if not _is_utf8(text):
        raise UsageProblem(f"the {name} holds something that is no character")
    if len(text.encode()) > _LONGEST_DOCUMENT:
        raise UsageProblem(f"the {name} is too long to be kept", hint="shorten what was typed")
    return text


def packed(text: str) -> bytes:
    """A document as it lies in a row."""
    return zlib.compress(text.encode())


def unpacked(document: bytes) -> str | None:
    """The document that was packed; None where it is damaged."""
    try:
        return zlib.decompressobj().decompress(document, _LONGEST_DOCUMENT).decode()
    except (zlib.error, UnicodeDecodeError):
        return None


def document_value(name: str, kind: type[T], text: str) -> T:
    """The value that `document_text` wrote.

    Raises:
        Unreadable: it is none of that kind, as this program knows it.
    """
    try:
        return decode(kind, json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            f"the {name} cannot be read by this retroplan ({type(error).__name__}: {error})",
            hint="nothing was changed; a newer retroplan may have written it: try with the newest",
        ) from error


def moments(at: dt.datetime) -> tuple[str, str]:
    """A moment as the person's own clock said it, with its offset; and in UTC.

    Raises:
        Defect: the moment has no offset.
    """
    if at.utcoffset() is None:
        raise Defect(f"a moment without its offset from UTC cannot be kept: {at}")
    utc = at.astimezone(dt.UTC).replace(tzinfo=None)
    return at.isoformat(timespec="seconds"), utc.isoformat(timespec="seconds") + "Z"


def new_uid() -> str:
    """A name that nothing else has: 32 hexadecimal digits, at random."""
    return os.urandom(16).hex()


def seal(values: Sequence[object]) -> int:
    """CRC-32 of the canonical text of a row: the JSON array of its columns, in their order."""
    return zlib.crc32(json.dumps(tuple(values)).encode("ascii"))


def is_whole(row: Sequence[Any]) -> bool:
    """Whether a row, whose last column is its seal, is as it was written."""
    written: int = row[-1]
    return seal(row[:-1]) == written


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _without_minus_zero(number: str) -> float:
    return float(number) + 0.0


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate: undecodable bytes of the command line
        return False
    return True
