"""One profile file for another: the new one for good, or the old one as it was."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retroplan.errors import StoreProblem
from retroplan.profile_file.write import write_bytes, write_profile

_MOST_COPIES = 1000


@contextmanager
def exchanged(path: Path, text: str, *, today: dt.date) -> Iterator[Path | None]:
    """The new profile file, for as long as what follows succeeds; else the old one again.

    Yields:
        Where the old one is kept; None when there was none, or it is the same.

    Raises:
        UsageProblem: the profile file is a link.
        StoreProblem: the new one could not be written, or the old one not be put back.
    """
    before = profile_bytes(path)
    if before == text.encode():
        yield None
        return
    copy = None if before is None else _copied(before, path, today)
    try:
        write_profile(path, text)
        yield copy
    except BaseException as error:
        try:
            _put_back(path, copy, is_ours=profile_bytes(path) == text.encode())
        except OSError as trouble:
            raise _not_put_back(path, copy, trouble) from error
        raise


def profile_bytes(path: Path) -> bytes | None:
    """What a profile file holds; None where there is none.

    Raises:
        StoreProblem: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unkept(path, error) from error


@contextmanager
def reinstated(path: Path, data: bytes) -> Iterator[None]:
    """An earlier profile in its place, for as long as what follows succeeds; else what was there.

    No copy is made: the caller keeps both elsewhere.

    Raises:
        UsageProblem: the profile file is a link.
        StoreProblem: it could not be written.
    """
    before = profile_bytes(path)
    write_bytes(path, data)
    try:
        yield
    except BaseException:
        if profile_bytes(path) == data:
            _write_or_remove(path, before)
        raise


def _write_or_remove(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
    else:
        write_bytes(path, data)


def _put_back(path: Path, copy: Path | None, *, is_ours: bool) -> None:
    """The old profile in its place again, unless what is there was never replaced."""
    if copy is not None and is_ours:
        copy.replace(path)
    elif copy is not None:
        copy.unlink()
    elif is_ours:
        path.unlink()


def _copied(data: bytes, path: Path, today: dt.date) -> Path:
    """The old profile under a name of its own: `profile.toml.2026-11-25`, then `…-2`."""
    first = path.with_name(f"{path.name}.{today.isoformat()}")
    others = (path.with_name(f"{first.name}-{number}") for number in range(2, _MOST_COPIES))
    for copy in (first, *others):
        try:
            handle = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            continue
        except OSError as error:
            raise _unkept(copy, error) from error
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):
                copy.unlink()
            raise _unkept(copy, error) from error
        return copy
    raise StoreProblem(
        f"there are too many old profiles beside {path}", hint="move some of them elsewhere"
    )


def _not_put_back(path: Path, copy: Path | None, error: OSError) -> StoreProblem:
    """Two troubles at once: a disk that fails from some moment on."""
    return StoreProblem(
        f"no new plan was made, and the profile of before could not be put back: "
        f"{error.strerror or error}",
        hint=f"it is kept as {copy}" if copy is not None else f"remove {path} and begin again",
    )


def _unkept(path: Path, error: OSError) -> StoreProblem:
    return StoreProblem(
        f"{path} is out of reach: {error.strerror or error}",
        hint="nothing was changed; is the folder yours, and is there room?",
    )
