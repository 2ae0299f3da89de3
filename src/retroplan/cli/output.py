"""The one place that writes: data on stdout, words about it on stderr."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from retroplan.core.codec import encode
from retroplan.core.text import clean, is_hidden
from retroplan.environment import Environment, terminal_width
from retroplan.errors import BadFile, RetroplanError, Unsafe
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
    except BrokenPipeError:  # nobody reads any more: no trouble of ours, and nothing more to say
        sys.stdout = None
    except OSError as error:
        raise unwritten(error) from error


def unwritten(error: OSError) -> BadFile:
    """The answer did not reach whoever was to have it."""
    return BadFile(
        f"the answer could not be written to standard output ({error.strerror})",
        hint="whatever was to be saved is saved: `retroplan report` shows it",
    )


def tell(environment: Environment, text: str) -> None:
    """A sentence on stderr; `--quiet` silences it."""
    if not environment.is_quiet:
        tell_everybody(text)


def tell_everybody(text: str) -> None:
    """A sentence on stderr, also with `--quiet`. Where stderr takes nothing, there is no way to say so."""
    with suppress(OSError):
        _put(sys.stderr, _fitted(text) + "\n")


def heed_note(note: str) -> None:
    """What to do about an alarming word in a note, on stderr, also with `--quiet`; nothing for any other."""
    if not note:
        return
    from retroplan.cli.alarms import note_words

    if words := note_words(note):
        tell_everybody(words)


def put_question(text: str) -> None:
    """A question on stderr, the cursor left behind it; asked even with `--quiet`."""
    _put(sys.stderr, _fitted(text))


def _fitted(text: str) -> str:
    """Text for stderr; on a terminal no line is longer than that is wide, so that no word is cut in two."""
    if sys.stderr is None or not sys.stderr.isatty() or "\r" in text:
        return text
    width = terminal_width()
    return "\n".join(
        line if len(line) <= width else _in_lines(line, width) for line in text.split("\n")
    )


def _in_lines(line: str, width: int) -> str:
    indent = len(line) - len(line.lstrip())
    screen = Screen().say(line.strip(), indent=indent)
    room = line[len(line.rstrip()) :]  # before the answer to a question
    return screen.render(width=width, plain=False, colour=False).rstrip("\n") + room


def show_json(
    command: str,
    data: object,
    *,
    view: str = "",
    findings: Sequence[object] = (),
    errors: Sequence[RetroplanError] = (),
) -> None:
    """The JSON envelope of a command (docs/json.md) on stdout.

    `view` names the schema, where it is another than that of the command.
    """
    import json

    envelope = {
        "retroplan": ENVELOPE_VERSION,
        "command": command,
        "view": view or command.replace(" ", "."),
        "data": encode(data),
        "findings": encode(tuple(findings)),
        "errors": [_error_value(error) for error in errors],
    }
    text = json.dumps(envelope, ensure_ascii=False, allow_nan=False, indent=2)
    if not _can_spell(sys.stdout, text):
        text = json.dumps(envelope, allow_nan=False, indent=2)
    write("\n".join(_unobeyed(line) for line in text.split("\n")) + "\n")


def show_refusal(command: str, error: RetroplanError) -> None:
    """The envelope of an error; where stdout takes nothing, there is no way to say so."""
    view = "error" if error.data is None else ""
    with suppress(RetroplanError):
        show_json(command, error.data, view=view, findings=error.findings, errors=[error])


def _error_value(error: RetroplanError) -> dict[str, object]:
    return {
        "kind": error.kind,
        "message": error.message,
        "hint": error.hint,
        "problems": list(_problems_of(error)),
    }


def _problems_of(error: RetroplanError) -> tuple[str, ...]:
    return error.problems if isinstance(error, BadFile | Unsafe) else ()


def _unobeyed(line: str) -> str:
    """A line of JSON whose characters no terminal obeys; its values stay the same."""
    import json

    if line.isprintable():
        return line
    return "".join(json.dumps(one)[1:-1] if is_hidden(one) else one for one in line)


def show_error(error: RetroplanError) -> None:
    """`retroplan: error[kind]: what`, every problem of a file, and the hint, on stderr."""
    lines = [f"retroplan: error[{error.kind}]: {clean(error.message)}"]
    lines += [f"  {clean(problem)}" for problem in _problems_of(error)]
    if error.hint:
        lines.append(f"hint: {clean(error.hint)}")
    tell_everybody("\n".join(lines))


def _put(stream: object, text: str) -> None:
    if stream is None:  # closed before we began
        return
    speakable = text if _can_spell(stream, text) else _spell(text, _encoding(stream))
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


def _encoding(stream: object) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _can_spell(stream: object, text: str) -> bool:
    try:
        text.encode(_encoding(stream))
    except UnicodeEncodeError:
        return False
    return True


def _spell(text: str, encoding: str) -> str:
    """The text in characters that the encoding has; a look-alike where it lacks one."""
    return text.translate(_PLAIN_SPELLING).encode(encoding, "backslashreplace").decode(encoding)
