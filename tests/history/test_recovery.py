"""A damaged history is put back from what there is, nothing is thrown away, and it is said."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hinge_desktop.errors import StorageDamaged, StorageInUse, StorageTooNew
from hinge_desktop.history import backup, inspection
from hinge_desktop.history.logs import is_torn
from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.recovery import open_history
from hinge_desktop.history.store import Store
from hinge_desktop.training.records import Answers, Ending, History, MomentRecord, SessionStart, SetStart
from tests.history.conftest import NOW
from tests.history.test_refusals import everything_in, set_pragma


def practise(store: Store, uuid: str, at: datetime, ending: Ending = Ending.DONE) -> None:
    store.begin_session(SessionStart(uuid, at.date(), at, 0, "hero-squat", 1, 1))
    store.begin_set(uuid, SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), at)
    for number in (1, 2, 3):
        store.add_rep(uuid, 0, number, 6.0, at)
    if ending is not Ending.OPEN:
        store.finish_set(uuid, 0, 18.0)
        store.finish_session(uuid, ending, Answers(effort=4, note=uuid * 9), at)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty sessions and their copy, then one more that was never copied, and one changed since."""
    path, now = tmp_path_factory.mktemp("past") / "data" / "history.sqlite", NOW
    with Store.open(path) as store:
        for day in range(20, 0, -1):
            practise(store, f"day-{day}", now - timedelta(days=day))
        store.back_up(now - timedelta(hours=20))
        practise(store, "newest", now - timedelta(hours=2))
        store.set_next_morning("day-1", 7)
        store.add_moment(MomentRecord(now, now.date(), "sit-down"))
    return path


@pytest.fixture
def lived(past: Path, path: Path) -> Path:
    shutil.copytree(past.parent, path.parent)
    return path


def history_of(path: Path) -> History:
    with Store.open(path) as store:
        return store.history()


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def put_back(path: Path, now: datetime) -> tuple[History, str]:
    """Open as the program does; what is there then and what was told. The damaged files must be kept."""
    before = {name: digest for name, digest in everything_in(path.parent).items() if "/" not in name}
    opened = open_history(path, now)
    with opened.store as store:
        history = store.history()
        assert not store.read_only
    kept = path.parent / "damaged" / "20261121T060000Z"
    assert everything_in(kept) == before
    assert str(kept) in opened.told
    with closing(sqlite3.connect(path)) as database:
        assert backup.is_whole(database)
    assert open_again(path, now) == ""
    return history, opened.told


def open_again(path: Path, now: datetime) -> str:
    opened = open_history(path, now)
    opened.store.close()
    return opened.told


def test_a_history_that_is_whole_is_opened_and_nothing_is_said(lived: Path, now: datetime) -> None:
    assert open_again(lived, now) == ""
    assert not (lived.parent / "damaged").exists()


def test_the_first_start_makes_a_history_and_says_nothing(path: Path, now: datetime) -> None:
    assert open_again(path, now) == ""
    assert history_of(path) == History()


def test_a_changed_number_is_put_right_and_all_else_is_kept(lived: Path, now: datetime) -> None:
    whole = history_of(lived)
    with closing(sqlite3.connect(lived)) as database, database:
        database.execute("UPDATE session SET effort = 9 WHERE uuid = 'day-3'")
    history, told = put_back(lived, now)
    assert history == whole  # the newest session, the changed answer and the moment as well
    assert "put back from the copy of 20.11.2026" in told
    assert "saved: 2." in told
    assert "could not be saved" not in told


def test_what_is_damaged_and_newer_than_the_copy_is_counted_as_lost(lived: Path, now: datetime) -> None:
    whole = history_of(lived)
    with closing(sqlite3.connect(lived)) as database, database:
        database.execute("UPDATE session SET effort = 9 WHERE uuid = 'newest'")
    history, told = put_back(lived, now)
    assert history.sessions == whole.sessions[:-1]
    assert "Sessions that could not be saved: 1." in told


def test_a_damaged_index_costs_nothing(lived: Path, now: datetime) -> None:
    whole = history_of(lived)
    with closing(sqlite3.connect(lived)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name LIKE 'ix_set__exercise%'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    overwrite(lived, (page - 1) * size + 100, os.urandom(size - 100))
    history, told = put_back(lived, now)
    assert history == whole
    assert "could not be saved" not in told


@pytest.mark.parametrize("content", [b"", b"noise" * 3000, b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_database_any_more_is_put_back_from_the_copy(lived: Path, now: datetime, content: bytes) -> None:
    lived.write_bytes(content)
    history, told = put_back(lived, now)
    assert len(history.sessions) == 20
    assert "put back from the copy" in told


def test_a_history_that_is_gone_is_put_back_from_the_copy(lived: Path, now: datetime) -> None:
    lived.unlink()
    opened = open_history(lived, now)
    with opened.store as store:
        assert len(store.history().sessions) == 20
    assert opened.told.startswith("The history was no longer there, so it was put back from the copy of 20.11.2026")


def test_without_a_copy_a_new_one_is_begun_with_what_can_be_saved(lived: Path, now: datetime) -> None:
    shutil.rmtree(lived.parent / "backups")
    with closing(sqlite3.connect(lived)) as database, database:
        database.execute("UPDATE session SET effort = 9 WHERE uuid = 'day-3'")
    history, told = put_back(lived, now)
    assert [one.uuid for one in history.sessions if one.uuid == "day-3"] == []
    assert len(history.sessions) == 20
    assert len(history.moments) == 1
    assert "no copy of it, so a new one was begun" in told
    assert "saved: 20." in told
    assert "could not be saved: 1." in told


def test_a_newer_copy_that_is_damaged_itself_is_passed_over(lived: Path, now: datetime) -> None:
    with Store.open(lived) as store:
        newer = store.back_up(now - timedelta(hours=1))
    overwrite(newer, 5000, os.urandom(3000))
    lived.write_bytes(b"noise" * 3000)
    history, _ = put_back(lived, now)
    assert len(history.sessions) == 20
    assert newer.exists()


def test_a_copy_from_the_future_is_not_the_newest(lived: Path, now: datetime) -> None:
    whole = history_of(lived)
    (only,) = (copy for _, copy in backup.copies_of(lived))
    shutil.copyfile(only, backup.free_name(lived, now + timedelta(days=900)))  # made when the clock stood ahead
    with Store.open(lived) as store:
        store.back_up(now - timedelta(hours=1))
    lived.write_bytes(b"nothing of it is left")
    history, told = put_back(lived, now)
    assert history == whole
    assert "put back from the copy of 21.11.2026" in told
    for copy in (copy for moment, copy in backup.copies_of(lived) if moment < now):
        copy.unlink()
    lived.write_bytes(b"nothing of it is left, again")
    opened = open_history(lived, now + timedelta(hours=1))
    with opened.store as store:
        assert len(store.history().sessions) == 20  # better than none


def test_an_open_session_is_kept_as_far_as_it_can_be_read(lived: Path, now: datetime) -> None:
    with Store.open(lived) as store:
        practise(store, "under way", now, Ending.OPEN)
    with closing(sqlite3.connect(lived)) as database, database:
        database.execute("UPDATE session SET note = '' WHERE uuid = 'day-3'")
    history, _ = put_back(lived, now)
    assert (history.sessions[-1].uuid, history.sessions[-1].done_reps) == ("under way", 3)


def test_what_never_was_ours_is_left_where_it_is(path: Path, now: datetime) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, today I hinged.\n" * 20, encoding="utf-8")
    before = everything_in(path.parent)
    with pytest.raises(StorageDamaged, match="not a history of Hinge"):
        open_history(path, now)
    assert everything_in(path.parent) == before


def test_another_program_that_has_the_file_is_no_damage(lived: Path, now: datetime) -> None:
    with Store.open(lived), pytest.raises(StorageInUse):
        open_history(lived, now)
    assert not (lived.parent / "damaged").exists()


@pytest.mark.parametrize("version", [NEWEST + 1, NEWEST + 100, 2**31 - 1, -1, -(2**31)])
def test_a_history_of_a_later_version_is_shown_and_not_touched(lived: Path, now: datetime, version: int) -> None:
    whole = history_of(lived)
    set_pragma(lived, f"user_version={version}")
    before = everything_in(lived.parent)
    opened = open_history(lived, now)
    with opened.store as store:
        assert store.history() == whole
        assert store.read_only
        assert "later version of Hinge" in store.notice
        assert "nothing new is kept" in store.notice
    assert everything_in(lived.parent) == before


def test_a_later_version_that_cannot_be_shown_is_refused(lived: Path, now: datetime) -> None:
    with closing(sqlite3.connect(lived)) as database, database:
        database.execute("ALTER TABLE session RENAME COLUMN effort TO exertion")
        database.execute(f"PRAGMA user_version={NEWEST + 1}")
    before = everything_in(lived.parent)
    with pytest.raises(StorageTooNew):
        open_history(lived, now)
    assert everything_in(lived.parent) == before


@pytest.mark.parametrize("version", [1, 2])
def test_a_version_that_does_not_fit_the_tables_is_damage(lived: Path, now: datetime, version: int) -> None:
    whole = history_of(lived)
    set_pragma(lived, f"user_version={version}")
    shutil.rmtree(lived.parent / "backups")
    assert put_back(lived, now)[0] == whole


def stopped(lived: Path, folder: Path, now: datetime) -> Path:
    """The files as a killed program leaves them: ten changes are in the log only."""
    with Store.open(lived) as store:
        for pain in range(10):
            store.set_next_morning("day-2", pain)
        shutil.copytree(lived.parent, folder)
    return folder / lived.name


def test_after_a_kill_nothing_is_lost_and_nothing_is_said(lived: Path, now: datetime, tmp_path: Path) -> None:
    path = stopped(lived, tmp_path / "killed", now)
    assert not is_torn(inspection.wal_of(path))
    os.truncate(inspection.wal_of(path), inspection.wal_of(path).stat().st_size + 3000)  # a frame half written
    assert open_again(path, now) == ""
    assert {one.uuid: one.next_morning_pain for one in history_of(path).sessions}["day-2"] == 9


@pytest.mark.parametrize("at", [3, 12, 20, 40, 44, 60, 5000, 20_000, -1, -4100])
def test_a_changed_bit_in_the_log_is_seen_and_said(lived: Path, now: datetime, tmp_path: Path, at: int) -> None:
    path = stopped(lived, tmp_path / "killed", now)
    log = inspection.wal_of(path)
    content = bytearray(log.read_bytes())
    content[at] ^= 4
    log.write_bytes(content)
    assert is_torn(log)
    opened = open_history(path, now)
    with opened.store as store:
        assert len(store.history().sessions) == 21
    assert "may not have been saved" in opened.told
    kept = path.parent / "damaged" / "20261121T060000Z"
    assert (kept / log.name).read_bytes() == content
    assert open_again(path, now) == ""


def test_recovering_again_after_a_stop_keeps_one_copy_of_the_files(lived: Path, now: datetime) -> None:
    lived.write_bytes(b"noise" * 3000)
    damaged = lived.parent / "damaged" / "20261120T000000Z"
    damaged.mkdir(parents=True)
    shutil.copy(lived, damaged)  # a start before this one came so far
    opened = open_history(lived, now)
    opened.store.close()
    assert [one.name for one in damaged.parent.iterdir()] == [damaged.name]
    assert str(damaged) in opened.told


def test_answers_given_after_the_copy_win_over_those_in_it(lived: Path, now: datetime) -> None:
    with Store.open(lived) as store:
        said = store.history().sessions[0]
        store.update_answers(said.uuid, replace(said.answers, note="said later"))
    with closing(sqlite3.connect(lived)) as database, database:
        database.execute("UPDATE moment SET kind = 'other'")
    history, _ = put_back(lived, now)
    assert history.sessions[0].answers.note == "said later"
