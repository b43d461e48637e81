"""Copies of the history that are known to be good.

A plain copy of an open WAL database can lack every row; SQLite's backup interface does not.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hinge_desktop import durable
from hinge_desktop.history import seal


def back_up(source: sqlite3.Connection, target: Path) -> None:
    """Copy the open database to ``target``; the name appears only when the copy is complete and checked.

    Raises:
        sqlite3.DatabaseError: the copy is not sound, so it was thrown away.
        OSError: it could not be written.
    """
    durable.make_private(target.parent)
    with durable.beside(target) as fresh:
        with closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete by itself
            if not is_whole(copy):
                raise sqlite3.DatabaseError(f"the copy for {target} is not sound")
        durable.replace(fresh, target)


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether the database is as it was written: every page, every index, and every seal that its format has.

    Ten years of training take about a second; a year a tenth of one.

    Raises:
        sqlite3.DatabaseError: not even that can be found out, or the disk does not answer.
    """
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        return False
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version < seal.SINCE_FORMAT or seal.all_good(connection)
