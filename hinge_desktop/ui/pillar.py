"""A column whose card stays in sight while the page beside it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

_AIR_PX = 24


class Pillar(QWidget):
    """A column as high as the row, in which a card slides so that it stays in sight."""

    def __init__(self, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        card.setParent(self)
        self._free, self._viewport, self._scrolled = True, 0, 0

    def set_free(self, free: bool, viewport_px: int) -> None:
        """``free``: the card slides, and ends with the viewport before the page is scrolled; else it is as it is."""
        self._free, self._viewport = free, viewport_px
        self.setMinimumHeight(self._least())
        self.setMaximumHeight(16777215 if free else max(self.minimumHeight(), viewport_px))
        self.place(self._scrolled)

    def place(self, scrolled_px: int) -> None:
        """Slide the card to where it is seen when the page is scrolled so far, as far as that goes."""
        self._scrolled = scrolled_px
        room = self._viewport - self.y() - _AIR_PX
        high = max(self._least(), min(self.height(), room)) if self._free else self.height()
        y = max(0, min(scrolled_px - self.y() + _AIR_PX, self.height() - high)) if self._free else 0
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
        self.place(self._scrolled)

    def moveEvent(self, event: QMoveEvent) -> None:
        """What stands above has become higher or lower."""
        super().moveEvent(event)
        self.place(self._scrolled)
