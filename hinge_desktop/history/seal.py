"""Seals: eight bytes that say whether what is read is what was written.

SQLite's own checks look at the form of a page and miss more than a quarter of the single flipped bits that change
a value. So everything of a session (its row, its sets, its repetitions) is written down in one fixed
text, its *image*, and the BLAKE2 digest of that is kept with it; likewise for each row that stands beside the
sessions. An image is also all that is needed to write a session again, so the trash and the journal keep images.

A session that is still open is sealed anew with each repetition, in the same transaction: it is what a bad disk
would harm most likely. The columns are those the file has: a step of ``migrations`` that adds one has to seal anew
at its end (:func:`seal_all`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Connection

from hinge_desktop.history.engine import is_of_the_environment

SINCE_FORMAT = 3
"""The first format with seals."""

BESIDE = ("screening", "overrule", "skip", "self_test", "moment", "tour_day", "trash", "journal")
"""The tables in which each row has a seal of its own, and a uuid."""

_OPEN = "open"
_REPS = (
    "(SELECT group_concat(idx || ',' || dur_ms || ',' || at_utc, ';')"
    " FROM (SELECT idx, dur_ms, at_utc FROM rep WHERE set_id = set_.id ORDER BY idx))"
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One session, or one row beside the sessions, as it is in the file. ``good``: it is as it was written."""

    table: str
    uuid: str
    image: str
    good: bool
    open: bool = False


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's connection below one of SQLAlchemy's, inside its transaction: raw values, as they are stored."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def digest(image: str) -> bytes:
    """The seal of an image, 8 bytes."""
    return blake2b(image.encode(), digest_size=8).digest()


# ---- reading ---------------------------------------------------------------------------------------------


def image_of(database: sqlite3.Connection, table: str, uuid: str) -> str | None:
    """The image of a session (``table`` is "session") or of a row beside; None where there is none."""
    row = database.execute(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,)).fetchone()
    return None if row is None else read(database, table, row[0]).image


def read(database: sqlite3.Connection, table: str, key: int) -> Sealed:
    """The session or row whose ``id`` is ``key``.

    Raises:
        sqlite3.Error, TypeError: it cannot be read, or holds what is never written.
    """
    if table == "session":
        (found,) = _sessions(database, f"WHERE session.id = {key:d}")
    else:
        (found,) = _rows(database, table, f"WHERE id = {key:d}")
    return found


def everything(database: sqlite3.Connection) -> Iterator[Sealed]:
    """All sessions and all rows beside them.

    Raises:
        sqlite3.Error, TypeError: one cannot be read, or holds what is never written.
    """
    yield from _sessions(database)
    for table in BESIDE:
        yield from _rows(database, table)


def all_good(database: sqlite3.Connection) -> bool:
    """Whether every seal fits. It takes under a second for ten years of training."""
    try:
        return all(one.good for one in everything(database))
    except sqlite3.DatabaseError as error:
        if is_of_the_environment(error):
            raise
        return False
    except (TypeError, ValueError):  # text that is none, a blob where a number was
        return False


def counts_fit(image: str) -> bool:
    """Whether the sets of a session count the repetitions they have, numbered from 1."""
    content = json.loads(image)
    for values in content["sets"]:
        one = dict(zip(content["set"], values, strict=True))
        numbers = [rep.split(",")[0] for rep in (one["reps"] or "").split(";") if rep]
        if numbers != [str(number) for number in range(1, one["done_reps"] + 1)]:
            return False
    return True


def _sessions(database: sqlite3.Connection, which: str = "") -> Iterator[Sealed]:
    names = _columns(database, "session")
    of_sets = _columns(database, "set_")
    columns = ", ".join(f"set_.{name}" for name in of_sets)
    sets: dict[int, list[list[object]]] = {}
    order = "ORDER BY set_.session_id, set_.position"
    query = f"SELECT set_.session_id, {columns}, {_REPS} FROM set_ JOIN session ON session.id = session_id"
    for owner, *values in database.execute(f"{query} {which} {order}"):
        sets.setdefault(owner, []).append(values)
    of_sets.append("reps")
    ending, uuid = names.index("ending"), names.index("uuid")
    for key, seal, *values in database.execute(f"SELECT id, seal, {', '.join(names)} FROM session {which}"):
        image = _text({"session": dict(zip(names, values, strict=True)), "set": of_sets, "sets": sets.get(key, [])})
        yield Sealed("session", values[uuid], image, seal == digest(image), values[ending] == _OPEN)


def _rows(database: sqlite3.Connection, table: str, which: str = "") -> Iterator[Sealed]:
    names = _columns(database, table)
    for seal, *values in database.execute(f"SELECT seal, {', '.join(names)} FROM {table} {which}"):
        image = _text(dict(zip(names, values, strict=True)))
        yield Sealed(table, values[names.index("uuid")], image, seal == digest(image))


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    """What is sealed: all but the numbers SQLite counts rows by, and the seal."""
    found = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    return [name for name in found if name not in ("id", "session_id", "seal")]


_text = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


# ---- writing ---------------------------------------------------------------------------------------------


def reseal(database: sqlite3.Connection, table: str, uuid: str) -> None:
    """Write the seal that fits what is there now; one that is gone needs none."""
    row = database.execute(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,)).fetchone()
    if row is None:
        return
    seal = digest(read(database, table, row[0]).image)
    database.execute(f"UPDATE {table} SET seal = ? WHERE id = ? AND seal IS NOT ?", (seal, *row, seal))


def seal_all(database: sqlite3.Connection, tables: Iterable[str] = ("session", *BESIDE)) -> None:
    """Seal everything as it is: for who wrote many rows at once, inside the same transaction."""
    for table in tables:
        for (uuid,) in database.execute(f"SELECT uuid FROM {table}").fetchall():
            reseal(database, table, uuid)


def write(database: sqlite3.Connection, table: str, image: str) -> None:
    """Make the session or row of this image be there exactly so, sealed, whatever was there of it before."""
    content = json.loads(image)
    uuid = (content["session"] if table == "session" else content)["uuid"]
    erase(database, table, uuid)
    if table == "session":
        owner = _insert(database, "session", content["session"])
        for values in content["sets"]:
            one = dict(zip(content["set"], values, strict=True))
            reps = one.pop("reps")
            key = _insert(database, "set_", one | {"session_id": owner})
            rows = [(key, *map(int, rep.split(","))) for rep in (reps or "").split(";") if rep]
            database.executemany("INSERT INTO rep (set_id, idx, dur_ms, at_utc) VALUES (?, ?, ?, ?)", rows)
    else:
        _insert(database, table, content)
    reseal(database, table, uuid)


def erase(database: sqlite3.Connection, table: str, uuid: str) -> None:
    """Remove a session with its sets and repetitions, or a row beside."""
    database.execute(f"DELETE FROM {table} WHERE uuid = ?", (uuid,))


def _insert(database: sqlite3.Connection, table: str, row: dict[str, object]) -> int:
    places = ", ".join("?" * len(row))
    done = database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", tuple(row.values()))
    assert done.lastrowid is not None
    return done.lastrowid
