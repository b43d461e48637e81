"""The keeper writes in its own thread, in order, and says what became of it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from hinge_desktop.history.store import Store
from hinge_desktop.keeper import HistoryKeeper
from hinge_desktop.training.records import (
    Answers,
    Ending,
    History,
    OverruleRecord,
    ScreeningRecord,
    SessionRecord,
    SessionStart,
    SetStart,
)

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
START = SessionStart("one", date(2026, 11, 21), NOW, 0, "hero-squat", 1, 1)
SET = SetStart(0, "hero-squat", 3, 0.0, "3-1-1-1")


class Listener(QObject):
    """Writes down what a keeper says, and in which thread it was heard."""

    def __init__(self, keeper: HistoryKeeper) -> None:
        super().__init__(keeper)
        self.heard: list[tuple[object, ...]] = []
        self.threads: set[threading.Thread] = set()
        keeper.ready.connect(self.on_ready)
        keeper.history_changed.connect(self.on_history)
        keeper.rep_saved.connect(self.on_rep)
        keeper.unfinished_found.connect(self.on_unfinished)
        keeper.storage_failed.connect(self.on_failed)

    def _hear(self, *what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.current_thread())

    @Slot()
    def on_ready(self) -> None:
        self._hear("ready")

    @Slot(object)
    def on_history(self, history: History) -> None:
        self._hear("history", history)

    @Slot(str, int, int)
    def on_rep(self, uuid: str, position: int, number: int) -> None:
        self._hear("rep", uuid, position, number)

    @Slot(object)
    def on_unfinished(self, record: SessionRecord) -> None:
        self._hear("unfinished", record)

    @Slot(str)
    def on_failed(self, sentence: str) -> None:
        self._hear("failed", sentence)

    def all_of(self, kind: str) -> list[tuple[object, ...]]:
        return [what[1:] for what in self.heard if what[0] == kind]


def utc_now() -> datetime:
    return NOW + timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.sqlite"


@pytest.fixture
def keeper(qapp: object, path: Path) -> Iterator[HistoryKeeper]:
    made = HistoryKeeper(path, utc_now=utc_now)
    yield made
    made.close()
    made.deleteLater()


def practise(keeper: HistoryKeeper, reps: int = 3) -> None:
    keeper.begin_session(START)
    keeper.begin_set("one", SET, NOW)
    for number in range(1, reps + 1):
        keeper.add_rep("one", 0, number, 6.0, NOW)


def done_reps(path: Path) -> list[int]:
    with Store.open(path) as store:
        return [one.done_reps for one in store.history().sessions]


def test_it_tells_of_the_history_first_and_then_that_it_is_ready(keeper: HistoryKeeper, qtbot: QtBot) -> None:
    listener = Listener(keeper)
    with qtbot.waitSignal(keeper.ready):
        keeper.open()
    assert listener.heard == [("history", History()), ("ready",)]
    assert listener.threads == {threading.current_thread()}


def test_each_repetition_is_told_when_it_is_on_the_disk(keeper: HistoryKeeper, path: Path, qtbot: QtBot) -> None:
    listener = Listener(keeper)
    keeper.open()
    with qtbot.waitSignals([keeper.rep_saved] * 3):
        practise(keeper)
    assert listener.all_of("rep") == [("one", 0, 1), ("one", 0, 2), ("one", 0, 3)]
    assert listener.threads == {threading.current_thread()}
    copy = path.with_name("killed.sqlite")
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT count(*) FROM rep").fetchone() == (3,)


def test_closing_at_once_loses_nothing_and_tells_everything(keeper: HistoryKeeper, path: Path) -> None:
    listener = Listener(keeper)
    keeper.open()
    practise(keeper)
    keeper.finish_set("one", 0, 18.0)
    keeper.finish_session("one", Ending.DONE, Answers(effort=4), NOW)
    keeper.close()
    assert len(listener.all_of("rep")) == 3
    last = listener.all_of("history")[-1][0]
    assert isinstance(last, History)
    assert [(one.done_reps, one.ending, one.answers.effort) for one in last.sessions] == [(3, Ending.DONE, 4)]
    assert done_reps(path) == [3]


def test_what_was_said_before_opening_waits(keeper: HistoryKeeper, path: Path) -> None:
    practise(keeper, 2)
    keeper.open()
    keeper.close()
    assert done_reps(path) == [2]


def test_every_change_that_pages_show_is_shown(keeper: HistoryKeeper) -> None:
    listener = Listener(keeper)
    keeper.open()
    practise(keeper, 1)
    keeper.finish_session("one", Ending.DONE, Answers(), NOW)
    keeper.update_answers("one", Answers(note="better"))
    keeper.set_next_morning("one", 2)
    keeper.add_screening(ScreeningRecord(NOW, NOW.date(), (("fever", False),)))
    keeper.add_overrule(OverruleRecord(NOW, NOW.date(), 1, 2, "why"))
    keeper.delete_session("one")
    keeper.close()
    shown = [one[0] for one in listener.all_of("history")]
    assert len(shown) == 7
    assert isinstance(shown[-1], History)
    assert (len(shown[-1].sessions), len(shown[-1].screenings), len(shown[-1].overrules)) == (0, 1, 1)


def test_an_interrupted_session_is_offered_before_ready(path: Path, keeper: HistoryKeeper, qtbot: QtBot) -> None:
    first = HistoryKeeper(path, utc_now=utc_now)
    first.open()
    practise(first, 2)
    first.close()
    listener = Listener(keeper)
    with qtbot.waitSignal(keeper.ready):
        keeper.open()
    assert [what[0] for what in listener.heard] == ["history", "unfinished", "ready"]
    ((record,),) = listener.all_of("unfinished")
    assert isinstance(record, SessionRecord)
    assert (record.uuid, record.sets[-1].done_reps) == ("one", 2)


def test_a_damaged_history_is_told_once_and_left_alone(keeper: HistoryKeeper, path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database")
    listener = Listener(keeper)
    keeper.open()
    practise(keeper)
    keeper.close()
    ((sentence,),) = listener.all_of("failed")
    assert isinstance(sentence, str)
    assert str(path) in sentence
    assert listener.all_of("ready") == []
    assert path.read_text() == "not a database"


def test_what_the_disk_refused_is_written_when_it_can_be(keeper: HistoryKeeper, path: Path, qtbot: QtBot) -> None:
    listener = Listener(keeper)
    with Store.open(path), qtbot.waitSignal(keeper.storage_failed, timeout=20_000):
        keeper.open()  # another program has it
    practise(keeper)
    keeper.close()
    assert len(listener.all_of("failed")) == 1
    assert len(listener.all_of("rep")) == 3
    assert done_reps(path) == [3]


def test_what_could_not_be_saved_at_the_end_is_told(keeper: HistoryKeeper, path: Path) -> None:
    listener = Listener(keeper)
    with Store.open(path):
        keeper.begin_session(START)
        keeper.close()
    sentences = listener.all_of("failed")
    assert sentences[-1][0].startswith("Changes that could not be saved: 1.")  # type: ignore[attr-defined]


def test_a_mistake_of_ours_does_not_stop_later_saving(keeper: HistoryKeeper, path: Path) -> None:
    listener = Listener(keeper)
    keeper.open()
    keeper.add_rep("never begun", 0, 1, 6.0, NOW)
    practise(keeper)
    keeper.close()
    assert len(listener.all_of("failed")) == 1
    assert done_reps(path) == [3]


def test_importing_it_does_not_import_the_database() -> None:
    program = "import sys, hinge_desktop.keeper; print('sqlalchemy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout == "False\n"
