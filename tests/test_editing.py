"""Putting right what is kept: what is asked of the history, what is said of it, and what follows for the advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hinge_desktop import assets
from hinge_desktop.clocks import Clocks
from hinge_desktop.editing import PAGE, Editing
from hinge_desktop.settings import Settings
from hinge_desktop.situation import Situation
from hinge_desktop.training.records import Ending, History, SessionRecord
from hinge_desktop.ui.session_editor import SessionEditor
from hinge_desktop.ui.window import MainWindow
from tests.training.told import day_of, good

Key = Qt.Key
TODAY = day_of(3)
DAYS = good(0, 3)
"""Three good days: the second step is open."""


OPEN = replace(DAYS[2], ending=Ending.OPEN, plan="the plan")
"""The last of them, as it would be if the program had stopped."""


class Ledger(QObject):
    """A history in memory that keeps one change, and tells of it as the keeper does."""

    history_changed = Signal(object)
    undo_changed = Signal(str)
    undone = Signal(str)
    redo_changed = Signal(str)
    redone = Signal(str)

    def __init__(self, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self.history = history
        self._before: tuple[str, History] | None = None
        self._after: tuple[str, History] | None = None
        self.refuses = False

    def edit_session(self, record: SessionRecord) -> None:
        self._change("edit", [record if one.uuid == record.uuid else one for one in self.history.sessions])

    def delete_session(self, uuid: str) -> None:
        self._change("delete", [one for one in self.history.sessions if one.uuid != uuid])

    def put_back(self, uuid: str) -> None:
        raise AssertionError("nothing is in the bin")

    def undo(self) -> None:
        assert self._before is not None
        change, history = self._before
        self._before, self._after, self.history = None, (change, self.history), history
        self.history_changed.emit(self.history)
        self.undone.emit(change)
        self.undo_changed.emit("")
        self.redo_changed.emit(change)

    def redo(self) -> None:
        assert self._after is not None
        change, history = self._after
        self._before, self._after, self.history = (change, self.history), None, history
        self.redone.emit(change)  # in this order, too
        self.history_changed.emit(self.history)
        self.undo_changed.emit(change)
        self.redo_changed.emit("")

    def _change(self, change: str, sessions: list[SessionRecord]) -> None:
        if self.refuses:
            return
        self._before = change, self.history
        self.history = replace(self.history, sessions=tuple(sessions))
        self.history_changed.emit(self.history)
        self.undo_changed.emit(change)


class Room(QObject):
    """A window with two pages and the editor."""

    def __init__(self, history: History, home: Path) -> None:
        window = MainWindow()
        super().__init__(window)
        self.window = window
        noon = datetime.combine(TODAY, time(12)).timestamp()
        self.situation = Situation(Settings(), home / "settings.json", Clocks(wall=lambda: noon), self)
        self.ledger = Ledger(history, self)
        self.first = QWidget(self.window)
        self.text = QLineEdit(self.first)
        QVBoxLayout(self.first).addWidget(self.text)
        for name, page in (("today", self.first), ("follow", QWidget(self.window))):
            self.window.add_page(name, page)
        self.editing = Editing(self.window, self.situation, self.ledger, self)
        self.ledger.history_changed.connect(self.situation.set_history)
        self.ledger.history_changed.connect(self.editing.history_changed)
        self.ledger.undo_changed.connect(self.editing.undo_changed)
        self.ledger.undone.connect(self.editing.undone)
        self.ledger.redo_changed.connect(self.editing.redo_changed)
        self.ledger.redone.connect(self.editing.redone)
        self.situation.set_history(history)
        self.situation.set_ready()
        self.window.open_page("today")
        self.window.show()

    @property
    def editor(self) -> SessionEditor:
        return self.editing.page

    @property
    def said(self) -> str:
        return self.window.undo_line.text

    @property
    def sessions(self) -> tuple[SessionRecord, ...]:
        return self.situation.history.sessions

    @property
    def step(self) -> int:
        return self.situation.agenda.decision.step

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key, modifier)
            QCoreApplication.processEvents()

    def undo(self) -> None:
        self.press(Key.Key_Z, control=True)


def interrupt(room: Room) -> None:
    """The last day's session was interrupted, and may go on."""
    room.ledger.edit_session(replace(OPEN, plan=""))  # a history that is read has no plans
    room.situation.set_unfinished(OPEN)


@pytest.fixture
def room(qtbot: QtBot, home: Path) -> Room:
    assets.ensure_resources()
    room = Room(History(DAYS), home)
    qtbot.addWidget(room.window)
    qtbot.waitActive(room.window)
    return room


def test_an_answer_is_changed_and_the_advice_follows_at_once(room: Room, qtbot: QtBot) -> None:
    assert room.step == 2
    room.editing.edit(DAYS[1].uuid)
    assert room.window.page == PAGE
    assert DAYS[1].main_exercise_id in room.editor.title.text()
    room.press(Key.Key_Tab, Key.Key_6)
    qtbot.waitUntil(lambda: "advises step 1 instead of step 2" in room.editor.effect.text())
    assert room.step == 2  # nothing changes before it is saved
    room.press(Key.Key_Return, control=True)
    assert room.window.page == "today"
    assert room.sessions == (DAYS[0], replace(DAYS[1], answers=replace(DAYS[1].answers, pain_worst=6)), DAYS[2])
    assert room.step == 1
    assert "was changed" in room.said
    assert "Hinge now advises step 1 instead of step 2." in room.said


def test_what_does_not_change_the_advice_says_so(room: Room, qtbot: QtBot) -> None:
    room.editing.edit(DAYS[1].uuid)
    room.press(Key.Key_2)
    qtbot.waitUntil(lambda: room.editor.effect.text() == "What Hinge advises stays the same.")
    room.press(Key.Key_Return, control=True)
    assert "advises" not in room.said


def test_ctrl_z_takes_a_change_back_and_says_what(room: Room) -> None:
    room.editing.edit(DAYS[1].uuid)
    room.press(Key.Key_Tab, Key.Key_6)
    room.press(Key.Key_Return, control=True)
    room.undo()
    assert room.sessions == DAYS
    assert "the change to a session" in room.said
    assert "Hinge now advises step 2 instead of step 1." in room.said
    room.undo()
    assert room.said == "There is nothing to take back."
    assert room.sessions == DAYS


def test_what_was_deleted_comes_back_by_the_button_of_the_line(room: Room) -> None:
    room.editing.delete(DAYS[2].uuid)
    assert room.sessions == DAYS[:2]
    assert "is in the bin" in room.said
    assert room.window.undo_line.undo.isVisible()
    room.window.undo_line.undo.click()
    assert room.sessions == DAYS
    assert "out of the bin" in room.said
    assert not room.window.undo_line.undo.isVisible()


def test_a_session_is_deleted_from_its_editor(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.editor.delete.setFocus()
    room.press(Key.Key_Return)
    assert room.window.page == "today"
    assert room.sessions == DAYS[1:]


def test_in_a_text_field_ctrl_z_belongs_to_the_field(room: Room) -> None:
    room.editing.delete(DAYS[2].uuid)
    room.text.setFocus()
    room.press(Key.Key_A)
    room.undo()
    assert room.text.text() == ""
    assert room.sessions == DAYS[:2]
    room.undo()
    assert room.sessions == DAYS[:2]


def test_while_something_is_practised_nothing_is_taken_back(room: Room) -> None:
    room.editing.delete(DAYS[2].uuid)
    room.window.open_page("follow")
    assert room.said == ""
    room.undo()
    room.press(Key.Key_Y, control=True)
    assert room.sessions == DAYS[:2]


def test_while_the_window_is_locked_nothing_is_taken_back(room: Room) -> None:
    room.editing.delete(DAYS[2].uuid)
    room.window.lock(True)
    room.window.setFocus()
    room.undo()
    assert room.sessions == DAYS[:2]
    room.window.lock(False)
    room.window.setFocus()
    room.undo()
    assert room.sessions == DAYS


def test_in_the_editor_what_is_not_saved_is_taken_back_first(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.press(Key.Key_Return, control=True)
    assert room.said == ""  # nothing was changed, so nothing is kept anew
    room.editing.delete(DAYS[2].uuid)
    room.editing.edit(DAYS[0].uuid)
    room.press(Key.Key_7)
    room.undo()
    assert room.editor.record == DAYS[0]
    assert room.sessions == DAYS[:2]
    room.undo()
    assert room.sessions == DAYS


def test_a_session_that_is_gone_closes_its_editor(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.ledger.delete_session(DAYS[0].uuid)
    assert room.window.page == "today"
    room.editing.edit(DAYS[0].uuid)
    assert room.window.page == "today"


def test_what_is_changed_elsewhere_is_shown_unless_something_else_stands_there(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.ledger.edit_session(replace(DAYS[0], next_morning_pain=2))
    assert room.editor.answers.morning.value == 2
    room.press(Key.Key_7)
    room.ledger.edit_session(replace(DAYS[0], next_morning_pain=3))
    assert room.editor.answers.before.value == 7


def test_an_interrupted_session_that_is_changed_is_not_gone_on_with(room: Room) -> None:
    interrupt(room)
    room.editing.delete(DAYS[1].uuid)
    assert room.situation.unfinished == OPEN
    room.editing.delete(OPEN.uuid)
    assert room.situation.unfinished is None


def test_leaving_goes_back_to_where_one_was(room: Room, qtbot: QtBot) -> None:
    room.text.setFocus()
    room.editing.edit(DAYS[0].uuid)
    with qtbot.waitSignal(room.editing.closed, timeout=1000):
        room.press(Key.Key_Escape)
    assert room.window.page == "today"
    assert room.text.hasFocus()


def test_what_was_taken_back_is_done_again(room: Room) -> None:
    room.press(Key.Key_Y, control=True)
    assert room.said == "There is nothing to do again."
    room.editing.delete(DAYS[2].uuid)
    room.undo()
    assert room.step == 2
    room.press(Key.Key_Y, control=True)
    assert room.sessions == DAYS[:2]
    assert room.said == "Done again. Hinge now advises step 1 instead of step 2."
    room.undo()
    assert room.sessions == DAYS


def test_what_cannot_be_kept_is_not_said_to_be(room: Room) -> None:
    room.ledger.refuses = True
    room.editing.delete(DAYS[2].uuid)
    room.editing.refused("There is no room left on the disk.")
    assert room.said == ""
    assert room.sessions == DAYS
    room.window.undo_line.tell("Something else.", undo=False)
    room.editing.refused("There is no room left on the disk.")
    assert room.said == "Something else."


def test_who_leaves_the_editor_by_another_way_can_go_back_to_it(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.press(Key.Key_7)
    room.window.open_page("today")
    assert "is not saved" in room.said
    room.window.undo_line.undo.click()
    assert room.window.page == PAGE
    assert room.editor.record.answers.pain_before == 7
    assert room.sessions == DAYS
    room.press(Key.Key_Return, control=True)
    assert room.sessions[0].answers.pain_before == 7
    room.window.open_page("today")
    assert "is not saved" not in room.said


def test_a_change_of_another_session_throws_nothing_away_that_is_not_saved(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.press(Key.Key_7)
    room.window.open_page("today")
    room.editing.delete(DAYS[2].uuid)
    assert "is in the bin" in room.said
    room.window.undo_line.undo.click()
    assert room.sessions == DAYS
    room.window.open_page("today")
    assert "is not saved" in room.said
    room.window.undo_line.undo.click()
    assert room.window.page == PAGE
    assert room.editor.record.answers.pain_before == 7


def test_what_was_left_unsaved_never_overwrites_what_was_changed_since(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.press(Key.Key_7)
    room.window.open_page("today")
    room.ledger.edit_session(replace(DAYS[0], next_morning_pain=2))
    room.window.undo_line.undo.click()
    assert room.window.page == "today"
    room.editing.edit(DAYS[0].uuid)
    assert room.editor.record == replace(DAYS[0], next_morning_pain=2)


def test_closing_the_window_asks_while_something_is_not_saved(room: Room) -> None:
    room.editing.edit(DAYS[0].uuid)
    room.press(Key.Key_7)
    assert not room.window.close()
    assert "not saved" in room.editor.asking.asked
    room.editor.asking.yes.click()
    assert room.window.page == "today"
    assert room.said == ""
    assert room.window.close()


def test_a_session_that_is_gone_cannot_go_on(room: Room) -> None:
    interrupt(room)
    room.ledger.edit_session(replace(DAYS[1], next_morning_pain=2))
    assert room.situation.unfinished == OPEN
    room.ledger.delete_session(OPEN.uuid)
    assert room.situation.unfinished is None


def test_a_session_goes_on_as_it_is_now_and_not_when_it_is_over(room: Room) -> None:
    interrupt(room)
    shorter = replace(OPEN, plan="", sets=(replace(OPEN.sets[0], done_reps=2),))
    room.ledger.edit_session(shorter)  # taken back, or taken over from the other computer
    assert room.situation.unfinished == replace(shorter, plan=OPEN.plan)
    room.ledger.edit_session(replace(shorter, ending=Ending.DONE))
    assert room.situation.unfinished is None


def test_undo_beside_a_sentence_takes_back_what_the_sentence_says(room: Room) -> None:
    room.editing.delete(DAYS[2].uuid)
    assert "is in the bin" in room.said
    room.ledger.edit_session(replace(DAYS[0], next_morning_pain=2))  # the morning after, answered on Today
    assert room.said == ""
    room.undo()
    assert "the change to a session" in room.said


def test_the_line_of_the_second_of_two_quick_changes_stays(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(room.ledger, "delete_session", said.append)  # the disk is slow
    for one in DAYS[1:]:
        room.editing.delete(one.uuid)
    for left in (DAYS[:2], DAYS[:1]):
        room.ledger.history_changed.emit(History(left))
    assert len(said) == 2
    assert "is in the bin" in room.said
