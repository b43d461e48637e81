"""The bare program that ``installed.py`` holds an installed Hinge against: one line across a window that stays open."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    """One line across the window."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        with QPainter(self) as painter:
            painter.drawLine(0, 0, self.width(), self.height())


application = QApplication(sys.argv)
window = BareWindow()
window.resize(1100, 760)
window.show()
sys.exit(application.exec())
