"""What the Follow-along page may ask while the session stands still: whether to leave, and how much it hurts."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from hinge_desktop.ui.follow_parts import PainAnswer, PainPanel

Question = Literal["", "leave", "pain"]


class Asking(QObject):
    """Knows which question is open, and what follows from its answer. The page shows it.

    Signals:
        opened(str), closed(str): the question, so that the page makes room and takes it back.
        pause_requested(), resume_requested(), leave_requested(): as on the page.
        pain_told(PainAnswer), stop_requested(PainAnswer): as on the page.
    """

    opened = Signal(str)
    closed = Signal(str)
    pause_requested = Signal()
    resume_requested = Signal()
    leave_requested = Signal()
    pain_told = Signal(object)
    stop_requested = Signal(object)

    def __init__(self, panel: PainPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._what: Question = ""
        self._was_running = False
        panel.answered.connect(self._pain_answered)
        panel.stop_chosen.connect(self._pain_stopped)
        panel.closed.connect(self.close)

    @property
    def what(self) -> Question:
        """The open question, empty for none."""
        return self._what

    def forget(self) -> None:
        """A new session begins; nothing is asked."""
        self._what, self._was_running = "", False

    def ask(self, what: Question, *, running: bool) -> None:
        """Open a question, in place of the one that is open. ``running``: the session was going on."""
        if not self._what:
            self._was_running = running
        self._what = what
        self.opened.emit(what)
        self.pause_requested.emit()

    def close(self) -> None:
        """Nothing is answered; a session that only asked about leaving goes on as it was."""
        if self._end() == "leave" and self._was_running:
            self.resume_requested.emit()

    def leave(self) -> None:
        """Leaving was confirmed."""
        self._end()
        self.leave_requested.emit()

    def _end(self) -> Question:
        was, self._what = self._what, ""
        self.closed.emit(was)
        return was

    def _pain_answered(self, answer: PainAnswer) -> None:
        self._end()
        self.pain_told.emit(answer)
        if not answer.ends_session:
            self.resume_requested.emit()

    def _pain_stopped(self, answer: PainAnswer) -> None:
        self._end()
        self.stop_requested.emit(answer)
