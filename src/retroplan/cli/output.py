"""The one place that writes: data on stdout, words about it on stderr."""

import sys
from collections.abc import Sequence

from retroplan.core.codec import encode
from retroplan.core.text import clean
from retroplan.environment import Environment
from retroplan.errors import BadFile, RetroplanError
from retroplan.reports.screen import Screen

ENVELOPE_VERSION = 1


def show(environment: Environment, screen: Screen) -> None:
    """A screen on stdout, in the manner that the environment asks for."""
    text = screen.render(
        width=environment.width, plain=environment.is_plain, colour=environment.has_colour
    )
    write(text)


def write(text: str) -> None:
    """Text on stdout, in whatever the terminal can spell.

    Raises:
        BadFile: stdout does not take it, a full disk say; what was saved before is kept.
    """
    try:
        _put(sys.stdout, text)
    except BrokenPipeError:  # nobody reads any more: no trouble of ours
        raise
    except OSError as error:
        raise BadFile(
            f"the answer could not be written to standard output ({error.strerror})",
            hint="whatever was to be saved is saved: `retroplan report` shows it",
        ) from error


def tell(environment: Environment, text: str) -> None:
    """A sentence on stderr; `--quiet` silences it."""
    if not environment.is_quiet:
        _put(sys.stderr, text + "\n")


def put_question(text: str) -> None:
    """A question on stderr, the cursor left behind it; asked even with `--quiet`."""
    _put(sys.stderr, text)


def show_json(
    command: str, data: object, *, findings: Sequence[object] = (), errors: Sequence[object] = ()
) -> None:
    """The JSON envelope of a command (docs/json.md) on stdout."""
    import json

    envelope = {
        "retroplan": ENVELOPE_VERSION,
        "command": command,
        "data": encode(data),
        "findings": encode(tuple(findings)),
        "errors": encode(tuple(errors)),
    }
    write(json.dumps(envelope, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def show_error(error: RetroplanError) -> None:
    """`retroplan: error[kind]: what`, every problem of a file, and the hint, on stderr."""
    lines = [f"retroplan: error[{error.kind}]: {clean(error.message)}"]
    if isinstance(error, BadFile):
        lines += [f"  {clean(problem)}" for problem in error.problems]
    if error.hint:
        lines.append(f"hint: {clean(error.hint)}")
    _put(sys.stderr, "\n".join(lines) + "\n")


def _put(stream: object, text: str) -> None:
    if stream is None:  # closed before we began
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    speakable = _spell(text, encoding)
    stream.write(speakable)  # type: ignore[attr-defined]  # a text stream
    stream.flush()  # type: ignore[attr-defined]


_PLAIN_SPELLING = str.maketrans(
    {
        "–": "-", "—": "-", "×": "x", "…": "...", "·": "-", "≤": "<=", "≥": ">=", "±": "+/-",
        "→": "->", "°": " deg ", "²": "2", "₂": "2", "“": '"', "”": '"', "‘": "'", "’": "'",
        "●": "*", "○": "o", "▁": ".", "▂": ".", "▃": ":", "▄": ":", "▅": "|", "▆": "|", "▇": "#",
        "█": "#",
    }
)  # fmt: skip


def _spell(text: str, encoding: str) -> str:
    """The text in characters that the encoding has; a look-alike where it lacks one."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return (
            text.translate(_PLAIN_SPELLING).encode(encoding, "backslashreplace").decode(encoding)
        )
    return text
