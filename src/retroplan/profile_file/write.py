"""Writing a profile file: new with every comment, or changed with the comments kept; whole or not at all."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retroplan.core.model.profile import Profile
from retroplan.errors import StoreProblem, UsageProblem
from retroplan.files.reading import LARGEST
from retroplan.files.toml_text import toml
from retroplan.files.writing import check_target, replace_file
from retroplan.profile_file.template import TEMPLATE

_PLACEHOLDER = re.compile(r"@(\w+) (.*)")
_HEADER = re.compile(r"\[(\w+)\]")


def new_profile_text(profile: Profile) -> str:
    """A whole profile file with every key explained; what is not known stands there as a comment."""
    lines, section = [], ""
    for line in TEMPLATE.splitlines():
        if header := _HEADER.fullmatch(line):
            section = header[1]
        if placeholder := _PLACEHOLDER.fullmatch(line):
            key, example = placeholder.groups()
            value = getattr(getattr(profile, section), key)
            lines.append(f"# {key} = {example}" if value is None else f"{key} = {toml(value)}")
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
            document.setdefault(section, {})[key] = tomlkit.value(toml(value))
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
    write_bytes(path, data)


def write_bytes(path: Path, data: bytes) -> None:
    """As `write_profile`, whatever the bytes are: a profile of before is put back as it was."""
    try:
        check_target(path, hint="name the file itself: --config FILE")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as error:
        raise StoreProblem(
            f"the profile {path} could not be written: {error.strerror or error}",
            hint="what was there before is untouched; is the folder yours, and is there room?",
        ) from None


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
    return pattern.sub(lambda found: f"{found[1]}{key} = {toml(value)}", text, count=1)
