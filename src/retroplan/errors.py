"""The ways a command can end other than well, each with its exit code.

A person always gets two things: what happened, and what to do next. Findings that a person
should read are returned as values; only dead ends are raised.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Every code the program ends with. 1 is never used: it is Python's own, so an escaped error shows."""

    OK = 0
    USAGE = 2
    NOT_FOUND = 3
    BAD_FILE = 4
    UNSAFE = 5
    INFEASIBLE = 6
    STORE = 7
    DUE = 10
    DEFECT = 70
    INTERRUPTED = 130


class RetroplanError(Exception):
    """A dead end: `message` says what happened, `hint` what to do next."""

    kind = "defect"
    exit_code = ExitCode.DEFECT

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.data: object = None
        """For programs: what there is to show all the same."""
        self.findings: tuple[object, ...] = ()
        """For programs: what screening found."""


class UsageProblem(RetroplanError):
    """A word, flag or value on the command line that cannot be taken."""

    kind = "usage"
    exit_code = ExitCode.USAGE


class NotFound(RetroplanError):
    """What was asked for does not exist, or there is nothing to do."""

    kind = "not-found"
    exit_code = ExitCode.NOT_FOUND


class BadFile(RetroplanError):
    """A file that cannot be read; `problems` are all of them, each with its line where known."""

    kind = "file"
    exit_code = ExitCode.BAD_FILE

    def __init__(self, message: str, *, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class Unsafe(RetroplanError):
    """Refused for safety; `problems` are all the places that cause it, where there are such."""

    kind = "safety"
    exit_code = ExitCode.UNSAFE

    def __init__(self, message: str, *, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class Infeasible(RetroplanError):
    """The wishes cannot be met together; the hint says what would make them feasible."""

    kind = "infeasible"
    exit_code = ExitCode.INFEASIBLE


class StoreProblem(RetroplanError):
    """The store is busy, damaged, full, read-only, or newer than this program."""

    kind = "store"
    exit_code = ExitCode.STORE


class Stopped(RetroplanError):
    """Interrupted by the person."""

    kind = "interrupted"
    exit_code = ExitCode.INTERRUPTED


class Defect(RetroplanError):
    """A fault of ours: something the program promised did not hold."""
