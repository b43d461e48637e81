"""Ten stairs to come, for the Progress page that has nothing to draw yet."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hinge_desktop.ui.theme import current_theme

STEPS = 10


class EmptyStairs(QWidget):
    """Ten numbered stairs, the first with the ring of where one stands. It says nothing that the words do not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Broad and not high; it grows with the page."""
        theme = current_theme()
        return QSize(theme.px(320), theme.px(190))

    def minimumSizeHint(self) -> QSize:
        """Stairs that can still be counted."""
        return QSize(200, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Treads in a quiet colour, a number on each."""
        theme = current_theme()
        radius = min(theme.px(13), self.width() / STEPS * 0.3)
        tread = (self.width() - 8) / STEPS
        foot, head = self.height() - 6.0, 2 * radius + 10.0
        rise = (foot - head) / STEPS
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font("small", bold=True))
            for step in range(STEPS):
                left, high = 4 + step * tread, foot - step * rise
                painter.setPen(QPen(theme.colour("track"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawLine(QPointF(left, high), QPointF(left + tread, high))
                if step:
                    painter.drawLine(QPointF(left, high + rise), QPointF(left, high))
                mark = QRectF(0, 0, 2 * radius, 2 * radius)
                mark.moveCenter(QPointF(left + tread / 2, high - radius - 5))
                painter.setPen(QPen(theme.colour("track" if step else "accent"), 2.5))
                painter.setBrush(theme.colour("card"))
                painter.drawEllipse(mark)
                painter.setPen(theme.colour("muted" if step else "accent_text"))
                painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(step + 1))
