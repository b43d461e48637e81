"""What a report of a problem needs, put on the clipboard: the doctor's sheet, made by another process meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from hinge_desktop.doctor_desk import PATIENCE_S, own_command, own_surroundings

LONGEST_MS = round(3000 * PATIENCE_S)
"""The doctor looks at a desktop for a third of it at most, and at the rest as long as the history is large."""


class SelfReport(QObject):
    """Has the doctor look, and takes its sheet to the clipboard.

    Signals:
        looking_changed(bool): it is under way, or no more.
        told(str): what became of it; for the user.
    """

    looking_changed = Signal(bool)
    told = Signal(str)

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._command = list(command or own_command())
        self._process: QProcess | None = None
        self._folder: Path | None = None
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(LONGEST_MS)
        self._watch.timeout.connect(self._on_over)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @Slot()
    def copy(self) -> None:
        """Look; a wish while one is under way is the same wish."""
        if self._process is not None:
            return
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="hinge-"))
        except OSError:
            self.told.emit(self.tr("There is no room for a temporary file: make room on the disk, then try again."))
            return
        surroundings = QProcessEnvironment.systemEnvironment()
        for name, value in own_surroundings().items():
            surroundings.insert(name, value)
        for name in ("TMPDIR", "TEMP", "TMP"):  # it looks at a copy of the history, which goes with the folder
            surroundings.insert(name, str(self._folder))
        self._process = process = QProcess(self)  # on Windows it opens no console of its own
        process.setProcessEnvironment(surroundings)
        if sys.platform != "win32":  # so that the one that it has look at the desktop ends with it
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CreateNewSession)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._on_over)
        process.errorOccurred.connect(self._on_over)
        self._watch.start()
        self.looking_changed.emit(True)
        process.start(self._command[0], [*self._command[1:], "doctor", "-o", str(self._folder / "sheet.txt")])

    @Slot()
    def close(self) -> None:
        """Look no longer."""
        self._let_go()

    @Slot()
    def _on_over(self) -> None:
        if self._process is None or self._folder is None:
            return
        try:
            sheet = (self._folder / "sheet.txt").read_text(encoding="utf-8")
        except OSError:
            sheet = ""
        self._let_go()
        self.looking_changed.emit(False)
        if sheet:
            QGuiApplication.clipboard().setText(sheet)
            self.told.emit(self.tr("Copied. Read it, then paste it into your report with Ctrl+V."))
        else:
            self.told.emit(self.tr("Hinge could not look at itself here; try hinge-desktop doctor in a terminal."))

    def _let_go(self) -> None:
        self._watch.stop()
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._on_over)
            process.errorOccurred.disconnect(self._on_over)
            if process.state() is not QProcess.ProcessState.NotRunning:
                _end(process)
            process.deleteLater()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def _end(process: QProcess) -> None:
    """End it, and what it began. It changes nothing, so it is not asked to."""
    if sys.platform != "win32" and (leader := process.processId()):
        with suppress(OSError):  # it ended just now, or only begins
            os.killpg(leader, signal.SIGKILL)
    process.kill()
    process.waitForFinished(1000)
