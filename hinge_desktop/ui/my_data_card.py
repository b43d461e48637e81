"""What every part of My data is: a card with buttons, and a line that says what became of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QListWidget, QWidget

from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Button, Card, FlowRow, Words

ROWS = 6
"""A list shows so many rows; the rest scrolls."""


class DataCard(Card):
    """A heading, a hint, what stands below it, and one line of what was said last.

    Signals:
        used(): something was asked for here; what is told next belongs here.
    """

    used = Signal()

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding_px=24, gap_px=12)
        self.setAccessibleName(title)
        self.title = title
        self.add(Words(title, "heading", self))
        self.add(Words(hint, "muted", self))
        self._said = Words("", "teal", self)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.hide()

    @property
    def line(self) -> QWidget:
        """The line of what was said."""
        return self._said

    @property
    def said(self) -> str:
        """What was said last; empty when nothing was."""
        return "" if self._said.isHidden() else self._said.text()

    def say(self, sentence: str) -> None:
        """Say this in the card; an empty sentence takes back what was said."""
        self._said.show_text(sentence)

    def _buttons(self, *buttons: QAbstractButton) -> FlowRow:
        row = FlowRow(self)
        for button in buttons:
            row.add(button)
        self.add(row)
        return row

    def _button(self, text: str, hint: str = "", key: str = "") -> Button:
        """A button of the card. Whoever connects it afterwards answers after the card is known to be in use."""
        button = Button(text, "secondary", self, key=key)
        button.clicked.connect(self.used)
        if hint:
            button.setAccessibleDescription(hint)
        return button

    def _end(self) -> None:
        """The line stands last; call it when all else is there."""
        self.add(self._said)
        self.column.addStretch(1)


class RowList(QListWidget):
    """A short list, as high as what it holds. Enter does with a row what its first button does.

    Signals:
        entered_row(): Enter was pressed on a row.
    """

    entered_row = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("kind", "rows")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def show_rows(self, rows: list[str]) -> None:
        """Show these; the chosen place stays where it was, as far as there are rows."""
        at = max(0, self.currentRow())
        self.clear()
        self.addItems(rows)
        if rows:
            self.setCurrentRow(min(at, len(rows) - 1))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        rows = sum(self._row_height(self.item(row).text()) for row in range(min(ROWS, self.count())))
        return QSize(current_theme().px(300), rows + 2 * self.frameWidth() + 4)

    def _row_height(self, text: str) -> int:
        """Of the words as they wrap now, with the air around them that the style sheet gives a row."""
        theme, wrap = current_theme(), Qt.TextFlag.TextWordWrap
        room = max(1, self.viewport().width() - 2 * theme.space(8) - 8)
        return self.fontMetrics().boundingRect(0, 0, room, 0, int(wrap), text).height() + 2 * theme.space(4) + 2

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower."""
        return QSize(current_theme().px(180), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower list wraps its rows."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)
