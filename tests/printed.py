"""Reads a PDF back: its words as a reader selects them, its sheets as pictures."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument


class Printed:
    """A PDF as somebody opens it."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        document = QPdfDocument()
        assert document.load(str(path)) is QPdfDocument.Error.None_
        self.title = str(document.metaData(QPdfDocument.MetaDataField.Title))
        self.author = str(document.metaData(QPdfDocument.MetaDataField.Author))
        sheets = range(document.pageCount())
        self.sizes = [document.pagePointSize(at).toSize().toTuple() for at in sheets]
        self.sheets = [document.getAllText(at).text() for at in sheets]
        self._document = document

    @classmethod
    def of(cls, content: bytes, folder: Path) -> Printed:
        """Of bytes."""
        path = folder / "printed.pdf"
        path.write_bytes(content)
        return cls(path)

    @property
    def words(self) -> str:
        """Everything that can be selected, in one line."""
        return " ".join(" ".join(self.sheets).split())

    def number(self, pattern: str) -> int:
        """The whole number that the first group of ``pattern`` finds in the words."""
        found = re.search(pattern, self.words)
        assert found is not None, f"{pattern} is not in {self.words}"
        return int(found[1].replace(",", ""))

    def ink(self, sheet: int) -> tuple[int, int, int, int]:
        """Where there is anything but white paper: left, top, right and bottom, points."""
        wide, high = self.sizes[sheet]
        drawn = self._document.render(sheet, QSize(wide, high))
        paper = QImage(wide, high, QImage.Format.Format_Grayscale8)
        paper.fill(QColor("white"))
        painter = QPainter(paper)
        painter.drawImage(0, 0, drawn)
        painter.end()
        dots = np.frombuffer(paper.constBits(), np.uint8).reshape(high, paper.bytesPerLine())[:, :wide]
        rows, columns = np.nonzero(dots < 250)
        return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())
