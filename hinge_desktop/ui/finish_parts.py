"""The line below the head of the finish page: each exercise by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from hinge_desktop.ui.finish_done import DonePart, part_of
from hinge_desktop.ui.widgets import FlowRow, Words


class PartsRow(FlowRow):
    """Says what was done of each exercise, where there was more than one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, 6)
        self.hide()

    def show_parts(self, parts: Sequence[DonePart]) -> None:
        """Put one line for each in the place of those before."""
        for old in self.findChildren(Words):
            old.setParent(None)
            old.deleteLater()
        if len(parts) > 1:
            for part in parts:
                self.add(Words(part_of(part), "day", self))
        self.setVisible(len(parts) > 1)
