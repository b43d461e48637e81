"""What was changed by hand, so that it can be taken back, also after the next start.

An entry keeps the images (see ``seal``) of what a change touched, before and after it. Taking back writes the images
before, doing again those after; both only while everything touched is as the entry left it, so that nothing newer (an
import, a repetition) is ever written over. An entry that no longer fits is left out and forgotten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from hinge_desktop.history import seal

KEPT = 30
"""How many changes can be taken back."""

Thing = tuple[str, str]
"""A table and a uuid in it."""

_GROWING = frozenset({"answers", "morning"})
"""Changes that come in many small ones, a digit or a word each: those in a row are one."""


@dataclass(frozen=True, slots=True)
class Image:
    """One thing before and after a change; empty where it was not there."""

    table: str
    uuid: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Entry:
    key: int
    said: str
    images: tuple[Image, ...]


def images(database: sqlite3.Connection, things: Iterable[Thing]) -> dict[Thing, str]:
    """Each thing as it is now."""
    return {(table, uuid): seal.image_of(database, table, uuid) or "" for table, uuid in things}


def note(database: sqlite3.Connection, said: str, before: dict[Thing, str]) -> None:
    """Seal what was touched and enter the change ``said``, one of ``records.CHANGES``, unless it changed nothing.

    What was taken back before can then no longer be done again, and the oldest entry beyond ``KEPT`` is forgotten.
    """
    for table, uuid in before:
        seal.reseal(database, table, uuid)
    after = images(database, before)
    if after == before:
        return
    _forget(database, (entry.key for entry in _entries(database, undone=True)))
    made = [Image(table, uuid, was, after[table, uuid]) for (table, uuid), was in before.items()]
    newest = next(_entries(database, undone=False), None)
    if newest is not None and said in _GROWING and _goes_on(newest, said, made):
        made = [Image(one.table, one.uuid, was.before, one.after) for was, one in zip(newest.images, made, strict=True)]
        _forget(database, [newest.key])
    if any(_content(one.before) != _content(one.after) for one in made):
        _enter(database, said, made)
    _forget(database, [entry.key for entry in _entries(database, undone=False)][KEPT:])


def stamp(database: sqlite3.Connection, before: dict[Thing, str], now_ms: int) -> None:
    """Note when the sessions that have changed since ``before`` were put right: two computers go by the later.

    It is always later than what was noted before, also on a clock that was set back.
    """
    at = max(now_ms, *(_noted(image) + 1 for image in before.values()))
    for (table, uuid), was in before.items():
        if table == "session" and seal.image_of(database, table, uuid) != was:
            database.execute("UPDATE session SET edited_utc = ? WHERE uuid = ?", (at, uuid))


def next_back(database: sqlite3.Connection) -> str:
    """What :func:`take_back` would take back; empty: nothing."""
    return next((one.said for one in _entries(database, undone=False) if _fits(database, one, undone=False)), "")


def next_again(database: sqlite3.Connection) -> str:
    """What :func:`do_again` would do again; empty: nothing."""
    return next((one.said for one in _again(database) if _fits(database, one, undone=True)), "")


def take_back(database: sqlite3.Connection, now_ms: int) -> tuple[str, set[Thing]]:
    """Take the newest change back; what it was and what it touched. Empty: there is none."""
    return _turn(database, list(_entries(database, undone=False)), now_ms, undone=False)


def do_again(database: sqlite3.Connection, now_ms: int) -> tuple[str, set[Thing]]:
    """Do the change again that was taken back last; as :func:`take_back`."""
    return _turn(database, list(_again(database)), now_ms, undone=True)


def forget_all_of(database: sqlite3.Connection, uuids: Iterable[str]) -> None:
    """Forget every change that touched one of these: nothing of it is to be kept."""
    gone = set(uuids)
    every = [*_entries(database, undone=False), *_entries(database, undone=True)]
    _forget(database, (one.key for one in every if any(image.uuid in gone for image in one.images)))


# ---- how ---------------------------------------------------------------------------------------------------


def _turn(
    database: sqlite3.Connection, entries: Iterable[_Entry], now_ms: int, *, undone: bool
) -> tuple[str, set[Thing]]:
    for entry in entries:
        if not _fits(database, entry, undone=undone):
            _forget(database, [entry.key])
            continue
        found = images(database, ((one.table, one.uuid) for one in entry.images))
        for one in entry.images if undone else reversed(entry.images):
            if image := one.after if undone else one.before:
                seal.write(database, one.table, image)
            else:
                seal.erase(database, one.table, one.uuid)
        stamp(database, found, now_ms)
        for one in entry.images:
            seal.reseal(database, one.table, one.uuid)
        database.execute("UPDATE journal SET undone = ? WHERE id = ?", (not undone, entry.key))
        (uuid,) = database.execute("SELECT uuid FROM journal WHERE id = ?", (entry.key,)).fetchone()
        seal.reseal(database, "journal", uuid)
        return entry.said, {(one.table, one.uuid) for one in entry.images}
    return "", set()


def _fits(database: sqlite3.Connection, entry: _Entry, *, undone: bool) -> bool:
    now = images(database, ((one.table, one.uuid) for one in entry.images))
    return all(
        _content(now[one.table, one.uuid]) == _content(one.before if undone else one.after) for one in entry.images
    )


def _content(image: str) -> Any:
    """What an image says, without when it was put right: taking back is putting right as well."""
    content = json.loads(image or "{}")
    content.get("session", {}).pop("edited_utc", None)
    return content


def _noted(image: str) -> int:
    """When a session was put right, or put into the bin; 0 when it never was. Milliseconds."""
    content = json.loads(image or "{}")
    return content.get("trashed_utc") or content.get("session", {}).get("edited_utc") or 0


def _goes_on(newest: _Entry, said: str, made: list[Image]) -> bool:
    """Whether a change begins where the newest ended, with the same words about the same thing."""
    ended = [(one.table, one.uuid, one.after) for one in newest.images]
    return newest.said == said and ended == [(one.table, one.uuid, one.before) for one in made]


def _entries(database: sqlite3.Connection, *, undone: bool) -> Iterator[_Entry]:
    """Newest first."""
    rows = database.execute("SELECT id, said, images FROM journal WHERE undone = ? ORDER BY id DESC", (undone,))
    for key, said, kept in rows.fetchall():
        yield _Entry(key, said, tuple(Image(*one) for one in json.loads(kept)))


def _again(database: sqlite3.Connection) -> Iterator[_Entry]:
    """What was taken back, the last first: the oldest of them."""
    return reversed(list(_entries(database, undone=True)))


def _enter(database: sqlite3.Connection, said: str, made: Iterable[Image]) -> None:
    uuid = str(uuid4())
    kept = json.dumps([[one.table, one.uuid, one.before, one.after] for one in made])
    database.execute("INSERT INTO journal (uuid, said, undone, images) VALUES (?, ?, 0, ?)", (uuid, said, kept))
    seal.reseal(database, "journal", uuid)


def _forget(database: sqlite3.Connection, keys: Iterable[int]) -> None:
    database.executemany("DELETE FROM journal WHERE id = ?", [(key,) for key in keys])
