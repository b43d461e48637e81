"""A file is brought up to date step by step, wholly or not at all, and never without a copy."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from hinge_desktop.errors import StorageDamaged
from hinge_desktop.history.engine import make_engine
from hinge_desktop.history.migrations import APPLICATION_ID, NEWEST, STEPS, Step, upgrade
from hinge_desktop.history.schema import metadata
from hinge_desktop.history.store import Store

FORMATS = Path(__file__).parent / "formats"
"""A file of each format there has been, as the program of its time wrote it."""


def tables(path: Path) -> dict[str, list[str]]:
    """Every table and index with the parts of its statement, however it was laid out.

    Sorted, for a column that was added later is written behind the constraints.
    """
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: parts(re.sub(r'[\s"]+', "", sql).upper()) for name, sql in rows}


def parts(statement: str) -> list[str]:
    """What stands between the outermost commas, sorted."""
    head, _, inside = statement.partition("(")
    inside, _, tail = inside.rpartition(")")
    depth, found = 0, [""]
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [head, tail, *sorted(found)]


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("PRAGMA user_version").fetchone()[0]
    assert isinstance(found, int)
    return found


def bring_up(path: Path, *more: Step) -> None:
    engine = make_engine(path)
    try:
        upgrade(engine, path, (*STEPS, *more))
    finally:
        engine.dispose()


def test_the_steps_make_the_tables_of_the_schema(kept: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    metadata.create_all(engine)
    engine.dispose()
    assert tables(kept) == tables(tmp_path / "fresh.sqlite")
    assert version(kept) == NEWEST
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_file_of_the_first_format_keeps_every_row_and_gets_every_table(kept: Path, tmp_path: Path) -> None:
    old = tmp_path / "old" / "history.sqlite"
    old.parent.mkdir()
    shutil.copyfile(FORMATS / "format-1.sqlite", old)
    with Store.open(old) as store:
        history = store.history()
        assert store.unfinished(datetime(2026, 10, 5, 18, tzinfo=UTC)) is not None
    assert [one.done_reps for one in history.sessions] == [16, 16, 6]
    assert {each.role for one in history.sessions for each in one.sets} == {"main"}
    assert (len(history.screenings), len(history.overrules), history.skips, history.tests) == (1, 1, (), ())
    assert tables(old) == tables(kept)


def test_a_file_of_the_second_format_keeps_every_row_and_is_sealed(kept: Path, tmp_path: Path) -> None:
    old = tmp_path / "old" / "history.sqlite"
    old.parent.mkdir()
    shutil.copyfile(FORMATS / "format-2.sqlite", old)
    with closing(sqlite3.connect(old)) as database:
        rows = database.execute("SELECT uuid, note, plan, felt, started_utc, ended_utc FROM session").fetchall()
        reps = database.execute("SELECT * FROM rep").fetchall()
    with Store.open(old) as store:
        history = store.history()
    assert [one.done_reps for one in history.sessions] == [16, 16, 4, 4, 4]
    beside = (history.screenings, history.overrules, history.skips, history.tests, history.moments, history.tours)
    assert [len(one) for one in beside] == [1] * 6
    assert tables(old) == tables(kept)
    with closing(sqlite3.connect(old)) as database:
        now = database.execute("SELECT uuid, note, plan, felt, started_utc, ended_utc FROM session").fetchall()
        assert now == rows
        assert database.execute("SELECT * FROM rep").fetchall() == reps
        seals = database.execute("SELECT ending, length(seal) FROM session").fetchall()
        assert seals == [("done", 8), ("done", 8), ("left", 8), ("pain", 8), ("open", 8)]
        assert database.execute("SELECT count(*) FROM self_test WHERE length(seal) = 8").fetchone() == (1,)


def test_a_file_of_the_third_format_is_opened_as_it_is_and_its_changes_can_be_taken_back(
    kept: Path, tmp_path: Path
) -> None:
    third = tmp_path / "third" / "history.sqlite"
    third.parent.mkdir()
    shutil.copyfile(FORMATS / "format-3.sqlite", third)
    with Store.open(third) as store:
        history = store.history()
        assert [(one.uuid, one.done_reps) for one in history.sessions] == [
            *(("session-1", 15), ("session-2", 16), ("session-3", 4), ("session-4", 4), ("session-6", 4)),
        ]
        beside = (history.screenings, history.overrules, history.skips, history.tests, history.moments, history.tours)
        assert [len(one) for one in beside] == [1] * 6
        assert [one.uuid for one in store.bin()] == ["session-5"]
        found = store.unfinished(datetime(2026, 11, 12, 18, tzinfo=UTC))
        assert found is not None
        assert (found.uuid, found.plan) == ("session-6", "a plan")
        assert (store.undoable(), store.redoable()) == ("delete", "morning")
        assert [store.undo(), store.undo()] == ["delete", "edit"]
        assert [one.done_reps for one in store.history().sessions] == [16, 16, 4, 4, 16, 4]
    assert tables(third) == tables(kept)
    assert (third.parent / "backups").exists() == (NEWEST > 3)


def test_the_steps_are_numbered_without_gaps() -> None:
    assert [step.version for step in STEPS] == list(range(1, NEWEST + 1))


def add_a_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE session ADD COLUMN mood INTEGER")


def break_off(connection: Connection) -> None:
    add_a_column(connection)
    raise RuntimeError("the power is gone")


def leave_orphans(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM session")


def test_before_a_step_a_copy_is_kept_that_has_every_row(kept: Path) -> None:
    bring_up(kept, Step(NEWEST + 1, add_a_column))
    assert version(kept) == NEWEST + 1
    (copy,) = (kept.parent / "backups").iterdir()
    assert version(copy) == NEWEST
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT count(*) FROM rep").fetchone() == (2,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.stat().st_mode & 0o077 == 0


def test_a_step_that_breaks_off_changes_nothing_and_can_be_done_again(kept: Path) -> None:
    before = tables(kept)
    with pytest.raises(RuntimeError, match="power"):
        bring_up(kept, Step(NEWEST + 1, break_off))
    assert tables(kept) == before
    assert version(kept) == NEWEST
    bring_up(kept, Step(NEWEST + 1, add_a_column))
    assert version(kept) == NEWEST + 1


def test_a_step_that_leaves_rows_pointing_nowhere_is_taken_back(kept: Path) -> None:
    with pytest.raises(StorageDamaged):
        bring_up(kept, Step(NEWEST + 1, leave_orphans))
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT count(*) FROM session").fetchone() == (1,)


def test_nothing_to_do_makes_no_copy(kept: Path) -> None:
    bring_up(kept)
    assert not (kept.parent / "backups").exists()
