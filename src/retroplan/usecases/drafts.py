"""Answers of a wizard that was left half-way, kept beside the profile file until it is finished."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from retroplan.environment import Environment
from retroplan.profile_file.draft import answers_text, read_answers


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

    write_profile(draft_file(environment), answers_text(answers))


def read_draft(*, environment: Environment) -> dict[str, str]:
    """The answers of a draft; empty where there is none, or none that can be read."""
    return read_answers(draft_file(environment))


def drop_draft(*, environment: Environment) -> None:
    """Forget the draft: its answers are in the profile now, or no longer wanted."""
    with suppress(OSError):  # none there, or one that a later run will offer again
        draft_file(environment).unlink()
