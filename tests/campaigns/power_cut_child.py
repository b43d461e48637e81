"""The practising program of the kill campaign, writing down all that it gives to the disk: what a power cut needs.

    power_cut_child.py --tell-reps FD --log FILE [--synchronous FULL|NORMAL|OFF]

Each write, cut and push of SQLite, and each repetition at the moment it is told, is one record of the log, in order
(see ``power_cut``).
"""

from __future__ import annotations

import argparse
import os

from PySide6.QtCore import QCoreApplication, Slot

from hinge_desktop.history import engine
from tests.campaigns import practise_child, vfs
from tests.campaigns.power_cut import CUT, PUSH, TOLD, WRITE, record
from tests.campaigns.practise_child import RepTeller


class Writer:
    """Writes down what is done to the disk."""

    def __init__(self, log: int) -> None:
        self._log = log

    def write(self, name: str, at: int, content: bytes) -> int:
        """A write."""
        os.write(self._log, record(WRITE, name, at, content))
        return vfs.OK

    def truncate(self, name: str, size: int) -> int:
        """A cut."""
        os.write(self._log, record(CUT, name, size))
        return vfs.OK

    def sync(self, name: str) -> int:
        """A push."""
        os.write(self._log, record(PUSH, name))
        return vfs.OK


def main() -> int:
    """Practise until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tell-reps", type=int, required=True, metavar="FD")
    parser.add_argument("--log", required=True)
    parser.add_argument("--synchronous", default="FULL")
    options = parser.parse_args()
    log = os.open(options.log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    vfs.intercept(Writer(log))
    engine._PRAGMAS = tuple(
        f"synchronous={options.synchronous}" if one.startswith("synchronous=") else one for one in engine._PRAGMAS
    )
    tell = RepTeller._tell

    @Slot(str, int, int)
    def tell_both(self: RepTeller, uuid: str, position: int, number: int) -> None:
        os.write(log, record(TOLD, f"{uuid} {position} {number}"))
        tell(self, uuid, position, number)

    RepTeller._tell = tell_both  # type: ignore[method-assign]
    application = QCoreApplication([])
    practice = practise_child.Practice(options.tell_reps)
    code = application.exec()
    del practice
    return code


if __name__ == "__main__":
    raise SystemExit(main())
