"""A whole history written at once: everything or nothing, into a file in which there is nothing yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, Table, insert

from hinge_desktop.history.schema import moment, overrule, rep, screening, self_test, session, set_, skip, tour_day
from hinge_desktop.history.seal import driver, seal_all
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, History, SessionRecord

Repetitions = Mapping[str, Sequence[Sequence[int]]]
"""Session uuid -> for each of its sets the milliseconds of each counted repetition."""

_OF_SESSION = (
    *("uuid", "local_day", "started_utc", "tz_offset_min", "main_exercise_id", "step", "planned_sets"),
    *("flare_up_day", "ending", "ended_utc", "next_morning_pain"),
)
_AT_ONCE = 20_000


def write_whole(path: Path, history: History, repetitions: Repetitions) -> None:
    """Make the history ``path`` and put everything into it in one transaction, sealed at its end.

    Each set's count and time have to be those of its repetitions. The rows and their order depend on what is given
    and on nothing else.

    Raises:
        ValueError: a set's count or time is not that of its repetitions.
        StorageError: it could not be written.
    """
    for one in history.sessions:
        _check(one, repetitions[one.uuid])
    with Store.open(path) as store, store.transaction() as connection:
        _write(connection, history, repetitions)


def _check(one: SessionRecord, repetitions: Sequence[Sequence[int]]) -> None:
    for done, lasted in zip(one.sets, repetitions, strict=True):
        if done.done_reps != len(lasted) or round(done.duration_s * 1000) != sum(lasted):
            raise ValueError(f"set {done.position} of {one.uuid} is not the sum of its repetitions")


def _write(connection: Connection, history: History, repetitions: Repetitions) -> None:
    sessions: list[dict[str, object]] = []
    sets: list[dict[str, object]] = []
    reps: list[dict[str, object]] = []
    for session_id, one in enumerate(history.sessions, 1):
        sessions.append(_session_row(session_id, one))
        for done, lasted in zip(one.sets, repetitions[one.uuid], strict=True):
            set_id, at = len(sets) + 1, done.started_utc
            sets.append(
                {
                    "id": set_id,
                    "session_id": session_id,
                    "position": done.position,
                    "exercise_id": done.exercise_id,
                    "local_day": one.local_day,
                    "planned_reps": done.planned_reps,
                    "done_reps": done.done_reps,
                    "load_g": round(done.load_kg * 1000),
                    "tempo": done.tempo,
                    "started_utc": done.started_utc,
                    "dur_ms": sum(lasted),
                    "finished": done.finished,
                    "role": done.role,
                    "side": done.side,
                    "look": done.look,
                }
            )
            for number, ms in enumerate(lasted, 1):
                at += timedelta(milliseconds=ms)
                reps.append({"set_id": set_id, "idx": number, "dur_ms": ms, "at_utc": at})
    for table, rows in ((session, sessions), (set_, sets), (rep, reps)):
        _insert(connection, table, rows)
    _insert(connection, screening, _rows(screening, history.screenings))
    for table, records in (
        (overrule, history.overrules),
        (skip, history.skips),
        (self_test, history.tests),
        (moment, history.moments),
        (tour_day, history.tours),
    ):
        _insert(connection, table, _rows(table, records))
    seal_all(driver(connection))


def _session_row(session_id: int, one: SessionRecord) -> dict[str, object]:
    told = {name: getattr(one.answers, name) for name in Answers.__slots__}
    return {"id": session_id, "plan": "", **{name: getattr(one, name) for name in _OF_SESSION}, **told}


def _rows(table: Table, records: Iterable[object]) -> list[dict[str, object]]:
    """Rows of what stands beside the sessions. Who they are comes from their place, so that it is always the same."""
    found = []
    for number, record in enumerate(records, 1):
        names = [one.name for one in fields(record) if one.name != "uuid"]  # type: ignore[arg-type]
        row = {name: getattr(record, name) for name in names}
        if "answers" in row:
            row["answers"] = [list(pair) for pair in row["answers"]]
        found.append({"id": number, "uuid": str(uuid5(NAMESPACE_OID, f"{table.name} {number} {row}")), **row})
    return found


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    for first in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(table), rows[first : first + _AT_ONCE])
