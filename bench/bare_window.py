"""A bare PySide6 window that prints the clock at its first painted frame and ends; see ``start_to_frame.py``."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    """One line across the window."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, tell the time, end at once."""
        with QPainter(self) as painter:
            painter.drawLine(0, 0, self.width(), self.height())
        print(f"first frame {time.monotonic_ns()}", flush=True)
        os._exit(0)


application = QApplication(sys.argv)
window = BareWindow()
window.resize(1100, 760)
window.show()
sys.exit(application.exec())
