"""The line below every page that says what was just changed, and how to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.widgets import Button, Words


class UndoLine(QFrame):
    """One sentence, and Undo where there is something to take back. It stays until it is closed or something follows.

    Signals:
        undo_requested(): take the last change back.
    """

    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "undo")
        self._announcer = Announcer(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 16, 6)
        self._words = Words("", "body", self)
        self.undo = Button(self.tr("Undo"), "quiet", self, key="Ctrl Z")
        self.undo.clicked.connect(self.undo_requested)
        self.close_line = Button(self.tr("Close"), "quiet", self)
        self.close_line.setAccessibleDescription(self.tr("Close this line"))
        self.close_line.clicked.connect(self.withdraw)
        row.addWidget(self._words, 1)
        for button in (self.undo, self.close_line):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._waits = False
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is said, or waits to be; empty when there is none."""
        return self._words.text()

    def tell(self, sentence: str, *, undo: bool) -> None:
        """Say this; ``undo``: with the button that takes it back."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.undo.setVisible(undo)
        self.setVisible(not self._waits)
        self._announcer.announce(sentence)

    def withdraw(self) -> None:
        """Nothing is to be said any more."""
        self._words.setText("")
        self.hide()

    def wait(self, waits: bool) -> None:
        """Stay out of sight while something else is asked; what is said then is there afterwards."""
        self._waits = waits
        self.setVisible(bool(self.text) and not waits)
