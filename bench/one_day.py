"""Hinge opened and closed once, as on the day before: it leaves the recording that the next start plays."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from hinge_desktop import settings
from hinge_desktop.app import build
from hinge_desktop.paths import Places

application = QApplication(sys.argv[:1])
places = Places.usual()
app = build(settings.load(places.settings)[0], places)
app.open()
loop = QEventLoop()
app.keeper.ready.connect(loop.quit)
loop.exec()
QTimer.singleShot(300, loop.quit)
loop.exec()
app.window.close()
app.close()
