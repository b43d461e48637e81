"""A file of the history that is open: found, checked, brought up to date, changed one transaction at a time."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import Connection, Engine

from hinge_desktop import durable
from hinge_desktop.errors import StorageError, StorageUnavailable
from hinge_desktop.history import inspection, seal
from hinge_desktop.history.backup import NotWhole, back_up, back_up_now, is_whole
from hinge_desktop.history.engine import damaged, make_engine, plainly, raw, read_only
from hinge_desktop.history.migrations import has_our_tables, upgrade

log = logging.getLogger(__name__)


class OpenHistory:
    """The one connection to the file, used by one thread.

    Attributes:
        path: the file.
        read_only: the file cannot be written; a copy of it is shown and every change is refused.
        notice: one sentence for the user when ``read_only``, else empty.
    """

    def __init__(self, path: Path, engine: Engine, *, notice: str = "", copy: TemporaryDirectory[str] | None = None):
        self.path, self.notice, self.read_only = path, notice, bool(notice)
        self._engine, self._copy = engine, copy
        self._copied = self._total()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the history at ``path``; make one where nothing is; bring an older one up to date.

        Raises:
            StorageError: one sentence that names the file, what is the matter and what to do. The file is as it was.
        """
        with plainly(path):
            durable.make_private(path.parent)
            if not inspection.exists(path):
                make(path)
            if not inspection.is_writable(path):
                return cls.show_copy(path, read_only(path))
            try:
                return cls(path, _connect(path))
            except StorageUnavailable as error:
                return cls.show_copy(path, error)

    @classmethod
    def show_copy(cls, path: Path, reason: StorageError) -> Self:
        """Show the history without changing a byte of it, for ``reason``.

        SQLite cannot read a WAL file in a folder it may not write; a copy elsewhere it can.
        """
        return cls._show(path, reason, _connect)

    @classmethod
    def show_newer(cls, path: Path, reason: StorageError) -> Self:
        """Show what can be read of a history that a later version wrote, without changing a byte of it.

        Later formats only add; should one not be readable after all, reading raises ``StorageDamaged``.
        """
        return cls._show(path, reason, make_engine)

    @classmethod
    def _show(cls, path: Path, reason: StorageError, connect: Callable[[Path], Engine]) -> Self:
        folder = TemporaryDirectory(prefix="hinge-")
        try:
            engine = connect(inspection.copy_both(path, Path(folder.name)))
        except BaseException:
            folder.cleanup()
            raise
        notice = f"{reason} Until then the history is shown, but nothing new is kept."
        return cls(path, engine, notice=notice, copy=folder)

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded into it. Doing it twice is fine."""
        self._engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def changed(self) -> bool:
        """Whether a row was changed since it was opened, or since it was last copied beside those of earlier."""
        return self._total() != self._copied

    # ---- all at once: exchange with other files ----------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Many readings of one state."""
        with self._reading() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Many changes that are one: all of them or none, sealed at the end. What was read before is read again."""
        with self._change() as connection:
            yield connection
            seal.seal_all(seal.driver(connection))
        self._forget()
        self.fold()

    def shrink(self) -> None:
        """Write the file anew without what was removed from it. Should the disk refuse, it only stays larger."""
        try:
            with raw(self._engine) as connection:
                connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            log.warning("%s could not be made smaller: %s", self.path, error)
        self.fold()

    def copy_to(self, target: Path) -> None:
        """Put a checked copy of all of it at ``target``, in one file complete by itself.

        Raises:
            StorageError: it could not be written, or what is here is not sound; nothing is left at that name.
        """
        with plainly(self.path), raw(self._engine) as connection:
            try:
                back_up(connection, target)
            except NotWhole as error:
                raise damaged(self.path) from error

    def back_up(self, now_utc: datetime) -> Path:
        """Put a checked copy beside those of earlier and thin them; where it is.

        Raises:
            StorageError: there is none, and none was thinned: what is here is not sound, or the disk refuses.
        """
        if self.read_only:
            raise StorageUnavailable(self.notice)
        self.fold()
        with plainly(self.path), raw(self._engine) as connection:
            try:
                copy = back_up_now(connection, self.path, now_utc)
            except NotWhole as error:
                raise damaged(self.path) from error
        self._copied = self._total()
        return copy

    # ---- how ---------------------------------------------------------------------------------------------

    def _total(self) -> int:
        with raw(self._engine) as connection:
            return connection.total_changes

    def _forget(self) -> None:
        """What was read may have changed."""

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plainly(self.path), self._engine.begin() as connection:
            try:
                yield connection
            except (ValueError, TypeError) as error:  # a date, a word or a list that cannot be what we wrote
                raise damaged(self.path) from error

    @contextmanager
    def _change(self, uuid: str = "") -> Iterator[Connection]:
        """One transaction; the session ``uuid`` is sealed at its end as it is then."""
        if self.read_only:
            raise StorageUnavailable(self.notice)
        with plainly(self.path), self._engine.begin() as connection:
            yield connection
            if uuid:
                seal.reseal(seal.driver(connection), "session", uuid)

    def fold(self) -> None:
        """Move the write-ahead log into the file. Should the disk refuse, nothing is lost: it is all in the log."""
        try:
            with raw(self._engine) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.OperationalError as error:
            log.warning("the log of %s could not be folded into it: %s", self.path, error)


def make(path: Path) -> None:
    """A new history, made beside its place and moved there when complete: an empty file is never ours."""
    with durable.beside(path) as fresh:
        engine = make_engine(fresh)
        try:
            upgrade(engine, fresh)
        finally:
            engine.dispose()
        with suppress(FileExistsError):  # another start was quicker; its file is as good
            durable.publish(fresh, path)


def _connect(path: Path) -> Engine:
    """Open a history of ours: whole, up to date, its owner's alone. On failure nothing stays open."""
    engine = make_engine(path)
    try:
        with raw(engine) as connection:
            if not is_whole(connection):
                raise damaged(path)
        upgrade(engine, path)
        with raw(engine) as connection:
            if not has_our_tables(connection):
                raise damaged(path)
        for file in (path, inspection.wal_of(path)):
            if file.exists() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
    except BaseException:
        engine.dispose()
        raise
    return engine
