"""P8: histories of every earlier format come up to date, also when that is stopped on the way.

    python -m tests.campaigns.upgrades --count 200

The count is that of kills for each format there was. A year of training is written in that format, a program that
opens it is killed at a random instant, and what it left is looked at: it has the old format or a later one and is
whole, nothing is missing, each copy that bears its name is whole; and the next start finishes. The files in
``tests/history/formats/`` are of the programs that wrote them.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import cache
from pathlib import Path

from hinge_desktop.history.backup import copies_of, copy_is_whole
from hinge_desktop.history.engine import make_engine
from hinge_desktop.history.migrations import NEWEST, STEPS, has_our_tables, upgrade
from hinge_desktop.history.store import Store
from tests.campaigns import lived
from tests.campaigns.campaign import ROOT, Found, main

OPENS = """
import sys
from pathlib import Path
from hinge_desktop.history.store import Store
import sqlalchemy.dialects.sqlite.pysqlite
print("begins", flush=True)
Store.open(Path(sys.argv[1])).close()
print("done", flush=True)
"""
WRITTEN_BY_THEM = ROOT / "tests" / "history" / "formats"

Rows = dict[str, list[tuple[object, ...]]]


def run(folder: Path, count: int, chance: random.Random, days: int = 365) -> Found:
    """Stop the upgrade of each earlier format ``count`` times, and open the files of the programs themselves.

    Args:
        days: how long somebody has trained.
    """
    found = Found()
    for version in range(1, NEWEST):
        whole = folder / f"format-{version}" / "history.sqlite"
        make(whole, version, days)
        longest = _took(whole, folder / "timed")
        for _ in range(count):
            stop_one(whole, folder / "stopped", version, chance.uniform(0, 1.1 * longest), found)
    for path in sorted(WRITTEN_BY_THEM.glob("format-*.sqlite")):
        found.seen["files of earlier programs"] += 1
        copy = _again(path, folder / "theirs")
        before = rows(copy)
        Store.open(copy).close()
        found.wrong += [f"{path.name}: {one}" for one in look(copy, before, (NEWEST,))]
    return found


def make(path: Path, version: int, days: int) -> None:
    """A history at ``path`` as the program of format ``version`` would have written it."""
    newest = path.with_name("newest.sqlite")
    path.parent.mkdir(parents=True)
    lived.write(newest, days)
    engine = make_engine(path)
    try:
        upgrade(engine, path, STEPS[:version])
    finally:
        engine.dispose()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("ATTACH ? AS newest", (str(newest),))
        for table, columns in _columns(database).items():
            names = ", ".join(columns)
            database.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newest.{table}")
        database.execute("DETACH newest")
        if version >= NEWEST - 1:
            database.execute("PRAGMA journal_mode=DELETE")
    newest.unlink()


def stop_one(whole: Path, folder: Path, version: int, after_s: float, found: Found) -> None:
    """Kill a program so many seconds after it began to open the history."""
    path = _again(whole, folder)
    with _opening(path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after_s)
        process.kill()
    with closing(sqlite3.connect(path)) as database:
        (now,) = database.execute("PRAGMA user_version").fetchone()
    found.seen[f"from format {version}, stopped at format {now}"] += 1
    wrong = look(path, _rows_of(whole), range(version, NEWEST + 1))
    Store.open(path).close()
    wrong += look(path, _rows_of(whole), (NEWEST,))
    found.wrong += [f"from format {version}, stopped after {after_s:.3f} s: {one}" for one in wrong]


def look(path: Path, before: Rows, allowed: range | tuple[int, ...]) -> list[str]:
    """What is wrong with a history that was stopped in its upgrade, or came through it."""
    with closing(sqlite3.connect(path)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        wrong = [] if version in allowed else [f"format {version}"]
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            wrong.append("damaged")
        wrong += ["the tables are not those of the format"] if not _tables_fit(database, version) else []
    now = rows(path, before)
    wrong += [f"{table}: {len(before[table])} rows became others" for table in before if now[table] != before[table]]
    return wrong + [f"the copy {copy.name} is not whole" for _, copy in copies_of(path) if not copy_is_whole(copy)]


def rows(path: Path, like: Rows | None = None) -> Rows:
    """All rows of a file, but the seals. ``like``: only the tables and columns of a file of an earlier format."""
    with closing(sqlite3.connect(path)) as database:
        columns = _columns(database) if like is None else {table: list(map(str, like[table][0])) for table in like}
        return {
            table: [tuple(names), *sorted(database.execute(f"SELECT {', '.join(names)} FROM {table}"))]
            for table, names in columns.items()
        }


@cache
def _rows_of(path: Path) -> Rows:
    return rows(path)


@cache
def _made(version: int) -> frozenset[tuple[object, ...]]:
    engine = make_engine(Path(":memory:"))
    with engine.connect() as connection:
        connection.rollback()
        upgrade(engine, Path(":memory:"), STEPS[:version])
        tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").fetchall()
    engine.dispose()
    return frozenset(map(tuple, tables))


def _tables_fit(database: sqlite3.Connection, version: int) -> bool:
    if version == NEWEST:
        return has_our_tables(database)
    return frozenset(database.execute("SELECT name, sql FROM sqlite_master")) == _made(version)


def _columns(database: sqlite3.Connection) -> dict[str, list[str]]:
    tables = database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    return {
        table: [row[1] for row in database.execute(f"PRAGMA main.table_info({table})") if row[1] != "seal"]
        for (table,) in tables
    }


def _again(path: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Path(shutil.copyfile(path, folder / "history.sqlite"))


def _opening(path: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", OPENS, str(path)], stdout=subprocess.PIPE, env=environment)


def _took(whole: Path, folder: Path) -> float:
    """How long it takes when nobody stops it."""
    with _opening(_again(whole, folder)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.perf_counter()
        process.stdout.readline()
        return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main(run, 200, __doc__))
