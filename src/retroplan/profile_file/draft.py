"""The answers of a questionnaire that was left half-way, as a small TOML file."""

from collections.abc import Mapping
from pathlib import Path

LARGEST = 64 * 1024  # bytes


def answers_text(answers: Mapping[str, str]) -> str:
    """The file's text; each answer as it could be typed again, by the id of its question."""
    lines = ["# The answers so far; `retroplan init` goes on from here.", "[answers]"]
    lines += [f"{_quoted(name)} = {_quoted(text)}" for name, text in answers.items()]
    return "\n".join(lines) + "\n"


def read_answers(path: Path) -> dict[str, str]:
    """The answers in a file; empty where there is none, or none that can be read."""
    import tomllib

    try:
        with path.open("rb") as stream:
            found = tomllib.loads(stream.read(LARGEST).decode()).get("answers")
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(
        f"\\u{ord(character):04X}" if ord(character) < 32 or ord(character) == 127
        else f"\\{character}" if character in {'"', "\\"}
        else character
        for character in text
    )  # fmt: skip
    return f'"{escaped}"'
