"""Writing a profile file: new with every comment, or changed with the comments kept; whole or not at all."""

import datetime as dt
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from retroplan.core.model.profile import Profile
from retroplan.errors import StoreProblem, UsageProblem
from retroplan.profile_file.document import LARGEST
from retroplan.profile_file.template import TEMPLATE

_PLACEHOLDER = re.compile(r"@(\w+) (.*)")
_HEADER = re.compile(r"\[(\w+)\]")
_CONTROLS = {code: f"\\u{code:04x}" for code in (*range(0x20), 0x7F)}
_ESCAPES = _CONTROLS | {ord(mark): rf"\{mark}" for mark in ('"', "\\")} | {10: "\\n", 9: "\\t"}
_WHOLE_BELOW = 1e15


def new_profile_text(profile: Profile) -> str:
    """A whole profile file with every key explained; what is not known stands there as a comment."""
    lines, section = [], ""
    for line in TEMPLATE.splitlines():
        if header := _HEADER.fullmatch(line):
            section = header[1]
        if placeholder := _PLACEHOLDER.fullmatch(line):
            key, example = placeholder.groups()
            value = getattr(getattr(profile, section), key)
            lines.append(f"# {key} = {example}" if value is None else f"{key} = {_toml(value)}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def edited_profile_text(text: str, changes: Mapping[str, object]) -> str:
    """The text with some keys changed, comments kept. Keys are `section.key`; None takes a key out.

    A key that stands there as a commented example is written in its place.
    """
    import tomlkit

    before = tomlkit.parse(text)
    absent = {path for path in changes if _at(before, path) is None and changes[path] is not None}
    for path in absent:
        text = _uncommented(text, path, changes[path])
    document = tomlkit.parse(text) if absent else before
    for path, value in changes.items():
        section, key = path.split(".", 1)
        if value is None:
            document.get(section, {}).pop(key, None)
        elif path not in absent or _at(document, path) is None:
            document.setdefault(section, {})[key] = tomlkit.value(_toml(value))
    return tomlkit.dumps(document)


def write_profile(path: Path, text: str) -> None:
    """Put a profile's text in place: the old file or the new one, never half of one; for its owner only.

    Raises:
        UsageProblem: the text is too large, or the target is a link or no regular file.
        StoreProblem: it could not be written; what was there is untouched.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST:
        raise UsageProblem(
            f"the profile would be larger than {LARGEST // 1024} KiB; shorten its notes"
        )
    try:
        _check_target(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise StoreProblem(
            f"the profile {path} could not be written: {error.strerror or error}",
            hint="what was there before is untouched; is the folder yours, and is there room?",
        ) from None


def _check_target(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise UsageProblem(
            f"{path} is {'a link' if stat.S_ISLNK(mode) else 'no regular file'}; retroplan does not write over it",
            hint="name the file itself: --config FILE",
        )


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _toml(value: object) -> str:
    """A value of a profile as TOML on one line."""
    if isinstance(value, Enum):
        return _toml(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_BELOW:
        return str(int(value))
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if is_dataclass(value):
        return f"{{ {', '.join(_told_fields(value))} }}"
    return f'"{_speakable(str(value)).translate(_ESCAPES)}"'


def _told_fields(value: object) -> list[str]:
    """The fields that say something; the first one always does."""
    return [
        f"{field.name} = {_toml(said)}"
        for number, field in enumerate(fields(value))  # type: ignore[arg-type]  # a dataclass
        if (said := getattr(value, field.name)) is not None
        and (number == 0 or said != field.default)
    ]


def _speakable(text: str) -> str:
    """Without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _at(document: Mapping[str, Any], path: str) -> object:
    section, key = path.split(".", 1)
    return document.get(section, {}).get(key)


def _uncommented(text: str, path: str, value: object) -> str:
    """The text with `# key = example` of that section made real; unchanged where there is no such line."""
    section, key = path.split(".", 1)
    pattern = re.compile(
        rf"(^\[{re.escape(section)}\][^\n]*\n(?:(?!\[)[^\n]*\n)*?)# {re.escape(key)} = [^\n]*$",
        re.MULTILINE,
    )
    return pattern.sub(lambda found: f"{found[1]}{key} = {_toml(value)}", text, count=1)
