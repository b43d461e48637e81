"""The keeper opens whatever is there, tells it once and calmly, and looks after it while the window is open."""

from __future__ import annotations

import errno
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from hinge_desktop.history import backup, inspection, restore
from hinge_desktop.history.migrations import NEWEST
from hinge_desktop.history.store import Store
from hinge_desktop.keeper import LOOK_AFTER_EACH_MS, HistoryKeeper
from hinge_desktop.training.records import Answers, Ending, SessionStart, SetStart
from tests.history.test_refusals import everything_in, set_pragma
from tests.test_keeper_changes import AFTER, NOW, Clock, Heard, practise, run

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    at = content.index(b"hero-squat")
    with path.open("r+b") as file:
        file.seek(at)
        file.write(bytes([content[at] ^ 1]))


def copies(path: Path) -> int:
    return len(backup.copies_of(path))


# ---- what is found at the start ----------------------------------------------------------------------------


def test_a_history_that_is_damaged_is_put_back_told_once_and_practice_goes_on(path: Path, clock: Clock) -> None:
    before = run(path, clock, practise).history
    change_a_byte(path)
    damaged = path.read_bytes()
    heard = run(path, clock, lambda keeper: keeper.add_moment(AFTER))
    (sentence,) = heard.of("told")
    assert "put back from the copy of" in str(sentence)
    assert heard.of("storage_failed") == []
    assert heard.history == replace(before, moments=(AFTER,))
    (kept,) = (path.parent / "damaged").iterdir()
    assert (kept / path.name).read_bytes() == damaged
    assert str(kept) in str(sentence)
    assert run(path, clock).of("told") == []


def test_a_log_that_was_cut_off_is_told(path: Path, clock: Clock, tmp_path: Path) -> None:
    run(path, clock, practise)
    with Store.open(path) as store:
        for pain in range(5):
            store.set_next_morning("one", pain)
        log = bytearray(inspection.wal_of(path).read_bytes())
        content = path.read_bytes()
    log[5000] ^= 4
    path.write_bytes(content)
    inspection.wal_of(path).write_bytes(log)
    heard = run(path, clock)
    (sentence,) = heard.of("told")
    assert "may not have been saved" in str(sentence)
    assert len(heard.history.sessions) == 1
    assert run(path, clock).of("told") == []


@pytest.mark.parametrize("version", [NEWEST + 1, 2**31 - 1, -7])
def test_a_history_of_a_later_version_is_shown_and_never_touched(
    path: Path, clock: Clock, version: int, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    before = run(path, clock, practise, lambda keeper: keeper.export_to(file)).history
    set_pragma(path, f"user_version={version}")
    files = everything_in(path.parent)

    def use_everything(keeper: HistoryKeeper) -> None:
        keeper.add_moment(AFTER)
        keeper.delete_session("one")
        keeper.undo()
        keeper.look_after()
        keeper.delete_everything()
        keeper.import_from(file)
        keeper.check()

    heard = run(path, clock, use_everything)
    assert heard.history == before
    sentences = heard.of("storage_failed")
    assert "later version of Hinge" in str(sentences[0])
    assert set(sentences) == {sentences[0]}
    assert heard.of("everything_deleted") == []
    assert everything_in(path.parent) == files


def test_a_history_that_cannot_be_written_is_shown_and_told_once(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run(path, clock, practise).history
    monkeypatch.setattr(inspection, "is_writable", never)
    files = everything_in(path.parent)

    def session(keeper: HistoryKeeper) -> None:
        practise(keeper, "two", NOW + timedelta(hours=2))

    heard = run(path, clock, session)
    (sentence,) = heard.of("storage_failed")
    assert str(sentence).startswith(f"The history {path} cannot be written")
    assert "nothing new is kept" in str(sentence)
    assert heard.history == before
    assert everything_in(path.parent) == files


def never(_path: Path) -> bool:
    return False


def test_what_never_was_a_history_is_told_and_left(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary, today I hinged.\n" * 20, encoding="utf-8")
    files = everything_in(path.parent)
    heard = run(path, clock, practise)
    assert len(heard.of("storage_failed")) == 1
    assert everything_in(path.parent) == files


def test_a_wish_that_cannot_be_done_now_is_told_each_time_and_dropped(path: Path, clock: Clock, qtbot: QtBot) -> None:
    run(path, clock, practise)
    keeper = HistoryKeeper(path, utc_now=clock)
    heard = Heard(keeper)
    with Store.open(path):  # another program has it
        with qtbot.waitSignal(keeper.storage_failed, timeout=20_000):
            keeper.open()
        with qtbot.waitSignal(keeper.told, timeout=20_000):
            keeper.check()
        with qtbot.waitSignal(keeper.told, timeout=20_000):
            keeper.restore_from(path.with_name("nothing.sqlite"))
        with qtbot.waitSignal(keeper.storage_failed, timeout=20_000):
            keeper.delete_session("one")
    assert all("in use by another program" in str(one) for one in heard.of("told") + heard.of("storage_failed"))
    keeper.set_next_morning("one", 3)
    keeper.close()
    (session,) = heard.history.sessions
    assert session.next_morning_pain == 3
    keeper.deleteLater()


def test_a_copy_takes_the_place_of_what_can_no_longer_be_read(path: Path, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    before = run(path, clock, practise, lambda keeper: keeper.back_up_to(copy)).history
    path.write_text("Dear diary", encoding="utf-8")
    for _, one in backup.copies_of(path):
        one.unlink()
    heard = run(path, clock, lambda keeper: keeper.restore_from(copy), lambda keeper: keeper.check())
    assert heard.history == before
    assert "is not a history" in str(heard.of("storage_failed"))
    assert [str(one)[:25] for one in heard.of("told")] == [
        "The history is again as it is in"[:25],
        "All of the history was re",
    ]


# ---- while it is open --------------------------------------------------------------------------------------


def test_each_half_hour_what_is_new_is_copied(
    path: Path, clock: Clock, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    keeper = HistoryKeeper(path, utc_now=clock)
    heard = Heard(keeper)
    with qtbot.waitSignal(keeper.ready):
        keeper.open()
    (timer,) = keeper.findChildren(QTimer)
    assert (timer.interval(), timer.isActive(), LOOK_AFTER_EACH_MS) == (1_800_000, True, 1_800_000)
    with qtbot.waitSignal(keeper.history_changed):
        practise(keeper)
    with qtbot.waitSignal(keeper.backups_changed):
        timer.timeout.emit()
    assert copies(path) == 1
    timer.timeout.emit()
    keeper.close()
    assert not timer.isActive()
    assert copies(path) == 1
    assert len(heard.of("backups_changed")) == 2
    assert heard.of("told") == []
    assert caplog.messages == []  # when somebody practised is not for the log
    keeper.deleteLater()


def test_at_the_end_what_is_new_is_copied_and_only_that(path: Path, clock: Clock) -> None:
    run(path, clock)
    assert copies(path) == 0
    run(path, clock, practise)
    assert copies(path) == 1
    run(path, clock)
    assert copies(path) == 1
    run(path, clock, lambda keeper: keeper.set_next_morning("one", 1))
    assert copies(path) == 2


def test_no_copy_is_made_while_a_set_runs(path: Path, clock: Clock) -> None:
    counted: list[int] = []

    def count(keeper: HistoryKeeper) -> None:
        keeper._worker.submit(lambda: counted.append(copies(path)))  # in its place among the commands

    def session(keeper: HistoryKeeper) -> None:
        keeper.begin_session(SessionStart("one", NOW.date(), NOW, 0, "hero-squat", 1, 1))
        keeper.begin_set("one", SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1"), NOW)
        keeper.add_rep("one", 0, 1, 6.0, NOW)
        keeper.look_after()
        keeper.add_rep("one", 0, 2, 6.0, NOW)
        count(keeper)
        keeper.finish_set("one", 0, 12.0)
        count(keeper)
        keeper.finish_session("one", Ending.DONE, Answers(), NOW)

    run(path, clock, session)
    assert counted == [0, 1]


def test_a_history_that_is_damaged_while_it_is_open_is_found_within_a_week_and_put_back(
    path: Path, clock: Clock
) -> None:
    before = run(path, clock, practise).history

    def damage_it(keeper: HistoryKeeper) -> None:
        keeper._worker.submit(change_a_byte, path)

    def look_after(keeper: HistoryKeeper) -> None:
        keeper.look_after()

    heard = run(path, clock, damage_it, look_after)
    assert heard.of("told") == []  # it was looked through an hour ago
    with closing(sqlite3.connect(path)) as database:
        assert not backup.is_whole(database)
    run(path, clock)

    def a_week_later(keeper: HistoryKeeper) -> None:
        keeper._worker.submit(setattr, clock, "now", clock.now + timedelta(days=7))

    heard = run(
        path,
        clock,
        damage_it,
        a_week_later,
        lambda keeper: keeper.look_after(),
        lambda keeper: keeper.add_moment(AFTER),
    )
    (sentence,) = heard.of("told")
    assert "put back from the copy of" in str(sentence)
    assert heard.history == replace(before, moments=(AFTER,))
    assert heard.of("storage_failed") == []


def test_once_a_week_the_newest_copy_is_read_again_and_made_anew_when_it_is_worn(path: Path, clock: Clock) -> None:
    run(path, clock, practise)
    ((_, worn),) = backup.copies_of(path)
    change_a_byte(worn)
    clock.now += timedelta(hours=1)

    def a_week_later(keeper: HistoryKeeper) -> None:
        keeper._worker.submit(setattr, clock, "now", clock.now + timedelta(days=7))

    def look_after(keeper: HistoryKeeper) -> None:
        keeper.look_after()

    run(path, clock, look_after)
    assert copies(path) == 1
    run(path, clock, a_week_later, look_after)
    (_, newest), (_, older) = backup.copies_of(path)
    assert older == worn
    assert backup.copy_is_whole(newest)


def test_damage_that_a_wish_meets_is_put_back_and_the_wish_is_done(path: Path, clock: Clock) -> None:
    before = run(path, clock, practise).history

    def damage_it(keeper: HistoryKeeper) -> None:
        keeper._worker.submit(change_a_byte, path)

    heard = run(path, clock, damage_it, lambda keeper: keeper.check())
    first, second = heard.of("told")
    assert "put back from the copy of" in str(first)
    assert str(second).startswith("All of the history was read")
    assert heard.history == before


# ---- nobody waits for an answer that never comes -----------------------------------------------------------


def test_who_asks_something_of_a_history_that_cannot_be_used_is_answered_each_time(
    path: Path, clock: Clock, tmp_path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"somebody else's " * 100)

    def wish(keeper: HistoryKeeper) -> None:
        keeper.export_to(tmp_path / "all.json")
        keeper.check()
        keeper.add_moment(AFTER)
        keeper.delete_everything()

    heard = run(path, clock, wish)
    (first, *later) = heard.of("storage_failed")
    assert "not a history of Hinge" in str(first)
    assert heard.of("told") == [first, first]
    assert later == [first]  # for the wish to delete; the moment adds nothing to what was said at the start


def test_going_back_to_a_copy_ends_in_a_sentence_whatever_the_disk_says(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(path, clock, practise)
    ((_, copy),) = backup.copies_of(path)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(restore, "TemporaryDirectory", full)
    heard = run(path, clock, lambda keeper: keeper.restore_from(copy), lambda keeper: keeper.add_moment(AFTER))
    (sentence,) = heard.of("told")
    assert "No space left on device" in str(sentence)
    assert heard.history.moments == (AFTER,)

    def mistaken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(restore, "restore", mistaken)
    heard = run(path, clock, lambda keeper: keeper.restore_from(copy))
    (sentence,) = heard.of("told")
    assert "the log tells more" in str(sentence)


def test_a_name_that_no_disk_takes_is_said_to_be_one(path: Path, clock: Clock, tmp_path: Path) -> None:
    name = "a" * 300
    heard = run(
        path,
        clock,
        lambda keeper: keeper.export_to(tmp_path / f"{name}.json"),
        lambda keeper: keeper.back_up_to(tmp_path / f"{name}.sqlite"),
        lambda keeper: keeper.restore_from(tmp_path / f"{name}.sqlite"),
    )
    assert heard.of("storage_failed") == []
    endings = ["choose another name, or a folder that can be written."] * 2 + ["choose another file."]
    assert [
        str(one).split(": ", 1)[1] for one in sorted(map(str, heard.of("told")), key=lambda one: "read" in one)
    ] == endings


def test_what_waits_is_tried_again_without_a_further_command(path: Path, clock: Clock, qtbot: QtBot) -> None:
    run(path, clock, practise)
    keeper = HistoryKeeper(path, utc_now=clock)
    heard = Heard(keeper)
    with Store.open(path), qtbot.waitSignal(keeper.told, timeout=20_000):  # another program has it
        keeper.open()
        keeper.add_moment(AFTER)
        keeper.check()  # tells when the moment was tried
    with qtbot.waitSignal(keeper.ready, timeout=20_000):
        keeper.look_after()
    qtbot.waitUntil(lambda: bool(heard.history.moments), timeout=20_000)
    assert heard.history.moments == (AFTER,)
    keeper.close()
    keeper.deleteLater()
