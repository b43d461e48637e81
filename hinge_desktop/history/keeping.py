"""Looking after an open history as a whole: copies when there is something new, a look through all of it, its end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from hinge_desktop.errors import StorageUnavailable
from hinge_desktop.history import seal
from hinge_desktop.history.backup import copies_of, copy_is_whole, free_name, is_whole
from hinge_desktop.history.engine import damaged, plainly
from hinge_desktop.history.schema import metadata
from hinge_desktop.history.store import Store


def back_up_if_new(store: Store, now_utc: datetime) -> Path | None:
    """Put a checked copy beside those of earlier when there is something that none of them has; where it is.

    Raises:
        StorageError: as ``store.back_up``.
    """
    store.fold()
    return None if store.read_only or not _is_new(store) else store.back_up(now_utc)


def replace_worn_copy(store: Store, now_utc: datetime) -> Path | None:
    """Read the newest copy again, and make another where it is no longer as it was written; where that is.

    Raises:
        StorageError: as ``store.back_up``.
    """
    with plainly(store.path):
        copies = copies_of(store.path)
        if not copies or copy_is_whole(copies[0][1]):
            return None
    return store.back_up(now_utc)


def _is_new(store: Store) -> bool:
    copies = copies_of(store.path)
    if not copies:
        return not _is_empty(store)
    newest = max(path.stat().st_mtime_ns for _, path in copies)
    return store.changed or store.path.stat().st_mtime_ns > newest


def _is_empty(store: Store) -> bool:
    with store.reading() as connection:
        counts = (select(func.count()).select_from(table) for table in metadata.tables.values())
        return not any(connection.execute(count).scalar() for count in counts)


def look_through(store: Store) -> int:
    """Read all of the history and make sure that it is as it was written: pages, indices, seals, counts; how many
    sessions there are.

    Raises:
        StorageDamaged: it is not.
    """
    with store.reading() as connection:
        database = seal.driver(connection)
        database.execute("PRAGMA shrink_memory")  # what SQLite has in mind says nothing about the disk
        loose = database.execute("PRAGMA foreign_key_check").fetchone()
        odd = database.execute(
            "SELECT id FROM set_ WHERE done_reps <> (SELECT count(*) FROM rep WHERE set_id = set_.id)"
        ).fetchone()
        if loose is not None or odd is not None or not is_whole(database):
            raise damaged(store.path)
        (sessions,) = database.execute("SELECT count(*) FROM session").fetchone()
    assert isinstance(sessions, int)
    return sessions


def delete_everything(store: Store, now_utc: datetime) -> Path:
    """Remove all there is, the bin and what can be taken back as well, after a copy of it was made; where that is.

    Raises:
        StorageError: there is no copy that can be trusted, or the disk refuses; nothing was removed.
    """
    if store.read_only:
        raise StorageUnavailable(store.notice)
    copy = free_name(store.path, now_utc, "before-deleting")
    store.copy_to(copy)
    with plainly(store.path):
        if not copy_is_whole(copy):  # read again from the disk, under its name
            raise StorageUnavailable(f"The copy {copy} reads otherwise than it was written: check the disk.")
    with store.transaction() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    store.shrink()
    return copy
