"""Files that are wholly there or not at all, whatever stops the machine.

A file is written beside its place, pushed to the disk, then renamed into its place. Nothing here knows what is in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hinge_desktop.errors import StorageUnavailable


def make_private(folder: Path) -> Path:
    """Make ``folder`` and what is missing above it, the folder itself for its owner only (0700).

    One that is there stays as its owner wants it: it may be the home, or one that others share.

    Raises:
        StorageUnavailable: it cannot be made, or something else has its name.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if not folder.is_dir():
            raise FileExistsError(folder)
    except OSError as error:
        if folder.is_dir():
            return folder
        if folder.exists():
            raise StorageUnavailable(
                f"{folder} should be a folder but is a file: move or rename it, then start Hinge again."
            ) from error
        raise StorageUnavailable(
            f"The folder {folder} cannot be made ({error.strerror or error}): allow writing there, or name another"
            " folder by the variable HINGE_HOME."
        ) from error
    return folder


def write(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step; readable by its owner only.

    Raises:
        OSError: it could not be done; an older file is then untouched.
    """
    with beside(path) as fresh:
        fresh.write_bytes(content)
        replace(fresh, path)


def hand_out(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step; a file for others to read, as the user's own new files are.

    Raises:
        OSError: it could not be done; an older file is then untouched.
    """
    with beside(path, 0o666) as fresh:
        fresh.write_bytes(content)
        replace(fresh, path)


@contextmanager
def beside(path: Path, mode: int = 0o600) -> Iterator[Path]:
    """A new empty file in the folder of ``path``, private by default, removed at the end unless it was moved."""
    fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))
    try:
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def replace(fresh: Path, path: Path) -> None:
    """Move the finished file ``fresh`` to ``path``, whatever was there."""
    _push(fresh)
    fresh.replace(path)
    _push_folder(path.parent)


def publish(fresh: Path, path: Path) -> None:
    """Move the finished file ``fresh`` to ``path``, which must not exist.

    Raises:
        FileExistsError: somebody was there first; nothing is changed.
    """
    _push(fresh)
    try:
        os.link(fresh, path)  # unlike a rename this never replaces
    except FileExistsError:
        raise
    except OSError:  # a file system without links (FAT): the rename is all there is
        if path.exists():
            raise FileExistsError(str(path)) from None
        fresh.rename(path)
    _push_folder(path.parent)


def _push(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _push_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there; the journal of NTFS keeps the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse; the file itself is safe
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
