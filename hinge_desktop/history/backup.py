"""Copies of the history that are known to be good.

A plain copy of an open WAL database can lack every row; SQLite's backup interface does not.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hinge_desktop import durable


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
            if not is_sound(copy):
                raise sqlite3.DatabaseError(f"the copy for {target} is not sound")
        durable.replace(fresh, target)


def is_sound(connection: sqlite3.Connection) -> bool:
    """SQLite's quick check of every page (0.1 s for ten years of training)."""
    return connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
