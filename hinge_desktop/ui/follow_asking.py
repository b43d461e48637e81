"""What the Follow-along page may ask while the session stands still: whether to leave, and how much it hurts."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from hinge_desktop.ui.follow_controls import Foot
from hinge_desktop.ui.follow_pain import PainAnswer, PainPanel
from hinge_desktop.ui.scanning import Scanner

Question = Literal["", "leave", "pain"]


class Asking(QObject):
    """Knows which question is open, and what follows from its answer. Leaving is asked in the foot, pain in place
    of the figure.

    Signals:
        opened(str), closed(str): the question, so that the page makes room and takes it back.
        pause_requested(), resume_requested(), leave_requested(): as on the page.
        pain_told(PainAnswer), stop_requested(PainAnswer): as on the page.
        spoken_requested(str): the question, for who does not look.
    """

    opened = Signal(str)
    closed = Signal(str)
    pause_requested = Signal()
    resume_requested = Signal()
    leave_requested = Signal()
    pain_told = Signal(object)
    stop_requested = Signal(object)
    spoken_requested = Signal(str)

    def __init__(self, place: QStackedWidget, panel: PainPanel, foot: Foot, scanner: Scanner, page: QWidget) -> None:
        """``place``: figure first, ``panel`` second."""
        super().__init__(page)
        self._place, self._panel, self._foot, self._scanner = place, panel, foot, scanner
        self._what: Question = ""
        self._was_running = False
        self._step: int | None = None
        panel.answered.connect(self._pain_answered)
        panel.stop_chosen.connect(self._pain_stopped)
        panel.closed.connect(self.close)
        panel.spoken_requested.connect(self.spoken_requested)
        foot.leaving.leave.clicked.connect(self.leave)
        foot.leaving.stay.clicked.connect(self.close)

    @property
    def what(self) -> Question:
        """The open question, empty for none."""
        return self._what

    def forget(self, step: int | None) -> None:
        """A session of ``step`` begins; nothing is asked. None is beside the ladder."""
        self._what, self._was_running, self._step = "", False, step
        self._show_figure()

    def ask(self, what: Question, *, running: bool) -> None:
        """Open a question, in place of the one that is open. ``running``: the session was going on."""
        if not self._what:
            self._was_running = running
        self._what = what
        self._foot.controls.setEnabled(what == "leave")
        self._foot.ask_leaving(what == "leave")
        self._place_panel(asked=what == "pain")
        self.opened.emit(what)
        self._begin(what)
        self.pause_requested.emit()

    def _begin(self, what: Question) -> None:
        if what == "pain":
            self._panel.ask(self._step)
            self._scanner.begin(self._panel.steps)
        else:
            self._foot.leaving.stay.setFocus(Qt.FocusReason.OtherFocusReason)
            self.spoken_requested.emit(self._foot.leaving.said)
            self._scanner.begin(self._foot.leaving.steps)

    @Slot()
    def close(self) -> None:
        """Nothing is answered; a session that only asked about leaving goes on as it was."""
        if self._end() == "leave" and self._was_running:
            self.resume_requested.emit()

    @Slot()
    def leave(self) -> None:
        """Leaving was confirmed."""
        self._end()
        self.leave_requested.emit()

    def _end(self) -> Question:
        was, self._what = self._what, ""
        self._show_figure()
        self.closed.emit(was)
        return was

    def _show_figure(self) -> None:
        self._scanner.end()
        self._foot.controls.setEnabled(True)
        self._foot.ask_leaving(False)
        self._place_panel(asked=False)

    def _place_panel(self, *, asked: bool) -> None:
        """The panel in place of the figure; while it is not asked it takes no room from who is shown."""
        policy = QSizePolicy.Policy.Preferred if asked else QSizePolicy.Policy.Ignored
        self._panel.setSizePolicy(policy, policy)
        self._place.setCurrentIndex(int(asked))

    def _pain_answered(self, answer: PainAnswer) -> None:
        self._end()
        self.pain_told.emit(answer)
        if not answer.ends_session:
            self.resume_requested.emit()

    def _pain_stopped(self, answer: PainAnswer) -> None:
        self._end()
        self.stop_requested.emit(answer)
