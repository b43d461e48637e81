"""A question in the page that is asked once, with its two answers beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words


class AskOnce(Card):
    """Hidden until something is asked. Esc is the answer that changes nothing, and has the focus at first.

    Signals:
        agreed(): do it. declined(): leave it as it is.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "warm", padding_px=16, gap_px=10)
        self._words = Words("", "body", self)
        self.add(self._words)
        row = FlowRow(self)
        self.no = Button("", "secondary", row, key="Esc")
        self.yes = Button("", "secondary", row)
        for button in (self.no, self.yes):
            row.add(button)
        self.add(row)
        self.no.clicked.connect(self._decline)
        self.yes.clicked.connect(self._agree)
        self._back: QWidget | None = None
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._bring_into_sight)
        self.hide()

    @property
    def asked(self) -> str:
        """The question that is open; empty while none is."""
        return "" if self.isHidden() else self._words.text()

    def ask(self, question: str, yes: str, no: str) -> None:
        """Ask; the focus returns to where it is now."""
        self._back = self.window().focusWidget()
        self._words.setText(question)
        self.setAccessibleName(question)
        for button, text in ((self.yes, yes), (self.no, no)):
            button.set_text(text)
            button.setAccessibleDescription(question)
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
        self._laid_out.start()

    def withdraw(self) -> None:
        """Ask no more; nothing is told."""
        focused: QWidget | None = self.window().focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if held and self._back is not None and self._back.isEnabled():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc changes nothing."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._decline()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _bring_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.isVisible():
            above.ensureWidgetVisible(self, 40, 24)

    def _agree(self) -> None:
        self.withdraw()
        self.agreed.emit()

    def _decline(self) -> None:
        self.withdraw()
        self.declined.emit()
