"""How a file comes to have the tables of ``schema``: numbered steps, each one transaction.

A new file runs the same steps as an old one. The number of the last step done is the file's
``user_version``. Rules: a released step is never edited; a release that stops using a column does not drop
it; before the first step on somebody's file a verified copy is put into ``backups/`` beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine

from hinge_desktop.history.backup import back_up, folder_of
from hinge_desktop.history.engine import damaged, make_engine, raw
from hinge_desktop.history.seal import driver, seal_all

APPLICATION_ID = 0x48696E67
"""``Hing``: marks the file as ours, so that another program's is never touched."""


@dataclass(frozen=True)
class Step:
    """From the version before to ``version``. ``makes``: a table that is there from then on, and not before."""

    version: int
    change: Callable[[Connection], None]
    makes: str = ""


def _first(connection: Connection) -> None:
    for statement in _FIRST:
        connection.exec_driver_sql(statement)


_FIRST = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    """CREATE TABLE session (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        local_day DATE NOT NULL,
        started_utc INTEGER NOT NULL,
        tz_offset_min INTEGER NOT NULL,
        main_exercise_id TEXT NOT NULL,
        step INTEGER,
        planned_sets INTEGER NOT NULL,
        flare_up_day BOOLEAN NOT NULL,
        ending TEXT NOT NULL,
        ended_utc INTEGER,
        pain_before INTEGER CONSTRAINT ck_session_pain_before CHECK (pain_before BETWEEN 0 AND 10),
        pain_worst INTEGER CONSTRAINT ck_session_pain_worst CHECK (pain_worst BETWEEN 0 AND 10),
        pain_after INTEGER CONSTRAINT ck_session_pain_after CHECK (pain_after BETWEEN 0 AND 10),
        effort INTEGER CONSTRAINT ck_session_effort CHECK (effort BETWEEN 0 AND 10),
        next_morning_pain INTEGER
            CONSTRAINT ck_session_next_morning_pain CHECK (next_morning_pain BETWEEN 0 AND 10),
        felt INTEGER NOT NULL,
        looked_like_figure BOOLEAN,
        leg_symptoms BOOLEAN,
        note TEXT NOT NULL,
        CONSTRAINT pk_session PRIMARY KEY (id),
        CONSTRAINT uq_session_uuid UNIQUE (uuid)
    )""",
    "CREATE INDEX ix_session_started_utc ON session (started_utc)",
    """CREATE TABLE set_ (
        id INTEGER NOT NULL,
        session_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        exercise_id TEXT NOT NULL,
        local_day DATE NOT NULL,
        planned_reps INTEGER NOT NULL,
        done_reps INTEGER NOT NULL,
        load_g INTEGER NOT NULL,
        tempo TEXT NOT NULL,
        started_utc INTEGER NOT NULL,
        dur_ms INTEGER NOT NULL,
        finished BOOLEAN NOT NULL,
        CONSTRAINT pk_set_ PRIMARY KEY (id),
        CONSTRAINT uq_set__session_id_position UNIQUE (session_id, position),
        CONSTRAINT fk_set__session_id_session FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE
    )""",
    "CREATE INDEX ix_set__local_day_done_reps_dur_ms_load_g ON set_ (local_day, done_reps, dur_ms, load_g)",
    """CREATE INDEX ix_set__exercise_id_local_day_done_reps_load_g_dur_ms
        ON set_ (exercise_id, local_day, done_reps, load_g, dur_ms)""",
    """CREATE TABLE rep (
        set_id INTEGER NOT NULL,
        idx INTEGER NOT NULL,
        dur_ms INTEGER NOT NULL,
        at_utc INTEGER NOT NULL,
        CONSTRAINT pk_rep PRIMARY KEY (set_id, idx),
        CONSTRAINT fk_rep_set_id_set_ FOREIGN KEY(set_id) REFERENCES set_ (id) ON DELETE CASCADE
    ) WITHOUT ROWID""",
    """CREATE TABLE screening (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        answered_utc INTEGER NOT NULL,
        local_day DATE NOT NULL,
        answers JSON NOT NULL,
        CONSTRAINT pk_screening PRIMARY KEY (id),
        CONSTRAINT uq_screening_uuid UNIQUE (uuid)
    )""",
    """CREATE TABLE overrule (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        decided_utc INTEGER NOT NULL,
        local_day DATE NOT NULL,
        advised_step INTEGER NOT NULL,
        chosen_step INTEGER NOT NULL,
        reason_shown TEXT NOT NULL,
        CONSTRAINT pk_overrule PRIMARY KEY (id),
        CONSTRAINT uq_overrule_uuid UNIQUE (uuid)
    )""",
)


def _second(connection: Connection) -> None:
    """Sessions of several exercises; what is beside practice."""
    for statement in _SECOND:
        connection.exec_driver_sql(statement)


_SECOND = (
    "ALTER TABLE session ADD COLUMN plan TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE set_ ADD COLUMN role TEXT DEFAULT 'main' NOT NULL",
    "ALTER TABLE set_ ADD COLUMN side TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE set_ ADD COLUMN look TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE skip (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        decided_utc INTEGER NOT NULL,
        local_day DATE NOT NULL,
        step INTEGER NOT NULL,
        skip BOOLEAN NOT NULL,
        CONSTRAINT pk_skip PRIMARY KEY (id),
        CONSTRAINT uq_skip_uuid UNIQUE (uuid)
    )""",
    """CREATE TABLE self_test (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        done_utc INTEGER NOT NULL,
        local_day DATE NOT NULL,
        test_id TEXT NOT NULL,
        value FLOAT NOT NULL,
        passed BOOLEAN NOT NULL,
        CONSTRAINT pk_self_test PRIMARY KEY (id),
        CONSTRAINT uq_self_test_uuid UNIQUE (uuid)
    )""",
    """CREATE TABLE moment (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        done_utc INTEGER NOT NULL,
        local_day DATE NOT NULL,
        kind TEXT NOT NULL,
        CONSTRAINT pk_moment PRIMARY KEY (id),
        CONSTRAINT uq_moment_uuid UNIQUE (uuid)
    )""",
    """CREATE TABLE tour_day (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        seen_utc INTEGER NOT NULL,
        local_day DATE NOT NULL,
        tour_day INTEGER NOT NULL,
        CONSTRAINT pk_tour_day PRIMARY KEY (id),
        CONSTRAINT uq_tour_day_uuid UNIQUE (uuid)
    )""",
)


def _third(connection: Connection) -> None:
    """Seals, when a session was put right, the trash, and a journal of what can be taken back."""
    for statement in _THIRD:
        connection.exec_driver_sql(statement)
    seal_all(driver(connection))


_THIRD = (
    "ALTER TABLE session ADD COLUMN edited_utc INTEGER",
    "ALTER TABLE session ADD COLUMN seal BLOB",
    "ALTER TABLE screening ADD COLUMN seal BLOB",
    "ALTER TABLE overrule ADD COLUMN seal BLOB",
    "ALTER TABLE skip ADD COLUMN seal BLOB",
    "ALTER TABLE self_test ADD COLUMN seal BLOB",
    "ALTER TABLE moment ADD COLUMN seal BLOB",
    "ALTER TABLE tour_day ADD COLUMN seal BLOB",
    """CREATE TABLE trash (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        trashed_utc INTEGER NOT NULL,
        image TEXT NOT NULL,
        seal BLOB,
        CONSTRAINT pk_trash PRIMARY KEY (id),
        CONSTRAINT uq_trash_uuid UNIQUE (uuid)
    )""",
    """CREATE TABLE journal (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        said TEXT NOT NULL,
        undone BOOLEAN NOT NULL,
        images JSON NOT NULL,
        seal BLOB,
        CONSTRAINT pk_journal PRIMARY KEY (id),
        CONSTRAINT uq_journal_uuid UNIQUE (uuid)
    )""",
)

STEPS: tuple[Step, ...] = (Step(1, _first, "session"), Step(2, _second, "skip"), Step(3, _third, "journal"))
NEWEST = STEPS[-1].version


def upgrade(engine: Engine, path: Path, steps: Sequence[Step] = STEPS, *, copied: bool = False) -> None:
    """Do the steps this file lacks. Stopped anywhere, it has the state before or after a step, never between.

    Args:
        copied: the file is itself a copy, so that none is put into ``backups/``.

    Raises:
        StorageDamaged: the version is not that of the tables, or a step left rows that point nowhere and was taken
            back.
        sqlalchemy.exc.DBAPIError, sqlite3.Error, OSError: what the disk or SQLite said; taken back as well.
    """
    with raw(engine) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    missing = [step for step in steps if step.version > found]
    if any(step.makes in tables for step in missing):
        raise damaged(path)  # its version says less than its tables
    if found and missing and not copied:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        name = f"{path.stem}-before-format-{missing[0].version}-{moment}{path.suffix}"
        with raw(engine) as connection:
            back_up(connection, folder_of(path) / name)
    for step in missing:
        _do(engine, path, step)


def has_our_tables(database: sqlite3.Connection) -> bool:
    """Whether every table and index is there as the steps make it, to the letter.

    A bit that changed in their text escapes every other check: a column has another name then, or a rule forbids what
    is allowed.
    """
    return _as_made() <= _tables(database)


@cache
def _as_made() -> frozenset[tuple[str, str]]:
    engine = make_engine(Path(":memory:"))
    try:
        upgrade(engine, Path(":memory:"))
        with raw(engine) as connection:
            return _tables(connection)
    finally:
        engine.dispose()


def _tables(database: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    return frozenset(database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def _do(engine: Engine, path: Path, step: Step) -> None:
    with raw(engine) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")  # it has no effect inside a transaction
    try:
        with engine.begin() as change:
            step.change(change)
            if change.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise damaged(path)
            change.exec_driver_sql(f"PRAGMA user_version = {step.version}")
    finally:
        with raw(engine) as connection:
            connection.execute("PRAGMA foreign_keys=ON")
