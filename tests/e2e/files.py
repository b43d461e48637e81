"""Somebody who answers every question for a file at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hinge_desktop.ui.file_asking import FileKind


class Files:
    """Answers with what the test laid down, and remembers what was suggested."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.suggested: list[Path] = []
        self.endings: list[str] = []
        self.shown: list[Path] = []
        self.opens = True

    def to_write(self, over: QWidget, title: str, suggested: Path, kinds: Sequence[FileKind]) -> Path | None:
        self.suggested.append(suggested)
        self.endings = [kind.ending for kind in kinds]
        return self.answer

    def to_read(self, over: QWidget, title: str, folder: Path, kinds: Sequence[FileKind]) -> Path | None:
        self.endings = [kind.ending for kind in kinds]
        return self.answer

    def show_folder(self, folder: Path) -> bool:
        self.shown.append(folder)
        return self.opens
