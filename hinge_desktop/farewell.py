"""Being told to end: by the desktop at log-out, by a signal, by Ctrl+C in a terminal. Nobody can be asked then."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QGuiApplication, QSessionManager

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")

_BEHIND_THE_FIRST = {
    getattr(signal, name): signal.SIG_DFL if name == "SIGINT" else signal.SIG_IGN
    for name in SIGNALS
    if hasattr(signal, name)
}
"""What a further one does while the program closes. A terminal that goes away hangs up twice, and a system that ends
sends both: what is to be written is written all the same. A second Ctrl+C is a wish, and ends it at once.
"""


class Farewell(QObject):
    """Hears of it and says so.

    Signals:
        log_out_announced(): the desktop asks to keep what is open; the log-out may still be called off.
        end_requested(): the program ends now.
    """

    log_out_announced = Signal()
    end_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pipe: tuple[int, int] | None = None
        self._ear: QSocketNotifier | None = None
        self._before: dict[int, Any] = {}

    def listen(self) -> None:
        """From now on; call it after the first paint, in the main thread."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._on_log_out)
        if sys.platform == "win32" or self._pipe is not None:  # there it is the desktop alone that says so
            return
        # Python hears of a signal when it next runs, which in Qt's event loop may be never: a byte wakes it.
        self._pipe = reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._ear = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._on_signal)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for name in SIGNALS:
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
                self._before[number] = signal.signal(number, _heard)

    def close(self) -> None:
        """Everything as it was before."""
        self._end_with(self._before)

    def _end_with(self, handlers: Mapping[int, Any]) -> None:
        if self._pipe is None:
            return
        signal.set_wakeup_fd(-1)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if self._ear is not None:
            self._ear.setEnabled(False)
        for end in self._pipe:
            os.close(end)
        self._pipe = None

    @Slot(object)
    def _on_log_out(self, manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)  # who wants Hinge opens it
        self.log_out_announced.emit()

    @Slot()
    def _on_signal(self) -> None:
        if self._pipe is None:
            return
        os.read(self._pipe[0], 4096)
        self._end_with({number: _BEHIND_THE_FIRST[number] for number in self._before})
        self.end_requested.emit()


def _heard(_number: int, _frame: object) -> None:
    """The byte in the pipe says it."""
