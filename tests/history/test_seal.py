"""A seal tells what SQLite cannot: that a value is another than the one that was written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hinge_desktop.errors import StorageDamaged
from hinge_desktop.history import seal
from hinge_desktop.history.backup import is_whole
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, Ending, SessionStart, SetStart
from tests.history.test_migrations import FORMATS

CHANGES = (
    "UPDATE session SET effort = effort + 1 WHERE ending = 'done'",
    "UPDATE session SET note = 'other' WHERE ending = 'pain'",
    "UPDATE session SET local_day = '2026-10-01' WHERE ending = 'left'",
    "UPDATE session SET ending = 'open' WHERE ending = 'done'",
    "UPDATE session SET seal = NULL WHERE ending = 'done'",
    "UPDATE set_ SET load_g = load_g + 1 WHERE id = 1",
    "UPDATE set_ SET side = 'right' WHERE id = 2",
    "UPDATE rep SET dur_ms = dur_ms + 1 WHERE set_id = 1 AND idx = 1",
    "DELETE FROM rep WHERE set_id = 1 AND idx = 2",
    "DELETE FROM set_ WHERE id = 2",
    "UPDATE self_test SET value = value + 0.001",
    "UPDATE moment SET kind = 'other'",
    "UPDATE screening SET answers = '[[\"fever\", true]]'",
    "UPDATE tour_day SET tour_day = 2",
    "UPDATE skip SET skip = 0",
    "UPDATE overrule SET chosen_step = 5",
)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A file with sessions of every ending and a row of every kind beside them."""
    path = tmp_path / "full" / "history.sqlite"
    path.parent.mkdir()
    shutil.copyfile(FORMATS / "format-2.sqlite", path)
    Store.open(path).close()
    return path


@pytest.fixture
def database(full: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(full)) as opened:
        yield opened


def test_what_is_as_it_was_written_is_good(database: sqlite3.Connection) -> None:
    assert is_whole(database)
    assert {one.table for one in seal.everything(database)} >= {"session", "screening", "self_test", "moment"}


@pytest.mark.parametrize("change", CHANGES)
def test_a_value_that_was_changed_behind_our_back_is_seen(full: Path, change: str) -> None:
    with closing(sqlite3.connect(full)) as database:
        with database:
            assert database.execute(change).rowcount >= 1
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]  # SQLite sees nothing
        assert not is_whole(database)
    with pytest.raises(StorageDamaged):
        Store.open(full)


def test_every_change_of_a_session_that_is_over_seals_it_again(full: Path) -> None:
    with Store.open(full) as store:
        (first, *_) = store.history().sessions
        store.update_answers(first.uuid, replace(first.answers, effort=9, note="again"))
        store.set_next_morning(first.uuid, 7)
        store.finish_session("session-4", Ending.DONE, Answers(effort=3), first.started_utc + timedelta(days=5))
    with closing(sqlite3.connect(full)) as database:
        assert is_whole(database)
        assert database.execute("SELECT count(*) FROM session WHERE seal IS NULL").fetchone() == (0,)


def test_a_session_that_is_open_is_sealed_with_each_repetition(path: Path, a_session: SessionStart) -> None:
    at = a_session.started_utc
    with Store.open(path) as store:
        store.begin_session(a_session)
        store.begin_set(a_session.uuid, SetStart(0, "hero-squat", 8, 0.0, "3-1-1-1"), at)
        for number in (1, 2):
            store.add_rep(a_session.uuid, 0, number, 6.0, at)
            with store.reading() as connection:
                assert seal.all_good(seal.driver(connection))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE rep SET dur_ms = 6001 WHERE idx = 2")
        assert not is_whole(database)


def test_a_session_written_from_its_image_is_the_same_session(full: Path) -> None:
    with Store.open(full) as store:
        before = store.history()
    with closing(sqlite3.connect(full)) as database, database:
        database.execute("PRAGMA foreign_keys=ON")
        images = [(one.table, one.image) for one in seal.everything(database)]
        for table, image in reversed(images):
            seal.write(database, table, image)
        assert sorted((one.table, one.image) for one in seal.everything(database)) == sorted(images)
    with Store.open(full) as store:
        assert store.history() == before


def test_the_form_of_an_image_does_not_change() -> None:
    """Were it to change, every history there is would look damaged; a new form needs a new format."""
    text = seal._text({"session": {"note": "\N{SNOWMAN}", "step": None}, "set": ["reps"], "sets": [["1,6000,5"]]})
    assert text == '{"session":{"note":"\\u2603","step":null},"set":["reps"],"sets":[["1,6000,5"]]}'
    assert seal.digest(text).hex() == "daeada7722f00bf1"


@pytest.mark.parametrize(
    ("before", "after"), [("reason_shown", "reason_shovn"), ("BETWEEN 0 AND 10", "BETWEEN 0 AND 18")]
)
def test_a_bit_that_changed_in_the_text_of_a_table_is_seen(full: Path, before: str, after: str) -> None:
    content = full.read_bytes()
    assert before.encode() in content
    full.write_bytes(content.replace(before.encode(), after.encode()))
    with closing(sqlite3.connect(full)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with pytest.raises(StorageDamaged):
        Store.open(full)


def test_a_bit_that_makes_it_another_kind_of_database_is_damage(full: Path) -> None:
    content = bytearray(full.read_bytes())
    content[47] ^= 16  # the number of the schema's format; https://www.sqlite.org/fileformat2.html
    full.write_bytes(content)
    with pytest.raises(StorageDamaged):
        Store.open(full)
