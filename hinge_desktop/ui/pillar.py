"""A column whose card stays in sight while the page beside it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Pillar(QWidget):
    """A column as high as the row, in which a card slides so that it stays in sight."""

    def __init__(self, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        card.setParent(self)
        self._free, self._room, self._top = True, 0, 0

    def set_free(self, free: bool, room_px: int) -> None:
        """``free``: the card slides and is at most ``room_px`` high; else it takes what it needs."""
        self._free, self._room = free, room_px
        self.setMinimumHeight(self._least())
        self.setMaximumHeight(16777215 if free else max(self.minimumHeight(), room_px))
        self.place(self._top)

    def place(self, top_px: int) -> None:
        """Slide the card to ``top_px`` below the top of the row, as far as that goes."""
        self._top = top_px
        high = max(self._least(), min(self.height(), self._room)) if self._free else self.height()
        y = max(0, min(top_px, self.height() - high)) if self._free else 0
        self._card.setGeometry(0, y, self.width(), high)

    def _least(self) -> int:
        """The least height of the card at this width: its words may wrap."""
        layout = self._card.layout()
        return layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0

    def minimumSizeHint(self) -> QSize:
        """That of the card."""
        return self._card.minimumSizeHint()

    def sizeHint(self) -> QSize:
        """That of the card."""
        return self._card.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in its place."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.setMinimumHeight(self._least())
        self.place(self._top)
