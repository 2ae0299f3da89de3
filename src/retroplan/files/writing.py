"""A file put in place: the old one or the new one, never half of one."""

import os
import stat
import tempfile
from pathlib import Path

from retroplan.errors import UsageProblem


def check_target(path: Path, hint: str) -> None:
    """Refuse to write over what is no regular file.

    Raises:
        UsageProblem: it is a link, a folder, a pipe.
        OSError: nobody can say what it is.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise UsageProblem(
            f"{path} is {'a link' if stat.S_ISLNK(mode) else 'no regular file'}; retroplan does not write over it",
            hint=hint,
        )


def replace_file(path: Path, data: bytes) -> None:
    """Put data in place, whole or not at all, for its owner only; it is on disk when this returns.

    Raises:
        OSError: no room, no right, no such folder; what was there is untouched.
    """
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
