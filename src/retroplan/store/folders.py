"""Folders and files for one pair of eyes, which last through a power cut."""

import os
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Make a folder (0700), and those above it that are missing; one that exists is left as it is.

    Raises:
        OSError: no right, no room, or a file in its place.
    """
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
    sync(folder.parent)


def sync(path: Path) -> None:
    """Have a file's content, or the names in a folder, written to the disk itself.

    Raises:
        OSError: the disk did not take it.
    """
    is_folder = path.is_dir()
    if is_folder and os.name != "posix":
        return  # elsewhere a folder cannot be opened, and need not be
    handle = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
