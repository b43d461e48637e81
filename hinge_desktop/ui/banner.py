"""The line above every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from hinge_desktop.ui.announcer import Announcer
from hinge_desktop.ui.widgets import Button, Words


class Banner(QFrame):
    """One calm line above the page: storage, read-only, notices. It stays until it is closed.

    Several sentences wait in their order; the same one is not told twice.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._sentences: list[str] = []
        self._announcer = Announcer(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        self._words = Words("", "body", self)
        self._close = Button(self.tr("Understood"), "quiet", self)
        self._close.clicked.connect(self._next)
        row.addWidget(self._words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when hidden."""
        return self._sentences[0] if self._sentences else ""

    def tell(self, sentence: str, *, at_once: bool = False) -> None:
        """Show a sentence, after those that were not closed yet, or ``at_once`` before them."""
        if sentence and sentence not in self._sentences:
            self._sentences.insert(0 if at_once else len(self._sentences), sentence)
            self._show()
            self._announcer.announce(sentence)

    def _next(self) -> None:
        self._sentences = self._sentences[1:]
        self._show()

    def _show(self) -> None:
        self._words.setText(self.text)
        self.setAccessibleName(self.text)
        self.setVisible(bool(self._sentences))
