"""One running Hinge for each history. The second start raises the window of the first and ends.

A lock file says who is first; a local socket (never the internet) carries the wish to be raised. The
history's own exclusive lock is the guard that counts; this one is there to be polite about it.
"""

from __future__ import annotations

import os
import re
import sys
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE, _RAISED = b"raise\n", b"raised\n"
_TRY_EVERY_S = 0.05
_TOKEN = "XDG_ACTIVATION_TOKEN"
"""By what stands in it a Wayland desktop lets a window come to the front; it is given to who was clicked on."""
_TOKEN_SHAPE = re.compile(rb"[!-~]{1,200}")

PATIENCE_S = 3.0
"""So long a program that runs is waited for before it is taken to hang."""
STARTING_S = 30.0
"""So long after it began a program may still be starting: on a busy computer a window takes its time."""


class SingleInstance(QObject):
    """The claim of this process on a folder.

    Order: :meth:`claim`; when it says no, :meth:`ask_first` and end; else paint, then :meth:`listen`.

    Signals:
        raise_requested(): another start wants this window in front.
    """

    raise_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mark = folder / "hinge.lock"
        self._lock = QLockFile(str(self._mark))
        self._lock.setStaleLockTime(0)  # age proves nothing: a session may last; a dead owner is seen by its id
        place = zlib.crc32(str(folder.absolute()).encode(errors="surrogateescape"))
        self._name = f"hinge-{place:08x}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Whether this process may run: it is the first, or the folder cannot hold a lock (read-only)."""
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear of later starts. Without the lock, nothing is done."""
        if not self._lock.isLocked() or self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer  # here: its 8 ms are better spent after the first paint

        QLocalServer.removeServer(self._name)  # left by a process that was killed; we hold the lock, it is dead
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._server.listen(self._name)

    def ask_first(self, patience_s: float = PATIENCE_S, starting_s: float = STARTING_S) -> bool:
        """Ask the running program to raise its window; whether it answered in time.

        Args:
            patience_s: how long it is waited for. starting_s: longer, until it runs for so many seconds.
        """
        from PySide6.QtNetwork import QLocalSocket  # as in listen

        _give_way()
        until = time.monotonic() + max(patience_s, starting_s - self._runs_for_s())
        while time.monotonic() < until:  # the first may still be painting its first frame
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(200) and self._exchange(socket, until):
                return True
            socket.abort()
            time.sleep(_TRY_EVERY_S)
        return False

    def release(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def _runs_for_s(self) -> float:
        """How long the program runs that holds the lock: that is as old as its mark."""
        try:
            return max(0.0, time.time() - self._mark.stat().st_mtime)
        except OSError:  # it has just ended
            return 0.0

    @staticmethod
    def _exchange(socket: QLocalSocket, until: float) -> bool:
        token = os.environ.get(_TOKEN, "").encode(errors="replace")
        socket.write(b"raise " + token + b"\n" if _TOKEN_SHAPE.fullmatch(token) else _RAISE)
        heard = b""
        while _RAISED not in heard and (left := until - time.monotonic()) > 0:
            if not socket.waitForReadyRead(max(1, round(left * 1000))):
                break
            heard += socket.readAll().data()
        return _RAISED in heard

    @Slot()
    def _greet(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._hear)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._answer(socket)

    @Slot()
    def _hear(self) -> None:
        socket = self.sender()
        if socket is not None:
            self._answer(socket)  # type: ignore[arg-type]  # only local sockets are connected to it

    def _answer(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            word, _, token = bytes(socket.readLine().data()).strip().partition(b" ")
            if word == _RAISE.strip():
                if _TOKEN_SHAPE.fullmatch(token):
                    os.environ[_TOKEN] = token.decode()  # where Qt looks for it
                socket.write(_RAISED)
                socket.flush()
                self.raise_requested.emit()


def _give_way() -> None:
    """Let the program that runs come to the front: Windows allows it to who was clicked on alone."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
