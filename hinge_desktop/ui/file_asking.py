"""Which file is meant: the desktop's own dialogs, behind a seam that a test can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name in words, and its ending with the dot."""

    name: str
    ending: str

    @property
    def pattern(self) -> str:
        """As Qt's dialogs have it."""
        return f"{self.name} (*{self.ending})"


class FileAsking(Protocol):
    """Asks the user; None when nothing was chosen."""

    def to_write(self, over: QWidget, title: str, suggested: Path, kinds: Sequence[FileKind]) -> Path | None:
        """A file to be written, with one of the endings; the dialog asks before one is written over."""

    def to_read(self, over: QWidget, title: str, folder: Path, kinds: Sequence[FileKind]) -> Path | None:
        """A file that is there."""

    def show_folder(self, folder: Path) -> bool:
        """Open a folder in the desktop's own program; whether there is one."""


class FileDialogs:
    """The desktop's dialogs."""

    def to_write(self, over: QWidget, title: str, suggested: Path, kinds: Sequence[FileKind]) -> Path | None:
        """See :class:`FileAsking`."""
        patterns = [kind.pattern for kind in kinds]
        name, chosen = QFileDialog.getSaveFileName(over, title, str(suggested), ";;".join(patterns))
        if not name:
            return None
        path = Path(name)
        ending = kinds[patterns.index(chosen)].ending if chosen in patterns else kinds[0].ending
        if not any(path.suffix.lower() == kind.ending for kind in kinds):
            return _free(path.with_name(path.name + ending))  # the desktop asked about the name without it
        if path.name == suggested.name and path.suffix != ending:
            return _free(path.with_suffix(ending))  # another kind was chosen, and the suggested name left as it was
        return path

    def to_read(self, over: QWidget, title: str, folder: Path, kinds: Sequence[FileKind]) -> Path | None:
        """See :class:`FileAsking`."""
        name, _ = QFileDialog.getOpenFileName(over, title, str(folder), ";;".join(kind.pattern for kind in kinds))
        return Path(name) if name else None

    def show_folder(self, folder: Path) -> bool:
        """See :class:`FileAsking`."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _free(path: Path) -> Path:
    """The name, or the first like it that is free: nobody was asked about this one."""
    found, number = path, 2
    while found.exists():
        found, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return found
