"""What is at the place of the history, found out without changing a byte of it.

It comes before SQLite is let near the file: opening one in WAL mode writes, be it ours or not.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hinge_desktop.errors import StorageDamaged, StorageTooNew
from hinge_desktop.history.engine import damaged
from hinge_desktop.history.migrations import APPLICATION_ID, NEWEST

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_VERSION_AT, _APPLICATION_AT = 60, 68  # both big-endian, https://www.sqlite.org/fileformat2.html


def exists(path: Path) -> bool:
    """Whether there is a history that this version can open. False: there is nothing, one may be made.

    Raises:
        StorageDamaged: what is there is not, or no longer, a history of ours.
        StorageTooNew: a later version of Hinge wrote it.
        OSError: it cannot be read.
    """
    if path.is_dir():
        raise StorageDamaged(
            f"{path} should be the history but is a folder: move or rename it, then start Hinge again."
        )
    if not path.exists():
        if _has_content(wal_of(path)):  # a new file beside it would take the old log for its own
            raise StorageDamaged(
                f"The history {path} is missing but its other half {wal_of(path).name} is there: put it back beside"
                " that file, or move that file away to begin anew."
            )
        return False
    application, version = _marks(path)
    if application != APPLICATION_ID:
        raise StorageDamaged(
            f"{path} belongs to another program and was left as it is: move or rename it, then start Hinge again."
        )
    if (
        version > NEWEST or version < 0
    ):  # none of ours was below 0: whatever it is, it is not for this version to change
        raise StorageTooNew(
            f"The history {path} was written by a later version of Hinge (format {version}, this one knows {NEWEST})"
            " and was left as it is: install the newest Hinge."
        )
    if version < 1:
        raise damaged(path)
    return True


def bears_our_mark(path: Path) -> bool:
    """Whether the file begins as a history of ours does, damaged or not."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    marked = len(header) == _HEADER_BYTES and header.startswith(_MAGIC)
    return marked and struct.unpack_from(">i", header, _APPLICATION_AT) == (APPLICATION_ID,)


def is_known(path: Path) -> bool:
    """Whether the file is of ours and of a format this version knows."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    return bears_our_mark(path) and 1 <= struct.unpack_from(">i", header, _VERSION_AT)[0] <= NEWEST


def format_of(path: Path) -> int:
    """The version of the format of a history that :func:`exists`.

    Raises:
        As :func:`exists`.
    """
    return _marks(path)[1]


def is_writable(path: Path) -> bool:
    """Whether the file and its folder allow writing (SQLite needs both)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def copy_both(path: Path, folder: Path) -> Path:
    """Copy the file and the log that belongs to it into ``folder``; where the copy is.

    Only for a file that nobody writes at this moment.
    """
    copy = folder / path.name
    shutil.copyfile(path, copy)
    if _has_content(wal_of(path)):
        shutil.copyfile(wal_of(path), wal_of(copy))
    return copy


def wal_of(path: Path) -> Path:
    """The write-ahead log of a database file."""
    return path.with_name(path.name + "-wal")


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _marks(path: Path) -> tuple[int, int]:
    """Application id and version of the format."""
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:  # ours are never empty, not even for an instant: they are made elsewhere and moved
        raise StorageDamaged(
            f"The history {path} is an empty file: put a backup in its place, or delete it to begin anew."
        )
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise StorageDamaged(
            f"{path} is not a history of Hinge and was left as it is: move or rename it, then start Hinge again."
        )
    if _has_content(wal_of(path)):
        return _marks_with_log(path)
    (application,) = struct.unpack_from(">i", header, _APPLICATION_AT)
    (version,) = struct.unpack_from(">i", header, _VERSION_AT)
    return application, version


def _marks_with_log(path: Path) -> tuple[int, int]:
    """As after a crash: the truth may still be in the log, so ask SQLite about a copy of both."""
    with TemporaryDirectory(prefix="hinge-") as folder:
        try:
            with closing(sqlite3.connect(copy_both(path, Path(folder)))) as copy:
                (application,) = copy.execute("PRAGMA application_id").fetchone()
                (version,) = copy.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise damaged(path) from error
    return application, version
