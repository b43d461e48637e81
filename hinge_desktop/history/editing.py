"""A session made to be as somebody says it was, with a row for each repetition that is counted, always."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from hinge_desktop.errors import OptionError
from hinge_desktop.history.schema import session, set_
from hinge_desktop.history.seal import driver
from hinge_desktop.training.records import Answers, SessionRecord, SetRecord

MOST_REPS = 1000
"""In one set."""
MOST_LOAD_KG = 1000.0

_OF_SESSION = (
    *("local_day", "started_utc", "tz_offset_min", "main_exercise_id", "step", "planned_sets"),
    *("flare_up_day", "ending", "ended_utc", "next_morning_pain"),
)
_OF_SET = ("exercise_id", "planned_reps", "tempo", "started_utc", "finished", "role", "side", "look")


def rewrite(connection: Connection, record: SessionRecord) -> None:
    """Make the session of that uuid be as given; its plan, if it may go on, stays. Sets left out go.

    Repetitions that are new take as long as the others of their set did; the set then lasts so much longer, unless it
    is given another duration.

    Raises:
        OptionError: a number is outside what is allowed; nothing is changed.
        LookupError: there is no such session.
    """
    _check(record)
    row = {name: getattr(record, name) for name in _OF_SESSION}
    row |= {name: getattr(record.answers, name) for name in Answers.__slots__}
    found = connection.execute(select(session.c.id).where(session.c.uuid == record.uuid)).scalar()
    if found is None:
        raise LookupError("no such session")
    connection.execute(update(session).where(session.c.id == found), row)
    given = [one.position for one in record.sets]
    connection.execute(delete(set_).where(set_.c.session_id == found, set_.c.position.not_in(given)))
    for one in record.sets:
        _rewrite_set(connection, found, record, one)


def _check(record: SessionRecord) -> None:
    for one in record.sets:
        for reps in (one.done_reps, one.planned_reps):
            if not 0 <= reps <= MOST_REPS:
                raise OptionError(f"A set has 0 to {MOST_REPS} repetitions, not {reps}.")
        if not 0 <= one.load_kg <= MOST_LOAD_KG:
            raise OptionError(f"A weight is 0 to {MOST_LOAD_KG:g} kg, not {one.load_kg:g}.")
    scales = (getattr(record.answers, name) for name in ("pain_before", "pain_worst", "pain_after", "effort"))
    for said in (*scales, record.next_morning_pain):
        if said is not None and not 0 <= said <= 10:
            raise OptionError(f"Pain and effort are from 0 to 10, not {said}.")


def _rewrite_set(connection: Connection, owner: int, record: SessionRecord, one: SetRecord) -> None:
    row: dict[str, Any] = {name: getattr(one, name) for name in _OF_SET}
    row |= {"local_day": record.local_day, "load_g": round(one.load_kg * 1000), "done_reps": one.done_reps}
    lasted = round(one.duration_s * 1000)
    here = (set_.c.session_id == owner) & (set_.c.position == one.position)
    old = connection.execute(select(set_.c.id, set_.c.dur_ms, set_.c.started_utc).where(here)).first()
    if old is None:
        row |= {"session_id": owner, "position": one.position, "dur_ms": lasted}
        connection.execute(insert(set_), row)
        key = connection.execute(select(set_.c.id).where(here)).scalar_one()
        _match(driver(connection), key, one)
        return
    connection.execute(update(set_).where(set_.c.id == old.id), row)
    database = driver(connection)
    moved = round((one.started_utc - old.started_utc).total_seconds() * 1000)
    database.execute("UPDATE rep SET at_utc = at_utc + ? WHERE set_id = ?", (moved, old.id))
    more = _match(database, old.id, one)
    if lasted == old.dur_ms:
        lasted = max(0, lasted + more)
    connection.execute(update(set_).where(set_.c.id == old.id), {"dur_ms": lasted})


def _match(database: sqlite3.Connection, key: int, one: SetRecord) -> int:
    """Have a row for each repetition counted and no other; by how many milliseconds they last longer."""
    before = _sum_of(database, key)
    kept = "SELECT idx FROM rep WHERE set_id = ? ORDER BY idx LIMIT ?"  # a file from elsewhere may leave numbers out
    database.execute(f"DELETE FROM rep WHERE set_id = ? AND idx NOT IN ({kept})", (key, key, one.done_reps))
    count, highest, each, last = database.execute(
        "SELECT count(*), coalesce(max(idx), 0), round(avg(dur_ms)), max(at_utc) FROM rep WHERE set_id = ?", (key,)
    ).fetchone()
    if last is None:
        (last,) = database.execute("SELECT started_utc FROM set_ WHERE id = ?", (key,)).fetchone()
        each = _each_ms(one)
    new = range(1, one.done_reps - count + 1)
    rows = [(key, highest + number, int(each), last + int(each) * number) for number in new]
    database.executemany("INSERT INTO rep (set_id, idx, dur_ms, at_utc) VALUES (?, ?, ?, ?)", rows)
    return _sum_of(database, key) - before


def _each_ms(one: SetRecord) -> int:
    """How long a repetition of a set without any takes: its share of the set's duration, or as its tempo says."""
    if one.duration_s > 0:
        return round(one.duration_s * 1000 / max(1, one.done_reps))
    return round(1000 * sum(map(float, re.findall(r"\d+(?:\.\d+)?", one.tempo))))


def _sum_of(database: sqlite3.Connection, key: int) -> int:
    (found,) = database.execute("SELECT coalesce(sum(dur_ms), 0) FROM rep WHERE set_id = ?", (key,)).fetchone()
    assert isinstance(found, int)
    return found
