"""Copies are made when there is something new; all of it can be looked through, and deleted once it was copied."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop.errors import StorageDamaged, StorageError
from hinge_desktop.history import backup, keeping
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, History, MomentRecord
from tests.history.conftest import NOW
from tests.history.test_changes import practise


@pytest.fixture
def done(path: Path) -> Path:
    with Store.open(path) as store:
        practise(store, "one")
        store.update_answers("one", store.history().sessions[0].answers)
        practise(store, "two", NOW + timedelta(days=1))
        store.delete_session("two", NOW)
        store.add_moment(MomentRecord(NOW, NOW.date(), "sit-down"))
    return path


def copies(path: Path) -> int:
    return len(backup.copies_of(path))


def test_a_copy_is_made_of_what_is_new_and_only_then(done: Path) -> None:
    later = NOW + timedelta(hours=1)
    with Store.open(done) as store:
        made = keeping.back_up_if_new(store, NOW)
        assert made is not None
        assert backup.copy_is_whole(made)
        assert keeping.back_up_if_new(store, later) is None
        store.set_next_morning("one", 3)
        assert keeping.back_up_if_new(store, later) is not None
        assert keeping.back_up_if_new(store, later) is None
    with Store.open(done) as store:
        assert keeping.back_up_if_new(store, later) is None  # nothing since
        assert store.history().sessions[0].next_morning_pain == 3
    assert copies(done) == 2


def test_what_was_written_before_a_kill_is_copied_by_the_next_start(done: Path, tmp_path: Path) -> None:
    with Store.open(done) as store:
        copy = store.back_up(NOW)
        os.utime(copy, ns=(0, 0))  # as if the change came long after it
        store.set_next_morning("one", 3)
    with Store.open(done) as store:
        assert not store.changed
        assert keeping.back_up_if_new(store, NOW) is not None


def test_a_history_without_anything_in_it_is_not_copied(path: Path) -> None:
    with Store.open(path) as store:
        assert keeping.back_up_if_new(store, NOW) is None
    assert copies(path) == 0


def test_all_of_it_is_looked_through_on_the_disk(done: Path) -> None:
    with Store.open(done) as store:
        assert keeping.look_through(store) == 1
        store.history()
        content = bytearray(done.read_bytes())
        at = content.index(b"hero-squat")
        with done.open("r+b") as file:  # a bit that changes while the program has it open
            file.seek(at)
            file.write(bytes([content[at] ^ 1]))
        with pytest.raises(StorageDamaged, match="can no longer be read"):
            keeping.look_through(store)


def test_a_count_that_is_not_that_of_the_repetitions_is_damage_whatever_the_seal_says(done: Path) -> None:
    with Store.open(done) as store:
        with store.transaction() as connection:  # sealed at its end
            connection.exec_driver_sql("UPDATE set_ SET done_reps = done_reps + 1")
        with pytest.raises(StorageDamaged):
            keeping.look_through(store)


def test_everything_is_deleted_once_there_is_a_copy(done: Path) -> None:
    with Store.open(done) as store:
        store.update_answers("one", Answers(note="a long note " * 1000))
        before, binned = store.history(), store.bin()
        copy = keeping.delete_everything(store, NOW)
        assert store.history() == History()
        assert (store.bin(), store.undoable(), store.undo()) == ((), "", "")
    assert b"hero-squat" not in done.read_bytes()
    with closing(sqlite3.connect(done)) as database:
        assert database.execute("PRAGMA freelist_count").fetchone() == (0,)  # nor in a page that is only unused
    assert copy.parent == backup.folder_of(done)
    with Store.open(copy) as store:
        assert (store.history(), store.bin()) == (before, binned)


def test_after_that_practice_goes_on_and_damage_brings_nothing_deleted_back(done: Path) -> None:
    with Store.open(done) as store:
        keeping.delete_everything(store, NOW)
        assert keeping.back_up_if_new(store, NOW + timedelta(minutes=1)) is not None
    done.write_bytes(b"noise" * 3000)
    opened = open_history(done, NOW)
    with opened.store as store:
        assert store.history() == History()
        practise(store, "three")
        assert len(store.history().sessions) == 1


def in_the_way(folder: Path) -> None:
    folder.write_text("a file where the copies should be")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_without_a_copy_nothing_is_deleted(done: Path) -> None:
    in_the_way(backup.folder_of(done))
    with Store.open(done) as store:
        before = store.history()
        with pytest.raises(StorageError):
            keeping.delete_everything(store, NOW)
        assert store.history() == before
        assert len(store.bin()) == 1


def test_a_history_that_is_not_whole_is_not_deleted(done: Path, now: datetime) -> None:
    with Store.open(done) as store:
        with store._change() as connection:  # behind the back of the seals
            connection.exec_driver_sql("UPDATE session SET note = 'other'")
        with pytest.raises(StorageDamaged):
            keeping.delete_everything(store, now)
        assert len(store.history().sessions) == 1
    assert copies(done) == 0
