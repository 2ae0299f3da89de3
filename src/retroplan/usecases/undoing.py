"""Taking back what the last command changed, and bringing it again; one step at a time.

The profile file cannot share a transaction with the store. So it is written first, while the store
waits to commit: whatever is cut short leaves the step as it was, and the same command again finds
the file as it wants it.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from retroplan.environment import Environment
from retroplan.profile_file.exchange import profile_bytes, reinstated
from retroplan.store.reversal import Reversed, redoing, undoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A step that was taken back, or brought again; on disk."""

    command: str
    """That had made the change; empty where none is known."""
    sentence: str
    """What it had done: "the record of session 2 on Wednesday 25 November"."""
    entered: str
    """When the change was made: ISO, by the person's own clock, with its offset."""
    remarks: tuple[str, ...]
    """What became of the profile file, where the change had to do with it."""
    steps_to_undo: int
    steps_to_redo: int


def take_back(*, environment: Environment) -> Reversal:
    """Take back what the last command changed that still stands; on disk when this returns.

    Raises:
        NotFound: there is nothing to take back.
        StoreProblem: not taken back; all is as it was.
    """
    remarks: tuple[str, ...] = ()
    with ExitStack() as files, undoing(environment.store_file, at=environment.now()) as step:
        if step.profile is not None:
            before, after = step.profile
            remarks = _exchange(files, environment.profile_file, before, instead_of=after)
    return _reversal(step, remarks)


def bring_again(*, environment: Environment) -> Reversal:
    """Bring again what was taken back last; on disk when this returns.

    Raises:
        NotFound: nothing was taken back, or something else was changed since.
        StoreProblem: not brought again; all is as it was.
    """
    remarks: tuple[str, ...] = ()
    with ExitStack() as files, redoing(environment.store_file, at=environment.now()) as step:
        if step.profile is not None:
            before, after = step.profile
            remarks = _exchange(files, environment.profile_file, after, instead_of=before)
    return _reversal(step, remarks)


def _exchange(
    files: ExitStack, path: Path, wanted: bytes | None, *, instead_of: bytes | None
) -> tuple[str, ...]:
    """The profile file as it is wanted, if it is still as the step left it; and what to say of it.

    `files` holds on to it until the store has committed, and puts it back if that fails.
    """
    if wanted is None:
        return (f"Your profile file stays as it is: {path}",)
    now = profile_bytes(path)
    if now == wanted:
        return ()
    if now != instead_of:
        return (f"Your profile file was changed since, so it stays as it is: {path}",)
    files.enter_context(reinstated(path, wanted))
    return (f"Your profile file goes with it: {path}",)


def _reversal(step: Reversed, remarks: tuple[str, ...]) -> Reversal:
    return Reversal(
        command=step.operation.command,
        sentence=step.operation.sentence,
        entered=step.operation.at,
        remarks=remarks,
        steps_to_undo=step.steps_to_undo,
        steps_to_redo=step.steps_to_redo,
    )
