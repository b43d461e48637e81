"""The bin: sessions that were deleted, as images, until they are put back or it is emptied."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta

from hinge_desktop.history import seal
from hinge_desktop.training.records import Binned

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def put_in(database: sqlite3.Connection, uuid: str, now_utc: datetime) -> None:
    """Move a session there. One that is not among the sessions stays where it is."""
    image = seal.image_of(database, "session", uuid)
    if image is None:
        return
    seal.erase(database, "trash", uuid)
    at = (now_utc - _EPOCH) // timedelta(milliseconds=1)
    database.execute("INSERT INTO trash (uuid, trashed_utc, image) VALUES (?, ?, ?)", (uuid, at, image))
    seal.reseal(database, "trash", uuid)
    seal.erase(database, "session", uuid)


def put_back(database: sqlite3.Connection, uuid: str) -> None:
    """Move a session back among the others, as it was. One that is not there stays where it is."""
    row = database.execute("SELECT image FROM trash WHERE uuid = ?", (uuid,)).fetchone()
    if row is not None:
        seal.write(database, "session", row[0])
        seal.erase(database, "trash", uuid)


def content(database: sqlite3.Connection) -> tuple[Binned, ...]:
    """What is there, the last deleted first.

    Raises:
        ValueError, TypeError, KeyError: something in it is not what we write.
    """
    found = []
    for uuid, at, image in database.execute("SELECT uuid, trashed_utc, image FROM trash ORDER BY trashed_utc DESC, id"):
        of = json.loads(image)["session"]
        day, deleted = date.fromisoformat(of["local_day"]), _EPOCH + timedelta(milliseconds=at)
        found.append(Binned(uuid, day, of["step"], of["main_exercise_id"], deleted))
    return tuple(found)


def empty(database: sqlite3.Connection) -> set[str]:
    """Remove what is there for good; which sessions these were."""
    gone = {uuid for (uuid,) in database.execute("SELECT uuid FROM trash")}
    database.execute("DELETE FROM trash")
    return gone
