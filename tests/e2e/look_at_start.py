"""Start the program as a user does, without root's rights; print what its window says, one line each.

The lines: ``page NAME``, ``says SENTENCE`` for each sentence in the banner, ``settings say SENTENCE`` for each notice
on the Settings page. Then the window is closed, as a user closes it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLabel, QPushButton

from hinge_desktop import app as program
from hinge_desktop import start
from hinge_desktop.paths import Places
from hinge_desktop.settings import Settings

SETTLED_MS = 400
"""From the last sign of the history to the look."""


class Eyes(QObject):
    """Looks once, when the history has been opened or has been refused."""

    def __init__(self, app: program.App) -> None:
        super().__init__(app)
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        app.keeper.ready.connect(self._wait)
        app.keeper.storage_failed.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        self._timer.start(SETTLED_MS)

    @Slot()
    def _look(self) -> None:
        window = self._app.window
        print("page", window.page)
        while sentence := window.banner.text:
            print("says", sentence)
            window.banner.findChild(QPushButton).click()
        self._app.settings_page.show()  # what stands there is built when it is first shown
        for label in self._app.settings_page.findChildren(QLabel):
            for line in label.text().splitlines():
                if "left out" in line:
                    print("settings say", line)
        window.close()


def become_nobody() -> None:
    """Whoever is root may write anywhere; the rest of this process may not."""
    if sys.platform.startswith("linux") and os.getuid() == 0:
        header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
            raise OSError(ctypes.get_errno(), "the rights could not be given up")


def main() -> int:
    """Start, look, close; the exit code of the program."""
    become_nobody()
    build = program.build

    def build_with_eyes(settings: Settings, places: Places, **named: Any) -> program.App:
        app = build(settings, places, **named)
        Eyes(app)
        return app

    program.build = build_with_eyes  # type: ignore[assignment]
    return start.run()


if __name__ == "__main__":
    sys.exit(main())
