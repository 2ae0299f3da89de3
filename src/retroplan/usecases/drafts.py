"""Answers of a wizard that was left half-way, kept beside the profile file until it is finished."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from retroplan.environment import Environment

LARGEST = 64 * 1024  # bytes


def draft_file(environment: Environment) -> Path:
    """`profile.draft.toml`, beside the profile file."""
    profile = environment.profile_file
    return profile.with_name(f"{profile.stem}.draft{profile.suffix}")


def save_draft(*, environment: Environment, answers: Mapping[str, str]) -> None:
    """Keep the answers as they could be typed again, by the id of their question.

    Raises:
        StoreProblem: it could not be written.
    """
    from retroplan.profile_file.write import write_profile

    lines = ["# The answers so far; `retroplan init` goes on from here.", "[answers]"]
    lines += [f"{_quoted(name)} = {_quoted(text)}" for name, text in answers.items()]
    write_profile(draft_file(environment), "\n".join(lines) + "\n")


def read_draft(*, environment: Environment) -> dict[str, str]:
    """The answers of a draft; empty where there is none, or none that can be read."""
    import tomllib

    try:
        with draft_file(environment).open("rb") as stream:
            found = tomllib.loads(stream.read(LARGEST).decode()).get("answers")
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def drop_draft(*, environment: Environment) -> None:
    """Forget the draft: its answers are in the profile now, or no longer wanted."""
    with suppress(OSError):  # none there, or one that a later run will offer again
        draft_file(environment).unlink()


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = "".join(
        f"\\u{ord(character):04X}" if ord(character) < 32 or ord(character) == 127
        else f"\\{character}" if character in {'"', "\\"}
        else character
        for character in text
    )  # fmt: skip
    return f'"{escaped}"'
