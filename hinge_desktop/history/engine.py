"""One connection to one file, and what SQLite's refusals mean.

The recipe, each part for a reason:

- one connection (``StaticPool``), owned by one thread: SQLAlchemy's default keeps several, and two writers
  at once can damage a file with SQLite before 3.51.3;
- ``isolation_level = None`` and a ``BEGIN IMMEDIATE`` of our own: else the driver commits before a change
  of the schema, and an upgrade stopped half-way stays half-way for ever;
- ``journal_mode=WAL`` with ``synchronous=FULL``: a repetition that was committed survives a power cut
  (NORMAL loses some, OFF damages the file); ``fullfsync`` makes that true on macOS;
- ``locking_mode=EXCLUSIVE``: a second program is told, instead of writing too;
- ``trusted_schema=OFF``: a prepared file cannot run functions by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from hinge_desktop.errors import StorageDamaged, StorageError, StorageInUse, StorageUnavailable

_PRAGMAS = (
    "locking_mode=EXCLUSIVE",  # before the first look at the file: no shared-memory file is made
    "journal_mode=WAL",  # a file system may refuse; SQLite then keeps a rollback journal, FULL holds as well
    "synchronous=FULL",
    "fullfsync=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
)
_ENVIRONMENT = frozenset({"BUSY", "LOCKED", "FULL", "IOERR", "READONLY", "CANTOPEN", "PERM", "AUTH", "NOMEM"})
_WAIT_FOR_LOCK_S = 1.0  # the single-instance guard comes first; this is for a program just closing


class _NotReadableError(sqlite3.DatabaseError):
    """The header or the list of tables is damaged: SQLite then says no more than that a fixed text is an error."""

    sqlite_errorname = "SQLITE_CORRUPT"


def make_engine(path: Path) -> Engine:
    """An engine on ``path`` by the recipe above. Nothing is opened before its first use."""
    url = URL.create("sqlite", database=str(path))  # a text would end at the first "?" of a folder's name
    # Parameters are what somebody wrote of their back: they do not belong into an error's text.
    engine = create_engine(url, poolclass=StaticPool, connect_args={"timeout": _WAIT_FOR_LOCK_S}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except (sqlite3.OperationalError, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorname", "SQLITE_ERROR") != "SQLITE_ERROR":
            raise
        raise _NotReadableError(str(error)) from error


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def raw(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's own connection, outside any transaction: for checkpoints, backups and some pragmas."""
    pooled = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection
    finally:
        pooled.close()


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turn the driver's refusals into the errors of ``hinge_desktop.errors``; a bug stays what it is."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(path, error.orig) or error from error
    except sqlite3.Error as error:
        raise _meaning(path, error) or error from error
    except OSError as error:
        raise StorageUnavailable(
            f"The history {path} cannot be used: {error.strerror or error}. Put that right, then start Hinge again."
        ) from error


def is_of_the_environment(error: sqlite3.Error) -> bool:
    """Whether a refusal is about the disk, rights or another program, and says nothing about what is in the file."""
    name: str = getattr(error, "sqlite_errorname", "")
    return name.removeprefix("SQLITE_").split("_")[0] in _ENVIRONMENT


def _meaning(path: Path, error: BaseException | None) -> StorageError | None:
    """The error to tell the user, by SQLite's name of it and never by its text. None: a bug."""
    if not isinstance(error, sqlite3.Error):
        return damaged(path) if isinstance(error, UnicodeDecodeError) else None
    name: str = getattr(error, "sqlite_errorname", "")
    match name.removeprefix("SQLITE_").split("_")[0]:
        case "CORRUPT" | "NOTADB" | "FORMAT":
            return damaged(path)
        case "BUSY" | "LOCKED":
            return StorageInUse(f"The history {path} is in use by another program: close that one, then try again.")
        case "FULL":
            return StorageUnavailable(
                f"The disk of the history {path} is full: free some space; everything saved so far is kept."
            )
        case "IOERR":
            return StorageUnavailable(
                f"The disk of the history {path} is full or does not take what is written: free some space or"
                " check the disk; everything saved so far is kept."
            )
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            return read_only(path)
        case "" if isinstance(error, sqlite3.OperationalError):  # "Could not decode to UTF-8 column"
            return damaged(path)
        case "ERROR" if str(error) == "unsupported file format":  # the one damage that has only a text
            return damaged(path)
    return None


def damaged(path: Path) -> StorageDamaged:
    """The file cannot be trusted."""
    return StorageDamaged(
        f"The history {path} can no longer be read and was left as it is: put a backup in its place, or move it"
        " away to begin anew."
    )


def read_only(path: Path) -> StorageUnavailable:
    """The file or its folder cannot be written."""
    return StorageUnavailable(
        f"The history {path} cannot be written: allow writing to the file and its folder, then start Hinge again."
    )
