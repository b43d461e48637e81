"""Where a tour is made: a Qt without a screen, and a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from hinge_desktop import assets
from hinge_desktop.errors import OptionError
from hinge_desktop.history.backup import copies_of, folder_of

LIST = "files.txt"
"""Names what a tour left, so that the next one may take its place."""
HISTORY = "history.db"
_OURS = "Left by a tour of Hinge:"


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
        OptionError: the folder cannot be written, or holds a history or a list that no tour made.
    """
    history = folder / HISTORY
    try:
        folder.mkdir(parents=True, exist_ok=True)
        left = [history, *(copy for _, copy in copies_of(history))]
        if not _is_of_a_tour(folder):
            for one in (*left, folder / LIST):
                if one.exists():
                    raise OptionError(f"{folder} holds a {one.name} that no tour made; choose another folder.")
        for one in (*left, folder / f"{HISTORY}-wal", folder / f"{HISTORY}-shm"):
            one.unlink(missing_ok=True)
        with suppress(OSError):  # there is none, or something else is in it
            folder_of(history).rmdir()
        write_list(folder, [HISTORY])
    except OSError as error:
        raise OptionError(f"{folder} cannot be written: {error.strerror}.") from error


def write_list(folder: Path, names: Iterable[str]) -> None:
    """Leave word that these files of the folder are a tour's."""
    (folder / LIST).write_text("".join(f"{line}\n" for line in (_OURS, *names)), encoding="utf-8")


def _is_of_a_tour(folder: Path) -> bool:
    """Whether the list in the folder is one of ours; others may call theirs the same."""
    try:
        first, *names = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):  # none; not text, or empty
        return False
    return first == _OURS and HISTORY in names
