"""Where a tour is made: a Qt without a screen, and a folder of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from hinge_desktop import assets
from hinge_desktop.errors import OptionError

LIST = "files.txt"
"""Names what a tour left, so that the next one may take its place."""
_COPIES = "backups"


def begin_looking() -> None:
    """What every tour needs of Qt: no screen, and pictures that are the same in every country and at every instant."""
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        QApplication(["hinge-desktop"]).setApplicationName("Hinge")
    QApplication.setCursorFlashTime(0)  # a picture must not depend on the instant it was taken
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    assets.load_fonts()


def make_room(folder: Path) -> None:
    """An empty place for the pictures and the history. Only what an earlier tour left is removed.

    Its copies of the history go as well: the program would put the history back from them, as it is meant to.

    Raises:
        OptionError: the folder cannot be written, or holds a history that no tour made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "history.db").exists() and not (folder / LIST).exists():
            raise OptionError(f"{folder} holds a history.db that no tour made; choose another folder.")
        if (folder / _COPIES).exists():
            if not (folder / LIST).exists():
                raise OptionError(f"{folder} holds copies of a history that no tour made; choose another folder.")
            shutil.rmtree(folder / _COPIES)
        for name in ("history.db", "history.db-wal", "history.db-shm"):
            (folder / name).unlink(missing_ok=True)
        (folder / LIST).write_text("", encoding="utf-8")
    except OSError as error:
        raise OptionError(f"{folder} cannot be written: {error.strerror}.") from error
