"""Records of ``exchange_format`` out of a database and into it, by few statements.

They are read as SQLite has them and not through the types of ``schema``: half a million moments need not become
datetimes to be written as text again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from hinge_desktop.history.exchange_fields import LARGEST_WHOLE, Value, Whole, ms_of, text_of
from hinge_desktop.history.exchange_format import KINDS, SESSION, SET, Contents, Record, beside
from hinge_desktop.history.seal import driver, erase, image_of


def contents_of(connection: Connection) -> Contents:
    """Everything, what is in the trash as well.

    Raises:
        ValueError, TypeError: something in it is not what we write.
    """
    found = {kind: _beside_of(connection, table) for kind, table in KINDS.items() if kind != "sessions"}
    return {"sessions": _trashed_of(connection) | _sessions_of(connection), **found}


def put(connection: Connection, contents: Contents) -> None:
    """Make these records be there, each in the place of what had its uuid. Seals are the transaction's business."""
    for kind, records in contents.items():
        table = KINDS[kind]
        _remove(connection, table, records)
        if kind != "sessions":
            _add(connection, table, beside(table), records.values())
            continue
        _remove(connection, "trash", records)
        _add_sessions(connection, records.values())
        _put_into_trash(connection, records.values())


# ---- out of it -------------------------------------------------------------------------------------------


def _sessions_of(connection: Connection) -> dict[str, Record]:
    reps: defaultdict[int, list[list[int]]] = defaultdict(list)
    whole = Whole(-LARGEST_WHOLE).of_column
    for owner, *parts in connection.exec_driver_sql(
        "SELECT r.set_id, r.idx, r.dur_ms, r.at_utc - s.started_utc FROM rep r JOIN set_ s ON s.id = r.set_id"
        " ORDER BY r.set_id, r.idx"
    ):
        reps[owner].append([*map(whole, parts)])  # type: ignore[list-item]
    sets: defaultdict[int, list[Record]] = defaultdict(list)
    for owner, key, record in _rows(connection, "set_", SET, "session_id, id", "session_id, position"):
        sets[owner].append(record | {"reps": reps.get(key, [])})
    return {
        record["uuid"]: record | {"trashed_utc": None, "sets": sets[key]}
        for _, key, record in _rows(connection, "session", SESSION, "NULL, id", "started_utc, uuid")
    }


def _trashed_of(connection: Connection) -> dict[str, Record]:
    """The same of the sessions in the trash, which keeps them as the images of ``seal``."""
    found = {}
    for uuid, trashed, image in connection.exec_driver_sql("SELECT uuid, trashed_utc, image FROM trash ORDER BY uuid"):
        content = json.loads(image)
        if not {"session", "set", "sets"} <= content.keys():
            raise ValueError("an image that is not of a session")
        sets = []
        for values in content["sets"]:
            row = dict(zip(content["set"], values, strict=True))
            record = _of_columns(SET, row)
            reps = [[*map(int, rep.split(","))] for rep in (row.get("reps") or "").split(";") if rep]
            began = row["started_utc"]
            sets.append(record | {"reps": [[number, took, at - began] for number, took, at in reps]})
        found[uuid] = _of_columns(SESSION, content["session"]) | {"trashed_utc": text_of(trashed), "sets": sets}
    return found


def _of_columns(values: Mapping[str, Value], row: Mapping[str, Any]) -> Record:
    """An image of an earlier format lacks what came later, which then is empty."""
    if missing := [name for name, value in values.items() if name not in row and not getattr(value, "optional", False)]:
        raise ValueError(f"an image without {missing}")
    return {name: value.of_column(row.get(name)) for name, value in values.items()}


def _beside_of(connection: Connection, table: str) -> dict[str, Record]:
    return {record["uuid"]: record for _, _, record in _rows(connection, table, beside(table), "NULL, id", "id")}


def _rows(
    connection: Connection, table: str, values: Mapping[str, Value], keys: str, order: str
) -> Iterator[tuple[Any, Any, Record]]:
    """Two keys and the record of each row."""
    query = f"SELECT {keys}, {', '.join(values)} FROM {table} ORDER BY {order}"
    readers = [(name, value.of_column) for name, value in values.items()]
    for owner, key, *columns in connection.exec_driver_sql(query):
        yield owner, key, {name: reader(column) for (name, reader), column in zip(readers, columns, strict=True)}


# ---- into it ---------------------------------------------------------------------------------------------


def _remove(connection: Connection, table: str, uuids: Iterable[str]) -> None:
    rows = [(uuid,) for uuid in uuids]
    if rows:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE uuid = ?", rows)


def _add(
    connection: Connection,
    table: str,
    values: Mapping[str, Value],
    records: Iterable[Record],
    **more: Iterable[Any],
) -> None:
    """Insert records; ``more`` has further columns, one value for each record."""
    kept = [(name, value.to_column) for name, value in values.items()]
    rows = [
        (*(to_column(record[name]) for name, to_column in kept), *further)
        for record, *further in zip(records, *more.values(), strict=True)
    ]
    if rows:
        names = ", ".join((*values, *more))
        marks = ", ".join("?" * (len(values) + len(more)))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _add_sessions(connection: Connection, records: Iterable[Record]) -> None:
    sessions = list(records)
    first = _next_id(connection, "session")
    owners = range(first, first + len(sessions))
    _add(connection, "session", SESSION, sessions, id=owners)
    pairs = [(owner, one, of_set) for owner, one in zip(owners, sessions, strict=True) for of_set in one["sets"]]
    first = _next_id(connection, "set_")
    keys = range(first, first + len(pairs))
    more = {
        "id": keys,
        "session_id": [owner for owner, *_ in pairs],
        "local_day": [one["local_day"] for _, one, _ in pairs],
    }
    _add(connection, "set_", SET, [of_set for *_, of_set in pairs], **more)
    reps = [
        (key, number, took, ms_of(one["started_utc"]) + end)
        for key, (*_, one) in zip(keys, pairs, strict=True)
        for number, took, end in one["reps"]
    ]
    if reps:
        connection.exec_driver_sql("INSERT INTO rep (set_id, idx, dur_ms, at_utc) VALUES (?, ?, ?, ?)", reps)


def _put_into_trash(connection: Connection, sessions: Iterable[Record]) -> None:
    """Move those that belong there, which are written by now."""
    database = driver(connection)
    for one in sessions:
        if one["trashed_utc"] is not None:
            image = image_of(database, "session", one["uuid"])
            database.execute(
                "INSERT INTO trash (uuid, trashed_utc, image) VALUES (?, ?, ?)",
                (one["uuid"], ms_of(one["trashed_utc"]), image),
            )
            erase(database, "session", one["uuid"])


def _next_id(connection: Connection, table: str) -> int:
    found: int = connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").scalar_one()
    return found
