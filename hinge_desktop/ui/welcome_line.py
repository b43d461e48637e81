"""How far one has come through a few steps: short bars, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme
from hinge_desktop.ui.widgets import Words

_BAR_PX, _GAP_PX, _HIGH_PX = 26, 6, 6


class _Bars(QWidget):
    """One bar for each step, filled as far as one is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = (0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, done: int, count: int) -> None:
        self._place = (done, count)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme, count = current_theme(), self._place[1]
        return QSize(theme.px(_BAR_PX) * count + _GAP_PX * (count - 1), theme.px(_HIGH_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, (done, count) = current_theme().palette, self._place
        wide = (self.width() - _GAP_PX * (count - 1)) / count
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for index in range(count):
                painter.setBrush(QColor(palette.teal if index < done else palette.track))
                bar = QRectF(index * (wide + _GAP_PX), 0, wide, self.height())
                painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)


class ProgressLine(QWidget):
    """``2 of 6`` beside its bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._bars = _Bars(self)
        self._words = Words("", "eyebrow", self, wrap=False)
        row.addWidget(self._bars, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words)
        row.addStretch(1)

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_place(self, place: int, count: int) -> None:
        """Show the ``place``-th of ``count``, counted from 1."""
        self._bars.show_place(place, count)
        self._words.setText(self.tr("{place} of {count}").format(place=place, count=count))
        self.setAccessibleName(self.tr("Step {place} of {count}").format(place=place, count=count))
