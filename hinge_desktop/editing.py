"""Putting right what is kept: a session changed or deleted, and the last change taken back."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from hinge_desktop.session_words import decision_with, editable, effect, new_advice
from hinge_desktop.situation import Situation
from hinge_desktop.training.gate import Decision
from hinge_desktop.training.records import Binned, History, SessionRecord
from hinge_desktop.ui.change_names import taken_back
from hinge_desktop.ui.day_names import day_text
from hinge_desktop.ui.keys import sequences
from hinge_desktop.ui.session_editor import SessionEditor
from hinge_desktop.ui.window import MainWindow

WEIGH_AFTER_MS = 120
"""An answer is shown before what follows from it is worked out, and two digits are one answer."""
PAGE = "session"
"""The name of the page."""
_PRACTICE = frozenset({"follow", "finish"})
_NOT_THERE = _PRACTICE | {"screening"}
"""Pages of a practice, and those on which a key takes nothing back."""


class Ledger(Protocol):
    """What is changed: the history's keeper, or a list in a test."""

    def edit_session(self, record: SessionRecord) -> None: ...
    def delete_session(self, uuid: str) -> None: ...
    def put_back(self, uuid: str) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...


class Editing(QObject):
    """Opens the editor, has the history changed, and says in the line below the pages what was done.

    Connect the keeper's ``history_changed`` (behind the situation's own), ``undo_changed`` and ``undone``.

    Signals:
        closed(): the editor was left.
    """

    closed = Signal()

    def __init__(self, window: MainWindow, situation: Situation, ledger: Ledger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._situation, self._ledger = window, situation, ledger
        self._made: SessionEditor | None = None
        self._came_from = ""
        self._focused: QWidget | None = None
        self._advised: Decision | None = None  # before the change that is under way
        self._unwritten = 0  # changes of here that the history has not yet
        self._theirs = False  # what was written last came from elsewhere
        self._next_undo, self._next_redo = "", ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WEIGH_AFTER_MS)
        self._soon.timeout.connect(self._weigh)
        self._left_unsaved = False  # the editor was left by another way than its own
        window.undo_line.undo_requested.connect(self.undo)
        window.page_opened.connect(self._page_opened)
        back, *again = sequences("undo")
        QShortcut(QKeySequence(back), window).activated.connect(self.undo)
        for keys in again:
            QShortcut(QKeySequence(keys), window).activated.connect(self.redo)
        window.close_requested.connect(self._close_requested)

    @property
    def page(self) -> SessionEditor:
        """The editor; it is made when it is first wanted."""
        if self._made is None:
            self._made = page = SessionEditor(self._window)  # not at the start: it takes as long as a page there
            page.record_changed.connect(self._changed)
            page.save_requested.connect(self._save)
            page.delete_requested.connect(self.delete)
            page.closed_requested.connect(self._close)
            self._window.add_page(PAGE, page)
        return self._made

    # -- one session ----------------------------------------------------------------------------

    @Slot(str)
    def edit(self, uuid: str) -> None:
        """Open a session to be put right; one that is not there any more is passed over."""
        session = self._find(uuid)
        if session is None:
            return
        self._left_unsaved = False
        if self._window.page != PAGE:
            self._came_from, self._focused = self._window.page, self._window.focusWidget()
        self.page.show_session(editable(self._situation.agenda, session))
        self._window.hold_open(False)
        self._window.open_page(PAGE)
        self.page.begin()

    @Slot(str)
    def delete(self, uuid: str) -> None:
        """Put a session into the bin."""
        session = self._find(uuid)
        if session is None:
            return
        self._begin_change(uuid, session.local_day, self.tr("The session of {day} is in the bin."))
        self._ledger.delete_session(uuid)

    @Slot(object)
    def put_back(self, binned: Binned) -> None:
        """Take a session out of the bin."""
        self._begin_change(binned.uuid, binned.local_day, self.tr("The session of {day} is back."))
        self._ledger.put_back(binned.uuid)

    @Slot(object)
    def _save(self, record: SessionRecord) -> None:
        self._begin_change(record.uuid, record.local_day, self.tr("The session of {day} was changed."))
        self._ledger.edit_session(record)

    def _begin_change(self, uuid: str, day: date, said: str) -> None:
        """Say it, leave the editor and remember what is advised now.

        An interrupted session that is changed is not gone on with at once.
        """
        self._left_unsaved = False
        shown = None if self._made is None else self._made.session
        if shown is not None and shown.record.uuid == uuid:  # another one's changes wait there until it is opened
            self.page.take_back()
        self._window.undo_line.tell(said.format(day=day_text(day)), undo=True)
        self._close()
        self._begin()
        unfinished = self._situation.unfinished
        if unfinished is not None and unfinished.uuid == uuid:
            self._situation.set_unfinished(None)

    def _begin(self) -> None:
        self._advised, self._unwritten = self._situation.agenda.decision, self._unwritten + 1

    @Slot(object)
    def _changed(self, _record: SessionRecord) -> None:
        """Something else stands in the editor: closing the window asks, and what follows from it is said soon."""
        self._window.hold_open(self.page.changed)
        self._soon.start()

    @Slot()
    def _weigh(self) -> None:
        """Say what the advice would be with the session as it stands in the editor. Years of them take a moment."""
        if self._window.page != PAGE or not self.page.changed:
            return
        agenda = self._situation.agenda
        self.page.show_effect(effect(agenda.decision, decision_with(agenda, self.page.record)))

    # -- taking back ----------------------------------------------------------------------------

    @property
    def _may_turn(self) -> bool:
        """Nothing is practised or asked now, so a key may change what is kept."""
        window = self._window
        return self._situation.ready and window.page not in _NOT_THERE and not window.rail.isHidden()

    @Slot()
    def undo(self) -> None:
        """Take the last change back: what stands in the editor and is not kept yet, else what was kept last."""
        if not self._may_turn:
            return
        line = self._window.undo_line
        if self._left_unsaved:
            self._return()
        elif self._window.page == PAGE and self.page.take_back():
            self._window.hold_open(False)
            line.tell(self.tr("Taken back: what you changed here. The session stands here as it is kept."), undo=False)
        elif not self._next_undo:
            line.tell(self.tr("There is nothing to take back."), undo=False)
        else:
            self._begin()
            line.withdraw()
            self._ledger.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self._may_turn or (self._window.page == PAGE and self.page.changed):
            return
        if not self._next_redo:
            self._window.undo_line.tell(self.tr("There is nothing to do again."), undo=False)
            return
        self._begin()
        self._window.undo_line.withdraw()
        self._ledger.redo()

    @Slot(str)
    def redo_changed(self, change: str) -> None:
        """What would be done again next; empty for nothing."""
        self._next_redo = change

    @Slot(str)
    def redone(self, change: str) -> None:
        """What was taken back is done again."""
        if change:
            self._say_turned(self.tr("Done again."), undo=True)

    @Slot(str)
    def refused(self, _why: str) -> None:
        """A change could not be kept, and the banner says why: nothing more is said of it as if it had been."""
        if self._unwritten:
            self._advised, self._unwritten = None, self._unwritten - 1
            self._window.undo_line.withdraw()

    @Slot(str)
    def undo_changed(self, change: str) -> None:
        """What would be taken back next; empty for nothing."""
        self._next_undo, line = change, self._window.undo_line
        if self._theirs and not line.undo.isHidden() and not self._left_unsaved:
            line.withdraw()  # it came from elsewhere: Undo would take that back, and not what the line speaks of

    @Slot(str)
    def undone(self, change: str) -> None:
        """A change was taken back; the history as it is now may be told before or after."""
        if change:
            self._say_turned(taken_back(change), undo=False)

    def _say_turned(self, words: str, *, undo: bool) -> None:
        news = () if self._unwritten else self._new_advice()
        self._window.undo_line.tell(" ".join((words, *news)), undo=undo)

    @Slot(object)
    def history_changed(self, _history: History) -> None:
        """Something was written down: what is shown of it is shown anew, and what is advised now is said."""
        line = self._window.undo_line
        self._theirs, self._unwritten = not self._unwritten, max(0, self._unwritten - 1)
        if line.text and (news := self._new_advice()):
            line.tell(" ".join((line.text, *news)), undo=not line.undo.isHidden())
        if self._window.page == PAGE and self.page.session is not None and not self.page.changed:
            session = self._find(self.page.session.record.uuid)
            if session is None:
                self._close()
            else:
                self.page.show_session(editable(self._situation.agenda, session))

    def _new_advice(self) -> tuple[str, ...]:
        """One sentence, when another step is advised than before the change; each is said once."""
        before, self._advised = self._advised, None
        return new_advice(before, self._situation.agenda.decision)

    # -- the page -------------------------------------------------------------------------------

    @Slot()
    def _close(self) -> None:
        """Back to where the editor was opened from."""
        if self._window.page != PAGE:
            return
        self._soon.stop()
        self.page.take_back()
        self._window.hold_open(False)
        self._window.open_page(self._came_from or "today")
        if self._focused is not None and isValid(self._focused) and self._focused.isVisible():
            self._focused.setFocus()
        self._focused = None
        self.closed.emit()

    @Slot(str)
    def _page_opened(self, page: str) -> None:
        """While something is practised or asked, nothing below it draws the eye.

        Who leaves the editor by another way has its changes kept there until the next session is opened.
        """
        line = self._window.undo_line
        if page != PAGE and self._made is not None and self._made.changed and not self._left_unsaved:
            self._left_unsaved = True
            self._window.hold_open(False)
            line.tell(self.tr("What you changed in the session is not saved. Undo goes back to it."), undo=True)
        line.wait(page in _NOT_THERE or self._window.rail.isHidden())
        if page in _PRACTICE:
            line.withdraw()

    def _return(self) -> None:
        """Back to what stands in the editor and is not saved, unless the session was changed otherwise meanwhile."""
        self._left_unsaved = False
        self._window.undo_line.withdraw()
        shown = self.page.session
        if shown is not None and self._find(shown.record.uuid) == shown.record:
            self._window.open_page(PAGE)
            self._changed(self.page.record)
            self.page.begin()
        else:
            self.page.take_back()

    @Slot()
    def _close_requested(self) -> None:
        """The window is to be closed while something stands in the editor that is not saved."""
        if self._window.page == PAGE:
            self.page.leave()

    def _find(self, uuid: str) -> SessionRecord | None:
        return next((one for one in self._situation.history.sessions if one.uuid == uuid), None)
