"""Repetitions that are on the disk, told to whoever watches the program from outside."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Slot

from hinge_desktop.keeper import HistoryKeeper


class RepTeller(QObject):
    """Writes a line ``rep UUID POSITION NUMBER`` to an open file descriptor for each repetition on the disk.

    Killed at any instant, what the program told must be found again.
    """

    def __init__(self, keeper: HistoryKeeper, descriptor: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._descriptor = descriptor
        keeper.rep_saved.connect(self._tell)

    @Slot(str, int, int)
    def _tell(self, uuid: str, position: int, number: int) -> None:
        os.write(self._descriptor, f"rep {uuid} {position} {number}\n".encode())
