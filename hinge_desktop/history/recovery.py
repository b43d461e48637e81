"""When the history can no longer be read: nothing is thrown away, and as much as can be is put back.

1. The three files (database, log, shared memory) are copied byte for byte into ``damaged/<moment>/``.
2. A new file is built beside the place: the newest good copy, or an empty history where there is none.
3. What is good in the damaged file and newer than that copy is put into it: all whose seal fits.
4. The new file is looked through, then takes the place of the old one.

Stopped anywhere, the next start begins again. Only damage is treated so: a full disk, a missing right or another
program that has the file is not damage. What never was a history of ours is left where it is.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import DBAPIError

from hinge_desktop import durable
from hinge_desktop.errors import StorageDamaged, StorageTooNew
from hinge_desktop.history import inspection, seal
from hinge_desktop.history.backup import copies_of, copy_is_whole, is_whole
from hinge_desktop.history.engine import damaged, make_engine, plainly, raw
from hinge_desktop.history.logs import is_torn
from hinge_desktop.history.migrations import upgrade
from hinge_desktop.history.store import Store

A_CLOCK_AHEAD = timedelta(days=1)
"""So far ahead of now a copy's name is not the clock of a journey any more, but one that was set wrongly."""

_SUFFIXES = ("", "-wal", "-shm")


@dataclass(frozen=True)
class Opened:
    """A history that is open. ``told``: what had to be done for it, one or two sentences for the user, or empty."""

    store: Store
    told: str = ""


@dataclass
class _Salvage:
    """What was found in a damaged file. ``there``: uuids of its sessions, as far as they could be read."""

    good: list[seal.Sealed]
    there: set[str]
    unreadable: int = 0


def open_history(path: Path, now_utc: datetime) -> Opened:
    """Open the history for the program: whole, put back, or shown.

    Raises:
        StorageError: it cannot be used, in one sentence; nothing was changed.
    """
    with plainly(path):
        told = _keep_torn_log(path, now_utc)
    try:
        if not path.exists() and copies_of(path):
            return _put_back(path, now_utc)
        store = _read_through(Store.open(path))
        if told:
            store.fold()  # what lies behind the torn place goes with it
        return Opened(store, told)
    except StorageTooNew as error:
        return Opened(_show_newer(path, error))
    except StorageDamaged:
        with plainly(path):
            if not _is_ours(path):
                raise
        return _put_back(path, now_utc)


def _read_through(store: Store) -> Store:
    """Have the history read once, so that what cannot be shown is found now."""
    try:
        store.history()
    except BaseException:
        store.close()
        raise
    return store


def _show_newer(path: Path, reason: StorageTooNew) -> Store:
    try:
        with plainly(path):
            return _read_through(Store.show_newer(path, reason))
    except (StorageDamaged, DBAPIError):  # its tables are others
        raise reason from None


def _is_ours(path: Path) -> bool:
    """Whether a history of ours is, or was, at this place, and can be replaced."""
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        return False
    return bool(copies_of(path)) or inspection.bears_our_mark(path)


# ---- keeping the damaged files -----------------------------------------------------------------------------


def _keep_torn_log(path: Path, now_utc: datetime) -> str:
    """SQLite leaves out what lies behind a damaged place of the log and says nothing: so it is said here."""
    if not path.is_file() or not is_torn(inspection.wal_of(path)) or not os.access(path.parent, os.W_OK):
        return ""
    kept = _keep(path, now_utc)
    return (
        "Hinge was stopped while it wrote, and some of the last repetitions may not have been saved. All before them"
        f" is here. The files as they were found are kept in {kept}."
    )


def _keep(path: Path, now_utc: datetime) -> Path:
    """Copy what is at the place of the history, byte for byte; where to."""
    folder = durable.make_private(path.parent / "damaged")
    for earlier in folder.iterdir():  # the last start was stopped, or the disk was full: once is enough
        if earlier.is_dir() and _is_kept(path, earlier):
            return earlier
    name = now_utc.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    target, number = folder / name, 1
    while target.exists():
        target, number = folder / f"{name}-{number}", number + 1
    durable.make_private(target)
    for source in _there(path):
        durable.write(target / source.name, source.read_bytes())
    if not _is_kept(path, target):
        raise OSError(f"the copies in {target} are not what was copied")
    return target


def _is_kept(path: Path, folder: Path) -> bool:
    """Whether the files as they are now lie in ``folder`` as well."""
    here = {one.name for one in _there(path)}
    return here == {one.name for one in folder.iterdir()} and all(
        filecmp.cmp(path.with_name(name), folder / name, shallow=False) for name in here
    )


# ---- putting back ------------------------------------------------------------------------------------------


def _put_back(path: Path, now_utc: datetime) -> Opened:
    """Build what can be had beside the place, then let it take the place."""
    with plainly(path):
        kept = _keep(path, now_utc) if any(_there(path)) else None
        salvage = _salvage(path)
        with durable.beside(path) as fresh:
            copied = _begin_with(path, fresh, now_utc)
            engine = make_engine(fresh)
            try:
                upgrade(engine, fresh, copied=True)
                with raw(engine) as database:
                    saved, lost = _merge(database, salvage)
                    if not is_whole(database):
                        raise damaged(path)
            finally:
                engine.dispose()
            for suffix in _SUFFIXES[1:]:  # before the new file: a log of the old one would be taken for its own
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            durable.replace(fresh, path)
    return Opened(_read_through(Store.open(path)), _tell(copied, saved, lost, kept))


def _there(path: Path) -> Iterator[Path]:
    for suffix in _SUFFIXES:
        if (one := path.with_name(path.name + suffix)).exists():
            yield one


def _begin_with(path: Path, fresh: Path, now_utc: datetime) -> datetime | None:
    """Put the newest good copy at ``fresh``; when it was made. None: there is none, and ``fresh`` stays empty.

    One that seems to come from the future was made by a clock that stood ahead: those made since are newer.
    """
    ahead = now_utc + A_CLOCK_AHEAD
    for moment, copy in sorted(copies_of(path), key=lambda one: one[0] <= ahead, reverse=True):
        if copy_is_whole(copy) and inspection.is_known(copy):
            shutil.copyfile(copy, fresh)
            return moment
    return None


def _salvage(path: Path) -> _Salvage:
    """Read all that can be read of a damaged file, in a copy of it."""
    salvage = _Salvage([], set())
    if not path.is_file():
        return salvage
    with TemporaryDirectory(prefix="hinge-") as folder:
        copy = inspection.copy_both(path, Path(folder))
        try:
            _bring_up(copy)
            with closing(sqlite3.connect(copy, isolation_level=None)) as database:
                with suppress(sqlite3.DatabaseError):  # an index may be what is damaged; the tables tell what it was
                    database.execute("REINDEX")
                for table in ("session", *seal.BESIDE):
                    _read_table(database, table, salvage)
        except sqlite3.DatabaseError:  # not even the list of its tables
            return salvage
    return salvage


def _bring_up(copy: Path) -> None:
    """A damaged file of an earlier format has no seals yet; what can be read of it is all there is to go by."""
    engine = make_engine(copy)
    try:
        with suppress(DBAPIError, StorageDamaged):  # what it is now is then looked at
            upgrade(engine, copy, copied=True)
    finally:
        engine.dispose()


def _read_table(database: sqlite3.Connection, table: str, salvage: _Salvage) -> None:
    for key in sorted(_keys(database, table)):
        try:
            found = seal.read(database, table, key)
            uuid = str(found.uuid)
        except (sqlite3.DatabaseError, TypeError, ValueError):
            salvage.unreadable += table == "session"
            continue
        if table == "session":
            salvage.there.add(uuid)
        if found.good:
            salvage.good.append(found)


def _keys(database: sqlite3.Connection, table: str) -> set[int]:
    """The rows there are, looked for from both ends: a damaged page stops either way."""
    found: set[int] = set()
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.DatabaseError):  # what was found up to there counts
            for (key,) in database.execute(f"SELECT id FROM {table} NOT INDEXED ORDER BY id {order}"):
                if isinstance(key, int):
                    found.add(key)
    return found


def _merge(database: sqlite3.Connection, salvage: _Salvage) -> tuple[int, int]:
    """Put what was found into the new file, in one transaction; sessions saved, and sessions lost."""
    before = {one.uuid: one.image for one in seal.everything(database) if one.table == "session"}
    saved: set[str] = set()
    lost = {uuid for uuid in salvage.there if uuid not in before}
    database.execute("BEGIN IMMEDIATE")
    for one in salvage.good:
        if _may_write(database, one, salvage):
            database.execute("SAVEPOINT one")
            try:
                seal.write(database, one.table, one.image)
            except (sqlite3.Error, ValueError, TypeError, KeyError):  # an open session that cannot be one
                database.execute("ROLLBACK TO one")
            else:
                lost.discard(one.uuid)
                if one.table == "session" and before.get(one.uuid) != one.image:
                    saved.add(one.uuid)
            database.execute("RELEASE one")
    database.execute("COMMIT")
    return len(saved), len(lost) + salvage.unreadable


def _may_write(database: sqlite3.Connection, one: seal.Sealed, salvage: _Salvage) -> bool:
    """A session is alive or in the trash, never both; the damaged file is the newer one and says which."""
    if one.table == "session":
        if one.open and not seal.counts_fit(one.image):
            return False
        seal.erase(database, "trash", one.uuid)
    elif one.table == "trash":
        if one.uuid in salvage.there:
            return False
        seal.erase(database, "session", one.uuid)
    return True


def _tell(copied: datetime | None, saved: int, lost: int, kept: Path | None) -> str:
    if copied is not None:
        when = copied.astimezone().strftime("%d.%m.%Y, %H:%M")
        found = "could not be read" if kept is not None else "was no longer there"
        first = f"The history {found}, so it was put back from the copy of {when}"
        first += f", and sessions newer than it were saved: {saved}" if saved else ""
    else:
        first = "The history could not be read and there was no copy of it, so a new one was begun"
        first += f", with the sessions that could be saved: {saved}"
    last = f" Sessions that could not be saved: {lost}." if lost else ""
    return f"{first}.{last}" + (f" The files as they were found are kept in {kept}." if kept else "")
