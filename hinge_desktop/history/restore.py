"""A backup looked at, and put in the place of the history.

A file that somebody hands us is data: its rows are read from a copy of it and written into a new history, and nothing
else of it (views, triggers, settings of the database) comes along.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hinge_desktop import durable
from hinge_desktop.errors import StorageDamaged, StorageUnavailable
from hinge_desktop.history import inspection
from hinge_desktop.history.engine import plainly, read_only
from hinge_desktop.history.exchange import dump, merge
from hinge_desktop.history.exchange_format import Contents
from hinge_desktop.history.logs import is_torn
from hinge_desktop.history.store import Store

_BUILT_IN = ".restore-"
_SUFFIXES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """A history that was put back.

    Attributes:
        contents: what is in it now.
        aside: the folder with what was there before, byte for byte; None when nothing was.
    """

    contents: Contents
    aside: Path | None


def look_through(path: Path) -> Contents:
    """Read all of a history or a backup, and make sure that it is whole: pages, log, seals, counts, every value.

    It is not changed.

    Raises:
        StorageUnavailable: there is none, or it cannot be read.
        StorageDamaged: it is not whole, or not a history of ours.
        StorageTooNew: a later version wrote it.
    """
    with _copy_of(path) as copy, Store.open(copy) as store:
        with store.reading() as connection:
            loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            odd = connection.exec_driver_sql(
                "SELECT id FROM set_ WHERE done_reps <> (SELECT count(*) FROM rep WHERE set_id = set_.id)"
            ).first()
        if loose is not None or odd is not None:
            raise not_whole(path)
        store.history()  # a word or a day that none of our versions writes is found now, not when it takes the place
        return dump(store)


def not_whole(path: Path) -> StorageDamaged:
    """A backup that cannot be trusted."""
    return StorageDamaged(f"{path} is not whole and was left as it is: choose another backup.")


def restore(path: Path, backup: Path, now_utc: datetime) -> Restored:
    """Put what is in ``backup`` in the place of the history ``path``, whatever that is, after putting it aside.

    Stopped anywhere, either the present history or the new one is there.

    Raises:
        StorageError: as :func:`look_through` of ``backup``, or the place cannot be written; nothing was changed.
    """
    with plainly(path):  # the folder for temporary files may be full
        contents = look_through(backup)
        durable.make_private(path.parent)
        if path.exists() and not inspection.is_writable(path):
            raise read_only(path)
    for left in path.parent.glob(f"{_BUILT_IN}*"):  # by a restoring that was stopped
        shutil.rmtree(left, ignore_errors=True)
    with plainly(path), TemporaryDirectory(prefix=_BUILT_IN, dir=path.parent) as folder:
        fresh = Path(folder) / path.name
        with Store.open(fresh) as store:
            merge(store, contents)
            if dump(store) != contents:
                raise StorageUnavailable(f"What was written to {path.parent} reads otherwise: check the disk.")
        aside = _put_aside(path, now_utc)
        _fold(path)
        for suffix in _SUFFIXES[1:]:  # before the new file: a log of the old one would be taken for its own
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        durable.replace(fresh, path)
    return Restored(contents, aside)


@contextmanager
def _copy_of(path: Path) -> Iterator[Path]:
    """A copy to read; what is said of it is said of ``path``."""
    try:
        found = path.is_file()
    except OSError as error:
        raise StorageUnavailable(f"{path} cannot be read ({error.strerror}): choose another file.") from error
    if not found:  # a folder, and a pipe, which would be waited for
        there = "is not a file" if path.exists() else "is not there"
        raise StorageUnavailable(f"{path} {there}: choose a .sqlite that Hinge wrote.")
    with TemporaryDirectory(prefix="hinge-") as folder:
        with plainly(path):
            if not inspection.bears_our_mark(path):
                raise StorageDamaged(
                    f"{path} is not a backup of Hinge and was left as it is: choose one that Hinge wrote."
                )
            torn = is_torn(inspection.wal_of(path))
        try:
            with plainly(path):
                inspection.exists(path)
                copy = inspection.copy_both(path, Path(folder))
            if torn:
                raise not_whole(path)
            yield copy
        except StorageDamaged as error:
            raise not_whole(path) from error


def _fold(path: Path) -> None:
    """Fold the log of what is about to be replaced into it, so that it is all there while it is still in its place."""
    if path.is_file() and inspection.wal_of(path).exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:  # it may be damaged, or no history
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _put_aside(path: Path, now_utc: datetime) -> Path | None:
    """Copy what is at the place of the history, byte for byte; where to."""
    there = [one for suffix in _SUFFIXES if (one := path.with_name(path.name + suffix)).exists()]
    if not there:
        return None
    name = now_utc.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    target, number = path.parent / "replaced" / name, 1
    while target.exists():
        target, number = target.with_name(f"{name}-{number}"), number + 1
    durable.make_private(target.parent)
    durable.make_private(target)
    for one in there:
        with durable.beside(target / one.name) as fresh:
            shutil.copyfile(one, fresh)
            durable.replace(fresh, target / one.name)
    return target
