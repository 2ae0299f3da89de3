"""Single keys from a terminal, without Enter; the terminal is as before once this ends, however it ends."""

import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

import typer

_ESCAPE = 0x1B
_END_OF_INPUT = "\x04"
_INTERRUPT = "\x03"


class Keys(Protocol):
    """Where keys come from."""

    def next(self, wait_s: float) -> str | None:
        """The next key; None where none came in that time.

        Raises:
            typer.Abort: the input has ended.
        """
        ...


@contextmanager
def open_keys() -> Iterator[Keys]:
    """Keys of standard input: one by one on a terminal, else its characters."""
    if not _is_terminal():
        yield _Characters()
    elif os.name == "nt":
        yield _WindowsKeys()
    else:
        with _unbuffered(sys.stdin.fileno()) as fd:
            yield _PosixKeys(fd)


def _is_terminal() -> bool:
    try:
        return sys.stdin is not None and os.isatty(sys.stdin.fileno())
    except (AttributeError, OSError, ValueError):  # closed, or no file at all
        return False


@contextmanager
def _unbuffered(fd: int) -> Iterator[int]:
    """The terminal gives each key at once and shows none; Ctrl-C still interrupts."""
    import termios
    import tty

    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd)
        yield fd
    finally:
        with suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(fd, termios.TCSADRAIN, before)


class _PosixKeys:
    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._waiting: deque[str] = deque()

    def next(self, wait_s: float) -> str | None:
        import select

        if not self._waiting:
            ready, _, _ = select.select([self._fd], [], [], wait_s)
            if not ready:
                return None
            self._waiting.extend(_characters(os.read(self._fd, 64)))
        return self._waiting.popleft() if self._waiting else None


def _characters(read: bytes) -> str:
    """What was typed; nothing for an arrow or another key that sends a sequence."""
    if not read or read.startswith(_END_OF_INPUT.encode()):
        raise typer.Abort
    return "" if read[0] == _ESCAPE else read.decode(errors="ignore")


class _Characters:
    """Standard input that is no terminal: every character is a key."""

    def next(self, wait_s: float) -> str | None:  # noqa: ARG002  # they are there, or never come
        try:
            key = sys.stdin.read(1)
        except (AttributeError, OSError, ValueError):
            raise typer.Abort from None
        if not key:
            raise typer.Abort
        return key


class _WindowsKeys:
    _POLL_S = 0.02

    def next(self, wait_s: float) -> str | None:
        import msvcrt
        import time

        until = time.monotonic() + wait_s
        while not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]  # Windows only
            if time.monotonic() >= until:
                return None
            time.sleep(self._POLL_S)
        key: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        if key in {"\x00", "\xe0"}:  # a function key: its second half is not a key of its own
            msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            return None
        if key == _INTERRUPT:
            raise KeyboardInterrupt
        return key
